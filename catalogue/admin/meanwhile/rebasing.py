"""What somebody typed, put upon what is stored now: a field that they did not touch follows the other's change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, QueryDict

from catalogue.admin.asked import is_id
from catalogue.admin.meanwhile.state import FormState, as_initial, writable_inlines
from catalogue.models.recording import Key

DELETE = "DELETE"

Sent = dict[str, list[str]]


class Rebased:
    """The sent form made anew: `sent`, and which fields of which rows are as this person typed them.

    `left_over`: what was typed upon rows that are gone, where the page makes no new ones.
    """

    def __init__(self, typed: QueryDict, base: FormState) -> None:
        self.base, self.typed = base, typed
        self.sent: QueryDict = typed.copy()
        self.touched: dict[Key, set[str]] = {}
        self.left_over: list[Sent] = []

    def put_form(self, form: Any, row: models.Model) -> None:
        """The form of one row."""
        self._put(_values(self._merged(form, row)))

    def _put(self, values: Sent) -> None:
        for name, value in values.items():
            self.sent.pop(name, None)
            if value:  # an empty tick is not sent at all
                self.sent.setlist(name, value)

    def _merged(self, form: Any, row: models.Model, prefix: str | None = None, typed_at: str | None = None) -> Any:
        """The form of a stored row: today's values, and over them what was typed. Its data are made for `prefix`."""
        initial = as_initial(type(row), self.base.of(row))
        mine = form(self.typed, instance=row, initial=initial, prefix=typed_at or prefix)
        today = form(instance=row, prefix=prefix)
        touched = {name for name in mine.fields if _is_touched(mine, name)}
        self.touched[row._meta.label_lower, row.pk] = touched
        return [(today[name], mine[name] if name in touched else None) for name in today.fields]

    def put_rows(self, formset: Any, owner: models.Model, rows: Any, *, makes_new: bool = True) -> None:
        """Today's rows first, then what was typed as a new one, or upon one that is gone."""
        prefix, pk_name = formset.get_default_prefix(), formset.model._meta.pk.name
        stored = list(rows.filter(**{formset.fk.name: owner.pk}))
        numbers = list(self._numbers(prefix, formset.absolute_max))
        by_id = {self.typed.get(f"{prefix}-{number}-{pk_name}", ""): number for number in numbers}
        made: list[Sent] = []
        for number, row in enumerate(stored):
            at, mine = f"{prefix}-{number}", by_id.get(str(row.pk))
            typed_at = None if mine is None else f"{prefix}-{mine}"
            values = self._merged(formset.form, row, at, typed_at) if typed_at else _today(formset.form, row, at)
            sent = {**_values(values), f"{at}-{pk_name}": [str(row.pk)], f"{at}-{formset.fk.name}": [str(owner.pk)]}
            if typed_at and f"{typed_at}-{DELETE}" in self.typed:
                sent[f"{at}-{DELETE}"] = ["on"]
            made.append(sent)
        known = {str(row.pk) for row in stored}
        for number in numbers:
            if self.typed.get(f"{prefix}-{number}-{pk_name}", "") not in known and self._is_new(formset, number):
                (made if makes_new else self.left_over).append(self._moved(formset, number, len(made)))
        for name in [name for name in self.sent if re.fullmatch(rf"{re.escape(prefix)}-\d+-.+", name)]:
            del self.sent[name]
        for sent in made:
            self._put(sent)
        self._put({f"{prefix}-TOTAL_FORMS": [str(len(made))], f"{prefix}-INITIAL_FORMS": [str(len(stored))]})

    def _numbers(self, prefix: str, most: int) -> Iterable[int]:
        """Of the rows that were sent."""
        total = self.typed.get(f"{prefix}-TOTAL_FORMS", "")
        return range(min(int(total), most)) if total.isascii() and total.isdigit() and len(total) < 6 else ()

    def _is_new(self, formset: Any, number: int) -> bool:
        """Whether a row that is not stored has something in it that its author means."""
        at = f"{formset.get_default_prefix()}-{number}"
        if f"{at}-{DELETE}" in self.typed:
            return False
        pk = self.typed.get(f"{at}-{formset.model._meta.pk.name}", "")
        gone = self.base.rows.get((formset.model._meta.label_lower, int(pk)), {}) if is_id(pk) else {}
        mine = formset.form(self.typed, prefix=at, initial=as_initial(formset.model, gone))
        return any(_is_touched(mine, name) for name in mine.fields)

    def _moved(self, formset: Any, number: int, to: int) -> Sent:
        """A typed row under another number, as a new one."""
        prefix, pk_name = formset.get_default_prefix(), formset.model._meta.pk.name
        start = f"{prefix}-{number}-"
        names = [name for name in self.typed if name.startswith(start) and name != f"{start}{pk_name}"]
        return {f"{prefix}-{to}-{name.removeprefix(start)}": self.typed.getlist(name) for name in names}


def rebased(page: Any, request: HttpRequest, row: models.Model, base: FormState) -> Rebased:
    """The form of a row, with the rows on its page."""
    made = Rebased(request.POST, base)
    made.put_form(page.get_form(request, row, change=True), row)
    for inline in writable_inlines(page, request, row):
        formset = inline.get_formset(request, row)
        if f"{formset.get_default_prefix()}-TOTAL_FORMS" in made.typed:
            made.put_rows(formset, row, inline.get_queryset(request))
    return made


def _today(form: Any, row: models.Model, prefix: str) -> list[tuple[forms.BoundField, None]]:
    today = form(instance=row, prefix=prefix)
    return [(today[name], None) for name in today.fields]


def _values(fields: Iterable[tuple[forms.BoundField, forms.BoundField | None]]) -> Sent:
    """As a browser sends them: each as it is stored, or as somebody typed it."""
    return {
        today.html_name: _as_sent(today.value()) if mine is None else list(_typed_in(mine)) for today, mine in fields
    }


def _typed_in(field: forms.BoundField) -> Iterator[str]:
    data: Any = field.form.data
    yield from data.getlist(field.html_name)


def _as_sent(value: Any) -> list[str]:
    if value is None or value is False or value == "":
        return []
    if isinstance(value, (list, tuple, models.QuerySet)):
        return [str(getattr(item, "pk", item)) for item in value]
    return [value.isoformat() if isinstance(value, date) else "on" if value is True else str(value)]


def _is_touched(form: Any, name: str) -> bool:
    """Whether a field was changed from what the form was made from. A browser's way to end a line is no change."""
    if name not in form.changed_data:
        return False
    before, typed = form.get_initial_for_field(form.fields[name], name), form[name].data
    are_texts = isinstance(before, str) and isinstance(typed, str)
    return not (are_texts and before.splitlines() == typed.splitlines())
