"""What the share pictures of comparisons and guides say, at which addresses they lie, and which pages name them."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from catalogue.drawing.share import ComparisonPicture, ProblemPicture, SharePicture
from catalogue.models import Problem, Product, sheets
from catalogue.word_guard import refused_words
from comparisons.index import current
from comparisons.matrix import build
from comparisons.share_pictures import picture_of as picture_of_matrix
from comparisons.share_pictures import problem_picture
from tests.builders import (
    make_comparison,
    make_evidence,
    make_feature,
    make_look_for,
    make_problem,
    make_product,
    make_shown,
)
from tests.pages import Page, opened
from tests.share_pictures import opened_picture

GREEN, BLUE, PULSE = "superfeet-green", "superfeet-blue", "powerstep-pulse-maxx"
CURATED = "superfeet-green-blue-black-carbon"


def named_picture(page: Page) -> str:
    """The address of the picture that a page names, without the host."""
    return page.one("meta", property="og:image")["content"].removeprefix("http://testserver")


def picture_of(*slugs: str, reference: str = "", units: str = "metric") -> SharePicture:
    """What is drawn for these products."""
    found = {product.slug: product for product in Product.objects.with_brand().filter(slug__in=slugs)}
    vocabulary = current().vocabulary
    features = vocabulary.features
    matrix = build(sheets([found[slug] for slug in slugs], features), features).against(reference)
    return picture_of_matrix(matrix, (), vocabulary, units=units)


def compared(*slugs: str, reference: str = "", units: str = "metric") -> ComparisonPicture:
    """The same for several."""
    found = picture_of(*slugs, reference=reference, units=units)
    assert isinstance(found, ComparisonPicture)
    return found


def problem_of(slug: str) -> ProblemPicture:
    """What is drawn for a problem."""
    vocabulary = current().vocabulary
    return problem_picture(Problem.objects.get(slug=slug), vocabulary.wishes[slug], vocabulary)


@pytest.mark.django_db
class TestAComparison:
    def test_names_its_insoles_in_their_order(self) -> None:
        make_product(slug="one", name="Nonesuch A")
        make_product(slug="two", name="Nonesuch B")
        found = compared("two", "one")
        assert [(insole.brand, insole.name) for insole in found.insoles] == [
            ("Testa", "Nonesuch B"),
            ("Testa", "Nonesuch A"),
        ]
        assert found.kind == "2 insoles side by side"
        assert found.alt.startswith("Testa Nonesuch B and Testa Nonesuch A side by side.")

    def test_of_two_says_how_one_differs_from_the_other(self) -> None:
        one, two = make_product(slug="one"), make_product(slug="two", name="Nonesuch B")
        thickness = make_feature("made-up-thickness", kind="number", unit="mm", more_en="thicker", less_en="thinner")
        make_shown(one, thickness, 3)
        make_shown(two, thickness, 5)
        found = compared("one", "two")
        assert (found.lead, found.points) == ("Testa Nonesuch B", ("2 mm thicker",))
        assert found.alt.endswith("Testa Nonesuch B: 2 mm thicker")
        assert compared("one", "two", reference="two").points == ("2 mm thinner",)
        assert "in thicker" in compared("one", "two", units="imperial").points[0]

    def test_of_two_says_at_most_three_things_and_only_what_is_known(self) -> None:
        one, two = make_product(slug="one"), make_product(slug="two")
        for number in range(5):
            feature = make_feature(f"made-up-{number}")
            make_shown(one, feature, "low")
            if number:
                make_shown(two, feature, "high")
        points = compared("one", "two").points
        assert len(points) == 3
        assert not any("Made up 0" in point or "not stated" in point for point in points)

    def test_of_two_only_names_lists_whose_end_could_be_cut_off(self) -> None:
        one, two = make_product(slug="one"), make_product(slug="two")
        several = make_feature("made-up-list", kind="choices", choices=["red", "green", "blue"])
        make_shown(one, several, "red", "green")
        make_shown(two, several, "blue")
        assert (compared("one", "two").lead, compared("one", "two").points) == ("Differences", ("Made up list",))
        height = make_feature()
        make_shown(one, height, "low")
        make_shown(two, height, "high")
        (point,) = compared("one", "two").points
        assert "Made up list" not in point

    def test_of_more_says_in_what_they_differ(self) -> None:
        products = [make_product(slug=slug) for slug in ("one", "two", "three")]
        for feature, values in {"made-up-a": ("low", "high", "low"), "made-up-b": ("low", "low", "low")}.items():
            made = make_feature(feature)
            for product, value in zip(products, values, strict=True):
                make_shown(product, made, value)
        found = compared("one", "two", "three")
        assert (found.lead, found.points) == ("Differences", ("Made up a",))
        assert found.alt.endswith("Differences: Made up a")

    def test_of_more_names_the_rest_by_number(self) -> None:
        products = [make_product(slug=slug) for slug in ("one", "two", "three")]
        for number in range(8):
            made = make_feature(f"made-up-{number}", is_core=number == 7)
            make_shown(products[0], made, "low")
            make_shown(products[1], made, "high")
        (point,) = compared("one", "two", "three").points
        assert point.startswith("Made up 7, Made up 0,")
        assert point.endswith("and 3 more features")

    def test_says_where_too_little_is_stated(self) -> None:
        make_product(slug="one")
        make_product(slug="two")
        found = compared("one", "two")
        assert (found.lead, found.points) == ("", ("Too little is stated to tell how they differ.",))

    def test_says_where_nothing_differs(self) -> None:
        one, two, made = make_product(slug="one"), make_product(slug="two"), make_feature()
        make_shown(one, made, "low")
        make_shown(two, made, "low")
        assert compared("one", "two").points == ("No two stated values differ.",)

    def test_none_yet_says_how_to_begin(self) -> None:
        found = picture_of()
        assert isinstance(found, ComparisonPicture)
        assert (found.title, found.insoles) == ("Compare insoles", ())
        assert found.lead.startswith("Choose two to 6 insoles")


@pytest.mark.django_db
class TestAProblem:
    def test_says_what_to_look_for_most_important_first(self) -> None:
        problem = make_problem()
        make_look_for(problem, make_feature("made-up-a"), ["low", "medium"], weight=1)
        make_look_for(problem, make_feature("made-up-b"), weight=3)
        found = problem_of(problem.slug)
        assert [(line.label, line.text) for line in found.points] == [
            ("Made up b", "any that has it"),
            ("Made up a", "Low, Medium"),
        ]
        assert (found.lead, found.region) == ("What to look for", "rearfoot")

    def test_leaves_out_what_studies_found_no_benefit_of_and_says_what_they_do_not_confirm(self) -> None:
        problem, idle, unsure = make_problem(), make_feature("made-up-a"), make_feature("made-up-b")
        make_look_for(problem, idle, evidence=[make_evidence(problem, idle, direction="no_effect")])
        make_look_for(problem, unsure, evidence=[make_evidence(problem, unsure, direction="insufficient")])
        (line,) = problem_of(problem.slug).points
        assert (line.label, line.remark) == ("Made up b", "Studies do not confirm it.")

    def test_a_group_says_it_problem_by_problem(self) -> None:
        group = make_problem("made-up-group")
        for slug in ("made-up-ache", "made-up-pain"):
            make_look_for(make_problem(slug, parent=group), make_feature(f"{slug}-feature"), ["low"])
        assert [(line.label, line.text) for line in problem_of("made-up-group").points] == [
            ("Made up ache", "Made up ache feature"),
            ("Made up pain", "Made up pain feature"),
        ]

    def test_without_anything_to_look_for_it_says_what_it_is(self) -> None:
        found = problem_of(make_problem().slug)
        assert (found.points, found.lead, found.summary) == ((), "", "A made-up complaint.")

    def test_a_professional_first_is_all_it_says(self) -> None:
        problem = make_problem(group="clinician_first")
        make_look_for(problem, make_feature(), ["low"])
        found = problem_of(problem.slug)
        assert found.is_professional_first
        assert (found.lead, found.points) == ("See a professional first", ())
        assert "Made up height" not in repr(found)

    def test_in_german_on_german_pages(self) -> None:
        problem = make_problem(name_de="Erfundener Schmerz")
        make_look_for(problem, make_feature(name_de="Erfundene Höhe"), ["low"])
        with translation.override("de"):
            found = problem_of(problem.slug)
        assert (found.name, found.lead, found.kind) == ("Erfundener Schmerz", "Worauf achten", "Beschwerde")
        assert found.points[0].label == "Erfundene Höhe"


@pytest.mark.django_db
@pytest.mark.usefixtures("starting_data")
class TestThePages:
    @pytest.mark.parametrize("language", ["", "/de"])
    @pytest.mark.parametrize(
        ("page", "picture"),
        [
            ("/compare/", "/compare/share.png"),
            (f"/compare/?with={GREEN}", f"/compare/share.png?with={GREEN}"),
            (f"/compare/?with={PULSE}&with={GREEN}", f"/compare/share.png?with={PULSE}&with={GREEN}"),
            (f"/compare/{CURATED}/", f"/compare/{CURATED}/share.png"),
            ("/problems/low-back-pain/", "/problems/low-back-pain/share.png"),
            ("/problems/diabetic-foot/", "/problems/diabetic-foot/share.png"),
            (f"/insoles/{GREEN}/", f"/insoles/{GREEN}/share.png"),
        ],
    )
    def test_name_a_picture_that_is_there(self, client: Client, page: str, picture: str, language: str) -> None:
        found = opened(client, language + page)
        assert named_picture(found) == language + picture
        answer = client.get(language + picture)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert opened_picture(answer.content).size == (1200, 630)

    @pytest.mark.parametrize(
        "page",
        [f"/compare/?with={GREEN}&with={PULSE}", f"/compare/{CURATED}/", "/problems/flat-feet/", f"/insoles/{GREEN}/"],
    )
    def test_say_what_they_are_and_what_the_picture_shows(self, client: Client, page: str) -> None:
        found = opened(client, page)
        said = {meta["property"]: meta["content"] for meta in found.all("meta", property=True)}
        assert all(said[f"og:{name}"] for name in ("title", "description", "url", "type", "image:alt"))
        assert said["og:title"] in found.title
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert found.one("meta", name="twitter:card")["content"] == "summary_large_image"
        assert all(said[f"og:{name}"].startswith("http://testserver/") for name in ("url", "image"))

    def test_ask_for_the_same_picture_however_the_page_is_shown(self, client: Client) -> None:
        page = opened(client, f"/compare/?currency=USD&only=differences&problem=flat-feet&with={GREEN}&with={PULSE}")
        assert named_picture(page) == f"/compare/share.png?with={GREEN}&with={PULSE}"

    def test_the_picture_keeps_the_order_chosen_whatever_the_order_of_the_page(self, client: Client) -> None:
        chosen, ordered = (
            opened(client, f"/compare/?{order}with={PULSE}&with={GREEN}") for order in ("", "sort=name&")
        )
        assert named_picture(chosen) == named_picture(ordered)
        alt = {page.one("meta", property="og:image:alt")["content"] for page in (chosen, ordered)}
        assert len(alt) == 1

    def test_name_no_insole_where_a_professional_comes_first(self, client: Client) -> None:
        page = opened(client, f"/compare/?problem=diabetic-foot&with={GREEN}&with={PULSE}")
        assert named_picture(page) == "/compare/share.png?problem=diabetic-foot"
        tags = {client.get(named_picture(page))["ETag"], client.get("/problems/diabetic-foot/share.png")["ETag"]}
        assert len(tags) == 1
        with_insoles = client.get(f"/compare/share.png?problem=diabetic-foot&with={GREEN}&with={PULSE}")
        assert with_insoles["ETag"] in tags

    def test_no_picture_promises_anything(self) -> None:
        for language in ("en", "de"):
            with translation.override(language):
                pictures: list[SharePicture] = [problem_of(slug) for slug in current().vocabulary.wishes]
                pictures += [picture_of(GREEN, PULSE), picture_of(GREEN), picture_of()]
                assert [found for picture in pictures for found in refused_words(repr(picture))] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("starting_data")
class TestTheAddress:
    def test_takes_up_to_six(self, client: Client) -> None:
        slugs = list(Product.objects.published().order_by("slug").values_list("slug", flat=True)[:7])
        six, seven = ("&".join(f"with={slug}" for slug in slugs[:count]) for count in (6, 7))
        answer = client.get(f"/compare/share.png?{six}")
        assert answer.status_code == 200
        assert len(answer.content) <= 80 * 1024
        assert client.get(f"/compare/share.png?{seven}")["ETag"] == answer["ETag"]

    def test_keeps_the_order_of_the_insoles(self, client: Client) -> None:
        one, other = (client.get(f"/compare/share.png?with={a}&with={b}") for a, b in ((GREEN, PULSE), (PULSE, GREEN)))
        assert one["ETag"] != other["ETag"]

    @pytest.mark.parametrize("path", ["/compare/share.png", f"/compare/{CURATED}/share.png"])
    def test_has_one_form_like_that_of_the_page(self, client: Client, path: str) -> None:
        answer = client.get(f"{path}?units=imperial&reference={GREEN}&q=&units=imperial")
        assert (answer.status_code, answer["Location"]) == (302, f"{path}?reference={GREEN}&units=imperial")
        assert client.get(answer["Location"]).status_code == 200

    @pytest.mark.parametrize(
        "address",
        [
            "/compare/share.png?with=nobody",
            f"/compare/share.png?with={GREEN}&with=nobody",
            "/compare/share.png?problem=nothing",
            "/compare/nothing/share.png",
            "/problems/nothing/share.png",
            "/insoles/nobody/share.png",
        ],
    )
    def test_of_something_unknown_is_not_there(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("gone", [(BLUE,), (GREEN, BLUE)])
    def test_leaves_out_what_was_withdrawn_and_is_there_all_the_same(
        self, client: Client, gone: tuple[str, ...]
    ) -> None:
        asked = f"?with={GREEN}&with={BLUE}"
        before = client.get(f"/compare/share.png{asked}")
        Product.objects.filter(slug__in=gone).update(status="withdrawn")
        after = client.get(named_picture(opened(client, f"/compare/{asked}")))
        assert after.status_code == 200
        assert after["ETag"] != before["ETag"]

    def test_is_only_read(self, client: Client) -> None:
        assert client.post("/compare/share.png").status_code == 405

    def test_sets_no_cookie(self, client: Client) -> None:
        answer = client.get(f"/compare/share.png?with={GREEN}&with={PULSE}")
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")

    def test_a_changed_value_gives_another_tag(self, client: Client) -> None:
        address = f"/compare/share.png?with={GREEN}&with={PULSE}"
        before = client.get(address)["ETag"]
        assert client.get(address, headers={"if-none-match": before}).status_code == 304
        Product.objects.filter(slug=GREEN).update(name="Nonesuch")
        assert client.get(address, headers={"if-none-match": before}).status_code == 200

    def test_a_comparison_of_an_editor_shows_its_title(self, client: Client) -> None:
        products = list(Product.objects.filter(slug__in=[GREEN, PULSE]))
        made = make_comparison(*products)
        before = client.get(f"/compare/{made.slug}/share.png")["ETag"]
        made.title = "Another made-up title"
        made.save()
        assert client.get(f"/compare/{made.slug}/share.png")["ETag"] != before

    def test_costs_no_more_queries_for_six_than_for_two(self, client: Client, django_assert_num_queries: Any) -> None:
        slugs = list(Product.objects.published().order_by("slug").values_list("slug", flat=True)[:6])
        client.get("/compare/share.png")
        for count in (2, 6):
            with django_assert_num_queries(5):
                client.get("/compare/share.png?" + "&".join(f"with={slug}" for slug in slugs[:count]))
