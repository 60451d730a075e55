"""What was changed while a form was open, field by field, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from catalogue.admin.edit_lines import Line, lines_of, model_of
from catalogue.admin.meanwhile.state import FormState
from catalogue.models import EditedRow
from catalogue.models.recording import Key, names_of


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One field: from what to what. `is_mine`: in the form stands what this person typed instead."""

    line: Line
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One row that was added, changed or deleted meanwhile."""

    kind: str
    name: str
    what: str
    who: str
    lines: tuple[ToldLine, ...]


def told_of(base: FormState | None, now: FormState, touched: Mapping[Key, set[str]]) -> list[ToldRow]:
    """All that changed since a form was made, in its order. Without what it was made from nothing can be told."""
    rows = base.changed_to(now) if base else []
    if not base or not rows:
        return []
    edits = _edits(rows, base)
    names = _names(rows)
    return [
        ToldRow(
            one.kind,
            names.get((one.row.model, one.row.row)) or _last_name(edits, one.row),
            one.what,
            ", ".join(dict.fromkeys(signed(edit) for edit in edits if _is_of(edit, one.row))),
            tuple(
                ToldLine(line, line.name.removesuffix("_id") in touched.get((one.row.model, one.row.row), ()))
                for line in one.lines
            ),
        )
        for one in lines_of(rows)
    ]


def last_edit_of(label: str, pk: int) -> EditedRow | None:
    """The last change of a row that the history has."""
    return EditedRow.objects.filter(model=label, row=pk).select_related("edit").order_by("-pk").first()


def signed(row: EditedRow) -> str:
    """Who made a change, and when."""
    people = " · ".join(filter(None, (row.edit.by, row.edit.approved_by)))
    at = date_format(timezone.localtime(row.edit.at), "DATETIME_FORMAT")
    return f"{people}, {at}" if people else at


def _edits(rows: Sequence[EditedRow], base: FormState) -> list[EditedRow]:
    wanted = Q()
    for row in rows:
        wanted |= Q(model=row.model, row=row.row)
    since = EditedRow.objects.filter(wanted, edit__at__gte=base.taken_at)
    return list(since.select_related("edit").order_by("pk"))


def _is_of(edit: EditedRow, row: EditedRow) -> bool:
    return (edit.model, edit.row) == (row.model, row.row)


def _last_name(edits: Sequence[EditedRow], row: EditedRow) -> str:
    return next((edit.name for edit in reversed(edits) if _is_of(edit, row)), f"#{row.row}")


def _names(rows: Sequence[EditedRow]) -> dict[Key, str]:
    """What the rows are called that are there, each kind asked for once."""
    found: dict[Key, str] = {}
    for label in dict.fromkeys(row.model for row in rows):
        if model := model_of(label):
            ids = [row.row for row in rows if row.model == label]
            found |= {(label, pk): name for pk, name in names_of(model, ids).items()}
    return found
