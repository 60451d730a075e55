"""Triggers that are gone, old or of a rebuilt table, in a SQLite database of their own, whatever the other tests run on."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

from catalogue.models import Brand, Change, Revision
from catalogue.triggers import missing_triggers, set_triggers, trigger_name
from tests.catalogue.test_triggers import drop


@pytest.fixture(scope="module")
def migrated(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The file of an empty database."""
    file = tmp_path_factory.mktemp("migrated") / "scratch.sqlite3"
    with django_db_blocker.unblock(), scratch(file):
        call_command("migrate", database="scratch", verbosity=0)
    return file


@contextmanager
def scratch(file: Path) -> Iterator[BaseDatabaseWrapper]:
    """A second database, in this file."""
    settings = {**connections["default"].settings_dict, "ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}}
    connections.settings["scratch"] = {**settings, "NAME": str(file)}
    yield connections["scratch"]
    connections["scratch"].close()
    del connections["scratch"], connections.settings["scratch"]


@pytest.fixture
def sqlite(migrated: Path, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """A SQLite database of its own: a table cannot be rebuilt within a transaction."""
    with django_db_blocker.unblock(), scratch(Path(shutil.copy(migrated, tmp_path))) as database:
        yield database


def test_a_trigger_of_an_older_version_is_replaced(sqlite: BaseDatabaseWrapper) -> None:
    name = trigger_name("catalogue_offer", "INSERT")
    drop(sqlite, "catalogue_offer", "INSERT")
    with sqlite.cursor() as cursor:
        cursor.execute(f'CREATE TRIGGER "{name}" AFTER INSERT ON catalogue_offer BEGIN SELECT 1; END')
        set_triggers(sqlite)
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
        assert "catalogue_change" in cursor.fetchone()[0]


def test_what_changed_without_triggers_is_seen_once_they_are_back(sqlite: BaseDatabaseWrapper) -> None:
    before = Revision.objects.using("scratch").get()
    drop(sqlite, "catalogue_brand", "INSERT")
    Brand.objects.using("scratch").create(slug="testa", name="Testa")
    assert Revision.objects.using("scratch").get().token == before.token
    set_triggers(sqlite)
    now = Revision.objects.using("scratch").get()
    changes = Change.objects.using("scratch")
    assert now.token != before.token
    assert changes.products_changed((before.number, before.token), (now.number, now.token)) is None


def test_triggers_that_are_up_to_date_are_left_alone(sqlite: BaseDatabaseWrapper) -> None:
    with sqlite.cursor() as cursor:
        cursor.execute("PRAGMA schema_version")
        before = cursor.fetchone()
        set_triggers(sqlite)
        cursor.execute("PRAGMA schema_version")
        assert cursor.fetchone() == before


def test_a_rebuilt_table_has_its_triggers_again_after_migrate(sqlite: BaseDatabaseWrapper) -> None:
    assert missing_triggers(sqlite) == []
    old, new = Brand._meta.get_field("country"), models.CharField(max_length=3, blank=True)
    new.set_attributes_from_name("country")
    with sqlite.schema_editor() as editor:
        editor.alter_field(Brand, old, new, strict=False)
    assert missing_triggers(sqlite) == [
        trigger_name("catalogue_brand", event) for event in ("DELETE", "INSERT", "UPDATE")
    ]
    call_command("migrate", database="scratch", verbosity=0)
    assert missing_triggers(sqlite) == []
