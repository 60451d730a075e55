"""What the site is measured against says the same as the site: same products, same order, same counts."""

from decimal import Decimal
from urllib.parse import parse_qsl

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory

from comparisons.facets import Facet
from comparisons.filters import ProductFilter
from comparisons.index import current
from comparisons.listing import Listing
from tests.benchmarks.addresses import BASELINE_PATH, FIXED_SETS, LIST_PATH, PROBLEM_SETS
from tests.benchmarks.baseline.facets import BaselineFacet
from tests.benchmarks.baseline.views import BaselinePage, page_for
from tests.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_up")]

Counts = tuple[str, dict[str, int], int, int, Decimal | None, Decimal | None]


def listing_of(query: str) -> Listing:
    """The site's own page of a list."""
    index = current()
    return Listing(ProductFilter(QueryDict(query), index.vocabulary, products=index.slugs), index, LIST_PATH)


def baseline_of(query: str) -> BaselinePage:
    """The baseline's page of the same list."""
    return page_for(RequestFactory().get(BASELINE_PATH, QUERY_STRING=query))


def counts_of(facet: Facet) -> Counts:
    """What stands beside a filter of the site."""
    not_stated = facet.not_stated.count if facet.not_stated else 0
    values = {value.slug: value.count for value in facet.values}
    return facet.slug, values, not_stated, facet.not_applicable or 0, facet.low, facet.high


def baseline_counts_of(facet: BaselineFacet) -> Counts:
    """The same of the baseline."""
    return facet.slug, facet.counts, facet.not_stated, facet.not_applicable, facet.low, facet.high


@pytest.mark.parametrize("query", FIXED_SETS)
def test_the_baseline_says_the_same(query: str) -> None:
    ours, theirs = listing_of(query), baseline_of(query)
    assert [card.product.slug for card in theirs.cards] == [row.product.slug for row in ours.rows]
    assert (theirs.total, theirs.number, theirs.pages) == (ours.total, ours.selection.page, ours.pages)
    assert sorted(map(baseline_counts_of, theirs.facets)) == sorted(map(counts_of, ours.facets))


def test_there_are_thirty_different_lists() -> None:
    assert len(set(FIXED_SETS)) == len(FIXED_SETS) == 30


@pytest.mark.parametrize("query", [*FIXED_SETS, *PROBLEM_SETS])
def test_no_address_is_redirected_or_ignored(query: str) -> None:
    listing = listing_of(query)
    assert listing.filter.canonical == parse_qsl(query)
    assert not listing.filter.ignored


def test_cards_hold_the_same_facts(client: Client) -> None:
    ours, theirs = (read(client.get(path)) for path in (LIST_PATH, BASELINE_PATH))
    assert [fact.text for fact in theirs.all("dt")] == [fact.text for fact in ours.all("dt")]
    assert len(theirs.all("article")) == len(ours.all("article")) == 24
