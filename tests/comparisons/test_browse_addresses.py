"""The addresses of the list: one for each list, what cannot be followed, what search engines may keep."""

from urllib.parse import quote

import pytest
from django.test import Client

from catalogue.models import Product
from tests.comparisons.list_pages import as_data, ticked
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


class TestOneAddress:
    @pytest.mark.parametrize(
        ("given", "canonical"),
        [
            ("sort=name&brand=superfeet", "?brand=superfeet&sort=name"),
            ("brand=superfeet&brand=superfeet", "?brand=superfeet"),
            ("brand=superfeet&brand=powerstep", "?brand=powerstep&brand=superfeet"),
            ("q=&brand=superfeet&form=", "?brand=superfeet"),
            ("page=1&currency=EUR&units=metric&sort=-known&view=cards", ""),
            ("weight_max=080,50", "?weight_max=80.5"),
            ("with=superfeet-green&with=superfeet-blue&page=1", "?with=superfeet-green&with=superfeet-blue"),
            ("problem=low-back-pain&problem=flat-feet&sort=match", "?problem=low-back-pain&problem=flat-feet"),
            ("q=++heel++pain+", "?q=heel+pain"),
            ("zzz=1&brand=superfeet", "?brand=superfeet&zzz=1"),
        ],
    )
    def test_every_other_form_leads_to_it(self, client: Client, given: str, canonical: str) -> None:
        response = client.get(f"/insoles/?{given}")
        assert (response.status_code, response["Location"]) == (302, f"/insoles/{canonical}")
        assert client.get(response["Location"]).status_code == 200

    def test_the_order_of_picked_insoles_and_of_problems_is_kept(self, client: Client) -> None:
        opened(client, "/insoles/?problem=low-back-pain&problem=flat-feet&with=superfeet-green&with=superfeet-blue")


class TestWhatCannotBeFollowed:
    @pytest.mark.parametrize(
        ("parameter", "value"),
        [
            ("brand", "nobody"),
            ("colour", "red"),
            ("form", "boat"),
            ("weight_min", "-3"),
            ("weight_max", "NaN"),
            ("price_min", "cheap"),
            ("page", "0"),
            ("sort", "beauty"),
            ("sort", "match"),
            ("problem", "sadness"),
            ("maker_says", "diabetic-foot"),
            ("must", "arch-support"),
            ("size", "900"),
            ("with", "no-such-insole"),
            ("view", "<b>bold</b>"),
            ("currency", "QQQ"),
            ("block", "all"),
            ("reference", "superfeet-green"),
        ],
    )
    def test_it_is_named_and_never_widens_the_list_in_silence(self, client: Client, parameter: str, value: str) -> None:
        pairs = sorted([("brand", "superfeet"), (parameter, value)])
        address = "/insoles/?" + "&".join(f"{name}={quote(text, safe='')}" for name, text in pairs)
        page = opened(client, address)
        assert f"{parameter}={value}" in page.main.text
        assert page.canonical == "/insoles/?brand=superfeet"
        assert not page.is_for_search_engines
        ignored = as_data(client, address)["ignored"]
        assert [(bad["name"], bad["value"]) for bad in ignored] == [(parameter, value)]
        assert ignored[0]["why"].endswith(".")

    def test_a_fourth_problem_is_one_too_many(self, client: Client) -> None:
        names = ("flat-feet", "high-arch", "low-back-pain", "splay-foot")
        page = opened(client, "/insoles/?" + "&".join(f"problem={name}" for name in names))
        assert "problem=splay-foot: At most three foot problems" in page.main.text

    def test_a_seventh_picked_insole_is_one_too_many(self, client: Client) -> None:
        slugs = list(Product.objects.published().values_list("slug", flat=True)[:7])
        page = opened(client, "/insoles/?" + "&".join(f"with={slug}" for slug in slugs))
        name = Product.objects.with_brand().get(slug=slugs[6]).full_name
        assert f"Not added: {name}" in page.main.one("div", role="status").text

    def test_a_good_value_beside_a_bad_one_still_counts(self, client: Client) -> None:
        assert ticked(opened(client, "/insoles/?brand=nobody&brand=superfeet")) == {("brand", "superfeet")}

    def test_a_flood_of_them_is_cut(self, client: Client) -> None:
        page = opened(client, "/insoles/?" + "&".join(f"a{n:03}=1" for n in range(200)))
        assert "and 188 more" in page.main.text


class TestSearchEngines:
    def test_may_list_the_plain_list_and_its_pages(self, client: Client) -> None:
        assert opened(client, "/insoles/").is_for_search_engines
        assert opened(client, "/insoles/?page=2").is_for_search_engines

    def test_are_asked_to_leave_out_filtered_ones(self, client: Client) -> None:
        assert not opened(client, "/insoles/?brand=superfeet").is_for_search_engines
