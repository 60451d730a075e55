"""The one parser of addresses. Nothing else of the project knows django-filter."""

from comparisons.filters.fields import QueryField, WordField
from comparisons.filters.grammar import ORDERS, support_features
from comparisons.filters.product_filter import ProductFilter

__all__ = ["ORDERS", "ProductFilter", "QueryField", "WordField", "support_features"]
