"""The list of all insoles: what is active, what is ignored, order, paging, and what happens where nothing is found."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from catalogue.models import Feature, LookFor, Product
from tests.builders import DAY, make_feature, make_product, make_shown
from tests.comparisons.list_pages import as_data, chips, csv_rows, headed_count, parameters, products_on, ticked
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


class TestTheList:
    def test_it_shows_a_first_page_of_everything(self, client: Client) -> None:
        page = opened(client, "/insoles/")
        assert headed_count(page) == Product.objects.published().count()
        assert len(products_on(page)) == 24

    def test_insoles_that_are_not_published_are_nowhere(self, client: Client) -> None:
        make_product(status=Product.Status.WITHDRAWN, name="Nonesuch hidden")
        assert headed_count(opened(client, "/insoles/?q=Nonesuch")) == 0

    def test_each_card_names_brand_and_insole_and_leads_to_its_page(self, client: Client) -> None:
        page = opened(client, "/insoles/")
        for product in Product.objects.filter(slug__in=products_on(page)).select_related("brand"):
            card = page.one("article", id=product.slug)
            assert product.brand.name in card.text
            assert card.one("h3").one("a", text=product.name)["href"] == product.get_absolute_url()
            assert product.full_name in card.one("input", name="with").around("label").text

    def test_a_card_says_where_nothing_is_known(self, client: Client) -> None:
        card = opened(client, "/insoles/?q=relaxed+feet").one("article", id="relaxed-feet")
        assert "Nothing stated by any source we read yet." in card.text

    def test_the_same_stands_as_a_table_with_one_row_an_insole(self, client: Client) -> None:
        cards, page = opened(client, "/insoles/"), opened(client, "/insoles/?view=table")
        assert products_on(page) == products_on(cards)
        table = page.one("table")
        columns = len(table.one("thead").all("th", scope="col"))
        for row in table.one("tbody").all("tr"):
            assert len(row.all("th", scope="row")) == 1
            assert len(row.children) == columns

    def test_it_says_how_it_is_ordered_and_that_money_plays_no_part(self, client: Client) -> None:
        text = opened(client, "/insoles/").main.text
        assert "Sorted by how much is known, then by name." in text
        assert "Price never counts, and nobody pays for a place." in text

    def test_it_offers_itself_as_data(self, client: Client) -> None:
        links = opened(client, "/insoles/?brand=superfeet").links()
        assert {f"/insoles/?brand=superfeet&format={form}" for form in ("csv", "json")} <= set(links)


class TestChips:
    ADDRESS = "/insoles/?arch-support=rigid&brand=superfeet&not_form=three-quarter&price_max=80&sort=name"

    def test_there_is_one_for_every_filter(self, client: Client) -> None:
        assert [chip.text.removeprefix("Remove the filter ") for chip in chips(opened(client, self.ADDRESS))] == [
            "Brand: Superfeet",
            f"{Feature.objects.get(slug='form').name}: Three-quarter (excluded)",
            "Arch support (stiffness): Rigid",
            "Price per pair: up to 80 EUR",
        ]

    def test_each_takes_just_itself_away_and_keeps_the_order(self, client: Client) -> None:
        given = parameters(self.ADDRESS)
        left = [parameters(chip["href"]) for chip in chips(opened(client, self.ADDRESS))]
        gone = [next(pair for pair in given if pair not in kept) for kept in left]
        assert all(len(kept) == len(given) - 1 and ("sort", "name") in kept for kept in left)
        assert sorted(gone) == [pair for pair in given if pair != ("sort", "name")]

    def test_what_is_left_stays_ticked(self, client: Client) -> None:
        chip = chips(opened(client, self.ADDRESS))[0]
        assert ticked(opened(client, chip["href"])) == {("arch-support", "rigid"), ("not_form", "three-quarter")}

    def test_one_link_clears_all_and_keeps_what_was_picked_for_comparison(self, client: Client) -> None:
        page = opened(client, f"{self.ADDRESS}&with=superfeet-green")
        assert page.first("a", text="Clear all")["href"] == "/insoles/?with=superfeet-green"

    def test_without_filters_there_are_none(self, client: Client) -> None:
        assert not chips(opened(client, "/insoles/?sort=name&view=table"))

    def test_taking_a_problem_away_takes_what_only_it_looks_for_along(self, client: Client) -> None:
        address = "/insoles/?must=arch-height&problem=low-back-pain&problem=high-arch&skip=trim-to-fit"
        problems = [chip for chip in chips(opened(client, address)) if "Foot problem" in chip.text]
        assert [parameters(chip["href"]) for chip in problems] == [
            [("must", "arch-height"), ("problem", "high-arch")],
            [("problem", "low-back-pain"), ("skip", "trim-to-fit")],
        ]


class TestWhatAProblemStandsFor:
    def test_every_feature_looked_for_is_shown_and_can_be_left_out_and_nothing_else_is_ticked(
        self, client: Client
    ) -> None:
        page = opened(client, "/insoles/?problem=plantar-heel-pain")
        assert ticked(page) == {("problem", "plantar-heel-pain")}
        wishes = page.one("details", class_="wishes")
        rows = LookFor.objects.filter(problem__slug="plantar-heel-pain").select_related("feature")
        assert [item.first("b").text for item in wishes.all("li")] == [str(row.feature.name) for row in rows]
        for item, row in zip(wishes.all("li"), rows, strict=True):
            address = item.first("a", text="leave out")["href"]
            assert ("skip", row.feature.slug) in parameters(address)
            skipped = as_data(client, address)["products"]
            listed = {wish["feature"] for product in skipped for wish in product["match"]["met"]}
            assert row.feature.slug not in listed


class TestRanges:
    def test_bounds_are_inclusive(self, client: Client) -> None:
        data = as_data(client, "/insoles/?thickness-heel_max=4&thickness-heel_min=2")
        numbers = [product["values"]["thickness-heel"]["value"] for product in data["products"]]
        assert numbers
        assert all(2 <= number <= 4 for number in numbers)
        facet = next(f for f in as_data(client, "/insoles/")["facets"] if f["slug"] == "thickness-heel")
        edge = as_data(client, f"/insoles/?thickness-heel_max={facet['min']}&thickness-heel_min={facet['min']}")
        assert edge["count"] >= 1

    def test_inches_and_ounces_can_be_typed(self, client: Client) -> None:
        response = client.get("/insoles/?thickness-heel_max=0.5+in&weight_max=4+oz")
        assert parameters(response["Location"]) == [("thickness-heel_max", "12.7"), ("weight_max", "113.398")]

    @pytest.mark.parametrize(
        ("typed", "stored"),
        [("1in", "25.4"), ("0,5 Zoll", "12.7"), ("2,5", "2.5"), ("2.5", "2.5"), ("3 mm", "3"), ("0.4 cm", "4")],
    )
    @pytest.mark.parametrize("path", ["/insoles/", "/de/insoles/"])
    def test_they_are_read_as_people_write_them(self, client: Client, path: str, typed: str, stored: str) -> None:
        response = client.get(path, {"thickness-heel_max": typed})
        given = parameters(response["Location"]) if response.status_code == 302 else [("thickness-heel_max", typed)]
        assert given == [("thickness-heel_max", stored)]

    def test_ounces_with_a_decimal_comma_too(self, client: Client) -> None:
        for typed in ("4.35 oz", "4,35 oz", "4,35 Unzen"):
            response = client.get("/de/insoles/", {"weight_max": typed})
            assert parameters(response["Location"]) == [("weight_max", "123.32")]

    def test_german_fields_show_a_decimal_comma(self, client: Client) -> None:
        filters = opened(client, "/de/insoles/?weight_max=90.5").one("form", id="filters")
        assert filters.one("input", name="weight_max")["value"] == "90,5"

    def test_equal_bounds_are_one_number_in_the_chip(self, client: Client) -> None:
        [chip] = chips(opened(client, "/insoles/?weight_max=90&weight_min=90"))
        assert chip.text.endswith("Weight: 90 g")

    def test_bounds_the_wrong_way_round_find_nothing_and_say_so(self, client: Client) -> None:
        page = opened(client, "/insoles/?weight_max=10&weight_min=90")
        assert not products_on(page)
        assert "No insole" in page.main.text

    def test_the_typed_bounds_stay_in_their_fields(self, client: Client) -> None:
        page = opened(client, "/insoles/?weight_max=90.5&weight_min=10")
        filters = page.one("form", id="filters")
        assert filters.one("input", name="weight_min")["value"] == "10"
        assert filters.one("input", name="weight_max")["value"] == "90.5"


class TestNothingFound:
    ADDRESS = "/insoles/?brand=superfeet&materials=cork&sort=price"

    def test_each_single_filter_to_drop_is_named_with_exactly_what_that_gives(self, client: Client) -> None:
        page = opened(client, self.ADDRESS)
        assert not products_on(page)
        ways = [link for link in page.main.all("a") if link.text.startswith("without ")]
        assert ways
        for way in ways:
            number = re.findall(r"(\d+) insoles?$", way.text)
            assert headed_count(opened(client, way["href"])) == int(number[0])

    def test_no_filter_that_would_give_something_is_left_out(self, client: Client) -> None:
        page = opened(client, self.ADDRESS)
        offered = {link["href"] for link in page.main.all("a") if link.text.startswith("without ")}
        giving = {chip["href"] for chip in chips(page) if as_data(client, chip["href"])["count"]}
        assert offered == giving

    def test_all_filters_can_be_cleared(self, client: Client) -> None:
        assert "/insoles/" in [link["href"] for link in opened(client, self.ADDRESS).main.all("a", text="Clear all")]


class TestOrder:
    @pytest.mark.parametrize("descends", [False, True])
    def test_by_any_number_puts_what_is_not_stated_last_both_ways(self, client: Client, *, descends: bool) -> None:
        everything = Product.objects.published().count()
        for number in Feature.objects.filter(kind="number", is_filterable=True, entries__isnull=False).distinct():
            sort = f"-{number.slug}" if descends else number.slug
            found = [
                row[f"{number.slug} [{number.unit}]"] for row in csv_rows(client, f"/insoles/?format=csv&sort={sort}")
            ]
            stated = [Decimal(value) for value in found if not value.startswith("[")]
            assert stated == sorted(stated, reverse=descends)
            assert all(value.startswith("[") for value in found[len(stated) :])
            assert 0 < len(stated) < len(found) == everything

    def test_the_first_column_of_a_table_is_the_number_it_is_in_the_order_of(self, client: Client) -> None:
        for sort, way in (("weight", "ascending"), ("-weight", "descending")):
            heads = opened(client, f"/insoles/?sort={sort}&view=table").one("thead").all("th")
            assert [head for head in heads if head.get("aria-sort")] == [heads[1]]
            assert heads[1]["aria-sort"] == way
            assert heads[1].one("a").text == "Sort by this column: Weight"

    def test_the_head_of_a_column_of_numbers_orders_by_it_the_most_first_and_then_the_other_way(
        self, client: Client
    ) -> None:
        page = opened(client, "/insoles/?view=table&weight_max=500")
        head = page.one("table").one("a", class_="sort-by", text="Weight")
        assert parameters(head["href"]) == [("sort", "-weight"), ("view", "table"), ("weight_max", "500")]
        again = opened(client, head["href"]).one("table").one("a", class_="sort-by", text="Weight")
        assert ("sort", "weight") in parameters(again["href"])

    def test_the_best_match_and_names_are_orders_of_their_columns(self, client: Client) -> None:
        for address, name, way in (
            ("/problems/low-back-pain/", "Match", "descending"),
            ("/insoles/?sort=-name&view=table", "Insole tick to compare", "descending"),
        ):
            table = opened(client, address).first("table", class_="guide")
            assert [(head.text, head["aria-sort"]) for head in table.all("th", aria_sort=True)] == [(name, way)]

    def test_is_the_same_across_pages_without_a_gap_or_a_double(self, client: Client) -> None:
        pages = [opened(client, f"/insoles/?page={n}" if n > 1 else "/insoles/") for n in range(1, 9)]
        slugs = [slug for page in pages for slug in products_on(page)]
        assert len(slugs) == len(set(slugs)) == Product.objects.published().count()

    def test_equals_stand_by_name(self, client: Client) -> None:
        feature = make_feature("made-up-length", kind="number", position=900)
        for name in ("Nonesuch C", "Nonesuch a", "Nonesuch B"):
            make_shown(make_product(slug=f"testa-{name[-1].lower()}", name=name), feature, 7)
        assert products_on(opened(client, "/insoles/?sort=made-up-length"))[:3] == ["testa-a", "testa-b", "testa-c"]

    def test_the_control_offers_every_number_that_somebody_states(self, client: Client) -> None:
        options = {option["value"] for option in opened(client, "/insoles/").one("select", name="sort").all("option")}
        numbers = Feature.objects.filter(kind="number", is_filterable=True, entries__isnull=False).distinct()
        assert {"", "name", "price", "-price", *(n.slug for n in numbers), *(f"-{n.slug}" for n in numbers)} == options

    def test_the_one_in_force_is_chosen_in_the_control_and_said_in_words(self, client: Client) -> None:
        page = opened(client, "/insoles/?sort=-weight")
        chosen = page.one("select", name="sort").one("option", selected=True)
        assert chosen["value"] == "-weight"
        assert f"{chosen.text}. What is not stated comes last." in page.main.text

    def test_changing_it_keeps_the_filters(self, client: Client) -> None:
        form = opened(client, "/insoles/?brand=superfeet&form=full-length&view=table").one("select", name="sort")
        hidden = [(field["name"], field["value"]) for field in form.around("form").all("input", type="hidden")]
        assert hidden == [("brand", "superfeet"), ("form", "full-length"), ("view", "table")]

    @pytest.mark.parametrize("currency", ["CHF", "GBP", "JPY", "USD", "UAH"])
    def test_price_is_that_in_the_currency_asked_for(self, client: Client, currency: str) -> None:
        data = as_data(client, f"/insoles/?currency={currency}&sort=price")
        facet = next(facet for facet in data["facets"] if facet["slug"] == "price")
        cheapest = opened(client, f"/insoles/?currency={currency}&sort=price").first("article").one("p", class_="price")
        assert f"{Decimal(str(facet['min'])):f} {currency}" in cheapest.text.replace(",", "")


class TestPages:
    def test_each_page_links_the_next_and_says_where_one_is(self, client: Client) -> None:
        pages = opened(client, "/insoles/?page=2").one("nav", aria_label="Pages")
        assert pages.one("a", rel="prev")["href"] == "/insoles/"
        assert pages.one("a", rel="next")["href"] == "/insoles/?page=3"
        assert pages.one("span", aria_current="page").text == "Page 2"

    def test_they_keep_the_filters(self, client: Client) -> None:
        page = opened(client, "/insoles/?not_brand=superfeet&sort=name")
        assert page.one("a", rel="next")["href"] == "/insoles/?not_brand=superfeet&page=2&sort=name"

    def test_filters_start_from_the_first_page(self, client: Client) -> None:
        page = opened(client, "/insoles/?not_brand=superfeet&page=2")
        assert chips(page)
        assert all("page" not in dict(parameters(chip["href"])) for chip in chips(page))

    def test_one_beyond_the_end_is_named_and_the_first_is_shown(self, client: Client) -> None:
        page = opened(client, "/insoles/?page=99")
        assert "page=99" in page.main.text
        assert products_on(page) == products_on(opened(client, "/insoles/"))
        assert page.canonical == "/insoles/"
        assert not page.is_for_search_engines


class TestCompareTray:
    def test_ticked_insoles_go_to_the_comparison(self, client: Client) -> None:
        page = opened(client, "/insoles/?with=superfeet-green")
        form = page.one("form", id="compare")
        assert form["action"] == "/compare/"
        assert "1 of 6 insoles chosen" in form.text
        ticks = page.all("input", name="with", form="compare")
        assert ticks
        assert [field["value"] for field in form.all("input", name="with", type="hidden")] == [
            slug for slug in ["superfeet-green"] if slug not in products_on(page)
        ]

    def test_a_picked_insole_is_ticked_where_it_is_listed(self, client: Client) -> None:
        page = opened(client, "/insoles/?brand=superfeet&with=superfeet-green")
        assert page.one("input", type="checkbox", name="with", value="superfeet-green", checked=True)

    def test_a_picked_insole_that_is_not_listed_is_kept_named_and_can_be_removed(self, client: Client) -> None:
        page = opened(client, "/insoles/?brand=powerstep&with=superfeet-green")
        form = page.one("form", id="compare")
        assert [field["value"] for field in form.all("input", name="with", type="hidden")] == ["superfeet-green"]
        assert form.one("a", href="/insoles/?brand=powerstep", text="Superfeet GREEN")

    def test_chosen_problems_go_along(self, client: Client) -> None:
        form = opened(client, "/insoles/?problem=flat-feet").one("form", id="compare")
        assert [field["value"] for field in form.all("input", name="problem")] == ["flat-feet"]


class TestStockInsoleThatStaysIn:
    def test_lists_what_is_known_to_fit_and_keeps_the_unknown_apart(self, client: Client) -> None:
        whole = as_data(client, "/insoles/")["count"]
        data = as_data(client, "/insoles/?stock_insole=fixed")
        assert 0 < data["count"] < whole
        assert data["blocks"]["unknown"] > 0
        for product in data["products"]:
            values = {slug: entry["value"] for slug, entry in product["values"].items()}
            assert values.get("needs-removable-insole") != "yes"
            assert values.get("placement") not in {"replaces", "underneath"}
            assert (
                values.get("needs-removable-insole") == "no"
                or values.get("placement") in {"on-top", "stuck-in"}
                or values.get("form", "full-length") != "full-length"
                or values.get("thickness-heel", 9) <= 3
            )


class TestNotChecked:
    def test_what_was_never_checked_counts_as_not_stated(self, client: Client) -> None:
        before = as_data(client, "/insoles/?weight=not_stated")["count"]
        make_product(checked_on=None)
        make_product(checked_on=DAY)
        assert as_data(client, "/insoles/?weight=not_stated")["count"] == before + 2
