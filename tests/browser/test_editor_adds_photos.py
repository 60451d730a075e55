"""An editor drops photos on the page of a product, chooses by keyboard what stays in view, and sees the cut at once."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import LogIn
from tests.browser.test_editor_fills_a_sheet import log_in
from tests.photos import make_file


def drop(page: Page, selector: str, *paths: Path) -> None:
    """Drop files from the desktop on an element: the browser does it, not a script of the page."""
    box = page.locator(selector).bounding_box()
    assert box
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})


class TestAddingPhotos:
    def test_dropped_files_come_in_and_the_keyboard_chooses_the_cut(
        self, page: Page, writable_site: str, editor: LogIn, tmp_path: Path
    ) -> None:
        paths = [tmp_path / name for name in ("one.jpg", "two.jpg")]
        for path, colour in zip(paths, ("red", "blue"), strict=True):
            path.write_bytes(make_file(colour=colour, size=(400, 200)).read())
        log_in(page, writable_site, editor)
        page.goto(f"{writable_site}/admin/catalogue/product/?q=superfeet+green")
        page.locator("#result_list").get_by_role("link", name="Superfeet GREEN", exact=True).click()
        page.get_by_role("link", name="Add, describe and arrange photos").click()
        drop(page, "input[type=file]", *paths)
        page.get_by_role("button", name="Take in").click()
        expect(page.locator(".messagelist")).to_contain_text("2 photos were taken in as drafts.")

        first = page.locator(".photo-row").first
        first.get_by_role("radio", name="middle").focus()
        page.keyboard.press("ArrowRight")
        expect(first.get_by_role("radio", name="right", exact=True)).to_be_checked()
        expect(first.locator(".photo-square")).to_have_css("object-position", "100% 50%")
