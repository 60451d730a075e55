"""Every score that is shown can be worked out again from what stands on the same page."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from catalogue.models import Problem
from catalogue.models.method import METHOD_VERSION
from tests.comparisons.list_pages import as_data
from tests.pages import Element, Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

PROBLEM = "plantar-heel-pain"
FOUR = "with=superfeet-green&with=powerstep-pulse-maxx&with=sole-custom-footbeds&with=spenco-total-support"


def pages_of(client: Client, address: str) -> Iterator[Page]:
    """A list, page by page."""
    page = opened(client, address)
    yield page
    while following := page.all("a", rel="next"):
        page = opened(client, following[0]["href"])
        yield page


def points_looked_for(page: Page) -> dict[str, int]:
    """What is looked for, with the points that the page prints beside it."""
    wishes = page.one("details", class_="wishes").all("li")
    return {wish.first("b").text: int(re.search(r"(\d+) points?", wish.text)[1]) for wish in wishes}  # type: ignore[index]


def marks(card: Element) -> list[tuple[str, str]]:
    """(outcome, feature) of each wish as a card lists them."""
    listed = card.one("ul", class_="marks").all("li")
    return [tuple(item.text.split(": ", 1)) for item in listed]  # type: ignore[misc]


def printed(text: str) -> tuple[list[int], list[int], int, int]:
    """The sum as it is printed: points met, points to avoid, what comes out, and of how many."""
    found = re.search(r"(?:([\d +−]+) = )?(-?\d+) of (\d+) points", text)
    assert found, text
    plus, *minus = (found[1] or found[2]).split(" − ")
    return _points(plus.split(" + ")), _points(minus), int(found[2]), int(found[3])


def _points(terms: list[str]) -> list[int]:
    """Terms of a sum; those that count nothing are printed as 0 and change nothing."""
    return sorted(int(term) for term in terms if int(term))


def test_of_every_card_of_every_list_for_a_problem(client: Client) -> None:
    problems = Problem.objects.selectable().filter(children=None).values_list("slug", flat=True)
    assert len(problems) >= 20
    seen = 0
    for problem in problems:
        ranks = []
        for page in pages_of(client, f"/insoles/?problem={problem}"):
            points = points_looked_for(page)
            for card in page.all("div", class_="match"):
                outcomes = marks(card)
                assert sorted(name for _outcome, name in outcomes) == sorted(points), problem
                plus = [points[name] for outcome, name in outcomes if outcome == "met" and points[name]]
                minus = [points[name] for outcome, name in outcomes if outcome == "to avoid" and points[name]]
                shown_plus, shown_minus, gained, possible = printed(card.text)
                assert (shown_plus, shown_minus) == (sorted(plus), sorted(minus)), card.text
                assert (gained, possible) == (sum(plus) - sum(minus), sum(points.values())), card.text
                ranks.append((gained / possible, -sum(outcome == "unknown" for outcome, _name in outcomes)))
        assert ranks == sorted(ranks, reverse=True), problem
        seen += len(ranks)
    assert seen > 300


def test_of_every_product_in_the_data(client: Client) -> None:
    for problem in Problem.objects.selectable().values_list("slug", flat=True):
        for product in as_data(client, f"/insoles/?problem={problem}")["products"]:
            match = product["match"]
            total = {
                name: sum(wish["weight"] for wish in match[name]) for name in ("met", "not_met", "unknown", "avoid")
            }
            assert match["gained"] == total["met"] - total["avoid"]
            assert match["possible"] == sum(total.values())
            assert match["score"] == round(match["gained"] / match["possible"], 6)
            assert match["method"] == METHOD_VERSION


def test_of_every_column_of_a_comparison(client: Client) -> None:
    page = opened(client, f"/compare/?problem={PROBLEM}&{FOUR}")
    points = points_looked_for(opened(client, f"/insoles/?problem={PROBLEM}"))
    rows = {
        row.one("th").first("summary").text: row.all("td") for row in page.all("tr") if row.get("id").startswith("row-")
    }
    for place, cell in enumerate(page.main.all("td", class_="score")):
        met = [points[name] for name in points if rows[name][place].all("span", class_="mark--met")]
        avoided = [points[name] for name in points if rows[name][place].all("span", class_="mark--avoid")]
        assert printed(cell.text)[2:] == (sum(met) - sum(avoided), sum(points.values()))


@pytest.mark.parametrize(
    "address", [f"/insoles/?problem={PROBLEM}", f"/problems/{PROBLEM}/", f"/compare/?problem={PROBLEM}&{FOUR}"]
)
def test_the_method_is_named_beside_scores_with_the_way_to_its_text(client: Client, address: str) -> None:
    link = opened(client, address).main.one("a", text=f"Scored by method {METHOD_VERSION}")
    assert link["href"] == "/method/#scores"


def test_lists_without_a_problem_name_no_method(client: Client) -> None:
    assert not opened(client, "/insoles/").main.all("a", text="Scored by method")


def test_a_list_for_one_problem_leads_to_what_moved_its_scores(client: Client) -> None:
    link = opened(client, f"/insoles/?problem={PROBLEM}").main.one("a", text="what has changed")
    assert link["href"] == f"/changes/?problem={PROBLEM}"


@pytest.mark.parametrize(
    "address",
    [
        "/insoles/",
        "/insoles/?view=table",
        "/insoles/?sort=price",
        "/insoles/?problem=low-back-pain",
        "/problems/low-back-pain/",
        "/search/?q=superfeet",
        "/insoles/superfeet-green/",
        "/compare/?with=superfeet-green",
    ],
)
def test_every_list_says_that_nobody_pays_for_a_place(client: Client, address: str) -> None:
    assert re.search("nobody pays for a place", opened(client, address).main.text, re.IGNORECASE)
