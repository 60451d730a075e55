"""The overview of the evidence: problems by features, in words, with a way from each field to its page."""

from collections import defaultdict

import pytest
from django.test import Client

from catalogue.evidence import result_lines
from catalogue.models import Evidence, LookFor, Problem
from tests.builders import make_evidence, make_feature, make_look_for, make_problem
from tests.pages import Element, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


def overview(client: Client) -> Element:
    """The table."""
    return opened(client, "/evidence/").main.one("table", class_="overview")


def cell(table: Element, problem: str, feature: str) -> Element:
    """The field of a problem alone and a feature, by its name."""
    return table.one("tr", id=problem).one("td", data_label=feature)


class TestTheFields:
    def test_every_problem_has_a_row_with_as_many_fields_as_there_are_columns(self, client: Client) -> None:
        table = overview(client)
        columns = len(table.one("thead").all("th", scope="col"))
        for problem in Problem.objects.all():
            row = table.one("tr", id=problem.slug)
            assert row.one("th", scope="row").text == str(problem.name)
            assert (
                len(row.all("td")) == columns
            )  # one for each feature, and the line that stands for the rest on a phone
            assert all(field.text for field in row.all("td"))

    def test_every_result_is_in_its_field_in_words_with_its_certainty(self, client: Client) -> None:
        table = overview(client)
        by_field: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for record in Evidence.objects.with_all().filter(and_problem=None):
            by_field[record.problem.slug, str(record.feature.name) if record.feature else "Insoles as such"].append(
                record
            )
        assert len(by_field) > 40
        for (problem, feature), records in by_field.items():
            text = cell(table, problem, feature).text
            for line in result_lines(records):
                assert f"{line.text} {line.certainty}" in text

    def test_signs_stand_beside_words_and_are_not_read_out(self, client: Client) -> None:
        table = overview(client)
        for result in table.all("span", class_="result"):
            assert result.one("i")["aria-hidden"] == "true"
            assert result.first("span").text

    def test_where_people_look_for_a_feature_without_a_study_it_says_both(self, client: Client) -> None:
        table = overview(client)
        studied = set(Evidence.objects.filter(and_problem=None).values_list("problem", "feature"))
        rows = [row for row in LookFor.objects.for_match() if (row.problem_id, row.feature_id) not in studied]
        assert rows
        for row in rows:
            text = cell(table, row.problem.slug, str(row.feature.name)).text
            assert "no study found" in text
            assert "looked for all the same" in text

    def test_two_problems_together_have_a_row_of_their_own(self, client: Client) -> None:
        one, two = make_problem("made-up-ache", position=900), make_problem("made-up-pang", position=901)
        make_evidence(one, make_feature(position=900, name_en="Made-up cup"), and_problem=two)
        table = overview(client)
        assert table.one("tr", id="made-up-ache").all("td", text="in favour") == []
        row = table.one("th", scope="row", text="Made up ache together with Made up pang").around("tr")
        assert "in favour not graded" in row.one("td", data_label="Made-up cup").text

    def test_no_study_found_comes_with_its_day(self, client: Client) -> None:
        page = opened(client, "/evidence/")
        assert "none was found by Nov. 23, 2026" in page.main.text
        assert "No study of insoles was found by Nov. 23, 2026." in page.main.one("tr", id="splay-foot").text

    def test_a_new_feature_gets_its_column_without_code(self, client: Client) -> None:
        make_look_for(Problem.objects.get(slug="hip-pain"), make_feature(position=900, name_en="Made-up cup"))
        assert overview(client).all("th", scope="col", text="Made-up cup")


class TestWaysOn:
    def test_every_field_with_something_in_it_leads_to_its_page(self, client: Client) -> None:
        links = set(overview(client).links())
        for record in Evidence.objects.with_all():
            assert record.get_absolute_url().partition("#")[0] in links
        for row in LookFor.objects.for_match():
            assert row.get_absolute_url() in links

    def test_every_page_that_it_leads_to_is_there(self, client: Client) -> None:
        for link in set(overview(client).links()):
            assert client.get(link).status_code == 200, link

    def test_every_term_is_explained(self, client: Client) -> None:
        links = set(overview(client).one("thead").links())
        features = {row.feature.get_absolute_url() for row in LookFor.objects.for_match()}
        assert features <= links

    def test_each_group_can_be_jumped_to(self, client: Client) -> None:
        page = opened(client, "/evidence/")
        for link in page.main.one("nav", class_="jump").links():
            assert page.main.one("th", id=link.removeprefix("#"))
