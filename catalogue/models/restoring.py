"""Bringing back what was: one field, one row, one edit, or a product with all that was said of it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from catalogue.models.changes import LogOfEdit
from catalogue.models.edits import EditedRow
from catalogue.models.pictures import Picture
from catalogue.models.products import Product
from catalogue.models.recording import Key, State, columns, kinds_with_history, links, noted_columns, touch
from catalogue.models.removal import obstacles
from catalogue.models.sources import Source
from catalogue.models.statements import SpecEntry, Statement
from catalogue.models.vocabulary import Choice, Feature

PHOTO = Picture._meta.label_lower


@transaction.atomic
def restore(wanted: Mapping[Key, State], new: Collection[Key] = ()) -> dict[Key, int]:
    """Make rows what they were: by kind and number, whole or some of their fields; None: not there. Entries follow.

    Those that are `new` get numbers of their own, and rows that refer to them follow: the numbers are returned.

    Raises ValidationError where it cannot be, naming the row; then nothing has changed.
    """
    concerned = _products_of(wanted)
    log, noted = LogOfEdit(), SpecEntry.objects.noted(concerned)
    models_by_label = kinds_with_history()
    if gone := {label for label, _pk in wanted} - models_by_label.keys():
        reason = _("The site keeps no history of this kind of row any more: %(kinds)s.")
        raise ValidationError(reason % {"kinds": ", ".join(sorted(gone))}, code="kind_is_gone")
    order = list(models_by_label)
    for label, pk in sorted(wanted, key=lambda key: -order.index(key[0])):
        if wanted[label, pk] is None:
            _take_away(models_by_label[label], pk)
    made: dict[Key, int] = {}
    for label, pk in sorted(wanted, key=lambda key: order.index(key[0])):
        state = wanted[label, pk]
        if state is not None:
            number = None if (label, pk) in new else pk
            made[label, pk] = _bring_back(models_by_label[label], number, state, made)
    SpecEntry.objects.derive(concerned | _products_of(wanted), earlier=noted, unseen=log.note())
    return made


def product_as_before(product: int, edit: int) -> dict[Key, State]:
    """A product (id) and all that belongs to it as before an edit (id): what has to be restored for that. One query.

    Without photos whose file is no longer there: the rest does not wait for them.
    """
    states = EditedRow.objects.of_product(product).states_before(edit)
    return {key: state for key, state in states.items() if key[0] != PHOTO or state is None or _has_file(state)}


def _has_file(photo: Mapping[str, Any]) -> bool:
    return bool(Picture._meta.get_field("image").storage.exists(photo["image"]))


def _products_of(wanted: Iterable[Key]) -> set[int]:
    """The ids of products whose entries these rows bear on, as they stand now."""
    by_kind: dict[str, list[int]] = {}
    for label, pk in wanted:
        by_kind.setdefault(label, []).append(pk)
    found = set(by_kind.get("catalogue.product", ()))
    rows = EditedRow.objects.filter(model__in=by_kind, row__in=[pk for ids in by_kind.values() for pk in ids])
    for product, was_of in rows.values_list("product", "was_of"):
        found |= {pk for pk in (product, was_of) if pk is not None}
    said = {Source: "source", Feature: "feature", Choice: "choice"}
    for model, name in said.items():
        ids = by_kind.get(model._meta.label_lower, ())
        found |= (
            set(Statement.objects.filter(**{f"{name}__in": ids}).values_list("product", flat=True)) if ids else set()
        )
    return found


def _take_away(model: type[models.Model], pk: int) -> None:
    """A row that was not there."""
    row = model._base_manager.filter(pk=pk).first()
    if row is None:
        return
    if model is Product:
        raise ValidationError(_("A product is not taken away by a restore: withdraw it."), code="product_stays")
    if obstacles(model, [pk]):
        raise ValidationError(_("%(row)s is in use and stays.") % {"row": row}, code="in_use")
    row.delete()


def _bring_back(model: type[models.Model], pk: int | None, state: Mapping[str, Any], made: Mapping[Key, int]) -> int:
    """A row as it was, checked as if it were typed; its number. `made`: the numbers of rows that were brought back before."""
    row = model._base_manager.filter(pk=pk).first() or model(pk=pk)
    for column in (*columns(model), *noted_columns(model)):
        if column.attname in state:
            _set(row, column, _now(column, state[column.attname], made))
    lists = {link: [_now(link, one, made) for one in state[link.name]] for link in links(model) if link.name in state}
    linked = {link.name: _there(link, ids) for link, ids in lists.items()}
    try:
        row.full_clean()
        if hasattr(row, "clean_links") and linked:
            row.clean_links(linked)
    except ValidationError as error:
        reason = " ".join(error.messages)
        raise ValidationError(_("%(row)s: %(reason)s") % {"row": row, "reason": reason}, code="no_longer") from error
    row.save()
    for link in lists:
        _link(row, link, linked[link.name])
    return int(row.pk)


def _set(row: models.Model, column: Any, value: Any) -> None:
    """A photo is measured as it is put in place: so its file has to be there."""
    try:
        setattr(row, column.attname, column.to_python(value))
    except FileNotFoundError as error:
        reason = _("The file of the photo “%(file)s” was cleared away. It cannot be brought back.") % {"file": value}
        raise ValidationError(reason, code="file_gone") from error


def _now(column: Any, value: Any, made: Mapping[Key, int]) -> Any:
    """What a column holds, or the new number of the row that it refers to."""
    return made.get((column.remote_field.model._meta.label_lower, value), value) if column.is_relation else value


def _there(link: Any, ids: Iterable[int]) -> list[models.Model]:
    """Linked rows in their order, those that are gone left out."""
    found = link.remote_field.model._base_manager.in_bulk(list(ids))
    return [found[pk] for pk in ids if pk in found]


def _link(row: models.Model, link: Any, linked: Iterable[models.Model]) -> None:
    """The order of a list is that in which its links were made."""
    touch(type(row)._base_manager.filter(pk=row.pk))
    through, here, there = link.remote_field.through, link.m2m_field_name(), link.m2m_reverse_field_name()
    through._base_manager.filter(**{here: row}).delete()
    through._base_manager.bulk_create([through(**{here: row, there: other}) for other in linked])
