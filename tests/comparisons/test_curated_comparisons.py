"""Comparisons that editors put together; the first one says plainly what nobody knows."""

import re
from datetime import date

import pytest
from django.db.models import Q
from django.test import Client

from catalogue.models import Evidence, Feature, Problem, Product, Statement
from catalogue.wording import statement_text
from comparisons.models import Comparison
from tests.builders import make_comparison, make_feature, make_product, make_shown
from tests.pages import Element, Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

PAIR = "relaxed-feet-vs-euphoric-feet"
CURATED = (
    PAIR,
    "heat-mouldable-insoles",
    "heel-pain-contoured-or-heel-pad",
    "high-heel-inserts",
    "insoles-sold-against-overpronation",
    "insoles-with-metatarsal-pad",
    "magnetic-and-plain-insoles",
    "superfeet-green-blue-black-carbon",
    "thin-cycling-insoles-measured",
)


def page_of(client: Client, slug: str, query: str = "") -> Page:
    """The page of a comparison."""
    return opened(client, f"/compare/{slug}/{query}")


def rows_first(page: Page) -> list[tuple[str, str]]:
    """The rows to look at first: name and where the link leads."""
    lines = page.main.under("Side by side").all("p", text="Look at these rows first:")
    return [(link.text, link["href"]) for line in lines for link in line.all("a")]


class TestAllNine:
    def test_they_are_all_there_are(self) -> None:
        assert sorted(Comparison.objects.values_list("slug", flat=True)) == sorted(CURATED)

    @pytest.mark.parametrize("slug", CURATED)
    def test_each_has_its_words_and_its_live_table(self, client: Client, slug: str) -> None:
        page, curated = page_of(client, slug), Comparison.objects.get(slug=slug)
        text = page.main.text
        assert page.headings("h1") == [str(curated.title)]
        for words in (curated.intro, curated.verdict, curated.note):
            assert " ".join(str(words or "").split()) in text
        heads = page.main.one("table").one("thead").all("th", scope="col")[1:]
        slugs = curated.compared.order_by("position").values_list("product__slug", flat=True)
        assert [head.one("a")["href"] for head in heads] == [f"/insoles/{product}/" for product in slugs]

    @pytest.mark.parametrize("slug", CURATED)
    def test_each_can_be_changed_into_ones_own(self, client: Client, slug: str) -> None:
        page = page_of(client, slug)
        own = next(link["href"] for link in page.main.all("a") if link["href"].startswith("/compare/?"))
        assert client.get(own).status_code == 200

    @pytest.mark.parametrize("slug", CURATED)
    def test_its_problem_marks_the_table_and_shows_its_signs(self, client: Client, slug: str) -> None:
        page, curated = page_of(client, slug), Comparison.objects.get(slug=slug)
        if curated.problem is None:
            assert "Get help first" not in page.headings("h2")
            return
        assert page.main.headings("h2")[0] == "Get help first"
        row = page.main.first("th", text="What is looked for").around("tr")
        assert str(curated.problem.name) in row.one("th").text
        assert all(re.search(r"\d+ of \d+ points?", cell.text) for cell in row.all("td"))
        assert curated.problem.get_absolute_url() in page.main.links()

    @pytest.mark.parametrize("slug", CURATED)
    def test_each_has_its_words_in_both_languages(self, slug: str) -> None:
        curated = Comparison.objects.get(slug=slug)
        for name in ("title", "intro", "verdict", "note"):
            english, german = (getattr(curated, f"{name}_{language}") for language in ("en", "de"))
            assert bool(english) == bool(german), name
            assert not english or english != german

    @pytest.mark.parametrize("slug", CURATED)
    def test_each_shows_a_german_reader_no_english_word_of_its_editor(self, client: Client, slug: str) -> None:
        prose = opened(client, f"/de/compare/{slug}/").main.one("div", class_="prose")
        assert not prose.all(lang="en")

    @pytest.mark.parametrize("slug", CURATED)
    def test_each_names_the_rows_to_look_at_first_in_the_order_of_the_table(self, client: Client, slug: str) -> None:
        highlights = Comparison.objects.get(slug=slug).highlights.order_by("position")
        assert highlights
        page = page_of(client, slug)
        assert rows_first(page) == [(str(feature.name), f"#row-{feature.slug}") for feature in highlights]
        for feature in highlights:
            row = page.main.one("tr", id=f"row-{feature.slug}")
            assert row.all("a", href=feature.get_absolute_url())

    def test_no_other_address_of_the_kind_exists(self, client: Client) -> None:
        assert client.get("/compare/no-such-comparison/").status_code == 404


class TestRelaxedFeetAndEuphoricFeet:
    def test_one_value_is_known_of_one_of_them_and_the_table_says_so_of_all_others(self, client: Client) -> None:
        [statement] = Statement.objects.with_all().filter(product__slug__in=["relaxed-feet", "euphoric-feet"])
        rows = [row for row in page_of(client, PAIR).main.one("table").all("tr") if row.all("a", class_="term")]
        for row in rows:
            relaxed, euphoric = (cell.text for cell in row.all("td"))
            assert relaxed in {"Not stated", "Not applicable"}
            is_known = row.all("a", href=statement.feature.get_absolute_url())
            assert euphoric.startswith(statement_text(statement)) if is_known else euphoric == relaxed

    def test_it_says_what_one_would_have_to_ask_the_maker(self, client: Client) -> None:
        section = page_of(client, PAIR).main.under("what to ask the maker")
        asked = Feature.objects.filter(Q(is_core=True) | Q(slug__in=["magnets", "texture-nubs"]))
        assert section.links() == [feature.get_absolute_url() for feature in asked]

    def test_the_questions_stand_there_as_a_message_that_can_be_copied(self, client: Client) -> None:
        section = page_of(client, PAIR).main.under("what to ask the maker")
        message = section.one("textarea", readonly=True)
        assert section.one("label", for_=message["id"])
        assert "your insole [Relaxed Feet / Euphoric Feet]" in message.text
        assert "keep the one that you ask about" in section.one("p", id=message["aria-describedby"]).text
        for feature in Feature.objects.filter(is_core=True):
            assert re.search(rf"\d\. {re.escape(str(feature.name))}: .*\?", message.text)

    def test_the_button_that_copies_is_there_for_those_alone_who_run_its_script(self, client: Client) -> None:
        page = page_of(client, PAIR)
        button = page.main.one("button", data_copies="message")
        assert "hidden" in button.attributes
        assert page.all("script", src="/static/catalogue/copy.js")

    def test_it_says_of_which_of_them_the_kind_is_known(self, client: Client) -> None:
        section = page_of(client, PAIR).main.under("What is known of their kind")
        assert "Sold as this kind: Euphoric Feet. Not even the kind is known of Relaxed Feet." in section.text

    @pytest.mark.parametrize("feature", ["magnets", "texture-nubs"])
    def test_it_says_how_many_similar_products_have_what_sets_the_kind_apart(
        self, client: Client, feature: str
    ) -> None:
        similar = Product.objects.filter(category="magnetic_reflexology").exclude(slug="euphoric-feet")
        having = similar.having_all([Feature.objects.get(slug=feature)]).count()
        line = page_of(client, PAIR).main.under("What is known of their kind").first("li", text=" of ")
        name = str(Feature.objects.get(slug=feature).name)
        lines = [item.text for item in line.around("ul").all("li")]
        assert any(text.startswith(f"{name}: {having} of {similar.count()} ") for text in lines)

    def test_similar_products_can_be_seen_side_by_side(self, client: Client) -> None:
        section = page_of(client, PAIR).main.under("What is known of their kind")
        own = section.one("a", text="These side by side")["href"]
        assert client.get(own).status_code == 200

    def test_laboratory_results_stand_apart_from_those_on_people(self, client: Client) -> None:
        section = page_of(client, PAIR).main.under("What is known of their kind")
        apart = section.one("details", text="laboratory result: what changed in the body").one("div", class_="halves")
        bench = Evidence.objects.filter(feature__slug="texture-nubs", aspect="mechanism")
        assert [box.text for box in apart.all("article")]
        assert all(str(record.summary) in apart.text for record in bench)
        for record in Evidence.objects.filter(feature__slug__in=["magnets", "texture-nubs"]).exclude(
            aspect="mechanism"
        ):
            assert str(record.summary) not in apart.text

    def test_it_says_that_no_study_of_the_kind_asked_about_back_pain(self, client: Client) -> None:
        section = page_of(client, PAIR).main.under("What is known of their kind")
        assert "None of the studies here asked about this problem: Low back pain." in section.text
        heel = Problem.objects.get(slug="plantar-heel-pain")
        Comparison.objects.filter(slug=PAIR).update(problem=heel)
        assert "None of the studies" not in page_of(client, PAIR).main.text

    def test_opposing_results_stand_side_by_side(self, client: Client) -> None:
        boxes = self._results(page_of(client, PAIR), "Magnets").one("div", class_="halves").all("article")
        first, second = (box.one("h4").text for box in boxes[:2])
        assert "no benefit" in first
        assert "both ways" in second

    def _results(self, page: Page, feature: str) -> Element:
        """What follows the heading over the studies of a feature."""
        section = page.main.under("What is known of their kind")
        start = section.one("h3", text=f"What studies found: {feature}").place
        later = [head.place for head in section.all("h3") if head.place > start]
        inside = [e for e in section.children if e.place > start and (not later or e.place < later[0])]
        everything = [element for child in inside for element in (child, *child.inside())]
        return Element("div", content=list(inside), order=everything, end=len(everything))

    def test_it_shows_what_is_known_of_their_kind_from_similar_products(self, client: Client) -> None:
        section = page_of(client, PAIR).main.under("What is known of their kind")
        similar = [link for link in section.links() if link.startswith("/insoles/")]
        assert len(similar) >= 4
        assert not {"/insoles/relaxed-feet/", "/insoles/euphoric-feet/"} & set(similar)
        for slug in (link.split("/")[2] for link in similar):
            assert Product.objects.get(slug=slug).category == "magnetic_reflexology"
        assert "What holds for them need not hold for these." in section.text

    @pytest.mark.parametrize("feature", ["magnets", "texture-nubs"])
    def test_it_shows_what_studies_found_about_nubs_and_magnets(self, client: Client, feature: str) -> None:
        section = page_of(client, PAIR).main.under("What is known of their kind")
        assert f"/features/{feature}/" in section.links()
        records = Evidence.objects.filter(feature__slug=feature)
        assert records
        for record in records:
            assert str(record.summary) in section.text
            assert f"/sources/{record.source.slug}/" in section.links()

    def test_a_study_of_the_kind_is_never_said_to_be_about_the_two(self, client: Client) -> None:
        section = page_of(client, PAIR).main.under("What is known of their kind")
        assert not any(name in box.text for box in section.all("article") for name in ("Relaxed Feet", "Euphoric Feet"))


class TestWhereMoreIsKnown:
    def test_the_kind_is_left_out(self, client: Client) -> None:
        assert "What is known of their kind" not in page_of(client, "superfeet-green-blue-black-carbon").main.text


def columns(page: Page) -> list[str]:
    """Where the heads of the columns lead."""
    return [link["href"] for head in heads(page) for link in head.all("a")]


def heads(page: Page) -> list[Element]:
    """The heads of the columns."""
    return page.main.one("table").one("thead").all("th", scope="col")[1:]


class TestChanges:
    SUPERFEET = "superfeet-green-blue-black-carbon"

    def test_an_insole_that_was_withdrawn_is_named_and_the_rest_stays(self, client: Client) -> None:
        Product.objects.filter(slug="superfeet-blue").update(
            status=Product.Status.WITHDRAWN, withdrawn_on=date(2026, 11, 20)
        )
        page = page_of(client, self.SUPERFEET)
        assert "Superfeet BLUE was withdrawn from the catalogue on Nov. 20, 2026." in page.main.text
        assert "The words above may be older than that." in page.main.text
        assert columns(page) == [f"/insoles/superfeet-{name}/" for name in ("green", "black", "carbon")]
        assert [head.text for head in heads(page) if not head.all("a")] == ["SuperfeetBLUEWithdrawn"]

    def test_another_one_can_be_looked_for_with_the_rest_in_the_hand(self, client: Client) -> None:
        Product.objects.filter(slug="superfeet-blue").update(status=Product.Status.WITHDRAWN)
        way = page_of(client, self.SUPERFEET).main.one("a", text="Look for another insole to compare")["href"]
        assert client.get(way).status_code == 200
        assert "&with=superfeet-green&with=superfeet-black&with=superfeet-carbon" in way

    def test_one_that_is_not_published_at_present_is_named_without_a_link(self, client: Client) -> None:
        Product.objects.filter(slug="superfeet-blue").update(status=Product.Status.IN_REVIEW)
        page = page_of(client, self.SUPERFEET)
        assert "Superfeet BLUE is not in the catalogue at present." in page.main.text
        assert "/insoles/superfeet-blue/" not in page.main.links()

    def test_the_successor_of_a_merged_one_takes_its_column(self, client: Client) -> None:
        other = make_product(slug="testa-blue", name="Blue")
        Product.objects.filter(slug="superfeet-blue").update(status=Product.Status.WITHDRAWN, merged_into=other)
        page = page_of(client, self.SUPERFEET)
        assert f"Superfeet BLUE was merged into {other.full_name}, which takes its place here." in page.main.text
        assert columns(page)[:2] == ["/insoles/superfeet-green/", "/insoles/testa-blue/"]

    def test_a_successor_that_is_compared_already_stands_once(self, client: Client) -> None:
        black = Product.objects.get(slug="superfeet-black")
        Product.objects.filter(slug="superfeet-blue").update(status=Product.Status.WITHDRAWN, merged_into=black)
        page = page_of(client, self.SUPERFEET)
        assert columns(page) == [f"/insoles/superfeet-{name}/" for name in ("green", "black", "carbon")]

    def test_where_all_are_gone_the_words_stay_and_say_so(self, client: Client) -> None:
        Product.objects.filter(brand__slug="superfeet").update(status=Product.Status.WITHDRAWN)
        page = page_of(client, self.SUPERFEET)
        assert "None of the insoles compared here is in the catalogue any more." in page.main.text
        assert not page.main.all("table")
        assert "GREEN takes the most room" in page.main.text

    def test_a_new_one_appears_on_the_next_request(self, client: Client) -> None:
        make_comparison(make_product(), make_product())
        assert client.get("/compare/made-up-comparison-10/").status_code == 200


class TestRowsToLookAtFirst:
    def test_are_named_where_the_editor_chose_some(self, client: Client) -> None:
        assert rows_first(opened(client, make_comparison(make_product(), make_product()).get_absolute_url())) == []

    def test_lead_to_all_rows_where_only_differences_are_shown(self, client: Client) -> None:
        own = f"/compare/{PAIR}/"
        links = [link for _, link in rows_first(page_of(client, PAIR, "?only=differences"))]
        assert links
        assert all(link.startswith(f"{own}#row-") for link in links)


class TestWhatToAsk:
    def test_is_nothing_where_every_core_feature_is_stated(self, client: Client) -> None:
        one, two = make_product(), make_product()
        for feature in Feature.objects.filter(is_core=True):
            make_shown(one, feature, 3 if feature.is_number else feature.choices.all()[0].slug)
        page = opened(client, make_comparison(one, two).get_absolute_url())
        assert "ask the maker" not in page.main.text
        assert not page.all("script", src="/static/catalogue/copy.js")

    def test_of_one_insole_alone_names_it_without_brackets(self, client: Client) -> None:
        make_feature("made-up-curve", is_core=True, position=902)
        alone = make_product()
        message = opened(client, make_comparison(alone).get_absolute_url()).main.one("textarea")
        assert f"your insole {alone.full_name} and" in message.text
        assert "aria-describedby" not in message.attributes


class TestTheAddress:
    def test_only_differences_has_one_that_search_engines_leave_out(self, client: Client) -> None:
        page = page_of(client, "superfeet-green-blue-black-carbon", "?only=differences")
        assert not page.is_for_search_engines
        assert page.canonical == "/compare/superfeet-green-blue-black-carbon/"

    def test_what_it_cannot_follow_is_named(self, client: Client) -> None:
        page = page_of(client, PAIR, "?zzz=1")
        assert "zzz=1" in page.main.text
        assert not page.is_for_search_engines

    def test_another_problem_can_be_asked_for(self, client: Client) -> None:
        page = page_of(client, "magnetic-and-plain-insoles", "?problem=flat-feet")
        assert "Flat feet" in page.main.first("th", text="What is looked for").text
