"""Two people, or two tabs, on one form of the desk: the second one is told what changed meanwhile, and nobody loses anything."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client, RequestFactory

from catalogue.models import (
    ArticleClaim,
    Brand,
    ChainStep,
    Choice,
    Edit,
    Evidence,
    Feature,
    Finding,
    GuidePoint,
    Harm,
    LookFor,
    Offer,
    Picture,
    Problem,
    Product,
    RedFlag,
    ReferenceRate,
    SavedList,
    Source,
    Statement,
    Suitability,
    ValueReport,
)
from catalogue.models.statements import EditorDecision
from comparisons.models import ComparedProduct, Comparison
from tests import builders as make
from tests.desk import address, approved, filled, logged_in, make_editor, submit
from tests.everything import make_one_of_everything
from tests.photos import make_stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> Client:
    return logged_in(make_editor(username="anna"))


@pytest.fixture
def bert() -> Client:
    return logged_in(make_editor(username="bert"))


def page_of(row: Any) -> str:
    return address(type(row), "change", row.pk)


def opened(client: Client, row: Any) -> dict[str, Any]:
    """What stands in the form of a row."""
    return filled(client.get(page_of(row)))


def send(client: Client, row: Any, form: dict[str, Any], **changes: Any) -> Any:
    """Send a form that was opened before."""
    sent = {**form, **changes}
    return client.post(page_of(row), {name: value for name, value in sent.items() if value is not None})


def told(page: Any) -> list[tuple[str, str, str, bool]]:
    """Every line of what changed meanwhile: the field, before, now, and whether the form keeps what was typed."""
    assert page.status_code == 200, "it was saved"
    lines = [told for row in page.context["meanwhile"] for told in row.lines]
    return [(one.line.name, one.line.before, one.line.after, one.is_mine) for one in lines]


class TestTheProductForm:
    def test_is_not_saved_over_what_somebody_else_saved(self, anna: Client, bert: Client) -> None:
        product = make.make_product(line="Old line")
        form = opened(bert, product)
        submit(anna, page_of(product), {"line": "Line of Anna"})
        page = send(bert, product, form, line="Line of Bert")
        assert told(page) == [("line", "Old line", "Line of Anna", True)]
        assert "anna" in page.context["meanwhile"][0].who
        assert Product.objects.get().line == "Line of Anna"

    def test_keeps_what_was_typed_and_saves_it_when_it_is_sent_again(self, anna: Client, bert: Client) -> None:
        product = make.make_product(line="Old line")
        form = opened(bert, product)
        submit(anna, page_of(product), {"line": "Line of Anna"})
        page = send(bert, product, form, line="Line of Bert", _why="A made-up reason.")
        assert 'value="A made-up reason."' in page.content.decode()
        assert send(bert, product, filled(page), _save="Save all the same").status_code == 302
        assert Product.objects.get().line == "Line of Bert"

    def test_lets_an_untouched_field_follow_the_other_ones_change(self, anna: Client, bert: Client) -> None:
        product = make.make_product(line="Old line")
        form = opened(bert, product)
        submit(anna, page_of(product), {"line": "Line of Anna", "aka": "Name of Anna"})
        page = send(bert, product, form, summary_en="Summary of Bert.")
        assert [(line, is_mine) for line, _before, _now, is_mine in told(page)] == [
            ("line", False),
            ("aka", False),
        ]
        send(bert, product, filled(page))
        product.refresh_from_db()
        assert (product.line, product.aka, product.summary_en) == ("Line of Anna", ["Name of Anna"], "Summary of Bert.")  # type: ignore[attr-defined]

    def test_asks_the_same_person_in_two_tabs(self, anna: Client) -> None:
        product = make.make_product(line="Old line")
        first, second = opened(anna, product), opened(anna, product)
        assert send(anna, product, first, line="First tab").status_code == 302
        assert told(send(anna, product, second, line="Second tab")) == [("line", "Old line", "First tab", True)]

    def test_asks_once_more_when_it_was_changed_once_more(self, anna: Client, bert: Client) -> None:
        product = make.make_product(line="Old line")
        form = opened(bert, product)
        submit(anna, page_of(product), {"line": "First"})
        again = filled(send(bert, product, form, line="Line of Bert"))
        submit(anna, page_of(product), {"line": "Second"})
        assert told(send(bert, product, again)) == [("line", "First", "Second", True)]

    def test_says_nothing_of_a_form_that_is_refused_for_a_fault_of_its_own(self, anna: Client) -> None:
        product = make.make_product()
        page = submit(anna, page_of(product), {"name": ""})
        assert "meanwhile" not in page.context
        assert send(anna, product, filled(page), name="Nonesuch").status_code == 302

    def test_shows_faults_of_what_was_typed_beside_what_changed(self, anna: Client, bert: Client) -> None:
        product = make.make_product(line="Old line")
        form = opened(bert, product)
        submit(anna, page_of(product), {"line": "Line of Anna"})
        page = send(bert, product, form, name="")
        assert page.context["adminform"].form.errors.keys() == {"name"}

    def test_cannot_tell_what_changed_where_the_seal_is_broken_and_keeps_all_that_was_typed(self, anna: Client) -> None:
        product = make.make_product(line="Old line")
        page = send(anna, product, opened(anna, product), line="Typed", _base="broken")
        assert "What exactly changed cannot be told." in page.content.decode()
        assert send(anna, product, filled(page)).status_code == 302
        assert Product.objects.get().line == "Typed"

    def test_takes_another_end_of_a_line_for_no_change(self, anna: Client, bert: Client) -> None:
        product = make.make_product(summary_en="One line.\nAnother line.")
        form = opened(bert, product)
        submit(anna, page_of(product), {"summary_en": "Summary of Anna."})
        page = send(bert, product, form, summary_en="One line.\r\nAnother line.", line="Line of Bert")
        assert filled(page)["summary_en"] == "Summary of Anna."


class TestAChosenFile:
    def test_is_named_since_it_has_to_be_chosen_again(self, anna: Client, bert: Client) -> None:
        source = make.make_source(note="")
        form = opened(bert, source)
        submit(anna, page_of(source), {"note": "Note of Anna"})
        page = send(bert, source, form, made_up_file=ContentFile(b"made up", name="holiday.jpg"))
        assert "A file that you chose is not kept. Choose it again:</strong> “holiday.jpg”" in page.content.decode()

    def test_is_not_spoken_of_where_there_was_none(self, anna: Client, bert: Client) -> None:
        source = make.make_source(note="")
        form = opened(bert, source)
        submit(anna, page_of(source), {"note": "Note of Anna"})
        assert "A file that you chose" not in send(bert, source, form).content.decode()


class TestRowsOnThePage:
    def test_one_that_somebody_added_is_in_the_form(self, anna: Client, bert: Client) -> None:
        product = make.make_product(line="Old line")
        form = opened(bert, product)
        offer = make.make_offer(product, seller="Shop of Anna")
        page = send(bert, product, form, line="Line of Bert")
        assert [row.what for row in page.context["meanwhile"]] == ["added"]
        send(bert, product, filled(page))
        assert Offer.objects.get() == offer
        assert Product.objects.get().line == "Line of Bert"

    def test_two_people_add_one_each(self, anna: Client, bert: Client) -> None:
        product = make.make_product()
        source = make.make_source()
        form = opened(bert, product)
        make.make_offer(product, seller="Shop of Anna")
        new = {"amount": "12.50", "currency": "EUR", "pairs": "1", "price_kind": "street", "seller": "Shop of Bert"}
        row = {f"offers-0-{name}": value for name, value in {**new, "seen_on": "2026-11", "source": source.pk}.items()}
        page = send(bert, product, form, **row, **{"offers-TOTAL_FORMS": "1"})
        assert send(bert, product, filled(page)).status_code == 302
        assert set(Offer.objects.values_list("seller", flat=True)) == {"Shop of Anna", "Shop of Bert"}

    def test_each_keeps_what_this_person_did_not_touch(self, anna: Client, bert: Client) -> None:
        feature = make.make_feature(choices=("low", "high"))
        low, high = feature.choices.order_by("position")
        form = opened(bert, feature)
        submit(anna, page_of(feature), {"choices-0-name_en": "Low, says Anna"})
        page = send(bert, feature, form, **{"choices-1-name_en": "High, says Bert"})
        assert [(line[2], line[3]) for line in told(page)] == [("Low, says Anna", False)]
        send(bert, feature, filled(page))
        low.refresh_from_db()
        high.refresh_from_db()
        assert (low.name_en, high.name_en) == ("Low, says Anna", "High, says Bert")  # type: ignore[attr-defined]

    def test_one_that_is_gone_comes_as_a_new_one_where_something_was_typed_in_it(
        self, anna: Client, bert: Client
    ) -> None:
        feature = make.make_feature(choices=("low", "high"))
        form = opened(bert, feature)
        submit(anna, page_of(feature), {"choices-0-DELETE": "on"})
        page = send(bert, feature, form, **{"choices-0-name_en": "Low, says Bert"})
        assert page.context["meanwhile"][0].what == "deleted"
        send(bert, feature, filled(page))
        assert set(Choice.objects.values_list("name_en", flat=True)) == {"High", "Low, says Bert"}

    def test_one_that_is_gone_stays_gone_where_nothing_was_typed_in_it(self, anna: Client, bert: Client) -> None:
        feature = make.make_feature(choices=("low", "high"))
        form = opened(bert, feature)
        submit(anna, page_of(feature), {"choices-0-DELETE": "on"})
        page = send(bert, feature, form, name_en="Name of Bert")
        assert send(bert, feature, filled(page)).status_code == 302
        assert Choice.objects.get().name_en == "High"  # type: ignore[attr-defined]
        assert Feature.objects.get().name_en == "Name of Bert"  # type: ignore[attr-defined]

    def test_a_tick_to_delete_one_stays(self, anna: Client, bert: Client) -> None:
        feature = make.make_feature(choices=("low", "high"))
        form = opened(bert, feature)
        submit(anna, page_of(feature), {"name_en": "Name of Anna"})
        page = send(bert, feature, form, **{"choices-0-DELETE": "on"})
        send(bert, feature, filled(page))
        assert Choice.objects.get().name_en == "High"  # type: ignore[attr-defined]

    def test_of_a_comparison(self, anna: Client, bert: Client) -> None:
        comparison = make.make_comparison(make.make_product(), make.make_product())
        form = opened(bert, comparison)
        ComparedProduct.objects.filter(position=2).delete()
        page = send(bert, comparison, form, title_en="Title of Bert")
        assert page.context["meanwhile"][0].what == "deleted"
        send(bert, comparison, filled(page))
        assert Comparison.objects.get().title_en == "Title of Bert"  # type: ignore[attr-defined]
        assert ComparedProduct.objects.count() == 1

    def test_of_a_foot_problem(self, anna: Client, bert: Client) -> None:
        problem = make.make_problem()
        row = make.make_look_for(problem, make.make_feature(), ("low",))
        form = opened(bert, problem)
        submit(anna, page_of(problem), {"look_for-0-weight": "3"})
        approved()
        page = send(bert, problem, form, note="Note of Bert")
        assert told(page) == [("weight", "1", "3", False)]
        send(bert, problem, filled(page))
        approved()
        row.refresh_from_db()
        problem.refresh_from_db()
        assert (row.weight, problem.note) == (3, "Note of Bert")


# Of every kind that has a form, a field in which two people can type.
FIELDS: dict[type[Any], str] = {
    ArticleClaim: "why_en",
    Brand: "website",
    ChainStep: "why_en",
    Choice: "name_en",
    Comparison: "title_en",
    EditorDecision: "reason",
    Evidence: "summary_en",
    Feature: "explanation_en",
    Finding: "finding_en",
    GuidePoint: "text_en",
    Harm: "harm_en",
    LookFor: "reason_en",
    Offer: "seller",
    Picture: "credit",
    Problem: "note",
    Product: "line",
    RedFlag: "sign_en",
    ReferenceRate: "per_euro",
    SavedList: "name",
    Source: "note",
    Statement: "context",
    Suitability: "as_stated",
    ValueReport: "note",
}
TYPED = {"per_euro": ("3", "4"), "website": ("https://anna.example/", "https://bert.example/")}


class TestEveryFormOfTheDesk:
    def test_has_its_field_here(self) -> None:
        request = RequestFactory().get("/admin/")
        request.user = make_editor()
        ours = [model for model in admin.site._registry if model._meta.app_label in {"catalogue", "comparisons"}]
        assert set(FIELDS) == {one for one in ours if admin.site._registry[one].has_change_permission(request)}

    @pytest.mark.parametrize(("model", "field"), FIELDS.items(), ids=[model.__name__ for model in FIELDS])
    def test_asks(self, bert: Client, model: type[Any], field: str) -> None:
        make_one_of_everything(0)
        SavedList.objects.create(owner=User.objects.get(), list="catalogue.product", name="Made-up list")
        # A photo is measured when its form is sent: it needs its file.
        row = make_stored() if model is Picture else model._base_manager.first()
        first, second = TYPED.get(field, ("By Anna.", "By Bert."))
        form = opened(bert, row)
        model._base_manager.filter(pk=row.pk).update(**{field: first})
        page = send(bert, row, form, **{field: second})
        assert [(now, is_mine) for _line, _before, now, is_mine in told(page)] == [(first, True)]
        assert filled(page)[field] == second


class TestAnEntryThatWasDeletedMeanwhile:
    def test_shows_what_was_typed_and_the_way_back(self, anna: Client, bert: Client) -> None:
        brand = make.make_brand(name="Testa")
        form = opened(bert, brand)
        anna.post(address(Brand, "delete", brand.pk), {"post": "yes"})
        page = send(bert, brand, form, website="https://bert.example/")
        text = page.content.decode()
        assert "https://bert.example/" in text
        assert "anna" in text
        assert address(Edit, "change", Edit.objects.latest("pk").pk) in text

    def test_is_saved_once_it_is_back(self, anna: Client, bert: Client) -> None:
        brand = make.make_brand(name="Testa")
        form = opened(bert, brand)
        anna.post(address(Brand, "delete", brand.pk), {"post": "yes"})
        page = send(bert, brand, form, website="https://bert.example/")
        bert.post(address(Edit, "change", Edit.objects.latest("pk").pk), {})
        assert bert.post(page_of(brand), dict(page.context["sent"])).status_code == 302
        assert Brand.objects.get().website == "https://bert.example/"

    def test_one_that_never_was_is_answered_as_always(self, anna: Client) -> None:
        assert anna.post(address(Brand, "change", 4711), {"_base": "x"}).status_code == 302
