"""Two editors on one product: the second one is told what changed meanwhile, and nobody loses anything."""

from typing import Any

import pytest
from django.test import Client

from catalogue.models import EditorDecision, Feature, Product, Statement, recorded
from tests import builders as make
from tests.desk import address, logged_in, make_editor, submit
from tests.sheets import decided, fill, row, said, send, sent_by, sheet_address, touched


@pytest.fixture
def anna(db: None) -> Client:
    return logged_in(make_editor(username="anna"))


@pytest.fixture
def bert(db: None) -> Client:
    return logged_in(make_editor(username="bert"))


def pk(feature: Feature, slug: str) -> int:
    """A choice as a list sends it."""
    return feature.choices.get(slug=slug).pk


def opened(client: Client, product: Product) -> dict[str, Any]:
    """What an open page holds."""
    return sent_by(client.get(sheet_address(product)))


def typed(feature: Feature, slug: str, number: int = 0) -> dict[str, Any]:
    """A row of a source of its own."""
    return row(feature, number, value=pk(feature, slug), source=make.make_source().pk, voice="maker")


class TestTheSecondSave:
    def test_is_refused_and_told_what_changed_and_by_whom(self, anna: Client, bert: Client) -> None:
        product, cup, arch = make.make_product(), make.make_feature("heel-cup"), make.make_feature("arch-height")
        make.make_statement(product, cup, "low", source=make.make_source(title="The label"))
        page = opened(anna, product)
        fill(bert, product, touched(cup, value=pk(cup, "high")))
        refused = send(anna, product, page, typed(arch, "low"))
        told = refused.context["told"]
        assert [(str(one.feature), one.before, one.now) for one in told.differences] == [
            ("Heel cup", ("Low: maker, The label",), ("High: maker, The label",))
        ]
        assert told.who.startswith("bert, ")
        assert "Save all the same" in refused.text
        assert Statement.objects.count() == 1

    def test_goes_through_all_the_same_upon_what_is_stored_now(self, anna: Client, bert: Client) -> None:
        product, cup, arch = make.make_product(), make.make_feature("heel-cup"), make.make_feature("arch-height")
        make.make_statement(product, cup, "low")
        page = opened(anna, product)
        fill(bert, product, touched(cup, value=pk(cup, "high")), typed(cup, "medium", 1))
        again = send(anna, product, page, typed(arch, "low"))
        assert send(anna, product, sent_by(again)).status_code == 302
        assert [one[:2] for one in said(product)] == [
            ("heel-cup", "high"),
            ("heel-cup", "medium"),
            ("arch-height", "low"),
        ]

    def test_on_the_same_row_keeps_the_fields_that_the_other_one_changed(self, anna: Client, bert: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        make.make_statement(product, cup, "low")
        page = opened(anna, product)
        fill(bert, product, touched(cup, context="size 42"))
        again = send(anna, product, page, touched(cup, value=pk(cup, "high")))
        send(anna, product, sent_by(again))
        statement = Statement.objects.get()
        assert (statement.value_text, statement.context) == ("high", "size 42")

    def test_on_the_same_choices_keeps_what_both_ticked(self, anna: Client, bert: Client) -> None:
        product, stuff = (
            make.make_product(),
            make.make_feature("stuff", kind="choices", choices=("cork", "wool", "tin")),
        )
        make.make_statement(product, stuff, "cork")
        page = opened(anna, product)
        fill(bert, product, touched(stuff, value=[pk(stuff, "cork"), pk(stuff, "wool")]))
        again = send(anna, product, page, touched(stuff, value=[pk(stuff, "tin")]))
        send(anna, product, sent_by(again))
        assert {one[1] for one in said(product)} == {"wool", "tin"}

    def test_brings_back_a_row_that_was_taken_out_only_if_it_was_changed(self, anna: Client, bert: Client) -> None:
        product, cup, arch = make.make_product(), make.make_feature("heel-cup"), make.make_feature("arch-height")
        for feature in (cup, arch):
            make.make_statement(product, feature, "low")
        page = opened(anna, product)
        fill(bert, product, touched(cup, remove="on"), touched(arch, remove="on"))
        again = send(anna, product, page, touched(cup, value=pk(cup, "high")))
        assert send(anna, product, sent_by(again)).status_code == 302
        assert [one[:2] for one in said(product)] == [("heel-cup", "high")]

    def test_meets_a_decision_of_the_other_one(self, anna: Client, bert: Client) -> None:
        product, cup, arch = make.make_product(), make.make_feature("heel-cup"), make.make_feature("arch-height")
        page = opened(anna, product)
        fill(bert, product, decided(cup, "not_stated", "Looked everywhere."))
        again = send(anna, product, page, decided(arch, "not_applicable"))
        (told,) = again.context["told"].differences
        assert told.now == ("decided: Not stated (Looked everywhere.)",)
        send(anna, product, sent_by(again))
        states = dict(EditorDecision.objects.values_list("feature__slug", "state"))
        assert states == {"heel-cup": "not_stated", "arch-height": "not_applicable"}

    def test_is_refused_again_if_a_third_one_came_between(self, anna: Client, bert: Client) -> None:
        product, cup, arch = make.make_product(), make.make_feature("heel-cup"), make.make_feature("arch-height")
        page = opened(anna, product)
        fill(bert, product, typed(cup, "low"))
        again = send(anna, product, page, typed(arch, "low"))
        fill(bert, product, typed(cup, "high", 1))
        assert send(anna, product, sent_by(again)).context["told"].differences
        assert Statement.objects.filter(feature=arch).count() == 0

    def test_sees_an_edit_of_another_page_of_the_desk(self, anna: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        page = opened(anna, product)
        make.make_statement(product, cup, "low")
        told = send(anna, product, page, decided(cup, "not_stated")).context["told"]
        assert (len(told.differences), told.who) == (1, "")

    def test_names_an_import_and_nobody_who_changed_only_the_product(self, anna: Client, bert: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        page = opened(anna, product)
        submit(bert, address(Product, "change", product.pk), {"line": "Line of Bert"})
        with recorded(by="import of anna"):
            make.make_statement(product, cup, "low")
        told = send(anna, product, page, decided(cup, "not_stated")).context["told"]
        assert told.who.startswith("import of anna, ")
        assert "bert" not in told.who

    def test_is_not_disturbed_by_an_edit_of_another_product(self, anna: Client, bert: Client) -> None:
        product, other, cup = make.make_product(), make.make_product(), make.make_feature()
        page = opened(anna, product)
        fill(bert, other, typed(cup, "low"))
        assert send(anna, product, page, typed(cup, "high")).status_code == 302


def test_a_page_that_cannot_tell_what_it_was_made_from_is_asked_once_more(anna: Client) -> None:
    product, cup = make.make_product(), make.make_feature()
    again = send(anna, product, opened(anna, product), typed(cup, "low"), {"base": "forged"})
    assert "What exactly changed cannot be told." in again.text
    assert send(anna, product, sent_by(again)).status_code == 302
    assert len(said(product)) == 1
