"""What is stored of a product: loaded once for the whole page, and as a snapshot that a form carries to tell later what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, astuple, dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import F
from django.utils import timezone

from catalogue.admin.meanwhile.seal import opened, sealed
from catalogue.choices import EntryState
from catalogue.models import EditorDecision, Feature, Product, Source, Statement, plain_number

SALT = "underfoot.sheet"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in the words of the form."""

    feature: int
    value: str  # the id of a choice, or a number
    source: int
    voice: str
    as_stated: str
    context: str
    why_preferred: str

    @property
    def manner(self) -> tuple[Any, ...]:
        """All but the value: statements that share it stand in one row where a feature takes several choices."""
        return astuple(self)[2:]


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision in the words of the form."""

    state: str
    statement: int | None
    reason: str

    @property
    def choice(self) -> str:
        """What is chosen in the list: a state, or the statement to show."""
        return str(self.statement) if self.state == EntryState.STATED else self.state


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Statements by id and decisions by feature, as they were at one moment."""

    said: Mapping[int, Said] = field(default_factory=dict)
    decided: Mapping[int, Decided] = field(default_factory=dict)
    taken_at: datetime | None = field(default=None, compare=False)

    def sealed(self) -> str:
        """For the form."""
        said = [(pk, *astuple(one)) for pk, one in self.said.items()]
        decided = [(feature, *astuple(one)) for feature, one in self.decided.items()]
        return sealed(self.taken_at or timezone.now(), said, decided, salt=SALT)

    @classmethod
    def opened(cls, seal: str) -> Snapshot | None:
        """The way back; None for anything that was not sealed here."""
        if (found := opened(seal, salt=SALT)) is None:
            return None
        taken_at, (said, decided) = found
        return cls(
            {pk: Said(*rest) for pk, *rest in said},
            {feature: Decided(*rest) for feature, *rest in decided},
            taken_at,
        )

    def rows(self, feature: Feature) -> list[tuple[int, ...]]:
        """The ids of the statements of each row of a feature: one, or those that one source says in one manner."""
        of_feature = [(pk, said) for pk, said in self.said.items() if said.feature == feature.pk]
        if not feature.takes_several:
            return [(pk,) for pk, _said in of_feature]
        together: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for pk, said in of_feature:
            together[said.manner].append(pk)
        return [tuple(ids) for ids in together.values()]

    def typed(self, feature: Feature, ids: Iterable[int]) -> dict[str, Any]:
        """The row of these statements as it stands in the form; empty for none."""
        said = [self.said[pk] for pk in ids]
        if not said:
            return {}
        row = {**asdict(said[0]), "source": str(said[0].source), "ids": ",".join(map(str, ids))}
        return {**row, "value": [one.value for one in said] if feature.takes_several else said[0].value}


class Stored:
    """A product with its features, statements and decisions: four queries."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.features = {feature.pk: feature for feature in Feature.objects.with_choices()}
        self.choices = {choice.pk: choice for feature in self.features.values() for choice in feature.choices.all()}
        self.statements = {statement.pk: self._whole(statement) for statement in self._statements()}
        self.decisions = {decision.feature_id: decision for decision in product.decisions.all()}

    @cached_property
    def snapshot(self) -> Snapshot:
        """As it is now."""
        return Snapshot(
            said_of(self.statements.values()),
            {feature: _decided(decision) for feature, decision in self.decisions.items()},
        )

    @property
    def sources(self) -> dict[int, Source]:
        """Those that say something of the product, the newest statement's last."""
        return {statement.source_id: statement.source for _pk, statement in sorted(self.statements.items())}

    @property
    def newest(self) -> Statement | None:
        """The statement that was written last."""
        return self.statements[max(self.statements)] if self.statements else None

    def of_feature(self, feature: int) -> list[Statement]:
        """The statements on it, in their order."""
        return self._by_feature.get(feature, [])

    @cached_property
    def _by_feature(self) -> dict[int, list[Statement]]:
        statements = sorted(self.statements.values(), key=lambda one: one.feature_id)
        return {feature: list(rows) for feature, rows in groupby(statements, key=lambda one: one.feature_id)}

    def _statements(self) -> Iterable[Statement]:
        return self.product.statements.with_source().order_by(F("place").asc(nulls_last=True), "pk")

    def _whole(self, statement: Statement) -> Statement:
        """With feature and choice at hand."""
        statement.product = self.product
        statement.feature = self.features[statement.feature_id]
        if statement.choice_id:
            statement.choice = self.choices[statement.choice_id]
        return statement


def said_of(statements: Iterable[Statement]) -> dict[int, Said]:
    """Statements by id in the words of the form."""
    return {statement.pk: _said(statement) for statement in statements}


def _said(statement: Statement) -> Said:
    return Said(
        statement.feature_id,
        plain_number(statement.number) if statement.number is not None else str(statement.choice_id),
        statement.source_id,
        statement.voice,
        statement.as_stated,
        statement.context,
        statement.why_preferred,
    )


def _decided(decision: EditorDecision) -> Decided:
    return Decided(decision.state, decision.statement_id, decision.reason)
