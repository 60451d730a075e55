"""One cell: what a spreadsheet makes of a value, and what it says to us."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

BETWEEN = " | "  # parts of a list in one cell

# What a spreadsheet may run as a formula. An apostrophe in front makes it a text; one that was there already gets another,
# so that reading takes away exactly what writing put there.
_RISKY = re.compile(r"'*\s*[=+\-@]|'*[\t\r\n]")
_GUARDED = re.compile(r"'(?='*\s*[=+\-@]|'*[\t\r\n])")
# Characters that no workbook can hold.
_UNHELD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def guarded(value: Any) -> Any:
    """A value as it is safe to write: texts that look like a formula begin with an apostrophe."""
    if not isinstance(value, str):
        return value
    text = _UNHELD.sub("", value)
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """A cell without the apostrophe that `guarded` puts there."""
    return text[1:] if _GUARDED.match(text) else text


def cell_text(value: Any) -> str:
    """What a cell of a workbook holds, in the words of a text file: days without hours, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        return format(number.quantize(1) if number == number.to_integral_value() else number, "f")
    return str(value)


def written_day(text: str) -> str:
    """A day as the catalogue writes it; 21.4.2014 is how German tables write 2014-04-21."""
    match = _DAY_FIRST.fullmatch(text)
    return f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else text


def written_number(text: str) -> str:
    """A number with a point before its fraction: of two marks the last one is meant, and one alone is taken for it."""
    plain = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if "," in plain and "." in plain:
        thousands = "." if plain.rindex(",") > plain.rindex(".") else ","
        plain = plain.replace(thousands, "")
    return plain.replace(",", ".")
