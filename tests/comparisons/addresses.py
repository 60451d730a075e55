"""Random addresses over the catalogue as it stands: some that a product answers to, some that none may."""

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.http import QueryDict
from hypothesis import strategies as st

from catalogue.models import Feature
from comparisons.filters import ProductFilter
from comparisons.index import Vocabulary
from comparisons.selection import Selection, plain
from tests.comparisons.brute_force import BruteForce
from tests.comparisons.brute_force_facts import Subject

Pairs = list[tuple[str, str]]

ORDERS = ("match", "name", "-name", "known", "-known", "price", "-price", "thickness-heel", "-thickness-heel", "weight")
BOUNDS = ("0", "2", "3", "3.001", "4", "10", "12.5", "24.99", "40", "300")

CURRENCIES = ("EUR", "USD", "CHF", "GBP", "HUF", "JPY", "UAH", "XTS")  # the last two have no rate


def parsed(pairs: Sequence[tuple[str, str]], vocabulary: Vocabulary, products: Sequence[str] = ()) -> ProductFilter:
    """The filter of an address."""
    return ProductFilter(QueryDict(urlencode(pairs)), vocabulary, products=products)


def selections(world: BruteForce, vocabulary: Vocabulary) -> st.SearchStrategy[Selection]:
    """Selections that the parser makes of random addresses."""
    return addresses(world, vocabulary).map(lambda pairs: parsed(pairs, vocabulary).selection)


def addresses(world: BruteForce, vocabulary: Vocabulary) -> st.SearchStrategy[Pairs]:
    """Up to eight parameters: what is true of one product, whatever else may be asked, problems with wishes."""
    true = st.sampled_from(world.subjects).flatmap(lambda s: st.lists(st.sampled_from(_true_of(s)), max_size=3))
    other = st.lists(_any_pair(world), max_size=2)
    problems = st.lists(st.sampled_from(world.problems).map(lambda p: p.slug), max_size=3, unique=True)
    wishes = problems.flatmap(lambda slugs: _with_wishes(slugs, vocabulary))
    order = st.sampled_from(["", *ORDERS]).map(lambda order: [("sort", order)])
    return st.tuples(true, other, wishes, order).map(lambda parts: [pair for part in parts for pair in part])


def _true_of(subject: Subject) -> Pairs:
    """Parameters that a product answers to."""
    pairs = [("brand", subject.product.brand.slug), ("q", subject.product.name), ("stock_insole", "fixed")]
    pairs += [("maker_says", problem) for problem in sorted(subject.makers_problems)]
    pairs += [("category", subject.product.category)] if subject.product.category else []
    for currency, price in subject.prices.items():
        pairs += [("currency", currency), ("price_max", plain(price)), ("price_min", plain(price))]
    for slug, cell in subject.cells.items():
        if cell.number is not None:
            pairs += [(f"{slug}_min", plain(cell.number)), (f"{slug}_max", plain(cell.number))]
        pairs += [(slug, choice) for choice in cell.slugs] or [(slug, "not_stated")]
        pairs += [("feature", slug)] if cell.slugs and cell.feature.group == "support" else []
    return pairs


def _any_pair(world: BruteForce) -> st.SearchStrategy[tuple[str, str]]:
    """Any parameter of the grammar with any of its words."""
    slugs = [feature.slug for feature in world.filterable]
    problems = [problem.slug for problem in world.problems]
    return st.one_of(
        st.sampled_from(world.filterable).flatmap(_feature_pair),
        st.sampled_from(world.filterable).flatmap(_feature_pair),
        st.tuples(st.sampled_from(slugs), st.just("not_stated")),
        st.tuples(st.just("feature"), st.sampled_from(slugs)),
        st.tuples(st.sampled_from(["brand", "not_brand"]), st.sampled_from(world.brands)),
        st.tuples(st.just("maker_says"), st.sampled_from(problems)),
        st.tuples(st.sampled_from(["price_min", "price_max"]), st.sampled_from(BOUNDS)),
        st.tuples(st.just("currency"), st.sampled_from(CURRENCIES)),
        st.tuples(st.just("q"), st.sampled_from(["testa", "nonesuch 1", "TESTA ortho", "orthotic", "zzz", "s"])),
        st.sampled_from([("stock_insole", "fixed"), ("category", "comfort"), ("category", "part")]),
    )


def _feature_pair(feature: Feature) -> st.SearchStrategy[tuple[str, str]]:
    if feature.is_number:
        return st.tuples(st.sampled_from([f"{feature.slug}_min", f"{feature.slug}_max"]), st.sampled_from(BOUNDS))
    choices = [choice.slug for choice in feature.choices.all()]
    return st.tuples(st.sampled_from([feature.slug, f"not_{feature.slug}"]), st.sampled_from(choices))


def _with_wishes(problems: Sequence[str], vocabulary: Vocabulary) -> st.SearchStrategy[Pairs]:
    """The problems, with some of their wishes left out or made must-haves."""
    chosen = [("problem", slug) for slug in problems]
    wished = sorted({wish.feature for slug in problems for child in vocabulary.wishes[slug] for wish in child})
    if not wished:
        return st.just(chosen)
    wishes = st.tuples(st.sampled_from(["skip", "must"]), st.sampled_from(wished))
    return st.lists(wishes, max_size=2).map(lambda pairs: [*chosen, *pairs])


def amount(text: str) -> Decimal:
    """A number written out."""
    return Decimal(text)
