"""From a file to values: what an entry is about, and which rows it names. Whatever is odd becomes a ValidationError."""

import json
from collections import Counter
from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    LinkField = models.ManyToManyField[Any, Any]
else:  # Django's fields are generic for the type checker only
    LinkField = models.ManyToManyField

Key = tuple[str, ...]
Model = type[models.Model]


def read_entries(path: Path) -> list[Any]:
    """The list of entries that a file holds."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse_constant)
        json.dumps(entries, ensure_ascii=False).encode()  # half of a two-part character cannot be stored anywhere
    except OSError as error:
        raise ValidationError(error.strerror or str(error)) from None
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("This is not JSON: %(error)s") % {"error": error}) from None
    if not isinstance(entries, list):
        raise ValidationError(_("The file must be a list of entries."))
    return entries


def _refuse_constant(word: str) -> NoReturn:
    """NaN and Infinity are words of JavaScript, not of JSON."""
    raise ValueError(word)


def model_and_fields(entry: Any) -> tuple[Model, dict[str, Any]]:
    """What an entry is about; any other shape is a fault."""
    if not isinstance(entry, dict) or set(entry) != {"model", "fields"} or not isinstance(entry["fields"], dict):
        raise ValidationError(_("An entry has a “model” and “fields”, and nothing else."))
    try:
        model = apps.get_model(str(entry["model"]))
    except (LookupError, ValueError):
        model = None
    if model is None or not _is_loadable(model):
        raise ValidationError({"model": _("There is no such kind of entry: %(name)s") % {"name": entry["model"]}})
    return model, entry["fields"]


def _is_loadable(model: Model) -> bool:
    """Facts and comparisons; neither what is derived from them nor the tables of accounts."""
    return bool(getattr(model._meta.app_config, "watches_revision", False)) and hasattr(model, "natural_key")


def label(fields: dict[str, Any]) -> str:
    """How an entry is called in a message: its slug or key, else what it links."""
    for name in ("slug", "key"):
        if name in fields:
            parent = fields.get("feature")
            return f"{parent[0]}/{fields[name]}" if isinstance(parent, list) and parent else str(fields[name])
    parts = ("product", "comparison", "problem", "feature", "source", "from_place", "to_place")
    named = [fields[name] for name in parts if fields.get(name)]
    return ", ".join("/".join(map(str, part)) if isinstance(part, list) else str(part) for part in named)


def natural_key(row: models.Model) -> Key:
    """The words by which files name this row."""
    key: Key = row.natural_key()  # type: ignore[attr-defined]  # every model of a fixture has one
    return key


class KnownRows:
    """All rows by natural key, each model read once."""

    def __init__(self) -> None:
        self._rows: dict[Model, dict[Key, models.Model]] = {}

    def of(self, model: Model) -> dict[Key, models.Model]:
        """The rows of one model."""
        if model not in self._rows:
            references = [f.name for f in model._meta.get_fields() if isinstance(f, models.ForeignKey)]
            rows = model._default_manager.select_related(*references) if references else model._default_manager.all()
            self._rows[model] = {natural_key(row): row for row in rows}
        return self._rows[model]

    def named(self, column: Any, key: Any) -> models.Model:
        """The row that a natural key names."""
        target = column.remote_field.model
        wanted = tuple(str(part) for part in key) if isinstance(key, list) else (str(key),)
        if row := self.of(target).get(wanted):
            return row
        said = {"kind": target._meta.verbose_name, "key": " / ".join(wanted)}
        raise ValidationError(_("There is no %(kind)s “%(key)s”.") % said)


def resolve(
    model: Model, raw: dict[str, Any], known: KnownRows, *, is_whole: bool = True
) -> tuple[dict[str, Any], dict[LinkField, list[models.Model]]]:
    """Field values ready for the model, and the rows of its linked lists.

    Of a whole entry a list that is left out is empty, and a needed field that is left out a fault.
    """
    values: dict[str, Any] = {}
    links: dict[LinkField, list[models.Model]] = {column: [] for column in _link_fields(model)} if is_whole else {}
    errors: dict[str, Any] = {}
    for name, value in raw.items():
        try:
            column = _field(model, name)
            if isinstance(column, models.ManyToManyField):
                links[column] = _linked_rows(column, value, known)
            else:
                values[name] = _value(column, value, known)
        except ValidationError as error:
            errors[name] = error.messages
    if is_whole:
        errors |= _lacking(model, values, but=errors)
    if errors:
        raise ValidationError(errors)
    return values, links


def refuse_missing(model: Model, values: dict[str, Any]) -> None:
    """A new row needs every field that has neither a default nor leave to be empty."""
    if errors := _lacking(model, values):
        raise ValidationError(errors)


def _lacking(model: Model, values: dict[str, Any], but: Container[str] = ()) -> dict[str, Any]:
    return {name: [_("This field is missing.")] for name in _missing(model, values) if name not in but}


def _value(column: Any, value: Any, known: KnownRows) -> Any:
    if isinstance(column, models.ForeignKey):
        return None if value is None else known.named(column, value)
    try:
        return column.to_python(value)
    except (TypeError, ValueError, ArithmeticError):
        raise ValidationError(_("“%(value)s” cannot be read.") % {"value": value}) from None


def _linked_rows(column: Any, value: Any, known: KnownRows) -> list[models.Model]:
    if not isinstance(value, list):
        raise ValidationError(_("This must be a list."))
    rows = [known.named(column, key) for key in value]
    twice = [row for row, times in Counter(rows).items() if times > 1]
    if twice:
        raise ValidationError(_("“%(row)s” is named twice.") % {"row": " / ".join(natural_key(twice[0]))})
    return rows


def _field(model: Model, name: str) -> Any:
    """A column or linked list that files may hold."""
    try:
        column: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        column = None
    if column in _link_fields(model) or (isinstance(column, models.Field) and is_loaded(column)):
        return column
    if has_languages(model, name):
        raise ValidationError(_("Name the language: %(name)s_en or %(name)s_de.") % {"name": name})
    raise ValidationError(_("There is no such field."))


def _link_fields(model: Model) -> list[LinkField]:
    """Its linked lists, but for those that have entries of their own."""
    return [f for f in model._meta.many_to_many if f.remote_field.through._meta.auto_created]  # type: ignore[union-attr]


def is_loaded(column: Any) -> bool:
    """Whether a column comes from files: not ids, nor what is made here, nor the untranslated column beside translated ones."""
    is_linked_list = isinstance(column, models.ManyToManyField)
    is_made_here = column.primary_key or getattr(column, "is_made_here", False) or is_linked_list
    return column.concrete and not is_made_here and not has_languages(column.model, column.name)


def has_languages(model: Model, name: str) -> bool:
    """Whether a text has a column for each language."""
    return hasattr(model, f"{name}_en")


def _missing(model: Model, values: dict[str, Any]) -> list[str]:
    """Columns that cannot do without a value and got none."""
    needed = (
        f for f in model._meta.concrete_fields if is_loaded(f) and not f.null and not f.blank and not f.has_default()
    )
    return [column.name for column in needed if values.get(column.name) in {None, ""}]
