"""Private: nothing about a visitor is stored, and nothing leaves the request."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.browser.conftest import running_site
from tests.databases import Database
from tests.pages import PAGE_KINDS, opened_once

EVERY_KIND = pytest.mark.parametrize("address", PAGE_KINDS.values(), ids=PAGE_KINDS)


STARTING_DATA = pytest.mark.usefixtures("starting_data")
IN_DATABASE = pytest.mark.django_db


@IN_DATABASE
@STARTING_DATA
class TestHeaders:
    @EVERY_KIND
    def test_no_cookie_is_set(self, client: Client, address: str) -> None:
        response = opened_once(client, address).response
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")

    @EVERY_KIND
    def test_only_our_own_files_may_be_loaded(self, client: Client, address: str) -> None:
        policy = {
            directive.split()[0]: directive.split()[1:]
            for directive in opened_once(client, address).response["Content-Security-Policy"].split(";")
            if directive.strip()
        }
        assert policy["default-src"] == ["'none'"]
        assert policy["script-src"] == policy["style-src"] == policy["font-src"] == policy["connect-src"] == ["'self'"]
        assert policy["img-src"] == ["'self'", "data:"]
        assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
        assert policy["form-action"] == ["'self'"]
        assert "unsafe" not in str(policy)

    @EVERY_KIND
    def test_no_other_site_learns_the_address(self, client: Client, address: str) -> None:
        assert opened_once(client, address).response["Referrer-Policy"] == "same-origin"

    @pytest.mark.parametrize(
        "address", ["/", "/nothing/", "/insoles/?format=json", "/insoles/?format=csv", "/health/live"]
    )
    def test_types_are_not_guessed_and_frames_are_refused(self, client: Client, address: str) -> None:
        response = client.get(address)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert "Content-Security-Policy" in response
        assert not response.cookies


@IN_DATABASE
@STARTING_DATA
class TestTheMarkup:
    @EVERY_KIND
    def test_there_is_no_script_or_style_within_it(self, client: Client, address: str) -> None:
        page = opened_once(client, address)
        assert not page.all("style")
        assert all(script.get("src") and not script.text for script in page.all("script"))
        for element in page.inside():
            assert "style" not in element.attributes, element
            assert not [name for name in element.attributes if name.startswith("on")], element
            assert not element.get("href").startswith("javascript:")

    @EVERY_KIND
    def test_nothing_is_loaded_from_elsewhere(self, client: Client, address: str) -> None:
        page = opened_once(client, address)
        loaded = [e["src"] for e in page.all("script", "img", "iframe", "source", src=True)]
        loaded += [link["href"] for link in page.all("link") if link["rel"] not in {"canonical", "alternate"}]
        assert loaded
        assert all(url.startswith("/static/") for url in loaded)

    @EVERY_KIND
    def test_ways_to_other_sites_are_told_not_to_say_where_one_came_from(self, client: Client, address: str) -> None:
        for link in opened_once(client, address).all("a", href=True):
            if re.match(r"[a-z]+:", link["href"]):
                assert "noreferrer" in link["rel"], link

    @EVERY_KIND
    def test_forms_ask_for_nothing_about_the_visitor(self, client: Client, address: str) -> None:
        for form in opened_once(client, address).all("form"):
            assert form.get("method", "get") == "get" or form["class"].startswith("report-form")
            assert not form.all("input", type="email")
            assert not form.all("input", type="password")


@IN_DATABASE
@STARTING_DATA
class TestSessions:
    def test_visits_leave_none_behind(self, client: Client) -> None:
        for address in PAGE_KINDS.values():
            client.get(address)
        assert not Session.objects.exists()


def wait_until(is_so: Callable[[], bool], seconds: float = 10) -> None:
    """Waits, and goes on all the same after a while: what is asserted next then tells what was wrong."""
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.05)


class TestTheLogOfTheServer:
    """What a complaint, a visitor or a report says must not be found in it."""

    def test_names_neither_the_question_nor_the_visitor_nor_where_one_came_from(
        self, own_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("UNDERFOOT_DEBUG", "1")  # pages without collected files
        own_database.close()
        came_from = {"Referer": "https://elsewhere.example/aching", "User-Agent": "Testa/1.0"}
        with running_site(own_database, tmp_path) as site:
            for path, body in (
                ("/insoles/?problem=plantar-heel-pain", None),
                ("/report/?feature=arch-height&product=superfeet-green", b"wrong=My+heel+aches"),
            ):
                request = Request(f"{site}{path}", body, came_from)  # noqa: S310  # an address made above
                urlopen(request, timeout=30).close()  # noqa: S310
            (log,) = tmp_path.glob("server-*.log")
            wait_until(lambda: "/report/" in log.read_text(encoding="utf-8"))  # it is written after the answer
        text = log.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if "/insoles/" in line or "/report/" in line]
        assert [line.split()[-4] for line in lines] == ["/insoles/", "/report/"], text
        for word in ("problem", "plantar", "superfeet", "aches", "elsewhere", "Testa", "127.0.0.1", "?"):
            assert word not in "".join(lines), word
        assert "aches" not in text
