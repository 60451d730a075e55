"""A comparison as plain text, for a message to a podiatrist."""

import re

import pytest
from django.test import Client

from tests.comparisons.list_pages import as_data
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

TWO = "with=superfeet-green&with=powerstep-pulse-maxx"


def text_of(client: Client, query: str, path: str = "/compare/") -> str:
    """The text of an address."""
    response = client.get(f"{path}?{query}" if query else path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return str(response.content.decode())


def test_the_page_leads_to_it(client: Client) -> None:
    link = opened(client, f"/compare/?{TWO}").main.one("a", text="as plain text, for a message to a podiatrist")
    assert link["href"] == f"/compare/?format=txt&{TWO}"
    assert "Superfeet GREEN" in client.get(link["href"]).content.decode()


def test_it_names_the_insoles_the_day_and_the_address_of_the_page(client: Client) -> None:
    text = text_of(client, f"format=txt&{TWO}")
    assert re.search(r"^1\. Superfeet GREEN \(", text, re.MULTILINE)
    assert re.search(r"^2\. PowerStep Pulse Maxx \(", text, re.MULTILINE)
    assert "Not medical advice." in text
    assert text.endswith(f"http://testserver/compare/?{TWO}\n")


def test_it_has_every_value_of_the_table(client: Client) -> None:
    text = " ".join(text_of(client, f"format=txt&{TWO}").split())
    for row in as_data(client, f"/compare/?{TWO}")["rows"]:
        for cell in row["cells"]:
            assert cell["text"] in text


def test_it_cites_its_sources_by_number(client: Client) -> None:
    text = text_of(client, f"format=txt&{TWO}")
    cited = {
        int(number) for number in re.findall(r"\((?:maker|retailer|tester|reviewer|clinician|other) \[(\d+)\]\)", text)
    }
    listed = {int(number) for number in re.findall(r"^\[(\d+)\] ", text, re.MULTILINE)}
    assert cited == listed != set()


def test_it_has_the_answer_to_the_chosen_problem_as_a_sum(client: Client) -> None:
    text = text_of(client, f"format=txt&problem=low-back-pain&{TWO}")
    assert re.search(r"What is looked for\n-+\n1\. \d of \d met.*\d+ of \d+ points", text, re.DOTALL)
    assert "What is looked for" not in text_of(client, f"format=txt&{TWO}")


def test_it_tells_the_differences_against_the_reference(client: Client) -> None:
    text = text_of(client, f"format=txt&reference=powerstep-pulse-maxx&{TWO}")
    assert "Against PowerStep Pulse Maxx\n" in text


def test_it_leaves_out_what_the_page_hides_and_says_how_much(client: Client) -> None:
    text = text_of(client, f"format=txt&only=differences&{TWO}")
    hidden = sum(not row["differs"] for row in as_data(client, f"/compare/?{TWO}")["rows"])
    assert f"{hidden} rows that do not differ are left out." in text


def test_lines_are_short_enough_for_a_message(client: Client) -> None:
    lines = text_of(client, f"format=txt&{TWO}").splitlines()
    assert all(len(line) <= 76 for line in lines if not line.startswith("http"))


def test_a_curated_comparison_has_its_title(client: Client) -> None:
    text = text_of(client, "format=txt", "/compare/superfeet-green-blue-black-carbon/")
    assert text.splitlines()[0].startswith("Superfeet")


def test_a_list_has_none(client: Client) -> None:
    assert "format=txt" in opened(client, "/insoles/?format=txt").main.text
