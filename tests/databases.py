"""What tests ask of a database: a copy of their own, on SQLite and PostgreSQL, and that it refuses what breaks its rules."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Database = BaseDatabaseWrapper


def copy_of(source: Database, folder: Path, name: str) -> Database:
    """A connection to a copy of everything that is committed in the source."""
    copy = source.copy()
    if source.vendor == "sqlite":
        copy.settings_dict["NAME"] = str(folder / f"{name}.sqlite3")
        with source.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [copy.settings_dict["NAME"]])
        return copy
    original = source.settings_dict["NAME"]
    copy.settings_dict["NAME"] = f"{original}_{name}"
    source.close()  # PostgreSQL copies only what nobody is connected to
    _on_the_server(source, f'CREATE DATABASE "{copy.settings_dict["NAME"]}" TEMPLATE "{original}"')
    return copy


def drop(database: Database) -> None:
    """Remove a copy; a file goes with its folder."""
    database.close()
    if database.vendor == "postgresql":
        _on_the_server(database, f'DROP DATABASE "{database.settings_dict["NAME"]}" WITH (FORCE)')


def _on_the_server(database: Database, statement: str) -> None:
    with database._nodb_cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def in_place_of_default(database: Database) -> Iterator[None]:
    """Let everything, other threads included, use this database; the usual one stays connected meanwhile."""
    usual, settings = connections["default"], connections.settings["default"]
    usual_name, settings["NAME"] = settings["NAME"], database.settings_dict["NAME"]
    connections["default"] = database
    try:
        yield
    finally:
        connections["default"] = usual
        settings["NAME"] = usual_name


def address_of(database: Database) -> str:
    """The database as another process is told of it (UNDERFOOT_DATABASE_URL)."""
    settings = database.settings_dict
    if database.vendor == "sqlite":
        return str(settings["NAME"])
    user, password, host = (quote(settings[part], safe="") for part in ("USER", "PASSWORD", "HOST"))
    return f"postgres://{user}:{password}@{host}:{settings['PORT']}/{settings['NAME']}"


def refuses(name: str, change: Callable[[], object]) -> None:
    """The database refuses a change and names the constraint; of a unique one SQLite names the columns instead."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        change()
    assert name in str(caught.value) or "unique constraint" in str(caught.value).lower()
