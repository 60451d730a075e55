"""One page of a list, put together from an answered selection: what the page, its JSON and its CSV are rendered from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from math import ceil
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalogue.models import Feature, Problem
from catalogue.wording import listed_words
from comparisons.chips import Chip, WayOut, address_without, chips, ways_out
from comparisons.choosing import Tray, beyond_limit, tray_of
from comparisons.facets import Facet, FacetSection, build_facets, sections
from comparisons.filters import ProductFilter
from comparisons.index import Answer, Index
from comparisons.kept_cards import KEPT, Card, look_of
from comparisons.list_controls import (
    ColumnHead,
    FilterOffer,
    OrderChoice,
    PageLink,
    WishControl,
    column_heads,
    filter_offers,
    order_choices,
    order_sentence,
    page_links,
    wish_controls,
)
from comparisons.markup import card, table_row
from comparisons.presentation import WORDS_SHOWN
from comparisons.rows import Row, load_rows, table_columns, wanted_by
from comparisons.selection import PAGE_SIZE, Ignored, Pairs, Selection, address_pairs

SHOWN_IGNORED = 12
MOST_PROMOTED = 3  # more would push the list off a phone


@dataclass
class Listing:
    """One page of products for one selection. Parts are made when a template asks for them."""

    filter: ProductFilter
    index: Index
    path: str
    fixed_problem: str = ""
    extra_ignored: list[Ignored] = field(default_factory=list)

    def __post_init__(self) -> None:
        selection = self.filter.selection
        self.answer = Answer(self.index, selection)
        if selection.page > self.pages:
            why = ngettext("There is one page.", "There are %(count)s pages.", self.pages) % {"count": self.pages}
            self.extra_ignored.append(Ignored("page", str(selection.page), why))
            selection = replace(selection, page=1)
        self.selection = selection

    # The list itself

    @property
    def total(self) -> int:
        """How many products are listed."""
        return self.answer.total

    @cached_property
    def unknown_count(self) -> int:
        """How many more might fit if more were known."""
        return self.answer.unknown.bit_count()

    @property
    def shown_total(self) -> int:
        """The size of the block on show."""
        return self.unknown_count if self.filter.selection.shows_unknown else self.total

    @property
    def pages(self) -> int:
        """How many pages the block on show has; at least one."""
        return max(ceil(self.shown_total / PAGE_SIZE), 1)

    @cached_property
    def ids(self) -> list[int]:
        """The products of this page."""
        start = (self.selection.page - 1) * PAGE_SIZE
        return self.answer.ids(start, PAGE_SIZE, unknown=self.selection.shows_unknown)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of this page: loaded only where something asks for more than its cards."""
        return load_rows(self.ids, self.selection, self.index.vocabulary)

    def _rows_of(self, ids: Sequence[int]) -> list[Row]:
        """Some rows of this page: loaded apart unless all are wanted or there already."""
        if len(ids) == len(self.ids) or "rows" in vars(self):
            return [row for row in self.rows if row.product.pk in ids]
        return load_rows(ids, self.selection, self.index.vocabulary)

    @cached_property
    def cards(self) -> list[Card]:
        """The products of this page as cards or table rows: those kept from earlier pages, the others made now."""
        today, units, size = date.today(), self.selection.units, self.selection.size
        columns = self.columns if self.is_table else None
        look = look_of(self.selection, today, None if columns is None else [feature.slug for feature in columns])

        def make(missing: Sequence[int]) -> Iterator[Card]:
            for row in self._rows_of(missing):
                yield card(row, units, today, size) if columns is None else table_row(row, columns, units, size)

        return KEPT.of(self.index, self.ids, look, make)

    @cached_property
    def is_table(self) -> bool:
        """Whether the table is on show."""
        return (self.selection.view or self.filter.default_view) == "table"

    @cached_property
    def columns(self) -> list[Feature]:
        """The columns of the table."""
        return table_columns(lambda: self.rows, self.selection, self.index.vocabulary)

    # Around it

    @cached_property
    def problems(self) -> list[Problem]:
        """The chosen problems."""
        found = (self.index.vocabulary.problem(slug) for slug in self.selection.problems)
        return [problem for problem in found if problem is not None]

    @property
    def needs_professional(self) -> bool:
        """Whether a chosen problem never leads to products."""
        return any(problem.is_clinician_first for problem in self.problems)

    @cached_property
    def ignored(self) -> list[Ignored]:
        """What of the address could not be followed."""
        return [*self.filter.ignored, *self.extra_ignored]

    @property
    def ignored_texts(self) -> list[str]:
        """The same in words, cut where somebody sent a flood. Insoles beyond the limit are named beside the tray instead."""
        beyond = set(self._beyond_limit)
        bad_ones = [bad for bad in self.ignored if bad.name != "with" or bad.value not in beyond]
        texts = [f"{bad.name}={bad.value[:80]}: {bad.why}" for bad in bad_ones[:SHOWN_IGNORED]]
        left = len(bad_ones) - len(texts)
        more = [ngettext("and %(count)s more", "and %(count)s more", left) % {"count": left}] if left > 0 else []
        return texts + more

    @cached_property
    def facets(self) -> list[Facet]:
        """Every facet."""
        return build_facets(self.answer)

    @property
    def facet_sections(self) -> list[FacetSection]:
        """Facets as the filter column shows them."""
        fixed = {"problem"} if self.fixed_problem else set()
        return sections((facet for facet in self.facets if facet.slug not in fixed), self.index.vocabulary)

    @property
    def promoted(self) -> list[Facet]:
        """The three facets above the list: problem, and the first of the features that editors promoted."""
        promoted = {feature.slug for feature in self.index.vocabulary.filterable if feature.is_promoted}
        wanted = promoted if self.fixed_problem else {"problem", *promoted}
        return [facet for facet in self.facets if facet.slug in wanted][:MOST_PROMOTED]

    @cached_property
    def chips(self) -> list[Chip]:
        """What is active."""
        return chips(self.answer, self.path, fixed_problem=self.fixed_problem)

    @property
    def wishes(self) -> list[WishControl]:
        """What the chosen problems stand for, each feature with a way to drop it or make it a must-have."""
        return [] if self.needs_professional else wish_controls(self.selection, self.index.vocabulary, self.url)

    @cached_property
    def offers(self) -> list[FilterOffer]:
        """Filters that the typed words may stand for."""
        return filter_offers(self.selection, self.index, get_language() or "en", self.url)

    @cached_property
    def ways_out(self) -> list[WayOut]:
        """For an empty list: which single filter to drop."""
        return [] if self.shown_total else ways_out(self.answer, self.path, fixed_problem=self.fixed_problem)

    def url(self, **changes: Any) -> str:
        """The address of this list with something changed; page 1 unless said."""
        changed = replace(self.selection, **{"page": 1, **changes})
        return address_without(self.path, changed, self.fixed_problem)

    @cached_property
    def clean_url(self) -> str:
        """The address without anything ignored."""
        return self.url(page=self.selection.page)

    @property
    def clear_url(self) -> str:
        """The address without any filter; chosen products stay."""
        now = self.selection
        kept = Selection(compared=now.compared, view=now.view, units=now.units, size=now.size, currency=now.currency)
        return address_without(self.path, kept, "")

    @property
    def unknown_url(self) -> str:
        """The block of products of which not enough is known."""
        return self.url(shows_unknown=True)

    @property
    def listed_url(self) -> str:
        """Back from that block."""
        return self.url(shows_unknown=False)

    @property
    def cards_url(self) -> str:
        """The same as cards."""
        return self.url(page=self.selection.page, view="" if self.filter.default_view == "cards" else "cards")

    @property
    def table_url(self) -> str:
        """The same as a table."""
        return self.url(page=self.selection.page, view="" if self.filter.default_view == "table" else "table")

    @property
    def data_urls(self) -> dict[str, str]:
        """The same as data."""
        joint = "&" if "?" in self.clean_url else "?"
        return {name: f"{self.clean_url}{joint}format={name}" for name in ("csv", "json")}

    def pairs_but(self, *names: str) -> Pairs:
        """The parameters that a form with fields of these names carries along."""
        dropped = {*names, "page"}
        fixed = ("problem", self.fixed_problem)
        return [pair for pair in address_pairs(self.selection) if pair[0] not in dropped and pair != fixed]

    @property
    def kept_by_filters(self) -> Pairs:
        """What the filter form carries along: what it has no field for."""
        kept = {"sort", "view", "with", "skip", "must", "q", *(WORDS_SHOWN if self.needs_professional else ())}
        return [pair for pair in address_pairs(self.selection) if pair[0] in kept]

    @property
    def kept_as_shown(self) -> Pairs:
        """What the tray takes along to the comparison: how things are shown."""
        return [pair for pair in address_pairs(self.selection) if pair[0] in WORDS_SHOWN]

    @property
    def kept_by_sort(self) -> Pairs:
        """What the order form carries along: everything but the order."""
        return self.pairs_but("sort")

    @property
    def headed_columns(self) -> list[ColumnHead]:
        """The columns of the table with what they weigh for the chosen problems."""
        wanted = wanted_by(self.selection, self.index.vocabulary)
        return column_heads(self.columns, wanted, self.selection, self.url)

    @property
    def _beyond_limit(self) -> list[str]:
        """Products that were chosen beyond the limit."""
        return beyond_limit(self.index, self.ignored)

    @cached_property
    def tray(self) -> Tray:
        """What is chosen to compare, those that this page does not list included."""
        return tray_of(
            self.index,
            self.selection.compared,
            lambda chosen: self.url(page=self.selection.page, compared=chosen),
            beyond=self._beyond_limit,
            ticks={card.slug for card in self.cards},
            gone={
                product.slug: _("%(name)s (withdrawn)") % {"name": product.full_name}
                for product in self.filter.withdrawn
            },
            taken_along=[*self.kept_as_shown, *(("problem", slug) for slug in self.selection.problems)],
            back=self.clean_url,
        )

    @property
    def page_links(self) -> list[PageLink]:
        """First, last, and those around this page."""
        return page_links(self.selection.page, self.pages, lambda number: self.url(page=number))

    @property
    def previous_url(self) -> str:
        """The page before, if any."""
        return self.url(page=self.selection.page - 1) if self.selection.page > 1 else ""

    @property
    def next_url(self) -> str:
        """The page after, if any."""
        return self.url(page=self.selection.page + 1) if self.selection.page < self.pages else ""

    @cached_property
    def orders(self) -> list[OrderChoice]:
        """The orders that the control offers."""
        return order_choices(self.selection, self.index)

    @property
    def order_sentence(self) -> str:
        """How the list is ordered, in words."""
        return order_sentence(self.selection, self.orders)

    @cached_property
    def sentence(self) -> str:
        """The active filters in one sentence, for titles and descriptions."""
        return listed_words([f"{chip.facet}: {chip.value}" for chip in self.chips])
