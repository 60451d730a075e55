"""An editor brings a table and a shop's feed: nothing comes in before a trial run has nothing to refuse."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from catalogue.models import Feature, Product, Source, Statement
from tests.browser.desk import Desk, NewWindow, told
from tests.builders import make_brand, make_product, make_source, make_statement
from tests.catalogue.tables import as_csv

HEAD = ("product", "feature", "value", "source", "voice", "as_stated")
SLUG, SOURCE = "testa-nonesuch-table", "made-up-source-of-tables"
GTIN = "4006381333931"


def made_rows(desk: Desk) -> tuple[Product, Source]:
    """A product with two statements of one source."""
    with desk.rows():
        brand = make_brand(slug="testa-of-tables", name="Testa of tables")
        product = make_product(slug=SLUG, name="Nonesuch table", brand=brand)
        source = make_source(slug=SOURCE, title="Made-up source of tables")
        make_statement(product, Feature.objects.get(slug="heel-cup"), "deep", source=source)
        make_statement(product, Feature.objects.get(slug="weight"), 100, source=source)
        return product, source


def row(feature: str, value: str, voice: str = "maker", words: str = "") -> tuple[str, ...]:
    """What the table says of the product."""
    return (SLUG, feature, value, SOURCE, voice, words)


GOOD = (row("Heel cup", "Deep", words="a deep cup"), row("weight", "100"), row("Arch height", "Medium"))
BAD = (row("Heel cap", "Deep"), row("weight", "rather light"), row("Arch support", "Rigid", voice="makr"))


def try_table(page: Page, folder: Path, *rows: tuple[str, ...]) -> None:
    """Choose the file and see what the trial run says."""
    table = folder / "made-up.csv"
    table.write_bytes(as_csv([HEAD, *rows]))
    page.get_by_label("Table").set_input_files(table)
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("heading", level=1, name="Trial run: made-up.csv")).to_be_visible()


def section(page: Page, name: str) -> Locator:
    """The rows with one outcome, unfolded."""
    found = page.locator(f"details#{name}")
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def test_a_table_with_three_bad_rows_imports_nothing_until_they_are_corrected(
    new_window: NewWindow, desk: Desk, tmp_path: Path
) -> None:
    product, _source = made_rows(desk)
    page = desk.page_of(new_window)
    page.goto("/admin/catalogue/statement/")
    page.get_by_role("link", name="Import a table").click()
    try_table(page, tmp_path, GOOD[0], BAD[0], GOOD[1], BAD[1], BAD[2], GOOD[2])

    expect(page.locator(".errornote")).to_contain_text("nothing of this table can be imported as it is")
    expect(page.get_by_role("button", name="Import all rows")).to_have_count(0)
    refused = section(page, "refused").locator("tbody tr")
    expect(refused).to_have_count(3)
    for place, (number, column, reason) in enumerate(
        (
            ("3", "feature", "Did you mean “Heel cup”?"),
            ("5", "value", "rather light"),
            ("6", "voice", "makr"),
        )
    ):
        expect(refused.nth(place).get_by_role("rowheader")).to_have_text(number)
        expect(refused.nth(place).locator("code")).to_have_text(column)
        expect(refused.nth(place)).to_contain_text(reason)
    with desk.rows():
        assert Statement.objects.filter(product=product).count() == 2

    page.get_by_role("link", name="Choose a file").click()
    try_table(page, tmp_path, *GOOD)
    for name, words in (("changed", "a deep cup"), ("new", "Arch height"), ("same", "weight")):
        expect(section(page, name).locator("tbody tr")).to_have_count(1)
        expect(section(page, name)).to_contain_text(words)
    page.get_by_role("button", name="Import all rows").click()
    expect(told(page)).to_contain_text("The table was imported.")

    section(page, "new").get_by_role("link").click()
    expect(page.get_by_role("heading", level=2, name="Arch height")).to_be_visible()
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.locator("#result_list")).to_contain_text("Imported from the table made-up.csv.")
    page.goto(f"/insoles/{SLUG}/")
    expect(page.locator('[id="arch-height"]')).to_contain_text("Medium")


def test_a_feed_is_matched_by_bar_code_and_by_title(new_window: NewWindow, desk: Desk, tmp_path: Path) -> None:
    with desk.rows():
        brand = make_brand(slug="testa-of-feeds", name="Testa of feeds")
        for number, gtin in ((1, GTIN), (2, None)):
            make_product(slug=f"testa-nonesuch-feed-{number}", name=f"Nonesuch feed {number}", brand=brand, gtin=gtin)
        make_source(slug="made-up-feed", title="Made-up feed", kind="retailer")
    feed = tmp_path / "feed.tsv"
    feed.write_text(
        "id\ttitle\tbrand\tprice\tgtin\tavailability\n"
        f"1\tWhatever the shop calls it\tTesta of feeds\t39.95 EUR\t{GTIN}\tin stock\n"
        "2\tTesta of feeds Nonesuch feed 2 insoles\tTesta of feeds\t29.95 EUR\t\tin stock\n"
        "3\tA lamp\tOther\t5 EUR\t\tin stock\n",
        encoding="utf-8",
    )
    page = desk.page_of(new_window)
    page.goto("/admin/catalogue/offer/")
    page.get_by_role("link", name="Read a feed").click()
    page.get_by_label("Product feed").set_input_files(feed)
    page.get_by_label("Source").select_option(label="Made-up feed")
    page.get_by_label("Seller").fill("a made-up shop")
    page.get_by_label("Country").fill("DE")
    page.get_by_role("button", name="Show the articles").click()

    by_code, by_title = (page.get_by_role("main").locator("tbody tr").nth(place) for place in (0, 1))
    expect(by_code).to_contain_text("Nonesuch feed 1")
    expect(by_code.get_by_role("checkbox")).to_be_checked()
    expect(by_title).to_contain_text("Nonesuch feed 2")
    expect(by_title.get_by_role("checkbox")).not_to_be_checked()
    expect(page.get_by_text("1 article is not read")).to_be_visible()
    by_title.get_by_role("checkbox").check()
    page.get_by_role("button", name="Try these prices").click()
    expect(section(page, "new").locator("tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Import all rows").click()
    expect(told(page)).to_contain_text("The table was imported.")
    page.goto("/insoles/testa-nonesuch-feed-2/?currency=EUR")
    expect(page.get_by_role("main")).to_contain_text("29.95")
