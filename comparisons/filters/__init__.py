"""The one parser of addresses. Nothing else of the project knows django-filter."""

from comparisons.filters.fields import QueryField, WordField
from comparisons.filters.grammar import ORDERS, support_features
from comparisons.filters.product_filter import KNOWN_PRODUCTS, ProductFilter, compared_field

__all__ = [
    "KNOWN_PRODUCTS",
    "ORDERS",
    "ProductFilter",
    "QueryField",
    "WordField",
    "compared_field",
    "support_features",
]
