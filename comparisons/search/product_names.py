"""The names of all insoles: which insoles a filter of typed words keeps, and which may be meant in a search. Pure."""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    """Products by place, the order of the rows they were made from. Under 250 bytes a product.

    Inside, each product has a number of its own that stays when others come and go; `_numbers` holds it by place and `_places`
    the place by number.
    """

    lexicon: Lexicon
    _names: list[str]
    _brands: list[_Brand]
    _brand_numbers: dict[tuple[str, tuple[str, ...]], int]
    _brand_of: "array[int]"
    _more: dict[int, tuple[str, tuple[str, ...]]]
    _numbers: "array[int]"
    _places: "array[int]"

    @classmethod
    def of(cls, rows: Iterable[NamedProduct]) -> "ProductNames":
        """The names of products, in their order. Linear; under a second for 100,000."""
        names = cls(Lexicon.of([]), [], [], {}, array("I"), {}, array("I"), array("I"))
        lexicon = Lexicon.of(names._put(number, row) for number, row in enumerate(rows))
        in_order = array("I", range(len(names._names)))
        return replace(names, lexicon=lexicon, _numbers=in_order, _places=in_order)

    def with_changes(self, dropped: Collection[int], added: Mapping[int, NamedProduct]) -> "ProductNames":
        """The names without the products at some places, and then with others: by the place each has in the end.

        The same as made anew from all of them, for a few milliseconds at 100,000: a copy of the lists.
        """
        numbers = self._numbers[:]
        free = [numbers.pop(place) for place in sorted(dropped, reverse=True)]
        words: dict[int, tuple[Iterable[str], Iterable[str]]] = {number: (self._words(number), ()) for number in free}
        other = replace(
            self,
            _names=list(self._names),
            _brands=list(self._brands),
            _brand_numbers=dict(self._brand_numbers),
            _brand_of=self._brand_of[:],
            _more=dict(self._more),
        )
        for place, named in sorted(added.items()):
            number = free.pop() if free else len(other._names)
            numbers.insert(place, number)
            words[number] = (words[number][0] if number in words else (), other._put(number, named))
        places = self._places[:]
        places.extend([0] * (len(other._names) - len(places)))
        touched = [*dropped, *added]
        end = len(numbers) if len(dropped) != len(added) else max(touched, default=-1) + 1
        for place in range(min(touched, default=0), end):
            places[numbers[place]] = place
        return replace(other, lexicon=self.lexicon.with_texts(words), _numbers=numbers, _places=places)

    def _put(self, number: int, row: NamedProduct) -> Iterable[str]:
        """Note a product under a number, the next or one in use, while nobody else has these names yet; gives its words."""
        brand = self._brand_number(row)
        if number == len(self._names):
            self._names.append(row.name)
            self._brand_of.append(brand)
        else:
            self._names[number], self._brand_of[number] = row.name, brand
        self._more.pop(number, None)
        if row.line or row.former:
            self._more[number] = (row.line, row.former)
        return self._words(number)

    def _brand_number(self, row: NamedProduct) -> int:
        """The number of a brand, which is noted if it is new."""
        key = (row.brand, row.brand_former)
        if key not in self._brand_numbers:
            self._brand_numbers[key] = len(self._brands)
            words = {word for text in (row.brand, *row.brand_former) for word in words_of(text)}
            self._brands.append(_Brand(*key, frozenset(words)))
        return self._brand_numbers[key]

    def _words(self, number: int) -> Iterable[str]:
        """The words of all that a product is called."""
        line, former = self._more.get(number, ("", ()))
        said = words_of(" ".join([self._names[number], line, *former]))
        return self._brands[self._brand_of[number]].words.union(said)

    def __len__(self) -> int:
        return len(self._numbers)

    def named(self, place: int) -> NamedProduct:
        """What a product is called."""
        number = self._numbers[place]
        brand = self._brands[self._brand_of[number]]
        return NamedProduct(self._names[number], brand.name, *self._more.get(number, ("", ())), brand.former)

    # What may be meant in a search

    def full_name(self, place: int) -> str:
        """Brand and name; a name that begins with the brand says it already."""
        named = self.named(place)
        return named.name if named.name.casefold().startswith(named.brand.casefold()) else f"{named.brand} {named.name}"

    def phrases(self, place: int) -> list[Phrase]:
        """All ways to say a product, its full name first."""
        name, brand, line, former, brand_former = self.named(place)
        phrases = [Phrase(self.full_name(place)), Phrase(name, NAME_ALONE)]
        phrases += [Phrase(f"{other} {name}", FORMER_NAME) for other in brand_former]
        for other in former:
            phrases += [Phrase(other, FORMER_NAME), Phrase(f"{brand} {other}", FORMER_NAME)]
        return phrases + ([Phrase(f"{brand} {line} {name}", LINE)] if line else [])

    def weight(self, number: int) -> float:
        """How much a word tells products apart."""
        word = self.lexicon.words[number]
        if (fixed := fixed_weight(word)) is not None:
            return fixed
        return log(1 + len(self) / self.lexicon.spread(number)) / log(1 + len(self))

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
                for text in self.lexicon.texts([number]):
                    seen.setdefault(text, worth)
            for text, worth in seen.items():
                weights[text] = weights.get(text, 0.0) + weight * worth
        least = LEAST_SHARE_OF_BEST * max(weights.values(), default=0.0)
        near = [text for text, weight in weights.items() if weight >= least]
        best = nlargest(
            MOST_WEIGHED, near, key=lambda text: (weights[text], -len(self._names[text]), -self._places[text])
        )
        return [self._places[text] for text in best]

    # The filter

    def matching(self, query: str) -> list[int]:
        """The places of products whose names hold every word of a query: brand, name, line and former names of both.

        A word is held where it is a word of the names, in another form too, or begins one; neighbours may be written as
        one, and one as two. Only a word that no product holds in these ways is taken for a slip, for the nearest words.
        """
        words = words_of(query)
        return sorted(self._places[text] for text in self._holding(words)) if words else []

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
