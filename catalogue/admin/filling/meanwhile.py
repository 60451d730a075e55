"""Two editors on one product: what was saved since the second one opened the page, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.admin.filling.stored import Decided, Said, Snapshot, Stored
from catalogue.admin.meanwhile.telling import signed
from catalogue.choices import Voice
from catalogue.models import EditedRow, EditorDecision, Feature, Source, Statement
from catalogue.wording import number_text, state_text


@dataclass(frozen=True, slots=True)
class Difference:
    """One feature that is stored otherwise than when the page was opened."""

    feature: Feature
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """All that changed, and who did it."""

    differences: tuple[Difference, ...]
    who: str


def meanwhile(base: Snapshot | None, stored: Stored) -> Meanwhile:
    """Compares what a page was made from with what is stored. Without the first nothing can be told."""
    if base is None:
        return Meanwhile((), "")
    now = stored.snapshot
    names = Source.objects.in_bulk({said.source for shot in (base, now) for said in shot.said.values()})
    found = []
    for feature in stored.features.values():
        before, after = _lines(base, feature, stored, names), _lines(now, feature, stored, names)
        if before != after:
            found.append(Difference(feature, before, after))
    return Meanwhile(tuple(found), _who(base, stored))


def _lines(shot: Snapshot, feature: Feature, stored: Stored, names: dict[int, Source]) -> tuple[str, ...]:
    said = [_said(one, feature, stored, names) for one in shot.said.values() if one.feature == feature.pk]
    decided = shot.decided.get(feature.pk)
    return (*said, *([_decided(decided)] if decided else []))


def _said(said: Said, feature: Feature, stored: Stored, names: dict[int, Source]) -> str:
    """Value, voice and source, and how it is stated."""
    source = names.get(said.source)
    words = {"value": _value(said, feature, stored), "voice": Voice(said.voice).label, "source": source or "–"}
    more = (said.as_stated, said.context, said.why_preferred)
    return " · ".join(filter(None, (_("%(value)s: %(voice)s, %(source)s") % words, *more)))


def _value(said: Said, feature: Feature, stored: Stored) -> str:
    if feature.is_number:
        return number_text(Decimal(said.value), feature.unit)
    choice = stored.choices.get(int(said.value))
    return str(choice.name) if choice else "–"


def _decided(decided: Decided) -> str:
    return _("decided: %(state)s (%(reason)s)") % {"state": state_text(decided.state), "reason": decided.reason}


def _who(base: Snapshot, stored: Stored) -> str:
    """Who changed a statement or a decision of the product since then, as the history has it; empty where that is not known."""
    labels = [model._meta.label_lower for model in (Statement, EditorDecision)]
    rows = EditedRow.objects.of_product(stored.product.pk).filter(model__in=labels, edit__at__gte=base.taken_at)
    return ", ".join(dict.fromkeys(signed(row) for row in rows.select_related("edit").order_by("pk")))
