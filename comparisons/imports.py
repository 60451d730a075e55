"""Curated comparisons from files. They are loaded by catalogue.imports, after the facts they refer to."""

from catalogue.imports import Report
from comparisons.models import ComparedProduct, Comparison

COMPARISON_FILES = ("comparisons",)


def check_off_loaded(report: Report) -> None:
    """Comparisons that a load brought or changed were written for the values as they stand: their words count as checked."""
    rows = (row for row in report.written if isinstance(row, Comparison | ComparedProduct))
    ids = {row.pk if isinstance(row, Comparison) else row.comparison_id for row in rows}
    Comparison.objects.filter(pk__in=ids).check_off()
