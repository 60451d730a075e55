"""What is known of the kind of some insoles, where little or nothing is known of the insoles themselves."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from catalogue.choices import Aspect, Category, Direction
from catalogue.models import Evidence, Feature, Harm, Product
from catalogue.wording import listed_words
from comparisons.index import Index
from comparisons.index.bits import members

# A feature marks a kind when at least one in this many of its products is known to have it.
MARKS_A_KIND = 5
SIMILAR_SHOWN = 6


@dataclass(frozen=True, slots=True)
class MarkingFeature:
    """A feature that sets a kind apart: how many similar products are known to have it, and what research says of it."""

    feature: Feature
    having: int
    evidence: tuple[Evidence, ...] = ()
    laboratory: tuple[Evidence, ...] = ()
    harms: tuple[Harm, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownKind:
    """One kind of insole: which of the products asked about are of it, and what similar products and studies say."""

    name: str
    category: str
    of_it: tuple[Product, ...]
    of_no_known_kind: tuple[Product, ...]
    similar: tuple[Product, ...]
    similar_count: int
    features: tuple[MarkingFeature, ...]

    @property
    def studied(self) -> frozenset[int | None]:
        """The foot problems (ids), groups among them, that some study asked about with a feature of this kind."""
        records = [record for marking in self.features for record in (*marking.evidence, *marking.laboratory)]
        problems = {record.problem for record in records} | {record.and_problem for record in records}
        return frozenset(pk for problem in problems if problem for pk in (problem.pk, problem.parent_id))

    @property
    def names_of_it(self) -> str:
        """The products asked about that are of this kind."""
        return listed_words([product.full_name for product in self.of_it])

    @property
    def names_of_no_known_kind(self) -> str:
        """Those of which not even the kind is known."""
        return listed_words([product.full_name for product in self.of_no_known_kind])


def known_of_kind(products: Sequence[Product], index: Index) -> KnownKind | None:
    """What is known of the commonest category among some products; None where none has a category. Four queries."""
    categories = Counter(product.category for product in products if product.category)
    if not categories:
        return None
    category = categories.most_common(1)[0][0]
    own = {product.pk for product in products}
    places = [place for place in members(index.categories[category]) if index.ids[place] not in own]
    features = _marking(index, category, len(places))
    return KnownKind(
        name=str(Category(category).label),
        category=category,
        of_it=tuple(product for product in products if product.category == category),
        of_no_known_kind=tuple(product for product in products if not product.category),
        similar=tuple(_best_known(index, places, features)),
        similar_count=len(places),
        features=tuple(_researched(index, places, features)),
    )


def _marking(index: Index, category: str, count: int) -> list[Feature]:
    """The features that set this category apart: had by at least a fifth of it, and by twice the share of all others."""
    inside = index.categories[category]
    others = index.everything & ~inside
    found = []
    for feature in index.vocabulary.features:
        having = index.features[feature.slug].having if not feature.takes_several and not feature.is_number else 0
        here, elsewhere = (having & inside).bit_count(), (having & others).bit_count()
        is_common = here * MARKS_A_KIND >= max(count, 1)
        if is_common and here * others.bit_count() > 2 * elsewhere * inside.bit_count():
            found.append(feature)
    return found


def _best_known(index: Index, places: Sequence[int], features: Sequence[Feature]) -> list[Product]:
    """Products of the kind that have its features, those of which most is known first."""
    marks = [index.features[feature.slug].having for feature in features]
    ranked = sorted(places, key=lambda p: (-sum(bits >> p & 1 for bits in marks), -(index.known.at(p) or 0), p))
    ids = [index.ids[place] for place in ranked[:SIMILAR_SHOWN]]
    found = Product.objects.with_brand().in_bulk(ids)
    return [found[pk] for pk in ids]


def _researched(index: Index, places: Sequence[int], features: Sequence[Feature]) -> list[MarkingFeature]:
    """The features with what studies found, laboratory results apart, and with unwanted effects. Three queries."""
    ids = [feature.pk for feature in features]
    records = Evidence.objects.filter(feature__in=ids).select_related("problem", "and_problem", "feature", "source")
    harms = Harm.objects.filter(feature__in=ids).prefetch_related("sources")
    evidence_of: dict[int | None, list[Evidence]] = defaultdict(list)
    for record in records.order_by("problem__position", "key"):
        evidence_of[record.feature_id].append(record)
    harms_of: dict[int | None, list[Harm]] = defaultdict(list)
    for harm in harms:
        harms_of[harm.feature_id].append(harm)
    return [
        MarkingFeature(
            feature,
            sum(index.features[feature.slug].having >> place & 1 for place in places),
            tuple(side_by_side(r for r in evidence_of[feature.pk] if r.aspect != Aspect.MECHANISM)),
            tuple(side_by_side(r for r in evidence_of[feature.pk] if r.aspect == Aspect.MECHANISM)),
            tuple(harms_of[feature.pk]),
        )
        for feature in features
    ]


def side_by_side(records: Iterable[Evidence]) -> list[Evidence]:
    """Results in an order that puts opposing ones beside each other: one of each direction in turn, as long as there are several."""
    pointing: dict[str, list[Evidence]] = {direction: [] for direction in Direction.values}
    for record in records:
        pointing[record.direction].append(record)
    return [record for record in chain.from_iterable(zip_longest(*pointing.values())) if record is not None]
