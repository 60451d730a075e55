"""A draft with gaps becomes a page that visitors find, and is withdrawn again: each step said in words beside its button."""

from datetime import date

from playwright.sync_api import Page, expect

from catalogue.models import Product
from tests import desk as addresses
from tests.browser.desk import Desk, NewWindow, told
from tests.builders import make_product

NAME = "Nonesuch to publish"


def made_draft(desk: Desk) -> Product:
    """A draft of a known brand of which nothing is said."""
    with desk.rows():
        brand = Product.objects.get(slug="superfeet-green").brand
        named = {"name": NAME, "slug": "superfeet-nonesuch-to-publish", "brand": brand}
        return make_product(status="draft", checked_on=None, **named)


def save(page: Page) -> None:
    """With the button at the end of the form."""
    page.get_by_role("button", name="Save and continue editing").last.click()


def test_from_a_draft_with_gaps_to_withdrawn(new_window: NewWindow, desk: Desk) -> None:
    draft = made_draft(desk)
    editor, visitor = desk.page_of(new_window), desk.visitor(new_window)
    status, steps = editor.get_by_label("Status:"), editor.locator(".field-next_steps")

    editor.goto(addresses.address(Product, "change", draft.pk))
    expect(steps).to_contain_text("Missing for publishing (neither stated nor looked for): Arch height,")
    status.select_option("published")
    save(editor)
    expect(told(editor)).to_contain_text("Saved, but not published. Missing for publishing")
    expect(status).to_have_value("draft")

    editor.get_by_role("link", name="Spec sheet").first.click()
    editor.locator(".fill-page").get_by_label("Another source").fill("https://www.superfeet.com/nonesuch-to-publish")
    editor.locator(".fill-page").get_by_label("Voice").select_option(label="maker")
    height = editor.get_by_role("group", name="Arch height", exact=True)
    height.get_by_label("Value").select_option(label="Medium")
    editor.get_by_role("button", name="Save and go to the product").first.click()
    expect(steps).to_contain_text("Missing for publishing")
    expect(steps).not_to_contain_text("Arch height")
    editor.get_by_label("Checked on:").fill(date.today().isoformat())
    save(editor)
    expect(steps).to_contain_text("Nothing is missing: it can be published.")

    with editor.expect_navigation():
        steps.get_by_role("link", name="View as visitors will see it").click()
    expect(editor.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    expect(editor.get_by_role("main")).to_contain_text("Only the desk sees this page")
    hidden = visitor.goto(draft.get_absolute_url())
    assert hidden is not None
    assert hidden.status == 404

    editor.go_back()
    steps.get_by_role("link", name="Publish …").click()
    expect(editor.get_by_role("main")).to_contain_text(NAME)
    editor.get_by_role("main").get_by_role("button", name="Publish").press("Enter")
    expect(told(editor)).to_be_visible()
    seen = visitor.goto(draft.get_absolute_url())
    assert seen is not None
    assert seen.status == 200
    expect(visitor.locator('[id="arch-height"]')).to_contain_text("Medium")

    editor.goto(addresses.address(Product, "change", draft.pk))
    status.select_option("withdrawn")
    save(editor)
    expect(editor.get_by_role("heading", name="Withdrawn")).to_be_visible()
    gone = visitor.goto(draft.get_absolute_url())
    assert gone is not None
    assert gone.status == 410
    expect(visitor.get_by_role("main")).to_contain_text("withdrawn")
    expect(visitor.get_by_role("heading", name="Insoles of Superfeet")).to_be_visible()
