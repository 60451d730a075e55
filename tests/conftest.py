"""What every test can ask for.

| ask for | and get |
|---|---|
| `db`, or the mark `django_db` | an empty database (migrated); each test's changes are undone |
| `starting_data` as well | the same with the starting data loaded, once a worker; each test's changes are undone here too |
| `own_database`, without the two above | a private copy of the loaded database where a commit is a commit: for threads and other processes |
| `client` | Django's test client; a page that asks the database once per row fails |
| `site`, `writable_site` (tests/browser) | the address of a running site with the starting data |

Do not use `transactional_db` or `live_server`: they empty every table afterwards, the rows that migrations made included.
"""

import gc
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client, override_settings
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from zeal import zeal_context
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from comparisons.index import Index, build
from comparisons.kept_cards import KeptCards
from config.test_runner import FAILED_CHECKS_VARIABLE
from tests.databases import Database, copy_of, drop, in_place_of_default

# Playwright runs an event loop in the thread that the tests run in, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A page takes longer than what the library expects of a function, and starting data that is only read may serve all examples.
LENIENT = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
hypothesis_settings.register_profile("here", deadline=None, max_examples=50, suppress_health_check=LENIENT)
hypothesis_settings.register_profile(
    "ci", parent=hypothesis_settings.get_profile("here"), derandomize=True, database=None, print_blob=True
)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")


HOLDS_THE_INDEX = import_module("comparisons.index.current")  # the package has a function of this name

# Tests make and drop whole pages as trees; with Python's own limits it looks for cycles all the time, through everything that was loaded.
gc.set_threshold(50_000, 20, 100)

# Tests that take minutes, since they start other runs or look at every page: begun first, so that no core waits for one of them at the end.
LONGEST = (
    "test_on_postgresql.py",
    "test_databases.py",
    "test_up.py",
    "test_accessibility.py",
    "test_desk_accessibility.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, everything else as it stands."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat the checks that failed before the tests began, where they are seen."""
    if failed := os.environ.get(FAILED_CHECKS_VARIABLE):
        terminalreporter.section("failed checks", red=True)
        terminalreporter.line(f"{failed} (what they said stands at the top)")


@pytest.fixture(scope="session", autouse=True)
def settings_for_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Style sheets under their plain names, files in a folder of their own, a password check that takes no time."""
    files = tmp_path_factory.mktemp("files")
    (files / "static").mkdir()
    with override_settings(
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        STATIC_ROOT=files / "static",
        MEDIA_ROOT=files / "media",
        SHARE_PICTURES_ROOT=files / "share-pictures",
        OPEN_DATA_ROOT=files / "open-data",
        KEPT_TABLES_ROOT=files / "tables",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def watch_for_a_query_per_row() -> None:
    """Makes `client` able to notice."""
    initialize_app_registry()
    patch()


class WatchfulClient(Client):
    """Fails a page that asks the database once per row."""

    def request(self, **request: Any) -> Any:
        """One request, watched. (The type of what it returns has a private name.)"""
        with zeal_context():
            return super().request(**request)


@pytest.fixture
def client() -> WatchfulClient:
    """Django's test client, watchful."""
    return WatchfulClient()


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees a card that another one had made: tests undo their changes, so a version may come twice."""
    monkeypatch.setattr("comparisons.listing.KEPT", KeptCards())


@pytest.fixture(scope="session")
def starting_index(loaded_database: Database, django_db_blocker: DjangoDbBlocker) -> Index:
    """The index of the starting data, built once a worker."""
    with django_db_blocker.unblock(), in_place_of_default(loaded_database):
        return build()


@pytest.fixture(autouse=True)
def index_at_hand(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests with the starting data begin with its index, as a process that has been serving does. What it holds for is known by its
    token, so a test that changes something gets another one.
    """
    if "starting_data" in request.fixturenames:
        monkeypatch.setattr(HOLDS_THE_INDEX, "_held", request.getfixturevalue("starting_index"))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The empty test database, always. The plugin's own makes none for a run in which no test asks for `db` itself;
    `loaded_database` would then copy the database of the site.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def loaded_database(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """This worker's copy of the test database with the starting data in it. Ask for `starting_data` or `own_database` instead."""
    with django_db_blocker.unblock():
        database = copy_of(connections["default"], tmp_path_factory.mktemp("loaded"), "loaded")
        with in_place_of_default(database):
            call_command("load_data", verbosity=0)
    yield database
    with django_db_blocker.unblock():
        drop(database)


@pytest.fixture(scope="class")
def starting_data(loaded_database: Database, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The starting data in the database, for a class of tests or for one; what they change is undone."""
    with django_db_blocker.unblock(), in_place_of_default(loaded_database), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def own_database(loaded_database: Database, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[Database]:
    """A database with the starting data that no other test sees; commits are real."""
    with django_db_blocker.unblock():
        database = copy_of(loaded_database, tmp_path, "own")
        with in_place_of_default(database):
            yield database
        drop(database)
