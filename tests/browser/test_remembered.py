"""Units, shoe size and currency are kept on the device to fill in their fields, and nowhere else."""

import json

from playwright.sync_api import Page, Request, expect

from tests.browser.journeys import listed, parameters, tick

BLOCKED = """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("blocked", "SecurityError"); } })"""


def opened(page: Page, address: str) -> None:
    """The page at an address, with the fields unfolded."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    fold = page.locator("details.show-in")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


def kept(page: Page) -> dict[str, str]:
    """What the browser keeps."""
    found: dict[str, str] = json.loads(page.evaluate("localStorage.getItem('underfoot') ?? '{}'"))
    return found


def choose_inches(page: Page) -> None:
    """Choose inches and ounces on a list: it changes in place."""
    opened(page, "/insoles/")
    page.get_by_label("Units").select_option("imperial")
    page.wait_for_url("**/insoles/?units=imperial")
    page.wait_for_load_state("networkidle")


class TestChoosing:
    def test_changes_the_list_in_place_and_the_address(self, page: Page) -> None:
        opened(page, "/insoles/?q=superfeet")
        page.evaluate("window.isStillHere = true")
        page.get_by_label("Units").select_option("imperial")
        page.wait_for_url("**/insoles/?q=superfeet&units=imperial")
        expect(page.locator("details.show-in summary")).to_contain_text("inches and ounces")
        size = page.get_by_label("Shoe size (EU)")
        size.fill("42,5")
        size.press("Enter")
        page.wait_for_url("**/insoles/?q=superfeet&size=42.5&units=imperial")
        expect(page.get_by_text("EU 42.5: not stated").first).to_be_visible()
        expect(size).to_be_focused()
        assert page.evaluate("window.isStillHere")

    def test_is_kept_on_the_device_and_the_page_says_so(self, page: Page) -> None:
        opened(page, "/insoles/")
        expect(page.get_by_text("Kept on this device only.")).to_be_hidden()
        choose_inches(page)
        assert kept(page) == {"units": "imperial"}
        expect(page.get_by_text("Kept on this device only.")).to_be_visible()
        assert not page.context.cookies()

    def test_the_default_again_keeps_nothing(self, page: Page) -> None:
        choose_inches(page)
        page.get_by_label("Units").select_option("")
        page.wait_for_url("**/insoles/")
        assert page.evaluate("localStorage.length") == 0

    def test_a_size_that_is_none_is_not_kept(self, page: Page) -> None:
        opened(page, "/insoles/")
        page.get_by_label("Shoe size (EU)").fill("nine")
        page.get_by_label("Shoe size (EU)").press("Enter")
        page.wait_for_url("**/insoles/?size=nine")
        assert page.evaluate("localStorage.length") == 0


class TestTheNextVisit:
    def test_fills_the_fields_in_and_changes_neither_address_nor_list(self, page: Page) -> None:
        choose_inches(page)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(_path(request)))
        page.goto("/insoles/")
        page.wait_for_load_state("networkidle")
        expect(page.get_by_label("Units")).to_have_value("imperial")
        expect(page.get_by_label("Units")).to_be_visible()
        expect(page.locator("details.show-in summary")).to_contain_text("mm and g")
        assert parameters(page) == []
        assert [path for path in asked if not path.startswith("/static/")] == ["/insoles/"]

    def test_the_next_filter_takes_them_along(self, page: Page) -> None:
        choose_inches(page)
        page.goto("/insoles/")
        page.wait_for_load_state("networkidle")
        tick(page, "form", "full-length")
        assert parameters(page) == [("form", "full-length"), ("units", "imperial")]

    def test_fills_them_in_on_guides_and_comparisons_too(self, page: Page) -> None:
        choose_inches(page)
        page.goto("/problems/low-back-pain/")
        expect(page.get_by_label("Units")).to_have_value("imperial")
        page.goto("/compare/?with=superfeet-green&with=powerstep-pulse-maxx")
        expect(page.get_by_label("Units")).to_have_value("imperial")
        page.locator("details.show-in").get_by_role("button", name="Show", exact=True).click()
        page.wait_for_url("**/compare/?units=imperial&with=superfeet-green&with=powerstep-pulse-maxx")

    def test_the_address_wins(self, page: Page) -> None:
        opened(page, "/insoles/")
        page.get_by_label("Shoe size (EU)").fill("42")
        page.get_by_label("Shoe size (EU)").press("Enter")
        page.wait_for_url("**/insoles/?size=42")
        opened(page, "/insoles/?size=38")
        expect(page.get_by_label("Shoe size (EU)")).to_have_value("38")
        assert kept(page) == {"size": "42"}

    def test_a_value_that_is_no_longer_offered_is_passed_over(self, page: Page) -> None:
        page.goto("/insoles/")
        page.evaluate("""localStorage.setItem("underfoot", '{"currency": "QQQ", "units": 7}')""")
        opened(page, "/insoles/")
        expect(page.get_by_label("Currency")).to_have_value("")
        expect(page.get_by_label("Units")).to_have_value("")


class TestForgetting:
    def test_empties_the_device_and_the_fields_and_says_so(self, page: Page) -> None:
        choose_inches(page)
        page.goto("/insoles/")
        page.get_by_role("button", name="Forget").click()
        assert page.evaluate("localStorage.length") == 0
        expect(page.get_by_label("Units")).to_have_value("")
        expect(page.get_by_text("Nothing is kept on this device.")).to_be_visible()
        expect(page.get_by_text("Kept on this device only.")).to_be_hidden()
        expect(page.locator("details.show-in summary")).to_be_focused()
        page.reload()
        expect(page.get_by_label("Units")).to_have_value("")


class TestWithoutStorage:
    def test_everything_works_but_the_memory(self, page: Page) -> None:
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.add_init_script(BLOCKED)
        choose_inches(page)
        before = listed(page)
        tick(page, "trim-to-fit", "yes")
        assert parameters(page) == [("trim-to-fit", "yes"), ("units", "imperial")]
        assert before
        assert complaints == []


def _path(request: Request) -> str:
    return "/" + request.url.split("/", 3)[3]
