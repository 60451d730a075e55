"""The names of all insoles: which insoles a filter of typed words keeps, and which may be meant in a search. Pure."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log
from typing import NamedTuple

from comparisons.search.entries import Phrase
from comparisons.search.folding import parts_at_digits, with_umlauts, words_of
from comparisons.search.lexicon import Lexicon
from comparisons.search.matching import GENERIC_WEIGHT, Worths, fixed_weight

NAME_ALONE = 0.9  # what a name is worth without its brand: many say no more than "running insole"
FORMER_NAME = 0.98
LINE = 0.85
MOST_OF_A_WORD = 10_000  # products of one word that are weighed against each other
MOST_WEIGHED = 60
LEAST_SHARE_OF_BEST = 0.45


class NamedProduct(NamedTuple):
    """What a product is called."""

    name: str
    brand: str
    line: str = ""
    former: tuple[str, ...] = ()
    brand_former: tuple[str, ...] = ()


class _Brand(NamedTuple):
    name: str
    former: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class ProductNames:
    """Products by place, the order of the rows they were made from. Under 200 bytes a product."""

    lexicon: Lexicon
    names: tuple[str, ...]
    _brands: tuple[_Brand, ...]
    _brand_of: "array[int]"
    _more: dict[int, tuple[str, tuple[str, ...]]]

    @classmethod
    def of(cls, rows: Iterable[NamedProduct]) -> "ProductNames":
        """The names of products, in their order. Linear; under a second for 100,000."""
        brands: dict[tuple[str, tuple[str, ...]], int] = {}
        known: list[_Brand] = []
        names: list[str] = []
        brand_of = array("I")
        more: dict[int, tuple[str, tuple[str, ...]]] = {}

        def texts() -> Iterator[Iterable[str]]:
            for place, row in enumerate(rows):
                key = (row.brand, row.brand_former)
                if key not in brands:
                    brands[key] = len(known)
                    words = {word for text in (row.brand, *row.brand_former) for word in words_of(text)}
                    known.append(_Brand(row.brand, row.brand_former, frozenset(words)))
                brand = known[brands[key]]
                brand_of.append(brands[key])
                names.append(row.name)
                said = row.name
                if row.line or row.former:
                    more[place] = (row.line, row.former)
                    said = " ".join([row.name, row.line, *row.former])
                yield brand.words.union(words_of(said))

        lexicon = Lexicon.of(texts())
        return cls(lexicon, tuple(names), tuple(known), brand_of, more)

    # What may be meant in a search

    def full_name(self, place: int) -> str:
        """Brand and name; a name that begins with the brand says it already."""
        brand, name = self._brands[self._brand_of[place]].name, self.names[place]
        return name if name.casefold().startswith(brand.casefold()) else f"{brand} {name}"

    def phrases(self, place: int) -> list[Phrase]:
        """All ways to say a product, its full name first."""
        brand = self._brands[self._brand_of[place]]
        name = self.names[place]
        line, former = self._more.get(place, ("", ()))
        phrases = [Phrase(self.full_name(place)), Phrase(name, NAME_ALONE)]
        phrases += [Phrase(f"{other} {name}", FORMER_NAME) for other in brand.former]
        for other in former:
            phrases += [Phrase(other, FORMER_NAME), Phrase(f"{brand.name} {other}", FORMER_NAME)]
        return phrases + ([Phrase(f"{brand.name} {line} {name}", LINE)] if line else [])

    def weight(self, number: int) -> float:
        """How much a word tells products apart."""
        word = self.lexicon.words[number]
        if (fixed := fixed_weight(word)) is not None:
            return fixed
        return log(1 + len(self.names) / self.lexicon.spread(number)) / log(1 + len(self.names))

    def weighed(self, text: str) -> list[tuple[float, int]]:
        """The words of a name as (weight, number)."""
        numbers = (self.lexicon.number(word) for word in words_of(text))
        return [(self.weight(number), number) for number in numbers if number is not None]

    def likeliest(self, query: Sequence[tuple[float, Worths]]) -> list[int]:
        """Products with the most telling words of a query, the shortest names first among equals."""
        telling = [pair for pair in query if pair[0] > GENERIC_WEIGHT] or list(query)
        weights: dict[int, float] = {}
        for weight, worths in telling:
            seen: dict[int, float] = {}
            for number, worth in sorted(worths.items(), key=lambda item: -item[1]):
                if len(seen) >= MOST_OF_A_WORD:
                    break
                for place in self.lexicon.texts([number]):
                    seen.setdefault(place, worth)
            for place, worth in seen.items():
                weights[place] = weights.get(place, 0.0) + weight * worth
        least = LEAST_SHARE_OF_BEST * max(weights.values(), default=0.0)
        near = [place for place, weight in weights.items() if weight >= least]
        return nlargest(MOST_WEIGHED, near, key=lambda place: (weights[place], -len(self.names[place]), -place))

    # The filter

    def matching(self, query: str) -> list[int]:
        """The places of products whose names hold every word of a query: brand, name, line and former names of both.

        A word is held where it is a word of the names, in another form too, or begins one; neighbours may be written as
        one, and one as two. Only a word that no product holds in these ways is taken for a slip, for the nearest words.
        """
        words = words_of(query)
        return sorted(self._holding(words)) if words else []

    def _holding(self, words: Sequence[str]) -> set[int]:
        # held[i]: products that hold all words from the i-th on.
        held: list[set[int] | None] = [*([None] * len(words)), None]
        for place in range(len(words) - 1, -1, -1):
            found = _both(self._holding_word(words[place]), held[place + 1])
            if place + 1 < len(words) and (pair := self._surely("".join(words[place : place + 2]))):
                found = found | _both(pair, held[place + 2])
            held[place] = found
        return held[0] or set()

    def _surely(self, word: str) -> set[int]:
        """Products with a word that is this, a form of this, or begins so."""
        lexicon = self.lexicon
        numbers = {*lexicon.beginning_with(word), *lexicon.inflected(word)}
        return set(lexicon.texts(numbers))

    def _holding_word(self, word: str) -> set[int]:
        found = self._surely(word) or self._surely(with_umlauts(word)) or self._surely_in_two(word)
        if found:
            return found
        slips = self.lexicon.misspelt(word)
        fewest = min((count for _, count in slips), default=0)
        return set(self.lexicon.texts(number for number, count in slips if count == fewest))

    def _surely_in_two(self, word: str) -> set[int]:
        """Products with both halves of a word: sp01, pulsemaxx."""
        at_digits = parts_at_digits(word)
        ways = [at_digits] if len(at_digits) > 1 else [[word[:end], word[end:]] for end in range(len(word) - 3, 2, -1)]
        for parts in ways:
            if all(self.lexicon.number(part) is not None for part in parts):
                return set.intersection(*(self._surely(part) for part in parts))
        return set()


def _both(some: set[int], others: set[int] | None) -> set[int]:
    """What is in both; None stands for everything."""
    return some if others is None else some & others
