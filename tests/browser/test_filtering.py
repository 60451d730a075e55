"""Filtering in a real browser: what is ticked is what is listed, and Back brings it back."""

import re

from playwright.sync_api import Page, expect

from tests.browser.journeys import (
    back_from_an_insole,
    back_to_the_same_card,
    chips,
    filter_box,
    listed,
    open_around,
    parameters,
    pick,
    three_filters_and_back,
    tick,
)


class TestFilters:
    def test_back_after_removing_one_brings_it_back(self, page: Page) -> None:
        three_filters_and_back(page)

    def test_back_from_an_insole_leads_to_the_same_place(self, page: Page) -> None:
        back_from_an_insole(page)

    def test_script_changes_the_list_in_place(self, page: Page) -> None:
        page.goto("/insoles/")
        page.evaluate("window.isStillHere = true")
        tick(page, "form", "full-length")
        assert page.evaluate("window.isStillHere")
        expect(chips(page)).to_have_count(1)
        expect(filter_box(page, "form", "full-length")).to_be_focused()

    def test_a_tick_updates_everything_and_moves_neither_focus_nor_page(self, page: Page) -> None:
        page.goto("/insoles/")
        page.wait_for_load_state("networkidle")
        box = filter_box(page, "form", "full-length")
        open_around(box)
        box.scroll_into_view_if_needed()
        box.focus()
        count = int(box.locator("xpath=..").locator("b").inner_text())
        row, title = box.bounding_box(), page.title()
        status = page.locator(".list-count [role=status]")
        expect(status).to_have_text("170 insoles")
        page.keyboard.press("Space")
        page.wait_for_url("**/insoles/?form=full-length")
        expect(status).to_have_text(f"{count} insoles")
        assert len(listed(page)) == min(count, 24)
        expect(chips(page)).to_have_text(re.compile("Full length"))
        assert page.title() != title
        brand = filter_box(page, "brand", "superfeet").locator("xpath=..").locator("b")
        assert int(brand.text_content() or "") <= count
        expect(box).to_be_focused()
        expect(box).to_be_checked()
        after = box.bounding_box()
        assert row is not None
        assert after is not None
        assert abs(after["y"] - row["y"]) <= 1

    def test_insoles_ticked_to_compare_are_carried_to_the_next_page(self, page: Page) -> None:
        page.goto("/insoles/")
        slugs = listed(page)[:2]
        for slug in slugs:
            pick(page, slug)
        page.get_by_role("link", name="Next").first.click()
        page.wait_for_url(re.compile(r"page=2"))
        assert [value for name, value in parameters(page) if name == "with"] == slugs

    def test_shutting_a_value_out_and_letting_it_in_again_keeps_the_focus(self, page: Page) -> None:
        page.goto("/insoles/")
        page.wait_for_load_state("networkidle")
        out = page.locator('#filters [name="not_form"][value="full-length"]')
        open_around(out)
        out.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/insoles/?not_form=full-length")
        expect(out).to_be_focused()
        expect(out).to_be_checked()
        page.keyboard.press("Space")
        page.wait_for_url("**/insoles/")
        expect(out).to_be_focused()

    def test_a_tick_asks_the_server_once(self, page: Page) -> None:
        page.goto("/insoles/?trim-to-fit=yes")
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        tick(page, "form", "full-length")
        pages = [url.partition("?")[2] for url in asked if "/static/" not in url]
        assert pages == ["form=full-length&trim-to-fit=yes"]

    def test_the_way_to_the_other_language_keeps_up(self, page: Page) -> None:
        page.goto("/insoles/")
        page.wait_for_load_state("networkidle")
        tick(page, "form", "full-length")
        page.get_by_role("link", name="Deutsch").click()
        page.wait_for_url("**/de/insoles/?form=full-length")
        expect(filter_box(page, "form", "full-length")).to_be_checked()

    def test_back_from_an_insole_after_a_tick_leads_to_the_same_place(self, page: Page) -> None:
        page.goto("/insoles/")
        page.wait_for_load_state("networkidle")
        tick(page, "footwear", "running")
        back_to_the_same_card(page, 8)
        expect(filter_box(page, "footwear", "running")).to_be_checked()

    def test_a_reload_shows_the_same(self, page: Page) -> None:
        page.goto("/insoles/?form=full-length&materials=eva")
        before = listed(page)
        page.reload()
        assert listed(page) == before
        expect(filter_box(page, "materials", "eva")).to_be_checked()

    def test_zero_values_cannot_be_ticked(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet&materials=cork")
        zeros = page.locator("#filters input[type=checkbox]:disabled")
        assert zeros.count() > 20

    def test_several_ticks_in_a_row_all_count(self, page: Page) -> None:
        page.goto("/insoles/")
        for value in ("superfeet", "powerstep", "spenco"):
            box = filter_box(page, "brand", value)
            open_around(box)
            box.check()
        if not page.locator("#filters[data-htmx-powered]").count():
            page.get_by_role("button", name="Apply filters").click()
        page.wait_for_url("**/insoles/?brand=powerstep&brand=spenco&brand=superfeet")
        expect(chips(page)).to_have_count(3)

    def test_ticked_insoles_stay_ticked_when_the_list_is_filtered(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet")
        slug = listed(page)[0]
        pick(page, slug)
        tick(page, "trim-to-fit", "yes")
        assert ("with", slug) in parameters(page)

    def test_a_typed_range_filters_when_applied(self, page: Page) -> None:
        page.goto("/insoles/")
        field = page.locator('#filters input[name="weight_max"]')
        open_around(field)
        field.fill("4 oz")
        field.press("Enter")
        page.wait_for_url("**/insoles/?weight_max=113.398")
        expect(chips(page)).to_have_count(1)

    def test_a_phone_has_the_same_filters_behind_a_button(self, page: Page) -> None:
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto("/insoles/")
        panel = page.locator("#filters")
        expect(panel).to_be_hidden()
        page.get_by_role("button", name="Filters").first.click()
        expect(panel).to_be_visible()
        box = filter_box(page, "form", "full-length")
        open_around(box)
        box.check()
        panel.get_by_role("button", name="Apply", exact=True).click()
        page.wait_for_url("**/insoles/?form=full-length")
        expect(panel).to_be_hidden()
        expect(chips(page)).to_have_count(1)
