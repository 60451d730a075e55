"""What a form was made from: the fields it shows of a row and of the rows on its page, as a seal that the form carries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from catalogue.admin.meanwhile.seal import opened, sealed
from catalogue.models import EditedRow
from catalogue.models.recording import Key, as_stored, columns, links, states

SALT = "underfoot.form"


@dataclass(frozen=True, slots=True)
class FormState:
    """Rows by kind and id, each with the fields that the form has of them."""

    rows: Mapping[Key, Mapping[str, Any]]
    taken_at: datetime = field(default_factory=timezone.now, compare=False)

    def sealed(self) -> str:
        """For the form."""
        rows = [(label, pk, state) for (label, pk), state in self.rows.items()]
        return sealed(self.taken_at, rows, salt=SALT)

    @classmethod
    def opened(cls, seal: str) -> FormState | None:
        """The way back; None for anything that was not sealed here."""
        if (found := opened(seal, salt=SALT)) is None:
            return None
        taken_at, (rows,) = found
        return cls({(label, pk): state for label, pk, state in rows}, taken_at)

    def of(self, row: models.Model) -> Mapping[str, Any]:
        """The fields of one row; empty where it was not there."""
        return self.rows.get((row._meta.label_lower, row.pk), {})

    def changed_to(self, now: FormState) -> list[EditedRow]:
        """Every row that is another now, before and after, as an edit would have it."""
        return [EditedRow(model=key[0], row=key[1], before=b, after=a) for key, b, a in self._pairs(now) if b != a]

    def _pairs(self, now: FormState) -> Iterator[tuple[Key, Any, Any]]:
        """A field that only one of the two has was shown to one and not to the other: it did not change."""
        for key in {**self.rows, **now.rows}:
            before, after = self.rows.get(key), now.rows.get(key)
            if before is not None and after is not None:
                shared = before.keys() & after.keys()
                yield key, {name: before[name] for name in shared}, {name: after[name] for name in shared}
            else:
                yield key, before, after


def state_of(page: Any, request: HttpRequest, row: models.Model) -> FormState:
    """What the form of this row shows now. Two queries for each kind of row on it, and one for each list."""
    shown = _shown(type(row), [row.pk], page.get_form(request, row, change=True).base_fields)
    for inline in writable_inlines(page, request, row):
        formset = inline.get_formset(request, row)
        ids = inline.get_queryset(request).filter(**{formset.fk.name: row.pk}).values_list("pk", flat=True)
        shown |= _shown(formset.model, list(ids), formset.form.base_fields)
    return FormState(shown)


def state_of_rows(model: type[models.Model], ids: list[int], fields: Collection[str]) -> FormState:
    """What a page of its own shows now of these rows."""
    return FormState(_shown(model, ids, fields))


def writable_inlines(page: Any, request: HttpRequest, row: models.Model) -> list[Any]:
    """The kinds of rows on the page that this person may change there."""
    inlines = page.get_inline_instances(request, row)
    return [inline for inline in inlines if inline.has_change_permission(request, row)]


def as_initial(model: type[models.Model], state: Mapping[str, Any]) -> dict[str, Any]:
    """A state as a form of this model starts from it."""
    found = {c.name: c.to_python(state[c.attname]) for c in columns(model) if c.attname in state}
    return {**found, **{link.name: state[link.name] for link in links(model) if link.name in state}}


def _shown(model: type[models.Model], ids: list[int], fields: Collection[str]) -> dict[Key, dict[str, Any]]:
    names = {column.attname for column in columns(model) if column.name in fields}
    names |= {link.name for link in links(model) if link.name in fields}
    return {
        (model._meta.label_lower, pk): as_stored({name: value for name, value in state.items() if name in names})
        for pk, state in states(model, ids).items()
    }
