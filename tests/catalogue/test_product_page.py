"""The page of one insole: every value with who says it and when, and honesty about the rest."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from catalogue.choices import EntryState, Voice
from catalogue.insole_page.spec import spec_lines
from catalogue.knowledge import current_knowledge
from catalogue.models import EditorDecision, Feature, Product, Source, Statement, sheet_of, sheets
from catalogue.views.products import core_lines
from catalogue.wording import date_text, short_date, statement_text
from tests.builders import (
    DAY,
    derive,
    make_decision,
    make_feature,
    make_product,
    make_shown,
    make_source,
    make_statement,
)
from tests.pages import Element, Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

REAL = ("superfeet-green", "powerstep-pulse-maxx", "sole-custom-footbeds", "currex-bikepro", "pedag-point")


def page_of(client: Client, slug: str) -> Page:
    """The page of an insole."""
    return opened(client, f"/insoles/{slug}/")


def row(page: Page, feature: str) -> Element:
    """The place of a feature on the spec sheet."""
    return page.main.one("div", "dd", id=feature)


def shown(page: Page, feature: str) -> str:
    """What stands there: the value with what is said of it, or else the state that features without a value stand under."""
    place = row(page, feature)
    return place.one("dd").text if place.name == "div" else place.around("div").one("dt").text


class TestTheSpecSheet:
    @pytest.mark.parametrize("slug", [*REAL, "relaxed-feet"])
    def test_it_has_a_row_for_every_feature_linked_to_its_explanation(self, client: Client, slug: str) -> None:
        page = page_of(client, slug)
        for feature in Feature.objects.all():
            assert row(page, feature.slug).one("a", class_="term")["href"] == feature.get_absolute_url()

    @pytest.mark.parametrize("slug", REAL)
    def test_every_statement_stands_there_with_source_date_and_voice(self, client: Client, slug: str) -> None:
        page = page_of(client, slug)
        for statement in Statement.objects.filter(product__slug=slug).with_all():
            lines = [
                line.text
                for line in row(page, statement.feature.slug).all("li")
                if line.all("a", href=f"/sources/{statement.source.slug}/") and statement_text(statement) in line.text
            ]
            assert lines, statement
            assert str(Voice(statement.voice).label) in lines[0]
            assert short_date(statement.source) in lines[0]
            assert statement.as_stated in "".join(lines)

    @pytest.mark.parametrize("slug", REAL)
    def test_every_shown_value_is_marked_with_who_says_it(self, client: Client, slug: str) -> None:
        page = page_of(client, slug)
        [sheet] = sheets([Product.objects.get(slug=slug)], list(Feature.objects.with_choices()))
        assert sheet.known
        for cell in sheet.known:
            head = row(page, cell.feature.slug).all("p")[0]
            assert cell.shown
            assert head.all("a", href=f"/sources/{cell.shown[0].source.slug}/")

    @pytest.mark.parametrize("slug", [*REAL, "relaxed-feet"])
    def test_no_row_is_blank(self, client: Client, slug: str) -> None:
        page = page_of(client, slug)
        for feature in Feature.objects.all():
            assert shown(page, feature.slug)

    def test_it_says_how_much_is_known_and_that_unknown_is_not_no(self, client: Client) -> None:
        [sheet] = sheets([Product.objects.get(slug=REAL[0])], list(Feature.objects.with_choices()))
        text = page_of(client, REAL[0]).main.text
        assert f"{len(sheet.known)} of {len(sheet.cells)}" in text
        assert "not the same as no" in text

    @pytest.mark.parametrize("slug", [*REAL, "relaxed-feet"])
    def test_the_core_facts_that_it_counts_are_those_on_the_sheet(self, client: Client, slug: str) -> None:
        page, core = page_of(client, slug), Feature.objects.filter(is_core=True)
        states = [shown(page, feature.slug) for feature in core]
        without = [state for state in states if state.startswith("Not ")]
        applicable = len(states) - states.count("Not applicable")
        known = len(states) - len(without)
        assert f"{known} of {applicable} core facts known" in page.main.text
        assert len(page.main.one("div", class_="known").one("ul").all("b")) == known

    def test_so_it_is_for_every_insole(self) -> None:
        known = current_knowledge()
        for product in Product.objects.published().for_page():
            sheet = sheet_of(product, known.features)
            lines = core_lines(spec_lines(sheet, product.statements.all()))
            assert sum(line.cell.has_value for line in lines) == sheet.core_known, product
            assert sum(line.cell.state != EntryState.NOT_APPLICABLE for line in lines) == sheet.core_total, product

    def test_what_was_changed_is_a_step_away(self, client: Client) -> None:
        assert f"/changes/?product={REAL[0]}" in page_of(client, REAL[0]).main.links()

    def test_unknown_is_not_free_of(self, client: Client) -> None:
        assert "not “free of” anything" in page_of(client, "relaxed-feet").main.text

    def test_it_says_when_it_was_checked(self, client: Client) -> None:
        product = Product.objects.get(slug=REAL[0])
        assert product.checked_on is not None
        assert f"Last checked on {date_text(product.checked_on.isoformat())}." in page_of(client, REAL[0]).main.text


class TestTheFiveStates:
    def test_stated(self, client: Client) -> None:
        make_shown(make_product(slug="testa"), make_feature(position=900), "high")
        assert shown(page_of(client, "testa"), "made-up-height").startswith("High")

    def test_disputed_names_every_value_and_opens_the_statements(self, client: Client) -> None:
        make_shown(make_product(slug="testa"), make_feature(position=900), "high", "low")
        found = row(page_of(client, "testa"), "made-up-height")
        assert "Sources disagree: Low, High" in found.text or "Sources disagree: High, Low" in found.text
        assert "open" in found.one("details").attributes

    def test_not_stated(self, client: Client) -> None:
        make_feature(position=900)
        make_product(slug="testa")
        assert shown(page_of(client, "testa"), "made-up-height") == "Not stated"

    def test_not_applicable(self, client: Client) -> None:
        product = make_product(slug="testa")
        make_shown(product, Feature.objects.get(slug="form"), "heel-cup")
        make_feature(zone="forefoot", position=900)
        assert shown(page_of(client, "testa"), "made-up-height") == "Not applicable"

    def test_not_checked_yet_where_nobody_looked(self, client: Client) -> None:
        make_feature(position=900)
        make_product(slug="testa", checked_on=None)
        page = page_of(client, "testa")
        assert shown(page, "made-up-height") == "Not checked yet"
        assert "Not checked yet." in page.main.text

    def test_not_checked_yet_where_the_feature_is_newer(self, client: Client) -> None:
        make_feature(position=900, added_on=DAY + timedelta(days=1))
        make_product(slug="testa")
        assert shown(page_of(client, "testa"), "made-up-height") == "Not checked yet"

    def test_the_starting_data_shows_three_of_them_and_no_other_word(self, client: Client) -> None:
        features = list(Feature.objects.values_list("slug", flat=True))
        pages = [page_of(client, slug) for slug in ("powerstep-pulse-maxx", "orthaheel-gel-heel-pad", "relaxed-feet")]
        said = {shown(page, feature) for page in pages for feature in features}
        without = {text for text in said if text.startswith("Not ")}
        assert without == {"Not stated", "Not applicable"}
        assert EntryState.DISPUTED in Product.objects.get(slug="powerstep-pulse-maxx").entries.values_list(
            "state", flat=True
        )


class TestMeasuredNumbers:
    def test_each_says_on_what_it_was_measured(self, client: Client) -> None:
        assert "insoles for a size 45 wide shoe" in row(page_of(client, "currex-bikepro"), "thickness-forefoot").text

    @pytest.mark.parametrize("unit", ["mm", "g"])
    def test_or_that_this_is_not_said(self, client: Client, unit: str) -> None:
        make_shown(make_product(slug="testa"), make_feature(kind="number", unit=unit, position=900), 4)
        assert "how it was measured: not said" in row(page_of(client, "testa"), "made-up-height").text

    def test_a_number_of_days_is_not_measured(self, client: Client) -> None:
        make_shown(make_product(slug="testa"), make_feature(kind="number", unit="days", position=900), 4)
        assert "not said" not in row(page_of(client, "testa"), "made-up-height").text


class TestBarredSources:
    def test_their_statements_are_in_sight_marked_and_never_the_value(self, client: Client) -> None:
        barred = Source.objects.exclude(barred_because="").get()
        statements = list(Statement.objects.filter(source=barred).with_all().select_related("product"))
        assert statements
        for statement in statements[:12]:
            found = row(page_of(client, statement.product.slug), statement.feature.slug)
            [line] = [li for li in found.all("li") if li.all("a", href=f"/sources/{barred.slug}/")]
            assert "Not used:" in line.text
            assert barred.barred_because in line.text
            assert not found.all("p")[0].all("a", href=f"/sources/{barred.slug}/")

    def test_an_insole_that_only_they_speak_of_says_so(self, client: Client) -> None:
        product, feature = make_product(slug="testa"), make_feature(position=900)
        make_statement(product, feature, "high", source=make_source(barred_because="A made-up reason."))
        derive(product)
        page = page_of(client, "testa")
        assert "The only source that says anything about this insole is not used." in page.main.text
        assert row(page, "made-up-height").all("p")[0].text == "Not stated"


class TestEditorsDecisions:
    def test_the_reason_stands_with_the_value(self, client: Client) -> None:
        decided = EditorDecision.objects.filter(state="stated").select_related("product", "feature")
        assert decided
        for decision in decided:
            assert decision.reason in row(page_of(client, decision.product.slug), decision.feature.slug).text

    def test_a_value_that_was_overruled_stays_in_sight(self, client: Client) -> None:
        product, feature = make_product(slug="testa"), make_feature(position=900)
        make_statement(product, feature, "high")
        make_decision(make_statement(product, feature, "low", voice="other"))
        derive(product)
        found = row(page_of(client, "testa"), "made-up-height")
        assert found.one("dd").text.startswith("Low")
        assert "High" in found.text
        assert "A made-up reason." in found.text


class TestWhereNothingIsKnown:
    def test_it_says_so_plainly(self, client: Client) -> None:
        page = page_of(client, "relaxed-feet")
        assert "No source we read states anything about this insole." in page.main.text
        assert "That is what we know, not a fault of the insole." in page.main.text
        assert {shown(page, slug) for slug in Feature.objects.values_list("slug", flat=True)} == {"Not stated"}

    def test_it_names_no_insole_as_like_it(self, client: Client) -> None:
        assert "Too little is known of it to name others like it." in page_of(client, "relaxed-feet").main.text

    def test_the_drawing_says_that_it_is_unknown(self, client: Client) -> None:
        drawing = page_of(client, "relaxed-feet").main.first("svg", role="img")
        label = drawing.get("aria-label") or drawing.first("title").text
        assert "not stated" in label.lower() or "unknown" in label.lower()


class TestWaysOn:
    def test_it_goes_to_the_comparison_by_way_of_the_tray(self, client: Client) -> None:
        page = opened(client, page_of(client, "superfeet-green").main.one("a", text="Add to comparison")["href"])
        form = page.main.one("form", id="compare")
        assert (form["action"], form.one("input", name="with")["value"]) == ("/compare/", "superfeet-green")

    def test_it_names_insoles_like_it_each_with_the_comparison_of_the_two(self, client: Client) -> None:
        section = page_of(client, "superfeet-green").main.under("Similar insoles")
        pairs = [link for link in section.links() if link.startswith("/compare/")]
        assert len(pairs) == 4
        assert all(re.fullmatch(r"/compare/\?with=superfeet-green&with=[a-z0-9-]+", link) for link in pairs)

    def test_it_goes_to_the_other_insoles_of_the_brand(self, client: Client) -> None:
        assert "/insoles/?brand=superfeet" in page_of(client, "superfeet-green").main.links()

    def test_jumps_lead_to_places_that_are_there(self, client: Client) -> None:
        page = page_of(client, "superfeet-green")
        for link in page.one("nav", aria_label="On this page").links():
            assert page.main.all(id=link.removeprefix("#"))


class TestWhatKindOfEntry:
    def test_a_line_says_that_it_stands_for_a_range(self, client: Client) -> None:
        make_product(slug="testa", level="line")
        page = page_of(client, "testa")
        assert "Product line" in page.main.text
        assert "this entry stands for the range" in page.main.text

    def test_a_discontinued_one_says_so(self, client: Client) -> None:
        make_product(slug="testa", is_discontinued=True)
        text = page_of(client, "testa").main.text
        assert "Discontinued" in text
        assert "Which model took its place is not stated." in text

    def test_one_with_a_successor_leads_to_it(self, client: Client) -> None:
        newer = make_product(slug="testa-newer", name="Newer")
        make_product(slug="testa", is_discontinued=True, succeeded_by=newer)
        page = page_of(client, "testa")
        assert page.main.one("a", text=newer.full_name)["href"] == "/insoles/testa-newer/"
        assert "Its maker now sells" in page.main.text
        assert "is not stated. " not in page.main.one("div", class_="product-facts").text

    def test_a_successor_that_is_not_public_is_not_named(self, client: Client) -> None:
        newer = make_product(slug="testa-newer", name="Newer", status="draft")
        make_product(slug="testa", succeeded_by=newer)
        assert "Newer" not in page_of(client, "testa").main.text

    def test_former_names_are_shown(self, client: Client) -> None:
        make_product(slug="testa", aka=["Oldname"])
        assert "Oldname" in page_of(client, "testa").main.text

    @pytest.mark.parametrize("status", ["draft", "in_review"])
    def test_one_that_is_not_published_yet_has_no_page(self, client: Client, status: str) -> None:
        make_product(slug="testa", status=status)
        assert client.get("/insoles/testa/").status_code == 404
