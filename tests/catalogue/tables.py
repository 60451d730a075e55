"""Tables as tests make them: in bytes, from rows."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

from catalogue.transfer import KINDS, Line, Outcome, run

STATEMENT = ("product", "feature", "value", "unit", "source", "voice")


def as_csv(rows: Iterable[Sequence[Any]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Rows, the headings first, as a text with Windows line ends."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_workbook(rows: Iterable[Sequence[Any]]) -> bytes:
    """The same as a workbook."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(file)
    return file.getvalue()


def tried(kind: str, rows: Iterable[Sequence[Any]]) -> Outcome:
    """What a trial run says of these rows."""
    return run(KINDS[kind], as_csv(rows), is_trial=True)[0]


def imported(kind: str, rows: Iterable[Sequence[Any]]) -> Outcome:
    """What an import says of them."""
    return run(KINDS[kind], as_csv(rows), is_trial=False)[0]


def one(outcome: Outcome) -> Line:
    """The only row."""
    (line,) = outcome.lines
    return line


def reasons(outcome: Outcome) -> list[tuple[int, str, str]]:
    """Row number, column and reason of each note of a refused row."""
    return [(line.number, note.column, note.text) for line in outcome.of("refused") for note in line.notes]
