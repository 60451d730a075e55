"""A comparison on paper, for the podiatrist: two pages, all that was chosen, who says so, and the address."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.comparisons import BLACK, BLUE, CARBON, GREEN, OTHERS, address_of, open_comparison, row, rows

FOUR = (GREEN, BLUE, BLACK, CARBON)
MOST_PAGES = 2
LEAST_SIZE = 7  # points
POINT = 96 / 72  # CSS pixels

PARTS_OF_THE_SITE = (
    ".site-header, .site-footer, .crumbs, .arrange, .views, .column-controls, .show-in, .halves, button, select"
)
SIZES = """() => [...document.querySelectorAll('table.compare *, .cited *, .told *')]
  .filter(element => element.checkVisibility() && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .map(element => [parseFloat(getComputedStyle(element).fontSize), element])
  .filter(([size, element]) => size > 0 && element.getBoundingClientRect().width > 1 && !element.closest('.vh'))
  .map(([size]) => size)"""


def pages_of(page: Page) -> int:
    """How many pages it takes on A4."""
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
    assert pages, "what is counted is no longer written like this"
    return pages


def on_paper(page: Page, *slugs: str, more: str = "") -> None:
    """A comparison as it is printed."""
    open_comparison(page, *slugs, more=more)
    page.emulate_media(media="print")


@pytest.mark.parametrize("more", ["", "problem=plantar-heel-pain", "problem=flat-feet&size=42", "only=differences"])
@pytest.mark.parametrize("slugs", [FOUR, OTHERS], ids=["alike", "unlike"])
def test_four_insoles_take_two_pages_at_most(page: Page, slugs: tuple[str, ...], more: str) -> None:
    open_comparison(page, *slugs, more=more)
    assert pages_of(page) <= MOST_PAGES


@pytest.mark.parametrize("prefix", ["/compare/superfeet-green-blue-black-carbon/", "/de" + address_of(*FOUR)])
def test_so_do_curated_and_german_ones(page: Page, prefix: str) -> None:
    page.goto(prefix)
    page.wait_for_load_state("networkidle")
    assert pages_of(page) <= MOST_PAGES


def test_the_way_it_was_opened_changes_nothing(page: Page) -> None:
    open_comparison(page, *FOUR)
    page.locator(".compare details").evaluate_all("folds => folds.forEach(fold => fold.open = true)")
    page.set_viewport_size({"width": 360, "height": 740})
    assert pages_of(page) <= MOST_PAGES


class TestOnPaper:
    def test_stands_the_comparison_without_the_site_around_it(self, page: Page) -> None:
        on_paper(page, *FOUR)
        for part in page.locator(PARTS_OF_THE_SITE).all():
            expect(part).to_be_hidden()
        for feature in rows(page):
            expect(row(page, feature)).to_be_visible()
        expect(page.get_by_role("heading", name="Against Superfeet GREEN")).to_be_visible()
        expect(page.locator(".told-list")).to_be_visible()

    def test_stands_its_address(self, page: Page, site: str) -> None:
        on_paper(page, *FOUR, more="reference=superfeet-blue")
        expect(page.get_by_text(f"{site}{address_of(*FOUR, more='reference=superfeet-blue')}")).to_be_visible()

    def test_stands_every_value_with_its_voice_and_the_number_of_its_source(self, page: Page) -> None:
        on_paper(page, *FOUR)
        cells = page.locator("tr[id^=row-] td:has(.value)")
        assert cells.count() > 20
        for cell in cells.all():
            expect(cell.locator(".value")).to_be_visible()
            expect(cell.locator("summary")).to_have_text(
                re.compile(r"(maker|retailer|tester|reviewer|clinician|other), ")
            )
            source = cell.get_by_role("link", name=re.compile(r"^source \d+$")).first
            expect(source).to_be_visible()
            number = (source.text_content() or "").removeprefix("source ")
            expect(page.locator(f"#s{number}")).to_be_visible()

    def test_stand_no_statements_beside_the_values(self, page: Page) -> None:
        on_paper(page, *FOUR)
        for quote in page.locator("tr[id^=row-] td q").all():
            expect(quote).to_be_hidden()

    def test_nothing_is_too_small_to_read(self, page: Page) -> None:
        on_paper(page, *FOUR, more="problem=plantar-heel-pain")
        sizes: list[float] = page.evaluate(SIZES)
        assert len(sizes) > 200
        assert min(sizes) >= LEAST_SIZE * POINT - 0.01

    def test_nothing_is_cut_off(self, page: Page) -> None:
        on_paper(page, *FOUR, more="problem=plantar-heel-pain")
        page.set_viewport_size({"width": 703, "height": 1030})  # what the margins leave of A4
        assert page.evaluate("document.documentElement.scrollWidth") <= 703

    def test_stand_the_answers_to_a_problem(self, page: Page) -> None:
        on_paper(page, *FOUR, more="problem=plantar-heel-pain")
        answers = page.locator("table.compare .score")
        expect(answers).to_have_count(len(FOUR))
        for answer in answers.all():
            expect(answer).to_be_visible()
        expect(page.locator("table.compare .mark").first).to_be_visible()
