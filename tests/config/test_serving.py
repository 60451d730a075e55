"""Getting ready to serve: the index is there before the first request, and without a database the process starts all the same."""

from pathlib import Path

import pytest
from django.db import connection

from catalogue.models import Revision
from comparisons.index import current
from config.serving import prepare_to_serve
from tests.databases import Database


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
