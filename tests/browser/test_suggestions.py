"""The search box suggests while one types; by keyboard, by touch, and not at all where that fails."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

ASKED = re.compile(r"/search/suggestions/\?q=(.*)")


def box(page: Page) -> Locator:
    """The search box of a page."""
    return page.get_by_role("combobox", name="Search insoles, brands and foot problems")


def options(page: Page) -> Locator:
    """The rows under it."""
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def active(page: Page) -> Locator:
    """The row that Enter would follow."""
    return page.locator("#" + str(box(page).get_attribute("aria-activedescendant")))


def asked(page: Page) -> list[str]:
    """What the server is asked for from now on."""
    found: list[str] = []

    def note(request: Request) -> None:
        if match := ASKED.search(request.url):
            found.append(match.group(1))

    page.on("request", note)
    return found


class TestTyping:
    @pytest.mark.parametrize("address", ["/", "/insoles/", "/problems/low-back-pain/", "/nothing/"])
    def test_brings_suggestions_with_their_kinds_on_every_page(self, page: Page, address: str) -> None:
        page.goto(address)
        box(page).press_sequentially("fersensp")
        expect(options(page).first).to_have_text(re.compile("Heel pain.*foot problem"))
        expect(box(page)).to_have_attribute("aria-expanded", "true")
        expect(box(page)).to_be_focused()

    def test_is_announced_by_number(self, page: Page) -> None:
        page.goto("/insoles/")
        box(page).press_sequentially("heel")
        expect(options(page)).to_have_count(7)
        expect(page.locator("form.search [role=status]")).to_have_text("6 suggestions")

    def test_asks_once_after_a_pause_and_never_for_one_letter(self, page: Page) -> None:
        page.goto("/insoles/")
        questions = asked(page)
        box(page).press_sequentially("h")
        page.wait_for_timeout(400)
        assert questions == []
        box(page).press_sequentially("eel", delay=20)
        expect(options(page)).to_have_count(7)
        assert questions == ["heel"]

    def test_a_late_answer_to_older_letters_is_dropped(self, page: Page) -> None:
        page.goto("/insoles/")
        held: list[Route] = []
        page.route(re.compile(r"suggestions/\?q=he$"), lambda route: held.append(route))
        with page.expect_request(re.compile(r"suggestions/\?q=he$")):
            box(page).press_sequentially("he")
        box(page).press_sequentially("el lift")
        expect(options(page).first).to_contain_text("Heel lift")
        assert len(held) == 1
        held[0].fulfill(body="<div role=listbox><a role=option>too late</a></div>")
        page.wait_for_timeout(100)
        expect(options(page).first).to_contain_text("Heel lift")

    def test_goes_on_after_an_arrow_without_following_what_was_suggested_before(self, page: Page) -> None:
        page.goto("/insoles/")
        box(page).press_sequentially("heel")
        expect(options(page)).to_have_count(7)
        box(page).press("ArrowDown")
        expect(active(page)).to_have_count(1)
        box(page).press_sequentially(" cork")
        box(page).press("Enter")
        page.wait_for_url("**/search/?q=heel+cork")

    def test_emptying_the_box_takes_them_away(self, page: Page) -> None:
        page.goto("/insoles/")
        box(page).press_sequentially("heel")
        expect(options(page)).to_have_count(7)
        box(page).fill("")
        expect(options(page)).to_have_count(0)
        expect(box(page)).to_have_attribute("aria-expanded", "false")

    def test_german_pages_suggest_in_german(self, page: Page) -> None:
        page.goto("/de/insoles/")
        page.locator("form.search:visible input").press_sequentially("spreiz")
        rows = page.get_by_role("listbox", name="Vorschläge").get_by_role("option")
        expect(rows.first).to_have_text(re.compile("Spreizfuß.*Beschwerde"))
        rows.first.click()
        page.wait_for_url("**/de/problems/splay-foot/")


class TestWarningSigns:
    def test_stand_first_and_lead_to_the_help_card(self, page: Page) -> None:
        page.goto("/")
        box(page).press_sequentially("numb feet")
        expect(options(page).first).to_contain_text("Get help first")
        options(page).first.click()
        page.wait_for_url("**/problems/diabetic-foot/#care")
        expect(page.get_by_role("heading", name="Get help first")).to_be_in_viewport()


class TestTheKeyboard:
    def test_arrows_go_round_and_enter_follows(self, page: Page) -> None:
        page.goto("/insoles/")
        box(page).press_sequentially("superfeet gre")
        expect(options(page).first).to_be_visible()
        page.keyboard.press("ArrowUp")
        expect(active(page)).to_contain_text("See all results")
        page.keyboard.press("ArrowDown")
        assert box(page).get_attribute("aria-activedescendant") is None
        page.keyboard.press("ArrowDown")
        expect(active(page)).to_have_attribute("aria-selected", "true")
        expect(active(page)).to_contain_text("Superfeet GREEN")
        expect(box(page)).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url("**/insoles/superfeet-green/")

    def test_enter_without_a_row_searches_for_what_was_typed(self, page: Page) -> None:
        page.goto("/insoles/")
        box(page).press_sequentially("heel pain")
        expect(options(page).first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=heel+pain")

    def test_escape_closes_them_and_keeps_the_words_and_an_arrow_brings_them_back(self, page: Page) -> None:
        page.goto("/insoles/")
        box(page).press_sequentially("heel")
        expect(options(page)).to_have_count(7)
        page.keyboard.press("Escape")
        expect(options(page)).to_have_count(0)
        expect(box(page)).to_have_value("heel")
        page.keyboard.press("ArrowDown")
        expect(options(page)).to_have_count(7)

    def test_home_and_end_move_in_the_words(self, page: Page) -> None:
        page.goto("/insoles/")
        box(page).press_sequentially("heel")
        expect(options(page)).to_have_count(7)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Home")
        assert box(page).get_attribute("aria-activedescendant") is None
        assert box(page).evaluate("input => input.selectionStart") == 0
        page.keyboard.press("End")
        assert box(page).evaluate("input => input.selectionStart") == 4

    def test_tab_leaves_the_box_and_closes_them(self, page: Page) -> None:
        page.goto("/insoles/")
        box(page).press_sequentially("heel")
        expect(options(page)).to_have_count(7)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(options(page)).to_have_count(0)


class TestWhereItFails:
    @pytest.mark.parametrize(
        "fails", [lambda route: route.abort(), lambda route: route.fulfill(status=500, body="")], ids=["no", "error"]
    )
    def test_the_box_still_searches(self, page: Page, fails: Callable[[Route], None]) -> None:
        page.goto("/insoles/")
        page.route("**/search/suggestions/**", fails)
        box(page).press_sequentially("heel pain")
        page.wait_for_timeout(400)
        expect(options(page)).to_have_count(0)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=heel+pain")


@pytest.mark.browser_context_args(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
class TestOnAPhone:
    def test_they_fit_the_screen_and_a_tap_follows(self, page: Page) -> None:
        page.goto("/insoles/")
        box(page).tap()
        box(page).press_sequentially("heel")
        expect(options(page)).to_have_count(7)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
        for number in range(7):
            place = options(page).nth(number).bounding_box()
            assert place is not None
            assert place["height"] >= 44
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= 360
        options(page).filter(has_text="Heel pain").tap()
        page.wait_for_url("**/problems/plantar-heel-pain/")
