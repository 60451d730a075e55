"""Tables in and out: CSV and XLSX of products, statements, offers and sources, for editors who work in a spreadsheet.

A table is tried first and then stored, all of it or nothing. Its rows go through the loader of fixtures: the rules stand there.
"""

from catalogue.transfer.kinds import KINDS, Kind
from catalogue.transfer.outcomes import CHANGED, NEW, OUTCOMES, REFUSED, SAME, Line, Note, Outcome
from catalogue.transfer.resources import FORMATS, export, run

__all__ = [
    "CHANGED",
    "FORMATS",
    "KINDS",
    "NEW",
    "OUTCOMES",
    "REFUSED",
    "SAME",
    "Kind",
    "Line",
    "Note",
    "Outcome",
    "export",
    "run",
]
