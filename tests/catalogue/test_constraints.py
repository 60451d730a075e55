"""What the database refuses by itself, whoever writes: builders, bulk writes and updates pass clean() by."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from catalogue.choices import EntryState, FeatureKind
from catalogue.models import (
    ArticleClaim,
    Brand,
    ChainStep,
    Choice,
    Edit,
    EditedRow,
    EditorDecision,
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
    Proposal,
    RedFlag,
    ReferenceRate,
    Revision,
    SavedList,
    ShownChange,
    Source,
    SpecEntry,
    SpecEntryChoice,
    Statement,
    Suitability,
    ValueReport,
)
from comparisons.models import ComparedProduct, Comparison
from tests.builders import (
    make_choice,
    make_comparison,
    make_decision,
    make_evidence,
    make_feature,
    make_finding,
    make_guide_point,
    make_harm,
    make_look_for,
    make_offer,
    make_picture,
    make_problem,
    make_product,
    make_rate,
    make_red_flag,
    make_report,
    make_shown,
    make_source,
    make_statement,
    make_suitability,
)
from tests.databases import refuses
from tests.desk import make_editor

# For each constraint: the model and the values of an update that it refuses.
UPDATES: dict[str, tuple[type[models.Model], dict[str, Any]]] = {
    "source_slug_grammar": (Source, {"slug": "Made-up"}),
    "source_kind_known": (Source, {"kind": "rumour"}),
    "source_read_level_known": (Source, {"read_level": "half"}),
    "source_published_written_as_date": (Source, {"published": "May 2014"}),
    "source_title_not_empty": (Source, {"title": ""}),
    "source_year_plausible": (Source, {"year": 20}),
    "brand_slug_grammar": (Brand, {"slug": "made--up"}),
    "brand_name_not_empty": (Brand, {"name": ""}),
    "brand_country_two_letters": (Brand, {"country": "de"}),
    "product_slug_grammar": (Product, {"slug": "-made-up"}),
    "product_name_not_empty": (Product, {"name": ""}),
    "product_category_known": (Product, {"category": "shoe"}),
    "product_level_known": (Product, {"level": "range"}),
    "product_gtin_written_as_gtin": (Product, {"gtin": "123"}),
    "product_status_known": (Product, {"status": "lost"}),
    "offer_price_kind_known": (Offer, {"price_kind": "bargain"}),
    "offer_seen_on_written_as_date": (Offer, {"seen_on": "2014-4"}),
    "offer_amount_not_negative": (Offer, {"amount": -1}),
    "offer_currency_three_letters": (Offer, {"currency": "€"}),
    "offer_country_two_letters": (Offer, {"country": "de"}),
    "offer_for_at_least_one_pair": (Offer, {"pairs": 0}),
    "rate_currency_three_letters_not_euro": (ReferenceRate, {"currency": "EUR"}),
    "rate_above_zero": (ReferenceRate, {"per_euro": 0}),
    "feature_slug_grammar": (Feature, {"slug": "made_up"}),
    "feature_name_en_not_empty": (Feature, {"name_en": None}),
    "feature_group_known": (Feature, {"group": "looks"}),
    "feature_kind_known": (Feature, {"kind": "colour"}),
    "feature_zone_known": (Feature, {"zone": "knee"}),
    "feature_side_known": (Feature, {"side": "top"}),
    "feature_unit_for_numbers_only": (Feature, {"unit": "mm"}),
    "feature_slug_not_reserved": (Feature, {"slug": "page"}),
    "choice_slug_grammar": (Choice, {"slug": "made up"}),
    "choice_name_en_not_empty": (Choice, {"name_en": ""}),
    "choice_unspecified_has_no_place": (Choice, {"is_unspecified": True, "is_on_scale": True}),
    "statement_voice_known": (Statement, {"voice": "uncle"}),
    "statement_choice_or_number": (Statement, {"number": 3}),
    "decision_reason_not_empty": (EditorDecision, {"reason": ""}),
    "decision_statement_where_stated": (EditorDecision, {"statement": None}),
    "entry_state_known": (SpecEntry, {"state": "guessed"}),
    "entry_not_choice_and_number": (SpecEntry, {"number": 3}),
    "entry_value_only_where_stated": (SpecEntry, {"state": "not_stated"}),
    "picture_focus_in_percent": (Picture, {"focus_x": 101}),
    "problem_slug_grammar": (Problem, {"slug": "made-up-"}),
    "problem_name_en_not_empty": (Problem, {"name_en": ""}),
    "problem_group_known": (Problem, {"group": "toes"}),
    "problem_region_known": (Problem, {"region": "nose"}),
    "problem_summary_en_not_empty": (Problem, {"summary_en": ""}),
    "problem_clinician_first_never_selectable": (Problem, {"group": "clinician_first"}),
    "problem_review_names_who_and_when": (Problem, {"reviewed_by": "Dr Made-up"}),
    "problem_not_its_own_parent": (Problem, {"parent": models.F("id")}),
    "look_for_weight_1_to_3": (LookFor, {"weight": 4}),
    "look_for_basis_known": (LookFor, {"basis": "hearsay"}),
    "look_for_reason_en_not_empty": (LookFor, {"reason_en": ""}),
    "red_flag_slug_grammar": (RedFlag, {"slug": "ä"}),
    "red_flag_urgency_known": (RedFlag, {"urgency": "never"}),
    "red_flag_sign_en_not_empty": (RedFlag, {"sign_en": ""}),
    "red_flag_advice_en_not_empty": (RedFlag, {"advice_en": ""}),
    "chain_from_place_known": (ChainStep, {"from_place": "nose"}),
    "chain_to_place_known": (ChainStep, {"to_place": "nose"}),
    "chain_verdict_known": (ChainStep, {"verdict": "true"}),
    "claim_key_grammar": (ArticleClaim, {"key": "C 1"}),
    "claim_claim_en_not_empty": (ArticleClaim, {"claim_en": ""}),
    "claim_strength_known": (ArticleClaim, {"strength": "loud"}),
    "claim_verdict_known": (ArticleClaim, {"verdict": "true"}),
    "evidence_key_grammar": (Evidence, {"key": "made_up"}),
    "evidence_summary_en_not_empty": (Evidence, {"summary_en": ""}),
    "evidence_aspect_known": (Evidence, {"aspect": "looks"}),
    "evidence_direction_known": (Evidence, {"direction": "up"}),
    "evidence_certainty_known": (Evidence, {"certainty": "sure", "certainty_by": "ours"}),
    "evidence_certainty_by_known": (Evidence, {"certainty": "low", "certainty_by": "uncle"}),
    "evidence_study_type_known": (Evidence, {"study_type": "poll"}),
    "evidence_recommendation_known": (Evidence, {"recommendation": "maybe"}),
    "evidence_grade_names_grader": (Evidence, {"certainty": "low"}),
    "evidence_two_different_problems": (Evidence, {"and_problem": models.F("problem")}),
    "guide_point_slug_grammar": (GuidePoint, {"slug": "ä"}),
    "guide_point_kind_known": (GuidePoint, {"kind": "hearsay"}),
    "guide_point_text_en_not_empty": (GuidePoint, {"text_en": ""}),
    "shown_change_kind_known": (ShownChange, {"kind": "rumour"}),
    "shown_change_names_what_changed": (ShownChange, {"problem": "made-up-ache"}),
    "value_report_state_known": (ValueReport, {"state": "lost"}),
    "value_report_wrong_not_empty": (ValueReport, {"wrong": ""}),
    "value_report_wrong_short": (ValueReport, {"wrong": "a" * 601}),
    "value_report_should_be_short": (ValueReport, {"should_be": "a" * 201}),
    "value_report_read_at_short": (ValueReport, {"read_at": "https://example.com/" + "a" * 400}),
    "value_report_read_at_is_web_address": (ValueReport, {"read_at": "javascript:alert(1)"}),
    "harm_harm_en_not_empty": (Harm, {"harm_en": ""}),
    "finding_finding_en_not_empty": (Finding, {"finding_en": ""}),
    "finding_about_product_or_line": (Finding, {"product_line": "a made-up line"}),
    "suitability_says_known": (Suitability, {"says": "maybe"}),
    "suitability_voice_known": (Suitability, {"voice": "uncle"}),
    "revision_single_row": (Revision, {"id": 2}),
    "comparison_slug_grammar": (Comparison, {"slug": "a/b"}),
    "comparison_title_en_not_empty": (Comparison, {"title_en": ""}),
    "comparison_intro_en_not_empty": (Comparison, {"intro_en": ""}),
}

# Those that refuse a second row: they are asked to take a copy of the only one.
COPIES: dict[str, type[models.Model]] = {
    "offer_said_once": Offer,
    "statement_choice_said_once": Statement,
    "decision_unique_per_entry": EditorDecision,
    "entry_unique_per_feature": SpecEntry,
    "look_for_unique_per_feature": LookFor,
    "chain_step_once": ChainStep,
    "harm_said_once": Harm,
    "harm_said_once-en": Harm,
    "suitability_said_once": Suitability,
    "compared_product_once": ComparedProduct,
}


@pytest.fixture
def one_row_of_each(db: None) -> None:
    """One sound row of every model."""
    product, feature, problem = make_product(), make_feature(choices=["low"]), make_problem()
    entry = make_shown(product, feature, "low")
    assert entry.shown
    make_decision(entry.shown)
    make_offer(product)
    make_rate()
    make_finding(product)
    make_suitability(product, problem)
    make_look_for(problem, feature)
    make_evidence(problem)
    make_red_flag(problem)
    make_harm()
    make_guide_point(problem)
    make_picture(product)
    make_comparison(product)
    make_report(product, feature)
    ChainStep.objects.create(
        from_place="foot", to_place="ankle", position=1, article_says_en="x", verdict="mixed", why_en="x"
    )
    ArticleClaim.objects.create(
        key="c01", paragraph=1, claim_en="x", strength="strong", verdict="no_evidence", why_en="x"
    )


@pytest.mark.usefixtures("one_row_of_each")
class TestTheDatabase:
    """It refuses what breaks one of its rules."""

    @pytest.mark.parametrize(("name", "update"), UPDATES.items(), ids=UPDATES.keys())
    def test_refuses_an_update(self, name: str, update: tuple[type[models.Model], dict[str, Any]]) -> None:
        model, values = update
        row = model._default_manager.order_by("pk")[:1].get()
        refuses(name, lambda: model._base_manager.filter(pk=row.pk).update(**values))

    @pytest.mark.parametrize(("name", "model"), COPIES.items(), ids=COPIES.keys())
    def test_refuses_a_second_row(self, name: str, model: type[models.Model]) -> None:
        row = model._default_manager.get()
        row.pk = None
        refuses(name, lambda: model._default_manager.bulk_create([row]))

    def test_refuses_a_second_choice_of_the_same_slug_or_place(self) -> None:
        feature = Feature.objects.get()
        refuses("choice_unique_per_feature", lambda: make_choice(feature, "low", position=9))
        refuses("choice_position_unique_per_feature", lambda: make_choice(feature, "x", position=1))

    def test_refuses_a_merged_or_withdrawn_day_of_what_is_still_published(self) -> None:
        published, other = Product.objects.filter(pk=Product.objects.order_by("pk")[0].pk), make_product()
        refuses("product_withdrawn_on_when_withdrawn", lambda: published.update(withdrawn_on=date(2026, 1, 1)))
        refuses("product_merged_when_withdrawn", lambda: published.update(merged_into=other))

    def test_refuses_a_product_that_was_merged_into_itself(self) -> None:
        row = Product.objects.order_by("pk")[0]
        merged = Product.objects.filter(pk=row.pk)
        refuses("product_merged_into_another", lambda: merged.update(status="withdrawn", merged_into=row))

    def test_refuses_a_product_that_succeeds_itself(self) -> None:
        row = Product.objects.order_by("pk")[0]
        own = Product.objects.filter(pk=row.pk)
        refuses("product_succeeded_by_another", lambda: own.update(succeeded_by=row))

    def test_refuses_a_second_beginning_of_the_log(self) -> None:
        ShownChange.objects.create(kind="start")
        refuses("shown_change_begins_once", lambda: ShownChange.objects.create(kind="start"))

    def test_refuses_an_edit_approved_by_its_author(self) -> None:
        refuses("edit_approved_by_a_second_person", lambda: Edit.objects.create(by="one", approved_by="one"))

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("proposal_applied_by_a_second_person", {"state": "applied", "decided_by": "one"}),
            ("proposal_state_known", {"state": "lost", "decided_by": "two"}),
            ("proposal_decided_by_somebody", {"state": "waiting", "decided_by": "two"}),
        ],
    )
    def test_refuses_a_proposal_that_its_author_or_nobody_decided_on(self, name: str, fields: dict[str, Any]) -> None:
        row = {
            "by": "one",
            "rows": [],
            "decided_at": None if fields["state"] == "waiting" else timezone.now(),
            **fields,
        }
        refuses(name, lambda: Proposal.objects.create(**row))

    def test_refuses_a_row_twice_in_one_edit(self) -> None:
        row = {"edit": Edit.objects.create(), "model": "catalogue.brand", "row": 1, "name": "Testa"}
        EditedRow.objects.create(**row)
        refuses("edited_row_once_an_edit", lambda: EditedRow.objects.create(**row))

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("edited_row_german_known", {"german": "lost"}),
            ("edited_row_names_what_is_behind", {"german": "behind"}),
            ("edited_row_names_what_is_behind", {"german": "follows", "followed": {"name": "One"}}),
        ],
    )
    def test_refuses_an_edit_that_says_half_of_what_became_of_the_german(
        self, name: str, fields: dict[str, Any]
    ) -> None:
        row = {"edit": Edit.objects.create(), "model": "catalogue.brand", "row": 1, "name": "Testa"}
        refuses(name, lambda: EditedRow.objects.create(**row, **fields))

    def test_refuses_a_saved_list_without_a_name_or_with_one_that_is_taken(self) -> None:
        kept = {"owner": make_editor(), "list": "catalogue.brand"}
        refuses("saved_list_has_a_name", lambda: SavedList.objects.create(**kept, name=""))
        SavedList.objects.create(**kept, name="Testa")
        refuses("saved_list_named_once", lambda: SavedList.objects.create(**kept, name="Testa"))

    def test_refuses_two_features_in_one_place(self) -> None:
        refuses("feature_position_unique", lambda: make_feature("made-up-toe", position=Feature.objects.get().position))

    def test_refuses_a_number_said_twice(self) -> None:
        product, feature, source = Product.objects.get(), make_feature("weight", kind=FeatureKind.NUMBER), make_source()
        make_statement(product, feature, 3, source=source)
        refuses("statement_number_said_once", lambda: make_statement(product, feature, 3, source=source))

    def test_refuses_a_choice_shown_twice(self) -> None:
        shown = {"entry": SpecEntry.objects.get(), "choice": Choice.objects.get(), "statement": Statement.objects.get()}
        SpecEntryChoice.objects.create(**shown)
        refuses("entry_choice_once", lambda: SpecEntryChoice.objects.create(**shown))

    def test_refuses_a_harm_said_twice_in_german(self) -> None:
        make_harm(harm_de="Ausgedacht.")
        refuses("harm_said_once-de", lambda: make_harm(harm_de="Ausgedacht."))

    def test_refuses_a_second_rate_of_a_currency(self) -> None:
        refuses("currency", lambda: make_rate("USD", "3"))

    @pytest.mark.parametrize("field", ["product", "feature", "source"])
    def test_refuses_a_statement_without(self, field: str) -> None:
        refuses(field, lambda: Statement.objects.update(**{f"{field}_id": None}))

    def test_refuses_a_value_in_an_entry_that_is_not_stated(self) -> None:
        refuses("entry_value_only_where_stated", lambda: SpecEntry.objects.update(state=EntryState.NOT_APPLICABLE))


def test_every_constraint_is_tried() -> None:
    tried = {
        *UPDATES,
        *COPIES,
        "choice_unique_per_feature",
        "choice_position_unique_per_feature",
        "feature_position_unique",
        "statement_number_said_once",
        "entry_choice_once",
        "harm_said_once-de",
        "product_withdrawn_on_when_withdrawn",
        "product_merged_when_withdrawn",
        "product_merged_into_another",
        "product_succeeded_by_another",
        "shown_change_begins_once",
        "edited_row_once_an_edit",
        "edited_row_german_known",
        "edited_row_names_what_is_behind",
        "saved_list_has_a_name",
        "saved_list_named_once",
        "edit_approved_by_a_second_person",
        "proposal_applied_by_a_second_person",
        "proposal_state_known",
        "proposal_decided_by_somebody",
    }
    watched = [config for config in apps.get_app_configs() if getattr(config, "watches_revision", False)]
    named = {c.name for config in watched for model in config.get_models() for c in model._meta.constraints}
    assert tried == named
