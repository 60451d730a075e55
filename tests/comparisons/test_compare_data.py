"""A comparison as JSON and CSV."""

import pytest
from django.test import Client

from catalogue.models import Feature
from tests.builders import make_product
from tests.comparisons.list_pages import as_data, csv_rows
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

TWO = "/compare/?with=superfeet-green&with=powerstep-pulse-maxx"
ADDRESSES = (
    "/compare/",
    "/compare/?with=superfeet-green",
    TWO,
    "/compare/?problem=low-back-pain&with=superfeet-green&with=sole-custom-footbeds",
    "/compare/superfeet-green-blue-black-carbon/",
    "/compare/relaxed-feet-vs-euphoric-feet/",
)


@pytest.mark.parametrize("address", ADDRESSES)
class TestJson:
    def test_has_products_like_those_of_a_list(self, client: Client, address: str) -> None:
        for product in as_data(client, address)["products"]:
            assert list(product)[:5] == ["slug", "name", "brand", "url", "values"]
            [listed] = [
                found
                for found in as_data(client, f"/insoles/?q={product['slug'].replace('-', '+')}")["products"]
                if found["slug"] == product["slug"]
            ] or [product]
            assert listed["values"] == product["values"]

    def test_has_a_row_for_every_feature_and_a_cell_for_every_product(self, client: Client, address: str) -> None:
        data = as_data(client, address)
        assert [row["feature"] for row in data["rows"]] == [feature.slug for feature in Feature.objects.all()]
        for row in data["rows"]:
            assert list(row)[:3] == ["feature", "differs", "cells"]
            assert isinstance(row["differs"], bool)
            assert len(row["cells"]) == len(data["products"])

    def test_each_cell_has_its_state_text_value_unit_and_sources(self, client: Client, address: str) -> None:
        data = as_data(client, address)
        for row in data["rows"]:
            for product, cell in zip(data["products"], row["cells"], strict=True):
                assert list(cell) == ["state", "text", "value", "unit", "sources"]
                assert cell["text"]
                known = product["values"].get(row["feature"])
                assert cell["value"] == (known["value"] if known else None)
                assert bool(cell["sources"]) is bool(known)
                assert cell["state"] == known["state"] if known else cell["state"].startswith("not_")

    def test_says_of_the_same_rows_that_they_differ(self, client: Client, address: str) -> None:
        marked = {row["feature"] for row in as_data(client, address)["rows"] if row["differs"]}
        page = opened(client, address)
        shown = {
            link["href"].split("/")[-2]
            for head in page.all("th", scope="row", text="Differs")
            for link in head.all("a")[:1]
        }
        assert shown == marked


class TestCsv:
    def test_has_the_products_in_its_header_and_a_row_for_every_feature(self, client: Client) -> None:
        rows = csv_rows(client, f"/compare/?format=csv&{TWO.partition('?')[2]}")
        assert list(rows[0]) == ["feature", "differs", "superfeet-green", "powerstep-pulse-maxx"]
        assert [row["feature"] for row in rows] == [
            f"{feature.slug} [{feature.unit}]" if feature.unit else feature.slug for feature in Feature.objects.all()
        ]

    def test_holds_what_the_json_holds(self, client: Client) -> None:
        rows = csv_rows(client, f"/compare/?format=csv&{TWO.partition('?')[2]}")
        for row, found in zip(rows, as_data(client, TWO)["rows"], strict=True):
            assert row["differs"] == ("yes" if found["differs"] else "no")
            for slug, cell in zip(("superfeet-green", "powerstep-pulse-maxx"), found["cells"], strict=True):
                assert row[slug].startswith("[") is (cell["value"] is None)

    @pytest.mark.parametrize("more", ["", "only=differences&", "sort=price&", "only=differences&sort=name&"])
    def test_has_the_rows_and_columns_of_the_page(self, client: Client, more: str) -> None:
        """Only differences and the order of columns hold for page, CSV and JSON alike."""
        four = "&".join(f"with=superfeet-{color}" for color in ("green", "blue", "black", "carbon"))
        query = f"{more}{four}"
        table = opened(client, f"/compare/?{query}").main.one("table")
        columns = [head.one("a")["href"].split("/")[-2] for head in table.one("thead").all("th", scope="col")[1:]]
        rows = [found["id"].removeprefix("row-") for found in table.all("tr", id=True)]
        pairs = sorted([*(pair for pair in query.split("&")), "format=csv"], key=lambda pair: pair.partition("=")[0])
        found = csv_rows(client, "/compare/?" + "&".join(pairs))
        assert list(found[0])[2:] == columns
        assert [row["feature"].partition(" [")[0] for row in found] == rows
        data = as_data(client, f"/compare/?{query}")
        assert [product["slug"] for product in data["products"]] == columns
        assert [row["feature"] for row in data["rows"]] == rows

    def test_of_nothing_is_a_header_and_empty_rows(self, client: Client) -> None:
        assert {tuple(row) for row in csv_rows(client, "/compare/?format=csv")} == {("feature", "differs")}

    def test_of_a_curated_comparison_is_a_file_too(self, client: Client) -> None:
        rows = csv_rows(client, "/compare/superfeet-green-blue-black-carbon/?format=csv")
        assert len(rows[0]) == 6


class TestNew:
    def test_a_product_made_a_moment_ago_can_be_compared(self, client: Client) -> None:
        slug = make_product().slug
        assert [product["slug"] for product in as_data(client, f"/compare/?with={slug}")["products"]] == [slug]
