"""Copying from another product: search it, tick what is true here too, look at the rows, save."""

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.models import Product, Statement
from tests import builders as make
from tests.desk import logged_in
from tests.sheets import said, send, sent_by, sheet_address


@pytest.fixture
def desk(db: None) -> Client:
    return logged_in()


def copy_address(product: Product) -> str:
    """Where rows are chosen."""
    return reverse("admin:catalogue_product_sheet_copy", args=[product.pk])


def test_a_product_is_found_by_words_of_brand_and_name(desk: Client) -> None:
    product, other = make.make_product(), make.make_product(name="Nonesuch Deep")
    make.make_statement(other, make.make_feature(), "low")
    make.make_product(name="Nonesuch Deep without a word")
    page = desk.get(copy_address(product), {"q": "deep testa"})
    assert page.context["found"] == [other]
    assert f'href="?from={other.slug}"' in page.text


def test_each_statement_can_be_ticked_with_what_makes_it(desk: Client) -> None:
    product, other, cup = make.make_product(), make.make_product(), make.make_feature("heel-cup")
    statement = make.make_statement(other, cup, "low", source=make.make_source(title="The label"), context="size 42")
    page = desk.get(copy_address(product), {"from": other.slug})
    (row,) = page.context["rows"]
    assert (row.pk, row.feature, row.text) == (
        statement.pk,
        "Heel cup",
        "Low: maker, The label, 2026-11-23 · size 42",
    )


def test_what_the_product_has_already_is_left_out(desk: Client) -> None:
    product, other, cup = make.make_product(), make.make_product(), make.make_feature()
    statement = make.make_statement(other, cup, "low")
    make.make_statement(product, cup, "low", source=statement.source)
    assert desk.get(copy_address(product), {"from": other.slug}).context["rows"] == []


def test_ticked_rows_stand_on_the_sheet_unsaved_until_it_is_saved(desk: Client) -> None:
    product, other = make.make_product(), make.make_product()
    cup, stuff = make.make_feature("heel-cup"), make.make_feature("stuff", kind="choices", choices=("cork", "tin"))
    label = make.make_source(title="The label")
    fields = {"source": label, "voice": "tester", "context": "size 42"}
    copied = [make.make_statement(other, cup, "low", **fields)]
    copied += [make.make_statement(other, stuff, slug, **fields) for slug in ("cork", "tin")]
    left = make.make_statement(other, cup, "high")
    page = desk.get(sheet_address(product), {"copy": [one.pk for one in copied]})
    assert "Rows copied from Testa Nonesuch 2" in page.text
    assert said(product) == []
    assert send(desk, product, sent_by(page)).status_code == 302
    assert said(product) == [
        ("heel-cup", "low", "The label", "tester"),
        ("stuff", "cork", "The label", "tester"),
        ("stuff", "tin", "The label", "tester"),
    ]
    assert set(Statement.objects.filter(product=product).values_list("context", flat=True)) == {"size 42"}
    assert Statement.objects.filter(product=other).count() == 4
    assert left.product == other


def test_a_copied_row_that_is_not_true_is_taken_out_before_saving(desk: Client) -> None:
    product, other, cup = make.make_product(), make.make_product(), make.make_feature()
    statement = make.make_statement(other, cup, "low")
    page = desk.get(sheet_address(product), {"copy": statement.pk})
    assert send(desk, product, sent_by(page), {f"r{cup.pk}-0-remove": "on"}).status_code == 302
    assert said(product) == []


@pytest.mark.parametrize("asked", [{"from": "nothing"}, {"q": "%"}, {"q": "nothing\0", "from": "\0"}])
def test_nonsense_finds_nothing(desk: Client, asked: dict[str, str]) -> None:
    assert desk.get(copy_address(make.make_product()), asked).status_code == 200
