"""Sets of products after some products went, came, moved or changed: as a new build would make them, without one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from comparisons.index import bits as sets_of
from comparisons.index.bits import Bits, without
from comparisons.index.numbers import Numbers
from comparisons.index.sets import FeatureSets, ProductSets

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Splice:
    """Places that fall out of a list, and places in the new list that are filled anew, both ascending.

    A set of the old list and a set of those that are new, each at its place among the new ones, give the set of the new list.
    """

    dropped: Sequence[int]
    filled: Sequence[int]
    mask: Bits

    @classmethod
    def of(cls, dropped: Sequence[int], filled: Sequence[int]) -> "Splice":
        """A splice; `mask` is the set of what falls out."""
        return cls(dropped, filled, sets_of.of(dropped))

    def joined(self, old: Bits, new: Bits) -> Bits:
        """One set. A few passes over it for each place that moves; where none moves, one."""
        kept = self._kept(old)
        return kept | sets_of.of(self.filled[place] for place in sets_of.members(new)) if new else kept

    def _kept(self, old: Bits) -> Bits:
        if self.dropped == self.filled:
            return without(old, self.mask)
        for place in reversed(self.dropped):
            old = (old & sets_of.up_to(place)) | (old >> (place + 1) << place)
        for place in self.filled:
            old = (old & sets_of.up_to(place)) | (old >> place << (place + 1))
        return old

    def joined_words(self, old: Mapping[str, Bits], new: Mapping[str, Bits]) -> dict[str, Bits]:
        """Sets by word; a word that only one side has counts as empty on the other."""
        return {word: self.joined(old.get(word, 0), new.get(word, 0)) for word in {**old, **new}}

    def joined_numbers(self, old: Numbers, new: Numbers) -> Numbers:
        """Numbers of both. Raises TooFineError where the new ones do not fit the steps of the old."""
        fitting = Numbers.of(dict(new.by_place()), like=old) if old.having else new
        width = max(len(old.slices), len(fitting.slices))
        slices = [self.joined(_at(old.slices, bit), _at(fitting.slices, bit)) for bit in range(width)]
        while slices and not slices[-1]:
            slices.pop()
        return Numbers(self.joined(old.having, fitting.having), tuple(slices), fitting.step, fitting.lowest)

    def joined_row(self, old: Sequence[Kept], new: Sequence[Kept]) -> tuple[Kept, ...]:
        """What stands at each place."""
        row = list(old)
        for place in reversed(self.dropped):
            del row[place]
        for place, kept in zip(self.filled, new, strict=True):
            row.insert(place, kept)
        return tuple(row)

    def joined_sets(self, old: ProductSets, new: ProductSets) -> ProductSets:
        """All sets. Raises TooFineError: see joined_numbers."""
        return ProductSets(
            ids=self.joined_row(old.ids, new.ids),
            slugs=self.joined_row(old.slugs, new.slugs),
            everything=self.joined(old.everything, new.everything),
            features={slug: self._joined_feature(old.features[slug], new.features[slug]) for slug in old.features},
            brands=self.joined_words(old.brands, new.brands),
            categories=_without_empty(self.joined_words(old.categories, new.categories)),
            maker_says=self.joined_words(old.maker_says, new.maker_says),
            prices={
                currency: self.joined_numbers(old.prices.get(currency, Numbers()), new.prices.get(currency, Numbers()))
                for currency in {**old.prices, **new.prices}
            },
            known=self.joined_numbers(old.known, new.known),
            listed=self.joined_words(old.listed, new.listed),
        )

    def _joined_feature(self, old: FeatureSets, new: FeatureSets) -> FeatureSets:
        return FeatureSets(
            kind=old.kind,
            choices=self.joined_words(old.choices, new.choices),
            numbers=self.joined_numbers(old.numbers, new.numbers),
            valued=self.joined(old.valued, new.valued),
            unshown=self.joined(old.unshown, new.unshown),
            having=self.joined(old.having, new.having),
            not_applicable=self.joined(old.not_applicable, new.not_applicable),
            presence_disputed=self.joined(old.presence_disputed, new.presence_disputed),
        )


def _at(slices: Sequence[Bits], bit: int) -> Bits:
    return slices[bit] if bit < len(slices) else 0


def _without_empty(sets: Mapping[str, Bits]) -> dict[str, Bits]:
    return {word: members for word, members in sets.items() if members}
