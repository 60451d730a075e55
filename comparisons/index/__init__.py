"""Exact lists and counts for any selection, from sets of products held in memory. docs/index.md tells how and at what cost."""

from comparisons.index.answer import Answer, FacetCounts
from comparisons.index.build import build, load_vocabulary
from comparisons.index.current import current
from comparisons.index.sets import Index, Vocabulary

__all__ = ["Answer", "FacetCounts", "Index", "Vocabulary", "build", "current", "load_vocabulary"]
