"""The guide to one foot problem: help first, then what is known, then the comparison with its reasons."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from catalogue.models import ArticleClaim, Evidence, LookFor, Problem, RedFlag
from catalogue.wording import evidence_text
from tests.builders import (
    make_evidence,
    make_feature,
    make_look_for,
    make_problem,
    make_product,
    make_red_flag,
    make_shown,
)
from tests.comparisons.list_pages import as_data, headed_count, products_on
from tests.pages import Element, Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

SELECTABLE = ("low-back-pain", "plantar-heel-pain", "splay-foot", "overpronation")
GROUPS = ("arch-structure", "improper-alignment", "knee-pressure", "spinal-overload")
CLINICIAN_FIRST = ("back-pain-other-cause", "walking-limitation", "diabetic-foot")


def guide(client: Client, slug: str) -> Page:
    """The guide to a problem."""
    return opened(client, f"/problems/{slug}/")


def first_product(page: Page) -> int:
    """The place of the first insole on a page."""
    return page.first("input", type="checkbox", name="with").place


class TestTheOrderOfThePage:
    @pytest.mark.parametrize("slug", [*SELECTABLE, *GROUPS])
    def test_help_comes_first_and_insoles_last(self, client: Client, slug: str) -> None:
        page = guide(client, slug)
        headings = page.main.headings("h2")
        name = str(Problem.objects.get(slug=slug).name)
        assert headings[:6] == [
            "Get help first",
            "What it is",
            "What the article says, and what research found",
            "What research found",
            "What to look for",
            f"Insoles with features to look for: {name}",
        ]

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
        section = guide(client, slug).main.under("What the article says, and what research found")
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

    def test_where_there_is_no_study_it_says_so(self, client: Client) -> None:
        make_problem("made-up-ache", position=900)
        assert "No study of insoles for this problem" in guide(client, "made-up-ache").main.text


class TestWhatToLookFor:
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
        assert all("open" in card.attributes for card in signs.all("details"))
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
