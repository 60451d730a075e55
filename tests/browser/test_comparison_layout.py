"""How a comparison lies on the screen: a real table whose names and labels stay in sight, cover nothing, and never move by themselves."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.comparisons import (
    BLACK,
    BLUE,
    CARBON,
    COVERED,
    GREEN,
    HEADERS,
    OUT_OF_SIGHT,
    SIX,
    open_comparison,
    scroll_table,
)
from tests.browser.test_layout import SIDEWAYS

FOUR = (GREEN, BLUE, BLACK, CARBON)
WIDTHS = (320, 360, 768, 1280)
MOST_TABS = 400
LEAST_TARGET = 24
MOST_SHIFT = 0.05

SHIFTS = """() => {
  window.shifted = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifted += entry.value; })
    .observe({type: 'layout-shift', buffered: true});
}"""
SMALL = """least => [...document.querySelectorAll('.compare-box :is(a, button, summary, label), .arrange :is(select, button), .views a')]
  .map(target => [target, target.getBoundingClientRect()])
  .filter(([target, box]) => box.width && (box.height < least || box.width < least) && !target.matches('details a'))
  .map(([target, box]) => `${box.width} x ${box.height}: ${target.outerHTML.slice(0, 100)}`)"""


@pytest.fixture(params=WIDTHS)
def visitor(page: Page, request: pytest.FixtureRequest) -> Page:
    """Somebody with a window of one width."""
    page.set_viewport_size({"width": request.param, "height": 800})
    return page


def roles(page: Page) -> list[tuple[str, str]]:
    """(role, name) of every part of the table, as assistive technology is told."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if "role" in node]


@pytest.mark.parametrize("slugs", [FOUR, SIX], ids=["four", "six"])
class TestTheTable:
    def test_has_a_caption_and_one_header_a_row_and_a_column(self, visitor: Page, slugs: tuple[str, ...]) -> None:
        open_comparison(visitor, *slugs, more="problem=plantar-heel-pain&size=42")
        table = visitor.get_by_role("table")
        expect(table).to_have_count(1)
        expect(table.locator("caption")).to_contain_text("Superfeet GREEN")
        assert visitor.evaluate(HEADERS) == []

    def test_is_a_table_to_assistive_technology_at_every_width(self, visitor: Page, slugs: tuple[str, ...]) -> None:
        open_comparison(visitor, *slugs)
        found = roles(visitor)
        count = visitor.locator("tr[id^=row-]").count()
        assert [role for role, _name in found].count("table") == 1
        assert [role for role, _name in found].count("columnheader") >= len(slugs)
        assert [role for role, _name in found].count("rowheader") >= count
        assert [role for role, _name in found].count("cell") >= count * len(slugs)

    def test_scrolls_sideways_in_its_own_box_only(self, visitor: Page, slugs: tuple[str, ...]) -> None:
        open_comparison(visitor, *slugs)
        assert visitor.evaluate(SIDEWAYS) == []
        box = visitor.get_by_role("region", name="compared")
        assert box.get_attribute("tabindex") == "0"

    def test_names_and_labels_stay_in_sight(self, visitor: Page, slugs: tuple[str, ...]) -> None:
        open_comparison(visitor, *slugs)
        visitor.locator(".compare-box").evaluate("box => box.scrollIntoView({block: 'start'})")
        for across, down in ((0, 0), (0, 2000), (250, 0), (0, -700), (5000, 200)):
            scroll_table(visitor, across, down)
            assert visitor.evaluate(OUT_OF_SIGHT) == [], (across, down)

    def test_covers_nothing_that_is_focused(self, visitor: Page, slugs: tuple[str, ...]) -> None:
        open_comparison(visitor, *slugs)
        box = visitor.locator(".compare-box")
        for key in ("Tab", "Shift+Tab"):
            box.focus()
            if key == "Shift+Tab":
                visitor.locator(".cited a").first.focus()
            covered, inside = [], 0
            for _ in range(MOST_TABS):
                visitor.keyboard.press(key)
                found = visitor.evaluate(COVERED)
                if found is None:
                    break
                inside += 1
                covered += [found] if found else []
            assert 40 < inside < MOST_TABS
            assert covered == []

    def test_has_controls_that_can_be_hit(self, visitor: Page, slugs: tuple[str, ...]) -> None:
        open_comparison(visitor, *slugs)
        assert visitor.evaluate(SMALL, LEAST_TARGET) == []


class TestOnAPhone:
    def test_nothing_shifts_while_six_are_scrolled(self, page: Page) -> None:
        page.set_viewport_size({"width": 360, "height": 740})
        page.add_init_script(f"({SHIFTS})()")
        open_comparison(page, *SIX)
        for _ in range(12):
            page.mouse.wheel(0, 300)
            page.wait_for_timeout(30)
        page.locator(".compare-box").scroll_into_view_if_needed()
        page.locator(".compare-box").hover()
        for across, down in [(0, 400)] * 8 + [(200, 0)] * 6 + [(0, -300)] * 6:
            page.mouse.wheel(across, down)
            page.wait_for_timeout(30)
        assert page.locator(".compare-box").evaluate("box => box.scrollLeft") > 300
        assert page.evaluate("window.shifted") <= MOST_SHIFT

    @pytest.mark.parametrize("width", [320, 360])
    def test_every_value_stands_under_its_label_and_its_insole(self, page: Page, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 740})
        open_comparison(page, *SIX)
        found = page.evaluate(
            """() => [...document.querySelectorAll('tr[id^=row-]')].filter(row => {
              const label = row.querySelector('th').getBoundingClientRect();
              const cells = [...row.querySelectorAll('td')].map(cell => cell.getBoundingClientRect()).filter(box => box.width > 1);
              const isUnder = cells.every(box => box.top >= label.bottom - 1);
              const isBeside = row.matches('.same') && cells.length === 1 && cells[0].left >= label.right - 1;
              return !isUnder && !isBeside;
            }).map(row => row.id)"""
        )
        assert found == []
