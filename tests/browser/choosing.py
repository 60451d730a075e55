"""What tests see and press while insoles are chosen to compare."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.journeys import columns, parameters, tray

GREEN, BLUE, PULSE = "superfeet-green", "superfeet-blue", "powerstep-pulse-maxx"
SIX = (GREEN, PULSE, "sole-custom-footbeds", "spenco-total-support", "formthotics", "aetrex-lynco-sports-l420")


OF_SIX = "&".join(f"with={slug}" for slug in SIX)


COVERED = """() => {
  const focused = document.activeElement, tray = document.getElementById('tray');
  if (!tray || tray.contains(focused) || focused === document.body) return '';
  const one = focused.getBoundingClientRect(), other = tray.getBoundingClientRect();
  const hidden = one.top >= other.top && one.bottom <= other.bottom && one.left >= other.left && one.right <= other.right;
  return hidden && getComputedStyle(tray).position === 'sticky' ? focused.outerHTML.slice(0, 120) : '';
}"""


def chosen(page: Page) -> list[str]:
    """What the address says is chosen, in order."""
    return [value for name, value in parameters(page) if name == "with"]


def in_tray(page: Page) -> Locator:
    """The links of the tray that take one out."""
    return tray(page).get_by_role("listitem").get_by_role("link", name="Remove")


def box(page: Page, slug: str) -> Locator:
    """The tick of an insole on a list."""
    return page.locator(f'#main input[type="checkbox"][name="with"][value="{slug}"]')


def control(page: Page, name: str) -> Locator:
    """The link that adds or removes an insole."""
    return page.locator("#main").get_by_role("link", name=re.compile(f"(Add|remove).*{name}$"))


def pages_asked_for(page: Page) -> list[str]:
    """What the server is asked for from now on; a browser looks for the icon anew whenever the address changes."""
    asked: list[str] = []
    page.on("request", lambda request: None if "/static/" in request.url else asked.append(request.url))
    return asked


def settled(page: Page) -> None:
    """Until all that a step asked for has come."""
    page.wait_for_load_state("networkidle")


def from_every_place(page: Page, press: Callable[[Locator], None]) -> None:
    """List → the page of an insole → a search → the comparison, one more from each; nothing is lost on the way.

    `press` is how a control is used: by mouse or by keyboard.
    """
    page.goto("/insoles/?brand=superfeet")
    settled(page)
    press(box(page, GREEN))
    expect(in_tray(page)).to_have_count(1)
    expect(tray(page)).to_contain_text("1 of 6 insoles chosen")
    page.locator("#main").get_by_role("link", name="BLUE", exact=True).click()
    page.wait_for_url(f"**/insoles/{BLUE}/?with={GREEN}")
    expect(tray(page)).to_contain_text("1 of 6 insoles chosen")
    press(control(page, "Superfeet BLUE"))
    expect(control(page, "Superfeet BLUE")).to_have_accessible_name(re.compile("^In the comparison – remove"))
    expect(tray(page)).to_contain_text("2 of 6 insoles chosen")
    searchbox = page.locator("form.search:visible input")
    searchbox.fill("pulse maxx")
    searchbox.press("Enter")
    page.wait_for_url(f"**/search/?q=pulse+maxx&with={GREEN}&with={BLUE}")
    press(control(page, "PowerStep Pulse Maxx"))
    expect(control(page, "PowerStep Pulse Maxx")).to_have_accessible_name(re.compile("remove"))
    expect(in_tray(page)).to_have_count(3)
    assert chosen(page) == [GREEN, BLUE, PULSE]
    tray(page).get_by_role("button", name="Compare").click()
    page.wait_for_url("**/compare/?**")
    assert columns(page) == [GREEN, BLUE, PULSE]
    expect(page.locator("#main")).to_contain_text("3 of 6 insoles chosen")


def tab_and_see_where_one_is(page: Page, steps: int) -> None:
    """From the first card on, so many steps by keyboard; nothing lies over what has the focus."""
    page.locator(".cards a").first.focus()
    for _ in range(steps):
        page.keyboard.press("Tab")
        assert page.evaluate(COVERED) == ""
