"""Loading fixture files: through clean(), all or nothing, with a report that names every fault.

The files are Django fixtures with natural keys, so `loaddata` reads them too; this loader differs in that it validates, updates
what is there already instead of failing, keeps the order of linked lists, and speaks in words an editor understands.
"""

from catalogue.imports.loading import Loader, Stored, load
from catalogue.imports.reports import BadFixtures, Fault, Report

__all__ = ["FACT_FILES", "BadFixtures", "Fault", "Loader", "Report", "Stored", "load"]

# Files in the order in which they refer to each other.
FACT_FILES = (
    "sources",
    "reference_rates",
    "brands",
    "features",
    "products",
    "statements",
    "decisions",
    "offers",
    "problems",
    "suitability",
    "findings",
    "evidence",
    "look_for",
    "article_claims",
    "red_flags",
    "guide_points",
    "harms",
    "chain",
)
