"""Spec entries: what the starting data shows, and that editors' decisions hold."""

from datetime import date
from decimal import Decimal

import pytest

from catalogue.choices import EntryState, FeatureKind
from catalogue.derivation import derive as rule
from catalogue.models import EditorDecision, Product, SpecEntry, SpecEntryChoice, Statement
from tests.builders import derive, make_decision, make_feature, make_product, make_shown, make_source, make_statement


@pytest.mark.usefixtures("starting_data")
@pytest.mark.django_db
class TestTheStartingData:
    """What the rule makes of 777 statements."""

    def test_620_entries_stand(self) -> None:
        assert SpecEntry.objects.count() == 620

    def test_four_entries_are_disputed(self) -> None:
        disputed = SpecEntry.objects.filter(state=EntryState.DISPUTED).order_by("product__slug")
        assert list(disputed.values_list("product__slug", "feature__slug")) == [
            ("footbalance-sports-performance", "weight"),
            ("footbalance-sports-race", "weight"),
            ("noene-universal-n-02", "placement"),
            ("powerstep-pulse-maxx", "arch-support"),
        ]

    def test_none_is_disputed_between_having_and_not_having(self) -> None:
        assert not SpecEntry.objects.filter(is_presence_disputed=True).exists()

    def test_eight_overrules_stand_where_the_rule_would_choose_otherwise(self) -> None:
        decisions = EditorDecision.objects.select_related("feature", "product").order_by(
            "product__slug", "feature__slug"
        )
        assert [(decision.product.slug, decision.feature.slug) for decision in decisions] == [
            ("formthotics", "heat-mouldable"),
            ("formthotics", "heel-cup"),
            ("noene-universal-n-02", "thickness-forefoot"),
            ("powerstep-pulse-maxx", "arch-support"),
            ("superfeet-green", "arch-height"),
            ("superfeet-green", "footwear"),
            ("superfeet-green", "rigid-shell"),
            ("superfeet-green", "volume"),
        ]
        for decision in decisions:
            assert shown_without(decision) != shown_with(decision), f"{decision} is not needed"

    def test_every_overrule_gives_its_reason(self) -> None:
        assert all(EditorDecision.objects.values_list("reason", flat=True))

    def test_no_value_of_a_barred_source_is_shown(self) -> None:
        said = Statement.objects.exclude(source__barred_because="")
        assert said.exists()
        assert not SpecEntry.objects.filter(shown__in=said).exists()
        assert not SpecEntryChoice.objects.filter(statement__in=said).exists()

    def test_nine_products_show_nothing(self) -> None:
        silent = Product.objects.filter(entries__isnull=True).order_by("slug")
        assert list(silent.values_list("slug", flat=True)) == [
            "currex-runpro",
            "relaxed-feet",
            "riemot-sport-comfort",
            "scholl-gelactiv-running",
            "scholl-in-balance",
            "sidas-3d-run-protect",
            "sidas-run-3feet-protect",
            "sole-softec-response",
            "sorbothane-full-strike",
        ]

    def test_deriving_again_changes_nothing(self) -> None:
        before = shown_values()
        derive()
        assert shown_values() == before


def shown_without(decision: EditorDecision) -> set[int]:
    """The statements that the rule alone would show."""
    said = Statement.objects.with_all().filter(product=decision.product, feature=decision.feature)
    entry = rule(decision.feature.kind, [statement.as_candidate() for statement in said])
    return {candidate.id for candidate in entry.shown} if entry else set()


def shown_with(decision: EditorDecision) -> set[int | None]:
    """The statements that are shown."""
    entry = SpecEntry.objects.get(product=decision.product, feature=decision.feature)
    several: set[int | None] = set(entry.entry_choices.values_list("statement_id", flat=True))
    return several or {entry.shown_id}


def shown_values() -> set[tuple[object, ...]]:
    """Everything that is shown, without the ids of the entries."""
    single = SpecEntry.objects.values_list("product", "feature", "state", "choice", "number", "shown")
    return {*single, *SpecEntryChoice.objects.values_list("entry__product", "entry__feature", "choice", "statement")}


@pytest.mark.django_db
class TestAnEntry:
    """One product, one feature."""

    def test_shows_the_choice_of_its_statement(self) -> None:
        entry = make_shown(make_product(), make_feature(), "low")
        assert entry.choice is not None
        assert (entry.choice.slug, entry.state, entry.number) == ("low", EntryState.STATED, None)

    def test_shows_the_number_of_its_statement(self) -> None:
        entry = make_shown(make_product(), make_feature(kind=FeatureKind.NUMBER), 3.5)
        assert (entry.number, entry.choice) == (Decimal("3.5"), None)

    def test_shows_every_choice_of_a_feature_that_takes_several(self) -> None:
        feature = make_feature(kind=FeatureKind.CHOICES, choices=["cork", "felt", "gel"])
        entry = make_shown(make_product(), feature, "felt", "cork")
        assert [choice.slug for choice in entry.choices.order_by("position")] == ["cork", "felt"]
        assert entry.choice is None

    def test_is_gone_when_its_last_statement_goes(self) -> None:
        product, feature = make_product(), make_feature()
        statement = make_statement(product, feature, "low")
        derive(product)
        statement.delete()
        derive(product)
        assert not SpecEntry.objects.exists()

    def test_prefers_a_newer_source(self) -> None:
        product, feature = make_product(), make_feature()
        make_statement(product, feature, "low", source=make_source(published="2019-05"))
        newer = make_statement(product, feature, "high", source=make_source(year=2024))
        derive(product)
        assert SpecEntry.objects.get().shown == newer

    def test_dates_a_source_without_a_date_by_the_day_it_was_read(self) -> None:
        product, feature = make_product(), make_feature()
        read = make_statement(product, feature, "low", source=make_source(read_on=date(2026, 1, 1)))
        make_statement(product, feature, "high", source=make_source(published="2025-12-31"))
        derive(product)
        assert SpecEntry.objects.get().shown == read

    def test_of_other_products_is_left_alone(self) -> None:
        feature = make_feature()
        first, second = make_product(), make_product()
        kept = make_shown(first, feature, "low")
        make_shown(second, feature, "high")
        assert SpecEntry.objects.filter(pk=kept.pk).exists()

    def test_costs_the_same_for_one_product_as_for_many(self, django_assert_max_num_queries: object) -> None:
        feature = make_feature()
        for _ in range(5):
            make_statement(make_product(), feature, "low")
        with django_assert_max_num_queries(12):  # type: ignore[operator]  # a context manager
            derive()


@pytest.mark.django_db
class TestADecision:
    """An editor's word on an entry."""

    def test_survives_every_derivation(self) -> None:
        product, feature = make_product(), make_feature()
        make_statement(product, feature, "low")
        chosen = make_statement(product, feature, "high", voice="other")
        make_decision(chosen)
        for _ in range(2):
            derive()
            assert SpecEntry.objects.get().shown == chosen

    @pytest.mark.parametrize("state", [EntryState.NOT_STATED, EntryState.NOT_APPLICABLE, EntryState.NOT_CHECKED])
    def test_can_say_a_state_outright(self, state: EntryState) -> None:
        product, feature = make_product(), make_feature()
        make_statement(product, feature, "low")
        make_decision(product=product, feature=feature, state=state)
        derive()
        entry = SpecEntry.objects.get()
        assert (entry.state, entry.choice, entry.shown) == (state, None, None)

    def test_needs_no_statement_to_say_a_state(self) -> None:
        product, feature = make_product(), make_feature()
        make_decision(product=product, feature=feature, state=EntryState.NOT_APPLICABLE)
        derive()
        assert SpecEntry.objects.get().state == EntryState.NOT_APPLICABLE

    def test_goes_with_its_statement(self) -> None:
        product, feature = make_product(), make_feature()
        make_statement(product, feature, "low")
        chosen = make_statement(product, feature, "high", voice="other")
        make_decision(chosen)
        chosen.delete()
        derive()
        entry = SpecEntry.objects.get()
        assert entry.choice is not None
        assert entry.choice.slug == "low"
        assert not EditorDecision.objects.exists()

    def test_has_no_effect_while_its_source_is_barred(self) -> None:
        product, feature = make_product(), make_feature()
        plain = make_statement(product, feature, "low", voice="other")
        chosen = make_statement(product, feature, "high", source=make_source(barred_because="A made-up reason."))
        make_decision(chosen)
        derive()
        assert SpecEntry.objects.get().shown == plain
