"""Everything works where no script runs."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import (
    columns,
    from_pain_to_comparison,
    open_around,
    pick,
    three_filters_and_back,
    tray,
)

pytestmark = pytest.mark.browser_context_args(java_script_enabled=False)


class TestWithoutScript:
    def test_there_is_none(self, page: Page) -> None:
        page.goto("/insoles/")
        assert page.locator("#filters[data-htmx-powered]").count() == 0

    def test_one_gets_from_pain_to_a_comparison(self, page: Page) -> None:
        from_pain_to_comparison(page)

    def test_one_filters_takes_one_away_and_goes_back(self, page: Page) -> None:
        three_filters_and_back(page)

    def test_one_sorts_and_types_a_range(self, page: Page) -> None:
        page.goto("/insoles/")
        page.get_by_label("Sort by").select_option("-weight")
        page.get_by_role("button", name="Sort", exact=True).click()
        page.wait_for_url("**/insoles/?sort=-weight")
        field = page.locator('#filters input[name="weight_max"]')
        open_around(field)
        field.fill("4,35 oz")
        page.get_by_role("button", name="Apply filters").click()
        page.wait_for_url("**/insoles/?sort=-weight&weight_max=123.32")

    def test_one_chooses_units_size_and_currency(self, page: Page) -> None:
        page.goto("/insoles/?brand=superfeet")
        page.locator("details.show-in summary").click()
        page.get_by_label("Units").select_option("imperial")
        page.get_by_label("Shoe size (EU)").fill("42")
        page.get_by_label("Currency").select_option("USD")
        page.get_by_role("button", name="Show", exact=True).click()
        page.wait_for_url("**/insoles/?brand=superfeet&currency=USD&size=42&units=imperial")
        expect(page.get_by_text("EU 42: not stated").first).to_be_visible()
        expect(page.get_by_text("Kept on this device only.")).to_be_hidden()

    def test_one_searches(self, page: Page) -> None:
        page.goto("/insoles/")
        page.get_by_role("searchbox").first.fill("fersensporn")
        page.get_by_role("searchbox").first.press("Enter")
        page.wait_for_url("**/search/?q=fersensporn")
        page.get_by_role("link", name="Heel pain (plantar fasciitis)").click()
        page.wait_for_url("**/problems/plantar-heel-pain/")

    def test_the_menu_and_the_filters_open_on_a_phone(self, page: Page) -> None:
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto("/insoles/")
        page.get_by_role("button", name="Menu").click()
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Filters").first.click()
        expect(page.locator("#filters")).to_be_visible()

    def test_a_comparison_is_put_together_by_names(self, page: Page) -> None:
        page.goto("/compare/")
        page.get_by_label("Insole or brand").fill("superfeet")
        page.get_by_role("button", name="Find").click()
        page.wait_for_url("**/insoles/?q=superfeet")
        pick(page, "superfeet-green")
        pick(page, "superfeet-blue")
        tray(page).get_by_role("button", name="Compare").click()
        page.wait_for_url("**/compare/?**")
        assert sorted(columns(page)) == ["superfeet-blue", "superfeet-green"]
