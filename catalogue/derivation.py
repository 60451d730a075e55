"""Which value a spec entry shows: the one rule, free of the database. docs/method.md tells it in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from catalogue.choices import EntryState, FeatureKind, Voice, form_reaches

if TYPE_CHECKING:
    from catalogue.models import Feature

# After a tester's number, which outranks all: who is believed first when specific statements differ.
VOICE_ORDER = (Voice.MAKER, Voice.RETAILER, Voice.TESTER, Voice.CLINICIAN, Voice.REVIEWER, Voice.OTHER)
TESTED_NUMBER_RANK = -1


@dataclass(frozen=True, slots=True)
class Candidate:
    """One statement as the rule sees it. `value` is the id of a choice, or a number in the feature's unit."""

    id: int
    value: int | Decimal
    is_absent: bool
    is_unspecified: bool
    is_barred: bool
    voice: str
    dated: str  # ISO, as precise as the source gives it: 2014, 2014-04 or 2014-04-21; later text is newer
    place: int  # its place in the starting data; what came later stands later


@dataclass(frozen=True, slots=True)
class Derived:
    """What an entry shows: for one choice or a number a single statement, for several choices one per choice."""

    state: EntryState
    shown: tuple[Candidate, ...]
    is_presence_disputed: bool = False  # specific statements say both that it is there and that it is not


def derive(kind: str, candidates: Sequence[Candidate], *, overrule: int | None = None) -> Derived | None:
    """The entry for one product and feature, or None where no usable statement exists.

    Statements of barred sources are never shown and never dispute. `overrule` is the id of the statement an editor chose;
    it is ignored when that statement is gone or barred.
    """
    usable = sorted((c for c in candidates if not c.is_barred), key=lambda c: _order(kind, c, overrule))
    if not usable:
        return None
    if kind == FeatureKind.CHOICES:
        first_of_each: dict[int | Decimal, Candidate] = {}
        for candidate in usable:
            first_of_each.setdefault(candidate.value, candidate)
        return Derived(EntryState.STATED, tuple(first_of_each.values()))
    specific = [c for c in usable if not c.is_unspecified]
    is_disputed = len({c.value for c in specific}) > 1
    state = EntryState.DISPUTED if is_disputed else EntryState.STATED
    return Derived(state, (usable[0],), is_presence_disputed=len({c.is_absent for c in specific}) > 1)


def state_without_entry(feature: Feature, form: str | None, checked_on: date | None) -> EntryState:
    """Why there is no value: the form does not reach the zone, nobody looked yet, or nobody says."""
    if not form_reaches(form, feature.slug, feature.zone):
        return EntryState.NOT_APPLICABLE
    if checked_on is None or feature.added_on > checked_on:
        return EntryState.NOT_CHECKED
    return EntryState.NOT_STATED


def _order(kind: str, candidate: Candidate, overrule: int | None) -> tuple[bool, bool, int, _Newest, int, int]:
    """An editor's choice, then specific before unspecified, then voice, then the newer source, then the earlier place."""
    return (
        candidate.id != overrule,
        candidate.is_unspecified,
        _voice_rank(kind, candidate.voice),
        _Newest(candidate.dated),
        candidate.place,
        candidate.id,
    )


def _voice_rank(kind: str, voice: str) -> int:
    """0 and up in VOICE_ORDER; a tester's number comes before them all."""
    if kind == FeatureKind.NUMBER and voice == Voice.TESTER:
        return TESTED_NUMBER_RANK
    return VOICE_ORDER.index(Voice(voice))


class _Newest(str):
    """A date that sorts before every older one."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str(self) > str(other)

    def __gt__(self, other: str) -> bool:
        return str(self) < str(other)
