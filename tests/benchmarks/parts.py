"""Where a page's time goes, and what each step gains: parts of the site's page beside the same part done in the usual way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from unittest.mock import patch

from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory

from comparisons.facets import build_facets
from comparisons.filters import ProductFilter
from comparisons.filters.grammar import Grammar
from comparisons.index import Answer, current
from comparisons.listing import Listing
from comparisons.markup import card, joined
from comparisons.rows import load_rows
from comparisons.selection import PAGE_SIZE, Selection
from tests.benchmarks.addresses import BASELINE_PATH, FIXED_SETS, LIST_PATH
from tests.benchmarks.baseline.views import BaselinePage, Question, page_for
from tests.benchmarks.timing import Spread, interleaved

# Every fifth list: in SQL some parts take a second each at 100,000 products.
LISTS = FIXED_SETS[::5]


@dataclass(frozen=True, slots=True)
class Kept:
    """One list with everything worked out, on both sides: what single parts are measured on."""

    listing: Listing
    page: BaselinePage
    question: Question

    @property
    def selection(self) -> Selection:
        """What the address asks for."""
        return self.listing.selection


def parsed(query: str) -> ProductFilter:
    """An address, parsed."""
    index = current()
    return ProductFilter(QueryDict(query), index.vocabulary, products=index.slugs)


def listing_of(query: str) -> Listing:
    """The site's own list, its parts worked out where they are kept."""
    listing = Listing(parsed(query), current(), LIST_PATH)
    for name in ("rows", "cards", "facets", "chips", "ways_out", "offers", "unknown_count"):
        getattr(listing, name)
    return listing


def _kept(query: str) -> Kept:
    request = RequestFactory().get(BASELINE_PATH, QUERY_STRING=query)
    return Kept(listing_of(query), page_for(request), Question(request))


def measure_parts(repeats: int) -> dict[str, Spread]:
    """The times of every part, by its name; over every fifth of the fixed lists."""
    kept = {query: _kept(query) for query in LISTS}
    index, today = current(), date.today()

    def parse_all_fields(query: str) -> None:
        with patch.object(Grammar, "named_in", lambda grammar, _named: dict(grammar.filters)):
            parsed(query)

    def find_page(query: str) -> list[int]:
        answer, start = Answer(index, kept[query].selection), (kept[query].selection.page - 1) * PAGE_SIZE
        return answer.ids(start, PAGE_SIZE)

    actions: dict[str, Callable[[str], object]] = {
        "is the index current": lambda _query: current(),
        "parse": parsed,
        "parse, all fields": parse_all_fields,
        "find": find_page,
        "find, SQL": lambda query: Question(kept[query].question.request).ids(),
        "count": lambda query: build_facets(Answer(index, kept[query].selection)),
        "count, SQL": lambda query: kept[query].question.facets_anew(),
        "load": lambda query: load_rows(
            [row.product.pk for row in kept[query].listing.rows], kept[query].selection, index.vocabulary
        ),
        "cards": lambda query: joined((card(row, "metric", today) for row in kept[query].listing.rows), ()),
        "cards, template": lambda query: render_to_string("baseline/_cards.html", {"page": kept[query].page}),
        "filters": lambda query: render_to_string("components/_filters.html", {"listing": kept[query].listing}),
        "filters, template": lambda query: render_to_string("baseline/_filters.html", {"page": kept[query].page}),
    }
    return interleaved(actions, LISTS, repeats)
