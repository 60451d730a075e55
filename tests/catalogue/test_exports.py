"""The catalogue writes itself back out: nothing of the starting data is lost, nothing added."""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from catalogue.exports.records import canonical, digest
from catalogue.models import Product
from comparisons.models import ComparedProduct
from config.open_data import EXPORTS, open_data
from tests.builders import (
    make_comparison,
    make_feature,
    make_finding,
    make_offer,
    make_problem,
    make_product,
    make_shown,
    make_source,
    make_statement,
    make_suitability,
)

RECORDED: dict[str, dict[str, Any]] = json.loads(
    (settings.BASE_DIR / "tests" / "data" / "starting_data.json").read_text(encoding="utf-8")
)
DOCUMENT = (settings.BASE_DIR / "docs" / "data.md").read_text(encoding="utf-8")
# Files whose records stand in the order of one field.
SORTED_BY = {
    "sources": "slug",
    "brands": "slug",
    "features": "slug",
    "problems": "slug",
    "evidence": "key",
    "article_claims": "key",
    "red_flags": "slug",
    "guide_points": "slug",
    "products": "slug",
    "facts": "product",
    "look_for": "problem",
}


def documented_fields(name: str) -> list[str]:
    """The fields of a file in the order in which docs/data.md names them; what stands in round brackets is about a field."""
    paragraph = re.search(rf"\n\*\*{name}\*\*(.*?)(?:\n\n|\. A choice:|$)", DOCUMENT, re.DOTALL)
    assert paragraph, f"docs/data.md does not describe {name}"
    return re.findall(r"`(\w+)(?:\[\])?`", re.sub(r"\([^()]*\)", "", paragraph[1]))


@pytest.mark.usefixtures("starting_data")
@pytest.mark.django_db
class TestTheStartingData:
    """Held against the count and the SHA-256 of each file it came from."""

    def test_every_recorded_file_is_written_and_no_other(self) -> None:
        assert set(EXPORTS) == set(RECORDED)

    @pytest.mark.parametrize("name", sorted(RECORDED))
    def test_comes_back_complete_and_unchanged(self, name: str) -> None:
        records = EXPORTS[name]()
        assert {"records": len(records), "sha256": digest(records)} == RECORDED[name]

    @pytest.mark.parametrize("name", sorted(RECORDED))
    def test_costs_a_handful_of_queries(self, name: str, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_max_num_queries(6):
            EXPORTS[name]()

    @pytest.mark.parametrize("name", sorted(RECORDED))
    def test_has_the_documented_fields_in_their_order(self, name: str) -> None:
        fields = documented_fields(name)
        for record in EXPORTS[name]():
            assert list(record) == [field for field in fields if field in record]

    @pytest.mark.parametrize(("name", "key"), SORTED_BY.items())
    def test_stands_in_order(self, name: str, key: str) -> None:
        keys = [record[key] for record in EXPORTS[name]()]
        assert keys == sorted(keys)

    def test_holds_no_empty_value(self) -> None:
        for records in open_data().values():
            assert not any(value is None or value == "" for record in records for value in record.values())


@pytest.mark.django_db
class TestAnExport:
    """What goes out, and in which words."""

    def test_names_a_public_successor_and_where_a_price_was_asked(self) -> None:
        newer, hidden = make_product(slug="testa-newer"), make_product(slug="testa-hidden", status=Product.Status.DRAFT)
        make_offer(make_product(slug="testa-1", succeeded_by=newer), country="DE")
        make_product(slug="testa-2", succeeded_by=hidden)
        data = open_data()
        assert {r["slug"]: r["succeeded_by"] for r in data["products"] if "succeeded_by" in r} == {
            "testa-1": "testa-newer"
        }
        assert [record["country"] for record in data["offers"]] == ["DE"]

    def test_holds_published_products_only(self) -> None:
        draft, shown = make_product(status=Product.Status.DRAFT), make_product()
        feature, problem = make_feature(), make_problem()
        for product in (draft, shown):
            make_statement(product, feature, "low")
            make_offer(product)
            make_finding(product)
            make_suitability(product, problem)
        make_comparison(draft, shown)
        data = open_data()
        assert [record["slug"] for record in data["products"]] == [shown.slug]
        assert data["comparisons"][0]["products"] == [shown.slug]
        for name in ("facts", "offers", "findings", "suitability"):
            assert [record["product"] for record in data[name]] == [shown.slug]

    def test_keeps_a_finding_about_a_line_without_an_entry(self) -> None:
        make_finding(product_line="the whole Nonesuch line")
        record = EXPORTS["findings"]()[0]
        assert record["product_line"] == "the whole Nonesuch line"
        assert "product" not in record

    @pytest.mark.parametrize(("amount", "written"), [("15.00", "15"), ("15.50", "15.5"), ("0", "0")])
    def test_writes_whole_numbers_without_a_fraction(self, amount: str, written: str) -> None:
        make_offer(make_product(), amount)
        assert json.dumps(EXPORTS["offers"]()[0]["amount"]) == written

    def test_calls_a_feature_of_yes_and_no_by_its_kind(self) -> None:
        make_feature(kind="yes_no")
        record = EXPORTS["features"]()[0]
        assert record["kind"] == "yes_no"
        assert not {"choices", "ordered"} & set(record)

    def test_says_when_a_feature_cannot_be_filtered_by(self) -> None:
        make_feature("made-up-seam", is_filterable=False)
        make_feature("made-up-toe")
        assert [record.get("filterable") for record in EXPORTS["features"]()] == [False, None]

    def test_marks_the_shown_statement_as_preferred(self) -> None:
        product = make_product()
        make_statement(product, make_feature(), "high", source=make_source(barred_because="A made-up reason."))
        make_shown(product, make_feature("made-up-cup"), "low", voice="maker")
        marks = {record["feature"]: record.get("preferred") for record in EXPORTS["facts"]()}
        assert marks == {"made-up-height": None, "made-up-cup": True}

    def test_keeps_the_order_of_columns_of_a_comparison(self) -> None:
        first, second = make_product(), make_product()
        comparison = make_comparison(second, first)
        assert EXPORTS["comparisons"]()[0]["products"] == [second.slug, first.slug]
        ComparedProduct.objects.filter(comparison=comparison, product=first).update(position=0)
        assert EXPORTS["comparisons"]()[0]["products"] == [first.slug, second.slug]

    def test_puts_the_successor_of_a_merged_product_into_its_column(self) -> None:
        merged, other = make_product(), make_product()
        make_comparison(merged, other)
        Product.objects.filter(pk=merged.pk).update(status="withdrawn", merged_into=make_product(slug="testa-stays"))
        assert EXPORTS["comparisons"]()[0]["products"] == ["testa-stays", other.slug]

    def test_names_the_rows_to_look_at_first_in_the_order_of_the_table(self) -> None:
        later, sooner = make_feature("later", position=9), make_feature("sooner", position=8)
        make_comparison(make_product()).highlights.set([later, sooner])
        assert EXPORTS["comparisons"]()[0]["highlights"] == ["sooner", "later"]


class TestCanonicalJson:
    """The one way of writing on which hashes rest."""

    @pytest.mark.parametrize(
        ("records", "text"),
        [
            pytest.param([{"b": 1, "a": 2}], '[{"a":2,"b":1}]', id="keys sorted, no spaces"),
            pytest.param([{"a": 15.0}], '[{"a":15}]', id="whole numbers without a fraction"),
            pytest.param([{"a": [{"b": 3.0}]}], '[{"a":[{"b":3}]}]', id="within lists too"),
            pytest.param([{"a": 1.5}], '[{"a":1.5}]', id="other numbers as they are"),
            pytest.param([{"a": "Fußgewölbe"}], '[{"a":"Fußgewölbe"}]', id="letters as they are"),
            pytest.param([{"preferred": False}], "[{}]", id="not preferred is left out"),
            pytest.param([{"preferred": True, "x": False}], '[{"preferred":true,"x":false}]', id="other words stay"),
        ],
    )
    def test_is_written_in_one_way(self, records: list[dict[str, Any]], text: str) -> None:
        assert canonical(records) == text.encode()

    def test_refuses_what_is_no_number(self) -> None:
        with pytest.raises(ValueError, match="not JSON compliant"):
            canonical([{"a": float("nan")}])


@pytest.mark.django_db
class TestTheCommand:
    """manage.py export_data."""

    def test_writes_each_file_indented_by_two_spaces(self, tmp_path: Path) -> None:
        make_product()
        call_command("export_data", to=tmp_path / "out", stdout=StringIO())
        assert {path.stem for path in (tmp_path / "out").iterdir()} == set(EXPORTS)
        text = (tmp_path / "out" / "brands.json").read_text(encoding="utf-8")
        assert text == '[\n  {\n    "slug": "testa",\n    "name": "Testa"\n  }\n]\n'

    def test_writes_the_named_files_only(self, tmp_path: Path) -> None:
        call_command("export_data", "brands", "offers", to=tmp_path, stdout=StringIO())
        assert {path.name for path in tmp_path.iterdir()} == {"brands.json", "offers.json"}

    def test_tells_count_and_hash_of_each_file(self) -> None:
        out = StringIO()
        call_command("export_data", "brands", stdout=out)
        assert out.getvalue() == f"brands.json  0 records  {digest([])}\n"

    def test_records_counts_and_hashes_for_the_tests(self, tmp_path: Path) -> None:
        call_command("export_data", record=tmp_path / "recorded.json", stdout=StringIO())
        recorded = json.loads((tmp_path / "recorded.json").read_text(encoding="utf-8"))
        assert recorded == {name: {"records": 0, "sha256": digest([])} for name in EXPORTS}

    def test_names_what_it_does_not_know(self) -> None:
        with pytest.raises(CommandError, match="There is no file shoes"):
            call_command("export_data", "shoes", stdout=StringIO())
