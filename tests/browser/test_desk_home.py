"""The first page of the desk: each number leads to as many rows, and what a visitor reports is worked off from there."""

import re
import time
from dataclasses import replace

from playwright.sync_api import Page, expect

from catalogue.models import Feature, Product
from catalogue.report_form import Ticket
from tests.browser.desk import Desk, NewWindow, listed
from tests.builders import make_brand, make_product, make_shown


def rows_found(page: Page) -> int:
    """How many rows a list says it has."""
    return int(re.findall(r"(\d+) [a-z]", page.locator(".paginator").inner_text())[-1])


def due(page: Page, words: str) -> int:
    """The number of a line of the first page; 0 where nothing is due."""
    line = page.locator(".due li").filter(has_text=words)
    return int(line.locator("b").inner_text()) if line.count() else 0


def test_every_number_leads_to_as_many_rows(new_window: NewWindow, desk: Desk) -> None:
    page = desk.page_of(new_window)
    page.goto("/admin/")
    lines = [(line.get_attribute("href"), line.locator("b").inner_text()) for line in page.locator(".due li a").all()]
    assert len(lines) > 3
    for address, number in lines:
        page.goto(str(address))
        assert rows_found(page) == int(number), address

    page.goto("/admin/coverage/")
    link = page.get_by_role("link", name=re.compile(r"^No Heel cup: \d+$")).first
    missing = int(link.inner_text())
    link.click()
    assert rows_found(page) == missing


def test_a_report_is_worked_off(new_window: NewWindow, desk: Desk) -> None:
    with desk.rows():
        brand = make_brand(slug="testa-of-reports", name="Testa of reports")
        product: Product = make_product(slug="testa-nonesuch-reported", name="Nonesuch reported", brand=brand)
        make_shown(product, Feature.objects.get(slug="heel-cup"), "deep")
    visitor, page = desk.visitor(new_window), desk.page_of(new_window)
    visitor.goto(f"/report/?feature=heel-cup&product={product.slug}")
    visitor.get_by_label("What is wrong").fill("It is shallow.")
    # Whoever reads before writing takes longer than a test.
    slow = replace(Ticket.new(product.slug, "heel-cup"), made_at=time.time() - 60)
    visitor.locator("[name=ticket]").evaluate("(field, text) => { field.value = text; }", str(slow))
    visitor.get_by_role("button", name="Send the report").click()
    expect(visitor.get_by_role("main")).to_contain_text("Thank")

    page.goto("/admin/")
    waiting = due(page, "Reports from visitors")
    assert waiting
    page.get_by_role("link", name="Reports from visitors").click()
    assert rows_found(page) == waiting
    listed(page).filter(has_text="It is shallow.").get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_contain_text("It is shallow.")
    expect(page.get_by_role("link", name="its statements on this")).to_be_visible()
    page.get_by_label("State:").select_option("done")
    page.locator("#id_note").fill("Read again: a made-up page says so.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/admin/")
    assert due(page, "Reports from visitors") == waiting - 1
