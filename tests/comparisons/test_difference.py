"""What differs between two insoles, in words and units; and the same recomputed from the stored values alone."""

from decimal import Decimal
from itertools import permutations

import pytest
from django.utils import translation

from catalogue.choices import EntryState
from catalogue.models import Cell, Feature, Product, Sheet, sheets
from catalogue.units import IMPERIAL
from comparisons.difference import Difference, Standing, differences, most_telling, stated_alone
from tests.builders import derive, make_decision, make_feature, make_product, make_shown
from tests.comparisons.made_up import add_products_in_every_state

pytestmark = pytest.mark.django_db

Value = str | float


def sheet_of(product: Product) -> Sheet:
    """Everything that is shown of a product."""
    return sheets([product], list(Feature.objects.with_choices()))[0]


def told(
    feature: Feature, value: Value | tuple[Value, ...], other: Value | tuple[Value, ...], units: str = "metric"
) -> list[str]:
    """How an insole that shows one value is told against one that shows another."""
    found = []
    for shown in (value, other):
        product = make_product()
        make_shown(product, feature, *(shown if isinstance(shown, tuple) else (shown,)))
        found.append(sheet_of(product))
    return [difference.text for difference in differences(found[0], found[1], units)]


def thickness(**fields: str) -> Feature:
    """A number with words of its own."""
    words = {"more_en": "thicker at the heel", "less_en": "thinner at the heel", "more_de": "dicker an der Ferse"}
    return make_feature("made-up-thickness", kind="number", **{**words, **fields})


class TestNumbers:
    def test_are_told_by_how_much_and_which_way(self) -> None:
        feature = thickness()
        assert told(feature, 5, 3) == ["2 mm thicker at the heel"]
        assert told(feature, 3, 5.5) == ["2.5 mm thinner at the heel"]

    def test_are_told_in_the_units_of_the_visitor(self) -> None:
        assert told(thickness(), 5, 3, IMPERIAL) == ["0.08 in thicker at the heel"]

    def test_that_differ_by_less_than_the_units_tell_are_slightly_different(self) -> None:
        assert told(thickness(), 3.1, 3, IMPERIAL) == ["slightly thicker at the heel"]

    def test_without_words_of_their_own_are_more_or_less(self) -> None:
        feature = thickness(more_en="", less_en="")
        assert told(feature, 5, 3) == ["Made up thickness: 2 mm more"]
        assert told(feature, 3, 5) == ["Made up thickness: 2 mm less"]

    def test_sizes_lie_sizes_apart(self) -> None:
        feature = thickness(unit="EU size", more_en="larger where the sizes end")
        assert told(feature, 48, 46) == ["2 EU sizes larger where the sizes end"]
        assert told(feature, 47, 46) == ["1 EU size larger where the sizes end"]

    def test_are_told_in_german(self) -> None:
        feature = thickness()
        with translation.override("de"):
            assert told(feature, 5.5, 3) == ["2,5 mm dicker an der Ferse"]

    def test_that_are_equal_do_not_differ(self) -> None:
        assert told(thickness(), 5, 5.0) == []


class TestChoices:
    def test_on_a_scale_are_told_by_its_words(self) -> None:
        feature = make_feature(is_ordered=True, more_en="higher arch", less_en="lower arch")
        assert told(feature, "high", "low") == ["higher arch (High instead of Low)"]
        assert told(feature, "low", "high") == ["lower arch (Low instead of High)"]

    def test_that_say_it_is_not_there_are_never_higher_or_lower(self) -> None:
        feature = make_feature(choices=["none", "low"], is_ordered=True, more_en="higher arch", less_en="lower arch")
        assert told(feature, "low", "none") == ["Made up height: Low instead of None"]

    def test_without_a_scale_stand_for_themselves(self) -> None:
        feature = make_feature(choices=["cork", "wool"])
        assert told(feature, "cork", "wool") == ["Made up height: Cork instead of Wool"]

    def test_that_only_say_it_is_there_make_no_difference(self) -> None:
        assert told(make_feature(), "stated-only", "high") == []


class TestSeveralChoices:
    def test_name_what_one_has_beyond_the_other_and_never_say_no(self) -> None:
        feature = make_feature(kind="choices", choices=["cork", "wool", "felt"])
        assert told(feature, ("cork", "wool"), ("cork", "felt")) == ["Made up height: also Wool; Felt not stated"]
        assert told(feature, ("cork", "wool"), ("cork",)) == ["Made up height: also Wool"]
        assert told(feature, ("cork",), ("cork", "wool")) == ["Made up height: Wool not stated"]

    def test_of_long_lists_a_few_are_named_and_the_rest_counted(self) -> None:
        feature = make_feature(kind="choices", choices=["cork", "wool", "felt", "gel", "foam", "jute"])
        assert told(feature, ("cork", "wool", "felt", "gel", "foam"), ("jute",)) == [
            "Made up height: also Cork, Wool and 3 more; Jute not stated"
        ]
        assert told(feature, ("cork", "wool", "felt"), ("cork",)) == ["Made up height: also Wool, Felt"]


class TestWhatIsNotStated:
    def test_is_said_of_the_one_of_which_it_is_not(self) -> None:
        feature, one, two = make_feature(), make_product(), make_product()
        make_shown(two, feature, "high")
        [found] = differences(sheet_of(one), sheet_of(two))
        assert (found.text, found.is_known) == ("Made up height: not stated", False)
        assert not differences(sheet_of(two), sheet_of(one))
        assert [cell.feature for cell in stated_alone(sheet_of(two), sheet_of(one))] == [feature]

    @pytest.mark.parametrize(
        ("state", "words"), [("not_applicable", "not applicable"), ("not_checked", "not checked yet")]
    )
    def test_is_told_as_what_it_is(self, state: str, words: str) -> None:
        feature, one, two = make_feature(), make_product(), make_product()
        make_shown(two, feature, "high")
        make_decision(product=one, feature=feature, state=state)
        derive(one)
        assert [found.text for found in differences(sheet_of(one), sheet_of(two))] == [f"Made up height: {words}"]

    def test_of_both_is_no_difference(self) -> None:
        make_feature()
        assert not differences(sheet_of(make_product()), sheet_of(make_product()))


class TestWhatIsToldFirst:
    def test_is_known_looked_for_core_and_about_support_before_the_rest(self) -> None:
        rows = [
            ("unknown", {"is_core": True}, False),
            ("care", {"group": "care"}, True),
            ("support", {}, True),
            ("core", {"group": "buying", "is_core": True}, True),
            ("wanted", {"group": "buying"}, True),
        ]
        found = [
            Difference(make_feature(slug, **fields), slug, is_known=is_known)  # type: ignore[arg-type]
            for slug, fields, is_known in rows
        ]
        assert [one.text for one in most_telling(found, 4, wanted=["wanted"])] == ["wanted", "core", "support", "care"]


@pytest.mark.usefixtures("starting_data")
def test_every_pair_is_told_as_its_stored_values_say() -> None:
    """Brute force over products in every state: what differs, which way, and what is not stated."""
    add_products_in_every_state()
    found = {
        sheet.product.pk: sheet
        for sheet in sheets(list(Product.objects.published())[:40], list(Feature.objects.with_choices()))
    }
    compared = 0
    for one, two in permutations(found.values(), 2):
        texts = {difference.feature.slug: difference for difference in differences(one, two)}
        for cell, other in zip(one.cells, two.cells, strict=True):
            difference = texts.pop(cell.feature.slug, None)
            assert (difference is not None) == expected(cell, other), (one.product, two.product, cell.feature)
            if difference is not None and difference.is_known:
                compared += 1
                assert difference.standing == standing(cell, other)
        assert not texts
    assert compared > 100


def shown(cell: Cell) -> object:
    """What a cell shows for certain, told from its state, choices and number alone."""
    if cell.state not in {EntryState.STATED, EntryState.DISPUTED} or any(c.is_unspecified for c in cell.choices):
        return None
    return cell.number if cell.number is not None else {choice.slug for choice in cell.choices}


def expected(cell: Cell, other: Cell) -> bool:
    """Whether there is something to tell."""
    here, there = shown(cell), shown(other)
    has_here = cell.state in {EntryState.STATED, EntryState.DISPUTED}
    has_there = other.state in {EntryState.STATED, EntryState.DISPUTED}
    return (here is not None and there is not None and here != there) or (has_there and not has_here)


def standing(cell: Cell, other: Cell) -> Standing:
    """Which way: by number, or by the order of choices that have a place on a scale."""
    if cell.number is not None and other.number is not None:
        return Standing.MORE if cell.number > other.number else Standing.LESS
    scale = [choice.slug for choice in cell.feature.choices.all() if choice.is_on_scale and not choice.is_absent]
    places = [
        (0 if one.choices[0].is_absent else scale.index(one.slugs[0]) + 1)
        if one.feature.is_ordered and len(one.choices) == 1 and one.choices[0].is_on_scale
        else None
        for one in (cell, other)
    ]
    here, there = places
    if here is None or there is None or here == there:
        return Standing.OTHER
    return Standing.MORE if here > there else Standing.LESS


def test_amounts_are_exact() -> None:
    """No float in between: 0.3 is 0.1 more than 0.2."""
    assert told(thickness(), 0.3, 0.2) == ["0.1 mm thicker at the heel"]
    assert Decimal("0.3") - Decimal("0.2") == Decimal("0.1")
