"""The ways through the site that must work in any browser, step by step, with script and without.

Elements are found as people find them: by their words, or by the name and value that a form sends.
"""

from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, expect


def parameters(page: Page) -> list[tuple[str, str]]:
    """The parameters of the address that the browser shows."""
    return parse_qsl(urlsplit(page.url).query)


def filter_box(page: Page, name: str, value: str) -> Locator:
    """The tick of one value in the filter column."""
    return page.locator(f'#filters input[type="checkbox"][name="{name}"][value="{value}"]')


def open_around(box: Locator) -> None:
    """Unfold whatever a control is folded into, from the outside in."""
    folds = box.locator("xpath=ancestor::details")
    for number in range(folds.count()):
        if folds.nth(number).get_attribute("open") is None:
            folds.nth(number).locator("> summary").click()


def tick(page: Page, name: str, value: str) -> None:
    """Tick a value; where no script sends the form at once, press the button."""
    box = filter_box(page, name, value)
    open_around(box)
    box.check()
    if (name, value) not in parameters(page) and not page.locator("#filters[data-htmx-powered]").count():
        apply = page.get_by_role("button", name="Apply filters")
        apply.click()
    page.wait_for_url(lambda url: f"{name}={value}" in url)
    page.wait_for_load_state("networkidle")


def listed(page: Page) -> list[str]:
    """The insoles on the page, in order."""
    ticks = page.locator('#main input[type="checkbox"][name="with"]')
    return [str(ticks.nth(number).get_attribute("value")) for number in range(ticks.count())]


def chips(page: Page) -> Locator:
    """The active filters."""
    return page.get_by_role("group", name="Active filters").get_by_role("link", name="Remove the filter")


def pick(page: Page, slug: str) -> None:
    """Tick an insole for the comparison."""
    page.locator(f'#main input[type="checkbox"][name="with"][value="{slug}"]').check()


def tray(page: Page) -> Locator:
    """What is chosen for the comparison."""
    return page.get_by_role("region", name="Insoles to compare")


def columns(page: Page) -> list[str]:
    """The insoles of a comparison, in the order of the columns."""
    heads = page.locator("#main table thead th[scope=col] a")
    return [str(heads.nth(number).get_attribute("href")).split("/")[2] for number in range(heads.count())]


def from_pain_to_comparison(page: Page) -> None:
    """Home → low back pain → warning signs → filtered list → pick two → compare. Ends on the comparison."""
    page.goto("/")
    page.get_by_role("link", name="Low back pain").first.click()
    page.wait_for_url("**/problems/low-back-pain/")
    help_first = page.get_by_role("heading", name="Get help first")
    expect(help_first).to_be_visible()
    expect(page.get_by_text("Go to an emergency department now if you have")).to_be_visible()
    first_insole = page.locator('#main input[type="checkbox"][name="with"]').first
    above, below = help_first.bounding_box(), first_insole.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] < below["y"]
    tick(page, "form", "full-length")
    expect(chips(page)).to_have_count(1)
    one, two = listed(page)[:2]
    pick(page, one)
    pick(page, two)
    tray(page).get_by_role("button", name="Compare").click()
    page.wait_for_url("**/compare/?**")
    assert sorted(columns(page)) == sorted([one, two])
    assert ("problem", "low-back-pain") in parameters(page)
    expect(page.get_by_role("heading", name="Get help first")).to_be_visible()


def three_filters_and_back(page: Page) -> None:
    """Browse → three filters → one away → back: the list is as it was, and so is the place on it."""
    page.goto("/insoles/")
    tick(page, "trim-to-fit", "yes")
    tick(page, "form", "full-length")
    tick(page, "footwear", "running")
    with_three = page.url
    three = [("footwear", "running"), ("form", "full-length"), ("trim-to-fit", "yes")]
    assert parameters(page) == three
    expect(chips(page)).to_have_count(3)
    before = listed(page)
    chips(page).filter(has_text="Running").click()
    page.wait_for_url(lambda url: "footwear" not in url)
    page.wait_for_load_state("networkidle")
    expect(chips(page)).to_have_count(2)
    assert set(before) <= set(listed(page)) or len(listed(page)) == 24
    page.go_back()
    page.wait_for_url(with_three)
    page.wait_for_load_state("networkidle")
    expect(chips(page)).to_have_count(3)
    for name, value in three:
        expect(filter_box(page, name, value)).to_be_checked()
    assert listed(page) == before


def back_from_an_insole(page: Page) -> None:
    """From the middle of a filtered list to an insole and back: within one card of where one was."""
    page.goto("/insoles/?not_brand=superfeet")
    page.wait_for_load_state("networkidle")
    back_to_the_same_card(page, 12)
    expect(chips(page)).to_have_count(1)


def back_to_the_same_card(page: Page, number: int) -> None:
    """From a card to its insole and back."""
    address = page.url
    card = page.get_by_role("article").nth(number)
    card.scroll_into_view_if_needed()
    was = page.evaluate("scrollY")
    assert was > 300
    height = card.bounding_box()
    assert height is not None
    card.get_by_role("heading").get_by_role("link").click()
    page.wait_for_url(lambda url: "?" not in url)
    page.go_back()
    page.wait_for_url(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(
        "place => Math.abs(scrollY - place.y) <= place.height", arg={**height, "y": was}, timeout=5000
    )
