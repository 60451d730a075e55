"""What the rows of a table do: each is new, changed, the same, or refused with its number, column and reason."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.models import Feature, Offer, Product, ShownChange, Source, SpecEntry, Statement
from catalogue.transfer.kinds import number_in
from catalogue.units import G_PER_OUNCE, MM_PER_INCH
from tests import builders as make
from tests.catalogue.tables import STATEMENT, imported, one, reasons, tried

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> None:
    """A product, a source and three features."""
    make.make_product()
    make.make_source(url="https://testa.example/nonesuch")
    make.make_feature("heel-cup", name_de="Fersenschale", choices=("none", "deep"))
    make.make_feature("thickness-heel", kind="number", unit="mm")
    make.make_feature("latex-free", kind="yes_no")


def said(value: str, feature: str = "heel-cup", **others: str) -> tuple[str, ...]:
    """One row of statements."""
    row = {"product": "testa-nonesuch-1", "feature": feature, "value": value, "unit": "", "voice": "maker"}
    return tuple({**row, "source": "made-up-source-1", **others}[name] for name in STATEMENT)


@pytest.mark.usefixtures("cast")
class TestStatements:
    """One source saying one value of one feature of one product."""

    @pytest.mark.parametrize(
        ("feature", "value", "unit", "stored"),
        [
            ("heel-cup", "deep", "", "deep"),
            ("Heel cup", "Deep", "", "deep"),
            ("fersenschale", "deep", "", "deep"),
            ("latex-free", "ja", "", "yes"),
            ("latex-free", "No", "", "no"),
            ("thickness-heel", "2,5 mm", "", "2.5"),
            ("thickness-heel", "1 in", "", "25.4"),
            ("thickness-heel", "1", "in", "25.4"),
            ("thickness-heel", "0.5 cm", "mm", "5"),
        ],
    )
    def test_a_value_is_read_by_slug_name_or_number_with_unit(
        self, feature: str, value: str, unit: str, stored: str
    ) -> None:
        outcome = imported("statements", [STATEMENT, said(value, feature, unit=unit)])
        assert outcome.counts["new"] == 1, reasons(outcome)
        assert Statement.objects.get().value_text == stored

    @pytest.mark.parametrize(
        ("row", "column", "reason"),
        [
            (said("deep", "heel cap"), "feature", "There is no feature “heel cap”. Did you mean “Heel cup”?"),
            (said("deeep"), "value", "There is no choice “deeep”. Did you mean “Deep”?"),
            (said("maybe", "heel-cup"), "value", "There is no choice “maybe”. Known: deep, "),
            (said("3 lbs", "thickness-heel"), "value", "“3 lbs” is no number in mm. Units: mm, cm, in"),
            (said("deep", "thickness-heel"), "value", "“deep” is no number in mm."),
            (said("deep", unit="mm"), "unit", "Heel cup has no unit."),
            (said("", "heel-cup"), "value", "This field is missing."),
            (said("deep", product="testa-nonsuch-1"), "product", "Did you mean"),
            (said("deep", source="https://testa.example/other"), "source", "There is no source"),
            (said("deep", voice="makr"), "voice", "There is no voice “makr”. Did you mean “maker”?"),
        ],
    )
    def test_what_nobody_knows_is_refused_with_the_nearest_name(
        self, row: tuple[str, ...], column: str, reason: str
    ) -> None:
        (found,) = reasons(tried("statements", [STATEMENT, row]))
        assert found[:2] == (2, column)
        assert reason in found[2]

    def test_a_source_is_found_by_its_address_and_a_voice_by_its_german_name(self) -> None:
        row = said("deep", source="https://testa.example/nonesuch", voice="Hersteller")
        outcome = imported("statements", [STATEMENT, row])
        assert outcome.counts["new"] == 1, reasons(outcome)

    def test_a_name_that_two_features_have_is_refused_with_both_slugs(self) -> None:
        make.make_feature("other-cup", name_en="Heel cup")
        ((_row, column, reason),) = reasons(tried("statements", [STATEMENT, said("deep", "Heel cup")]))
        assert (column, reason) == ("feature", "Several are called “Heel cup”: heel-cup, other-cup.")

    def test_a_row_that_stands_twice_is_refused_with_the_number_of_the_first(self) -> None:
        rows = [STATEMENT, said("deep"), said("none"), said("Deep")]
        assert reasons(tried("statements", rows)) == [(4, "", "This stands twice; first in row 2.")]

    def test_a_trial_run_changes_nothing(self) -> None:
        outcome = tried("statements", [STATEMENT, said("deep")])
        assert (outcome.counts["new"], outcome.is_clean, outcome.is_imported) == (1, True, False)
        assert not Statement.objects.exists()

    def test_what_the_catalogue_shows_follows_and_the_log_tells_it(self) -> None:
        outcome = imported("statements", [STATEMENT, said("deep"), said("2", "thickness-heel")])
        assert outcome.entries == SpecEntry.objects.count() == 2
        assert set(ShownChange.objects.filter(kind="value").values_list("feature", flat=True)) == {
            "heel-cup",
            "thickness-heel",
        }

    def test_columns_that_are_left_out_stay_as_they_are_and_an_empty_cell_empties(self) -> None:
        product, feature, source = Product.objects.get(), make.make_feature("arch"), Source.objects.get()
        stored = make.make_statement(
            product, feature, "low", source=source, context="per pair", as_stated="low", place=7
        )
        outcome = imported("statements", [(*STATEMENT, "as_stated"), (*said("low", "arch"), "")])
        stored.refresh_from_db()
        assert outcome.counts["changed"] == 1
        assert (stored.context, stored.as_stated, stored.place) == ("per pair", "", 7)

    def test_another_value_of_the_same_source_is_told_before_it_stands_beside_the_first(self) -> None:
        imported("statements", [STATEMENT, said("2", "thickness-heel")])
        line = one(tried("statements", [STATEMENT, said("3", "thickness-heel")]))
        assert [note.text for note in line.notes] == ["This source says already: 2. Both will stand."]

    def test_a_value_that_an_editor_decided_against_is_told_not_to_be_shown(self) -> None:
        product, feature = Product.objects.get(), Feature.objects.get(slug="thickness-heel")
        make.make_decision(product=product, feature=feature, state="not_stated")
        line = one(tried("statements", [STATEMENT, said("3", "thickness-heel")]))
        assert [note.text for note in line.notes] == ["An editor decided: not stated. The site goes on saying that."]

    def test_so_is_one_beside_the_statement_that_an_editor_chose(self) -> None:
        product, feature = Product.objects.get(), Feature.objects.get(slug="thickness-heel")
        make.make_decision(make.make_statement(product, feature, Decimal(2), source=make.make_source()))
        line = one(tried("statements", [STATEMENT, said("3", "thickness-heel")]))
        assert [note.text for note in line.notes] == [
            "An editor decided which statement is shown. The site goes on showing that one."
        ]

    def test_three_bad_rows_among_five_hundred_import_nothing_and_are_named(self) -> None:
        rows = [said(str(number), "thickness-heel") for number in range(500)]
        rows[10], rows[250], rows[499] = said("deep", "heel cap"), said("depe"), said("much", "thickness-heel")
        outcome = imported("statements", [STATEMENT, *rows])
        assert [(row, column) for row, column, _reason in reasons(outcome)] == [
            (12, "feature"),
            (252, "value"),
            (501, "value"),
        ]
        assert not Statement.objects.exists()


@pytest.mark.usefixtures("cast")
class TestHeadings:
    """The first row."""

    @pytest.mark.parametrize(
        ("headings", "reason"),
        [
            ((*STATEMENT, "as_statd"), "There is no column “as_statd”. Did you mean “as_stated”?"),
            ((*STATEMENT, "zzz"), "There is no column “zzz”. Columns: product, feature, value"),
            (STATEMENT[1:], "The column “product” is missing."),
        ],
    )
    def test_an_unknown_or_missing_column_is_named(self, headings: tuple[str, ...], reason: str) -> None:
        outcome = tried("statements", [headings, said("deep")])
        assert reason in outcome.faults[0]
        assert not outcome.lines

    def test_more_cells_than_headings_are_a_fault_of_their_row(self) -> None:
        outcome = tried("statements", [STATEMENT, (*said("deep"), "more")])
        assert reasons(outcome) == [(2, "", "There are more cells than headings.")]


class TestProducts:
    """Products are found by slug."""

    def test_one_cell_changes_one_field_and_is_told_before_and_after(self) -> None:
        product = make.make_product(line="Old", summary_de="Eine Sohle.")
        line = one(imported("products", [("slug", "line"), (product.slug, "New")]))
        stored = Product.objects.values_list("line", "summary_de", "status").get()
        assert stored == ("New", "Eine Sohle.", "published")
        assert [(note.column, note.text) for note in line.notes] == [("line", "“Old” → “New”")]

    def test_a_new_one_needs_what_a_product_needs(self) -> None:
        make.make_brand()
        outcome = tried("products", [("slug", "name"), ("testa-other", "Other")])
        assert reasons(outcome) == [(2, "brand", "This field is missing.")]

    def test_a_new_one_is_a_draft_with_its_lists_and_yes(self) -> None:
        brand = make.make_brand()
        row = ("testa-other", brand.name, "Other", "Former | Older", "ja", "26.11.2026")
        imported("products", [("slug", "brand", "name", "aka", "discontinued", "checked_on"), row])
        product = Product.objects.get()
        assert (product.aka, product.is_discontinued, product.status) == (["Former", "Older"], True, "draft")
        assert f"{product.checked_on}" == "2026-11-26"

    def test_the_rules_of_the_desk_hold_and_are_told_at_their_column(self) -> None:
        make.make_product()
        make.make_product(status="draft")
        row = ("testa-nonesuch-1", "withdrawn", "testa-nonesuch-2")
        outcome = tried("products", [("slug", "status", "merged_into"), row])
        ((number, column, reason),) = reasons(outcome)
        assert (number, column) == (2, "merged_into")
        assert "is not published" in reason

    def test_a_merge_is_refused_and_one_that_stands_may_stay_or_be_taken_back(self) -> None:
        stays, goes = make.make_product(), make.make_product()
        heading = ("slug", "status", "merged_into")
        outcome = tried("products", [heading, (goes.slug, "withdrawn", stays.slug)])
        ((number, column, reason),) = reasons(outcome)
        assert (number, column) == (2, "merged_into")
        assert "A table cannot merge" in reason
        Product.objects.filter(pk=goes.pk).update(status="withdrawn", merged_into=stays)
        assert not reasons(tried("products", [heading, (goes.slug, "withdrawn", stays.slug)]))
        imported("products", [heading, (goes.slug, "withdrawn", "")])
        goes.refresh_from_db()
        assert goes.merged_into is None

    def test_a_withdrawn_one_is_told_in_the_log(self) -> None:
        product = make.make_product()
        imported("products", [("slug", "status"), (product.slug, "withdrawn")])
        assert ShownChange.objects.get(kind="product").product == product.slug

    def test_a_table_publishes_nothing(self) -> None:
        draft = make.make_product(status="draft")
        row = ("testa-other", draft.brand.slug, "Other", "published")
        outcome = imported("products", [("slug", "brand", "name", "status"), row, (draft.slug, "", "", "published")])
        assert reasons(outcome)[0][:2] == (2, "status")
        outcome = imported("products", [("slug", "status"), (draft.slug, "published")])
        assert [(number, column) for number, column, _reason in reasons(outcome)] == [(2, "status")]
        draft.refresh_from_db()
        assert draft.status == "draft"


class TestBarCodes:
    """Products are found by GTIN too."""

    def test_it_finds_a_product_in_tables_of_products_and_of_statements(self) -> None:
        make.make_product(gtin="4006381333931")
        make.make_source()
        make.make_feature("heel-cup", choices=("deep",))
        assert imported("products", [("gtin", "line"), ("4006381333931", "New")]).counts["changed"] == 1
        assert tried("statements", [STATEMENT, said("deep", product="04006381333931")]).counts["new"] == 1

    @pytest.mark.parametrize(
        ("row", "column"), [(("4006381333948", "New"), "gtin"), (("", "New"), "slug"), (("123", "New"), "gtin")]
    )
    def test_one_that_nobody_has_is_refused(self, row: tuple[str, str], column: str) -> None:
        make.make_product(gtin="4006381333931")
        assert [found[1] for found in reasons(tried("products", [("gtin", "line"), row]))] == [column]


class TestOffersAndSources:
    """Prices and texts that were read."""

    OFFER = ("product", "amount", "currency", "price_kind", "seller", "seen_on", "source")

    def test_a_price_with_a_comma_is_understood_and_seen_once(self) -> None:
        make.make_product()
        source = make.make_source()
        row = ("testa-nonesuch-1", "29,95", "EUR", "price asked", "Testa shop", "26.11.2026", source.slug)
        assert imported("offers", [self.OFFER, row]).counts["new"] == 1
        assert tried("offers", [self.OFFER, row]).counts["same"] == 1
        offer = Offer.objects.get()
        assert (offer.amount, offer.seen_on, offer.pairs) == (Decimal("29.95"), "2026-11-26", 1)

    def test_barring_a_source_takes_its_values_away(self) -> None:
        product, feature = make.make_product(), make.make_feature()
        make.make_shown(product, feature, "low")
        imported("sources", [("slug", "barred"), ("made-up-source-1", "It tests itself.")])
        assert Source.objects.get().is_barred
        assert not SpecEntry.objects.with_value().exists()


@given(
    st.decimals(min_value=0, max_value=900, places=2),
    st.sampled_from([("mm", "mm", Decimal(1)), ("mm", "in", MM_PER_INCH), ("g", "oz", G_PER_OUNCE), ("g", "kg", 1000)]),
    st.sampled_from([".", ","]),
    st.booleans(),
)
def test_a_number_means_the_same_with_its_unit_beside_it_or_in_its_column(
    number: Decimal, units: tuple[str, str, Any], mark: str, is_beside: bool
) -> None:
    stored, word, factor = units
    text = f"{number:f}".replace(".", mark)
    read = number_in(f"{text} {word}", "", stored) if is_beside else number_in(text, word, stored)
    assert abs(read - number * factor) <= Decimal("0.0005")
