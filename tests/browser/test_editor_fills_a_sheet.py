"""An editor adds an insole, fills in its sheet from top to bottom by keyboard alone, and sees it on the site at once."""

import re
from datetime import date

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LogIn


def log_in(page: Page, site: str, editor: LogIn) -> None:
    """Through the front door of the desk."""
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill(editor.user)
    page.get_by_label("Password").fill(editor.password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Products", exact=True)).to_be_visible()


def add_product(page: Page, site: str) -> None:
    """A draft, saved with the way on to its sheet."""
    page.goto(f"{site}/admin/catalogue/product/add/")
    expect(page.locator("#id_brand + .select2 [role=combobox]")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".select2-container--open .select2-search__field").fill("Superfeet")
    options = page.locator(".select2-container--open .select2-results__option[aria-selected]")
    options.filter(has_text="Superfeet").first.click()
    page.locator("#id_name").fill("Nonesuch One")
    page.get_by_role("button", name="Save and go to the sheet").click()
    expect(page.get_by_role("heading", level=1, name="Spec sheet: Superfeet Nonesuch One")).to_be_visible()


def line(page: Page, feature: str) -> Locator:
    """All that stands on the sheet about one feature."""
    return page.get_by_role("group", name=feature, exact=True)


def go_down_to(page: Page, feature: str) -> None:
    """With the arrow key, from wherever among the names the focus is."""
    name = line(page, feature).locator("summary").first
    for _step in range(60):
        if name.evaluate("name => name === document.activeElement"):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow leads to {feature}")


def tab_to(page: Page, wanted: Locator) -> None:
    """With the tabulator, as far as a feature goes."""
    for _step in range(15):
        if wanted.evaluate("field => field === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("no tabulator leads there")


def test_by_keyboard_from_top_to_bottom(page: Page, writable_site: str, editor: LogIn) -> None:
    log_in(page, writable_site, editor)
    add_product(page, writable_site)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [one["id"] for one in found] == []

    page.locator(".fill-page").get_by_label("Another source").focus()
    page.keyboard.type("https://www.superfeet.com/nonesuch-one")
    tab_to(page, page.get_by_label("Voice").first)
    page.keyboard.type("maker")
    tab_to(page, page.locator(".fill-help > summary").first)

    go_down_to(page, "Heel cup")
    tab_to(page, line(page, "Heel cup").get_by_label("Value"))
    page.keyboard.type("Deep")
    tab_to(page, line(page, "Heel cup").get_by_label("As stated"))
    page.keyboard.type("a deep cup")
    tab_to(page, line(page, "Heel cup").get_by_role("button", name="Another statement"))
    page.keyboard.press("Enter")
    expect(line(page, "Heel cup").get_by_label("Value").nth(1)).to_be_focused()
    tab_to(page, page.locator(".fill-line:has-text('Heel cup') ~ .fill-line summary").first)

    go_down_to(page, "Weight")
    tab_to(page, line(page, "Weight").get_by_label("Value (g)"))
    page.keyboard.type("about five")
    page.keyboard.press("Enter")
    expect(page.locator(".errornote")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, line(page, "Weight").get_by_label("Value (g)"))
    expect(line(page, "Heel cup").get_by_label("As stated").first).to_have_value("a deep cup")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("4.35 oz")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    decided = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("n")
    expect(page.get_by_role("status")).to_have_text(f"{decided}: not stated")
    expect(line(page, decided).get_by_label("Decision")).to_have_value("not_stated")

    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as warned:
        page.get_by_role("link", name="Home").click(no_wait_after=True)
    assert warned.value.type == "beforeunload"

    page.get_by_role("button", name="Save the sheet").first.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("3 features were saved.")
    expect(page.locator(".messagelist")).to_contain_text("New source: “superfeet.com: nonesuch one” (maker’s page")
    expect(line(page, decided).locator(".fill-shown")).to_contain_text("Not stated")
    page.get_by_role("button", name="Save and go to the product").first.click()
    page.locator("#id_status").select_option("published")
    page.locator("#id_checked_on").fill(date.today().isoformat())
    page.get_by_role("button", name="Save and go to the sheet").click()
    page.get_by_role("link", name="View on site").click()
    expect(page.get_by_role("heading", level=1, name="Nonesuch One")).to_be_visible()
    for slug, text in (("heel-cup", "Deep"), ("weight", "123.32 g")):
        shown = page.locator(f'[id="{slug}"]')
        expect(shown).to_contain_text(text)
        expect(shown.get_by_role("link", name=re.compile("^maker")).first).to_be_visible()
    expect(page.locator("#weight q")).to_have_text("4.35 oz")
    page.goto(f"{writable_site}/insoles/?heel-cup=deep&weight_min=123&weight_max=124")
    expect(page.get_by_role("link", name="Nonesuch One")).to_be_visible()
