"""The guide to one foot problem: help first, then what is known, then the comparison."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db.models import Q
from django.test import Client

from catalogue.models import ArticleClaim, Evidence, GuidePoint, Problem, RedFlag, Source
from catalogue.wording import evidence_text
from tests.builders import (
    make_evidence,
    make_feature,
    make_guide_point,
    make_harm,
    make_look_for,
    make_problem,
    make_source,
)
from tests.comparisons.guides import CLINICIAN_FIRST, GROUPS, SELECTABLE, every_guide, guide
from tests.pages import Element, Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

ORDER = [
    "Get help first",
    "What it is",
    "How to tell",
    "What the article says",
    "What research found",
    "What to look for",
    "What else helps",
    "Sources and checks",
]


def first_product(page: Page) -> int:
    """The place of the first insole on a page."""
    return page.first("input", type="checkbox", name="with").place


class TestTheOrderOfThePage:
    def test_every_guide_has_its_headings_in_the_fixed_order(self, client: Client) -> None:
        guides = every_guide(client)
        assert len(guides) == 27
        for problem, page in guides:
            headings = [heading for heading in page.main.headings("h2") if heading in ORDER]
            assert headings == [part for part in ORDER if part != "What to look for" or not problem.is_clinician_first]

    @pytest.mark.parametrize("slug", [*SELECTABLE, *GROUPS])
    def test_insoles_come_after_what_else_helps_and_before_the_sources(self, client: Client, slug: str) -> None:
        page = guide(client, slug)
        assert page.first("h2", text="What else helps").place < first_product(page)
        assert first_product(page) < page.first("h2", text="Sources and checks").place

    @pytest.mark.parametrize("slug", SELECTABLE)
    def test_warning_signs_stand_above_every_insole(self, client: Client, slug: str) -> None:
        page = guide(client, slug)
        for sign in RedFlag.objects.filter(problems__slug=slug):
            shown = page.first("li", text=str(sign.sign))
            assert str(sign.advice) in shown.text
            assert shown.place < first_product(page)
            assert shown.place < page.first("h2", text="What it is").place

    @pytest.mark.parametrize("slug", SELECTABLE)
    def test_emergency_signs_cannot_be_folded_away(self, client: Client, slug: str) -> None:
        page = guide(client, slug)
        signs = RedFlag.objects.filter(problems__slug=slug, urgency="emergency")
        assert signs
        for sign in signs:
            parents = list(_parents(page.first("li", text=str(sign.sign))))
            assert all(parent.name != "details" or "open" in parent.attributes for parent in parents)

    def test_each_sign_says_where_it_comes_from_folded(self, client: Client) -> None:
        page = guide(client, "low-back-pain")
        for sign in RedFlag.objects.filter(problems__slug="low-back-pain"):
            card = page.first("li", text=str(sign.sign)).around("ul").parent
            assert card is not None
            sources = card.one("details", class_="care-sources").links()
            assert {source.get_absolute_url() for source in sign.sources.all()} <= set(sources)

    def test_sources_of_signs_do_not_burden_lists(self, client: Client) -> None:
        assert not opened(client, "/insoles/?problem=low-back-pain").all("details", class_="care-sources")

    def test_a_problem_without_signs_has_no_empty_card(self, client: Client) -> None:
        make_problem("made-up-ache", position=900)
        assert "Get help first" not in guide(client, "made-up-ache").headings("h2")


def _parents(element: Element) -> Iterator[Element]:
    while (parent := element.parent) is not None:
        yield parent
        element = parent


class TestWhatIsKnown:
    @pytest.mark.parametrize("slug", SELECTABLE)
    def test_the_article_stands_beside_research(self, client: Client, slug: str) -> None:
        problem = Problem.objects.get(slug=slug)
        section = guide(client, slug).main.under("What the article says")
        if problem.article_says:
            assert str(problem.article_says) in section.text
        for claim in ArticleClaim.objects.filter(problems=problem):
            for said in (claim.claim, claim.get_verdict_display(), claim.why):
                assert str(said) in section.text

    @pytest.mark.parametrize("slug", SELECTABLE)
    def test_every_result_is_there_with_certainty_and_source(self, client: Client, slug: str) -> None:
        whole = guide(client, slug).main
        for record in Evidence.objects.filter(problem__slug=slug).select_related("source"):
            shown = [box for box in whole.all("article") if str(record.summary) in box.text]
            assert len(shown) == 1, record.key
            assert shown[0].all("a", href=f"/sources/{record.source.slug}/")
            assert evidence_text(record.direction, record.certainty, record.aspect) in shown[0].text

    def test_opposing_results_stand_side_by_side(self, client: Client) -> None:
        problem = make_problem("made-up-ache", position=900)
        make_evidence(problem, direction="helps", certainty="high", certainty_by="source", summary_en="It did.")
        make_evidence(problem, direction="no_effect", certainty="high", certainty_by="source", summary_en="It did not.")
        page = guide(client, "made-up-ache")
        boxes = [page.first("article", text=text) for text in ("It did.", "It did not.")]
        assert boxes[0].parent is boxes[1].parent
        assert "average" in page.main.under("What research found").text

    def test_laboratory_results_stand_apart_and_never_say_that_anything_helped(self, client: Client) -> None:
        problem = make_problem("made-up-ache", position=900)
        make_evidence(problem, aspect="mechanism", direction="helps", summary_en="The angle changed.")
        page = guide(client, "made-up-ache")
        box = page.first("article", text="The angle changed.")
        assert "in the laboratory" in box.text
        assert "not whether anybody felt better" in box.around("details").first("summary").text
        assert "helps" not in box.text

    def test_where_there_is_no_study_it_says_so_with_the_day_on_which_the_guide_was_checked(
        self, client: Client
    ) -> None:
        make_problem("made-up-ache", position=900, checked_on=date(2025, 3, 9))
        text = guide(client, "made-up-ache").main.text
        assert "No study of insoles for this problem was found by March 9, 2025." in text

    def test_a_guide_that_was_never_checked_takes_the_day_on_which_research_was_last_read(self, client: Client) -> None:
        make_problem("made-up-ache", position=900)
        assert "was found by Nov. 23, 2026." in guide(client, "made-up-ache").main.text
        make_evidence(make_problem(position=901, slug="made-up-pang"), source=make_source(read_on=date(2027, 1, 2)))
        assert "was found by Jan. 2, 2027." in guide(client, "made-up-ache").main.text

    def test_two_problems_together_are_a_group_of_their_own(self, client: Client) -> None:
        one, two = make_problem("made-up-ache", position=900), make_problem("made-up-pang", position=901)
        feature = make_feature(position=900, name_en="Made-up cup")
        make_evidence(one, feature, summary_en="Alone.")
        make_evidence(one, feature, and_problem=two, summary_en="Together.")
        section = guide(client, "made-up-ache").main.under("What research found")
        assert section.headings("h3")[:2] == ["Made-up cup", "Made-up cup, in people with Made up pang too"]

    def test_harms_stand_in_the_open_with_whom_they_met_and_who_says_so(self, client: Client) -> None:
        problem, feature = make_problem("made-up-ache", position=900), make_feature(position=900)
        make_look_for(problem, feature)
        harm = make_harm(feature=feature, harm_en="It pinched.", who_en="made-up walkers")
        page = guide(client, "made-up-ache")
        line = page.main.under("What research found").first("li", text="It pinched.")
        assert "made-up walkers" in line.text
        assert line.all("a", href=f"/sources/{harm.sources.get().slug}/")
        assert not [parent for parent in _parents(line) if parent.name == "details"]

    def test_harms_of_features_that_are_not_in_question_are_left_out(self, client: Client) -> None:
        make_problem("made-up-ache", position=900)
        make_harm(feature=make_feature(position=900), harm_en="It pinched.")
        assert "It pinched." not in guide(client, "made-up-ache").main.text


class TestSourcedPoints:
    def test_every_point_of_every_guide_stands_in_its_part_with_its_sources(self, client: Client) -> None:
        parts = {"how_to_tell": "How to tell", "self_check_limit": "How to tell"}
        for problem, page in every_guide(client):
            main = page.main
            points = list(GuidePoint.objects.about(problem))
            assert {"how_to_tell", "self_check_limit"} <= {point.kind for point in points}
            for point in points:
                line = main.under(parts.get(point.kind, "What else helps")).one("li", text=str(point.text))
                assert line.links() == [source.get_absolute_url() for source in point.sources.all()]

    def test_limits_of_a_self_check_have_a_heading_of_their_own(self, client: Client) -> None:
        make_guide_point(
            make_problem("made-up-ache", position=900), kind="self_check_limit", text_en="It cannot show it."
        )
        section = guide(client, "made-up-ache").main.under("How to tell")
        assert section.first("h3").text == "What a self-check cannot show"
        assert "It cannot show it." in section.text

    def test_it_says_when_an_insole_is_not_the_answer(self, client: Client) -> None:
        make_guide_point(make_problem("made-up-ache", position=900), kind="not_an_insole", text_en="Rest is.")
        section = guide(client, "made-up-ache").main.under("What else helps")
        assert section.first("h3").text == "When an insole is not the answer"
        assert "Rest is." in section.text

    def test_points_of_another_problem_or_of_none_are_not_shown(self, client: Client) -> None:
        make_problem("made-up-ache", position=900)
        make_guide_point(make_problem("made-up-pang", position=901), text_en="For the pang.")
        make_guide_point(kind="wearing_in", text_en="For all.")
        text = guide(client, "made-up-ache").main.text
        assert "For the pang." not in text
        assert "For all." not in text


class TestSourcesAndChecks:
    def test_it_says_when_it_was_checked_and_when_it_will_be_again(self, client: Client) -> None:
        make_problem("made-up-ache", position=900, checked_on=date(2024, 2, 29))
        text = guide(client, "made-up-ache").main.under("Sources and checks").text
        assert "Last checkedFeb. 29, 2024" in text
        assert "by Feb. 28, 2025" in text

    def test_it_says_that_a_source_was_read_later_than_the_whole_was_checked(self, client: Client) -> None:
        point = make_guide_point(make_problem("made-up-ache", position=900, checked_on=date(2026, 11, 22)))
        point.sources.set([make_source(read_on=date(2026, 12, 1))])
        assert "read on Dec. 1, 2026" in guide(client, "made-up-ache").main.under("Sources and checks").text

    def test_it_says_who_reviewed_it_or_that_nobody_did(self, client: Client) -> None:
        problem = make_problem("made-up-ache", position=900)
        assert "not clinically reviewed" in guide(client, "made-up-ache").main.under("Sources and checks").text
        problem.reviewed_by, problem.reviewed_on = "A. Nobody, podiatrist", date(2026, 12, 1)
        problem.save()
        text = guide(client, "made-up-ache").main.under("Sources and checks").text
        assert "A. Nobody, podiatrist, Dec. 1, 2026" in text
        assert "not clinically reviewed" not in text

    def test_it_says_who_wrote_it_and_who_paid(self, client: Client) -> None:
        text = guide(client, "flat-feet").main.under("Sources and checks").text
        assert "the editors of Underfoot" in text
        assert "nobody: no adverts" in text

    @pytest.mark.parametrize("slug", [*SELECTABLE, *CLINICIAN_FIRST])
    def test_it_lists_every_source_that_the_guide_rests_on(self, client: Client, slug: str) -> None:
        section = guide(client, slug).main.under("Sources and checks")
        wanted = {
            source.get_absolute_url()
            for source in Source.objects.filter(
                Q(evidence__problem__slug=slug)
                | Q(guide_points__problems__slug=slug)
                | Q(look_for__problem__slug=slug)
                | Q(red_flags__problems__slug=slug)
            )
        }
        assert wanted <= set(section.links())
        assert len(section.links()) == len(set(section.links()))
