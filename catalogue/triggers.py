"""The database itself notes every change: triggers on each watched table write a new token to the revision row.

So an edit is seen however it was made: by the admin, an import, a bulk or raw statement, a cascade, a restored backup.
An app is watched when its AppConfig says `watches_revision = True`. The triggers are set again after every migrate,
because Django rebuilds a table on SQLite when a migration alters it, and a rebuilt table has no triggers.
"""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Warning  # noqa: A004  # the class of a check's message
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

REVISION_TABLE = "catalogue_revision"

SQLITE_TRIGGER = """
CREATE TRIGGER IF NOT EXISTS "{name}" AFTER {event} ON "{table}" BEGIN
  UPDATE catalogue_revision SET number = number + 1, token = lower(hex(randomblob(16))) WHERE id = 1;
END
"""

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION catalogue_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE catalogue_revision SET number = number + 1, token = replace(gen_random_uuid()::text, '-', '') WHERE id = 1;
  RETURN NULL;
END $$
"""

POSTGRESQL_TRIGGER = """
CREATE OR REPLACE TRIGGER "{name}" AFTER {event} ON "{table}"
FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_change()
"""

# Emptying the database takes the row away; a new one must not repeat an old token.
CREATE_ROW = """
INSERT INTO catalogue_revision (id, token, number)
SELECT 1, %s, 0 WHERE NOT EXISTS (SELECT 1 FROM catalogue_revision)
"""

STORED_TRIGGERS = {
    "postgresql": "SELECT tgname FROM pg_trigger",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


def watched_tables(app_configs: Iterable[AppConfig] | None = None) -> list[str]:
    """The tables whose changes count: all models of the watched apps, link tables included, but not the revision row."""
    configs = app_configs if app_configs is not None else apps.get_app_configs()
    watched = (config for config in configs if getattr(config, "watches_revision", False))
    tables = {_table(model) for config in watched for model in config.get_models(include_auto_created=True)}
    return sorted(tables - {REVISION_TABLE})


def _table(model: type[Model]) -> str:
    return model._meta.db_table


def trigger_name(table: str, event: str) -> str:
    """The name under which the trigger of a table and event is stored."""
    return f"{table}_notes_{event.lower()}"


def events(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The kinds of change that a database can tell of; SQLite empties a table by DELETE."""
    row_events = ("INSERT", "UPDATE", "DELETE")
    return (*row_events, "TRUNCATE") if connection.vendor == "postgresql" else row_events


def set_triggers(connection: BaseDatabaseWrapper) -> None:
    """Set every trigger on the tables that exist, and the row they write to. Safe to repeat; a handful of milliseconds."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if REVISION_TABLE not in present:
            return
        cursor.execute(CREATE_ROW, [uuid4().hex])
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        template = POSTGRESQL_TRIGGER if connection.vendor == "postgresql" else SQLITE_TRIGGER
        for table in present.intersection(watched_tables()):
            for event in events(connection):
                cursor.execute(template.format(name=trigger_name(table, event), event=event, table=table))


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should be there and are not, for tables that exist."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)).intersection(watched_tables())
        cursor.execute(STORED_TRIGGERS[connection.vendor])
        stored = {row[0] for row in cursor.fetchall()}
    wanted = {trigger_name(table, event) for table in tables for event in events(connection)}
    return sorted(wanted - stored)


def set_triggers_after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Receiver of post_migrate."""
    set_triggers(connections[using])


def check_triggers(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """System check (with --database): every change of a watched table must reach the revision row.

    A warning, since an error would stop the very migrate that sets the triggers again; `audit` fails on it.
    """
    return [
        Warning(
            f"The trigger {name} is missing in database {alias}: its changes would not be seen.",
            hint="Run manage.py migrate: it sets the triggers again.",
            id="catalogue.W001",
        )
        for alias in databases or ()
        for name in missing_triggers(connections[alias])
    ]
