"""The one parser of addresses. Nothing else of the project knows django-filter."""

from comparisons.filters.fields import QueryField, WordField
from comparisons.filters.product_filter import ORDERS, ProductFilter, support_features

__all__ = ["ORDERS", "ProductFilter", "QueryField", "WordField", "support_features"]
