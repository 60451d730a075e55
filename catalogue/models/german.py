"""Whether German texts still follow the English ones: told by each edit, text by text, so that the last that tells it is how a row stands."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from modeltranslation.manager import get_translatable_fields_for_model

from catalogue.models.edits import EditedRow, German

# What an edit tells of a row: a word, and of each text that is behind the English that it follows.
Told = tuple[str, dict[str, str] | None]


def texts_in_both(model: type[models.Model]) -> list[str]:
    """The texts that a kind of row has in English and German. Lists of words for the search are none: each language has its own."""
    names = get_translatable_fields_for_model(model) or ()
    columns = [column for column in model._meta.concrete_fields if column.name in names]
    return [column.name for column in columns if column.get_internal_type() != "JSONField"]


def tell_german(
    model: type[models.Model],
    rows: Iterable[EditedRow],
    *,
    is_right: bool = False,
    told: Mapping[tuple[str, int], Told] | None = None,
) -> None:
    """Let these rows say what became of their German. A query, where there is anything to say.

    `is_right`: somebody says so of all of them. `told`: what is known of some of them already, by kind and number.
    """
    names, told = texts_in_both(model), told or {}
    asked = [
        row for row in rows if (row.model, row.row) in told or (_stays(row) and (is_right or _differs(names, row)))
    ]
    if not names or not asked:
        return
    known = EditedRow.objects.followed(model._meta.label_lower, [row.row for row in asked])
    for row in asked:
        was = known.get(row.row, {})
        row.german, row.followed = told.get((row.model, row.row)) or _told(names, row, was, is_right=is_right)
        left = row.followed if row.german == German.BEHIND else None
        if (left or {}) == was and (row.german == German.FOLLOWS or row.before == row.after):
            row.german, row.followed = "", None  # as it was


def german_before(edit: int, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Told]:
    """What held before an edit (id) of rows by kind and number: for those that become what they were. A query for each kind."""
    by_kind: dict[str, list[int]] = {}
    for label, pk in keys:
        by_kind.setdefault(label, []).append(pk)
    earlier = EditedRow.objects.filter(edit__lt=edit)
    found = {label: earlier.followed(label, ids) for label, ids in by_kind.items()}
    return {
        (label, pk): (German.BEHIND, left) if (left := found[label].get(pk)) else (German.FOLLOWS, None)
        for label, ids in by_kind.items()
        for pk in ids
    }


def _stays(row: EditedRow) -> bool:
    return row.before is not None and row.after is not None


def _differs(names: Iterable[str], row: EditedRow) -> bool:
    return any(row.before[column] != row.after[column] for name in names for column in (f"{name}_en", f"{name}_de"))


def _told(names: Iterable[str], row: EditedRow, was: Mapping[str, str], *, is_right: bool) -> Told:
    left = {name: english for name in names if (english := _followed(name, row.before, row.after, was)) is not None}
    if not left:
        return German.FOLLOWS, None
    return (German.RIGHT if is_right else German.BEHIND), left


def _followed(name: str, before: Any, after: Any, was: Mapping[str, str]) -> str | None:
    """The English that a German text follows where that is another one than today's. None: it is not behind."""
    english, german = f"{name}_en", f"{name}_de"
    if not after[german] or before[german] != after[german]:
        return None  # it is missing, or somebody has just written it
    followed = was.get(name, before[english] or "")
    return followed if (after[english] or "") != followed else None
