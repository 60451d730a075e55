"""Getting ready to serve: the index is there before the first request, and without a database the process starts all the same."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_started
from django.db import close_old_connections, connection
from django.db.backends.signals import connection_created

from catalogue.models import Revision
from comparisons.index import current
from config.serving import FILES, prepare_to_serve
from tests.databases import Database


@pytest.fixture(autouse=True)
def no_process_that_serves() -> Iterator[None]:
    """What a process that serves listens to is not listened to by the tests after these."""
    yield
    request_started.disconnect(dispatch_uid="config.serving")
    for uid in ("config.serving", "config.serving.note_file"):
        connection_created.disconnect(dispatch_uid=uid)
    FILES.clear()
    gc.unfreeze()


def test_the_index_is_made_before_the_first_request(own_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    monkeypatch.setattr("config.serving.current", lambda: built.append(current().token))
    prepare_to_serve()
    assert built == [Revision.objects.token()]
    assert connection.connection is None or connection.is_usable()


def test_a_process_starts_without_a_database(own_database: Database) -> None:
    file = Path(own_database.settings_dict["NAME"])
    connection.close()
    file.unlink()
    file.mkdir()
    prepare_to_serve()
    file.rmdir()


def test_a_connection_is_kept_for_the_next_request_until_another_file_stands_in_its_place(
    own_database: Database,
) -> None:
    """As when a backup is moved over the file of a running site."""
    file = Path(own_database.settings_dict["NAME"])
    connection.close()
    backup = shutil.copyfile(file, file.with_suffix(".backup"))
    prepare_to_serve()
    Revision.objects.update(token="before the backup came")
    kept = connection.connection
    _next_request()
    assert connection.connection is kept
    for journal in ("-wal", "-shm"):  # else SQLite would write what they hold into the backup
        Path(f"{file}{journal}").unlink(missing_ok=True)
    backup.rename(file)
    _next_request()
    assert connection.connection is None
    assert Revision.objects.token() != "before the backup came"


def _next_request() -> None:
    """What every request begins with; the close of old connections is off while the test client is used."""
    close_old_connections()
    request_started.send(sender=None)
