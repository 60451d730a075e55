"""One search over foot problems, features, insoles and brands, in everyday words of two languages. docs/search.md tells how."""

from comparisons.search.entries import Kind
from comparisons.search.finding import Help, Hit, Offer, Results, Searchable
from comparisons.search.gathering import entries_of, signs_of
from comparisons.search.product_names import NamedProduct, ProductNames
from comparisons.search.terms import terms_of

__all__ = [
    "Help",
    "Hit",
    "Kind",
    "NamedProduct",
    "Offer",
    "ProductNames",
    "Results",
    "Searchable",
    "entries_of",
    "signs_of",
    "terms_of",
]
