"""Every kind of page fits its window, loads only our own files, and makes no noise."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.pages import PAGE_KINDS

WIDTHS = (320, 360, 1280)
LEAST_TARGET = 24

SIDEWAYS = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest('[role=region][tabindex]'))
    .map(e => e.outerHTML.slice(0, 120));
}"""
SMALL_ROWS = """least => [...document.querySelectorAll('label:has(input[type=checkbox])')]
  .map(row => [row, row.getBoundingClientRect()])
  .filter(([row, box]) => box.width && (box.height < least || box.width < least))
  .map(([row, box]) => `${box.width} x ${box.height}: ${row.outerHTML.slice(0, 120)}`)"""


class Watched:
    """A page with all that it asks for and all that it complains about."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.complaints: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:")):
            self.complaints.append(f"foreign: {request.url}")

    def open(self, address: str) -> Page:
        """Go there, with a clean slate."""
        self.complaints.clear()
        self.page.goto(address)
        return self.page


@pytest.fixture(scope="module")
def watched(browser: Browser, site: str) -> Iterator[Watched]:
    """One page for all addresses."""
    context = browser.new_context(base_url=site)
    yield Watched(context.new_page(), site)
    context.close()


@pytest.mark.parametrize("prefix", ["", "/de"])
@pytest.mark.parametrize("address", PAGE_KINDS.values(), ids=PAGE_KINDS)
def test_a_page_fits_its_window_in_silence(watched: Watched, address: str, prefix: str) -> None:
    page = watched.open(f"{prefix}{address}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SIDEWAYS) == [], width
    assert watched.complaints == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", [PAGE_KINDS["list"], PAGE_KINDS["guide"], PAGE_KINDS["list, filtered"]])
def test_every_row_with_a_tick_can_be_hit(watched: Watched, address: str, width: int) -> None:
    watched.page.set_viewport_size({"width": width, "height": 800})
    page = watched.open(address)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    if (panel := page.get_by_role("button", name="Filters").first).is_visible():
        panel.click()
    assert page.locator("#filters label").first.is_visible()
    assert page.evaluate(SMALL_ROWS, LEAST_TARGET) == []
