"""The words of many short texts, and the texts each stands in. Pure.

Sorted words in one list and the numbers of their texts in one flat array: about 12 bytes and the word itself for a word of
one text. Words that begin alike lie side by side, so that prefixes and inflected forms are ranges and need nothing more.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from comparisons.search.folding import has_digit, stem

SHORTEST_MISSPELT = 4
_LAST = "\U0010ffff"  # sorts behind every letter


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by number, in the order of the alphabet."""

    words: list[str]
    _starts: "array[int]"
    _texts: "array[int]"
    _by_last_letters: dict[str, "array[int]"]

    @classmethod
    def of(cls, texts: Iterable[Iterable[str]]) -> "Lexicon":
        """The lexicon of texts, given as their folded words; a text's number is its place. Linear, but for one sort."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(texts):
            for word in words:
                found[word].append(number)
        ordered = sorted(found)
        starts, flat = array("I", [0]), array("I")
        by_last_letters: dict[str, array[int]] = {}
        for number, word in enumerate(ordered):
            flat.extend(found[word])
            starts.append(len(flat))
            if len(word) >= SHORTEST_MISSPELT and word.isalpha():
                by_last_letters.setdefault(word[-2:], array("I")).append(number)
        return cls(ordered, starts, flat, by_last_letters)

    def number(self, word: str) -> int | None:
        """The number of a word, if it occurs."""
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else None

    def beginning_with(self, start: str) -> range:
        """The numbers of all words that begin so."""
        return range(bisect_left(self.words, start), bisect_left(self.words, start + _LAST))

    def inflected(self, word: str) -> list[int]:
        """The numbers of the forms of a word: those of the same stem, which all begin with it."""
        wanted = stem(word)
        return [number for number in self.beginning_with(wanted) if stem(self.words[number]) == wanted]

    def misspelt(self, word: str) -> list[tuple[int, int]]:
        """(number, slips) of the words that this may stand for: how many slips are forgiven depends on its length.

        Only words that share its first two or last two letters are looked at, which leaves out next to none and costs the
        length of two short lists instead of the whole lexicon. Model numbers are never misspelt.
        """
        allowed = slips_allowed(word)
        if not allowed:
            return []
        numbers = {*self.beginning_with(word[:2]), *self._by_last_letters.get(word[-2:], ())}
        candidates = {number: self.words[number] for number in numbers if self._may_stand_for(number, word, allowed)}
        found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        return [(number, int(slips)) for _, slips, number in found]

    def _may_stand_for(self, number: int, word: str, allowed: int) -> bool:
        other = self.words[number]
        return abs(len(other) - len(word)) <= allowed and len(other) >= SHORTEST_MISSPELT and not has_digit(other)

    def texts(self, numbers: Iterable[int]) -> Iterator[int]:
        """The texts in which these words stand; one may come more than once."""
        for number in numbers:
            yield from self._texts[self._starts[number] : self._starts[number + 1]]

    def spread(self, number: int) -> int:
        """How often a word occurs."""
        return self._starts[number + 1] - self._starts[number]


def slips_allowed(word: str) -> int:
    """How many letters of a word may be wrong, missing, doubled or swapped: none in short words and model numbers."""
    if len(word) < SHORTEST_MISSPELT or has_digit(word):
        return 0
    return 1 if len(word) < 7 else 2 if len(word) < 11 else 3
