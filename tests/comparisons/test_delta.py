"""After any few changes the index brought up to date is the one that a complete build makes."""

import random
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.models import Brand, Change, Feature, Offer, Problem, Product, Revision, Statement, Suitability
from comparisons.index import Index, build
from comparisons.index.delta import MOST_CHANGED, updated
from comparisons.index.numbers import Numbers
from comparisons.index.reading import ProductRow, product_rows
from tests.builders import (
    derive,
    make_brand,
    make_decision,
    make_feature,
    make_look_for,
    make_offer,
    make_problem,
    make_product,
    make_shown,
    make_statement,
    make_suitability,
)

pytestmark = pytest.mark.django_db

WORDS = ("nonesuch", "mildew", "grampus", "sp01", "nonesuhc", "testa", "twin")


def held_numbers(numbers: Numbers) -> dict[int, Any]:
    """Numbers by place, however they are sliced."""
    return dict(numbers.by_place())


def meaning(index: Index) -> dict[str, Any]:
    """All that an index says."""
    names = index.search.products
    return {
        "revision": (index.number, index.token),
        "ids": index.ids,
        "slugs": index.slugs,
        "everything": index.everything,
        "features": {
            slug: (
                dict(sets.choices),
                held_numbers(sets.numbers),
                sets.valued,
                sets.unshown,
                sets.having,
                sets.not_applicable,
                sets.presence_disputed,
            )
            for slug, sets in index.features.items()
        },
        "words": (
            dict(index.brands),
            index.brands_most_first,
            dict(index.categories),
            dict(index.maker_says),
            dict(index.listed),
        ),
        "prices": {currency: held_numbers(numbers) for currency, numbers in index.prices.items() if numbers.having},
        "known": held_numbers(index.known),
        "vocabulary": (
            [brand.slug for brand in index.vocabulary.brands],
            index.vocabulary.currencies,
            list(index.vocabulary.wishes),
        ),
        "names": [names.named(place) for place in range(len(names))],
        "lexicon": {
            word: (names.lexicon.spread(number), names.lexicon.misspelt(word))
            for number, word in enumerate(names.lexicon.words)
        },
        "found": [index.search.places_matching(word) for word in WORDS],
        "hits": [index.search.search(word, "en") for word in WORDS],
    }


@pytest.fixture
def small_catalogue() -> Index:
    """Eight insoles of two brands with a value of every kind."""
    posting = make_feature("posting")
    make_feature("fabrics", kind="choices", choices=["cork", "latex"])
    make_feature("ounces", kind="number", unit="g")
    make_look_for(make_problem(), posting, met=["low"])
    others = make_brand(slug="otra", name="Otra")
    for number in range(8):
        product = make_product(name=f"Nonesuch {number}", **({"brand": others} if number % 3 == 0 else {}))
        make_shown(product, posting, ("low", "high", "none")[number % 3])
        make_offer(product, 10 + number)
    return build()


def some_product(draw: random.Random) -> Product:
    """One of those stored, hidden ones included."""
    return draw.choice(list(Product.objects.order_by("pk")))


def change_a_value(draw: random.Random) -> None:
    """A statement more, of any kind."""
    values: list[tuple[str, str | int]] = [
        ("posting", "high"),
        ("fabrics", "cork"),
        ("fabrics", "latex"),
        ("ounces", 9),
    ]
    feature, value = draw.choice(values)
    make_statement(product := some_product(draw), Feature.objects.get(slug=feature), value)
    derive(product)


def take_values_away(draw: random.Random) -> None:
    """All statements of a product."""
    product = some_product(draw)
    Statement.objects.filter(product=product).delete()
    derive(product)


def say_not_applicable(draw: random.Random) -> None:
    """An editor's decision."""
    product, feature = some_product(draw), Feature.objects.get(slug="posting")
    if not product.decisions.exists():
        make_decision(product=product, feature=feature, state="not_applicable")
        derive(product)


def rename(draw: random.Random) -> None:
    """Another name, at another place of the order."""
    product = some_product(draw)
    product.name = draw.choice(["Aaa Grampus", "Nonesuch 3", "Zzz Mildew SP01"])
    product.save()


def hide_or_show(draw: random.Random) -> None:
    """Published or not; the brand may lose its last one."""
    product = some_product(draw)
    product.status = draw.choice([Product.Status.PUBLISHED, Product.Status.DRAFT])
    product.save()


def add(draw: random.Random) -> None:
    """A new insole."""
    name = draw.choice(["Aaa Twin", "Nonesuch 4", "Zzz Twin"])
    product = make_product(slug=f"testa-{Product.objects.latest('pk').pk + 1}", name=name, category="comfort")
    make_shown(product, Feature.objects.get(slug="posting"), "low")


def delete(draw: random.Random) -> None:
    """One less, by cascade."""
    if Product.objects.count() > 1:
        some_product(draw).delete()


def change_a_price(draw: random.Random) -> None:
    """An offer more, or none left."""
    product = some_product(draw)
    if draw.random() < 0.3:
        product.offers.all().delete()
    else:
        make_offer(product, draw.choice([5, 7.25, 99]), currency=draw.choice(["EUR", "USD"]))


def claim(draw: random.Random) -> None:
    """A maker says what it is for."""
    make_suitability(some_product(draw), Problem.objects.get())


def all_at_once(draw: random.Random) -> None:
    """A bulk statement over many."""
    Product.objects.filter(pk__gt=some_product(draw).pk).update(category=draw.choice(["comfort", "support", ""]))


CHANGES: list[Callable[[random.Random], None]] = [
    change_a_value,
    take_values_away,
    say_not_applicable,
    rename,
    hide_or_show,
    add,
    delete,
    change_a_price,
    claim,
    all_at_once,
]


@settings(max_examples=max(settings().max_examples // 2, 1))
@given(
    changes=st.lists(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4), max_size=4), seed=st.integers(0, 99)
)
def test_after_any_changes_a_delta_is_what_a_build_would_be(
    changes: list[list[Callable[[random.Random], None]]], seed: int, small_catalogue: Index
) -> None:
    draw = random.Random(seed)  # noqa: S311  # no secret
    index = small_catalogue
    with transaction.atomic():
        for step in changes:
            for change in step:
                change(draw)
            expected = build()
            index = updated(index) or expected
            assert meaning(index) == meaning(expected)
        transaction.set_rollback(True)


class TestWhatADeltaCarries:
    """Each would pass unseen if every change simply led to a build."""

    @pytest.mark.parametrize(
        "change",
        [change_a_value, take_values_away, say_not_applicable, rename, add, claim, all_at_once],
        ids=lambda change: change.__name__,
    )
    def test_a_change_of_products_needs_no_build(
        self, change: Callable[[random.Random], None], small_catalogue: Index
    ) -> None:
        change(random.Random(1))  # noqa: S311  # no secret
        after = updated(small_catalogue)
        assert after is not None
        assert after.edition == small_catalogue.edition
        assert meaning(after) == meaning(build())

    def test_names_that_stay_are_not_read_anew(self, small_catalogue: Index) -> None:
        make_offer(Product.objects.all()[2], 3)
        after = updated(small_catalogue)
        assert after is not None
        assert after.search.products is small_catalogue.search.products

    def test_only_changed_products_have_another_version(self, small_catalogue: Index) -> None:
        changed, same = small_catalogue.ids[:2]
        make_offer(Product.objects.get(pk=changed), 3)
        after = updated(small_catalogue)
        assert after is not None
        assert after.version_of(changed) != small_catalogue.version_of(changed)
        assert after.version_of(same) == small_catalogue.version_of(same)

    def test_it_costs_the_same_queries_for_many_products_as_for_few(self, small_catalogue: Index) -> None:
        def cost() -> int:
            index = build()
            make_offer(Product.objects.order_by("pk")[0], 1 + Offer.objects.count())
            with CaptureQueriesContext(connection) as asked:
                assert updated(index) is not None
            return len([query for query in asked if "sort_key, slug FROM" not in query["sql"]])

        few = cost()
        for _ in range(30):
            make_product()
        assert cost() == few


MORE_THAN_PRODUCTS: dict[str, Callable[[], Any]] = {
    "a brand": lambda: Brand.objects.filter(slug="otra").update(name="Otra Otra"),
    "a choice": lambda: Feature.objects.get(slug="posting").choices.all()[0].save(),
    "a problem": lambda: Problem.objects.get().save(),
    "the first insole of a brand": lambda: make_product(brand=make_brand(slug="nueva", name="Nueva")),
    "the last insole of a brand": lambda: Product.objects.filter(brand__slug="otra").delete(),
    "the first offer in a currency": lambda: make_offer(Product.objects.all()[0], 1, currency="USD"),
    "a finer number than any": lambda: make_shown(Product.objects.all()[0], Feature.objects.get(slug="ounces"), 1.5),
}


class TestWhileSomebodyWrites:
    """A delta rests on the order of all other products: what moves meanwhile would leave others at a wrong place."""

    def test_a_delta_is_made_again(self, small_catalogue: Index, monkeypatch: pytest.MonkeyPatch) -> None:
        changed, moved = Product.objects.order_by("pk")[:2]
        make_offer(changed, 3)
        rows_read: list[int] = []

        def reading(only: Collection[int] | None = None) -> list[ProductRow]:
            rows_read.append(len(rows_read))
            rows = product_rows(only)
            if len(rows_read) == 1:
                moved.name = "Zzz Mildew"
                moved.save()
            return rows

        monkeypatch.setattr("comparisons.index.delta.product_rows", reading)
        after = updated(small_catalogue)
        assert after is not None
        assert rows_read == [0, 1]
        assert meaning(after) == meaning(build())

    def test_without_a_pause_it_is_given_up(self, small_catalogue: Index, monkeypatch: pytest.MonkeyPatch) -> None:
        product = Product.objects.order_by("pk")[0]
        make_offer(product, 3)

        def reading(only: Collection[int] | None = None) -> list[ProductRow]:
            make_offer(product, 1 + Offer.objects.count())
            return product_rows(only)

        monkeypatch.setattr("comparisons.index.delta.product_rows", reading)
        assert updated(small_catalogue) is None

    def test_a_brand_that_the_vocabulary_does_not_know_yet_leads_to_a_build(self) -> None:
        """Its first insole may be published between the two readings of a build."""
        product, other = make_product(), make_product(brand=make_brand(slug="nueva", name="Nueva"))
        held = build()
        torn = replace(held, vocabulary=replace(held.vocabulary, brands=(product.brand,)))
        make_offer(other, 3)
        assert updated(torn) is None


class TestWhereABuildIsNeeded:
    @pytest.mark.parametrize("change", MORE_THAN_PRODUCTS.values(), ids=MORE_THAN_PRODUCTS.keys())
    def test_a_change_of_more_than_products(self, change: Callable[[], Any], small_catalogue: Index) -> None:
        make_shown(Product.objects.all()[1], Feature.objects.get(slug="ounces"), 3)
        before = build()
        change()
        assert updated(before) is None

    def test_more_products_than_are_worth_it(self, small_catalogue: Index) -> None:
        for _ in range(MOST_CHANGED + 1):
            make_product()
        assert updated(small_catalogue) is None

    def test_a_change_that_the_log_no_longer_holds(self, small_catalogue: Index) -> None:
        Change.objects.all().delete()
        make_offer(Product.objects.all()[0], 1)
        assert updated(small_catalogue) is None

    def test_a_restored_backup(self, small_catalogue: Index) -> None:
        """Another history that has come as far: the numbers go on, the tokens differ."""
        backup = list(Change.objects.values()), Revision.objects.get()
        make_offer(Product.objects.all()[0], 1)
        later = build()
        Offer.objects.latest("pk").delete()
        Change.objects.filter(number__gt=backup[1].number).delete()
        backup[1].save()
        make_offer(Product.objects.all()[1], 2)
        make_offer(Product.objects.all()[2], 2)
        assert Revision.objects.get().number > later.number
        assert updated(later) is None


def test_a_claim_that_needs_a_professional_first_changes_nothing(small_catalogue: Index) -> None:
    serious = make_problem("grave", group="clinician_first")
    before = build()
    make_suitability(Product.objects.all()[0], serious)
    after = updated(before)
    assert after is not None
    assert after.maker_says == before.maker_says
    assert Suitability.objects.count() == 1
