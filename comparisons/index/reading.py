"""Reading the sets of published products from the database: of all of them, or of the few that changed.

Each kind of fact is read by a query of its own with the fewest columns: at 100,000 products reading is most of a build.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from catalogue.choices import EntryState, FeatureKind, Known, PriceKind, Says, Voice, form_reaches
from catalogue.models import Brand, Feature, Offer, Product, SpecEntry, SpecEntryChoice, Suitability
from comparisons.index import bits as sets_of
from comparisons.index.bits import Bits, without
from comparisons.index.matching import match_all
from comparisons.index.numbers import Numbers
from comparisons.index.prices import Asking, prices_in_each
from comparisons.index.sets import FeatureSets, ProductSets, Vocabulary
from comparisons.search import NamedProduct

Places = Mapping[int, int]

ROWS_AT_ONCE = 10_000


class ProductRow(NamedTuple):
    """What the index keeps of a product itself."""

    pk: int
    slug: str
    sort_key: str
    category: str
    brand: str
    named: NamedProduct


def product_rows(only: Collection[int] | None = None) -> list[ProductRow]:
    """Published products in the order of names; of these ids only, where given. Three queries."""
    # Not the queryset of translated models: it asks for columns in an order of its own.
    products: QuerySet[Product] = QuerySet(Product, query=Product.objects.published().query)
    columns = products.order_by("sort_key", "slug").values_list(
        "pk", "slug", "sort_key", "category", "brand", "name", "line"
    )
    found = list(_of(columns, only, "pk"))  # before their brands, so that each of these is there
    former = {pk: tuple(names) for pk, names in _former_names(products, only)}
    brands = {
        brand.pk: (brand.slug, brand.name, tuple(brand.aka)) for brand in Brand.objects.only("slug", "name", "aka")
    }
    rows = []
    for pk, slug, sort_key, category, brand, name, line in found:
        brand_slug, brand_name, brand_former = brands[brand]
        named = NamedProduct(name, brand_name, line, former.get(pk, ()), brand_former)
        rows.append(ProductRow(pk, slug, sort_key, category, brand_slug, named))
    return rows


def _former_names(products: Any, only: Collection[int] | None) -> Iterable[tuple[int, list[str]]]:
    """Of the few products that had another name before."""
    rows = products.exclude(aka=[]).order_by().values_list("pk", "aka")
    former: Iterable[tuple[int, list[str]]] = rows if only is None else rows.filter(pk__in=only)
    return former


def product_sets(
    vocabulary: Vocabulary, rows: Iterable[ProductRow], only: Collection[int] | None = None
) -> ProductSets:
    """The sets of some products, which stand in the order of names. Ten queries; linear in their entries."""
    listed = list(rows)
    places = {row.pk: place for place, row in enumerate(listed)}
    everything = sets_of.up_to(len(listed))
    features = _Reading(places, only).feature_sets(vocabulary.features, everything)
    return ProductSets(
        ids=tuple(places),
        slugs=tuple(row.slug for row in listed),
        everything=everything,
        features=features,
        brands=_by_word(
            ((row.brand, place) for place, row in enumerate(listed)), [brand.slug for brand in vocabulary.brands]
        ),
        categories=_by_word((row.category, place) for place, row in enumerate(listed) if row.category),
        maker_says=_maker_says(vocabulary, places, only),
        prices=_prices(vocabulary, places, only),
        known=Numbers.counting([sets.valued for sets in features.values()], everything),
        listed=_listed(vocabulary, features, everything),
    )


def _of(rows: QuerySet[Any, Any], only: Collection[int] | None, product: str = "product") -> Iterator[Any]:
    """The rows of some products, or of all, as the database gives them: Django's way of handing them on costs twice the reading."""
    wanted = rows if only is None else rows.filter(**{f"{product}__in": only})
    try:
        question, parameters = wanted.query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.chunked_cursor() as cursor:
        cursor.execute(question, parameters)
        while rows_read := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows_read


def _decimal(stored: Any) -> Decimal:
    """A number as the database gives it; SQLite keeps floats, whose shortest spelling is what was stored."""
    return stored if isinstance(stored, Decimal) else Decimal(str(stored))


class _Reading:
    """The entries of some products, by place."""

    def __init__(self, places: Places, only: Collection[int] | None) -> None:
        self._places = places
        self._only = only

    def feature_sets(self, features: Iterable[Feature], everything: Bits) -> dict[str, FeatureSets]:
        """The sets of every feature."""
        by_choice = self._choices()
        numbers = self._numbers()
        valued = self._grouped(
            _entries().with_value().filter(choice=None, number=None).values_list("feature", "product")
        )
        disputed = self._grouped(
            _entries().with_value().filter(is_presence_disputed=True).values_list("feature", "product")
        )
        said = {
            state: self._grouped(_entries().filter(state=state).values_list("feature", "product"))
            for state in (EntryState.NOT_APPLICABLE, EntryState.NOT_STATED, EntryState.NOT_CHECKED)
        }
        forms = _forms(features, by_choice)
        found = {}
        for feature in features:
            choices = {choice: by_choice.get(choice.pk, 0) for choice in feature.choices.all()}
            own = numbers.get(feature.pk, Numbers())
            specified = _union(choices.values()) | own.having
            with_value = specified | valued.get(feature.pk, 0)
            out_of_reach = _out_of_reach(feature, forms)
            for state in (EntryState.NOT_STATED, EntryState.NOT_CHECKED):  # said outright, so the rule does not say it
                out_of_reach = without(out_of_reach, said[state].get(feature.pk, 0))
            out_of_reach |= said[EntryState.NOT_APPLICABLE].get(feature.pk, 0)
            having = with_value if feature.kind == FeatureKind.NUMBER else 0
            found[feature.slug] = FeatureSets(
                kind=feature.kind,
                choices={choice.slug: members for choice, members in choices.items()},
                numbers=own,
                valued=with_value,
                unshown=without(with_value, specified),
                having=having | _union(members for choice, members in choices.items() if not choice.is_absent),
                not_applicable=without(out_of_reach & everything, with_value),
                presence_disputed=disputed.get(feature.pk, 0),
            )
        return found

    def _choices(self) -> dict[int, Bits]:
        """Products by each choice that is shown of them. A constraint keeps choices and numbers to entries with a value."""
        single = _entries().filter(choice__isnull=False).values_list("choice", "product")
        several = SpecEntryChoice.objects.order_by().values_list("choice", "entry__product")
        # A feature takes one choice or several, so that no choice comes from both.
        return self._grouped(single) | self._placed(_of(several, self._only, "entry__product"))

    def _numbers(self) -> dict[int, Numbers]:
        """The numbers of each feature."""
        rows = _entries().filter(number__isnull=False).values_list("feature", "product", "number")
        found: dict[int, dict[int, Decimal]] = defaultdict(dict)
        for feature, product, number in _of(rows, self._only):
            if (place := self._places.get(product)) is not None:
                found[feature][place] = number
        return {feature: Numbers.of(_as_decimals(by_place)) for feature, by_place in found.items()}

    def _grouped(self, rows: QuerySet[Any, Any]) -> dict[int, Bits]:
        """Rows of (key, product) as sets by key."""
        return self._placed(_of(rows, self._only))

    def _placed(self, rows: Iterable[tuple[int, int]]) -> dict[int, Bits]:
        place_of = self._places.get
        found: dict[int, list[int]] = defaultdict(list)
        for key, product in rows:
            place = place_of(product)
            if place is not None:
                found[key].append(place)
        return {key: sets_of.of(members) for key, members in found.items()}


def _as_decimals(by_place: Mapping[int, Any]) -> dict[int, Decimal]:
    """Numbers as Decimals, each distinct one made once."""
    made = {stored: _decimal(stored) for stored in set(by_place.values())}
    return {place: made[stored] for place, stored in by_place.items()}


def _entries() -> Any:
    return SpecEntry.objects.order_by()


def _union(sets: Iterable[Bits]) -> Bits:
    found = 0
    for members in sets:
        found |= members
    return found


def _forms(features: Iterable[Feature], by_choice: Mapping[int, Bits]) -> dict[str, Bits]:
    """Products by known form; none where the catalogue has no such feature."""
    form = next((feature for feature in features if feature.slug == Known.FORM), None)
    return {choice.slug: by_choice.get(choice.pk, 0) for choice in form.choices.all()} if form else {}


def _out_of_reach(feature: Feature, forms: Mapping[str, Bits]) -> Bits:
    """Products whose known form does not reach the feature's zone."""
    return _union(members for form, members in forms.items() if not form_reaches(form, feature.slug, feature.zone))


def _by_word(rows: Iterable[tuple[str, int]], words: Iterable[str] = ()) -> dict[str, Bits]:
    """Products by a word of their own; words without products have the empty set."""
    found: dict[str, list[int]] = {word: [] for word in words}
    for word, place in rows:
        found.setdefault(word, []).append(place)
    return {word: sets_of.of(members) for word, members in found.items()}


def _maker_says(vocabulary: Vocabulary, places: Places, only: Collection[int] | None) -> dict[str, Bits]:
    """Products whose maker says they are for exactly this problem; problems that need a professional first are left out."""
    said = Suitability.objects.filter(voice=Voice.MAKER, says=Says.FOR).order_by()
    words = {problem.slug: None for problem in vocabulary.problems if not problem.is_clinician_first}
    rows = (
        (slug, places[product])
        for slug, product in _of(said.values_list("problem__slug", "product"), only)
        if product in places and slug in words
    )
    return _by_word(rows, words)


def _prices(vocabulary: Vocabulary, places: Places, only: Collection[int] | None) -> dict[str, Numbers]:
    """Products by price of one pair, in every currency that a visitor may choose."""
    each = prices_in_each(vocabulary.currencies, vocabulary.rates, places, _offers(only))
    return {currency: Numbers.of(prices) for currency, prices in each}


def _offers(only: Collection[int] | None) -> Iterator[Asking]:
    """What is asked for products: no struck-out prices."""
    offers = Offer.objects.exclude(price_kind=PriceKind.STRUCK_OUT).order_by()
    amounts: dict[Any, Decimal] = {}
    for product, kind, currency, stored, pairs in _of(
        offers.values_list("product", "price_kind", "currency", "amount", "pairs"), only
    ):
        amount = amounts.get(stored)
        if amount is None:
            amount = amounts[stored] = _decimal(stored)
        yield product, kind, currency, amount, pairs


def _listed(vocabulary: Vocabulary, features: Mapping[str, FeatureSets], everything: Bits) -> dict[str, Bits]:
    """Who is listed for each problem alone; nobody where a professional comes first."""
    return {
        problem.slug: 0
        if problem.is_clinician_first
        else match_all([vocabulary.wishes[problem.slug]], frozenset(), features, everything).listed
        for problem in vocabulary.problems
    }
