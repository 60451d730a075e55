"""Choosing insoles to compare on a phone, and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.choosing import (
    BLUE,
    GREEN,
    OF_SIX,
    box,
    chosen,
    control,
    in_tray,
    settled,
    tab_and_see_where_one_is,
)
from tests.browser.journeys import pick, tick, tray
from tests.browser.test_layout import SIDEWAYS


@pytest.mark.browser_context_args(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
class TestOnAPhone:
    @pytest.mark.parametrize(
        "address",
        [
            f"/insoles/?brand=superfeet&{OF_SIX}",
            f"/problems/low-back-pain/?{OF_SIX}",
            f"/insoles/{BLUE}/?{OF_SIX}",
            f"/search/?q=superfeet&{OF_SIX}",
            f"/compare/?{OF_SIX}",
            "/compare/",
        ],
    )
    def test_nothing_scrolls_sideways_with_six_chosen(self, page: Page, address: str) -> None:
        page.goto(address)
        settled(page)
        assert page.evaluate(SIDEWAYS) == []
        if (fold := page.locator(".tray-fold > summary")).count():
            fold.click()
            assert page.evaluate(SIDEWAYS) == []

    def test_the_tray_is_one_line_until_it_is_unfolded(self, page: Page) -> None:
        page.goto(f"/insoles/?brand=superfeet&{OF_SIX}")
        settled(page)
        folded = tray(page).bounding_box()
        assert folded is not None
        assert folded["height"] <= 80
        expect(in_tray(page).first).to_be_hidden()
        tray(page).get_by_text("6 of 6 insoles chosen").tap()
        expect(in_tray(page).first).to_be_visible()
        unfolded = tray(page).bounding_box()
        assert unfolded is not None
        assert unfolded["height"] <= 0.62 * 640
        in_tray(page).first.tap()
        expect(tray(page)).to_contain_text("5 of 6 insoles chosen")

    def test_on_the_page_of_an_insole_it_lies_over_nothing_and_is_unfolded(self, page: Page) -> None:
        page.goto(f"/insoles/{BLUE}/?with={GREEN}")
        control(page, "Superfeet BLUE").tap()
        expect(in_tray(page)).to_have_count(2)
        expect(in_tray(page).nth(1)).to_be_visible()
        assert tray(page).evaluate("tray => getComputedStyle(tray).position") == "static"

    def test_the_tray_hides_nothing_that_has_the_focus(self, page: Page) -> None:
        page.goto(f"/insoles/?brand=superfeet&{OF_SIX}")
        settled(page)
        tab_and_see_where_one_is(page, 25)

    def test_one_too_many_unfolds_it_and_says_why(self, page: Page) -> None:
        page.goto(f"/insoles/?brand=superfeet&{OF_SIX}")
        settled(page)
        box(page, BLUE).tap()
        expect(tray(page).get_by_role("status")).to_be_in_viewport()
        expect(in_tray(page).first).to_be_visible()
        expect(box(page, BLUE)).not_to_be_checked()


@pytest.mark.browser_context_args(java_script_enabled=False)
class TestWithoutScript:
    def test_ticks_are_kept_while_one_filters(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet")
        expect(tray(page).get_by_role("button", name="Compare")).to_be_hidden()
        pick(page, GREEN)
        pick(page, BLUE)
        tray(page).get_by_role("button", name="Keep the ticks").click()
        page.wait_for_url("**/insoles/?brand=superfeet&with=**")
        expect(tray(page)).to_contain_text("2 of 6 insoles chosen")
        assert sorted(chosen(page)) == [BLUE, GREEN]
        tick(page, "trim-to-fit", "yes")
        expect(in_tray(page)).to_have_count(2)
        page.go_back()
        expect(in_tray(page)).to_have_count(2)
        in_tray(page).filter(has_text="GREEN").click()
        page.wait_for_url(f"**/insoles/?brand=superfeet&with={BLUE}")
        expect(in_tray(page)).to_have_count(1)

    def test_an_insole_is_added_on_its_page_and_removed_again(self, page: Page) -> None:
        page.goto(f"/insoles/{GREEN}/?with={BLUE}")
        control(page, "Superfeet GREEN").click()
        page.wait_for_url(f"**/insoles/{GREEN}/?with={BLUE}&with={GREEN}")
        expect(tray(page)).to_contain_text("2 of 6 insoles chosen")
        expect(control(page, "Superfeet GREEN")).to_have_accessible_name(re.compile("^In the comparison – remove"))
        control(page, "Superfeet GREEN").click()
        page.wait_for_url(f"**/insoles/{GREEN}/?with={BLUE}")
        tray(page).get_by_role("button", name="Compare").click()
        page.wait_for_url(f"**/compare/?with={BLUE}")

    def test_a_search_adds_and_compares(self, page: Page) -> None:
        page.goto("/search/?q=superfeet+green")
        control(page, "Superfeet GREEN").click()
        page.wait_for_url(f"**/search/?q=superfeet+green&with={GREEN}")
        expect(tray(page)).to_contain_text("1 of 6 insoles chosen")
        tray(page).get_by_role("button", name="Compare").click()
        page.wait_for_url(f"**/compare/?with={GREEN}")

    def test_one_too_many_keeps_six_and_says_so(self, page: Page) -> None:
        page.goto(f"/insoles/?brand=superfeet&{OF_SIX}")
        pick(page, BLUE)
        tray(page).get_by_role("button", name="Keep the ticks").click()
        expect(page.get_by_role("status").filter(has_text="Six insoles can stand side by side")).to_contain_text(
            "Not added: Superfeet BLUE"
        )
        expect(in_tray(page)).to_have_count(6)
        assert "6 of 6 insoles chosen" in tray(page).inner_text()
