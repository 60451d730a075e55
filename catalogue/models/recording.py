"""Recording an edit: what is touched within `recorded` is compared before and after, and what changed is kept.

Which models have a history is said by the apps: `keeps_history` of an AppConfig, in an order in which rows can be made again.
Rows that are saved or deleted one by one are noticed by themselves; who changes many with one statement calls `touch` before.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models.signals import post_save, pre_delete, pre_save

from catalogue.models.columns import NotedColumn
from catalogue.models.edits import LONGEST_WHY, Edit, EditedRow
from catalogue.models.german import Told, tell_german
from catalogue.models.products import Product

BATCH = 500
LONGEST_NAME = 300
Key = tuple[str, int]
State = dict[str, Any] | None


class Recorder:
    """What was touched so far, as it was before."""

    def __init__(self, by: str = "", why: str = "") -> None:
        self.by, self.why, self.approved_by = by, why, ""
        self.before: dict[Key, State] = {}
        self.noted: dict[Key, dict[str, Any]] = {}
        self.names: dict[Key, str] = {}
        self.steps_back: list[Callable[[], None]] = []
        self.german_is_right, self.german_told = False, dict[Key, Told]()

    def touch(self, model: type[models.Model], rows: Iterable[int]) -> None:
        """Remember these rows (ids), unless they are remembered already."""
        label = model._meta.label_lower
        new = [pk for pk in rows if (label, pk) not in self.before]
        found = states(model, new)
        self.before.update({(label, pk): found.get(pk) for pk in new})
        self.noted.update({(label, pk): said for pk, said in noted(model, new).items()})

    def noted_since(self, model: type[models.Model], pk: int) -> dict[str, Any]:
        """What the site noted in a row by itself since it was touched."""
        before = self.noted.get((model._meta.label_lower, pk), {})
        return {name: now for name, now in noted(model, [pk]).get(pk, {}).items() if now != before.get(name)}

    def write(self, rows: Collection[EditedRow]) -> None:
        """Keep what is another now: nothing where nothing is."""
        if rows:
            edit = Edit.objects.create(by=self.by, why=self.why.strip()[:LONGEST_WHY], approved_by=self.approved_by)
            for row in rows:
                row.edit = edit
            EditedRow.objects.bulk_create(rows, batch_size=BATCH)

    def step_back(self) -> None:
        """The database undoes the edit; what lies outside of it has to be undone by hand."""
        for step in self.steps_back:
            step()

    def changed(self) -> Iterator[EditedRow]:
        """Every row that is another now, before and after, or whose German texts stand otherwise."""
        for model in recorded_models():
            label = model._meta.label_lower
            ids = [pk for kind, pk in self.before if kind == label]
            now = states(model, ids)
            rows = [EditedRow(model=label, row=pk, before=self.before[label, pk], after=now.get(pk)) for pk in ids]
            tell_german(model, rows, is_right=self.german_is_right, told=self.german_told)
            changed = [row for row in rows if row.before != row.after or row.german]
            names = names_of(model, [row.row for row in changed])
            for row in changed:
                row.name = (names.get(row.row) or self.names.get((label, row.row), ""))[:LONGEST_NAME]
                row.product = _owner(model, row.row, row.after or row.before)
                row.was_of = _owner(model, row.row, row.before or row.after)
                yield row


_recorder: ContextVar[Recorder | None] = ContextVar("recorder", default=None)


@contextmanager
def recorded(by: str = "", why: str = "") -> Iterator[None]:
    """One edit, kept or undone as a whole. Within another one it is part of that."""
    if _recorder.get() is not None:
        yield
        return
    recorder = Recorder(by, why)
    token = _recorder.set(recorder)
    try:
        with transaction.atomic():
            yield
            recorder.write(list(recorder.changed()))
    finally:
        _recorder.reset(token)


@contextmanager
def recording_apart(by: str = "", why: str = "") -> Iterator[Recorder]:
    """What happens within is no part of the edit around it, and not kept: who asks for it looks at it."""
    recorder = Recorder(by, why)
    token = _recorder.set(recorder)
    try:
        yield recorder
    except BaseException:
        recorder.step_back()
        raise
    finally:
        _recorder.reset(token)


def sign(*, by: str, why: str, approved_by: str) -> None:
    """The edit that is being recorded is the work of one person and approved by another one."""
    recorder = _recorder.get()
    if recorder is not None:
        recorder.by, recorder.why, recorder.approved_by = by, why, approved_by


def explain(why: str) -> None:
    """The edit that is being recorded has a reason of its own, unless somebody typed one."""
    recorder = _recorder.get()
    if recorder is not None:
        recorder.why = recorder.why or why


def if_undone(step: Callable[[], None]) -> None:
    """What to do where the edit that is being recorded ends as none: it puts back what no database puts back."""
    recorder = _recorder.get()
    if recorder is not None:
        recorder.steps_back.append(step)


def say_german_is_right() -> None:
    """Somebody says of all rows of the edit that is being recorded that their German is right as it is."""
    recorder = _recorder.get()
    if recorder is not None:
        recorder.german_is_right = True


def say_how_german_stands(told: Mapping[Key, Told]) -> None:
    """It is known how the German of these rows stands after the edit that is being recorded."""
    recorder = _recorder.get()
    if recorder is not None:
        recorder.german_told.update(told)


def touch(rows: "models.QuerySet[Any]") -> None:
    """These rows are about to be changed by a statement that tells nobody. Costs nothing where nothing is recorded."""
    recorder = _recorder.get()
    if recorder is not None:
        recorder.touch(rows.model, list(rows.order_by().values_list("pk", flat=True)))


def touch_known(model: type[models.Model], ids: Collection[int]) -> None:
    """The same for rows whose ids are at hand."""
    recorder = _recorder.get()
    if recorder is not None:
        recorder.touch(model, ids)


def made(rows: Collection[models.Model]) -> None:
    """These rows were just made by a statement that tells nobody."""
    recorder = _recorder.get()
    if recorder is not None:
        recorder.before.update({(row._meta.label_lower, row.pk): None for row in rows})


@lru_cache(maxsize=1)
def recorded_models() -> tuple[type[models.Model], ...]:
    """The models that have a history."""
    configs = apps.get_app_configs()
    return tuple(config.get_model(name) for config in configs for name in getattr(config, "keeps_history", ()))


@lru_cache(maxsize=1)
def kinds_with_history() -> dict[str, type[models.Model]]:
    """The same by label, in their order."""
    return {model._meta.label_lower: model for model in recorded_models()}


def as_stored(state: Any) -> Any:
    """Plain data as they come back from where they are kept, so that both compare."""
    return json.loads(json.dumps(state, cls=DjangoJSONEncoder))


def columns(model: type[models.Model]) -> list[Any]:
    """The columns that an editor decides on: none that is made from others, and of a translated text its languages."""
    names = {column.name for column in model._meta.concrete_fields}
    images: list[Any] = [column for column in model._meta.concrete_fields if isinstance(column, models.ImageField)]
    measured = {name for image in images for name in (image.width_field, image.height_field)}
    return [
        column
        for column in model._meta.concrete_fields
        if not column.primary_key
        and not getattr(column, "is_made_here", False)
        and column.name not in measured
        and f"{column.name}_en" not in names
    ]


def noted_columns(model: type[models.Model]) -> list[Any]:
    """What the site notes by itself when an editor does something: no part of what an editor decides on."""
    return [column for column in model._meta.concrete_fields if isinstance(column, NotedColumn)]


def noted(model: type[models.Model], ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What stands in these columns, by id. No query where a kind of row has none."""
    names = [column.attname for column in noted_columns(model)]
    rows = model._base_manager.filter(pk__in=list(ids)).values("pk", *names) if names and ids else ()
    return {row.pop("pk"): row for row in rows}


def links(model: type[models.Model]) -> list[Any]:
    """The lists of linked rows that have no rows of their own to record."""
    lists: list[Any] = list(model._meta.many_to_many)
    return [link for link in lists if link.remote_field.through._meta.auto_created]


def states(model: type[models.Model], ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Rows as plain data, by id: their columns, and the ids in their lists in order. A query for the rows and one for each list."""
    found: dict[int, dict[str, Any]] = {}
    names = [column.attname for column in columns(model)]
    wanted = list(ids)
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        for row in model._base_manager.filter(pk__in=batch).values("pk", *names):
            found[row.pop("pk")] = row
        for link in links(model):
            here, there = f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"
            pairs = link.remote_field.through._base_manager.filter(**{f"{here}__in": batch}).order_by("pk")
            for row in found.values():
                row.setdefault(link.name, [])
            for owner, linked in pairs.values_list(here, there):
                found[owner][link.name].append(linked)
    return found


def names_of(model: type[models.Model], ids: Collection[int]) -> dict[int, str]:
    """What rows are called that are there, by id. A query."""
    found: dict[int, str] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), BATCH):
        rows = to_be_named(model._base_manager.filter(pk__in=wanted[start : start + BATCH]))
        found.update({row.pk: str(row) for row in rows})
    return found


def to_be_named(rows: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    """With what the names of rows are made of."""
    related = [column.name for column in rows.model._meta.concrete_fields if column.is_relation]
    if any(column.name == "product" for column in rows.model._meta.concrete_fields):
        related.append("product__brand")
    return rows.select_related(*related)


def _owner(model: type[models.Model], pk: int, state: State) -> int | None:
    if model is Product:
        return pk
    return state.get("product_id") if state else None


def _before_save(sender: Any, instance: Any, **kwargs: Any) -> None:
    recorder = _recorder.get()
    if recorder is not None and not instance._state.adding:
        recorder.touch(sender, [instance.pk])


def _after_save(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    recorder = _recorder.get()
    if recorder is not None and created:
        recorder.before.setdefault((sender._meta.label_lower, instance.pk), None)


def _before_delete(sender: Any, instance: Any, **kwargs: Any) -> None:
    recorder = _recorder.get()
    if recorder is not None:
        recorder.touch(sender, [instance.pk])
        recorder.names[sender._meta.label_lower, instance.pk] = str(instance)
        _touch_who_lists(recorder, instance)


def _touch_who_lists(recorder: Recorder, gone: models.Model) -> None:
    """Rows whose lists name one that is being deleted change with it, and nobody else tells that. A query for each kind of list."""
    for model in recorded_models():
        for link in links(model):
            if link.remote_field.model is type(gone):
                here, there = f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"
                pairs = link.remote_field.through._base_manager.filter(**{there: gone.pk})
                recorder.touch(model, list(pairs.values_list(here, flat=True)))


def listen() -> None:
    """Notice what is saved and deleted of the models that have a history, and of no other: others keep their fast deletes."""
    for model in recorded_models():
        uid = f"history.{model._meta.label_lower}"
        pre_save.connect(_before_save, sender=model, dispatch_uid=uid)
        post_save.connect(_after_save, sender=model, dispatch_uid=uid)
        pre_delete.connect(_before_delete, sender=model, dispatch_uid=uid)
