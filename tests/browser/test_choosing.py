"""Choosing insoles to compare, from every place, with script and without, by mouse, by keyboard and on a phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.choosing import (
    BLUE,
    GREEN,
    OF_SIX,
    PULSE,
    SIX,
    box,
    chosen,
    control,
    from_every_place,
    in_tray,
    pages_asked_for,
    settled,
    tab_and_see_where_one_is,
)
from tests.browser.journeys import chips, columns, listed, pick, tick, tray


class TestFromEveryPlace:
    def test_one_is_added_and_all_are_carried_along(self, page: Page) -> None:
        from_every_place(page, lambda control: control.click())

    def test_the_same_by_keyboard(self, page: Page) -> None:
        def press(control: Locator) -> None:
            control.focus()
            control.press("Space" if control.get_attribute("type") == "checkbox" else "Enter")
            expect(control).to_be_focused()

        from_every_place(page, press)

    @pytest.mark.parametrize("view", ["", "&view=cards"])
    def test_a_guide_too_as_a_table_and_as_cards(self, page: Page, view: str) -> None:
        page.goto(f"/problems/low-back-pain/?form=full-length{view}")
        settled(page)
        one, two = listed(page)[1:3]
        pick(page, two)
        pick(page, one)
        expect(in_tray(page)).to_have_count(2)
        expect(in_tray(page).locator("svg.draw")).to_have_count(2)
        assert chosen(page) == [two, one]
        tray(page).get_by_role("button", name="Compare").click()
        page.wait_for_url("**/compare/?problem=low-back-pain&**")
        assert columns(page) == [two, one]

    def test_the_comparison_takes_another_by_its_name(self, page: Page) -> None:
        page.goto(f"/compare/?problem=flat-feet&with={GREEN}")
        field = page.get_by_label("Insole or brand")
        field.press_sequentially("pulse ma")
        rows = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
        expect(rows.first).to_contain_text("PowerStep Pulse Maxx")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/compare/?problem=flat-feet&with={GREEN}&with={PULSE}")
        assert columns(page) == [GREEN, PULSE]

    def test_the_comparison_removes_and_starts_again(self, page: Page) -> None:
        page.goto(f"/compare/?with={GREEN}&with={PULSE}&with={BLUE}")
        page.get_by_role("link", name="Remove PowerStep Pulse Maxx").click()
        page.wait_for_url(f"**/compare/?with={GREEN}&with={BLUE}")
        page.go_back()
        page.wait_for_url("**maxx**")
        expect(page.get_by_role("link", name="Remove PowerStep Pulse Maxx")).to_be_visible()
        assert columns(page) == [GREEN, PULSE, BLUE]
        page.get_by_role("link", name="Start again").click()
        page.wait_for_url("**/compare/")
        expect(page.get_by_label("Insole or brand")).to_be_visible()

    def test_one_that_was_found_while_typing_takes_the_choice_along(self, page: Page) -> None:
        page.goto(f"/insoles/?with={BLUE}")
        page.get_by_role("combobox").first.press_sequentially("superfeet gre")
        expect(page.get_by_role("option").first).to_contain_text("Superfeet GREEN")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/insoles/{GREEN}/?with={BLUE}")


class TestTheTrayOfAList:
    def test_shows_a_tick_at_once_without_asking_and_keeps_the_focus(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet")
        settled(page)
        asked = pages_asked_for(page)
        box(page, GREEN).focus()
        page.keyboard.press("Space")
        expect(box(page, GREEN)).to_be_focused()
        expect(in_tray(page)).to_have_text(re.compile("^Remove Superfeet GREEN$"))
        assert in_tray(page).locator("svg").inner_html() == page.locator(f"#{GREEN} svg.draw").inner_html()
        expect(tray(page).get_by_role("status")).to_have_text("Superfeet GREEN was added to the comparison.")
        assert chosen(page) == [GREEN]
        assert asked == []

    def test_of_a_table_asks_for_the_drawing_only(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet&view=table")
        settled(page)
        asked = pages_asked_for(page)
        pick(page, GREEN)
        expect(in_tray(page).locator("svg.draw")).to_be_visible()
        assert [url.partition("/compare/")[2] for url in asked] == [f"choice/drawing/{GREEN}/"]

    def test_a_tick_taken_away_leaves_it(self, page: Page) -> None:
        page.goto(f"/insoles/?brand=superfeet&with={GREEN}&with={BLUE}")
        settled(page)
        box(page, GREEN).uncheck()
        expect(in_tray(page)).to_have_count(1)
        expect(tray(page)).to_contain_text("1 of 6 insoles chosen")
        expect(tray(page).get_by_role("status")).to_have_text("Superfeet GREEN was removed from the comparison.")
        assert chosen(page) == [BLUE]

    def test_removes_by_keyboard_and_goes_on_at_the_next(self, page: Page) -> None:
        page.goto(f"/insoles/?brand=superfeet&with={GREEN}&with={BLUE}&with={PULSE}")
        settled(page)
        in_tray(page).nth(1).focus()
        page.keyboard.press("Enter")
        expect(box(page, BLUE)).not_to_be_checked()
        expect(in_tray(page).nth(1)).to_be_focused()
        expect(in_tray(page).nth(1)).to_have_text(re.compile("PowerStep Pulse Maxx"))
        page.keyboard.press("Enter")
        expect(in_tray(page).first).to_be_focused()
        page.keyboard.press("Enter")
        expect(in_tray(page)).to_have_count(0)
        expect(box(page, GREEN)).not_to_be_checked()
        expect(tray(page).get_by_role("status")).to_have_text("Superfeet GREEN was removed from the comparison.")
        assert chosen(page) == []

    def test_says_remove_beside_what_is_ticked(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet")
        label = box(page, GREEN).locator("xpath=..")
        expect(label.get_by_text("Compare", exact=True)).to_be_visible()
        pick(page, GREEN)
        expect(label.get_by_text("Chosen – remove")).to_be_visible()
        expect(label.get_by_text("Compare", exact=True)).to_be_hidden()

    def test_hides_nothing_that_has_the_focus(self, page: Page) -> None:
        page.goto(f"/insoles/?brand=superfeet&{OF_SIX}")
        settled(page)
        tab_and_see_where_one_is(page, 60)


class TestTheAddress:
    def test_keeps_the_choice_while_one_filters_sorts_and_turns_pages(self, page: Page) -> None:
        page.goto("/insoles/")
        settled(page)
        one, two = listed(page)[:2]
        pick(page, two)
        pick(page, one)
        tick(page, "heated", "not_stated")
        assert chosen(page) == [two, one]
        expect(in_tray(page)).to_have_count(2)
        page.get_by_label("Sort by").select_option("name")
        page.wait_for_url("**sort=name**")
        assert chosen(page) == [two, one]
        page.get_by_role("link", name="Next").first.click()
        page.wait_for_url("**page=2**")
        assert chosen(page) == [two, one]
        chips(page).first.click()
        page.wait_for_url(lambda url: "heated=" not in url)
        assert chosen(page) == [two, one]
        expect(in_tray(page)).to_have_count(2)

    def test_brings_the_choice_back_with_back_and_reload(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet")
        settled(page)
        pick(page, GREEN)
        pick(page, BLUE)
        page.reload()
        expect(in_tray(page)).to_have_count(2)
        expect(box(page, BLUE)).to_be_checked()
        tray(page).get_by_role("button", name="Compare").click()
        page.wait_for_url("**/compare/?**")
        page.go_back()
        page.wait_for_url("**/insoles/?**")
        expect(box(page, GREEN)).to_be_checked()
        expect(in_tray(page)).to_have_count(2)
        expect(tray(page)).to_contain_text("2 of 6 insoles chosen")

    def test_goes_back_to_what_was_chosen_before_a_filter(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet")
        settled(page)
        pick(page, GREEN)
        tick(page, "trim-to-fit", "yes")
        expect(in_tray(page)).to_have_count(1)
        in_tray(page).first.click()
        expect(in_tray(page)).to_have_count(0)
        page.go_back()
        page.wait_for_url(f"**/insoles/?brand=superfeet&with={GREEN}")
        expect(in_tray(page)).to_have_count(1)
        expect(box(page, GREEN)).to_be_checked()

    def test_of_the_other_language_keeps_the_choice(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet")
        pick(page, GREEN)
        page.get_by_role("link", name="Deutsch").click()
        page.wait_for_url(f"**/de/insoles/?brand=superfeet&with={GREEN}")

    def test_of_the_comparison_in_the_menu_keeps_the_choice(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet")
        pick(page, GREEN)
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Compare").click()
        page.wait_for_url(f"**/compare/?with={GREEN}")

    def test_holds_a_tick_set_while_a_filter_was_on_its_way(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet")
        settled(page)
        pick(page, BLUE)
        held: list[Route] = []
        page.route(re.compile("trim-to-fit"), lambda route: held.append(route), times=1)
        fold = page.locator('#filters input[name="trim-to-fit"][value="yes"]')
        fold.locator("xpath=ancestor::details").first.evaluate("fold => fold.open = true")
        with page.expect_request(re.compile("trim-to-fit")):
            fold.check()
        pick(page, GREEN)
        held[0].continue_()
        page.wait_for_url(f"**/insoles/?brand=superfeet&trim-to-fit=yes&with={BLUE}&with={GREEN}")
        expect(in_tray(page)).to_have_count(2)

    def test_nothing_is_left_on_the_device(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet")
        pick(page, GREEN)
        assert not page.context.cookies()
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0


class TestOneTooMany:
    @pytest.mark.parametrize("view", ["", "&view=table"])
    def test_of_a_list_is_not_ticked_and_it_is_said_why(self, page: Page, view: str) -> None:
        page.goto(f"/insoles/?brand=superfeet{view}&{OF_SIX}")
        settled(page)
        refused = box(page, BLUE)
        refused.focus()
        page.keyboard.press("Space")
        said = tray(page).get_by_role("status")
        expect(said).to_have_text(
            "6 insoles can stand side by side, and all 6 places are taken. Remove one of them, then add Superfeet BLUE."
        )
        expect(said).to_be_in_viewport()
        expect(refused).not_to_be_checked()
        expect(refused).to_be_focused()
        expect(in_tray(page)).to_have_count(6)
        assert chosen(page) == list(SIX)
        in_tray(page).filter(has_text="Formthotics").click()
        page.keyboard.press("Escape")
        refused.check()
        assert chosen(page) == [*(slug for slug in SIX if slug != "formthotics"), BLUE]

    @pytest.mark.parametrize("address", [f"/insoles/{BLUE}/?{OF_SIX}", f"/search/?q=superfeet+blue&{OF_SIX}"])
    def test_of_an_insole_or_a_search_is_not_added_and_it_is_said_why(self, page: Page, address: str) -> None:
        page.goto(address)
        control(page, "Superfeet BLUE").click()
        expect(tray(page).get_by_role("status")).to_contain_text("Remove one of them, then add Superfeet BLUE.")
        expect(control(page, "Superfeet BLUE")).to_have_accessible_name(re.compile("^Add"))
        assert chosen(page) == list(SIX)
