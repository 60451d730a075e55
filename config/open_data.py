"""The whole open data set: the facts of the catalogue and the curated comparisons, file by file."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.conf import settings

from catalogue.exports import FACT_EXPORTS
from catalogue.exports.records import Record
from comparisons.exports import COMPARISON_EXPORTS
from config.data_schema import Kind, Topic

EXPORTS: dict[str, Callable[[], list[Record]]] = {**FACT_EXPORTS, **COMPARISON_EXPORTS}

# A cell that begins with one of these could be taken for a formula by a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BETWEEN = " | "  # parts of a list in one cell


def open_data() -> dict[str, list[Record]]:
    """Every file by its name, as docs/data.md describes them. About fifty queries."""
    return {name: export() for name, export in EXPORTS.items()}


def as_json(content: Any) -> bytes:
    """JSON, indented by two spaces, so that a change reads well."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(topic: Topic, records: Sequence[Record]) -> bytes:
    """A table with one column a field; a text of two languages has two. Numbers stay numbers, and no cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(list(columns(topic)))
    writer.writerows([_cell(record, *column) for column in columns(topic).values()] for record in records)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def columns(topic: Topic) -> dict[str, tuple[str, str]]:
    """The columns of a table: name → field and language, which is empty where there is none."""
    return dict(_columns(topic))


def _columns(topic: Topic) -> Iterator[tuple[str, tuple[str, str]]]:
    for field in topic.fields:
        if field.kind in {Kind.LANGUAGES, Kind.LANGUAGE_LISTS}:
            yield from ((f"{field.name}_{language}", (field.name, language)) for language, _name in settings.LANGUAGES)
        else:
            yield field.name, (field.name, "")


def _cell(record: Record, name: str, language: str) -> Any:
    value = record.get(name, "")
    if language and value != "":
        value = value.get(language, "")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = BETWEEN.join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
