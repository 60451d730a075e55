"""The rows of a list: products with their sheets, matches and prices, loaded for one page in a fixed number of queries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from catalogue.models import Cell, Feature, Price, Product, Sheet, price_of, sheets, sheets_without_sources
from comparisons.index import Vocabulary
from comparisons.match import Match, Wanted, match
from comparisons.selection import Selection

KEY_FACTS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One product of a list."""

    product: Product
    sheet: Sheet
    match: Match | None
    price: Price | None
    chosen: tuple[str, ...] = ()

    @property
    def counted_as(self) -> list[str]:
        """The names of the children that stand for the chosen groups in its match: those with its best scores."""
        wishes = [wish for wish, _ in self.match.outcomes] if self.match else []
        children = (str(w.row.problem.name) for w in wishes if w.row and w.problem not in self.chosen)
        return list(dict.fromkeys(children))

    def key_facts(self) -> list[Cell]:
        """The few values a card shows: what is looked for first, then core features, then the rest, in their order."""
        looked_for = {wish.feature for wish, _ in self.match.outcomes} if self.match else set()
        known = sorted(
            self.sheet.known,
            key=lambda cell: (cell.feature.slug not in looked_for, not cell.feature.is_core, cell.feature.position),
        )
        return known[:KEY_FACTS]


def wanted_by(selection: Selection, vocabulary: Vocabulary) -> Wanted | None:
    """The wishes of the chosen problems, those left out removed; None without a problem, or where a professional comes first."""
    problems = [vocabulary.problem(slug) for slug in selection.problems]
    if not problems or any(problem is None or problem.is_clinician_first for problem in problems):
        return None
    wishes = tuple(
        tuple(tuple(wish for wish in child if wish.feature not in selection.skip) for child in vocabulary.wishes[slug])
        for slug in selection.problems
    )
    return Wanted(wishes, frozenset(selection.must))


def load_rows(
    ids: Sequence[int], selection: Selection, vocabulary: Vocabulary, *, with_sources: bool = False
) -> list[Row]:
    """The rows of these products, in this order: four queries, whatever their number. Pages of lists say no sources."""
    found = Product.objects.filter(pk__in=ids).with_brand().prefetch_related("offers").in_bulk()
    products = [found[pk] for pk in ids if pk in found]
    wanted = wanted_by(selection, vocabulary)
    return [
        Row(
            sheet.product,
            sheet,
            match(wanted, {cell.feature.slug: cell for cell in sheet.cells}) if wanted else None,
            price_of(sheet.product.offers.all(), selection.currency, vocabulary.rates),
            selection.problems,
        )
        for sheet in (sheets if with_sources else sheets_without_sources)(products, vocabulary.features)
    ]


MAX_COLUMNS = 12


def table_columns(rows: Callable[[], Iterable[Row]], selection: Selection, vocabulary: Vocabulary) -> list[Feature]:
    """The columns of the table view: what is looked for and what is filtered by; without either, core features any row knows.

    Only then are the rows asked for. The number that the list is in the order of has the first one.
    """
    wanted = wanted_by(selection, vocabulary)
    chosen = [wish.feature for wish in wanted.wishes] if wanted else []
    chosen += [*selection.having, *selection.any_of, *selection.excluded, *selection.ranges]
    if not chosen:
        known = {cell.feature.slug for row in rows() for cell in row.sheet.known if cell.feature.is_core}
        chosen = [feature.slug for feature in vocabulary.features if feature.slug in known]
    ordered_by = selection.order.removeprefix("-")
    by_slug = {feature.slug: feature for feature in vocabulary.features}
    return [by_slug[slug] for slug in dict.fromkeys([ordered_by, *chosen]) if slug in by_slug][:MAX_COLUMNS]
