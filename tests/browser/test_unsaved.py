"""A form of the desk asks before something unsaved is left, and only then."""

from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import LogIn
from tests.browser.test_editor_fills_a_sheet import log_in


class Asked:
    """Counts how often the page asks; every time it is left all the same."""

    def __init__(self, page: Page) -> None:
        self.times = 0
        page.on("dialog", self.answer)

    def answer(self, dialog: Dialog) -> None:
        assert dialog.type == "beforeunload"
        self.times += 1
        dialog.accept()


class TestLeavingAForm:
    def test_asks_where_something_was_typed(self, page: Page, site: str, editor: LogIn) -> None:
        log_in(page, site, editor)
        asked = Asked(page)
        for address in ("catalogue/brand/add/", "comparisons/comparison/1/change/"):
            page.goto(f"{site}/admin/{address}")
            page.locator("input[type=text]").first.fill("Typed")
            page.goto(f"{site}/admin/")
        assert asked.times == 2

    def test_does_not_ask_where_nothing_was_typed_on_save_and_on_lists(
        self, page: Page, writable_site: str, editor: LogIn
    ) -> None:
        log_in(page, writable_site, editor)
        asked = Asked(page)
        page.goto(f"{writable_site}/admin/catalogue/product/")
        page.locator("#searchbar").fill("green")
        page.goto(f"{writable_site}/admin/catalogue/brand/1/change/")
        page.goto(f"{writable_site}/admin/catalogue/brand/add/")
        page.locator("#id_name").fill("Testa")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".messagelist")).to_contain_text("was added successfully")
        assert asked.times == 0

    def test_does_not_ask_when_a_window_for_another_entry_closes(
        self, page: Page, writable_site: str, editor: LogIn
    ) -> None:
        log_in(page, writable_site, editor)
        page.goto(f"{writable_site}/admin/catalogue/product/add/")
        with page.expect_popup() as opened:
            page.locator("#add_id_brand").click()
        popup = opened.value
        asked = Asked(popup)
        popup.locator("#id_name").fill("Testa")
        with popup.expect_event("close"):
            popup.get_by_role("button", name="Save", exact=True).click()
        assert asked.times == 0
        expect(page.locator("#id_brand option:checked")).to_have_text("Testa")
