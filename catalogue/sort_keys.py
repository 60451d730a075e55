"""Stored sort keys: every save keeps them, bulk writes and `loaddata` do not. Here they are found stale and folded anew."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from catalogue.models.columns import FoldedColumn, folded


def stale_keys() -> Iterator[tuple[models.Model, str, str]]:
    """(row, column, what it should hold) for every sort key that is not its source column folded. One query a model."""
    for model in apps.get_models():
        columns = [column for column in model._meta.concrete_fields if isinstance(column, FoldedColumn)]
        for row in model._default_manager.all() if columns else ():
            for column in columns:
                wanted = folded(getattr(row, column.source))
                if getattr(row, column.name) != wanted:
                    yield row, column.name, wanted


def fold_anew() -> int:
    """Set every stale key; returns how many there were."""
    stale: list[tuple[Any, str, str]] = list(stale_keys())
    for row, column, wanted in stale:
        type(row)._default_manager.filter(pk=row.pk).update(**{column: wanted})
    return len(stale)
