"""Pages to read: all problems, the article and its claims, how we work."""

from datetime import date

import pytest
from django.template.loader import get_template
from django.test import Client

from catalogue.choices import ProblemGroup, Region
from catalogue.models import ArticleClaim, ChainStep, EditorDecision, Problem, Product, Source, Statement
from catalogue.models.method import METHOD_VERSION, METHOD_VERSIONS, MethodVersion
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


class TestAllProblems:
    def test_each_stands_at_its_place_in_the_body_with_a_way_to_its_guide(self, client: Client) -> None:
        page = opened(client, "/problems/")
        for region in Region:
            links = page.main.one("section", id=region).links()
            assert links == [problem.get_absolute_url() for problem in Problem.objects.filter(region=region)]

    def test_the_body_map_leads_to_every_place_of_the_list(self, client: Client) -> None:
        links = opened(client, "/problems/").main.first("svg", class_="draw-figure").links()
        assert {f"#{region}" for region in Region} <= set(links)

    def test_the_chain_can_be_followed_from_the_drawing_to_each_step(self, client: Client) -> None:
        page = opened(client, "/problems/")
        assert page.main.one("section", id="chain")
        for step in ChainStep.objects.all():
            link = page.main.one("a", href=f"#step-{step.position}")
            assert str(step.get_verdict_display()) in link["aria-label"]
            text = page.main.one("li", id=f"step-{step.position}").text
            assert str(step.article_says) in text
            assert str(step.why) in text

    def test_those_that_need_a_professional_say_so(self, client: Client) -> None:
        page = opened(client, "/problems/")
        for problem in Problem.objects.filter(group=ProblemGroup.CLINICIAN_FIRST):
            assert "see someone first" in page.main.one("a", href=problem.get_absolute_url()).text


class TestTheArticle:
    def test_every_claim_stands_with_its_verdict_and_why(self, client: Client) -> None:
        text = opened(client, "/article/").main.text
        for claim in ArticleClaim.objects.all():
            for said in (claim.claim, claim.get_verdict_display(), claim.why):
                assert str(said) in text

    def test_every_study_behind_a_verdict_is_linked(self, client: Client) -> None:
        links = opened(client, "/article/").main.links()
        for claim in ArticleClaim.objects.prefetch_related("evidence__source"):
            for record in claim.evidence.all():
                assert f"/sources/{record.source.slug}/" in links

    def test_each_claim_leads_to_the_guides_that_it_concerns(self, client: Client) -> None:
        page = opened(client, "/article/")
        for claim in ArticleClaim.objects.all():
            links = page.main.one("details", id=claim.key).links()
            assert {problem.get_absolute_url() for problem in claim.problems.all()} <= set(links)

    def test_the_drawing_of_the_chain_leads_to_each_step(self, client: Client) -> None:
        page = opened(client, "/article/")
        for step in ChainStep.objects.all():
            assert page.main.one("a", href=f"#step-{step.position}")
            assert page.main.one("li", id=f"step-{step.position}")

    def test_the_chain_says_how_far_research_goes_along_each_step(self, client: Client) -> None:
        text = opened(client, "/article/").main.text
        for step in ChainStep.objects.all():
            for said in (step.article_says, step.get_verdict_display(), step.why):
                assert str(said) in text

    def test_the_comparison_it_mentions_is_linked(self, client: Client) -> None:
        assert "/compare/relaxed-feet-vs-euphoric-feet/" in opened(client, "/article/").main.links()

    def test_problems_it_does_not_name_are_told_apart(self, client: Client) -> None:
        halves = opened(client, "/article/").main
        named = {p.get_absolute_url() for p in Problem.objects.all() if p.article_says}
        others = {p.get_absolute_url() for p in Problem.objects.all() if not p.article_says}
        lists = [set(found.links()) for found in halves.all("ul")]
        assert any(named <= links and not others & links for links in lists)
        assert any(others <= links and not named & links for links in lists)


class TestTheMethod:
    def test_it_says_how_much_there_is(self, client: Client) -> None:
        text = opened(client, "/method/").main.text
        for number in (Product.objects.published().count(), Statement.objects.count(), Source.objects.count()):
            assert str(number) in text.replace(",", "")

    def test_it_names_every_overrule_with_its_reason(self, client: Client) -> None:
        text = opened(client, "/method/").main.text
        decisions = EditorDecision.objects.filter(state="stated")
        assert decisions
        assert all(decision.reason in text for decision in decisions)

    def test_it_names_every_barred_source_with_the_reason(self, client: Client) -> None:
        text = opened(client, "/method/").main.text
        assert all(source.barred_because in text for source in Source.objects.exclude(barred_because=""))

    def test_it_explains_the_score_under_the_version_that_the_data_carry(self, client: Client) -> None:
        page = opened(client, "/method/")
        assert any(f"method {METHOD_VERSION}" in heading for heading in page.main.headings("h2"))
        assert "Score = (weights met − weights to avoid) ÷ all weights." in page.main.text

    @pytest.mark.parametrize("state", ["Stated", "Disputed", "Not stated", "Not applicable", "Not checked yet"])
    def test_it_explains_every_state(self, client: Client, state: str) -> None:
        assert opened(client, "/method/").main.all("dt", text=state)

    @pytest.mark.parametrize("place", ["values", "states", "scores", "certainty", "prices", "money"])
    def test_its_parts_can_be_linked(self, client: Client, place: str) -> None:
        assert opened(client, "/method/").main.one(id=place)


class TestEarlierMethods:
    def test_each_stays_readable_folded_under_its_own_address(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Second(MethodVersion):
            template = "catalogue/methods/1.html"

        later = Second(2, date(2027, 1, 5), "Weights go to five.")
        monkeypatch.setattr("catalogue.views.reading.METHOD_VERSIONS", (*METHOD_VERSIONS, later))
        page = opened(client, "/method/")
        assert page.main.one("h2", id="scores").text == "How a match is scored (method 2)"
        assert "Weights go to five." in page.main.one("div", id="method-2").text
        earlier = page.main.one("details", id="method-1")
        assert "Method 1, from Nov. 23, 2026" in earlier.one("summary").text
        assert "Score = (weights met − weights to avoid) ÷ all weights." in earlier.text

    def test_the_one_in_force_stands_open(self, client: Client) -> None:
        page = opened(client, "/method/")
        assert "Score = " in page.main.one("div", id=f"method-{METHOD_VERSION}").text
        assert not page.main.all("details", id="method-1")

    def test_every_version_has_its_text_and_they_are_counted_in_order(self) -> None:
        assert [version.number for version in METHOD_VERSIONS] == [*range(1, len(METHOD_VERSIONS) + 1)]
        assert [version.since for version in METHOD_VERSIONS] == sorted(version.since for version in METHOD_VERSIONS)
        assert all(get_template(version.template) for version in METHOD_VERSIONS)
