"""The guide to one foot problem: help first, then what is known, then the comparison with its reasons."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db.models import Q
from django.test import Client

from catalogue.models import ArticleClaim, Evidence, GuidePoint, LookFor, Problem, RedFlag, Source
from catalogue.wording import evidence_text
from tests.builders import (
    make_evidence,
    make_feature,
    make_guide_point,
    make_harm,
    make_look_for,
    make_problem,
    make_product,
    make_red_flag,
    make_shown,
    make_source,
)
from tests.comparisons.list_pages import as_data, headed_count, products_on
from tests.pages import Element, Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

SELECTABLE = ("low-back-pain", "plantar-heel-pain", "splay-foot", "overpronation")
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
GROUPS = ("arch-structure", "improper-alignment", "knee-pressure", "spinal-overload")
READ: dict[str, Page] = {}
CLINICIAN_FIRST = ("back-pain-other-cause", "walking-limitation", "diabetic-foot")


def guide(client: Client, slug: str) -> Page:
    """The guide to a problem."""
    return opened(client, f"/problems/{slug}/")


def every_guide(client: Client) -> list[tuple[Problem, Page]]:
    """The guides to all problems of the starting data, each read once."""
    problems = list(Problem.objects.all())
    for problem in problems:
        if problem.slug not in READ:
            READ[problem.slug] = guide(client, problem.slug)
    return [(problem, READ[problem.slug]) for problem in problems]


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


class TestProfessionalFirst:
    @pytest.mark.parametrize("slug", CLINICIAN_FIRST)
    def test_the_guide_has_open_signs_and_no_insole(self, client: Client, slug: str) -> None:
        page = guide(client, slug)
        signs = page.main.under("Get help first")
        assert all("open" in card.attributes for card in signs.all("details", class_="care-card"))
        assert not products_on(page)
        assert not [link for link in page.main.links() if link.startswith("/insoles/")]
        assert "Why no insoles are shown here" in page.main.headings("h2")

    @pytest.mark.parametrize("slug", CLINICIAN_FIRST)
    @pytest.mark.parametrize(
        "path", ["/insoles/?", "/problems/flat-feet/?", "/compare/?with=superfeet-green&with=aline&"]
    )
    def test_no_address_leads_from_it_to_an_insole(self, client: Client, slug: str, path: str) -> None:
        first, _, rest = path.partition("?")
        address = f"{first}?problem={slug}&{rest}".rstrip("&")
        page = opened(client, address)
        assert page.main.headings("h2")[0] == "Get help first"
        assert not products_on(page)
        assert not [link for link in page.main.links() if re.fullmatch(r"/insoles/[a-z0-9-]+/", link)]
        assert f"/problems/{slug}/" in page.main.links()
        data = as_data(client, address)
        assert data["products"] == []
        assert data.get("count", 0) == 0

    def test_its_count_in_the_filter_is_nought(self, client: Client) -> None:
        [facet] = [facet for facet in as_data(client, "/insoles/")["facets"] if facet["slug"] == "problem"]
        counts = {choice["slug"]: choice["count"] for choice in facet["choices"]}
        assert [counts[slug] for slug in CLINICIAN_FIRST] == [0, 0, 0]

    def test_makers_cannot_be_asked_for_it(self, client: Client) -> None:
        [facet] = [facet for facet in as_data(client, "/insoles/")["facets"] if facet["slug"] == "maker_says"]
        assert not {choice["slug"] for choice in facet["choices"]} & set(CLINICIAN_FIRST)


class TestCareCardsElsewhere:
    @pytest.mark.parametrize(
        "address",
        [
            "/insoles/?problem=low-back-pain",
            "/insoles/?problem=low-back-pain&problem=flat-feet&view=table",
            "/problems/flat-feet/?problem=low-back-pain",
            "/compare/?problem=low-back-pain&with=superfeet-green&with=superfeet-blue",
            "/compare/magnetic-and-plain-insoles/?problem=low-back-pain",
        ],
    )
    def test_a_chosen_problem_shows_its_signs_above_the_first_insole(self, client: Client, address: str) -> None:
        page = opened(client, address)
        signs = RedFlag.objects.filter(problems__slug="low-back-pain")
        links = [link.place for link in page.main.all("a") if re.fullmatch(r"/insoles/[a-z0-9-]+/", link["href"])]
        for sign in signs:
            assert page.first("li", text=str(sign.sign)).place < links[0]

    def test_signs_of_two_problems_stand_together_each_once(self, client: Client) -> None:
        one, two = make_problem("made-up-ache", position=900), make_problem("made-up-pang", position=901)
        make_red_flag(one, two, sign_en="Both.", urgency="emergency")
        make_red_flag(two, sign_en="One only.")
        page = opened(client, "/insoles/?problem=made-up-ache&problem=made-up-pang")
        assert len(page.all("li", text="Both.")) == len(page.all("li", text="One only.")) == 1


# What the table of a guide shows


def result_table(page: Page) -> Element:
    """The comparison of a guide."""
    return page.first("input", type="checkbox", name="with").around("table")


def shown_weights(page: Page) -> dict[str, dict[str, int]]:
    """Points by feature, from "What to look for"; under the names of the children where there are some."""
    found: dict[str, dict[str, int]] = {}
    child = ""
    for row in page.main.under("What to look for").one("tbody").all("tr"):
        if part := row.all("th", scope="colgroup"):
            child = part[0].text
            continue
        points = re.match(r"\d+", row.all("td")[-1].text)
        assert points
        found.setdefault(child, {})[row.one("th", scope="row").one("a").text] = int(points.group())
    return found


def column_of(points: dict[str, int], head: str) -> str:
    """The feature of a column."""
    return next((name for name in points if head.startswith(name)), head)


def mark_of(cell: Element) -> str:
    """What a cell says of its wish, as people read it."""
    for word in ("not met", "to avoid", "met"):
        if cell.text.removesuffix("Sources disagree").strip().endswith(f", {word}"):
            return word
    return "unknown"


class Printed:
    """A printed sum, read again: "3 + 2 − 1 = 4 of 9 points"."""

    def __init__(self, text: str) -> None:
        [(terms, gained, possible)] = re.findall(r"(?:([\d +−]+) = )?(-?\d+) of (\d+) points?", text)
        self.gained, self.possible = int(gained), int(possible)
        terms = terms.strip() or (gained if int(gained) else "")
        self.plus = [int(term) for term in re.findall(r"(?:^|\+ )(\d+)", terms)]
        self.minus = [int(term) for term in re.findall(r"− (\d+)", terms)]


def printed_sum(text: str) -> Printed:
    """The sum in a cell."""
    return Printed(text)
