"""What entries show, in a form that outlives them: compared before and after a derivation, so that the public log can tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.functions import Coalesce

from catalogue.choices import FeatureKind

if TYPE_CHECKING:
    from catalogue.models import EditorDecision, SpecEntry, Statement
    from catalogue.querysets.entries import FreshEntry

# By the ids of product and feature.
Key = tuple[int, int]
Noted = Mapping[Key, "Shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry: its state, its choices (slugs, in their order) or number, and the statements behind it with their sources."""

    state: str
    choices: tuple[str, ...] = ()
    number: Decimal | None = None
    said: Mapping[int, str] = field(default_factory=dict)  # id of the statement → slug of its source

    @property
    def seen(self) -> tuple[str, frozenset[str], Decimal | None]:
        """What a visitor sees of it."""
        return self.state, frozenset(self.choices), self.number

    def as_data(self) -> dict[str, Any]:
        """For the log: plain words of no language."""
        value: dict[str, Any] = {"state": self.state}
        if self.choices:
            value["choices"] = list(self.choices)
        if self.number is not None:
            value["number"] = format(self.number.normalize(), "f")
        return value


@dataclass(frozen=True, slots=True)
class Derivation:
    """What a derivation did, and what it was made from: all that telling its changes takes."""

    before: Noted
    after: Noted
    statements: Mapping[int, Statement]
    decisions: Mapping[Key, EditorDecision]

    @property
    def changed(self) -> list[Key]:
        """The entries that visitors see otherwise than before."""
        keys = self.before.keys() | self.after.keys()
        return sorted(key for key in keys if _seen(self.before, key) != _seen(self.after, key))


def stored_values(entries: models.QuerySet[SpecEntry]) -> dict[Key, Shown]:
    """What these stored entries show. One query."""
    rows = entries.annotate(
        one=Coalesce("choice__slug", "entry_choices__choice__slug"),
        by=Coalesce("shown_id", "entry_choices__statement_id"),
        source=Coalesce("shown__source__slug", "entry_choices__statement__source__slug"),
    ).order_by("entry_choices__choice__position")
    found: defaultdict[Key, list[tuple[Any, ...]]] = defaultdict(list)
    for product, feature, *columns in rows.values_list(
        "product_id", "feature_id", "state", "one", "number", "by", "source"
    ):
        found[product, feature].append(tuple(columns))
    return {
        key: Shown(
            state=parts[0][0],
            choices=tuple(part[1] for part in parts if part[1] is not None),
            number=parts[0][2],
            said={part[3]: part[4] for part in parts if part[3] is not None},
        )
        for key, parts in found.items()
    }


def fresh_values(entries: Iterable[FreshEntry], statements: Mapping[int, Statement]) -> dict[Key, Shown]:
    """What these entries will show. Needs choices and sources of the statements loaded."""
    return {(entry.product, entry.feature): _fresh(entry, statements) for entry in entries}


def _fresh(entry: FreshEntry, statements: Mapping[int, Statement]) -> Shown:
    said = [statements[candidate.id] for candidate in entry.derived.shown]
    choices = sorted((one.choice for one in said if one.choice), key=lambda choice: choice.position)
    return Shown(
        state=entry.derived.state,
        choices=tuple(choice.slug for choice in choices),
        number=said[0].number if entry.kind == FeatureKind.NUMBER and said else None,
        said={one.pk: one.source.slug for one in said},
    )


def _seen(noted: Noted, key: Key) -> Any:
    return noted[key].seen if key in noted else None
