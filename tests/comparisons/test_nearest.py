"""The insoles nearest to one: those that share most shown values, fewer different ones first."""

import pytest

from catalogue.models import Feature, Product
from comparisons.index import build
from comparisons.nearest import nearest
from tests.builders import make_feature, make_product, make_shown

pytestmark = pytest.mark.django_db


def near(product: Product, count: int = 9) -> list[str]:
    """Slugs of the nearest."""
    slugs = dict(Product.objects.values_list("pk", "slug"))
    return [slugs[pk] for pk in nearest(build(), product.slug, count)]


@pytest.fixture
def features() -> list[Feature]:
    """Three features."""
    return [make_feature(slug) for slug in ("made-up-a", "made-up-b", "made-up-c")]


def product_with(features: list[Feature], *values: str, name: str) -> Product:
    """A product that shows these values; nothing where one is empty."""
    product = make_product(slug=name, name=name)
    for feature, value in zip(features, values, strict=False):
        if value:
            make_shown(product, feature, value)
    return product


class TestNearest:
    def test_shares_most(self, features: list[Feature]) -> None:
        one = product_with(features, "low", "low", "low", name="one")
        product_with(features, "low", "low", name="two-shared")
        product_with(features, "low", name="one-shared")
        product_with(features, "low", "low", "low", name="all-shared")
        assert near(one) == ["all-shared", "two-shared", "one-shared"]

    def test_differs_least(self, features: list[Feature]) -> None:
        one = product_with(features, "low", "low", "low", name="one")
        product_with(features, "low", "low", "high", name="a-differs-once")
        product_with(features, "low", "low", name="b-differs-never")
        assert near(one) == ["b-differs-never", "a-differs-once"]

    def test_equals_stand_by_name(self, features: list[Feature]) -> None:
        one = product_with(features, "low", name="one")
        for name in ("c", "a", "b"):
            product_with(features, "low", name=name)
        assert near(one) == ["a", "b", "c"]

    def test_never_is_the_insole_itself_nor_one_that_shares_nothing(self, features: list[Feature]) -> None:
        one = product_with(features, "low", name="one")
        product_with(features, "high", name="other")
        assert near(one) == []

    def test_leaves_out_what_is_not_published(self, features: list[Feature]) -> None:
        one = product_with(features, "low", name="one")
        hidden = product_with(features, "low", name="hidden")
        Product.objects.filter(pk=hidden.pk).update(status=Product.Status.DRAFT)
        assert near(one) == []

    def test_is_as_many_as_asked_for(self, features: list[Feature]) -> None:
        one = product_with(features, "low", name="one")
        for name in ("a", "b", "c"):
            product_with(features, "low", name=name)
        assert near(one, 2) == ["a", "b"]

    def test_does_not_go_by_numbers(self) -> None:
        feature = make_feature(kind="number")
        one, other = make_product(), make_product()
        make_shown(one, feature, 3)
        make_shown(other, feature, 3)
        assert near(one) == []

    def test_counts_each_of_several_choices_only_as_shared(self) -> None:
        feature = make_feature(kind="choices", choices=["a", "b", "c"])
        one, other = make_product(), make_product(slug="other")
        make_shown(one, feature, "a", "b")
        make_shown(other, feature, "a", "c")
        assert near(one) == ["other"]
