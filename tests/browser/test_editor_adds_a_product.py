"""An editor logs in, adds an insole with three statements, and sees it on the site at once."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.conftest import LogIn

# (feature, choice or number): each is typed into the field of its kind.
STATEMENTS = (("Heel cup", "Deep", ""), ("Trim to fit", "Yes", ""), ("Weight", "", "61.5"))


def choose(page: Page, field: str, typed: str, wanted: str = "") -> None:
    """Choose from a list that is searched while typing; without more said, the first entry that holds what was typed."""
    page.locator(f"#{field} + .select2").click()
    page.locator(".select2-container--open .select2-search__field").fill(typed)
    options = page.locator(".select2-container--open .select2-results__option[aria-selected]")
    options.filter(has_text=wanted or typed).first.click()


def log_in(page: Page, site: str, editor: LogIn) -> None:
    """Through the front door of the desk."""
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill(editor.user)
    page.get_by_label("Password").fill(editor.password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Products", exact=True)).to_be_visible()


class TestAddingAProduct:
    def test_it_stands_on_the_site_with_what_was_said_of_it(
        self, page: Page, writable_site: str, editor: LogIn
    ) -> None:
        log_in(page, writable_site, editor)
        page.goto(f"{writable_site}/admin/catalogue/product/add/")
        choose(page, "id_brand", "Superfeet")
        page.locator("#id_name").fill("Nonesuch One")
        page.locator("#id_status").select_option("published")
        page.locator("#id_checked_on").fill(date.today().isoformat())
        for place, (feature, choice, number) in enumerate(STATEMENTS):
            row = f"id_statements-{place}"
            choose(page, f"{row}-feature", feature)
            if choice:
                choose(page, f"{row}-choice", feature, f"{feature}: {choice}")
            page.locator(f"#{row}-number").fill(number)
            choose(page, f"{row}-source", "Superfeet")
            page.locator(f"#{row}-voice").select_option("maker")
        page.get_by_role("button", name="Save", exact=True).first.click()
        expect(page.locator(".messagelist")).to_contain_text("was added successfully")

        page.goto(f"{writable_site}/insoles/?q=Nonesuch")
        expect(page.locator(".list-count [role=status]")).to_have_text("1 insole")
        page.get_by_role("link", name="Nonesuch One").click()
        expect(page.get_by_role("heading", level=1, name="Nonesuch One")).to_be_visible()
        for slug, text in (("heel-cup", "Deep"), ("trim-to-fit", "Yes"), ("weight", "61.5 g")):
            shown = page.locator(f'[id="{slug}"]')
            expect(shown).to_contain_text(text)
            expect(shown.get_by_role("link", name=re.compile("^maker")).first).to_be_visible()
        page.goto(f"{writable_site}/insoles/?heel-cup=deep&trim-to-fit=yes&weight_max=61.5&weight_min=61.5")
        expect(page.get_by_role("link", name="Nonesuch One")).to_be_visible()
