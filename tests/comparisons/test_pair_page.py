"""The evidence for one problem and one feature, or insoles as such."""

from datetime import date

import pytest
from django.test import Client

from catalogue.models import Evidence, Problem
from tests.builders import make_evidence, make_feature, make_harm, make_look_for, make_problem, make_source
from tests.pages import Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


def pair(client: Client, problem: str, feature: str) -> Page:
    """The page of a problem and a feature."""
    return opened(client, f"/problems/{problem}/{feature}/")


@pytest.fixture
def ache() -> Problem:
    """A made-up problem."""
    return make_problem("made-up-ache", position=900)


class TestRecords:
    def test_every_result_is_on_its_page_with_all_that_is_needed_to_judge_it(self, client: Client) -> None:
        for record in Evidence.objects.with_all():
            box = opened(client, record.get_absolute_url()).main.one("article", id=record.key)
            for said in (record.summary, record.population, record.outcome, record.comparator, record.effect):
                assert str(said or "") in box.text
            assert str(record.get_certainty_by_display() or "not graded") in box.text
            assert str(record.source.funding or "not said in what was read") in box.text
            assert str(record.source.get_read_level_display()) in box.text
            assert f"/sources/{record.source.slug}/" in box.links()

    def test_nothing_of_a_study_is_folded(self, client: Client) -> None:
        page = pair(client, "low-back-pain", "custom-contour")
        assert all("open" in fold.attributes for box in page.all("article") for fold in box.all("details"))

    def test_laboratory_results_stand_apart(self, client: Client, ache: Problem) -> None:
        make_feature(position=900)
        make_evidence(ache, aspect="mechanism", summary_en="The angle changed.")
        make_evidence(ache, summary_en="It hurt less.")
        page = pair(client, "made-up-ache", "any-insole")
        assert "The angle changed." in page.main.under("In the laboratory").text
        assert "The angle changed." not in page.main.under("Studies in people").text

    def test_two_problems_together_stand_apart_on_the_pages_of_both(self, client: Client, ache: Problem) -> None:
        other = make_problem("made-up-pang", position=901)
        make_evidence(ache, and_problem=other, summary_en="In both.", direction="harms")
        make_evidence(ache, summary_en="In one.")
        page = pair(client, "made-up-ache", "any-insole")
        assert "In both." in page.main.one("section", aria_labelledby="together").text
        assert page.main.one("section", aria_labelledby="short").text.index("in favour") < page.main.one(
            "section", aria_labelledby="short"
        ).text.index("In people with two problems together")
        assert "In both." in pair(client, "made-up-pang", "any-insole").main.text

    def test_no_study_found_is_said_with_its_day(self, client: Client, ache: Problem) -> None:
        ache.checked_on = date(2025, 3, 9)
        ache.save()
        make_look_for(ache, make_feature(position=900))
        page = pair(client, "made-up-ache", "made-up-height")
        assert "No study found by March 9, 2025." in page.main.text
        assert page.is_for_search_engines

    def test_a_pair_of_which_nothing_is_known_says_so_and_is_kept_from_search_engines(self, client: Client) -> None:
        page = pair(client, "splay-foot", "magnets")
        assert "No study found by Nov. 23, 2026." in page.main.text
        assert not page.is_for_search_engines

    @pytest.mark.parametrize("address", ["/problems/splay-foot/nonsense/", "/problems/nonsense/magnets/"])
    def test_what_is_no_problem_or_no_feature_is_not_found(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 404


class TestWhatToLookFor:
    def test_the_look_for_row_stands_with_reason_basis_and_points(self, client: Client, ache: Problem) -> None:
        against = make_evidence(ache, direction="no_effect", summary_en="Of any insole.")
        source = make_source()
        feature = make_feature(position=900)
        make_look_for(ache, feature, ["high"], weight=3, evidence=[against], sources=[source], reason_en="Made-up why.")
        section = pair(client, "made-up-ache", "made-up-height").main.under("What to look for")
        for said in ("High", "Made-up why.", "usual practice", "Counts 0 points", "studies found no benefit"):
            assert said in section.text
        assert source.get_absolute_url() in section.links()
        assert "Of any insole." in section.text

    def test_a_group_shows_the_rows_of_its_children_by_name(self, client: Client) -> None:
        section = pair(client, "arch-structure", "arch-height").main.under("What to look for")
        assert section.headings("h3") == ["Flat feet", "High arch"]


class TestHarms:
    def test_those_of_the_feature_come_first_and_those_of_any_insole_folded(
        self, client: Client, ache: Problem
    ) -> None:
        feature = make_feature(position=900)
        make_look_for(ache, feature)
        make_harm(feature=feature, harm_en="It pinched.")
        make_harm(harm_en="It squeaked.")
        section = pair(client, "made-up-ache", "made-up-height").main.under("Unwanted effects")
        assert "It squeaked." in section.one("details").text
        assert "It pinched." not in section.one("details").text
        assert "It pinched." in section.text


class TestWaysOn:
    @pytest.mark.parametrize(
        ("problem", "feature", "address"),
        [
            ("low-back-pain", "custom-contour", "/insoles/?custom-contour=custom-made&problem=low-back-pain"),
            ("plantar-heel-pain", "heel-cup", "/insoles/?feature=heel-cup&problem=plantar-heel-pain"),
            ("supination", "medial-posting", "/insoles/?medial-posting=no&problem=supination"),
            ("hip-pain", "any-insole", "/insoles/?problem=hip-pain"),
        ],
    )
    def test_it_leads_to_the_list_filtered_for_it(
        self, client: Client, problem: str, feature: str, address: str
    ) -> None:
        page = pair(client, problem, feature)
        links = [link for link in page.main.links() if link.startswith("/insoles/")]
        assert links == [address]
        assert client.get(address).status_code == 200

    def test_it_leads_to_guide_feature_and_overview(self, client: Client) -> None:
        links = pair(client, "low-back-pain", "custom-contour").main.links()
        assert {"/problems/low-back-pain/", "/features/custom-contour/", "/evidence/#low-back-pain"} <= set(links)

    def test_the_feature_leads_back(self, client: Client) -> None:
        links = opened(client, "/features/custom-contour/").main.links()
        assert "/problems/low-back-pain/custom-contour/" in links

    @pytest.mark.parametrize("slug", ["diabetic-foot", "walking-limitation"])
    def test_what_needs_a_professional_first_never_leads_to_insoles(self, client: Client, slug: str) -> None:
        page = pair(client, slug, "pressure-redistribution")
        assert not [link for link in page.main.links() if link.startswith("/insoles/")]
        assert page.main.headings("h2")[0] == "Get help first"
