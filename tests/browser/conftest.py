"""Journeys in a real browser, on a site that runs in a process of its own exactly as `up` serves it.

`page.goto("/insoles/")` opens `site`: the starting data, shared by all tests of a worker, to be read only.
A test that writes takes `writable_site` and opens `f"{writable_site}/admin/"`. `editor` and `second_person` are log-ins for both.
Journeys at the desk that write to rows of their own and leave all others alone share `desk`, a site with a way to its rows.
Without script: `@pytest.mark.browser_context_args(java_script_enabled=False)`.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from django.conf import global_settings, settings
from django.contrib.auth.models import User
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext
from pytest_django import DjangoDbBlocker

from config import machine
from config.management.commands.up import EDITOR, renew_editor
from tests.browser.desk import Desk, NewWindow
from tests.databases import Database, address_of, copy_of, drop, in_place_of_default

SECOND_PERSON = "second"
SECONDS_TO_START = 30
BROWSER_ARGUMENTS = [
    "--no-sandbox",  # containers and root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # letters as wide as in a browser with a window
]


class LogIn(NamedTuple):
    """An account of the editors' desk."""

    user: str
    password: str


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser; `--no-browser` goes by the mark."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own browser; without one the test fails and says what to install."""
    if problem := machine.browser_problem():
        pytest.fail(problem, pytrace=False)
    return {**browser_type_launch_args, "executable_path": machine.browser(), "args": BROWSER_ARGUMENTS}


@pytest.fixture(scope="session")
def site_database(
    loaded_database: Database, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, LogIn]]:
    """The starting data and the account of an editor."""
    with django_db_blocker.unblock():
        database = copy_of(loaded_database, tmp_path_factory.mktemp("site-database"), "site")
        # The site checks passwords the slow and safe way, so this one is stored that way.
        with in_place_of_default(database), override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
            password = renew_editor()
            add_second_person()
        database.close()
    yield database, LogIn(EDITOR, password)
    with django_db_blocker.unblock():
        drop(database)


@pytest.fixture(scope="session")
def editor(site_database: tuple[Database, LogIn]) -> LogIn:
    """A log-in for the editors' desk of `site` and `writable_site`."""
    return site_database[1]


@pytest.fixture(scope="session")
def second_person(editor: LogIn) -> LogIn:
    """Another editor, who applies what the first one proposes."""
    return LogIn(SECOND_PERSON, editor.password)


def add_second_person() -> None:
    """With the password of the first, as it is stored: storing one takes long."""
    first = User.objects.get(username=EDITOR)
    User.objects.create(username=SECOND_PERSON, password=first.password, is_staff=True, is_superuser=True)


@pytest.fixture(scope="session")
def files_of_sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the collected style sheets and scripts."""
    folder = tmp_path_factory.mktemp("site-files")
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(command, check=True, env={**os.environ, "UNDERFOOT_VAR_DIR": str(folder)})
    return folder


@pytest.fixture(scope="session")
def site(site_database: tuple[Database, LogIn], files_of_sites: Path) -> Iterator[str]:
    """The address, without a slash at the end, of a site that is only read."""
    with running_site(site_database[0], files_of_sites) as address:
        yield address


@pytest.fixture(scope="session")
def base_url(site: str) -> str:
    """What `page.goto("/…")` starts from."""
    return site


@pytest.fixture
def writable_site(
    site_database: tuple[Database, LogIn], files_of_sites: Path, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[str]:
    """The address of a site of the test's own."""
    with django_db_blocker.unblock():
        database = copy_of(site_database[0], tmp_path, "writable")
        database.close()
        site_database[0].close()
    with running_site(database, files_of_sites) as address:
        yield address
    with django_db_blocker.unblock():
        drop(database)


@pytest.fixture(scope="session")
def desk(
    site_database: tuple[Database, LogIn],
    files_of_sites: Path,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Desk]:
    """A site that several journeys write to."""
    with django_db_blocker.unblock():
        database = copy_of(site_database[0], tmp_path_factory.mktemp("desk"), "desk")
        database.close()
        site_database[0].close()
    with running_site(database, files_of_sites) as address:
        yield Desk(address, database, django_db_blocker)
    with django_db_blocker.unblock():
        drop(database)


@pytest.fixture
def new_window(browser: Browser) -> Iterator[NewWindow]:
    """Browsers of several people, closed at the end; unlike `new_context` it does not ask for the site that is only read."""
    opened = []

    def make(**options: Any) -> BrowserContext:
        opened.append(browser.new_context(**options))
        return opened[-1]

    yield make
    for window in opened:
        window.close()


@contextmanager
def running_site(database: Database, files: Path, **variables: str) -> Iterator[str]:
    """The server of `up` on a free port; its log is in the folder of the files."""
    port = free_port()
    own = {"UNDERFOOT_VAR_DIR": str(files), "UNDERFOOT_DATABASE_URL": address_of(database)}
    # With the key of the tests, so that a log-in made here holds there.
    environment = {**os.environ, **own, "UNDERFOOT_SECRET_KEY": settings.SECRET_KEY, **variables}
    log = files / f"server-{port}.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "config.server", "127.0.0.1", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until the site answers, whatever it says."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(f"{address}/robots.txt", timeout=SECONDS_TO_START).close()  # noqa: S310  # an address made above
        except HTTPError:
            return
        except URLError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"The site did not start. Its log:\n{log.read_text(encoding='utf-8')}", pytrace=False)
