"""German compounds, and English words run together, taken apart by known words: Fersenspornsohlen → fersensporn, sohlen. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from comparisons.search.folding import has_digit, stem
from comparisons.search.words import FILLER, GENERIC, SAME_MEANING

SHORTEST_PART = 3
SHORTEST_UNKNOWN_PART = 4
LONGEST_COMPOUND = 40
_BEGINNING = 3


@dataclass
class Compounds:
    """What is known to be a part of other words. Linking letters (-s-, -n-, -en-) vanish with the endings of stems."""

    _words: set[str] = field(default_factory=set)
    _stems: set[str] = field(default_factory=set)
    _beginnings: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, words: Iterable[str]) -> "Compounds":
        """Known parts are these words, everyday words, and what compounds among them leave beside a known part."""
        listed = sorted({word for word in words if word not in FILLER and not has_digit(word)})
        found = cls()
        found._learn([*GENERIC, *(word for group in SAME_MEANING for word in group), *listed])
        found._learn([rest for word in listed if len(found.split(word)) != 2 for rest in found._rests(word)])
        return found

    def _learn(self, words: Iterable[str]) -> None:
        for word in words:
            if len(word) >= SHORTEST_PART:
                self._words.add(word)
                self._stems.add(stem(word))
                self._beginnings.add(word[:_BEGINNING])

    def _is_part(self, text: str) -> bool:
        return text[:_BEGINNING] in self._beginnings and stem(text) in self._stems

    def _rests(self, word: str) -> list[str]:
        """What the longest known ending or beginning leaves: spreiz of spreizfuss, sporn of fersensporn."""
        ends = range(SHORTEST_UNKNOWN_PART, len(word) - SHORTEST_UNKNOWN_PART + 1)
        before = (word[:end] for end in ends if word[end:] in self._words)
        behind = (word[end:] for end in reversed(ends) if word[:end] in self._words)
        return [*islice(before, 1), *islice(behind, 1)]

    def split(self, word: str) -> list[str]:
        """The fewest known parts that make up a word, the longest first part among equals; empty where none do."""
        length = len(word)
        if length > LONGEST_COMPOUND or has_digit(word):
            return []
        best: dict[int, list[str]] = {length: []}  # by where they begin to write the rest of the word
        for start in range(length - SHORTEST_PART, -1, -1):
            for end, parts in sorted(best.items(), reverse=True):
                is_whole = start == 0 and end == length
                if is_whole or end - start < SHORTEST_PART or len(parts) + 1 >= len(best.get(start, word)):
                    continue
                if self._is_part(word[start:end]):
                    best[start] = [word[start:end], *parts]
        return best.get(0, [])

    def without_known_end(self, word: str) -> list[str]:
        """An unknown word and the known one behind it, where a word ends so: the first may be misspelt."""
        for start in range(SHORTEST_UNKNOWN_PART, len(word) - SHORTEST_UNKNOWN_PART + 1):
            if self._is_part(word[start:]):
                return [word[:start], word[start:]]
        return []
