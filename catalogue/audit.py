"""Finding what no constraint can see: rows that clean() would refuse, entries and sort keys that are stale, missing triggers.

What the database holds by itself (constraints, unique keys) is not asked again row by row.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from catalogue.models import Feature, Product, SpecEntry, SpecEntryChoice
from catalogue.sort_keys import stale_keys
from catalogue.triggers import missing_triggers

Model = type[models.Model]


def faults(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Everything wrong, one line each, in plain words."""
    for model in _audited_models():
        yield from _faults_of_rows(model)
    yield from _faults_of_entries()
    yield from _faults_of_keys()
    yield from _faults_of_references(connection)
    for name in missing_triggers(connection):
        yield _("The trigger %(name)s is missing: run “migrate”.") % {"name": name}


def _audited_models() -> list[Model]:
    """The models of the watched apps that hold what people entered."""
    watched = (config for config in apps.get_app_configs() if getattr(config, "watches_revision", False))
    return [model for config in watched for model in config.get_models() if model not in {SpecEntry, SpecEntryChoice}]


def _faults_of_rows(model: Model) -> Iterator[str]:
    """What clean() and clean_links() say of each row. One query, and one for each linked list that has rules."""
    references = [column.name for column in model._meta.concrete_fields if isinstance(column, models.ForeignKey)]
    links = [link.name for link in model._meta.many_to_many] if hasattr(model, "clean_links") else []
    rows = model._default_manager.order_by("pk").prefetch_related(*links)
    for row in (rows.select_related(*references) if references else rows).iterator(chunk_size=2000):
        try:
            row.full_clean(exclude=references, validate_unique=False, validate_constraints=False)
            _clean_links(row, links)
        except ValidationError as error:
            yield from (f"{_named(row)}: {reason}" for reason in _reasons(error))


def _clean_links(row: Any, links: list[str]) -> None:
    if links:
        row.clean_links({name: list(getattr(row, name).all()) for name in links})


def _named(row: models.Model) -> str:
    """The kind of row, and the words by which files name it, else its number."""
    key = getattr(row, "natural_key", None)
    return f"{row._meta.verbose_name} {' / '.join(key()) if key else row.pk}"


def _reasons(error: ValidationError) -> Iterator[str]:
    for name, messages in error.message_dict.items():
        for message in messages:
            yield message if name == NON_FIELD_ERRORS else f"{name}: {message}"


def _faults_of_entries() -> Iterator[str]:
    """Spec entries that are not what statements and decisions give. Six queries."""
    stored, wanted = _stored_entries(), _wanted_entries()
    stale = sorted(key for key in stored.keys() | wanted.keys() if stored.get(key) != wanted.get(key))
    products, features = _slugs(Product), _slugs(Feature)
    for product, feature in stale:
        said = {"product": products[product], "feature": features[feature]}
        yield _("spec entry %(product)s / %(feature)s: not what the statements give; run “derive”.") % said


# What is compared of an entry: these columns, and (choice, statement) where there are several.
COMPARED = ("state", "choice_id", "number", "shown_id", "is_presence_disputed")
Shown = tuple[tuple[Any, ...], frozenset[tuple[int, int]]]


def _stored_entries() -> dict[tuple[int, int], Shown]:
    several: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for entry, choice, statement in SpecEntryChoice.objects.values_list("entry", "choice", "statement"):
        several[entry].add((choice, statement))
    rows = SpecEntry.objects.values_list("product_id", "feature_id", "pk", *COMPARED)
    return {(product, feature): (tuple(columns), frozenset(several[pk])) for product, feature, pk, *columns in rows}


def _wanted_entries() -> dict[tuple[int, int], Shown]:
    wanted: dict[tuple[int, int], Shown] = {}
    for entry in SpecEntry.objects.fresh():
        columns = entry.columns()
        several = frozenset((int(shown.value), shown.id) for shown in entry.several)
        wanted[entry.product, entry.feature] = tuple(columns[name] for name in COMPARED), several
    return wanted


def _slugs(model: type[Product] | type[Feature]) -> dict[int, str]:
    return dict(model._default_manager.values_list("pk", "slug"))


def _faults_of_keys() -> Iterator[str]:
    for row, column, _wanted in stale_keys():
        yield _("%(row)s: %(column)s is stale; run “derive”.") % {"row": _named(row), "column": column}


def _faults_of_references(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Rows that point to rows which are gone: possible where a database was written with its checks off."""
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield str(error)
