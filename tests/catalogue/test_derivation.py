"""Which value is shown: the rule by itself, without a database."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.choices import EntryState, FeatureKind, Voice
from catalogue.derivation import VOICE_ORDER, Candidate, Derived, derive

CHOICE, CHOICES, NUMBER = FeatureKind.CHOICE, FeatureKind.CHOICES, FeatureKind.NUMBER
ABSENT, LOW, HIGH, OPEN = 1, 2, 3, 4  # the ids of made-up choices; OPEN says that it is there, not how much


def said(value: int | str, voice: str = "maker", dated: str = "2020", place: int = 10, **flags: bool) -> Candidate:
    """A statement; its id is 0 until `shown` numbers it. Text stands for a number."""
    return Candidate(
        id=0,
        value=Decimal(value) if isinstance(value, str) else value,
        is_absent=value == ABSENT,
        is_unspecified=value == OPEN,
        is_barred=flags.get("barred", False),
        voice=voice,
        dated=dated,
        place=place,
    )


def numbered(statements: Sequence[Candidate]) -> list[Candidate]:
    """The same statements with ids 1, 2, 3 …"""
    return [replace(statement, id=number) for number, statement in enumerate(statements, 1)]


def shown(kind: str, *statements: Candidate, overrule: int | None = None) -> Derived | None:
    """What the rule makes of these statements."""
    return derive(kind, numbered(statements), overrule=overrule)


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        pytest.param(CHOICE, said(LOW, "other"), said(OPEN, "maker"), id="a specific value before an unspecified one"),
        pytest.param(
            NUMBER, said("5", "tester"), said("6", "maker"), id="a number that a tester measured before the maker's"
        ),
        pytest.param(CHOICE, said(LOW, "maker"), said(HIGH, "tester"), id="the maker's choice before a tester's"),
        pytest.param(CHOICE, said(LOW, "maker"), said(HIGH, "retailer"), id="maker before shop"),
        pytest.param(CHOICE, said(LOW, "retailer"), said(HIGH, "tester"), id="shop before tester"),
        pytest.param(CHOICE, said(LOW, "tester"), said(HIGH, "clinician"), id="tester before clinician"),
        pytest.param(CHOICE, said(LOW, "clinician"), said(HIGH, "reviewer"), id="clinician before reviewer"),
        pytest.param(CHOICE, said(LOW, "reviewer"), said(HIGH, "other"), id="reviewer before others"),
        pytest.param(NUMBER, said("5", "maker"), said("6", "retailer"), id="maker before shop with numbers too"),
        pytest.param(CHOICE, said(LOW, dated="2021"), said(HIGH, dated="2020"), id="the newer year"),
        pytest.param(CHOICE, said(LOW, dated="2020-05"), said(HIGH, dated="2020-04-30"), id="the newer month"),
        pytest.param(
            CHOICE, said(LOW, dated="2020-01"), said(HIGH, dated="2020"), id="a month of a year before the bare year"
        ),
        pytest.param(CHOICE, said(LOW, place=10), said(HIGH, place=20), id="the earlier place"),
        pytest.param(CHOICE, said(LOW, "other"), said(HIGH, barred=True), id="anything before a barred source"),
    ],
)
def test_the_first_is_shown_whatever_the_order(kind: str, first: Candidate, second: Candidate) -> None:
    for statements in ((first, second), (second, first)):
        entry = shown(kind, *statements)
        assert entry is not None
        assert [candidate.value for candidate in entry.shown] == [first.value]


@pytest.mark.parametrize(
    ("kind", "statements", "state"),
    [
        pytest.param(CHOICE, [said(LOW)], EntryState.STATED, id="one statement"),
        pytest.param(CHOICE, [said(LOW), said(LOW, "other")], EntryState.STATED, id="two that agree"),
        pytest.param(CHOICE, [said(LOW), said(HIGH)], EntryState.DISPUTED, id="two that differ"),
        pytest.param(CHOICE, [said(LOW), said(OPEN)], EntryState.STATED, id="a specific and an unspecified one"),
        pytest.param(CHOICE, [said(ABSENT), said(OPEN)], EntryState.STATED, id="absent and unspecified"),
        pytest.param(CHOICE, [said(OPEN), said(OPEN)], EntryState.STATED, id="two unspecified ones"),
        pytest.param(CHOICE, [said(LOW), said(HIGH, barred=True)], EntryState.STATED, id="the other one barred"),
        pytest.param(NUMBER, [said("3"), said("3.0")], EntryState.STATED, id="the same number written twice"),
        pytest.param(NUMBER, [said("3"), said("3.1")], EntryState.DISPUTED, id="two numbers"),
        pytest.param(CHOICES, [said(LOW), said(HIGH)], EntryState.STATED, id="several choices never dispute"),
    ],
)
def test_two_unequal_specific_values_make_a_dispute(kind: str, statements: list[Candidate], state: EntryState) -> None:
    entry = shown(kind, *statements)
    assert entry is not None
    assert entry.state == state


@pytest.mark.parametrize(
    ("statements", "is_disputed"),
    [
        pytest.param([said(ABSENT), said(LOW)], True, id="one says it is there, one that it is not"),
        pytest.param([said(LOW), said(HIGH)], False, id="both say that it is there"),
        pytest.param([said(ABSENT), said(LOW, barred=True)], False, id="one of them barred"),
    ],
)
def test_it_is_known_whether_the_dispute_is_about_being_there(statements: list[Candidate], is_disputed: bool) -> None:
    entry = shown(CHOICE, *statements)
    assert entry is not None
    assert entry.is_presence_disputed is is_disputed


@pytest.mark.parametrize("statements", [[], [said(LOW, barred=True)]])
def test_nothing_usable_gives_no_entry(statements: list[Candidate]) -> None:
    assert shown(CHOICE, *statements) is None


def test_several_choices_are_shown_with_the_best_statement_of_each() -> None:
    entry = shown(CHOICES, said(LOW, "other"), said(LOW, "maker"), said(HIGH, "retailer"))
    assert entry is not None
    assert {candidate.value: candidate.voice for candidate in entry.shown} == {LOW: "maker", HIGH: "retailer"}


def test_an_overrule_wins_and_leaves_the_dispute_visible() -> None:
    entry = shown(CHOICE, said(LOW, "maker"), said(HIGH, "other"), overrule=2)
    assert entry is not None
    assert (entry.shown[0].value, entry.state) == (HIGH, EntryState.DISPUTED)


def test_an_overrule_of_a_feature_of_several_choices_names_the_statement_of_its_choice_only() -> None:
    entry = shown(CHOICES, said(LOW, "maker"), said(LOW, "other"), said(HIGH, "maker"), overrule=2)
    assert entry is not None
    assert {candidate.value: candidate.id for candidate in entry.shown} == {LOW: 2, HIGH: 3}


@pytest.mark.parametrize("overrule", [2, 99])
def test_an_overrule_whose_statement_is_barred_or_gone_is_passed_over(overrule: int) -> None:
    entry = shown(CHOICE, said(LOW), said(HIGH, barred=True), overrule=overrule)
    assert entry is not None
    assert (entry.shown[0].value, entry.state) == (LOW, EntryState.STATED)


def test_every_voice_has_its_rank() -> None:
    assert set(VOICE_ORDER) == set(Voice)


CANDIDATES = st.builds(
    said,
    st.sampled_from([ABSENT, LOW, HIGH, OPEN]),
    st.sampled_from(Voice.values),
    st.sampled_from(["2014", "2014-04", "2014-04-21", "2026-11-23"]),
    st.integers(1, 3),
    barred=st.booleans(),
)
LISTS = st.lists(CANDIDATES, max_size=8).map(numbered)
KINDS = st.sampled_from([CHOICE, CHOICES])
OVERRULES = st.none() | st.integers(1, 9)


@given(KINDS, LISTS, OVERRULES, st.randoms())
def test_the_order_of_reading_never_matters(
    kind: str, statements: list[Candidate], overrule: int | None, random: Random
) -> None:
    shuffled = list(statements)
    random.shuffle(shuffled)
    assert derive(kind, shuffled, overrule=overrule) == derive(kind, statements, overrule=overrule)


@given(KINDS, LISTS, OVERRULES)
def test_a_barred_statement_is_never_shown_and_changes_nothing(
    kind: str, statements: list[Candidate], overrule: int | None
) -> None:
    entry = derive(kind, statements, overrule=overrule)
    usable = [candidate for candidate in statements if not candidate.is_barred]
    assert entry == derive(kind, usable, overrule=overrule)
    assert (entry is None) == (not usable)


@given(LISTS)
def test_an_unspecified_value_never_beats_a_specific_one(statements: list[Candidate]) -> None:
    entry = derive(CHOICE, statements)
    has_specific = any(not candidate.is_unspecified and not candidate.is_barred for candidate in statements)
    assert entry is None or entry.shown[0].is_unspecified is not has_specific


@given(LISTS, OVERRULES)
def test_a_dispute_means_exactly_two_unequal_specific_values(statements: list[Candidate], overrule: int | None) -> None:
    entry = derive(CHOICE, statements, overrule=overrule)
    specific = {c.value for c in statements if not c.is_unspecified and not c.is_barred}
    assert (entry is not None and entry.state == EntryState.DISPUTED) == (len(specific) > 1)


@given(KINDS, LISTS, OVERRULES)
def test_the_overruling_statement_is_shown_where_it_can_be(
    kind: str, statements: list[Candidate], overrule: int | None
) -> None:
    entry = derive(kind, statements, overrule=overrule)
    can_be = any(candidate.id == overrule and not candidate.is_barred for candidate in statements)
    assert (entry is not None and overrule in {candidate.id for candidate in entry.shown}) or not can_be


@given(LISTS)
def test_several_choices_show_each_usable_choice_once(statements: list[Candidate]) -> None:
    entry = derive(CHOICES, statements)
    values = [candidate.value for candidate in entry.shown] if entry else []
    assert sorted(values) == sorted({candidate.value for candidate in statements if not candidate.is_barred})
