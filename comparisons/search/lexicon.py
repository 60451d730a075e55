"""The words of many short texts, and the texts each stands in. Pure.

Sorted words in one list, and beside it for each the numbers of its texts. Words that begin alike lie side by side, so that
prefixes and inflected forms are ranges and need nothing more. A lexicon never changes: with other texts in it, it is another
one, which shares with the first all that is the same.
"""

from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
    _texts: "list[array[int]]"
    _by_last_letters: dict[str, list[str]]

    @classmethod
    def of(cls, texts: Iterable[Iterable[str]]) -> "Lexicon":
        """The lexicon of texts, given as their folded words; a text's number is its place. Linear, but for one sort."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(texts):
            for word in words:
                found[word].append(number)
        ordered = sorted(found)
        by_last_letters: dict[str, list[str]] = {}
        for word in ordered:
            if _can_be_misspelt(word):
                by_last_letters.setdefault(word[-2:], []).append(word)
        return cls(ordered, [array("I", found[word]) for word in ordered], by_last_letters)

    def with_texts(self, changes: Mapping[int, tuple[Iterable[str], Iterable[str]]]) -> "Lexicon":
        """The lexicon with other words in some texts: by number, the words that a text had and those that it has now.

        Costs a copy of the lists, a millisecond for 100,000 words, however many texts there are.
        """
        lost: defaultdict[str, set[int]] = defaultdict(set)
        gained: defaultdict[str, set[int]] = defaultdict(set)
        for text, (before, now) in changes.items():
            for word in before:
                lost[word].add(text)
            for word in now:
                gained[word].add(text)
        other = Lexicon(list(self.words), list(self._texts), dict(self._by_last_letters))
        for word in sorted({*lost, *gained}):
            other._set(word, gained[word], lost[word])
        return other

    def _set(self, word: str, gained: set[int], lost: set[int]) -> None:
        """Change the texts of one word, while nobody else has this lexicon yet."""
        place = bisect_left(self.words, word)
        is_known = place < len(self.words) and self.words[place] == word
        texts = self._texts[place][:] if is_known else array("I")
        for text in lost:
            texts.remove(text)
        for text in gained:
            insort(texts, text)
        if is_known and texts:
            self._texts[place] = texts
            return
        if texts:
            self.words.insert(place, word)
            self._texts.insert(place, texts)
        elif is_known:
            del self.words[place], self._texts[place]
        if _can_be_misspelt(word):
            others = [other for other in self._by_last_letters.get(word[-2:], ()) if other != word]
            self._by_last_letters[word[-2:]] = sorted([*others, word]) if texts else others

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
        beginning = self.beginning_with(word[:2])
        near = {*self.words[beginning.start : beginning.stop], *self._by_last_letters.get(word[-2:], ())}
        candidates = [other for other in sorted(near) if _may_stand_for(other, word, allowed)]
        found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        return [(bisect_left(self.words, other), int(slips)) for other, slips, _ in found]

    def texts(self, numbers: Iterable[int]) -> Iterator[int]:
        """The texts in which these words stand; one may come more than once."""
        for number in numbers:
            yield from self._texts[number]

    def spread(self, number: int) -> int:
        """In how many texts a word stands."""
        return len(self._texts[number])


def _can_be_misspelt(word: str) -> bool:
    return len(word) >= SHORTEST_MISSPELT and word.isalpha()


def _may_stand_for(other: str, word: str, allowed: int) -> bool:
    return abs(len(other) - len(word)) <= allowed and len(other) >= SHORTEST_MISSPELT and not has_digit(other)


def slips_allowed(word: str) -> int:
    """How many letters of a word may be wrong, missing, doubled or swapped: none in short words and model numbers."""
    if len(word) < SHORTEST_MISSPELT or has_digit(word):
        return 0
    return 1 if len(word) < 7 else 2 if len(word) < 11 else 3
