"""Views of the facts: ask, render."""

from catalogue.views.changes import changes
from catalogue.views.evidence import evidence
from catalogue.views.glossary import feature, features
from catalogue.views.products import product
from catalogue.views.reading import article, method, problems
from catalogue.views.reporting import report, report_thanks
from catalogue.views.sharing import product_share_picture
from catalogue.views.sources import source

__all__ = [
    "article",
    "changes",
    "evidence",
    "feature",
    "features",
    "method",
    "problems",
    "product",
    "product_share_picture",
    "report",
    "report_thanks",
    "source",
]
