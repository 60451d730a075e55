"""What the catalogue shows: spec entries, and how they are built from statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from catalogue.choices import EntryState, FeatureKind
from catalogue.derivation import Candidate, Derived, derive
from catalogue.querysets.late import model_named
from catalogue.querysets.noted import Derivation, Key, Noted, Shown, fresh_values, stored_values

if TYPE_CHECKING:
    from catalogue.models import EditorDecision, Feature, SpecEntry, Statement  # named in a base class


class SpecEntryQuerySet(models.QuerySet["SpecEntry"]):
    """What the catalogue shows."""

    def with_value(self) -> Self:
        """Stated or disputed."""
        return self.filter(state__in=[EntryState.STATED, EntryState.DISPUTED])

    def having(self, feature: Feature) -> Self:
        """Entries whose shown value means that the product has the feature: any that is not an absent choice."""
        shown = self.filter(feature=feature).with_value()
        if feature.kind == FeatureKind.NUMBER:
            return shown
        if feature.kind == FeatureKind.CHOICES:
            return shown.filter(Exists(_entry_choices().filter(entry=OuterRef("pk"), choice__is_absent=False)))
        return shown.filter(choice__is_absent=False)

    def for_sheets(self, products: Iterable[int]) -> Self:
        """All that a sheet shows of these products' entries: one query, and one more for features of several choices."""
        several = _entry_choices().select_related("choice", "statement__source").order_by("choice__position")
        shown = self.filter(product__in=list(products)).select_related("choice", "shown__source")
        return shown.prefetch_related(models.Prefetch("entry_choices", several))

    def shown_with_statements(
        self, product: int
    ) -> models.QuerySet[SpecEntry, tuple[int, str, int | None, Decimal | None, int | None, bool]]:
        """(feature, state, choice, number, its statement, whether its presence is disputed) of one product's entries.

        One query and one row an entry; for a feature of several choices one a choice, in their order.
        """
        rows = self.filter(product=product).annotate(
            one=Coalesce("choice_id", "entry_choices__choice_id"),
            said_by=Coalesce("shown_id", "entry_choices__statement_id"),
        )
        columns = ("feature_id", "state", "one", "number", "said_by", "is_presence_disputed")
        return rows.order_by("feature_id", "entry_choices__choice__position").values_list(*columns)

    def shown_values(
        self, products: Iterable[int]
    ) -> models.QuerySet[SpecEntry, tuple[int, int, str, int | None, Decimal | None, bool, int | None]]:
        """(product, feature, state, choice, number, whether its presence is disputed, statement) of these products, as plain rows."""
        columns = ("product", "feature", "state", "choice", "number", "is_presence_disputed", "shown")
        return self.filter(product__in=list(products)).order_by().values_list(*columns)

    def several_choices(self, products: Iterable[int]) -> models.QuerySet[Any, tuple[int, int, int, int]]:
        """(product, feature, choice, statement) of entries that show several choices, in the order of choices."""
        rows = _entry_choices().filter(entry__product__in=list(products)).order_by("choice__position")
        return rows.values_list("entry__product", "entry__feature", "choice", "statement")

    def showing(self, feature: Feature, choices: Iterable[str]) -> Self:
        """Entries whose shown value is one of these choices (slugs)."""
        shown = self.filter(feature=feature).with_value()
        if feature.kind == FeatureKind.CHOICES:
            named = _entry_choices().filter(entry=OuterRef("pk"), choice__slug__in=list(choices))
            return shown.filter(Exists(named))
        return shown.filter(choice__slug__in=list(choices))

    def within(self, feature: Feature, low: Decimal | None = None, high: Decimal | None = None) -> Self:
        """Entries whose shown number lies within the bounds, both included; None is open."""
        shown = self.filter(feature=feature).with_value()
        shown = shown if low is None else shown.filter(number__gte=low)
        return shown if high is None else shown.filter(number__lte=high)

    def showing_slugs(self, feature: str, choices: Iterable[str]) -> Self:
        """As `showing`, for a feature that the catalogue may not have: then there are none."""
        slugs = list(choices)
        several = Exists(_entry_choices().filter(entry=OuterRef("pk"), choice__slug__in=slugs))
        return self.filter(Q(choice__slug__in=slugs) | several, feature__slug=feature).with_value()

    def fresh(self, products: Sequence[int] | None = None) -> list[FreshEntry]:
        """What the entries of these products (ids; None: of all) must be by statements and decisions. Two reads."""
        return _fresh(*_made_from(products))

    def noted(self, products: Iterable[int]) -> dict[Key, Shown]:
        """What is shown of these products: for who is about to take away what entries rest on. One query."""
        return stored_values(self.filter(product__in=list(products)))

    @transaction.atomic(savepoint=False)
    def derive(
        self,
        products: Iterable[int] | None = None,
        *,
        earlier: Noted | None = None,
        unseen: Collection[int] = (),
    ) -> int:
        """Build the entries of these products (ids; None: of all) anew from statements and decisions, and log what changed.

        Returns how many entries stand then. Costs three reads, writes by the five hundred rows, and a few reads more where
        anything changed. `earlier` is what `noted` said before statements were deleted, which takes entries away at once.
        Of `unseen` products visitors saw nothing before: they are published as a whole, not value by value.
        """
        ids = None if products is None else list(products)
        statements, decisions = _made_from(ids)
        fresh = _fresh(statements, decisions)
        old = self.model.objects.all()
        old = old if ids is None else old.filter(product__in=ids)
        before = {**stored_values(old), **(earlier or {})}
        old.delete()
        _write(fresh)
        by_id = {statement.pk: statement for statement in statements}
        derivation = Derivation(before, fresh_values(fresh, by_id), by_id, decisions)
        if ids is None and not before:
            model_named("ShownChange").objects.note_start(len(fresh))
        else:
            model_named("ShownChange").objects.note_values(derivation, unseen)
        return len(fresh)


@dataclass(frozen=True, slots=True)
class FreshEntry:
    """One spec entry as statements and decisions make it, before it is stored."""

    product: int
    feature: int
    kind: str
    derived: Derived

    @property
    def single(self) -> Candidate | None:
        """The one shown statement of an entry that shows one value."""
        return self.derived.shown[0] if self.derived.shown and self.kind != FeatureKind.CHOICES else None

    @property
    def several(self) -> tuple[Candidate, ...]:
        """The shown statements of a feature of several choices, one a choice."""
        return self.derived.shown if self.kind == FeatureKind.CHOICES else ()

    def columns(self) -> dict[str, Any]:
        """The columns of its row."""
        single = self.single
        return {
            "product_id": self.product,
            "feature_id": self.feature,
            "state": self.derived.state,
            "choice_id": single.value if single and self.kind == FeatureKind.CHOICE else None,
            "number": single.value if single and self.kind == FeatureKind.NUMBER else None,
            "shown_id": single.id if single else None,
            "is_presence_disputed": self.derived.is_presence_disputed,
        }


def _entry_choices() -> models.QuerySet[Any]:
    choices: models.QuerySet[Any] = model_named("SpecEntryChoice").objects.all()
    return choices


def _made_from(products: Sequence[int] | None) -> tuple[list[Statement], dict[Key, EditorDecision]]:
    """The statements on these products (ids; None: on all) with feature, choice and source, and the decisions by entry."""
    statements = model_named("Statement").objects.with_all()
    decisions = model_named("EditorDecision").objects.all()
    if products is not None:
        statements, decisions = statements.filter(product__in=products), decisions.filter(product__in=products)
    return list(statements), {(d.product_id, d.feature_id): d for d in decisions}


def _fresh(statements: Iterable[Statement], decisions: dict[tuple[int, int], EditorDecision]) -> list[FreshEntry]:
    """Every entry that has a row: what the statements give, then what editors said outright."""
    said: dict[tuple[int, int, str], list[Candidate]] = defaultdict(list)
    for statement in statements:
        said[statement.product_id, statement.feature_id, statement.feature.kind].append(statement.as_candidate())
    outright = {key: decision for key, decision in decisions.items() if decision.state != EntryState.STATED}
    overrules = {key: decision.statement_id for key, decision in decisions.items()}
    rows = []
    for (product, feature, kind), candidates in said.items():
        if (product, feature) in outright:
            continue
        if derived := derive(kind, candidates, overrule=overrules.get((product, feature))):
            rows.append(FreshEntry(product, feature, kind, derived))
    rows += [FreshEntry(*key, "", Derived(EntryState(decision.state), ())) for key, decision in outright.items()]
    return rows


def _write(fresh: Sequence[FreshEntry]) -> None:
    """Store entries and, for features of several choices, one row a choice."""
    entry_model, choice_model = model_named("SpecEntry"), model_named("SpecEntryChoice")
    entries = [entry_model(**entry.columns()) for entry in fresh]
    entry_model.objects.bulk_create(entries, batch_size=500)
    several = [
        choice_model(entry=entry, choice_id=shown.value, statement_id=shown.id)
        for entry, made in zip(entries, fresh, strict=True)
        for shown in made.several
    ]
    choice_model.objects.bulk_create(several, batch_size=500)
