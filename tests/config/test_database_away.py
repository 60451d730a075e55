"""The database is away, locked or slow: a page in plain words, and the site goes on as soon as the database does."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from catalogue.models import Brand, Product, Source
from config import urls
from config.middleware import SECONDS_TO_RETRY
from tests.databases import Database
from tests.pages import read

ADDRESSES = ("/", "/insoles/", "/de/problems/", "/search/?q=heel", "/insoles/?format=json", "/health/ready")


@contextmanager
def away(database: Database) -> Iterator[None]:
    """Nothing can be read: a folder lies where the database was."""
    file = Path(database.settings_dict["NAME"])
    connection.close()
    file.rename(file.with_suffix(".kept"))
    file.mkdir()
    try:
        yield
    finally:
        connection.close()
        file.rmdir()
        file.with_suffix(".kept").rename(file)


@contextmanager
def another_process(database: Database, *statements: str) -> Iterator[None]:
    """Somebody else has the database open and in use."""
    other = sqlite3.connect(database.settings_dict["NAME"], isolation_level=None)
    try:
        for statement in statements:
            other.execute(statement).fetchall()
        yield
    finally:
        other.close()


@pytest.fixture
def impatient(own_database: Database) -> Database:
    """The database of a test, in use before, where a lock is waited for a moment only."""
    connection.ensure_connection()
    connection.close()
    own_database.settings_dict["OPTIONS"] = {**own_database.settings_dict["OPTIONS"], "timeout": 0.05}
    return own_database


class TestAway:
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_every_address_says_so_and_when_to_try_again(
        self, client: Client, own_database: Database, address: str
    ) -> None:
        client.get(address)
        with away(own_database):
            response = client.get(address)
        assert response.status_code == 503
        assert response["Retry-After"] == str(SECONDS_TO_RETRY)
        assert response["Cache-Control"] == "no-store"
        assert "cannot be read at this moment" in response.content.decode()
        assert client.get(address).status_code == 200

    def test_the_page_speaks_both_languages_and_tells_no_cause(self, client: Client, own_database: Database) -> None:
        with away(own_database):
            page = read(client.get("/insoles/"))
        assert page.headings("h1") == ["The catalogue cannot be read at this moment"]
        assert "Laden Sie die Seite neu" in page.text
        assert "sqlite" not in page.text.lower()

    def test_a_list_can_be_put_in_place_of_the_one_on_show(self, client: Client, own_database: Database) -> None:
        """Updates in place take what stands in #main."""
        with away(own_database):
            page = read(client.get("/insoles/"))
        assert page.all("main", id="main")

    def test_whoever_runs_the_site_learns_the_cause(
        self, client: Client, own_database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        with away(own_database), caplog.at_level(logging.ERROR, "django.request"):
            client.get("/insoles/?problem=heel-pain")
        assert "unable to open database file" in caplog.text
        assert "heel-pain" not in caplog.text

    def test_a_process_that_is_alive_says_so(self, client: Client, own_database: Database) -> None:
        with away(own_database):
            assert client.get("/health/live").status_code == 200


class TestLocked:
    def test_reading_goes_on_while_somebody_writes(self, client: Client, impatient: Database) -> None:
        with another_process(impatient, "BEGIN IMMEDIATE", "UPDATE catalogue_revision SET number = number"):
            assert client.get("/insoles/").status_code == 200

    def test_a_form_of_the_desk_opens_while_somebody_writes(self, client: Client, impatient: Database) -> None:
        client.force_login(User.objects.create_superuser("testa"))
        with another_process(impatient, "BEGIN IMMEDIATE", "UPDATE catalogue_revision SET number = number"):
            for row in (Brand.objects.all()[0], Product.objects.all()[0]):
                form = f"/admin/catalogue/{row._meta.model_name}/{row.pk}/change/"
                assert client.get(form).status_code == 200

    def test_a_feed_is_read_at_the_desk_while_somebody_writes(self, client: Client, impatient: Database) -> None:
        client.force_login(User.objects.create_superuser("testa"))
        feed = SimpleUploadedFile("feed.tsv", b"title\tprice\nA made-up insole\t5 EUR\n")
        source = Source.objects.all()[0]
        form = {"feed": feed, "source": source.pk, "seller": "Made-up shop", "seen_on": "2026-01-01"}
        with another_process(impatient, "BEGIN IMMEDIATE", "UPDATE catalogue_revision SET number = number"):
            assert client.post("/admin/catalogue/offer/feed/", form).status_code == 302

    def test_what_cannot_be_read_for_long_is_said(self, client: Client, impatient: Database) -> None:
        lock = ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "UPDATE catalogue_revision SET number = number")
        with another_process(impatient, "PRAGMA journal_mode = DELETE", *lock):
            assert client.get("/insoles/").status_code == 503
        assert client.get("/insoles/").status_code == 200

    def test_what_could_not_be_saved_is_not_saved_in_part(self, client: Client, impatient: Database) -> None:
        client.force_login(User.objects.create_superuser("testa"))
        brand = Brand.objects.all()[0]
        change = f"/admin/catalogue/brand/{brand.pk}/change/"
        form = {**dict.fromkeys(("country", "website", "aka", "note"), ""), "slug": brand.slug, "name": "Otra"}
        with another_process(impatient, "BEGIN IMMEDIATE"):
            response = client.post(change, form)
        assert response.status_code == 503
        assert "it was not saved" in response.content.decode()
        assert Brand.objects.get(pk=brand.pk).name == brand.name


def failing(request: HttpRequest) -> HttpResponse:
    """What a driver raises when the server has gone, or has ended a question that took too long."""
    raise {"gone": InterfaceError, "slow": OperationalError}[request.GET["as"]]


urlpatterns = [*urls.urlpatterns, path("made-up-fault/", failing)]
handler404, handler500 = urls.handler404, urls.handler500


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("cause", ["gone", "slow"])
def test_a_server_that_is_gone_or_slow_is_answered_for_alike(client: Client, cause: str) -> None:
    assert client.get("/made-up-fault/", {"as": cause}).status_code == 503
