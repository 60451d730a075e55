"""One cell of a spec sheet: what is shown for a product and feature, whether or not a spec entry is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from catalogue.choices import EntryState, FeatureKind, Known
from catalogue.derivation import state_without_entry
from catalogue.models.products import Product
from catalogue.models.statements import SpecEntry, Statement
from catalogue.models.vocabulary import Choice, Feature


@dataclass(frozen=True, slots=True)
class Cell:
    """What is shown for one feature. `choices` has one choice, several, or none; `shown` the statements it is shown for."""

    feature: Feature
    state: EntryState
    choices: tuple[Choice, ...] = ()
    number: Decimal | None = None
    shown: tuple[Statement, ...] = ()
    is_presence_disputed: bool = False

    @property
    def has_value(self) -> bool:
        """Whether a value is shown."""
        return self.state.has_value

    @property
    def is_disputed(self) -> bool:
        """Whether specific statements differ."""
        return self.state == EntryState.DISPUTED

    @property
    def is_unspecified(self) -> bool:
        """Whether the shown value says only that it is there."""
        return any(choice.is_unspecified for choice in self.choices)

    @property
    def is_absent(self) -> bool:
        """Whether the shown value says that the product does not have it."""
        return bool(self.choices) and all(choice.is_absent for choice in self.choices)

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs of the shown choices."""
        return tuple(choice.slug for choice in self.choices)

    @property
    def comparable(self) -> Decimal | frozenset[str] | None:
        """What decides whether two cells differ: None where there is no value or only an unspecified one."""
        if not self.has_value or self.is_unspecified:
            return None
        return self.number if self.feature.kind == FeatureKind.NUMBER else frozenset(self.slugs)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All cells of one product, in the order of the features asked for."""

    product: Product
    cells: tuple[Cell, ...]

    def cell(self, feature: str) -> Cell | None:
        """The cell of a feature by slug; None where the sheet has no such feature."""
        return next((cell for cell in self.cells if cell.feature.slug == feature), None)

    @property
    def known(self) -> tuple[Cell, ...]:
        """Cells that show a value."""
        return tuple(cell for cell in self.cells if cell.has_value)

    @property
    def single_values(self) -> dict[str, Decimal | str]:
        """The shown values that are one choice (its slug) or a number, by feature: what a drawing can be made from."""
        return {
            cell.feature.slug: cell.number if cell.number is not None else cell.slugs[0]
            for cell in self.known
            if cell.number is not None or (len(cell.slugs) == 1 and not cell.feature.takes_several)
        }

    @property
    def core_known(self) -> int:
        """How many core features show a value."""
        return sum(cell.feature.is_core for cell in self.known)

    @property
    def core_total(self) -> int:
        """How many core features there are, those that do not apply left out."""
        return sum(cell.feature.is_core and cell.state != EntryState.NOT_APPLICABLE for cell in self.cells)


def sheets(products: Sequence[Product], features: Sequence[Feature]) -> list[Sheet]:
    """The sheets of several products over the same features: two queries, whatever the number of products."""
    by_pk = {feature.pk: feature for feature in features}
    stored: dict[int, dict[int, Cell]] = {product.pk: {} for product in products}
    for entry in SpecEntry.objects.for_sheets(stored):
        if entry.feature_id in by_pk:
            stored[entry.product_id][entry.feature_id] = cell_of(by_pk[entry.feature_id], entry)
    return [_sheet(product, features, stored[product.pk]) for product in products]


def sheet_of(product: Product, features: Sequence[Feature]) -> Sheet:
    """The sheet of one product whose statements are loaded: one query, where `sheets` would read those it shows again.

    The features must have their choices loaded. Entries of features, choices and statements that came later are passed over.
    """
    by_pk = {feature.pk: feature for feature in features}
    by_choice = {choice.pk: choice for feature in features for choice in feature.choices.all()}
    said = {statement.pk: statement for statement in product.statements.all()}
    stored: dict[int, Cell] = {}
    for feature, rows in groupby(SpecEntry.objects.shown_with_statements(product.pk), key=itemgetter(0)):
        entry = list(rows)
        _feature, state, _choice, number, _statement, is_presence_disputed = entry[0]
        choices = tuple(by_choice[row[2]] for row in entry if row[2] in by_choice)
        shown = tuple(said[row[4]] for row in entry if row[4] in said)
        is_whole = all(row[2] is None or row[2] in by_choice for row in entry)
        if feature in by_pk and is_whole:
            cell = Cell(by_pk[feature], EntryState(state), choices, number, shown, is_presence_disputed)
            stored[feature] = cell
    return _sheet(product, features, stored)


def sheets_without_sources(products: Sequence[Product], features: Sequence[Feature]) -> list[Sheet]:
    """The same for lists, which say no sources: no cell holds statements. Two queries, and next to no work a cell.

    The features must have their choices loaded. Entries of features and choices that came later are passed over.
    """
    return sheets_showing((), products, features)


def sheets_showing(
    statements: Iterable[Statement], products: Sequence[Product], features: Sequence[Feature]
) -> list[Sheet]:
    """The same with these statements in the cells that show them: for pages that load everything said of the products anyway."""
    said = {statement.pk: statement for statement in statements}
    by_pk = {feature.pk: feature for feature in features}
    by_choice = {choice.pk: choice for feature in features for choice in feature.choices.all()}
    ids = [product.pk for product in products]
    several: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for pk, feature, choice_of_several, statement in SpecEntry.objects.several_choices(ids):
        several.setdefault((pk, feature), []).append((choice_of_several, statement))
    stored: dict[int, dict[int, Cell]] = {pk: {} for pk in ids}
    for pk, feature, state, choice, number, is_presence_disputed, shown in SpecEntry.objects.shown_values(ids):
        rows = several.get((pk, feature), [])
        choices = [one for one, _ in rows] if choice is None else [choice]
        shown_for: list[int | None] = [one for _, one in rows] if rows else [shown]
        if feature in by_pk and by_choice.keys() >= set(choices):
            stored[pk][feature] = Cell(
                by_pk[feature],
                EntryState(state),
                tuple(by_choice[one] for one in choices),
                number,
                tuple(said[one] for one in shown_for if one is not None and one in said),
                is_presence_disputed,
            )
    return [_sheet(product, features, stored[product.pk]) for product in products]


def _sheet(product: Product, features: Sequence[Feature], stored: Mapping[int, Cell]) -> Sheet:
    """All cells: the stored ones, and by rule those of features without an entry."""
    form = next((cell for cell in stored.values() if cell.feature.slug == Known.FORM and cell.choices), None)
    known_form = form.slugs[0] if form else None
    return Sheet(
        product,
        tuple(
            stored.get(feature.pk) or Cell(feature, state_without_entry(feature, known_form, product.checked_on))
            for feature in features
        ),
    )


def cell_of(feature: Feature, entry: SpecEntry) -> Cell:
    """The cell of a stored entry."""
    several = list(entry.entry_choices.all())
    shown = [row.statement for row in several] or ([entry.shown] if entry.shown else [])
    choices = [row.choice for row in several] or ([entry.choice] if entry.choice else [])
    return Cell(
        feature,
        EntryState(entry.state),
        tuple(choices),
        entry.number,
        tuple(shown),
        entry.is_presence_disputed,
    )
