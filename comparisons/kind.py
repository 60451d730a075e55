"""What is known of the kind of some insoles, where little or nothing is known of the insoles themselves."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.choices import Category
from catalogue.models import Evidence, Feature, Harm, Product
from comparisons.index import Index
from comparisons.index.bits import members

# A feature marks a kind when at least one in this many of its products is known to have it.
MARKS_A_KIND = 5
SIMILAR_SHOWN = 6


@dataclass(frozen=True, slots=True)
class KnownKind:
    """One kind of insole: the features that mark it, similar products, and what research says of those features."""

    name: str
    category: str
    features: tuple[Feature, ...]
    similar: tuple[Product, ...]
    similar_count: int
    evidence: tuple[Evidence, ...]
    harms: tuple[Harm, ...]


def known_of_kind(products: Sequence[Product], index: Index) -> KnownKind | None:
    """What is known of the commonest category among some products; None where none has a category. Four queries."""
    categories = Counter(product.category for product in products if product.category)
    if not categories:
        return None
    category = categories.most_common(1)[0][0]
    own = {product.pk for product in products}
    places = [place for place in members(index.categories[category]) if index.ids[place] not in own]
    features = _marking(index, category, len(places))
    similar = _best_known(index, places, features)
    slugs = [feature.slug for feature in features]
    evidence = Evidence.objects.filter(feature__slug__in=slugs).select_related(
        "problem", "and_problem", "feature", "source"
    )
    return KnownKind(
        str(Category(category).label),
        category,
        tuple(features),
        tuple(similar),
        len(places),
        tuple(evidence.order_by("feature__position", "problem__position", "key")),
        tuple(Harm.objects.filter(feature__slug__in=slugs).select_related("feature").prefetch_related("sources")),
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
