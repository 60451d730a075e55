"""An edit as an editor reads it: each row with what it said before and after."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from catalogue.models import EditedRow, plain_number
from catalogue.models.recording import columns, links

NOTHING = "–"
SHORT = 60  # letters of a value before and after together


@dataclass(frozen=True, slots=True)
class Line:
    """One field that changed."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowLines:
    """One row of an edit. `what`: added, changed, or deleted."""

    row: EditedRow
    kind: str
    what: str
    lines: tuple[Line, ...]

    @property
    def can_restore_fields(self) -> bool:
        """Whether single fields can be brought back: only of a row that was there before and after."""
        return self.row.before is not None and self.row.after is not None


def lines_of(edited: Iterable[EditedRow]) -> list[RowLines]:
    """Every row of an edit or a proposal. A query for each kind of linked row that is named."""
    rows = list(edited)
    kinds = {row.model: model_of(row.model) for row in rows}
    names = _Names()
    return [
        RowLines(row, str(model._meta.verbose_name), _what(row), tuple(_lines(model, row, names)))
        for row in rows
        if (model := kinds[row.model])
    ]


def model_of(label: str) -> type[models.Model] | None:
    """The kind of a row; None where the site has it no more."""
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def _what(row: EditedRow) -> str:
    if row.before is None:
        return _("added")
    if row.before == row.after:
        return _("no text changed")
    return _("deleted") if row.after is None else _("changed")


class _Names:
    """What linked rows are called, each kind asked for once a set of ids."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, int], str] = {}

    def of(self, model: Any, ids: Iterable[int]) -> list[str]:
        """In their order; a row that is gone by its number."""
        wanted = list(ids)
        missing = [pk for pk in wanted if (model, pk) not in self._known]
        related = ["brand"] if model._meta.label_lower == "catalogue.product" else []
        rows = model._base_manager.select_related(*related).in_bulk(missing) if missing else {}
        self._known.update({(model, pk): str(rows[pk]) if pk in rows else f"#{pk}" for pk in missing})
        return [self._known[model, pk] for pk in wanted]


def in_short(row: EditedRow) -> str:
    """One row in a line: its name and which of its fields changed, a single short one from what to what. No query."""
    model = model_of(row.model)
    if model is None:
        return row.name
    if row.before is None or row.after is None or row.before == row.after:
        return f"{row.name}: {_what(row)}"
    changed = list(_changed(model, row))
    if len(changed) == 1 and not changed[0][1].is_relation:
        _key, column, *values = changed[0]
        before, after = (_text(column, value, _Names()) for value in values)
        if len(before) + len(after) <= SHORT:
            return f"{row.name}: {column.verbose_name}: {before} → {after}"
    return f"{row.name}: {', '.join(str(column.verbose_name) for _key, column, *_values in changed)}"


def _lines(model: type[models.Model], row: EditedRow, names: _Names) -> Iterator[Line]:
    for key, column, old, new in _changed(model, row):
        yield Line(key, str(column.verbose_name), _text(column, old, names), _text(column, new, names))


def _changed(model: type[models.Model], row: EditedRow) -> Iterator[tuple[str, Any, Any, Any]]:
    """The name of each field that changed, the column, what it held before, and after."""
    before, after = row.before or {}, row.after or {}
    for column in (*columns(model), *links(model)):
        key = column.attname if hasattr(column, "attname") and not column.many_to_many else column.name
        old, new = before.get(key), after.get(key)
        if old != new and (old or new or (row.before and row.after)):
            yield key, column, old, new


def _text(column: Any, value: Any, names: _Names) -> str:
    if value is None or value == "" or value == []:
        return NOTHING
    if column.many_to_many:
        return ", ".join(names.of(column.remote_field.model, value))
    if column.is_relation:
        return names.of(column.remote_field.model, [value])[0]
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(column, models.DecimalField):
        return plain_number(column.to_python(value))
    choices: Mapping[Any, Any] = dict(column.flatchoices)
    return str(choices.get(value, value))
