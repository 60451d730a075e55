"""No way at the desk leads past the second person: each way to change a text about health, for each kind of text."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from catalogue.models import (
    ArticleClaim,
    ChainStep,
    Choice,
    Edit,
    LookFor,
    Problem,
    Product,
    Proposal,
    Source,
    recorded,
    recorded_models,
)
from catalogue.models.proposals import health_texts
from tests import builders as make
from tests.desk import address, approved, complaints, filled, logged_in, merge, submit

pytestmark = pytest.mark.django_db

Row = Any
Way = Callable[[Client, Row, str], Any]

# What is kept in the history and is no advice of ours: facts with a source and a voice, and the words they are sorted by.
FACTS = {
    "catalogue.brand",
    "catalogue.choice",
    "catalogue.editordecision",
    "catalogue.feature",
    "catalogue.finding",
    "catalogue.offer",
    "catalogue.picture",
    "catalogue.product",
    "catalogue.referencerate",
    "catalogue.source",
    "catalogue.statement",
    "catalogue.suitability",
    "comparisons.comparedproduct",
}


def make_step() -> ChainStep:
    said = {"article_says_en": "So.", "why_en": "So.", "verdict": "mixed"}
    return ChainStep.objects.create(from_place="insole", to_place="foot", position=1, **said)


def make_claim() -> ArticleClaim:
    said = {"claim_en": "So.", "strength": "strong", "verdict": "no_evidence", "why_en": "So."}
    return ArticleClaim.objects.create(key="claim-1", paragraph=1, **said)


# Each kind of text: how one is made, and a text of it.
KINDS: dict[str, tuple[Callable[[], Row], str]] = {
    "catalogue.problem": (make.make_problem, "summary_en"),
    "catalogue.evidence": (lambda: make.make_evidence(make.make_problem()), "summary_en"),
    "catalogue.lookfor": (lambda: make.make_look_for(make.make_problem(), make.make_feature(), ["high"]), "reason_en"),
    "catalogue.redflag": (lambda: make.make_red_flag(make.make_problem()), "sign_en"),
    "catalogue.guidepoint": (lambda: make.make_guide_point(make.make_problem()), "text_en"),
    "catalogue.chainstep": (make_step, "why_en"),
    "catalogue.articleclaim": (make_claim, "why_en"),
    "catalogue.harm": (make.make_harm, "harm_en"),
    "comparisons.comparison": (lambda: make.make_comparison(make.make_product()), "verdict_en"),
}


def by_its_form(desk: Client, row: Row, text: str) -> Any:
    saved = submit(desk, address(type(row), "change", row.pk), {text: "Another made-up text."})
    assert saved.status_code == 302, complaints(saved)


def by_deleting_it(desk: Client, row: Row, text: str) -> Any:
    desk.post(address(type(row), "delete", row.pk), {"post": "yes"})


def by_an_action_on_the_list(desk: Client, row: Row, text: str) -> Any:
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    desk.post(address(type(row), "changelist"), chosen)


def edited(row: Row, text: str) -> Edit:
    """An edit that stands in the history."""
    with recorded(by="somebody"):
        setattr(row, text, "An earlier made-up text.")
        row.save()
    return Edit.objects.latest("pk")


def by_undoing_an_edit(desk: Client, row: Row, text: str) -> Any:
    desk.post(address(Edit, "change", edited(row, text).pk), {})


def by_restoring_one_field(desk: Client, row: Row, text: str) -> Any:
    edit = edited(row, text)
    desk.post(address(Edit, "change", edit.pk), {"row": edit.rows.get().pk, "field": text})


def by_restoring_it_after_it_was_deleted(desk: Client, row: Row, text: str) -> Any:
    with recorded(by="somebody"):
        row.delete()
    desk.post(address(Edit, "change", Edit.objects.latest("pk").pk), {})


WAYS: list[Way] = [
    by_its_form,
    by_deleting_it,
    by_an_action_on_the_list,
    by_undoing_an_edit,
    by_restoring_one_field,
    by_restoring_it_after_it_was_deleted,
]


@pytest.fixture
def desk() -> Client:
    return logged_in()


def test_every_kind_with_a_history_is_either_a_text_about_health_or_a_fact() -> None:
    assert set(health_texts()) == set(KINDS)
    assert {model._meta.label_lower for model in recorded_models()} == set(KINDS) | FACTS


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_way_leads_past_the_second_person(desk: Client, kind: str, way: Way) -> None:
    make_it, text = KINDS[kind]
    row = make_it()
    way(desk, row, text)
    waiting = {changed["model"]: changed for changed in Proposal.objects.get().rows}[kind]
    assert type(row).objects.filter(pk=row.pk).values(text).first() == (
        {text: waiting["before"][text]} if waiting["before"] else None
    )
    approved()
    after = type(row).objects.values(text).first()
    assert after == ({text: waiting["after"][text]} if waiting["after"] else None)


class TestByTheWay:
    """What belongs to one page and changes with another."""

    @pytest.fixture
    def row(self) -> LookFor:
        problem, feature = make.make_problem(), make.make_feature()
        sources, study = [make.make_source()], make.make_evidence(problem, feature)
        return make.make_look_for(problem, feature, ["high"], avoid=["low"], evidence=[study], sources=sources)

    @pytest.mark.parametrize("linked", ["choices", "avoid", "evidence", "sources"])
    @pytest.mark.parametrize("way", [by_deleting_it, by_an_action_on_the_list])
    def test_what_a_look_for_row_names_cannot_be_deleted(
        self, desk: Client, row: LookFor, linked: str, way: Way
    ) -> None:
        other = getattr(row, linked).get()
        way(desk, other, "")
        approved()
        assert list(getattr(row, linked).all()) == [other]

    def test_a_look_for_row_stays_where_its_foot_problem_is_deleted(self, desk: Client) -> None:
        row = make.make_look_for(make.make_problem(), make.make_feature())
        by_deleting_it(desk, row.problem, "")
        assert LookFor.objects.exists()
        approved()
        assert not LookFor.objects.exists()
        assert not Problem.objects.exists()

    def test_a_look_for_row_on_the_page_of_its_foot_problem_is_changed_added_and_taken_out_by_two(
        self, desk: Client
    ) -> None:
        row = make.make_look_for(make.make_problem(), make.make_feature())
        other = make.make_feature("other")
        added = {
            "look_for-TOTAL_FORMS": 2,
            "look_for-1-feature": other.pk,
            "look_for-1-weight": 1,
            "look_for-1-basis": "usual_practice",
            "look_for-1-reason_en": "A made-up reason.",
        }
        for typed in ({"look_for-0-weight": 3}, {"look_for-0-DELETE": "on"}, added):
            submit(desk, address(Problem, "change", row.problem.pk), typed)
            assert LookFor.objects.get().weight == 1
            Proposal.objects.all().delete()  # stands for: refused

    def test_a_feature_that_is_looked_for_cannot_be_deleted(self, desk: Client) -> None:
        row = make.make_look_for(make.make_problem(), make.make_feature())
        by_deleting_it(desk, row.feature, "")
        assert LookFor.objects.exists()
        assert not Proposal.objects.exists()

    def test_choices_that_are_looked_for_cannot_be_deleted_on_the_page_of_their_feature(self, desk: Client) -> None:
        row = make.make_look_for(make.make_problem(), make.make_feature(choices=["low", "high"]), ["high"])
        page = address(type(row.feature), "change", row.feature.pk)
        names = {str(value): name[:-3] for name, value in filled(desk.get(page)).items() if name.endswith("-id")}
        high = Choice.objects.get(slug="high")
        submit(desk, page, {f"{names[str(high.pk)]}-DELETE": "on"})
        approved()
        assert list(row.choices.all()) == [high]


class TestWhatIsNoAdvice:
    def test_changes_at_once(self, desk: Client) -> None:
        source, product = make.make_source(), make.make_product()
        submit(desk, address(Source, "change", source.pk), {"title": "Renamed"})
        submit(desk, address(Product, "change", product.pk), {"summary_en": "Another made-up text."})
        assert not Proposal.objects.exists()
        assert Source.objects.get(pk=source.pk).title == "Renamed"
        assert Product.objects.get().summary == "Another made-up text."

    def test_a_merge_of_products_with_what_is_said_of_them_waits_for_nobody(self, desk: Client) -> None:
        goes, stays = make.make_product(), make.make_product()
        make.make_comparison(goes)
        make.make_finding(goes)
        merge(desk, goes, stays)
        assert Product.objects.get(pk=goes.pk).merged_into == stays
        assert not Proposal.objects.exists()


def test_no_list_of_the_desk_has_cells_that_are_typed_into() -> None:
    assert not [page for page in admin.site._registry.values() if page.list_editable]
