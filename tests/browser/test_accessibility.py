"""axe finds nothing on any kind of page, on a phone and on a desk, in light and in dark."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.pages import PAGE_KINDS

AXE = Axe()
# What axe would fetch anew before each look serves only rules that are off, and those about films and sounds, which we have not.
RULES: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
# While a panel is open the rest of the page is inert, as behind any dialog: rules about the page as a whole do not apply.
PANEL_RULES = {**RULES, "rules": {"landmark-one-main": {"enabled": False}, "page-has-heading-one": {"enabled": False}}}
WIDTHS = (360, 1280)
# What colours can change; all else that axe looks at is the same in the light and in the dark.
COLOUR_RULES = {**RULES, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
SCHEMES: tuple[tuple[Literal["light", "dark"], dict[str, Any]], ...] = (("light", {}), ("dark", COLOUR_RULES))
GERMAN = {"home, German": "/de/", "list, German": "/de/insoles/", "guide, German": "/de/problems/low-back-pain/"}
# Pages that are looked at with everything unfolded. What is seen of them folded is seen then too; other pages have the same folds shut.
UNFOLDED = {
    "list": "/insoles/?arch-support=rigid&not_materials=latex",
    "guide": "/problems/low-back-pain/",
    "insole": "/insoles/superfeet-green/",
    "comparison of six": PAGE_KINDS["comparison of six"],
    "comparison": PAGE_KINDS["comparison"],
}
FOLDED = {name: address for name, address in {**PAGE_KINDS, **GERMAN}.items() if address not in UNFOLDED.values()}


@pytest.fixture(scope="module")
def visitor(browser: Browser, site: str) -> Iterator[Page]:
    """One page for all addresses."""
    context = browser.new_context(base_url=site, color_scheme="light", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def open_page(page: Page, address: str) -> None:
    """A page that is there."""
    response = page.goto(address)
    assert response is not None
    assert response.status == 200


def findings(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    """What axe finds: rule, and where."""
    result: dict[str, Any] = AXE.run(page, options=rules).response
    return [f"{found['id']}: {found['nodes'][0]['html'][:160]}" for found in result["violations"]]


def findings_in_every_guise(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    """What axe finds on a phone and on a desk, in light and in dark."""
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, asked in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += [f"{width}, {scheme}: {finding}" for finding in findings(page, {**rules, **asked})]
    page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize("address", FOLDED.values(), ids=list(FOLDED))
def test_axe_finds_nothing(visitor: Page, address: str) -> None:
    open_page(visitor, address)
    assert findings_in_every_guise(visitor) == []


@pytest.mark.parametrize("address", ["/nothing/", "/compare/nothing/"])
def test_axe_finds_nothing_on_pages_that_are_not_there(visitor: Page, address: str) -> None:
    visitor.goto(address)
    assert findings_in_every_guise(visitor) == []


@pytest.mark.parametrize("address", UNFOLDED.values(), ids=list(UNFOLDED))
def test_axe_finds_nothing_with_everything_unfolded(visitor: Page, address: str) -> None:
    open_page(visitor, address)
    visitor.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert findings_in_every_guise(visitor) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_while_suggestions_are_open(visitor: Page, width: int) -> None:
    visitor.set_viewport_size({"width": width, "height": 800})
    for address, (scheme, _rules) in zip(("/", "/de/insoles/"), SCHEMES, strict=True):
        visitor.emulate_media(color_scheme=scheme)
        visitor.goto(address)
        visitor.locator("form.search:visible input").press_sequentially("numb feet")
        visitor.locator("[role=option]").first.wait_for()
        visitor.keyboard.press("ArrowDown")
        assert findings(visitor) == [], address


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_open_panels(visitor: Page, width: int) -> None:
    visitor.set_viewport_size({"width": width, "height": 800})
    for scheme, _rules in SCHEMES:
        visitor.emulate_media(color_scheme=scheme)
        visitor.goto("/insoles/")
        for name in ("Menu", "Filters"):
            button = visitor.get_by_role("button", name=name).first
            if button.is_visible():
                button.click()
                assert findings(visitor, PANEL_RULES) == []
                visitor.keyboard.press("Escape")
