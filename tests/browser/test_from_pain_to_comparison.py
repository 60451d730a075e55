"""From where it hurts to two insoles side by side, and to somebody else who opens the same."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.journeys import columns, from_pain_to_comparison


class TestTheJourney:
    def test_leads_from_pain_to_a_comparison_that_others_can_open(self, page: Page, browser: Browser) -> None:
        from_pain_to_comparison(page)
        shared, seen = page.url, page.locator("main").inner_text()
        stranger = browser.new_context()
        other = stranger.new_page()
        other.goto(shared)
        assert columns(other) == columns(page)
        assert _words(other.locator("main").inner_text()) == _words(seen)
        assert not stranger.cookies()
        stranger.close()

    def test_leaves_nothing_on_the_device(self, page: Page) -> None:
        from_pain_to_comparison(page)
        assert not page.context.cookies()
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0

    def test_works_with_the_keyboard_alone(self, page: Page) -> None:
        page.goto("/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        link = page.locator("main").get_by_role("link", name=re.compile("^Low back pain")).first
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/problems/low-back-pain/")
        box = page.locator('#main input[type="checkbox"][name="with"]').first
        box.focus()
        page.keyboard.press("Space")
        expect(box).to_be_checked()


def _words(text: str) -> str:
    return " ".join(text.split())
