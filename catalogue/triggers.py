"""The database itself notes every change: triggers on each watched table write a new token to the revision row, and a line to
the log of changes that names the product, where a row belongs to one.

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

from catalogue.models import Product, Source, SpecEntry, SpecEntryChoice

REVISION_TABLE = "catalogue_revision"
CHANGE_TABLE = "catalogue_change"
# Kept beside the facts: no page that is made from the index shows anything of them.
KEPT_BESIDE = (
    "catalogue_shownchange",
    "catalogue_valuereport",
    "catalogue_edit",
    "catalogue_editedrow",
    "catalogue_proposal",
    "catalogue_savedlist",
)
UNWATCHED = frozenset({REVISION_TABLE, CHANGE_TABLE, *KEPT_BESIDE})

# How far back the log of changes reaches, and how many products of one statement it names one by one.
LOGGED = 1_000
NAMED_AT_ONCE = 50
NO_PRODUCT = "0"

SQLITE_TRIGGER = """
CREATE TRIGGER "{name}" AFTER {event} ON "{table}" BEGIN
  UPDATE catalogue_revision SET number = number + 1, token = lower(hex(randomblob(16))) WHERE id = 1;
  INSERT INTO catalogue_change (number, token, product_id)
    SELECT number, token, product FROM catalogue_revision, ({products}) WHERE id = 1;
  DELETE FROM catalogue_change WHERE number <= (SELECT number - {logged} FROM catalogue_revision WHERE id = 1);
END
"""

# The argument of a trigger is the question for the products of a statement; without one everything may have changed.
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION catalogue_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  products bigint[] := ARRAY[NULL::bigint];
  stands record;
BEGIN
  IF TG_NARGS > 0 THEN
    EXECUTE TG_ARGV[0] INTO products;
    IF products IS NULL THEN
      RETURN NULL;
    ELSIF cardinality(products) > {at_once} THEN
      products := ARRAY[NULL::bigint];
    END IF;
  END IF;
  UPDATE catalogue_revision SET number = number + 1, token = replace(gen_random_uuid()::text, '-', '') WHERE id = 1
    RETURNING number, token INTO stands;
  INSERT INTO catalogue_change (number, token, product_id)
    SELECT stands.number, stands.token, product FROM unnest(products) AS product WHERE stands.number IS NOT NULL;
  DELETE FROM catalogue_change WHERE number <= stands.number - {logged};
  RETURN NULL;
END $$
"""

POSTGRESQL_TRIGGER = """
CREATE OR REPLACE TRIGGER "{name}" AFTER {event} ON "{table}" {rows}
FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_change({products})
"""

# Whoever writes takes the revision row first: writers that took it after their own rows could wait for each other for ever.
POSTGRESQL_TURN_FUNCTION = """
CREATE OR REPLACE FUNCTION catalogue_take_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM catalogue_revision WHERE id = 1 FOR UPDATE;
  RETURN NULL;
END $$
"""

POSTGRESQL_TURN = """
CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION catalogue_take_turn()
"""

# A table without its triggers, or with older ones, may have changed unseen.
RENEW_ROW = "UPDATE catalogue_revision SET number = number + 1, token = %s WHERE id = 1"

# Emptying the database takes the row away; a new one must not repeat an old token.
CREATE_ROW = """
INSERT INTO catalogue_revision (id, token, number)
SELECT 1, %s, 0 WHERE NOT EXISTS (SELECT 1 FROM catalogue_revision)
"""

# The revision stands in the log from the beginning, so that the first change after it is one that can be told.
LOG_ROW = """
INSERT INTO catalogue_change (number, token, product_id)
SELECT number, token, NULL FROM catalogue_revision AS revision
WHERE NOT EXISTS (SELECT 1 FROM catalogue_change WHERE number = revision.number AND token = revision.token)
"""

STORED_TRIGGERS = {
    "postgresql": "SELECT tgname, '' FROM pg_trigger",
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
}


def watched_tables(app_configs: Iterable[AppConfig] | None = None) -> list[str]:
    """The tables whose changes count: all models of the watched apps, link tables included, but not what is noted."""
    return sorted(_watched(app_configs))


def _watched(app_configs: Iterable[AppConfig] | None = None) -> dict[str, type[Model]]:
    configs = app_configs if app_configs is not None else apps.get_app_configs()
    watched = (config for config in configs if getattr(config, "watches_revision", False))
    models = (model for config in watched for model in config.get_models(include_auto_created=True))
    return {model._meta.db_table: model for model in models if model._meta.db_table not in UNWATCHED}


def product_of(model: type[Model], row: str, event: str) -> str | None:
    """The SQL for the product that a row belongs to; None where its change may concern every product."""
    if model is Source and event == "INSERT":  # nothing refers to it yet
        return NO_PRODUCT
    if model is Product:
        return f"{row}.id"
    if model is SpecEntryChoice:
        return f"(SELECT product_id FROM {SpecEntry._meta.db_table} WHERE id = {row}.entry_id)"  # noqa: S608  # names of ours
    names = {field.name: field for field in model._meta.concrete_fields}
    return f"{row}.{names['product'].column}" if "product" in names else None


def _sqlite_trigger(table: str, event: str) -> str:
    """A trigger that runs for each row. An UPDATE concerns the product that the row belonged to and the one it belongs to."""
    rows = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW")}[event]
    model = _watched()[table]
    products = " UNION ".join(f"SELECT {product_of(model, row, event) or 'NULL'} AS product" for row in rows)
    name = trigger_name(table, event)
    return SQLITE_TRIGGER.format(name=name, event=event, table=table, products=products, logged=LOGGED).strip()


def _postgresql_trigger(table: str, event: str) -> str:
    """A trigger that runs for each statement. Only where a statement's rows belong to products are they looked at."""
    model, name = _watched()[table], trigger_name(table, event)
    kept = {"INSERT": ("new",), "DELETE": ("old",), "UPDATE": ("old", "new")}.get(event, ())
    if not kept or product_of(model, "changed", event) is None:
        return POSTGRESQL_TRIGGER.format(name=name, event=event, table=table, rows="", products="")
    union = " UNION ALL ".join(f"SELECT * FROM {row}_rows" for row in kept)  # noqa: S608
    question = f"SELECT array_agg(DISTINCT {product_of(model, 'changed', event)}) FROM ({union}) AS changed"  # noqa: S608
    rows = "REFERENCING " + " ".join(f"{row.upper()} TABLE AS {row}_rows" for row in kept)
    return POSTGRESQL_TRIGGER.format(name=name, event=event, table=table, rows=rows, products=f"'{question}'")


def trigger_name(table: str, event: str) -> str:
    """The name under which the trigger of a table and event is stored."""
    return f"{table}_notes_{event.lower()}"


def turn_name(table: str, event: str) -> str:
    """The name of the trigger that makes a writer wait for its turn, on PostgreSQL."""
    return f"{table}_takes_turn_{event.lower()}"


def events(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The kinds of change that a database can tell of; SQLite empties a table by DELETE."""
    row_events = ("INSERT", "UPDATE", "DELETE")
    return (*row_events, "TRUNCATE") if connection.vendor == "postgresql" else row_events


def set_triggers(connection: BaseDatabaseWrapper) -> None:
    """Set every trigger on the tables that exist, and the row they write to. Safe to repeat; a handful of milliseconds."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if not {REVISION_TABLE, CHANGE_TABLE} <= present:
            return
        cursor.execute(CREATE_ROW, [uuid4().hex])
        if cursor.rowcount > 0:
            cursor.execute("DELETE FROM catalogue_change")
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION.format(at_once=NAMED_AT_ONCE, logged=LOGGED))
            cursor.execute(POSTGRESQL_TURN_FUNCTION)
        stored = _stored_triggers(connection)
        are_new = False
        for table in present.intersection(watched_tables()):
            for event in events(connection):
                name = trigger_name(table, event)
                if connection.vendor == "postgresql":
                    are_new |= name not in stored
                    cursor.execute(_postgresql_trigger(table, event))
                    turn = {"name": turn_name(table, event), "event": event, "table": table}
                    cursor.execute(POSTGRESQL_TURN.format(**turn))
                elif stored.get(name) != (wanted := _sqlite_trigger(table, event)):
                    are_new = True
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
                    cursor.execute(wanted)
        if are_new:
            cursor.execute(RENEW_ROW, [uuid4().hex])
            cursor.execute("DELETE FROM catalogue_change")
        cursor.execute(LOG_ROW)


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should be there and are not, for tables that exist."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)).intersection(watched_tables())
    names = (trigger_name, turn_name) if connection.vendor == "postgresql" else (trigger_name,)
    wanted = {name(table, event) for table in tables for event in events(connection) for name in names}
    return sorted(wanted - _stored_triggers(connection).keys())


def _stored_triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers of the database by name, on SQLite with their text."""
    with connection.cursor() as cursor:
        cursor.execute(STORED_TRIGGERS[connection.vendor])
        return dict(cursor.fetchall())


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
