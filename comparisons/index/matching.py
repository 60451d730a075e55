"""Matching all products at once: the same rule as comparisons.match, over sets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from catalogue.choices import FeatureKind
from comparisons.index.bits import Bits, without
from comparisons.index.sets import FeatureSets, ProblemWishes, ScoreClass
from comparisons.match import Wish, able_children

# (gained, possible, unknown) → products
Tally = dict[tuple[int, int, int], Bits]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Every product's outcome for one wish, and those that meet it with a support feature that is there."""

    met: Bits
    avoid: Bits
    unknown: Bits
    qualifying: Bits


@dataclass(frozen=True, slots=True)
class Matched:
    """All products split by the chosen problems, and the listed ones by score."""

    listed: Bits
    unknown: Bits
    not_fitting: Bits
    classes: tuple[ScoreClass, ...]


def outcomes(wish: Wish, sets: FeatureSets | None, everything: Bits) -> Outcomes:
    """The outcome of one wish for all products: avoid, else met, else unknown, else not met."""
    if sets is None:
        return Outcomes(0, 0, everything, 0)
    avoid = sets.any_of(wish.avoid)
    met = without(sets.any_of(wish.counts_as_met), avoid)
    open_ended = (
        sets.valued if wish.kind == FeatureKind.CHOICES else sets.any_of(wish.unspecified) | sets.presence_disputed
    )
    unknown = without(open_ended | without(everything, sets.valued), avoid | met)
    return Outcomes(met, avoid, unknown, met & sets.any_of(wish.qualifying))


def match_all(
    problems: Sequence[ProblemWishes],
    must: frozenset[str],
    features: Mapping[str, FeatureSets],
    everything: Bits,
) -> Matched:
    """Split all products by one match over the wishes of all problems; a group counts as each product's best child.

    Must-haves that no wish looks for have no meaning.
    """
    must &= {wish.feature for children in problems for child in children for wish in child}
    tally: Tally = {(0, 0, 0): everything}
    qualifying = unknown_qualifying = unknown_must = avoided = 0
    musts = _Musts()
    for children in problems:
        merged: Tally = defaultdict(int)
        for child, members in _best_children(able_children(children, must), features, everything):
            found = [(wish, outcomes(wish, features.get(wish.feature), everything)) for wish in child]
            for key, bits in _tallied({k: b & members for k, b in tally.items()}, found).items():
                merged[key] |= bits
            for wish, outcome in found:
                qualifying |= outcome.qualifying & members
                avoided |= outcome.avoid & members
                unknown_qualifying |= outcome.unknown & members if wish.qualifying else 0
                if wish.feature in must:
                    unknown_must |= outcome.unknown & members
                    musts.note(wish.feature, outcome, members)
        tally = merged
    met, passable = musts.judged(must, everything)
    positive = _union(bits for (gained, possible, _), bits in tally.items() if possible and gained > 0)
    listed = qualifying & positive & met
    waiting = unknown_qualifying | (qualifying & unknown_must)
    unknown = without(waiting & passable, listed | avoided)
    return Matched(listed, unknown, without(everything, listed | unknown), _classes(tally))


class _Musts:
    """Who meets, and who may still meet, each must-have."""

    def __init__(self) -> None:
        self._concerned: dict[str, Bits] = defaultdict(int)
        self._failed: dict[str, Bits] = defaultdict(int)
        self._unmet: dict[str, Bits] = defaultdict(int)

    def note(self, feature: str, outcome: Outcomes, members: Bits) -> None:
        """One wish on a must-have feature, for the products it counts for."""
        self._concerned[feature] |= members
        self._unmet[feature] |= without(members, outcome.met)
        self._failed[feature] |= without(members, outcome.met | outcome.unknown)

    def judged(self, must: frozenset[str], everything: Bits) -> tuple[Bits, Bits]:
        """(products that meet every must-have, products that may)."""
        met = passable = everything
        for feature in must:
            met &= without(self._concerned[feature], self._unmet[feature])
            passable &= without(self._concerned[feature], self._failed[feature])
        return met, passable


def _best_children(
    children: Sequence[Sequence[Wish]], features: Mapping[str, FeatureSets], everything: Bits
) -> list[tuple[Sequence[Wish], Bits]]:
    """Each child with the products it scores best for; of equal scores the first child counts."""
    if len(children) == 1:
        return [(children[0], everything)]
    scored: list[tuple[Fraction, int, Bits]] = []
    for order, child in enumerate(children):
        found = [(wish, outcomes(wish, features.get(wish.feature), everything)) for wish in child]
        tally = _tallied({(0, 0, 0): everything}, found)
        scored += [(_score(gained, possible), order, bits) for (gained, possible, _), bits in tally.items()]
    scored.sort(key=lambda row: (-row[0], row[1]))
    best: list[Bits] = [0] * len(children)
    taken = 0
    for _best, order, bits in scored:
        best[order] |= without(bits, taken)
        taken |= bits
    return list(zip(children, best, strict=True))


def _tallied(tally: Tally, found: Sequence[tuple[Wish, Outcomes]]) -> Tally:
    """Split every class by the outcomes of some wishes."""
    for wish, outcome in found:
        split: Tally = defaultdict(int)
        decided = outcome.met | outcome.avoid | outcome.unknown
        for (gained, possible, unknown), bits in tally.items():
            total = possible + wish.weight
            for key, part in (
                ((gained + wish.weight, total, unknown), bits & outcome.met),
                ((gained - wish.weight, total, unknown), bits & outcome.avoid),
                ((gained, total, unknown + 1), bits & outcome.unknown),
                ((gained, total, unknown), without(bits, decided)),
            ):
                if part:
                    split[key] |= part
        tally = split
    return tally


def _classes(tally: Tally) -> tuple[ScoreClass, ...]:
    """Classes in the order of a list: score, then fewer unknowns."""
    merged: dict[tuple[Fraction, int], Bits] = defaultdict(int)
    for (gained, possible, unknown), bits in tally.items():
        merged[_score(gained, possible), unknown] |= bits
    ordered = sorted(merged.items(), key=lambda item: (-item[0][0], item[0][1]))
    return tuple(ScoreClass(score, unknown, bits) for (score, unknown), bits in ordered)


def _score(gained: int, possible: int) -> Fraction:
    return Fraction(gained, possible) if possible else Fraction(0)


def _union(sets: Iterable[Bits]) -> Bits:
    found = 0
    for bits in sets:
        found |= bits
    return found
