"""Comparing in a real browser: what is pressed happens in place, by keyboard too, and the focus stays with whoever pressed it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.comparisons import (
    BLACK,
    BLUE,
    CARBON,
    GREEN,
    PULSE,
    SIX,
    group,
    open_comparison,
    place_of,
    row,
    rows,
)
from tests.browser.journeys import columns, parameters

FOUR = (GREEN, BLUE, BLACK, CARBON)
WIDTHS = (320, 360, 768, 1280)
AGAINST = re.compile(r"^Against ")


@pytest.fixture(params=WIDTHS)
def visitor(page: Page, request: pytest.FixtureRequest) -> Page:
    """Somebody with a window of one width."""
    page.set_viewport_size({"width": request.param, "height": 800})
    return page


def press(locator: Locator, key: str = "Enter") -> None:
    """Press a key on an element, as somebody without a mouse does."""
    locator.focus()
    expect(locator).to_be_focused()
    locator.page.keyboard.press(key)


def beneath_the_heading(select: Locator) -> dict[str, Any]:
    """Focus a select that stands near the upper end of the window; where it is."""
    select.focus()
    select.evaluate("select => scrollBy(0, select.getBoundingClientRect().top - 90)")
    return place_of(select)


def mark(page: Page) -> None:
    """Leave a mark that goes when the page is loaded anew."""
    page.evaluate("window.isStillHere = true")


def settled(page: Page, *wanted: tuple[str, str]) -> None:
    """The address says this, on the page that was marked."""
    page.wait_for_function(
        "pairs => pairs.every(([name, value]) => new URLSearchParams(location.search).getAll(name).includes(value))",
        arg=[list(pair) for pair in wanted],
    )
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.isStillHere")


class TestOpening:
    def test_a_group_folds_and_unfolds(self, visitor: Page) -> None:
        open_comparison(visitor, *FOUR)
        support = group(visitor, "Support")
        shown = support.locator("tr[id^=row-]")
        expect(shown.first).to_be_visible()
        tick = support.get_by_role("checkbox")
        press(tick, "Space")
        expect(tick).not_to_be_checked()
        for number in range(shown.count()):
            expect(shown.nth(number)).to_be_hidden()
        expect(group(visitor, "Shape and size").locator("tr[id^=row-]").first).to_be_visible()
        press(tick, "Space")
        expect(shown.first).to_be_visible()

    def test_the_label_of_a_row_opens_what_it_means(self, visitor: Page) -> None:
        open_comparison(visitor, *FOUR)
        label = row(visitor, "heel-cup").get_by_role("rowheader")
        more = label.get_by_role("link", name="More")
        expect(more).to_be_hidden()
        press(label.locator("summary"))
        expect(more).to_be_visible()
        expect(label).not_to_contain_text("Why it matters here:")

    def test_and_for_a_problem_why_it_matters(self, visitor: Page) -> None:
        open_comparison(visitor, *FOUR, more="problem=plantar-heel-pain")
        label = row(visitor, "heel-cup").get_by_role("rowheader")
        press(label.locator("summary"))
        expect(label.get_by_text("Why it matters here:")).to_be_visible()

    def test_a_cell_opens_what_is_said_and_leads_to_its_source(self, visitor: Page) -> None:
        open_comparison(visitor, *FOUR)
        cell = row(visitor, "arch-height").get_by_role("cell").filter(has=visitor.locator("details")).first
        source = cell.get_by_role("link", name=re.compile(r"^source \d+$")).first
        expect(source).to_be_hidden()
        press(cell.locator("summary"))
        expect(source).to_be_visible()
        number = (source.text_content() or "").removeprefix("source ")
        press(source)
        entry = visitor.locator(f"#s{number}")
        expect(entry).to_be_in_viewport()
        assert visitor.url.endswith(f"#s{number}")
        press(entry.get_by_role("link"))
        visitor.wait_for_url("**/sources/**")


class TestChangingInPlace:
    def test_another_reference_tells_everything_anew(self, visitor: Page) -> None:
        open_comparison(visitor, *FOUR)
        mark(visitor)
        told, words = visitor.locator(".told-list").inner_text(), visitor.locator(".versus").all_inner_texts()
        select = visitor.get_by_label("Tell the others against")
        before = beneath_the_heading(select)
        select.select_option(CARBON)
        settled(visitor, ("reference", CARBON))
        expect(visitor.get_by_role("heading", name=AGAINST)).to_have_text("Against Superfeet CARBON")
        expect(visitor.locator(".compare-names .tag", has_text="Reference")).to_have_count(1)
        assert visitor.locator(".told-list").inner_text() != told
        assert visitor.locator(".versus").all_inner_texts() != words
        assert columns(visitor) == list(FOUR)
        expect(select).to_be_focused()
        assert abs(place_of(select)["y"] - before["y"]) <= 2

    def test_columns_are_put_in_order_by_the_select(self, visitor: Page) -> None:
        open_comparison(visitor, *FOUR)
        mark(visitor)
        select = visitor.get_by_label("Order the columns by")
        before = beneath_the_heading(select)
        select.select_option("name")
        settled(visitor, ("sort", "name"))
        assert columns(visitor) == [BLACK, BLUE, CARBON, GREEN]
        expect(select).to_be_focused()
        expect(select).to_have_value("name")
        assert abs(place_of(select)["y"] - before["y"]) <= 2
        expect(visitor.get_by_role("heading", name=AGAINST)).to_have_text("Against Superfeet GREEN")

    def test_columns_are_put_in_order_by_the_label_of_a_row(self, visitor: Page) -> None:
        open_comparison(visitor, *FOUR)
        mark(visitor)
        visitor.get_by_label("Order the columns by").select_option("name")
        settled(visitor, ("sort", "name"))
        label = row(visitor, "volume").get_by_role("rowheader")
        press(label.locator("summary"))
        button = label.get_by_role("button", name="Order the columns by this")
        button.scroll_into_view_if_needed()
        press(button)
        settled(visitor, ("sort", "-volume"))
        greatest_first = columns(visitor)
        expect(button).to_be_focused()
        expect(button).to_be_in_viewport()
        expect(visitor.get_by_label("Order the columns by")).to_have_value("-volume")
        press(button)
        settled(visitor, ("sort", "volume"))
        expect(button).to_be_focused()
        assert columns(visitor) != greatest_first
        assert sorted(columns(visitor)) == sorted(FOUR)
        assert [name for name, _value in parameters(visitor)].count("sort") == 1

    def test_columns_are_moved_by_arrows_that_keep_the_focus(self, visitor: Page) -> None:
        open_comparison(visitor, GREEN, BLUE, BLACK)
        mark(visitor)
        right = visitor.get_by_role("link", name="Move to the right: Superfeet GREEN")
        left = visitor.get_by_role("link", name="Move to the left: Superfeet GREEN")
        press(right)
        expect(left).to_be_visible()
        assert columns(visitor) == [BLUE, GREEN, BLACK]
        expect(right).to_be_focused()
        expect(right).to_be_in_viewport()
        visitor.keyboard.press("Enter")
        expect(right).to_have_count(0)
        assert columns(visitor) == [BLUE, BLACK, GREEN]
        expect(left).to_be_focused()
        expect(left).to_be_in_viewport()
        visitor.keyboard.press("Enter")
        expect(right).to_have_count(1)
        assert columns(visitor) == [BLUE, GREEN, BLACK]
        assert [value for name, value in parameters(visitor) if name == "with"] == columns(visitor)
        assert visitor.evaluate("window.isStillHere")
        assert "#" not in visitor.url

    def test_an_insole_that_is_removed_leaves_the_focus_at_the_table(self, visitor: Page) -> None:
        open_comparison(visitor, GREEN, BLUE, PULSE)
        mark(visitor)
        press(visitor.get_by_role("link", name="Remove Superfeet BLUE"))
        expect(visitor.get_by_role("link", name="Remove Superfeet BLUE")).to_have_count(0)
        assert columns(visitor) == [GREEN, PULSE]
        expect(visitor.get_by_role("region", name="Superfeet GREEN and PowerStep Pulse Maxx compared")).to_be_focused()
        expect(visitor).to_have_title(re.compile("^Superfeet GREEN and PowerStep Pulse Maxx compared"))

    def test_only_differences_hides_the_other_rows_and_says_how_many(self, visitor: Page) -> None:
        open_comparison(visitor, *FOUR)
        mark(visitor)
        everything = rows(visitor)
        press(visitor.locator("main").get_by_role("link", name="Only differences"))
        settled(visitor, ("only", "differences"))
        all_rows = visitor.locator("main").get_by_role("link", name="All rows")
        expect(all_rows).to_be_focused()
        shown = rows(visitor)
        assert 0 < len(shown) < len(everything)
        assert len(shown) == row_marks(visitor)
        expect(visitor.locator("main .list-note[role=status]")).to_contain_text(
            f"{len(everything) - len(shown)} rows are hidden."
        )
        visitor.keyboard.press("Enter")
        expect(visitor.locator("main").get_by_role("link", name="Only differences")).to_be_focused()
        assert rows(visitor) == everything

    def test_what_was_opened_and_folded_stays_so(self, visitor: Page) -> None:
        open_comparison(visitor, *FOUR)
        mark(visitor)
        group(visitor, "Buying").get_by_role("checkbox").uncheck()
        label = row(visitor, "heel-cup").get_by_role("rowheader")
        label.locator("summary").click()
        visitor.get_by_label("Tell the others against").select_option(BLUE)
        settled(visitor, ("reference", BLUE))
        expect(group(visitor, "Buying").get_by_role("checkbox")).not_to_be_checked()
        expect(group(visitor, "Buying").locator("tr[id^=row-]").first).to_be_hidden()
        expect(label.get_by_role("link", name="More")).to_be_visible()

    def test_back_undoes_it(self, visitor: Page) -> None:
        open_comparison(visitor, GREEN, BLUE)
        visitor.get_by_role("link", name="Move to the right: Superfeet GREEN").click()
        visitor.wait_for_url(f"**/compare/?with={BLUE}&with={GREEN}")
        visitor.go_back()
        visitor.wait_for_url(f"**/compare/?with={GREEN}&with={BLUE}")
        expect(visitor.get_by_role("link", name="Move to the right: Superfeet GREEN")).to_be_visible()


class TestCurated:
    def test_its_reference_and_order_change_in_place_too(self, page: Page) -> None:
        page.goto("/compare/superfeet-green-blue-black-carbon/")
        page.wait_for_load_state("networkidle")
        mark(page)
        page.get_by_label("Tell the others against").select_option(BLACK)
        settled(page, ("reference", BLACK))
        page.get_by_label("Order the columns by").select_option("name")
        settled(page, ("reference", BLACK), ("sort", "name"))
        assert columns(page) == [BLACK, BLUE, CARBON, GREEN]
        assert page.url.partition("?")[0].endswith("/compare/superfeet-green-blue-black-carbon/")


@pytest.mark.browser_context_args(java_script_enabled=False)
class TestWithoutScript:
    def test_another_reference(self, visitor: Page) -> None:
        open_comparison(visitor, GREEN, PULSE)
        visitor.get_by_label("Tell the others against").select_option(PULSE)
        press(visitor.locator("#arrange").get_by_role("button", name="Show"))
        visitor.wait_for_url("**reference=powerstep-pulse-maxx**")
        expect(visitor.get_by_role("heading", name=AGAINST)).to_have_text("Against PowerStep Pulse Maxx")
        expect(visitor.get_by_label("Tell the others against")).to_be_in_viewport()

    def test_another_order(self, visitor: Page) -> None:
        open_comparison(visitor, *FOUR)
        visitor.get_by_label("Order the columns by").select_option("name")
        press(visitor.locator("#arrange").get_by_role("button", name="Show"))
        visitor.wait_for_url("**sort=name**")
        assert columns(visitor) == [BLACK, BLUE, CARBON, GREEN]

    def test_the_order_of_a_row_over_that_of_the_select(self, visitor: Page) -> None:
        open_comparison(visitor, *FOUR, more="sort=name")
        label = row(visitor, "volume").get_by_role("rowheader")
        press(label.locator("summary"))
        press(label.get_by_role("button", name="Order the columns by this"))
        visitor.wait_for_url("**sort=-volume**")
        assert [value for name, value in parameters(visitor) if name == "sort"] == ["-volume"]

    def test_moved_columns_are_in_sight_again(self, visitor: Page) -> None:
        open_comparison(visitor, GREEN, BLUE, BLACK)
        press(visitor.get_by_role("link", name="Move to the right: Superfeet GREEN"))
        visitor.wait_for_url(f"**/compare/?with={BLUE}&with={GREEN}&with={BLACK}#columns")
        assert columns(visitor) == [BLUE, GREEN, BLACK]
        expect(visitor.locator("#columns")).to_be_in_viewport()
        visitor.keyboard.press("Tab")
        expect(visitor.get_by_role("link", name="Move to the right: Superfeet BLUE")).to_be_focused()

    def test_groups_rows_and_cells_open_and_fold(self, visitor: Page) -> None:
        open_comparison(visitor, *SIX)
        support = group(visitor, "Support")
        press(support.get_by_role("checkbox"), "Space")
        expect(row(visitor, "heel-cup")).to_be_hidden()
        press(support.get_by_role("checkbox"), "Space")
        press(row(visitor, "heel-cup").get_by_role("rowheader").locator("summary"))
        expect(row(visitor, "heel-cup").get_by_role("link", name="More")).to_be_visible()
        cell = row(visitor, "heel-cup").get_by_role("cell").filter(has=visitor.locator("details")).first
        press(cell.locator("summary"))
        expect(cell.get_by_role("link", name=re.compile(r"^source \d+$")).first).to_be_visible()

    def test_only_differences(self, visitor: Page) -> None:
        open_comparison(visitor, *FOUR)
        press(visitor.locator("main").get_by_role("link", name="Only differences"))
        visitor.wait_for_url("**only=differences**")
        assert len(rows(visitor)) == row_marks(visitor)
        expect(visitor.locator("main .list-note[role=status]")).to_contain_text("rows are hidden.")


def row_marks(page: Page) -> int:
    """How many rows are marked as different."""
    return page.locator("tr[id^=row-] .differs", has_text="Differs").count()
