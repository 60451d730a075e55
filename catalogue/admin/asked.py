"""What a request to the desk may say, whatever the page: fields that every form has, and ids, which anybody can type."""

from collections.abc import Iterable

# What a form was made from, and the reason for an edit.
BASE, WHY = "_base", "_why"
# 64 bits, the most an id can have, are 19 digits.
LONGEST_ID = 19


def is_id(text: str) -> bool:
    """Whether a text can be the id of a row, so that a database can be asked for it."""
    return text.isascii() and text.isdigit() and len(text) < LONGEST_ID


def id_of(text: str) -> int:
    """The id; 0, which no row has, for anything else."""
    return int(text) if is_id(text) else 0


def ids_of(texts: Iterable[str]) -> list[int]:
    """The ids among these texts."""
    return [int(text) for text in texts if is_id(text)]
