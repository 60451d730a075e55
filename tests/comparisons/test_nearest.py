"""The insoles nearest to one: points for what is stated of both, never its own brand alone, and nothing made up."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from catalogue.models import Brand, Choice, Feature, Product
from comparisons.index import build
from comparisons.index.numbers import Numbers
from comparisons.nearest import Likeness, spread_of
from comparisons.selection import Range
from tests.builders import make_brand, make_feature, make_product, make_shown

pytestmark = pytest.mark.django_db

Value = str | float | tuple[str, ...]


def likeness(slug: str = "one") -> Likeness:
    """One product held against all others."""
    index = build()
    return Likeness(index, index.slugs.index(slug))


def points(other: str, slug: str = "one") -> int:
    """The points of one product for another."""
    index = build()
    found = Likeness(index, index.slugs.index(slug)).points.at(index.slugs.index(other))
    assert found is not None
    return int(found)


def near(slug: str = "one", count: int = 9) -> list[str]:
    """Slugs of the nearest."""
    index = build()
    return [index.slugs[place] for place in Likeness(index, index.slugs.index(slug)).nearest(count)]


def product_with(values: dict[Feature, Value | None], name: str, **fields: Any) -> Product:
    """A product that shows these values; nothing for a feature whose value is None."""
    product = make_product(slug=name, name=name, **fields)
    for feature, value in values.items():
        if value is not None:
            make_shown(product, feature, *(value if isinstance(value, tuple) else [value]))
    return product


@pytest.fixture
def features() -> list[Feature]:
    """Three features without a scale."""
    return [make_feature(slug) for slug in ("made-up-a", "made-up-b", "made-up-c")]


def each(features: Iterable[Feature], *values: Value | None) -> dict[Feature, Value | None]:
    """Values of these features in turn; of the rest none."""
    return dict(zip(features, values, strict=False))


class TestPoints:
    def test_equal_values_give_two_and_different_ones_take_two(self, features: list[Feature]) -> None:
        product_with(each(features, "low", "low", "low"), "one")
        product_with(each(features, "low", "low", "high"), "other")
        assert points("other") == 2

    def test_they_are_the_same_both_ways(self, features: list[Feature]) -> None:
        product_with(each(features, "low", "low", "low"), "one")
        product_with(each(features, "low", "high"), "other")
        assert points("other", "one") == points("one", "other") == 0

    def test_what_is_stated_of_one_only_counts_neither_way(self, features: list[Feature]) -> None:
        product_with(each(features, "low", "low", None), "one")
        product_with(each(features, "low", None, "low"), "other")
        assert points("other") == 2

    def test_a_value_that_says_only_that_it_is_there_counts_neither_way(self, features: list[Feature]) -> None:
        product_with(each(features, "low", "stated-only", "none"), "one")
        product_with(each(features, "low", "stated-only", "stated-only"), "other")
        assert points("other") == 2

    def test_core_features_count_double(self) -> None:
        product_with({make_feature(is_core=True): "low"}, "one")
        product_with({Feature.objects.get(): "low"}, "equal")
        product_with({Feature.objects.get(): "none"}, "different")
        assert (points("equal"), points("different")) == (4, -4)

    def test_the_same_category_counts_a_little(self) -> None:
        product_with({}, "one", category="comfort")
        product_with({}, "same", category="comfort")
        product_with({}, "another", category="support")
        product_with({}, "none")
        assert (points("same"), points("another"), points("none")) == (1, 0, 0)

    def test_two_without_a_category_share_none(self) -> None:
        product_with({}, "one")
        product_with({}, "other")
        assert points("other") == 0

    @pytest.mark.parametrize(
        ("value", "expected"), [("low", 2), ("medium", 0), ("high", -2), ("none", -2), ("loose", -2)]
    )
    def test_a_scale_counts_the_steps_between(self, value: str, expected: int) -> None:
        feature = make_feature(choices=["none", "low", "medium", "high"], is_ordered=True)
        Choice.objects.create(feature=feature, slug="loose", position=9, name_en="Loose")
        product_with({feature: "low"}, "one")
        product_with({feature: value}, "other")
        assert points("other") == expected

    def test_steps_are_rounded_up_to_quarters(self) -> None:
        feature = make_feature(choices=["a", "b", "c", "d"], is_ordered=True)
        for slug in "abcd":
            product_with({feature: slug}, slug)
        assert [points(slug, "a") for slug in "abcd"[1:]] == [0, -1, -2]

    def test_not_having_it_is_as_far_as_can_be_from_having_a_little(self) -> None:
        feature = make_feature(is_ordered=True)
        product_with({feature: "none"}, "one")
        product_with({feature: "low"}, "other")
        assert points("other") == -2

    @pytest.mark.parametrize(("number", "expected"), [(10, 2), (12, 1), (12.5, 1), (12.6, 0), (17, -1), (20, -2)])
    def test_numbers_go_by_quarters_of_the_spread(self, number: float, expected: int) -> None:
        feature = make_feature(kind="number")
        product_with({feature: 10}, "one")
        product_with({feature: 20}, "farthest")
        product_with({feature: number}, "other")
        assert points("other") == expected

    def test_the_same_list_gives_two_and_something_in_common_one(self) -> None:
        feature = make_feature(kind="choices", choices=["a", "b", "c"])
        product_with({feature: ("a", "b")}, "one")
        product_with({feature: ("b", "a")}, "same")
        product_with({feature: ("a", "c")}, "some")
        product_with({feature: ("a",)}, "fewer")
        assert (points("same"), points("some"), points("fewer")) == (2, 1, 1)

    def test_lists_with_nothing_in_common_cannot_be_compared(self) -> None:
        feature = make_feature(kind="choices", choices=["a", "b"])
        product_with({feature: ("a",)}, "one")
        product_with({feature: ("b",)}, "other")
        found = likeness()
        assert points("other") == 0
        assert found.compared.within(Range(low=Decimal(1))) == 1 << build().slugs.index("one")

    def test_a_disputed_value_counts_as_the_one_shown(self, features: list[Feature]) -> None:
        one = product_with({}, "one")
        make_shown(one, features[0], "low", "high")
        shown = str(one.entries.get().choice.slug)  # type: ignore[union-attr]
        product_with(each(features, shown), "other")
        assert points("other") == 2


class TestTheSpread:
    def test_it_leaves_out_a_tenth_at_either_end(self) -> None:
        numbers = Numbers.of({place: Decimal(number) for place, number in enumerate([1, *range(10, 28), 900])})
        assert spread_of(numbers) == 26 - 11

    def test_few_numbers_are_all_in(self) -> None:
        assert spread_of(Numbers.of({0: Decimal(3), 1: Decimal("4.5"), 2: Decimal(4)})) == Decimal("1.5")

    def test_where_nearly_all_are_equal_the_ends_count(self) -> None:
        numbers = Numbers.of({place: Decimal(30 if place else 90) for place in range(20)})
        assert spread_of(numbers) == 60

    def test_where_all_are_equal_there_is_none_and_all_are_equally_near(self) -> None:
        feature = make_feature(kind="number")
        product_with({feature: 30}, "one")
        product_with({feature: 30}, "other")
        assert spread_of(build().features[feature.slug].numbers) == 0
        assert points("other") == 2


class TestNearest:
    def test_those_with_most_points_stand_first(self, features: list[Feature]) -> None:
        product_with(each(features, "low", "low", "low"), "one", brand=make_brand())
        other = make_brand()
        product_with(each(features, "low", "low", "high"), "a-differs", brand=other)
        product_with(each(features, "low", "low"), "b-less-known", brand=other)
        product_with(each(features, "low", "low", "low"), "c-equal", brand=other)
        assert near() == ["c-equal", "b-less-known", "a-differs"]

    def test_equals_stand_by_name(self, features: list[Feature]) -> None:
        product_with(each(features, "low", "low"), "one", brand=make_brand())
        other = make_brand()
        for name in ("c", "a", "b"):
            product_with(each(features, "low", "low"), name, brand=other)
        assert near() == ["a", "b", "c"]

    def test_it_is_never_the_insole_itself(self, features: list[Feature]) -> None:
        product_with(each(features, "low", "low"), "one")
        assert near() == []

    def test_one_value_in_common_makes_no_likeness(self, features: list[Feature]) -> None:
        product_with(each(features, "low", "low"), "one", brand=make_brand())
        product_with(each(features, "low", None, "low"), "other", brand=make_brand())
        assert near() == []
        assert likeness().is_enough_known

    def test_of_an_insole_with_one_value_too_little_is_known(self, features: list[Feature]) -> None:
        product_with(each(features, "low", "stated-only"), "one")
        assert not likeness().is_enough_known

    def test_one_that_differs_as_much_as_it_shares_is_not_like_it(self, features: list[Feature]) -> None:
        product_with(each(features, "low", "low"), "one", brand=make_brand())
        product_with(each(features, "low", "high"), "other", brand=make_brand())
        assert near() == []

    def test_what_is_not_published_is_left_out(self, features: list[Feature]) -> None:
        product_with(each(features, "low", "low"), "one", brand=make_brand())
        product_with(each(features, "low", "low"), "hidden", brand=make_brand(), status=Product.Status.DRAFT)
        assert near() == []

    def test_it_is_as_many_as_asked_for(self, features: list[Feature]) -> None:
        product_with(each(features, "low", "low"), "one", brand=make_brand())
        for name in ("a", "b", "c"):
            product_with(each(features, "low", "low"), name, brand=make_brand())
        assert near(count=1) == ["a"]
        assert near(count=2) == ["a", "b"]


class TestBrands:
    @pytest.fixture(autouse=True)
    def five_of_the_same_brand(self, features: list[Feature]) -> None:
        """All of them equal to the insole in everything that is stated."""
        brand = make_brand()
        for name in ("one", "a", "b", "c", "d"):
            product_with(each(features, "low", "low", "low"), name, brand=brand)

    def other(self, name: str, *values: str) -> None:
        """An insole of another brand."""
        brand = Brand.objects.filter(slug="other").first() or make_brand(slug="other", name="Other")
        product_with(each(Feature.objects.all(), *values), name, brand=brand)

    def test_one_of_another_brand_is_named_though_it_is_farther(self) -> None:
        self.other("y", "low", "low", "high")
        assert near(count=4) == ["a", "b", "y"]

    def test_at_most_half_are_of_one_brand(self) -> None:
        for name in ("v", "w", "x", "y", "z"):
            self.other(name, "low", "low", "high")
        assert near(count=4) == ["a", "b", "v", "w"]
        assert near(count=6) == ["a", "b", "c", "v", "w", "x"]

    def test_that_holds_for_every_brand(self) -> None:
        for name in ("v", "w", "x"):
            self.other(name, "low", "low", "low")
        product_with(each(Feature.objects.all(), "low", "low", "high"), "z", brand=make_brand(slug="third"))
        Product.objects.filter(slug__in=("a", "b", "c", "d")).update(status=Product.Status.DRAFT)
        assert near(count=4) == ["v", "w", "z"]

    def test_without_another_brand_half_the_places_are_left_empty(self) -> None:
        assert near(count=4) == ["a", "b"]

    def test_another_brand_that_is_not_like_it_is_none(self) -> None:
        self.other("y", "high", "high", "low")
        assert near(count=4) == ["a", "b"]
