"""An editor brings back one field, then a whole product as it stood; and undoes a merge."""

from playwright.sync_api import Page, expect

from catalogue.models import Edit, Feature, Product
from tests import desk as addresses
from tests.browser.desk import Desk, NewWindow, listed, told
from tests.builders import make_brand, make_product, make_shown


def made_product(desk: Desk, slug: str) -> Product:
    """A published product with a deep heel cup."""
    with desk.rows():
        brand = make_brand(slug=f"testa-{slug}", name=f"Testa {slug}")
        product = make_product(slug=slug, name="Nonesuch", brand=brand, line="Old line", summary_en="The old words.")
        make_shown(product, Feature.objects.get(slug="heel-cup"), "deep")
        return product


def open_product(page: Page, product: Product) -> None:
    """Its page at the desk."""
    page.goto(addresses.address(Product, "change", product.pk))


def open_first_edit(page: Page, product: Product) -> None:
    """The earliest edit of a product: its list has the latest first."""
    open_product(page, product)
    page.get_by_role("link", name="Earlier states …").click()
    listed(page).last.get_by_role("link").click()


def test_one_field_and_then_the_whole_product(new_window: NewWindow, desk: Desk) -> None:
    product = made_product(desk, "restored")
    page = desk.page_of(new_window)
    open_product(page, product)
    page.get_by_label("Line:").fill("New line")
    page.locator("#id_summary_en").fill("The new words.")
    page.get_by_label("Why:").fill("A made-up slip.")
    page.get_by_role("button", name="Save and go to the sheet").click()
    cup = page.get_by_role("group", name="Heel cup", exact=True)
    cup.get_by_label("Value").first.select_option(label="Shallow")
    page.get_by_role("button", name="Save and go to the product").first.click()
    page.goto(product.get_absolute_url())
    expect(page.locator('[id="heel-cup"]')).to_contain_text("Shallow")

    open_first_edit(page, product)
    expect(page.get_by_role("main")).to_contain_text("A made-up slip.")
    page.get_by_role("button", name="Restore: line").press("Enter")
    expect(told(page)).to_contain_text("Restored. The restore is an edit of its own: it can be undone too.")
    open_product(page, product)
    expect(page.get_by_label("Line:")).to_have_value("Old line")
    expect(page.locator("#id_summary_en")).to_have_value("The new words.")

    open_first_edit(page, product)
    page.get_by_role("button", name="with all that was said of it, as before this edit").click()
    expect(told(page)).to_contain_text("Restored.")
    page.goto(product.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("The old words.")
    expect(page.locator('[id="heel-cup"]')).to_contain_text("Deep")


def test_a_merge_and_back(new_window: NewWindow, desk: Desk) -> None:
    stays = made_product(desk, "stays")
    with desk.rows():
        goes = make_product(slug="stays-twice", name="Nonesuch", brand=stays.brand)
    page = desk.page_of(new_window)
    open_product(page, goes)
    page.get_by_role("link", name="Merge into another entry …").click()
    page.get_by_role("link", name=stays.full_name).last.click()
    expect(page.get_by_role("main")).to_contain_text("The old address leads to the one that stays for good.")
    page.get_by_role("button", name="Merge").click()
    expect(told(page)).to_contain_text("Its address leads here from now on.")

    def answer() -> tuple[int, str]:
        found = page.context.request.get(goes.get_absolute_url(), max_redirects=0)
        return found.status, found.headers.get("location", "")

    assert answer() == (301, stays.get_absolute_url())
    with desk.rows():
        merge = Edit.objects.latest("pk")
    page.goto(addresses.address(Edit, "change", merge.pk))
    page.get_by_role("button", name="Undo this whole edit").click()
    expect(told(page)).to_contain_text("Restored.")
    assert answer() == (200, "")
