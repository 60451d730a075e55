"""What visitors see otherwise than before is logged, whichever way it was changed; and nothing else is."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy

from catalogue.models import (
    Choice,
    Evidence,
    Feature,
    LookFor,
    Product,
    Revision,
    ShownChange,
    Source,
    SpecEntry,
    Statement,
)
from catalogue.models.changes import note_methods_after_migrate
from catalogue.models.method import METHOD_VERSIONS, MethodVersion
from tests import builders as make
from tests.desk import address, approved, complaints, logged_in, merge, submit
from tests.sheets import fill, row, touched

pytestmark = pytest.mark.django_db


def log(**fields: Any) -> list[tuple[Any, ...]]:
    """The log, oldest first: what, before, after, why."""
    rows = ShownChange.objects.after_start().filter(**fields).order_by("pk")
    return [(row.product or row.problem, row.feature, row.old, row.new, row.reason) for row in rows]


def one(**fields: Any) -> tuple[Any, ...]:
    """The only row."""
    (row,) = log(**fields)
    return row


@pytest.fixture
def product() -> Product:
    """A published product beside one with a value, so that the log has begun."""
    other = make.make_product()
    make.make_statement(other, make.make_feature("other"), "low")
    make.derive()
    assert ShownChange.objects.get().kind == "start"
    return make.make_product(slug="tried")


@pytest.fixture
def feature(product: Product) -> Feature:
    return make.make_feature("arch-height")


@pytest.fixture
def desk() -> Client:
    return logged_in()


LOW, HIGH = {"state": "stated", "choices": ["low"]}, {"state": "stated", "choices": ["high"]}
NOT_STATED = {"state": "not_stated"}


class TestTheBeginning:
    def test_first_values_are_one_row_however_many_they_are(self) -> None:
        for name in ("one", "two"):
            make.make_statement(make.make_product(), make.make_feature(name), "low")
        make.derive()
        assert [(row.kind, row.new) for row in ShownChange.objects.all()] == [("start", {"products": 2, "values": 2})]

    def test_it_begins_only_once(self, product: Product) -> None:
        SpecEntry.objects.all().delete()
        make.derive()
        assert ShownChange.objects.filter(kind="start").count() == 1


@pytest.mark.usefixtures("starting_data")
class TestTheStartingData:
    def test_is_one_row(self) -> None:
        assert [row.kind for row in ShownChange.objects.all()] == ["start"]
        assert ShownChange.objects.get().new["values"] == SpecEntry.objects.count()

    def test_loaded_and_derived_again_writes_nothing(self) -> None:
        call_command("load_data", verbosity=0)
        call_command("derive", verbosity=0)
        assert not log()


class TestValues:
    def test_a_first_value_names_the_source_that_brought_it(self, product: Product, feature: Feature) -> None:
        make.make_shown(product, feature, "low", source=make.make_source(slug="label"))
        assert one() == ("tried", "arch-height", NOT_STATED, LOW, {"why": "said", "source": "label"})

    def test_a_number_is_kept_as_it_is(self, product: Product) -> None:
        make.make_shown(product, make.make_feature("weight", kind="number", unit="g"), 52.50)
        assert one()[3] == {"state": "stated", "number": "52.5"}

    def test_several_choices_are_kept_in_their_order_and_without_a_change_of_order(self, product: Product) -> None:
        feature = make.make_feature("shoes", kind="choices", choices=("running", "dress"))
        make.make_shown(product, feature, "dress")
        make.make_shown(product, feature, "running")
        assert [row[3]["choices"] for row in log()] == [["dress"], ["running", "dress"]]
        make.derive(product)
        assert len(log()) == 2

    def test_deriving_again_writes_nothing(self, product: Product, feature: Feature) -> None:
        make.make_shown(product, feature, "low", "high")
        before = len(log())
        make.derive(product)
        make.derive()
        assert len(log()) == before

    def test_another_statement_that_changes_no_value_is_no_change(self, product: Product, feature: Feature) -> None:
        make.make_shown(product, feature, "low")
        make.make_shown(product, feature, "low", voice="retailer")
        assert len(log()) == 1

    def test_a_disagreement_names_the_source_that_disagrees(self, product: Product, feature: Feature) -> None:
        make.make_shown(product, feature, "low")
        make.make_shown(product, feature, "high", voice="retailer", source=make.make_source(slug="shop"))
        assert log()[-1][2:] == (LOW, {**LOW, "state": "disputed"}, {"why": "disputed", "source": "shop"})

    def test_a_statement_that_was_corrected_is_told_so(self, product: Product, feature: Feature) -> None:
        make.make_shown(product, feature, "low", source=make.make_source(slug="label"))
        Statement.objects.filter(product=product).update(choice=feature.choices.get(slug="high"))
        make.derive(product)
        assert log()[-1][2:] == (LOW, HIGH, {"why": "corrected", "source": "label"})

    def test_an_editors_decision_gives_its_reason(self, product: Product, feature: Feature) -> None:
        make.make_shown(product, feature, "low")
        statement = make.make_statement(product, feature, "high", voice="retailer")
        make.derive(product)
        make.make_decision(statement, reason="The label was seen.")
        make.derive(product)
        assert log()[-1][3:] == ({**HIGH, "state": "disputed"}, {"why": "decided", "text": "The label was seen."})

    def test_a_state_said_outright_and_taken_back_is_told(self, product: Product, feature: Feature) -> None:
        decision = make.make_decision(product=product, feature=feature, state="not_applicable")
        make.derive(product)
        decision.delete()
        make.derive(product)
        assert [(row[3]["state"], row[4]["why"]) for row in log()] == [
            ("not_applicable", "decided"),
            ("not_stated", "undecided"),
        ]

    def test_a_barred_source_is_named(self, product: Product, feature: Feature) -> None:
        source = make.make_source(slug="label")
        make.make_shown(product, feature, "low", source=source)
        Source.objects.filter(pk=source.pk).update(barred_because="Made up.")
        make.derive(product)
        assert log()[-1][2:] == (LOW, NOT_STATED, {"why": "barred", "source": "label"})

    def test_what_stood_there_without_a_value_follows_the_rule(self, product: Product) -> None:
        form = make.make_feature("form", choices=("full-length", "heel-insert"), group="shape")
        pad = make.make_feature("pad", zone="forefoot")
        make.make_shown(product, form, "heel-insert")
        make.make_shown(product, pad, "low")
        assert log()[-1][2] == {"state": "not_applicable"}
        unchecked = make.make_product(checked_on=None)
        make.make_shown(unchecked, form, "full-length")
        assert log()[-1][2] == {"state": "not_checked"}

    def test_drafts_and_withdrawn_products_are_nobodys_business(self, feature: Feature) -> None:
        for status in ("draft", "withdrawn"):
            make.make_shown(make.make_product(status=status), feature, "low")
        assert not log()

    def test_more_changes_ask_no_more_questions(self, product: Product) -> None:
        make.make_shown(product, make.make_feature("made-up"), "low")
        counts = []
        for number in (1, 12):
            for place in range(number):
                make.make_statement(product, make.make_feature(f"made-up-{number}-{place}"), "low")
            with CaptureQueriesContext(connection) as queries:
                make.derive(product)
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_an_unchanged_derivation_does_not_touch_the_log(self, product: Product, feature: Feature) -> None:
        make.make_shown(product, feature, "low")
        with CaptureQueriesContext(connection) as queries:
            make.derive(product)
        assert not [query for query in queries if "shownchange" in query["sql"]]

    def test_the_log_is_no_part_of_what_pages_are_made_from(self, product: Product) -> None:
        feature = make.make_feature("reported")
        before = Revision.objects.token()
        ShownChange.objects.create(kind="product", product="tried", new={"state": "published"})
        ShownChange.objects.all().delete()
        make.make_report(product, feature)
        assert Revision.objects.token() == before


class TestEditsOnTheDesk:
    def test_a_statement_deleted_by_itself(self, desk: Client, product: Product, feature: Feature) -> None:
        make.make_shown(product, feature, "low", source=make.make_source(slug="label"))
        statement = Statement.objects.get(product=product)
        desk.post(address(Statement, "delete", statement.pk), {"post": "yes"})
        assert log()[-1][2:] == (LOW, NOT_STATED, {"why": "gone", "source": "label"})

    def test_statements_deleted_by_an_action(self, desk: Client, product: Product, feature: Feature) -> None:
        make.make_shown(product, feature, "low")
        chosen = {"action": "delete_selected", "_selected_action": [Statement.objects.get(product=product).pk]}
        desk.post(address(Statement, "changelist"), {**chosen, "post": "yes"})
        assert log()[-1][3:] == (NOT_STATED, {"why": "gone", "source": log()[0][4]["source"]})

    def test_a_statement_taken_off_the_sheet(self, desk: Client, product: Product, feature: Feature) -> None:
        make.make_shown(product, feature, "low", source=make.make_source(slug="label"))
        fill(desk, product, touched(feature, remove="on"))
        assert log()[-1][2:] == (LOW, NOT_STATED, {"why": "gone", "source": "label"})

    def test_a_value_typed_into_the_sheet_is_one_row(self, desk: Client, product: Product, feature: Feature) -> None:
        low = feature.choices.get(slug="low").pk
        fill(desk, product, row(feature, value=low, source=make.make_source(slug="label").pk, voice="maker"))
        assert log()[-1][3:] == (LOW, {"why": "said", "source": "label"})

    def test_a_source_that_is_barred(self, desk: Client, product: Product, feature: Feature) -> None:
        source = make.make_source(slug="label")
        make.make_shown(product, feature, "low", source=source)
        submit(desk, address(Source, "change", source.pk), {"barred_because": "Made up."})
        assert log()[-1][2:] == (LOW, NOT_STATED, {"why": "barred", "source": "label"})

    def test_saving_without_a_change_writes_nothing(self, desk: Client, product: Product, feature: Feature) -> None:
        make.make_shown(product, feature, "low")
        before = len(log())
        submit(desk, address(Product, "change", product.pk), {})
        submit(desk, address(Source, "change", Source.objects.last().pk), {})  # type: ignore[union-attr]
        assert len(log()) == before

    def test_a_published_draft_is_one_row_not_one_a_value(self, desk: Client, feature: Feature) -> None:
        draft = make.make_product(slug="draft", status="draft")
        make.make_shown(draft, feature, "low")
        submit(desk, address(Product, "change", draft.pk), {"status": "published"})
        assert log() == [("draft", "", {}, {"state": "published"}, {})]

    def test_a_withdrawn_product_names_the_one_it_was_merged_into(self, desk: Client, product: Product) -> None:
        other = make.make_product(slug="stays")
        merge(desk, product, other)
        assert one()[2:4] == ({"state": "published"}, {"state": "withdrawn", "into": "stays"})

    def test_a_deleted_product_is_told(self, desk: Client, product: Product) -> None:
        desk.post(address(Product, "delete", product.pk), {"post": "yes"})
        assert one()[:4] == ("tried", "", {"state": "published"}, {})


class TestWhatIsLookedFor:
    """It moves every score."""

    @pytest.fixture
    def row(self, feature: Feature) -> LookFor:
        study = make.make_evidence(make.make_problem("ache"), feature, key="study")
        return make.make_look_for(study.problem, feature, met=["low"], weight=2, evidence=[study], reason_de="Darum.")

    EDITS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
        "its weight": ({"weight": 3}, {"weight": 2}, {"weight": 3}),
        "its basis": ({"basis": "article"}, {"basis": "usual_practice"}, {"basis": "article"}),
        "its choices": ({"choices": []}, {"choices": ["low"]}, {"choices": []}),
        "its evidence": ({"evidence": []}, {"evidence": {"study": ["helps", ""]}}, {"evidence": {}}),
    }

    @pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
    def test_a_change_of(self, desk: Client, row: LookFor, edit: Any) -> None:
        changes, old, new = edit
        saved = submit(desk, address(LookFor, "change", row.pk), changes)
        assert saved.status_code == 302, complaints(saved)
        assert not log()
        approved()
        reason = {"why": "row", "en": "A made-up reason.", "de": "Darum."}
        assert one() == ("ache", "arch-height", old, new, reason)

    def test_saving_without_a_change_writes_nothing(self, desk: Client, row: LookFor) -> None:
        submit(desk, address(LookFor, "change", row.pk), {})
        assert not log()

    def test_a_linked_result_that_changes_its_direction(self, desk: Client, row: LookFor) -> None:
        study = Evidence.objects.get()
        submit(desk, address(Evidence, "change", study.pk), {"direction": "no_effect"})
        approved()
        assert one()[2:4] == ({"evidence": {"study": ["helps", ""]}}, {"evidence": {"study": ["no_effect", ""]}})

    def test_a_row_that_is_deleted(self, desk: Client, row: LookFor) -> None:
        desk.post(address(LookFor, "delete", row.pk), {"post": "yes"})
        approved()
        assert one()[2:4] == ({**one()[2], "choices": ["low"]}, {})

    def test_nothing_where_a_choice_that_it_names_is_to_go(self, desk: Client, row: LookFor) -> None:
        choice = Choice.objects.get(feature=row.feature, slug="low")
        desk.post(address(Choice, "delete", choice.pk), {"post": "yes"})
        assert list(row.choices.all()) == [choice]
        assert not log()

    def test_rows_deleted_by_an_action(self, desk: Client, row: LookFor) -> None:
        chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        desk.post(address(LookFor, "changelist"), chosen)
        approved()
        assert one()[3] == {}


class TestMethods:
    def test_a_new_method_is_logged_once_with_its_day(self, monkeypatch: pytest.MonkeyPatch) -> None:
        second = MethodVersion(2, date(2027, 1, 5), gettext_lazy("Made up."))
        monkeypatch.setattr("catalogue.models.changes.METHOD_VERSIONS", (*METHOD_VERSIONS, second))
        for _again in range(2):
            note_methods_after_migrate(using="default")
        (row,) = ShownChange.objects.all()
        assert (row.kind, row.old, row.new, row.at.date()) == ("method", {"method": 1}, {"method": 2}, second.since)

    def test_the_first_method_is_no_change(self) -> None:
        note_methods_after_migrate(using="default")
        assert not ShownChange.objects.exists()


class TestTheTable:
    @pytest.mark.parametrize(
        "fields",
        [
            {"kind": "rumour"},
            {"kind": "value", "product": "tried"},
            {"kind": "product", "feature": "tried"},
            {"kind": "look_for", "feature": "tried"},
            {"kind": "method", "product": "tried"},
            {"kind": "start", "problem": "tried"},
        ],
    )
    def test_refuses_a_row_that_does_not_name_what_changed(self, fields: dict[str, str]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            ShownChange.objects.create(**fields)
