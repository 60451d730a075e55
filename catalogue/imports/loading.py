"""Storing what files hold: one transaction, every row through clean()."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from catalogue.imports.reading import (
    Key,
    KnownRows,
    LinkField,
    Model,
    is_loaded,
    label,
    model_and_fields,
    natural_key,
    read_entries,
    refuse_missing,
    resolve,
)
from catalogue.imports.reports import BadFixtures, Fault, Report, faults_in
from catalogue.models import LogOfEdit, SpecEntry, recorded, touch


def load(paths: Iterable[Path]) -> Report:
    """Load fixture files in the order given, in one transaction. Raises BadFixtures, after which nothing has changed."""
    loader = Loader()
    with transaction.atomic():
        log = LogOfEdit()
        with nullcontext() if log.begins else recorded():  # the first data of all is no edit
            for path in paths:
                loader.load_file(path)
            if loader.faults:
                raise BadFixtures(loader.faults)
            if loader.report.changes_anything:
                loader.report.entries = SpecEntry.objects.derive(unseen=log.note())
    return loader.report


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one entry: its row, whether that is a new one, and what stood and stands now in each column that changed."""

    row: models.Model
    is_new: bool
    changed: dict[str, tuple[Any, Any]]


class Loader:
    """The state of one load: rows known, entries met so far, faults, counts."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.report = Report()
        self.known = KnownRows()
        self._met: dict[tuple[Model, Key], str] = {}

    def load_file(self, path: Path) -> None:
        """Every entry of one file; faults are collected, not raised."""
        try:
            entries = read_entries(path)
        except ValidationError as error:
            self.faults += faults_in(path.name, "", error)
            return
        for number, entry in enumerate(entries, 1):
            self._load_entry(path.name, number, entry)

    def _load_entry(self, file: str, number: int, entry: Any) -> None:
        name = _("entry %(number)s") % {"number": number}
        try:
            model, fields = model_and_fields(entry)
            name = f"{name} ({label(fields)})"
            self.store(model, fields, f"{file} · {name}")
        except ValidationError as error:
            self.faults += faults_in(file, name, error)

    def store(self, model: Model, raw: dict[str, Any], place: str, *, is_whole: bool = True) -> Stored:
        """Create, change or leave alone the row that has this natural key. What is not whole leaves alone what it does not name."""
        values, links = resolve(model, raw, self.known, is_whole=is_whole)
        fresh = model(**values)
        key = natural_key(fresh)
        self._meet(model, key, place)
        stored = self.known.of(model).get(key)
        if stored is None and not is_whole:
            refuse_missing(model, values)
        row = fresh if stored is None else stored
        changed = {} if stored is None else _apply(row, values, is_whole=is_whole)
        linked = [_LinkedList(link, wanted) for link, wanted in links.items()]
        with _refusals_as_faults():
            is_changed = _write(row, linked, is_changed=stored is None or bool(changed))
        self.known.of(model)[key] = row
        if is_changed:
            self.report.written.append(row)
        counts = self.report.new if stored is None else self.report.changed if is_changed else self.report.same
        counts[str(model._meta.verbose_name_plural)] += 1
        return Stored(row, stored is None, changed)

    def _meet(self, model: Model, key: Key, place: str) -> None:
        """No row may stand twice in the files: the second would silently replace the first."""
        first = self._met.setdefault((model, key), place)
        if first != place:
            raise ValidationError(_("This stands twice; first in %(place)s.") % {"place": first})


def _write(row: models.Model, linked: "list[_LinkedList]", *, is_changed: bool) -> bool:
    """Check and save a row and its linked lists. Whether anything was written."""
    clean_links = getattr(row, "clean_links", None)
    if clean_links is not None:
        clean_links({link.field.name: link.wanted for link in linked})
    if not is_changed and all(link.is_stored(row) for link in linked):
        return False
    with transaction.atomic():
        if is_changed:
            _check_and_save(row)
        for link in linked:
            if not link.is_stored(row):
                touch(type(row)._base_manager.filter(pk=row.pk))
                link.store(row)
    return True


def _check_and_save(row: models.Model) -> None:
    """The database checks its own constraints as it stores; only where something is refused are they asked for words.

    A third of the time of asking first. The rows referred to were found by name, so they need no second look either.
    """
    columns = row._meta.concrete_fields
    references = {column.name for column in columns if isinstance(column, models.ForeignKey)}
    try:
        with transaction.atomic():
            row.full_clean(
                exclude=references | _told_by_language(row), validate_unique=False, validate_constraints=False
            )
            row.save()
    except (ValidationError, IntegrityError):
        row.full_clean(exclude=_told_by_language(row))
        raise


def _told_by_language(row: models.Model) -> set[str]:
    """Columns whose text stands in a column of each language: a fault of it is told of there, once; a missing one here."""
    names = {column.name for column in row._meta.concrete_fields}
    return {name for name in names if f"{name}_{settings.LANGUAGE_CODE}" in names and getattr(row, name)}


@contextmanager
def _refusals_as_faults() -> Iterator[None]:
    """What only the database notices, such as a text with characters it cannot store, is a fault of the entry too."""
    try:
        yield
    except ValidationError:
        raise
    except (DatabaseError, ValueError) as error:
        raise ValidationError(_("The database refuses it: %(error)s") % {"error": error}) from error


def _apply(row: models.Model, values: dict[str, Any], *, is_whole: bool) -> dict[str, tuple[Any, Any]]:
    """Write values into a stored row; of each column that changed, what stood there and what does now.

    A whole entry brings a column that it does not name back to its default. One that is not whole comes from a table: programs
    that write those change white space, which is no change of a text.
    """
    changed = {}
    for column in row._meta.concrete_fields:
        if not is_loaded(column) or not (is_whole or column.name in values):
            continue
        stored, wanted = getattr(row, column.name), values.get(column.name, column.get_default())
        if stored != wanted and (is_whole or _words(stored) != _words(wanted)):
            setattr(row, column.name, wanted)
            changed[column.name] = (stored, wanted)
    return changed


def _words(value: Any) -> Any:
    """A text without regard to white space; nothing stored and an empty text are one for whoever reads a table."""
    return value.split() if isinstance(value, str) else [] if value is None else value


@dataclass(slots=True)
class _LinkedList:
    """A list of linked rows whose order is that of the file: the order in which the links were made."""

    field: LinkField
    wanted: list[models.Model]

    def is_stored(self, row: models.Model) -> bool:
        """Whether the stored list is the wanted one."""
        if row.pk is None:
            return False
        there = f"{self.field.m2m_reverse_field_name()}_id"
        return list(self._links(row).order_by("pk").values_list(there, flat=True)) == [
            other.pk for other in self.wanted
        ]

    def store(self, row: models.Model) -> None:
        """Make the stored list equal to the wanted one."""
        here, there = self.field.m2m_field_name(), self.field.m2m_reverse_field_name()
        self._links(row).delete()
        through = self._through()
        through.objects.bulk_create([through(**{here: row, there: linked}) for linked in self.wanted])

    def _links(self, row: models.Model) -> Any:
        return self._through().objects.filter(**{self.field.m2m_field_name(): row})

    def _through(self) -> Any:
        through: Any = self.field.remote_field.through
        return through
