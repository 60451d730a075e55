"""The whole open data set: the facts of the catalogue and the curated comparisons, file by file."""

from collections.abc import Callable

from catalogue.exports import FACT_EXPORTS
from catalogue.exports.records import Record
from comparisons.exports import COMPARISON_EXPORTS

EXPORTS: dict[str, Callable[[], list[Record]]] = {**FACT_EXPORTS, **COMPARISON_EXPORTS}


def open_data() -> dict[str, list[Record]]:
    """Every file by its name, as docs/data.md describes them. About fifty queries."""
    return {name: export() for name, export in EXPORTS.items()}
