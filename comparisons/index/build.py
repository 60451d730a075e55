"""Building the index from the database: one pass over the published products and their entries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import QuerySet

from catalogue.choices import EntryState, FeatureKind, Known, PriceKind, Says, Voice, form_reaches
from catalogue.models import (
    Brand,
    Feature,
    LookFor,
    Offer,
    Problem,
    Product,
    RedFlag,
    Revision,
    SpecEntry,
    SpecEntryChoice,
    Suitability,
)
from catalogue.models.products import per_pair
from comparisons.index import bits as sets_of
from comparisons.index.bits import Bits
from comparisons.index.matching import match_all
from comparisons.index.sets import FeatureSets, Index, Numbers, ProblemWishes, Vocabulary
from comparisons.match import wish_from
from comparisons.search import NamedProduct, ProductNames, Searchable, entries_of, signs_of, terms_of

Places = Mapping[int, int]


def build() -> Index:
    """The index of the data as it stands. A dozen queries; linear in products and entries.

    The token is read before the data: a change in between makes the index look old, never new.
    """
    token = Revision.objects.token()
    vocabulary = load_vocabulary()
    rows = list(
        Product.objects.published()
        .order_by("sort_key", "slug")
        .values_list("pk", "slug", "name", "brand__slug", "brand__name", "line", "aka", "brand__aka", "category")
    )
    places = {row[0]: place for place, row in enumerate(rows)}
    everything = sets_of.up_to(len(rows))
    features = _feature_sets(vocabulary.features, places, everything)
    slugs = tuple(row[1] for row in rows)
    return Index(
        token=token,
        edition=token,
        vocabulary=vocabulary,
        ids=tuple(row[0] for row in rows),
        slugs=slugs,
        everything=everything,
        features=features,
        brands=_by_word(((row[3], place) for place, row in enumerate(rows)), [b.slug for b in vocabulary.brands]),
        categories=_by_word((row[8], place) for place, row in enumerate(rows) if row[8]),
        maker_says=_maker_says(vocabulary, places),
        prices=_prices(places),
        known=_known_counts(features, len(rows)),
        listed=_listed(vocabulary, features, everything),
        search=Searchable(
            terms=terms_of(
                entries_of(vocabulary.problems, vocabulary.features, vocabulary.brands), signs_of(vocabulary.signs)
            ),
            products=ProductNames.of(
                NamedProduct(row[2], row[4], row[5], tuple(row[6]), tuple(row[7])) for row in rows
            ),
            slugs=slugs,
        ),
    )


def load_vocabulary() -> Vocabulary:
    """Features with choices, problems, warning signs, brands, currencies and wishes: nine queries."""
    rows = LookFor.objects.for_match().prefetch_related("feature__choices")
    problems = tuple(Problem.objects.all())
    wishes = defaultdict(list)
    for row in rows:
        wishes[row.problem_id].append(wish_from(row))
    return Vocabulary(
        features=tuple(Feature.objects.with_choices()),
        problems=problems,
        brands=tuple(Brand.objects.filter(products__in=Product.objects.published()).distinct()),
        currencies=tuple(Offer.objects.order_by("currency").values_list("currency", flat=True).distinct()),
        signs=tuple(RedFlag.objects.prefetch_related("problems")),
        wishes={problem.slug: _wishes_of(problem, problems, wishes) for problem in problems},
    )


def _wishes_of(problem: Problem, problems: Iterable[Problem], wishes: Mapping[int, list]) -> ProblemWishes:  # type: ignore[type-arg]
    """A problem's own wishes, or for a group those of each child in order."""
    children = [child for child in problems if child.parent_id == problem.pk]
    return tuple(tuple(wishes.get(child.pk, ())) for child in children or [problem])


def _feature_sets(features: Iterable[Feature], places: Places, everything: Bits) -> dict[str, FeatureSets]:
    """The sets of every feature."""
    by_choice: dict[int, list[int]] = defaultdict(list)
    by_number: dict[int, dict[Decimal, list[int]]] = defaultdict(lambda: defaultdict(list))
    valued: dict[int, list[int]] = defaultdict(list)
    said_otherwise: dict[int, list[int]] = defaultdict(list)
    presence: dict[int, list[int]] = defaultdict(list)
    for product, feature, state, choice, number, is_presence_disputed in _entries():
        place = places.get(product)
        if place is None:
            continue
        if not EntryState(state).has_value:
            # An editor said so outright: "not applicable" counts as such, "not stated" keeps the rule from saying it.
            said_otherwise[feature].append(place if state == EntryState.NOT_APPLICABLE else -1 - place)
            continue
        valued[feature].append(place)
        if choice is not None:
            by_choice[choice].append(place)
        if number is not None:
            by_number[feature][number].append(place)
        if is_presence_disputed:
            presence[feature].append(place)
    for product, choice in _entry_choices():
        if product in places:
            by_choice[choice].append(places[product])
    forms = _forms(features, by_choice)
    return {
        feature.slug: _one_feature(
            feature,
            {choice: sets_of.of(by_choice[choice.pk]) for choice in feature.choices.all()},
            by_number[feature.pk],
            sets_of.of(valued[feature.pk]),
            _not_applicable(feature, forms, said_otherwise[feature.pk]),
            sets_of.of(presence[feature.pk]),
            everything,
        )
        for feature in features
    }


def _one_feature(
    feature: Feature,
    choices: Mapping,  # type: ignore[type-arg]
    numbers: Mapping[Decimal, list[int]],
    valued: Bits,
    not_applicable: Bits,
    presence: Bits,
    everything: Bits,
) -> FeatureSets:
    having = valued if feature.kind == FeatureKind.NUMBER else 0
    for choice, members in choices.items():
        having |= 0 if choice.is_absent else members
    return FeatureSets(
        kind=feature.kind,
        choices={choice.slug: members for choice, members in choices.items()},
        numbers=Numbers(tuple((number, sets_of.of(found)) for number, found in sorted(numbers.items()))),
        valued=valued,
        having=having,
        not_applicable=not_applicable & everything & ~valued,
        presence_disputed=presence,
    )


def _entries() -> QuerySet[SpecEntry, tuple[int, int, str, int | None, Decimal | None, bool]]:
    return SpecEntry.objects.values_list("product", "feature", "state", "choice", "number", "is_presence_disputed")


def _entry_choices() -> QuerySet[SpecEntryChoice, tuple[int, int]]:
    return SpecEntryChoice.objects.values_list("entry__product", "choice")


def _forms(features: Iterable[Feature], by_choice: Mapping[int, list[int]]) -> dict[str, Bits]:
    """Products by known form; none where the catalogue has no such feature."""
    form = next((feature for feature in features if feature.slug == Known.FORM), None)
    return {choice.slug: sets_of.of(by_choice[choice.pk]) for choice in form.choices.all()} if form else {}


def _not_applicable(feature: Feature, forms: Mapping[str, Bits], said_otherwise: Iterable[int]) -> Bits:
    """Products whose known form does not reach the feature's zone, and those an editor said it of."""
    found = 0
    for form, members in forms.items():
        if not form_reaches(form, feature.slug, feature.zone):
            found |= members
    said = list(said_otherwise)
    found &= ~sets_of.of(-1 - place for place in said if place < 0)
    return found | sets_of.of(place for place in said if place >= 0)


def _by_word(rows: Iterable[tuple[str, int]], words: Iterable[str] = ()) -> dict[str, Bits]:
    """Products by a word of their own; words without products have the empty set."""
    found: dict[str, list[int]] = {word: [] for word in words}
    for word, place in rows:
        found.setdefault(word, []).append(place)
    return {word: sets_of.of(members) for word, members in found.items()}


def _maker_says(vocabulary: Vocabulary, places: Places) -> dict[str, Bits]:
    """Products whose maker says they are for exactly this problem; problems that need a professional first are left out."""
    said = Suitability.objects.filter(voice=Voice.MAKER, says=Says.FOR).values_list("problem__slug", "product")
    words = [problem.slug for problem in vocabulary.problems if not problem.is_clinician_first]
    rows = ((slug, places[product]) for slug, product in said if product in places and slug in set(words))
    return _by_word(rows, words)


def _prices(places: Places) -> dict[str, Numbers]:
    """Products by price per pair and currency: the lowest street offer, else the lowest list price; struck-out never."""
    lowest: dict[str, dict[int, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    offers = Offer.objects.exclude(price_kind=PriceKind.STRUCK_OUT).order_by()
    for product, currency, kind, amount, pairs in offers.values_list(
        "product", "currency", "price_kind", "amount", "pairs"
    ):
        if product not in places:
            continue
        seen = lowest[currency][places[product]]
        one = per_pair(amount, pairs)
        seen[kind] = min(one, seen.get(kind, one))
    found = {}
    for currency, by_place in lowest.items():
        classes: dict[Decimal, list[int]] = defaultdict(list)
        for place, kinds in by_place.items():
            classes[kinds.get(PriceKind.STREET, kinds.get(PriceKind.LIST, Decimal(0)))].append(place)
        found[currency] = Numbers(tuple((amount, sets_of.of(members)) for amount, members in sorted(classes.items())))
    return found


def _known_counts(features: Mapping[str, FeatureSets], count: int) -> dict[int, Bits]:
    """Products by how many features they show a value for."""
    known = [0] * count
    for sets in features.values():
        for place in sets_of.members(sets.valued):
            known[place] += 1
    classes: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(known):
        classes[number].append(place)
    return {number: sets_of.of(members) for number, members in classes.items()}


def _listed(vocabulary: Vocabulary, features: Mapping[str, FeatureSets], everything: Bits) -> dict[str, Bits]:
    """Who is listed for each problem alone; nobody where a professional comes first."""
    return {
        problem.slug: 0
        if problem.is_clinician_first
        else match_all([vocabulary.wishes[problem.slug]], frozenset(), features, everything).listed
        for problem in vocabulary.problems
    }
