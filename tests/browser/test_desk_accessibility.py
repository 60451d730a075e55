"""axe on the main pages of the editors' desk, on a phone and on a desk, in light and in dark: nothing but what stock Django has."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db.models import Model
from playwright.sync_api import Browser, Page

from catalogue.models import (
    Edit,
    Feature,
    LookFor,
    Offer,
    Problem,
    Product,
    Proposal,
    RedFlag,
    ValueReport,
    recorded,
)
from comparisons.models import Comparison
from tests import desk as addresses
from tests.browser.conftest import running_site
from tests.browser.desk import Desk, NewWindow
from tests.browser.test_accessibility import RULES, SCHEMES, WIDTHS
from tests.builders import make_report

AXE = Axe()
# What axe finds on stock pages of the same kind: rule and mark of the element → what it is. The last test finds each there.
STOCK = {
    ("empty-table-header", '<th class="original">'): "rows on a form: the column with the name of a row has no heading",
    (
        "empty-table-header",
        "<th></th>",
    ): "rows that cannot be taken out: the column with the tick for that has no heading",
    ("label", "-DELETE"): "rows on a form: the tick that takes one out has no name",
    ("label", "select2-search__field"): "a field for many that is searched by typing: where one types has no name",
    ("list", "select2-selection__rendered"): "the same: the list of what is chosen holds more than its entries",
    (
        "aria-input-field-name",
        "select2-selection",
    ): "a field for one that is searched by typing: it has no name while empty",
}
# A page in motion is half way between two colours.
STILL = "() => document.getAnimations().every(one => one.playState === 'finished')"

# Parts that a page has many of, all but the first ones.
ALIKE = (
    ".coverage tbody ~ tbody",
    ".fill-line ~ .fill-line ~ .fill-line ~ .fill-line",
    "#result_list tr:nth-child(n + 4)",
)

PAGES = {
    "index": "/admin/",
    "products": "/admin/catalogue/product/?q=superfeet+green",
    "product": "{product}/change/",
    "sheet": "{product}/sheet/",
    "copying": "{product}/sheet/copy/?from=superfeet-blue",
    "photos": "{product}/photos/",
    "publish": "{draft}/publish/",
    "merge": "{draft}/merge/?into={other}",
    "import": "/admin/catalogue/statement/import/",
    "feed": "/admin/catalogue/offer/feed/",
    "coverage": "/admin/coverage/",
    "history": "/admin/catalogue/edit/",
    "accounts": "/admin/config/historicaluser/",
    "edit": "{edit}",
    "proposals": "/admin/catalogue/proposal/",
    "proposal": "{proposal}",
    "reports": "/admin/catalogue/valuereport/",
    "report": "{report}",
    "comparison": "{comparison}",
    "feature": "{feature}",
    "problem": "{problem}",
    "second factor": "/admin/second-factor/",
    "delete": "{offer}",
}


def findings(page: Page, rules: dict[str, Any] = RULES, exclude: Sequence[str] = ()) -> list[tuple[str, str]]:
    """What axe finds: rule and element."""
    page.wait_for_function(STILL)
    context = {"exclude": [[selector] for selector in exclude]} if exclude else None
    result: dict[str, Any] = AXE.run(page, context=context, options=rules).response
    return [(found["id"], node["html"]) for found in result["violations"] for node in found["nodes"]]


def is_stock(rule: str, element: str) -> list[tuple[str, str]]:
    """Under which entries of the list a finding falls: none for one of ours."""
    return [(listed, mark) for listed, mark in STOCK if listed == rule and mark in element]


def of_ours(page: Page) -> list[str]:
    """What axe finds beyond stock Django: all of the page in one look, one of each kind of part in three more."""
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, asked in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            alike = ALIKE if (width, scheme) != (WIDTHS[0], "light") else ()
            found += [
                f"{width}, {scheme}: {rule}: {element[:200]}"
                for rule, element in findings(page, {**RULES, **asked}, alike)
                if not is_stock(rule, element)
            ]
    page.emulate_media(color_scheme="light")
    return found


@pytest.fixture(scope="session")
def places(desk: Desk) -> dict[str, Any]:
    """Where the rows are that the pages are about. The second look at each of them needs something that was done before.

    Once a worker, as the site is: a worker may leave this file and come back to it.
    """
    with desk.rows():
        green, blue = (Product.objects.get(slug=slug) for slug in ("superfeet-green", "superfeet-blue"))
        with recorded(by="somebody", why="A made-up reason."):
            draft = Product.objects.create(brand=green.brand, slug="testa-axe", name="Nonesuch axe", status="draft")
        addresses.submit(
            addresses.logged_in(addresses.make_editor(username="somebody")),
            addresses.address(RedFlag, "change", RedFlag.objects.earliest("pk").pk),
            {"advice_en": "A made-up advice.", "_why": "A made-up reason."},
        )
        make_report(green, Feature.objects.get(slug="heel-cup"), should_be="shallow")
        products = "/admin/catalogue/product"
        return {
            "product": f"{products}/{green.pk}",
            "draft": f"{products}/{draft.pk}",
            "other": blue.pk,
            "edit": _page_of(Edit.objects.latest("pk")),
            "proposal": _page_of(Proposal.objects.latest("pk")),
            "report": _page_of(ValueReport.objects.latest("pk")),
            "comparison": _page_of(Comparison.objects.earliest("position")),
            "feature": _page_of(Feature.objects.get(slug="heel-cup")),
            "problem": _page_of(Problem.objects.get(slug="plantar-heel-pain")),
            "offer": addresses.address(Offer, "delete", Offer.objects.earliest("pk").pk),
        }


def _page_of(row: Model) -> str:
    return addresses.address(type(row), "change", row.pk)


@pytest.fixture(scope="session")
def somebody(browser: Browser, desk: Desk) -> Iterator[Page]:
    """One page for all addresses."""
    page = desk.page_of(browser.new_context)
    yield page
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_beyond_stock(somebody: Page, places: dict[str, Any], name: str) -> None:
    address = PAGES[name].format(**places)
    response = somebody.goto(address)
    assert response is not None
    assert response.status == 200
    assert somebody.url.endswith(address), "not the log-in"
    assert of_ours(somebody) == []


def test_axe_finds_nothing_beyond_stock_on_a_trial_run(somebody: Page, tmp_path: Path) -> None:
    table = tmp_path / "products.csv"
    table.write_text("brand,name,category\nSuperfeet,Nonesuch table,shoe\nNobody,Nonesuch,shoe\n", encoding="utf-8")
    somebody.goto("/admin/catalogue/product/import/")
    somebody.get_by_label("Table").set_input_files(table)
    somebody.get_by_role("button", name="Try it").click()
    somebody.wait_for_url("**/import/*/")
    assert of_ours(somebody) == []


def test_axe_finds_nothing_beyond_stock_at_the_log_in(new_window: NewWindow, desk: Desk) -> None:
    page = desk.visitor(new_window)
    page.goto("/admin/")
    assert of_ours(page) == []


def test_what_is_listed_as_stock_is_on_stock_pages(new_window: NewWindow, desk: Desk, files_of_sites: Path) -> None:
    with desk.rows():
        slugs = ((Feature, "heel-cup"), (Problem, "plantar-heel-pain"))
        rows = [LookFor.objects.earliest("pk"), *(model.objects.get(slug=slug) for model, slug in slugs)]
    found: list[tuple[str, str]] = []
    settings = {"DJANGO_SETTINGS_MODULE": "tests.browser.stock_desk.settings"}
    with running_site(desk.database, files_of_sites, **settings) as address:
        page = replace(desk, address=address).page_of(new_window)
        for row in rows:
            page.goto(_page_of(row))
            found += findings(page)
    assert {entry for finding in found for entry in is_stock(*finding)} == set(STOCK)
