"""The filters beside a list: which there are, what they say, and that their numbers are true."""

import pytest
from django.test import Client

from catalogue.models import Feature, Product
from comparisons.facets import in_page_order
from tests.builders import make_feature
from tests.comparisons.list_pages import (
    OWN_NAMES,
    as_data,
    chips,
    control,
    headed_count,
    parameters,
    products_on,
    ticked,
    values_of,
)
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

LISTS = (
    "/insoles/",
    "/insoles/?form=full-length&materials=eva",
    "/insoles/?feature=arch-support&feature=heel-cup&not_brand=powerstep",
    "/insoles/?problem=flat-feet&thickness-heel_max=6",
    "/insoles/?arch-support=not_stated&brand=superfeet",
    "/insoles/?maker_says=plantar-heel-pain&price_max=60",
    "/problems/low-back-pain/",
)


class TestWhichThereAre:
    def test_every_filterable_feature_and_the_six_others_have_a_control(self, client: Client) -> None:
        page = opened(client, "/insoles/")
        for slug in [*OWN_NAMES, *Feature.objects.filter(is_filterable=True).values_list("slug", flat=True)]:
            assert control(page, slug)

    def test_a_feature_that_is_added_gets_one_and_one_that_is_not_filterable_does_not(self, client: Client) -> None:
        make_feature("made-up-shine", position=901)
        make_feature("made-up-secret", position=902, is_filterable=False)
        page = opened(client, "/insoles/")
        assert [value.name for value in values_of(control(page, "made-up-shine"))][-1] == "Not stated"
        assert "Made up secret" not in page.one("form", id="filters").text

    @pytest.mark.parametrize(
        ("slug", "rule"),
        [
            ("feature", "must have all"),
            ("form", "any of"),
            ("brand", "any of"),
            ("problem", "up to three"),
            ("weight", "from – to"),
        ],
    )
    def test_each_control_says_how_its_values_work_together(self, client: Client, slug: str, rule: str) -> None:
        assert rule in control(opened(client, "/insoles/"), slug).one("legend").text

    def test_number_filters_have_two_labelled_fields_and_their_unit(self, client: Client) -> None:
        fields = control(opened(client, "/insoles/"), "thickness-heel").all("input", autocomplete="off")
        assert [field["name"] for field in fields] == ["thickness-heel_min", "thickness-heel_max"]
        assert ["From" in field.around("label").text for field in fields] == [True, False]
        assert all("mm" in field.around("label").text for field in fields)


class TestTheirNumbers:
    @pytest.mark.parametrize("address", LISTS)
    def test_the_page_shows_the_counts_of_the_data(self, client: Client, address: str) -> None:
        page, data = opened(client, address), as_data(client, address)
        fixed = {"problem"} if address.startswith("/problems/") else set()
        for facet in data["facets"]:
            if facet["slug"] in fixed:
                continue
            shown = values_of(control(page, facet["slug"]))
            expected = [(choice["name"], choice["count"], choice["chosen"]) for choice in facet["choices"]]
            if facet["kind"] in {"choice", "choices", "number"}:
                expected.append(("Not stated", facet["not_stated"]["count"], facet["not_stated"]["chosen"]))
            assert [(value.name, value.count, value.is_ticked) for value in shown] == expected, facet["slug"]

    @pytest.mark.parametrize("address", LISTS)
    def test_zero_values_stay_in_sight_and_cannot_be_ticked(self, client: Client, address: str) -> None:
        page = opened(client, address)
        values = [value for fieldset in page.all("fieldset") for value in values_of(fieldset)]
        zero = [value for value in values if not value.count and not value.is_ticked]
        assert len(zero) > 10
        excluded = {label.text.removeprefix("not ") for label in page.all("label") if label.text.startswith("not ")}
        assert {value.name for value in zero if not value.is_inert} <= excluded
        assert not any(value.is_inert for value in values if value.count or value.is_ticked)

    @pytest.mark.parametrize("slug", ["form", "brand", "materials", "category", "footwear"])
    def test_ticking_a_value_of_an_open_facet_gives_its_count(self, client: Client, slug: str) -> None:
        facet = next(f for f in as_data(client, "/insoles/")["facets"] if f["slug"] == slug)
        for choice in [choice for choice in facet["choices"] if choice["count"]][:6]:
            assert headed_count(opened(client, f"/insoles/?{slug}={choice['slug']}")) == choice["count"]

    @pytest.mark.parametrize("slug", ["arch-height", "form", "trim-to-fit", "metatarsal-pad", "thickness-heel"])
    def test_values_not_stated_and_not_applicable_make_up_the_whole(self, client: Client, slug: str) -> None:
        data = as_data(client, "/insoles/")
        facet = next(f for f in data["facets"] if f["slug"] == slug)
        without = facet["not_stated"]["count"] + facet["not_applicable"]
        stated = sum(choice["count"] for choice in facet["choices"])
        if facet["kind"] == "number":
            stated = as_data(client, f"/insoles/?{slug}_min={facet['min']}")["count"]
        assert stated + without == data["count"]


class TestNotStated:
    def test_it_lists_exactly_the_insoles_of_which_no_source_says_it(self, client: Client) -> None:
        data = as_data(client, "/insoles/?brand=superfeet&heel-cup=not_stated")
        assert data["count"]
        assert all("heel-cup" not in product["values"] for product in data["products"])
        all_of_it = as_data(client, "/insoles/?brand=superfeet")
        facet = next(f for f in all_of_it["facets"] if f["slug"] == "heel-cup")
        assert data["count"] == facet["not_stated"]["count"]

    def test_it_is_ticked_where_it_was_chosen(self, client: Client) -> None:
        page = opened(client, "/insoles/?weight=not_stated")
        assert ("weight", "not_stated") in ticked(page)
        assert [chip.text for chip in chips(page)] == ["Remove the filter Weight: not stated"]


class TestWhatIsChosen:
    ADDRESS = "/insoles/?arch-support=rigid&brand=superfeet&materials=cork&not_footwear=ski"

    def test_it_stays_ticked_in_its_place(self, client: Client) -> None:
        assert ticked(opened(client, self.ADDRESS)) == {
            ("arch-support", "rigid"),
            ("brand", "superfeet"),
            ("materials", "cork"),
            ("not_footwear", "ski"),
        }

    def test_it_never_vanishes_even_where_it_finds_nothing(self, client: Client) -> None:
        page = opened(client, f"{self.ADDRESS}&problem=splay-foot&trim-to-fit=no")
        assert {("arch-support", "rigid"), ("brand", "superfeet"), ("materials", "cork")} <= ticked(page)
        assert not products_on(page)

    def test_the_order_of_values_does_not_change_with_what_is_chosen(self, client: Client) -> None:
        before, after = opened(client, "/insoles/"), opened(client, self.ADDRESS)
        for slug in ("arch-support", "brand", "materials", "footwear", "category"):
            names = [value.name for value in values_of(control(before, slug))]
            assert [value.name for value in values_of(control(after, slug))] == names

    def test_a_value_in_a_fold_opens_it(self, client: Client) -> None:
        slug = list(as_data(client, "/insoles/")["facets"])[4]["choices"][-1]["slug"]
        box = opened(client, f"/insoles/?brand={slug}").one("form", id="filters").one("input", value=slug, name="brand")
        assert "open" in box.around("details").attributes

    def test_the_filter_form_sends_exactly_what_is_chosen(self, client: Client) -> None:
        page = opened(client, f"{self.ADDRESS}&sort=price&view=table&with=superfeet-green")
        form = page.one("form", id="filters")
        boxes = [(box["name"], box["value"]) for box in form.all("input", type="checkbox", checked=True)]
        hidden = [(field["name"], field["value"]) for field in form.all("input", type="hidden")]
        typed = [(f["name"], f["value"]) for f in form.all("input", autocomplete="off") if f["value"]]
        sent = sorted(boxes + hidden + typed)
        assert sent == sorted(parameters(f"{self.ADDRESS}&sort=price&view=table&with=superfeet-green"))


class TestPromotedFilters:
    def test_they_are_the_problem_and_the_first_two_that_editors_promoted(self, client: Client) -> None:
        quick = opened(client, "/insoles/").one("nav", aria_label="Common filters")
        names = [summary.text for summary in quick.all("summary")]
        assert names == ["Foot problem", "Suits which shoes", "Arch height"]
        promoted = in_page_order(Feature.objects.filter(is_promoted=True, is_filterable=True).order_by("position"))
        assert [str(feature.name) for feature in promoted][:2] == names[1:]

    def test_on_a_guide_the_problem_makes_room_for_a_third_feature(self, client: Client) -> None:
        quick = opened(client, "/problems/flat-feet/").one("nav", aria_label="Common filters")
        assert "Foot problem" not in (names := [summary.text for summary in quick.all("summary")])
        assert len(names) == 3

    @pytest.mark.parametrize("address", ["/insoles/", "/insoles/?arch-height=low&footwear=running&problem=flat-feet"])
    def test_they_show_the_same_state_as_the_full_control(self, client: Client, address: str) -> None:
        page = opened(client, address)
        quick = page.one("nav", aria_label="Common filters")
        for slug in ("problem", "footwear", "arch-height"):
            full = [v for v in values_of(control(page, slug)) if v.name != "Not stated"]
            name = OWN_NAMES.get(slug) or str(Feature.objects.get(slug=slug).name)
            menu = next(s for s in quick.all("summary") if s.text.startswith(name)).around("details")
            steps = [(item.text, bool(item.all(aria_current="true"))) for item in menu.all("li")]
            assert steps == [(f"{value.name} {value.count}", value.is_ticked) for value in full]

    def test_one_step_leads_to_the_list_with_it_and_a_second_one_back(self, client: Client) -> None:
        page = opened(client, "/insoles/?brand=superfeet")
        step = page.one("nav", aria_label="Common filters").first("a", text="Running")
        there = opened(client, step["href"])
        assert ticked(there) == {("brand", "superfeet"), ("footwear", "running")}
        back = there.one("nav", aria_label="Common filters").first("a", text="Running")
        assert back["href"] == "/insoles/?brand=superfeet"


class TestShoeFit:
    """The filters that decide whether an insole goes into a shoe stand in one group."""

    SLUGS = (
        "footwear",
        "thickness-heel",
        "thickness-forefoot",
        "volume",
        "form",
        "width",
        "trim-to-fit",
        "needs-removable-insole",
        "placement",
    )

    def test_they_stand_together_after_the_shoes_own_insole(self, client: Client) -> None:
        filters = opened(client, "/insoles/").one("form", id="filters")
        heading = filters.one("h3", text="Fit in the shoe")
        after = next(h.place for h in filters.all("h3") if h.place > heading.place)
        legends = [e.text for e in filters.all("legend") if heading.place < e.place < after]
        names = [str(Feature.objects.get(slug=slug).name) for slug in self.SLUGS]
        assert legends[0] == "The shoe’s own insole"
        assert [legend.rpartition(", ")[0] for legend in legends[1 : len(names) + 1]] == names

    def test_each_control_stands_in_the_page_once(self, client: Client) -> None:
        legends = [legend.text for legend in opened(client, "/insoles/").one("form", id="filters").all("legend")]
        assert len(legends) == len(set(legends))

    def test_a_feature_of_fit_that_is_added_joins_them(self, client: Client) -> None:
        make_feature("made-up-strap", position=903, group="fit")
        facets = [facet["slug"] for facet in as_data(client, "/insoles/")["facets"]]
        assert facets.index("placement") < facets.index("made-up-strap") < facets.index("arch-height")

    def test_the_data_lists_filters_in_the_order_of_the_page(self, client: Client) -> None:
        page, data = opened(client, "/insoles/"), as_data(client, "/insoles/")
        places = [control(page, facet["slug"]).place for facet in data["facets"]]
        assert places == sorted(places)

    def test_what_is_not_known_stands_apart_and_the_page_says_how_to_keep_it(self, client: Client) -> None:
        page = opened(client, "/insoles/?footwear=dress&stock_insole=fixed")
        data = as_data(client, "/insoles/?footwear=dress&stock_insole=fixed")
        assert "Tick “Not stated” as well" in page.one("form", id="filters").text
        unknown = page.main.one("a", href="/insoles/?block=unknown&footwear=dress&stock_insole=fixed")
        assert headed_count(opened(client, unknown["href"])) == data["blocks"]["unknown"] > 0
        assert all("dress" in product["values"]["footwear"]["value"] for product in data["products"])


class TestExclusion:
    def test_of_a_brand_keeps_all_others(self, client: Client) -> None:
        count = Product.objects.published().exclude(brand__slug="superfeet").count()
        page = opened(client, "/insoles/?not_brand=superfeet")
        assert headed_count(page) == count
        assert "superfeet-green" not in products_on(page)

    def test_of_a_value_in_an_open_list_says_what_it_means(self, client: Client) -> None:
        [chip] = chips(opened(client, "/insoles/?not_materials=latex"))
        assert "not stated to contain latex" in chip.text.replace("Latex", "latex")

    def test_of_latex_points_to_the_insoles_that_are_said_to_be_free_of_it(self, client: Client) -> None:
        assert "/insoles/?latex-free=yes" in opened(client, "/insoles/?not_materials=latex").links()

    def test_drops_what_is_known_to_have_it_from_list_and_counts(self, client: Client) -> None:
        data = as_data(client, "/insoles/?not_materials=eva")
        assert all("eva" not in product["values"]["materials"]["value"] for product in data["products"])
        facet = next(f for f in data["facets"] if f["slug"] == "materials")
        eva = next(choice for choice in facet["choices"] if choice["slug"] == "eva")
        assert (eva["count"], eva["excluded"]) == (0, True)

    def test_puts_what_is_not_known_aside_and_says_how_many(self, client: Client) -> None:
        data = as_data(client, "/insoles/?not_form=full-length")
        whole = as_data(client, "/insoles/?form=not_stated")
        assert data["blocks"]["unknown"] == whole["count"]
        page = opened(client, "/insoles/?not_form=full-length")
        link = page.main.one("a", href="/insoles/?block=unknown&not_form=full-length")
        assert str(whole["count"]) in link.around("p").text
        assert headed_count(opened(client, link["href"])) == whole["count"]
