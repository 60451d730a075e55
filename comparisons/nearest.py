"""The insoles nearest to one, by what is shown of both."""

from collections import Counter

from catalogue.choices import FeatureKind
from comparisons.index import Index
from comparisons.index.bits import members


def nearest(index: Index, slug: str, count: int) -> list[int]:
    """Ids of the products that share most shown values with one, fewer different ones first, then by name.

    Numbers are left out: equal to a thousandth says little. Cost: linear in the products that share a value.
    """
    own = index.slugs.index(slug)
    shared: Counter[int] = Counter()
    different: Counter[int] = Counter()
    for feature in index.vocabulary.features:
        sets = index.features[feature.slug]
        if feature.kind == FeatureKind.NUMBER or not sets.valued >> own & 1:
            continue
        same = 0
        for bits in sets.choices.values():
            same |= bits if bits >> own & 1 else 0
        shared.update(members(same))
        if feature.kind == FeatureKind.CHOICE:
            different.update(members(sets.valued & ~same))
    shared.pop(own, None)
    ranked = sorted(shared, key=lambda place: (different[place] - shared[place], place))
    return [index.ids[place] for place in ranked[:count]]
