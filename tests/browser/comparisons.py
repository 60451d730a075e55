"""Comparisons as a browser shows them: their addresses, their rows and columns, and what of them is in sight."""

from typing import Any

from playwright.sync_api import Locator, Page

GREEN, BLUE, BLACK, CARBON = "superfeet-green", "superfeet-blue", "superfeet-black", "superfeet-carbon"
PULSE = "powerstep-pulse-maxx"
OTHERS = (PULSE, "sole-custom-footbeds", "spenco-total-support", "formthotics")
SIX = (GREEN, *OTHERS, "aetrex-lynco-sports-l420")

# What of the table stays in its place while the rest scrolls and covers the focused element; nothing where that is outside the table.
COVERED = """() => {
  const focused = document.activeElement;
  if (!focused.closest('.compare-box')) return null;
  const own = focused.getBoundingClientRect();
  const over = [...document.querySelectorAll('.compare-names > *, .compare tbody th[scope=row], .compare .fold-rows, .tray')]
    .filter(part => !part.contains(focused) && !focused.contains(part) && getComputedStyle(part).position === 'sticky')
    .map(part => [part, part.getBoundingClientRect()])
    .find(([part, box]) => Math.min(own.right, box.right) - Math.max(own.left, box.left) > 1
      && Math.min(own.bottom, box.bottom) - Math.max(own.top, box.top) > 1
      && part.contains(document.elementFromPoint(
        (Math.max(own.left, box.left) + Math.min(own.right, box.right)) / 2,
        (Math.max(own.top, box.top) + Math.min(own.bottom, box.bottom)) / 2)));
  return over ? `${focused.outerHTML.slice(0, 90)} under ${over[0].textContent.slice(0, 40)}` : '';
}"""

# Names of columns and labels of rows that belong to a cell in sight and are not in sight themselves.
OUT_OF_SIGHT = """() => {
  const frame = document.querySelector('.compare-box').getBoundingClientRect();
  const top = Math.max(frame.top, 0), bottom = Math.min(frame.bottom, innerHeight);
  const left = Math.max(frame.left, 0), right = Math.min(frame.right, innerWidth);
  const isSeen = box => box.top >= top - 1 && box.bottom <= bottom + 1;
  const missing = [];
  const names = [...document.querySelectorAll('.compare-names > th')].slice(1);
  for (const row of document.querySelectorAll('.compare tr[id^=row-]')) {
    const label = row.querySelector('th'), own = label.querySelector('summary').getBoundingClientRect();
    const around = row.getBoundingClientRect(), head = names[0].getBoundingClientRect();
    if (!around.height || around.top < head.bottom || around.bottom > bottom) continue;
    const onTop = document.elementFromPoint(own.left + 2, own.top + own.height / 2);
    if (!isSeen(own) || own.left < left - 1 || own.left > right || !label.contains(onTop)) missing.push(label.textContent);
    [...row.querySelectorAll('td')].forEach((cell, place) => {
      const box = cell.getBoundingClientRect(), name = names[place].getBoundingClientRect();
      if (box.width <= 1 || row.matches('.same') || box.right <= left + 8 || box.left >= right - 8) return;
      if (!isSeen(name) || Math.abs(name.left - box.left) > 1) missing.push(names[place].textContent);
    });
  }
  return [...new Set(missing)];
}"""

HEADERS = """() => {
  const table = document.querySelector('table.compare');
  const heads = [...table.querySelectorAll('thead th')];
  const wrong = [];
  for (const row of table.querySelectorAll('tbody tr:not(.compare-group)')) {
    const label = [...row.querySelectorAll('th')];
    if (label.length !== 1 || label[0].scope !== 'row' || label[0].cellIndex !== 0) wrong.push(row.textContent);
    for (const cell of row.querySelectorAll('td')) {
      const over = heads.filter(head => head.scope === 'col' && head.cellIndex === cell.cellIndex);
      if (over.length !== 1 || !over[0].textContent.trim()) wrong.push(cell.textContent);
    }
  }
  return wrong;
}"""


def address_of(*slugs: str, more: str = "") -> str:
    """The address that compares these insoles."""
    pairs = [*(part for part in more.split("&") if part), *(f"with={slug}" for slug in slugs)]
    return "/compare/?" + "&".join(sorted(pairs, key=lambda pair: pair.partition("=")[0]))


def open_comparison(page: Page, *slugs: str, more: str = "") -> None:
    """Go there and wait for the scripts, if any run."""
    page.goto(address_of(*slugs, more=more))
    page.wait_for_load_state("networkidle")


def row(page: Page, feature: str) -> Locator:
    """The row of a feature."""
    return page.locator(f"#row-{feature}")


def rows(page: Page) -> list[str]:
    """The features whose rows are in the table, in order."""
    found: list[str] = page.locator("tr[id^=row-]").evaluate_all("rows => rows.map(row => row.id.slice(4))")
    return found


def group(page: Page, name: str) -> Locator:
    """The rows of a group with its head."""
    return page.locator("table.compare tbody").filter(has=page.get_by_role("checkbox", name=name))


def scroll_table(page: Page, across: int, down: int) -> None:
    """Scroll whatever scrolls the table: its box, or where that is as long as the table the window."""
    page.locator(".compare-box").evaluate(
        """(box, [across, down]) => {
          box.scrollBy(across, down);
          if (box.scrollHeight <= box.clientHeight + 1) window.scrollBy(0, down);
        }""",
        [across, down],
    )


def place_of(locator: Locator) -> dict[str, Any]:
    """Where an element is on the screen."""
    found: dict[str, Any] = locator.evaluate(
        "element => { const {x, y, width, height} = element.getBoundingClientRect(); return {x, y, width, height}; }"
    )
    return found
