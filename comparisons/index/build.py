"""A complete build of the index from the database."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from django.db.models import Exists, OuterRef

from catalogue.models import (
    Brand,
    Feature,
    GuidePoint,
    Harm,
    LookFor,
    Offer,
    Problem,
    Product,
    Rates,
    RedFlag,
    Revision,
)
from catalogue.models.rates import EURO
from comparisons.index.reading import product_rows, product_sets
from comparisons.index.sets import Index, ProblemWishes, ProductSets, Vocabulary
from comparisons.match import Wish, wish_from
from comparisons.search import ProductNames, Searchable, entries_of, signs_of, terms_of


def build() -> Index:
    """The index of the data as it stands. Two dozen queries; linear in products and entries.

    The revision is read before the data: a change in between makes the index look old, never new.
    """
    revision = Revision.objects.get()
    vocabulary = load_vocabulary()
    with _without_collecting():
        rows = product_rows()
        sets = product_sets(vocabulary, rows)
        names = ProductNames.of(row.named for row in rows)
    entries = entries_of(vocabulary.problems, vocabulary.features, vocabulary.brands)
    return index_of(
        sets,
        number=revision.number,
        token=revision.token,
        edition=revision.token,
        vocabulary=vocabulary,
        search=Searchable(terms_of(entries, signs_of(vocabulary.signs)), names, sets.slugs),
    )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """A build makes a million objects, none of which is rubbish: looking for some in between would take an eighth of its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def index_of(sets: ProductSets, **others: Any) -> Index:
    """An index of these sets. `others` are the fields that an index has beside them."""
    most_first = sorted(sets.brands, key=lambda slug: -sets.brands[slug].bit_count())
    return Index(
        **{field.name: getattr(sets, field.name) for field in fields(ProductSets)},
        brands_most_first=tuple(most_first),
        **others,
    )


def load_vocabulary() -> Vocabulary:
    """Features with choices, problems and what their guides say, brands, currencies, rates and wishes: 17 queries."""
    rows = LookFor.objects.for_match().prefetch_related("feature__choices")
    problems = tuple(Problem.objects.all())
    rates = Rates.stored()
    wishes: dict[int, list[Wish]] = defaultdict(list)
    for row in rows:
        wishes[row.problem_id].append(wish_from(row))
    return Vocabulary(
        features=tuple(Feature.objects.with_choices()),
        problems=problems,
        brands=tuple(Brand.objects.filter(Exists(Product.objects.published().filter(brand=OuterRef("pk"))))),
        currencies=currencies(rates),
        rates=rates,
        signs=tuple(RedFlag.objects.prefetch_related("problems", "sources")),
        guide_points=tuple(GuidePoint.objects.in_order().prefetch_related("problems")),
        harms=tuple(Harm.objects.select_related("feature").prefetch_related("sources")),
        wishes={problem.slug: _wishes_of(problem, problems, wishes) for problem in problems},
    )


def currencies(rates: Rates) -> tuple[str, ...]:
    """What a visitor may choose: the euro, what has a rate, and what offers are in."""
    asked = Offer.objects.order_by().values_list("currency", flat=True).distinct()
    return tuple(sorted({EURO, *rates.kept, *asked}))


def _wishes_of(problem: Problem, problems: Iterable[Problem], wishes: Mapping[int, Iterable[Wish]]) -> ProblemWishes:
    """A problem's own wishes, or for a group those of each child in order."""
    children = [child for child in problems if child.parent_id == problem.pk]
    return tuple(tuple(wishes.get(child.pk, ())) for child in children or [problem])
