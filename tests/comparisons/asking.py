"""Asking an address of what is in the database, the index and the SQL at once: they must agree before a test looks further."""

from django.http import QueryDict

from catalogue.models import Product
from comparisons import conditions
from comparisons.filters import ProductFilter
from comparisons.index import Answer, FacetCounts, build


def answered(query: str) -> tuple[ProductFilter, Answer]:
    """The filter of an address and the index's answer, built anew."""
    index = build()
    parsed = ProductFilter(QueryDict(query), index.vocabulary, products=index.slugs)
    return parsed, Answer(index, parsed.selection)


def listed(query: str) -> list[str]:
    """The names of the listed products in order."""
    parsed, answer = answered(query)
    assert list(parsed.qs.values_list("pk", flat=True)) == answer.ids()
    assert answer.total == len(answer.ids())
    return _names(answer.ids())


def unknown(query: str) -> list[str]:
    """The names of the products that would be listed if more were known."""
    parsed, answer = answered(query)
    published, vocabulary = Product.objects.published(), answer.index.vocabulary
    block = conditions.unknown_block(published, parsed.selection, vocabulary)
    assert list(block.values_list("pk", flat=True)) == answer.ids(unknown=True)
    return _names(answer.ids(unknown=True))


def counts(query: str, facet: str) -> FacetCounts:
    """What stands beside one facet."""
    return dict(answered(query)[1].counts())[facet]


def _names(ids: list[int]) -> list[str]:
    names = dict(Product.objects.values_list("pk", "name"))
    return [names[pk] for pk in ids]
