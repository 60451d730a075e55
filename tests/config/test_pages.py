"""Pages of the site itself: whether it is alive, and errors that help."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory
from django.urls import path

from config import pages, urls
from tests.pages import Page, opened, read

WAYS_ON = {"/problems/", "/insoles/", "/compare/", "/features/"}


def failing(_request: HttpRequest) -> HttpResponse:
    """A page with a fault."""
    raise TemplateDoesNotExist("made-up.html")


def refusing(_request: HttpRequest) -> HttpResponse:
    """A page for others."""
    raise PermissionDenied


urlpatterns = [*urls.urlpatterns, path("made-up-fault/", failing), path("made-up-refusal/", refusing)]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.mark.django_db
class TestHealth:
    @pytest.mark.parametrize("page", ["live", "ready"])
    def test_it_answers_in_a_word(self, client: Client, page: str) -> None:
        response = client.get(f"/health/{page}")
        assert (response.status_code, response.content.decode()) == (200, page)
        assert response["Content-Type"] == "text/plain"

    def test_ready_asks_the_database_once_and_live_does_not(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(1):
            client.get("/health/ready")
        with django_assert_num_queries(0):
            client.get("/health/live")

    @pytest.mark.parametrize("page", ["live", "ready"])
    def test_nothing_can_be_sent_to_it(self, client: Client, page: str) -> None:
        assert client.post(f"/health/{page}").status_code == 405


def leads_on(page: Page) -> bool:
    """Whether a page says something, has a search and the main ways on."""
    return bool(page.headings("h1")) and set(page.main.links()) >= WAYS_ON and bool(page.main.all("input", name="q"))


@pytest.mark.django_db
class TestNotFound:
    @pytest.mark.parametrize(
        "address", ["/nothing/", "/insoles/nothing/", "/problems/nothing/", "/compare/nothing/", "/features/nothing/"]
    )
    def test_it_helps(self, client: Client, address: str) -> None:
        page = opened(client, address, status=404)
        assert page.headings("h1") == ["There is nothing at this address"]
        assert leads_on(page)
        assert not page.is_for_search_engines

    def test_it_speaks_german_under_german_addresses(self, client: Client) -> None:
        page = opened(client, "/de/nichts/", status=404)
        assert page.one("html")["lang"] == "de"
        assert all(link.startswith(("/de/", "#")) for link in page.main.links())

    def test_a_missing_slash_at_the_end_is_put_there(self, client: Client) -> None:
        response = client.get("/insoles?brand=superfeet")
        assert (response.status_code, response["Location"]) == (301, "/insoles/?brand=superfeet")


@pytest.mark.django_db
class TestBadRequest:
    def test_it_helps(self, client: Client) -> None:
        page = read(pages.bad_request(_request(), Http404()))
        assert page.headings("h1") == ["This address cannot be read"]
        assert leads_on(page)

    def test_a_host_that_is_not_ours_gets_it(self, client: Client) -> None:
        response = client.get("/insoles/", headers={"host": "elsewhere.example"})
        assert response.status_code == 400
        assert read(response).headings("h1") == ["This address cannot be read"]


@pytest.mark.django_db
@pytest.mark.urls("tests.config.test_pages")
class TestForbidden:
    def test_it_helps(self, client: Client) -> None:
        page = opened(client, "/made-up-refusal/", status=403)
        assert page.headings("h1") == ["This page is for editors"]
        assert leads_on(page)


@pytest.mark.urls("tests.config.test_pages")
class TestOurFault:
    def test_it_helps_without_a_database(self) -> None:
        response = Client(raise_request_exception=False).get("/made-up-fault/")
        assert response.status_code == 500
        page = read(response)
        assert page.headings("h1") == ["Something went wrong on our side"]
        assert {"/", "/problems/", "/insoles/"} <= set(page.main.links())
        assert not page.is_for_search_engines

    def test_it_tells_nothing_about_the_fault(self) -> None:
        response = Client(raise_request_exception=False).get("/made-up-fault/")
        assert b"made-up.html" not in response.content
        assert b"Traceback" not in response.content

    def test_it_says_whom_to_call_in_an_emergency_and_speaks_both_languages(self) -> None:
        page = read(pages.server_error(_request()))
        assert "emergency number" in page.main.text
        assert page.main.one("p", lang="de").text


def _request() -> HttpRequest:
    """A request for nothing in particular."""
    return RequestFactory().get("/")
