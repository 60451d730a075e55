"""The comparison in a guide: what is looked for, the insoles that have it, and every score computed again."""

import re

import pytest
from django.test import Client

from catalogue.models import LookFor, Problem
from tests.builders import (
    make_evidence,
    make_feature,
    make_look_for,
    make_problem,
    make_product,
    make_shown,
)
from tests.comparisons.guides import (
    GROUPS,
    SELECTABLE,
    column_of,
    every_guide,
    guide,
    mark_of,
    printed_sum,
    result_table,
    shown_weights,
)
from tests.comparisons.list_pages import as_data, headed_count, products_on
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


class TestWhatToLookFor:
    def test_every_row_of_every_guide_has_a_certainty_and_a_source(self, client: Client) -> None:
        for problem, page in every_guide(client):
            rows = [] if problem.is_clinician_first else page.main.under("What to look for").one("tbody").all("tr")
            for row in (row for row in rows if row.all("td")):
                assert re.search(r"certainty|not graded|no study found", row.text), row.text
                assert [link for link in row.links() if link.startswith("/sources/")], row.text

    def test_each_row_leads_to_all_that_is_known_of_it(self, client: Client) -> None:
        links = guide(client, "low-back-pain").main.under("What to look for").links()
        for row in LookFor.objects.filter(problem__slug="low-back-pain"):
            assert f"/problems/low-back-pain/{row.feature.slug}/" in links

    @pytest.mark.parametrize("slug", SELECTABLE)
    def test_each_row_says_what_why_on_what_basis_and_how_much_it_counts(self, client: Client, slug: str) -> None:
        table = guide(client, slug).main.under("What to look for").one("table")
        rows = table.one("tbody").all("tr")
        stored = LookFor.objects.filter(problem__slug=slug).for_match()
        assert [row.one("th", scope="row").text for row in rows] == [str(row.feature.name) for row in stored]
        for shown, row in zip(rows, stored, strict=True):
            assert str(row.reason) in shown.text
            assert str(row.get_basis_display()) in shown.text
            for choice in row.choices.all():
                assert str(choice.name) in shown.text

    def test_a_row_whose_studies_found_no_benefit_counts_nothing_and_says_so(self, client: Client) -> None:
        problem, product = make_problem("made-up-ache", position=900), make_product()
        feature = make_feature(position=900)
        against = make_evidence(problem, feature, direction="no_effect")
        make_look_for(problem, feature, weight=3, evidence=[against])
        make_shown(product, feature, "high")
        page = guide(client, "made-up-ache")
        assert "Looked for, but studies found no benefit" in page.main.under("What to look for").text
        assert headed_count(page) == 0

    def test_a_row_whose_studies_cannot_tell_counts_one_at_most(self, client: Client) -> None:
        problem, feature = make_problem("made-up-ache", position=900), make_feature(position=900)
        make_look_for(problem, feature, weight=3, evidence=[make_evidence(problem, feature, direction="insufficient")])
        make_shown(make_product(), feature, "high")
        page = guide(client, "made-up-ache")
        row = page.main.under("What to look for").one("tbody").one("tr")
        assert "Studies do not confirm it" in row.text
        assert row.all("td")[-1].text.startswith("1")
        assert "1 of 1 point" in page.main.text

    def test_a_guidelines_advice_against_is_printed_with_the_row(self, client: Client) -> None:
        problem, feature = make_problem("made-up-ache", position=900), make_feature(position=900)
        advice = make_evidence(problem, feature, study_type="guideline", recommendation="against", direction="mixed")
        make_look_for(problem, feature, evidence=[advice])
        assert "A guideline advises against it" in guide(client, "made-up-ache").main.under("What to look for").text


class TestTheComparison:
    @pytest.mark.parametrize("slug", SELECTABLE)
    def test_it_is_a_table_with_one_row_an_insole_and_one_column_a_feature(self, client: Client, slug: str) -> None:
        page = guide(client, slug)
        table = result_table(page)
        wished = [str(row.feature.name) for row in LookFor.objects.filter(problem__slug=slug).for_match()]
        heads = [head.text for head in table.one("thead").all("th", scope="col")]
        assert heads[1] == "Match"
        assert all(head.startswith(name) for head, name in zip(heads[2:], wished, strict=True))
        rows = table.one("tbody").all("tr")
        assert len(rows) == min(headed_count(page), 24)
        for row in rows:
            assert len(row.all("th", scope="row")) == 1
            assert len(row.all("td")) == len(heads) - 1
            assert all(cell.text for cell in row.all("td"))

    @pytest.mark.parametrize("slug", [*SELECTABLE, *GROUPS])
    def test_every_score_can_be_computed_again_from_what_the_page_shows(self, client: Client, slug: str) -> None:
        page = guide(client, slug)
        weights = shown_weights(page)
        heads = [head.text for head in result_table(page).one("thead").all("th", scope="col")][2:]
        rows = result_table(page).one("tbody").all("tr")
        scores = []
        for row in rows:
            score, *cells = row.all("td")
            child = score.text.rpartition("Matched with: ")[2] if slug in GROUPS else ""
            points = weights[child]
            columns = {column_of(points, head): cell for head, cell in zip(heads, cells, strict=True)}
            marks = {name: mark_of(columns[name]) for name in points}
            plus = [points[name] for name in points if marks[name] == "met"]
            minus = [points[name] for name in points if marks[name] == "to avoid"]
            printed = printed_sum(score.text)
            assert sorted(printed.plus) == sorted(plus), row.text
            assert sorted(printed.minus) == sorted(minus), row.text
            assert printed.gained == sum(plus) - sum(minus)
            assert printed.possible == sum(points.values())
            assert f"{len(plus)} of {len(points)} met" in score.text
            assert f"{sum(mark == 'not met' for mark in marks.values()) or ''} not met".strip() in score.text or all(
                mark != "not met" for mark in marks.values()
            )
            scores.append((printed.gained / printed.possible, -sum(mark == "unknown" for mark in marks.values())))
        assert scores == sorted(scores, reverse=True)

    @pytest.mark.parametrize("slug", SELECTABLE)
    def test_the_four_lists_of_each_match_make_up_the_wishes(self, client: Client, slug: str) -> None:
        wishes = LookFor.objects.filter(problem__slug=slug).count()
        for product in as_data(client, f"/problems/{slug}/")["products"]:
            match = product["match"]
            assert sum(len(match[name]) for name in ("met", "not_met", "unknown", "avoid")) == wishes

    @pytest.mark.parametrize("slug", [*SELECTABLE, *GROUPS])
    def test_the_three_blocks_add_up_to_all_insoles(self, client: Client, slug: str) -> None:
        data = as_data(client, f"/problems/{slug}/")
        whole = as_data(client, "/insoles/")["count"]
        assert data["count"] + data["blocks"]["unknown"] + data["blocks"]["not_fitting"] == whole
        page, blocks = guide(client, slug), data["blocks"]
        link = page.main.one("a", href=f"/problems/{slug}/?block=unknown")
        assert re.search(rf"\b{blocks['unknown']} more", link.around("p").text)
        nothing = re.search(r"(\d+) (?:is|are) known not to fit", page.main.text)
        assert int(nothing.group(1) if nothing else 0) == blocks["not_fitting"]

    def test_the_block_of_the_unknown_has_a_page_of_its_own(self, client: Client) -> None:
        data = as_data(client, "/problems/low-back-pain/")
        page = opened(client, "/problems/low-back-pain/?block=unknown")
        assert headed_count(page) == data["blocks"]["unknown"]
        assert not set(products_on(page)) & set(products_on(guide(client, "low-back-pain")))
        assert page.all("a", href="/problems/low-back-pain/")

    def test_filters_stand_beside_it_and_keep_the_problem(self, client: Client) -> None:
        page = opened(client, "/problems/low-back-pain/?form=full-length")
        assert page.one("form", id="filters")["action"] == "/problems/low-back-pain/"
        assert headed_count(page) == headed_count(opened(client, "/insoles/?form=full-length&problem=low-back-pain"))

    def test_a_wish_can_be_left_out_or_made_a_must_have(self, client: Client) -> None:
        everything = as_data(client, "/problems/low-back-pain/")
        without = as_data(client, "/problems/low-back-pain/?skip=trim-to-fit")
        wishes = without["products"][0]["match"]
        assert all(wish["feature"] != "trim-to-fit" for name in ("met", "not_met", "unknown") for wish in wishes[name])
        must = as_data(client, "/problems/low-back-pain/?must=pronation-control")
        assert 0 < must["count"] < everything["count"]
        assert all(product["values"]["pronation-control"]["value"] == "yes" for product in must["products"])

    def test_what_makers_say_is_told_apart_and_does_not_count(self, client: Client) -> None:
        text = guide(client, "plantar-heel-pain").main.under("Insoles with features to look for").text
        assert "That is their word, not a finding" in text


class TestGroups:
    @pytest.mark.parametrize("slug", GROUPS)
    def test_lists_its_children_with_their_counts(self, client: Client, slug: str) -> None:
        section = guide(client, slug).main.under("What it is")
        children = Problem.objects.filter(parent__slug=slug)
        assert children
        for child in children:
            count = as_data(client, f"/problems/{child.slug}/")["count"]
            assert section.one("a", href=child.get_absolute_url()).text == f"{child.name} {count} insoles"

    @pytest.mark.parametrize("slug", GROUPS)
    def test_lists_what_is_listed_for_any_child_and_names_the_child(self, client: Client, slug: str) -> None:
        listed = set()
        for child in Problem.objects.filter(parent__slug=slug):
            text = b"".join(client.get(f"/problems/{child.slug}/?format=csv").streaming_content).decode()  # type: ignore[attr-defined]
            listed |= {line.split(",")[0] for line in text.splitlines()[1:]}
        assert as_data(client, f"/problems/{slug}/")["count"] == len(listed)
        page = guide(client, slug)
        names = {str(child.name) for child in Problem.objects.filter(parent__slug=slug)}
        for row in result_table(page).one("tbody").all("tr"):
            assert row.all("td")[0].text.rpartition("Matched with: ")[2] in names

    def test_a_child_leads_back_to_its_group(self, client: Client) -> None:
        assert "/problems/arch-structure/" in guide(client, "flat-feet").main.under("What it is").links()
