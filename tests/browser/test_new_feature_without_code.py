"""Two editors add a feature, a choice, a foot problem and what to look for, and see them everywhere at once: no code is touched."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.comparisons import row
from tests.browser.conftest import LogIn
from tests.browser.journeys import filter_box, listed, open_around
from tests.browser.test_editor_fills_a_sheet import line, log_in

INSOLE, OTHER = "superfeet-green", "superfeet-blue"
STATEMENT_ON_IT = f"product,feature,value,source,voice\n{OTHER},wobble-rib,blunt,bbj-superfeet,retailer\n"


def test_it_is_everywhere_at_once(
    page: Page,
    browser: Browser,
    writable_site: str,
    editor: LogIn,
    second_person: LogIn,
) -> None:
    log_in(page, writable_site, editor)
    add_feature_with_two_choices(page, writable_site)
    add_choice_to_a_feature_that_is_there(page, writable_site)
    state_them_on_the_sheet(page, writable_site)
    a_table_with_it_is_taken(page, writable_site)
    propose_problem_that_looks_for_it(page, writable_site)

    visitor = browser.new_page(base_url=writable_site)
    visitor.goto("/problems/")
    expect(visitor.get_by_role("link", name="Wobbly knuckle")).to_have_count(0)
    with browser.new_page() as second:
        apply_what_waits(second, writable_site, second_person)
    it_filters_the_list(visitor)
    it_stands_on_the_pages_of_insoles(visitor)
    it_is_explained_and_found(visitor)
    it_is_looked_for(visitor)
    visitor.close()


def add_feature_with_two_choices(page: Page, site: str) -> None:
    """Only what is needed is typed: slugs, places and the day come by themselves."""
    page.goto(f"{site}/admin/catalogue/feature/add/")
    page.locator("#id_name_en").press_sequentially("Wobble rib")
    page.locator("#id_explanation_en").fill("A made-up rib below the arch.")
    page.locator("#id_group").select_option(label="Support")
    page.locator("#id_kind").select_option("choice")
    for number, name in enumerate(("Blunt", "Sharp")):
        add_choice(page, number, name)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("Wobble rib")


def add_choice(page: Page, number: int, name: str) -> None:
    """One more row of the table of choices."""
    page.locator("#choices-group .add-row a").click()
    page.locator(f"#id_choices-{number}-name_en").press_sequentially(name)


def add_choice_to_a_feature_that_is_there(page: Page, site: str) -> None:
    """Below those that it has."""
    page.goto(f"{site}/admin/catalogue/feature/?q=heel-cup")
    page.get_by_role("link", name="Heel cup", exact=True).click()
    add_choice(page, int(page.locator("#id_choices-TOTAL_FORMS").input_value()), "Zigzag")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("Heel cup")


def state_them_on_the_sheet(page: Page, site: str) -> None:
    """Both are there to be filled in."""
    page.goto(f"{site}/admin/catalogue/product/?q=/insoles/{INSOLE}/")
    page.locator("#result_list tbody th a").click()
    page.get_by_role("link", name="Spec sheet").first.click()
    page.locator(".fill-page").get_by_label("Another source").fill("https://example.com/nonesuch-wobble")
    page.get_by_label("Voice").first.select_option("maker")
    line(page, "Wobble rib").get_by_label("Value").select_option(label="Sharp")
    line(page, "Heel cup").get_by_role("button", name="Another statement").click()
    line(page, "Heel cup").get_by_label("Value").last.select_option(label="Zigzag")
    page.get_by_role("button", name="Save the sheet").first.click()
    expect(page.locator(".messagelist")).to_contain_text("2 features were saved.")
    expect(line(page, "Wobble rib").locator(".fill-shown")).to_contain_text("Sharp")


def a_table_with_it_is_taken(page: Page, site: str) -> None:
    """The trial run knows the new feature and choice by their slugs."""
    page.goto(f"{site}/admin/catalogue/statement/import/")
    page.get_by_label("Table").set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": STATEMENT_ON_IT.encode()}
    )
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("Nothing is refused, and nothing was changed yet.")).to_be_visible()
    expect(page.locator(".transfer-counts")).to_have_text("New: 1")


def choose(page: Page, field: str, typed: str, name: str) -> None:
    """Search in a box that opens a list, and take what is found."""
    page.locator(f"#{field} + .select2").click()
    page.locator(".select2-container--open .select2-search__field").last.press_sequentially(typed)
    options = page.locator(".select2-container--open .select2-results__option")
    options.filter(has_text=name).first.click()


def propose_problem_that_looks_for_it(page: Page, site: str) -> None:
    """A foot problem and its look-for row with choices, in one go."""
    page.goto(f"{site}/admin/catalogue/problem/add/")
    page.locator("#id_name_en").press_sequentially("Wobbly knuckle")
    page.locator("#id_summary_en").fill("A made-up complaint.")
    page.locator("#id_group").select_option("foot_pain")
    page.locator("#id_region").select_option("forefoot")
    page.locator("#look_for-group .add-row a").click()
    choose(page, "id_look_for-0-feature", "wobble", "Wobble rib")
    choose(page, "id_look_for-0-choices", "wobble sharp", "Wobble rib: Sharp")
    page.locator("#id_look_for-0-weight").fill("3")
    page.locator("#id_look_for-0-basis").select_option("usual_practice")
    page.locator("#id_look_for-0-reason_en").fill("A made-up reason.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("This waits for a second person now.")


def apply_what_waits(page: Page, site: str, second_person: LogIn) -> None:
    """From the first page of the desk, as whoever has to decide finds it."""
    log_in(page, site, second_person)
    page.get_by_role("link", name="second person").first.click()
    page.locator("#result_list tbody th a").click()
    expect(page.get_by_role("heading", name="Look-for row")).to_be_visible()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".messagelist")).to_contain_text("visitors see it from now on")


def counted(page: Page, name: str) -> Locator:
    """The values of a filter, each with its count behind it."""
    return page.locator(f'#filters details.facet:has(input[name="{name}"]) label')


def it_filters_the_list(page: Page) -> None:
    """With the right counts, alone and as a must-have."""
    page.goto("/insoles/")
    everything = page.locator("#main").get_by_text(re.compile(r"^\d+ insoles$")).first.inner_text()
    rest = int(everything.split()[0]) - 1
    expect(counted(page, "wobble-rib")).to_have_text(["Blunt0", "Sharp1", f"Not stated{rest}"])
    expect(counted(page, "heel-cup").filter(has_text="Zigzag")).to_have_text("Zigzag1")
    expect(counted(page, "feature").filter(has_text="Wobble rib")).to_have_text("Wobble rib1")
    expect(counted(page, "problem").filter(has_text="Wobbly knuckle")).to_have_text("Wobbly knuckle1")
    box = filter_box(page, "wobble-rib", "sharp")
    open_around(box)
    box.check()
    page.wait_for_url("**wobble-rib=sharp**")
    page.wait_for_load_state("networkidle")
    assert listed(page) == [INSOLE]


def it_stands_on_the_pages_of_insoles(page: Page) -> None:
    """Stated for one, and not checked yet for another, beside it too."""
    page.goto(f"/insoles/{INSOLE}/")
    expect(page.locator('[id="wobble-rib"]')).to_contain_text("Sharp")
    expect(page.locator('[id="heel-cup"]')).to_contain_text("Zigzag")
    page.goto(f"/compare/?with={INSOLE}&with={OTHER}")
    cells = row(page, "wobble-rib").get_by_role("cell")
    expect(cells).to_have_text([re.compile("^Sharp"), "Not checked yet"])


def it_is_explained_and_found(page: Page) -> None:
    """In the glossary, on its own page, and by the search."""
    page.goto("/search/?q=wobble+rib")
    page.get_by_role("link", name="Wobble rib").first.click()
    expect(page.get_by_role("heading", level=1, name="Wobble rib")).to_be_visible()
    expect(page.locator("#main")).to_contain_text(re.compile(r"Stated for\s*1 insole"))
    page.get_by_role("link", name="Features").first.click()
    expect(page.get_by_role("link", name="Wobble rib")).to_be_visible()


def it_is_looked_for(page: Page) -> None:
    """The problem is in the index; its guide says what to look for, and the list beside it why an insole is there."""
    page.goto("/problems/")
    page.get_by_role("link", name="Wobbly knuckle").first.click()
    expect(page.get_by_role("heading", level=1, name="Wobbly knuckle")).to_be_visible()
    expect(page.get_by_text("A made-up reason.")).to_be_visible()
    assert listed(page) == [INSOLE]
    expect(page.get_by_text("1 of 1 met").first).to_be_visible()
