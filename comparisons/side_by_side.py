"""One comparison as its page shows it: the columns in their order, what differs in words, and where each control leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from django.utils.safestring import SafeString

from catalogue.choices import EntryState
from catalogue.models import Cell, Feature, Product
from comparisons.citations import Citations
from comparisons.columns import Column, ColumnOrder, offered_orders
from comparisons.difference import Difference, most_telling, stated_alone
from comparisons.filters import ProductFilter
from comparisons.matrix import Matrix, Said, said_of
from comparisons.matrix_markup import (
    ROW_LABELS,
    ColumnLinks,
    TableState,
    matrix_body,
    matrix_head,
    matrix_matches,
    matrix_pictures,
    matrix_prices,
    withdrawn_cells,
    withdrawn_pictures,
)
from comparisons.presentation import WORDS_SHOWN
from comparisons.selection import Pairs, in_order, query_string

TOLD = 5  # differences, and features not stated, that are said above the table; the rest stands in it


@dataclass(frozen=True, slots=True)
class Told:
    """What differs between one insole and the reference, what is not stated of it, and what is stated of it alone."""

    product: Product
    known: list[Difference]
    unknown: list[Difference]
    alone: list[Cell]

    @property
    def first(self) -> list[Difference]:
        """The few to tell first."""
        return self.known[:TOLD]

    @property
    def left(self) -> int:
        """How many more there are."""
        return len(self.known) - len(self.first)

    @property
    def first_unknown(self) -> str:
        """The names of the first features that are stated of the reference and not of this one."""
        return ", ".join(str(one.feature.name) for one in self.unknown[:TOLD])

    @property
    def unknown_left(self) -> int:
        """How many more of these there are."""
        return max(len(self.unknown) - TOLD, 0)


@dataclass(frozen=True)
class SideBySide:
    """Chosen products next to each other. `columns` stand in the order shown; `withdrawn` come last, without values."""

    columns: Sequence[Column]
    matrix: Matrix
    found: ProductFilter
    path: str
    is_curated: bool = False
    highlights: Sequence[Feature] = ()
    withdrawn: Sequence[Product] = field(default_factory=tuple)

    # The table

    @property
    def products(self) -> tuple[Product, ...]:
        """The columns' products."""
        return self.matrix.products

    @property
    def reference(self) -> Product:
        """The one that the others are told against."""
        return self.matrix.products[self.matrix.reference]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.matrix.sheets) + len(self.withdrawn)

    @property
    def shows_only_differences(self) -> bool:
        """Whether rows that do not differ are folded away."""
        return self.found.shows_only_differences

    @property
    def hidden(self) -> int:
        """How many rows "only differences" hides."""
        return len(self.matrix.rows) - self.matrix.differing

    @cached_property
    def shown(self) -> Matrix:
        """The matrix with the rows that are shown: what page, data and text are made from."""
        return self.matrix.only_differing() if self.shows_only_differences else self.matrix

    @cached_property
    def citations(self) -> Citations:
        """The sources named in the body: complete once that is made."""
        return Citations()

    @cached_property
    def said(self) -> Said:
        """Every statement behind the cells, by product and feature id."""
        return said_of(statement for column in self.columns for statement in column.said)

    @cached_property
    def _differences(self) -> list[list[Difference]]:
        return self.matrix.told_against_reference(self.found.selection.units)

    @property
    def told(self) -> list[Told]:
        """In words what differs from the reference, column by column."""
        wanted = {row.feature.slug for row in self.matrix.rows if row.wish is not None}
        reference = self.matrix.sheets[self.matrix.reference]
        told = []
        for sheet, found in zip(self.matrix.sheets, self._differences, strict=True):
            if sheet is not reference:
                ranked = most_telling(found, len(found), wanted=wanted)
                known = [one for one in ranked if one.is_known]
                not_stated = {cell.feature.pk for cell in sheet.cells if cell.state == EntryState.NOT_STATED}
                unknown = [one for one in ranked if one.feature.pk in not_stated]
                told.append(Told(sheet.product, known, unknown, stated_alone(sheet, reference)))
        return told

    @cached_property
    def body(self) -> SafeString:
        """The rows."""
        told = {
            (product.pk, difference.feature.pk): difference
            for product, found in zip(self.products, self._differences, strict=True)
            for difference in found
        }
        state = TableState(
            self.found.selection.units,
            self.citations,
            self.said,
            told,
            ROW_LABELS.of(self.found.vocabulary),
            frozenset(feature.slug for feature in self.highlights),
            self.found.selection.sort,
            len(self.withdrawn),
        )
        return matrix_body(self.shown, state)

    @property
    def head(self) -> SafeString:
        """The names above the columns."""
        return matrix_head(self.matrix, self.withdrawn)

    @cached_property
    def pictures(self) -> SafeString:
        """The drawings above the names, with the controls of each column."""
        links = self._links()
        return matrix_pictures(self.matrix, links) + withdrawn_pictures(self.withdrawn, links)

    @property
    def matches(self) -> SafeString:
        """How each answers the chosen problem; empty without one."""
        cells = matrix_matches(self.matrix)
        return cells + self.withdrawn_cells if cells else cells

    @property
    def prices(self) -> SafeString:
        """What each costs."""
        return matrix_prices([column.price for column in self.columns], date.today()) + self.withdrawn_cells

    @property
    def withdrawn_cells(self) -> SafeString:
        """What stands in a row for products that are no longer in the catalogue."""
        return withdrawn_cells(len(self.withdrawn))

    # Where controls lead

    def _links(self) -> dict[str, ColumnLinks]:
        """The steps of each column; a curated comparison stays as its editor made it."""
        if self.is_curated:
            return {}
        chosen = self.found.selection.compared
        links = {
            slug: ColumnLinks(self._with_products([other for other in chosen if other != slug])) for slug in chosen
        }
        shown = [product.slug for product in self.products]
        gone = [product.slug for product in self.withdrawn]
        for place, (slug, following) in enumerate(pairwise(shown)):
            swapped = [*shown[:place], following, slug, *shown[place + 2 :], *gone]
            url = self._with_products(swapped, "sort")
            links[slug] = replace(links[slug], right=url)
            links[following] = replace(links[following], left=url)
        return links

    def _with_products(self, slugs: Sequence[str], *dropped: str) -> str:
        """The address with these products; a reference that is no longer among them goes too."""
        pairs = [pair for pair in self._pairs("with", *dropped) if pair[0] != "reference" or pair[1] in slugs]
        return self.path + query_string(in_order([*pairs, *(("with", slug) for slug in slugs)]))

    def _pairs(self, *dropped: str) -> Pairs:
        return [pair for pair in self.found.clean_pairs if pair[0] not in {*dropped, "format"}]

    def _url(self, dropped: Sequence[str] = (), more: Iterable[tuple[str, str]] = ()) -> str:
        return self.path + query_string(in_order([*self._pairs(*dropped), *more]))

    @property
    def differences_url(self) -> str:
        """The same with the rows alone that differ."""
        return self._url(["only"], [("only", "differences")])

    @property
    def all_rows_url(self) -> str:
        """The same with every row."""
        return self._url(["only"])

    @property
    def plain_url(self) -> str:
        """The same as it was chosen: with every row, in the order chosen, against the first."""
        return self._url(["only", "sort", "reference"])

    @property
    def page_url(self) -> str:
        """The page itself, whatever form the answer has."""
        return self._url()

    def _data_url(self, form: str) -> str:
        return self._url([], [("format", form)])

    @property
    def csv_url(self) -> str:
        """The same as CSV."""
        return self._data_url("csv")

    @property
    def json_url(self) -> str:
        """The same as JSON."""
        return self._data_url("json")

    @property
    def text_url(self) -> str:
        """The same as plain text."""
        return self._data_url("txt")

    @property
    def share_picture_url(self) -> str:
        """The picture of it. Of the address only what decides what is drawn, so that one picture serves many pages."""
        shown = {product.slug for product in self.products}
        said = ("reference", "units", *(() if self.is_curated else ("with",))) if shown else ("problem",)
        pairs = [
            pair for pair in self._pairs() if pair[0] in said and (pair[0] == "units" or pair[1] in shown or not shown)
        ]
        return f"{self.path}share.png" + query_string(pairs)

    @property
    def orders(self) -> list[ColumnOrder]:
        """The orders of columns on offer: those of rows that differ."""
        rows = [row.feature for row in self.matrix.rows if row.differs or row.feature.slug == self._ordered_by]
        return offered_orders(rows, self.found.selection.sort, has_match=any(self.matrix.matches))

    @property
    def _ordered_by(self) -> str:
        return self.found.selection.sort.removeprefix("-")

    @property
    def kept_by_add(self) -> Pairs:
        """What the form that looks for another insole takes along to the list: the choice, the problems, how things are shown."""
        return [pair for pair in self._pairs() if pair[0] in {"with", "problem", *WORDS_SHOWN}]

    @property
    def as_parameters(self) -> str:
        """What of the address stays while another insole is looked for."""
        return query_string(self._pairs())

    @property
    def as_choice(self) -> str:
        """The chosen insoles as lists take them along."""
        return query_string([pair for pair in self._pairs() if pair[0] == "with"])

    @property
    def start_again_url(self) -> str:
        """The same question with nothing chosen."""
        return self._url(["with", "reference", "only", "sort"])

    @property
    def kept_by_show_in(self) -> Pairs:
        """What the form that changes units, size and currency carries along."""
        return [pair for pair in self._pairs() if pair[0] not in WORDS_SHOWN]

    @property
    def kept_by_arrange(self) -> Pairs:
        """What the form that changes the reference and the order of columns carries along."""
        return self._pairs("reference", "sort")
