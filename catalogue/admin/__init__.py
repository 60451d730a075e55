"""The editors' desk of the catalogue: every fact, with its source, in the Django admin."""

from catalogue.admin import problems, products, reports, research, sources, statements, vocabulary

__all__ = ["problems", "products", "reports", "research", "sources", "statements", "vocabulary"]
