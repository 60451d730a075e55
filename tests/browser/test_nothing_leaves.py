"""What a visitor looks for stays with the visitor: no request to another site, no Referer to one, no question in the server's log."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, Route

from tests.pages import PAGE_KINDS

# Pages that know a complaint. (That no kind of page loads anything from elsewhere is tried by test_layout.py too.)
TOLD = "problem=plantar-heel-pain"
KINDS = ("guide", "finder, short list", "insole, for my shoe", "comparison", "report")
ADDRESSES = [*(PAGE_KINDS[kind] for kind in KINDS), f"/insoles/?{TOLD}", "/search/?q=numb+toes"]


def is_elsewhere(page: Page, request: Request) -> bool:
    """Whether a request goes to another site."""
    return urlsplit(request.url).netloc != urlsplit(page.url).netloc and not request.url.startswith("data:")


def test_no_page_asks_another_site_for_anything(page: Page) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    for address in ADDRESSES:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert [request.url for request in asked if is_elsewhere(page, request)] == [], address
    assert len(asked) > len(ADDRESSES), "pages load styles and scripts, so there was something to see"


def test_a_site_one_goes_on_to_does_not_learn_where_from(page: Page) -> None:
    asked: list[Request] = []

    def elsewhere(route: Route) -> None:
        asked.append(route.request)
        route.fulfill(body="Another site.")

    page.goto("/sources/correrjuntos-2026/")
    page.route(lambda url: urlsplit(url).netloc != urlsplit(page.url).netloc, elsewhere)
    way_out = page.locator("a[rel~=external]").first
    address = way_out.get_attribute("href")
    way_out.click()
    page.wait_for_url(str(address))
    (request,) = [request for request in asked if request.is_navigation_request()]
    assert "referer" not in request.all_headers()
    assert request.url == address


def test_the_log_of_the_server_holds_no_question_and_no_address_of_a_visitor(
    page: Page, site: str, files_of_sites: Path
) -> None:
    page.goto(f"/insoles/?{TOLD}")
    page.goto("/search/?q=numb+toes")
    log = (files_of_sites / f"server-{urlsplit(site).port}.log").read_text(encoding="utf-8")
    assert "GET /insoles/" in log
    assert "GET /search/" in log
    for word in ("?", "plantar", "numb", "127.0.0.1", "Mozilla", "http"):
        assert word not in log, word
