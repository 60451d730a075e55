"""The databases that tests ask for stay apart (tests/conftest.py)."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings
from zeal import NPlusOneError

from catalogue.models import Brand, Product
from tests.databases import Database


@pytest.mark.django_db
class TestAnEmptyDatabase:
    def test_is_what_a_test_gets(self) -> None:
        assert not Product.objects.exists()
        Brand.objects.create(slug="testa", name="Testa")

    def test_is_empty_again_for_the_next_test(self) -> None:
        assert not Brand.objects.exists()


@pytest.mark.django_db
class TestTheStartingData:
    def test_is_there_when_asked_for(self, starting_data: None) -> None:
        assert Product.objects.exists()
        Brand.objects.create(slug="testa", name="Testa")

    def test_is_as_it_was_for_the_next_test(self, starting_data: None) -> None:
        assert Brand.objects.exists()
        assert not Brand.objects.filter(slug="testa").exists()


@pytest.mark.django_db
def test_the_starting_data_is_gone_for_who_did_not_ask() -> None:
    assert not Product.objects.exists()


class TestADatabaseOfOnesOwn:
    def test_shows_a_commit_to_another_thread(self, own_database: Database) -> None:
        Brand.objects.create(slug="testa", name="Testa")
        seen: list[bool] = []

        def look() -> None:
            seen.append(Brand.objects.filter(slug="testa").exists())
            connection.close()

        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        assert seen == [True]

    def test_is_a_new_one_for_the_next_test(self, own_database: Database) -> None:
        assert Product.objects.exists()
        assert not Brand.objects.filter(slug="testa").exists()


@pytest.mark.django_db
class TestTheClient:
    def test_fails_a_page_that_asks_once_per_row(self, client: Client, starting_data: None, settings: Settings) -> None:
        settings.ROOT_URLCONF = "tests.config.page_with_a_query_per_row"
        with pytest.raises(NPlusOneError):
            client.get("/")


def test_a_run_of_such_tests_alone_leaves_the_database_of_the_site_alone(tmp_path: Path) -> None:
    one = f"{__file__}::TestADatabaseOfOnesOwn::test_is_a_new_one_for_the_next_test"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", one],
        env={**os.environ, "UNDERFOOT_DATABASE_URL": str(tmp_path / "of-the-site.sqlite3")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert not (tmp_path / "of-the-site.sqlite3").exists()
