"""The editors' desk of the catalogue: every fact, with its source, in the Django admin."""

from catalogue.admin import pictures, problems, products, reports, research, sources, statements, vocabulary

__all__ = ["pictures", "problems", "products", "reports", "research", "sources", "statements", "vocabulary"]
