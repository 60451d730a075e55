"""From the bytes of a file to headings and rows. Whatever cannot be read becomes a ValidationError about the file as a whole."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalogue.transfer.cells import cell_text, unguarded

MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
# What a workbook of that size may unpack to: more is no table.
MOST_UNPACKED = 200_000_000
DELIMITERS = (";", "\t", ",")
WORKBOOK_BEGINS = b"PK\x03\x04"
TWO_BYTES_A_LETTER = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of one row under their headings, its number in the file, and whether there are cells without a heading."""

    number: int
    cells: tuple[str, ...]
    is_too_long: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds."""

    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(content: bytes) -> Table:
    """A workbook (the sheet that was in front when it was saved), or a text with semicolons, tabs or commas between the cells."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than %(megabytes)d MB.") % {"megabytes": MOST_BYTES // 1_000_000})
    records = _workbook(content) if content.startswith(WORKBOOK_BEGINS) else _text(content)
    return table_of(records)


def table_of(records: Iterable[tuple[str, ...]]) -> Table:
    """The first record that is not empty holds the headings. Empty rows count, but are no rows of the table."""
    filled = ((number, record) for number, record in enumerate(records, 1) if any(cell.strip() for cell in record))
    first = next(filled, None)
    if first is None:
        raise ValidationError(_("The file is empty."))
    headings = tuple(_heading(cell) for cell in _without_empty_end(first[1]))
    _refuse_odd_headings(headings)
    rows: list[TableRow] = []
    for number, record in filled:
        if len(rows) == MOST_ROWS:
            raise ValidationError(_("The file has more than %(rows)d rows. Divide it.") % {"rows": MOST_ROWS})
        rows.append(_row(number, record, len(headings)))
    return Table(headings, tuple(rows))


def _row(number: int, record: tuple[str, ...], width: int) -> TableRow:
    cells = tuple(unguarded(cell).strip() for cell in record[:width])
    is_too_long = any(cell.strip() for cell in record[width:])
    return TableRow(number, cells + ("",) * (width - len(cells)), is_too_long)


def _heading(cell: str) -> str:
    """Headings are words of docs/data.md; capitals and spaces do not matter."""
    return "_".join(cell.casefold().split())


def _refuse_odd_headings(headings: tuple[str, ...]) -> None:
    if "" in headings:
        raise ValidationError(_("Column %(number)d has no heading.") % {"number": headings.index("") + 1})
    twice = [heading for heading, times in Counter(headings).items() if times > 1]
    if twice:
        raise ValidationError(_("The column “%(name)s” stands twice.") % {"name": twice[0]})


def _without_empty_end(record: tuple[str, ...]) -> tuple[str, ...]:
    end = len(record)
    while end and not record[end - 1].strip():
        end -= 1
    return record[:end]


def _text(content: bytes) -> Iterator[tuple[str, ...]]:
    text = decoded(content)
    begins = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=begins.count)
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield tuple(record)
    except csv.Error as error:
        raise ValidationError(_("This is no table: %(error)s") % {"error": error}) from None


def decoded(content: bytes) -> str:
    """UTF-8 with or without a mark in front, or what spreadsheets call Unicode text."""
    encoding = "utf-16" if content.startswith(TWO_BYTES_A_LETTER) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise ValidationError(
            _("The letters of this file cannot be read. Save it as “CSV UTF-8” or as a workbook (XLSX).")
        ) from None


def _workbook(content: bytes) -> Iterator[tuple[str, ...]]:
    import openpyxl  # takes as long as all else together, and most processes never read a workbook

    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
        if unpacked > MOST_UNPACKED:
            raise ValidationError(_("This workbook is too large."))
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.active
        if sheet is None:
            return
        sheet.reset_dimensions()  # some programs write a wrong size
        for record in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
            yield tuple(cell_text(value) for value in record)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError, TypeError, AttributeError):
        raise ValidationError(_("This workbook cannot be read. Save it as XLSX once more.")) from None
