"""What comparisons are measured against shows the same as the site: same insoles, features, values, states and differences."""

from urllib.parse import parse_qsl

import pytest
from django.http import QueryDict
from django.test import Client

from catalogue.models import Feature
from comparisons.filters import ProductFilter
from comparisons.index import current
from tests.benchmarks.addresses import BASELINE_COMPARE_PATH, COMPARE_PATH
from tests.benchmarks.baseline.compare import ComparedCell, comparison_for
from tests.benchmarks.comparing import COLUMNS, SETS, compared_sets
from tests.comparisons.list_pages import as_data
from tests.pages import Element, Page, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_up")]

PLACES = range(SETS)
ENOUGH = 8  # features that an insole of a measured comparison states at least


def both_pages(client: Client, place: int) -> tuple[Page, Page]:
    """The site's page and the baseline's of one set."""
    query = compared_sets()[place]
    ours, theirs = (read(client.get(f"{path}?{query}")) for path in (COMPARE_PATH, BASELINE_COMPARE_PATH))
    return ours, theirs


def slugs_of(place: int) -> list[str]:
    """The insoles of one set."""
    return [slug for _name, slug in parse_qsl(compared_sets()[place])]


def rows_of(page: Page) -> list[Element]:
    """The rows about features."""
    return [row for row in page.one("table").all("tr") if row.get("id").startswith("row-")]


def shown_in(row: Element) -> tuple[str, str, bool, list[tuple[str, ...]]]:
    """A row's feature and name, whether it differs, and its cells as texts."""
    head = row.one("th")
    cells = [texts_of(cell) for cell in row.all("td")]
    return row["id"], head.one("summary").text, bool(head.all("span", text="Differs")), cells


def texts_of(cell: Element) -> tuple[str, ...]:
    """What a cell shows: the value, how it stands to the first, and what is disputed; or why there is no value."""
    parts = [part.text for name in ("value", "versus", "state--disputed") for part in cell.all(class_=name)]
    return tuple(parts) or (cell.text,)


def voices_in(page: Page) -> list[str]:
    """Who says each value, and when."""
    return [mark.text.partition(" and ")[0] for mark in page.one("table").all("summary", class_=True)]


@pytest.mark.parametrize("place", PLACES)
def test_both_show_the_same(client: Client, place: int) -> None:
    ours, theirs = both_pages(client, place)
    heads = [[head.text for head in page.one("thead").all("th", scope="col")[1:]] for page in (ours, theirs)]
    assert [heads[0][0].removesuffix("Reference"), *heads[0][1:]] == heads[1]
    assert len(heads[1]) == COLUMNS
    found = [shown_in(row) for row in rows_of(ours)]
    assert found == [shown_in(row) for row in rows_of(theirs)]
    assert len(found) == Feature.objects.count()
    assert any(differs for _id, _name, differs, _cells in found)
    assert ours.one(class_="told-list").text == theirs.one(class_="told-list").text
    marks = [voices_in(page) for page in (ours, theirs)]
    assert marks[0] == marks[1]
    assert len(marks[0]) >= COLUMNS * ENOUGH
    cited = [sorted(page.one(class_="cited").links()) for page in (ours, theirs)]
    assert cited[0] == cited[1] != []


@pytest.mark.parametrize("place", PLACES)
def test_the_baseline_has_the_values_of_the_data(client: Client, place: int) -> None:
    rows = as_data(client, f"{COMPARE_PATH}?{compared_sets()[place]}")["rows"]
    page = comparison_for(slugs_of(place))
    assert [row.feature.slug for row in page.rows] == [row["feature"] for row in rows]
    assert [row.differs for row in page.rows] == [row["differs"] for row in rows]
    states = [[cell["state"] for cell in row["cells"]] for row in rows]
    assert [[shown.cell.state for shown in row.cells] for row in page.rows] == states


def test_no_set_shares_an_insole_with_another_and_each_states_much() -> None:
    slugs = [slug for place in PLACES for slug in slugs_of(place)]
    assert len(slugs) == len(set(slugs)) == SETS * COLUMNS
    known = [sum(shown.cell.has_value for shown in column) for column in _columns()]
    assert min(known) >= ENOUGH


def test_no_address_is_redirected_or_ignored() -> None:
    index = current()
    for query in compared_sets():
        found = ProductFilter(QueryDict(query), index.vocabulary, products=index.slugs, compares=True)
        assert found.canonical == parse_qsl(query)
        assert not found.ignored


def _columns() -> list[tuple[ComparedCell, ...]]:
    return [
        column
        for place in PLACES
        for column in zip(*(row.cells for row in comparison_for(slugs_of(place)).rows), strict=True)
    ]
