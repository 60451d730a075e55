"""How alike insoles are: the spec distance, told in points, of one product to all others at once. Pure.

Only a feature of which both show a value counts, and only a value that says how much. Equal values give 2 points, values as far
apart as can be take 2 away; in between it goes by quarters of the way, rounded up. Core features count double; the same category
gives one point. What is stated of one only counts neither way. /method/ and docs/method.md say the same in words.

Since a product's points depend on the choices and numbers it shows, and these are sets in the index, the points of all products are
added up set by set, as a bit-sliced number: exact for every product, with no choice of candidates before. docs/index.md has the cost.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from catalogue.choices import FeatureKind
from catalogue.models import Choice, Feature
from comparisons.index import Index
from comparisons.index import bits as sets_of
from comparisons.index.bits import Bits, without
from comparisons.index.numbers import Numbers
from comparisons.index.sets import FeatureSets
from comparisons.selection import Range

# Nearness in one feature: quarters of the way from as far apart as can be to equal. Points are what it is above NEITHER_WAY.
FARTHEST, NEITHER_WAY, IN_COMMON, EQUAL = 0, 2, 3, 4
Nearness = Mapping[int, Bits]

FEWEST_COMPARED = 2  # features; with fewer no likeness is made up
ENDS_LEFT_OUT = 10  # one number in this many at either end: a single odd one must not make all others look alike


class Likeness:
    """One product, by its place, held against all others."""

    def __init__(self, index: Index, own: int) -> None:
        self._index = index
        self._own = own
        self._features = [
            (feature.is_core, near)
            for feature in index.vocabulary.features
            if (near := _nearness(feature, index.features[feature.slug], own))
        ]

    @property
    def is_enough_known(self) -> bool:
        """Whether it shows enough values to be held against any other."""
        return len(self._features) >= FEWEST_COMPARED

    @cached_property
    def compared(self) -> Numbers:
        """In how many features each product can be held against it."""
        sets = (sets_of.union(near.values()) for _is_core, near in self._features)
        return Numbers.counting(sets, self._index.everything)

    @cached_property
    def points(self) -> Numbers:
        """The points of each product; 0 where nothing is known of both."""
        lowest = -sum(NEITHER_WAY << is_core for is_core, _near in self._features)
        return Numbers.summing(self._parts(), self._index.everything, lowest=lowest)

    @cached_property
    def alike(self) -> Bits:
        """The products known to be like it: enough is stated of both, and more of that is near than far."""
        compared = self.compared.within(Range(low=Decimal(FEWEST_COMPARED)))
        return without(compared & self.points.within(Range(low=Decimal(1))), 1 << self._own)

    def nearest(self, count: int) -> list[int]:
        """Places of the nearest, most points first, equal ones by name; at most half as many as asked for of any one brand.

        So where another brand has any that are alike, they are never all of its own.
        """
        found: list[int] = []
        left = self.alike
        while len(found) < count and (first := self.points.window(left, 0, 1, descends=True)):
            found += first
            brand = self._brand_of(first[0])
            is_full = sum(brand >> place & 1 for place in found) == most_of(count)
            left = without(left, brand if is_full else 1 << first[0])
        return found

    def _brand_of(self, place: int) -> Bits:
        """All of its brand."""
        return next((members for members in self._index.brands.values() if members >> place & 1), 1 << place)

    def _parts(self) -> Iterator[tuple[int, Bits]]:
        """What is added up: every nearness in binary, doubled for core features. It starts from `lowest`, so that what is not
        compared gets NEITHER_WAY too.
        """
        for is_core, near in self._features:
            neither = self._index.everything ^ sets_of.union(near.values())
            quarters = {**near, NEITHER_WAY: near.get(NEITHER_WAY, 0) | neither}
            for power in range(EQUAL.bit_length()):
                members = sets_of.union(bits for quarter, bits in quarters.items() if quarter >> power & 1)
                yield power + is_core, members
        for members in self._index.categories.values():
            if members >> self._own & 1:
                yield 0, members


def most_of(count: int) -> int:
    """How many of one brand may be among so many."""
    return max(count // 2, 1)


def spread_of(numbers: Numbers) -> Decimal:
    """How far apart numbers of one feature lie: between the ends, a tenth left out at either; all in where that leaves nothing."""
    size = numbers.having.bit_count()
    left_out = size // ENDS_LEFT_OUT
    inner = numbers.nth(size - 1 - left_out) - numbers.nth(left_out)
    return inner or numbers.nth(size - 1) - numbers.nth(0)


def _nearness(feature: Feature, sets: FeatureSets, own: int) -> Nearness:
    """The products that show a value of this feature, by how near it is to the own one; none where nothing can be compared."""
    if not sets.valued >> own & 1:
        return {}
    if feature.kind == FeatureKind.NUMBER:
        return _by_number(sets.numbers, own)
    if feature.kind == FeatureKind.CHOICES:
        return _by_list(feature, sets, own)
    return _by_choice(feature, sets, own)


def _by_number(numbers: Numbers, own: int) -> Nearness:
    """Numbers by the quarters of the catalogue's spread that lie between."""
    mine = numbers.at(own)
    if mine is None:
        return {}
    quarter = spread_of(numbers) / EQUAL
    near, reached = {}, 0
    for quarters in range(EQUAL):
        within = numbers.within(Range(mine - quarter * quarters, mine + quarter * quarters))
        near[EQUAL - quarters] = without(within, reached)
        reached = within
    return {**near, FARTHEST: without(numbers.having, reached)}


def _by_choice(feature: Feature, sets: FeatureSets, own: int) -> Nearness:
    """Choices by the steps between where both have a place on the scale; else equal or as far apart as can be."""
    choices = [choice for choice in feature.choices.all() if not choice.is_unspecified]
    mine = next((choice for choice in choices if sets.choices[choice.slug] >> own & 1), None)
    if mine is None:
        return {}
    scale = [choice for choice in choices if choice.is_on_scale and not choice.is_absent] if feature.is_ordered else []
    near: dict[int, Bits] = defaultdict(int)
    for choice in choices:
        near[_on_scale(mine, choice, scale)] |= sets.choices[choice.slug]
    return near


def _on_scale(mine: Choice, other: Choice, scale: Sequence[Choice]) -> int:
    """How near two choices are. Having something is as far as can be from not having it."""
    if mine == other:
        return EQUAL
    if mine not in scale or other not in scale:
        return FARTHEST
    steps, most = abs(scale.index(mine) - scale.index(other)), len(scale) - 1
    return EQUAL + -EQUAL * steps // most


def _by_list(feature: Feature, sets: FeatureSets, own: int) -> Nearness:
    """Open lists: the same list, or one with something in common. What a list does not name is not stated, so that lists
    without anything in common cannot be compared.
    """
    vague = sets_of.union(sets.choices[choice.slug] for choice in feature.choices.all() if choice.is_unspecified)
    named = [members for members in sets.choices.values() if members >> own & 1]
    if not named or vague >> own & 1:
        return {}
    others = sets_of.union(members for members in sets.choices.values() if not members >> own & 1)
    same = sets_of.union(named)
    for members in named:
        same &= members
    same = without(same, others)
    return {EQUAL: same, IN_COMMON: without(sets_of.union(named), same | vague)}
