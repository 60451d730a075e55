"""The ways a query can be read: as typed, with words joined, with compounds taken apart. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from comparisons.search.compounds import Compounds
from comparisons.search.folding import parts_at_digits, words_of
from comparisons.search.matching import is_filler

LONGEST_QUERY = 200  # characters looked at
MOST_WORDS = 16
AS_TYPED, JOINED, TAKEN_APART = 1.0, 0.985, 0.95


@dataclass(frozen=True, slots=True)
class Reading:
    """Words, and how near they are to what was typed."""

    words: tuple[str, ...]
    worth: float


def readings(query: str, compounds: Compounds, is_known: Callable[[str], bool]) -> list[Reading]:
    """Every different reading, as typed first. `is_known` says whether a word occurs in the catalogue in some form."""
    typed = words_of(query[:LONGEST_QUERY])[:MOST_WORDS]
    found = {tuple(typed): AS_TYPED}
    found.setdefault(tuple(_joined(typed, is_known)), JOINED)
    unknown_apart = [
        part for word in typed for part in ([word] if is_known(word) else _apart(word, compounds, is_known))
    ]
    found.setdefault(tuple(unknown_apart), JOINED)
    all_apart = [part for word in typed for part in _apart(word, compounds, is_known)]
    found.setdefault(tuple(all_apart), TAKEN_APART)
    return [Reading(words, worth) for words, worth in found.items() if words]


def _joined(words: list[str], is_known: Callable[[str], bool]) -> list[str]:
    """Neighbours written as one where that is a word of the catalogue: power step, met pad, L 425."""
    found: list[str] = []
    place = 0
    while place < len(words):
        pair = "".join(words[place : place + 2])
        if place + 1 < len(words) and not is_filler(words[place + 1]) and is_known(pair):
            found.append(pair)
            place += 2
        else:
            found.append(words[place])
            place += 1
    return found


def _apart(word: str, compounds: Compounds, is_known: Callable[[str], bool]) -> list[str]:
    """A word as its parts: known ones, else at its digits, else two words of the catalogue, else before a known end."""
    if is_filler(word):
        return [word]
    at_digits = parts_at_digits(word)
    if len(at_digits) > 1:
        return at_digits
    if parts := compounds.split(word):
        return parts
    if is_known(word):
        return [word]
    for end in range(len(word) - 3, 2, -1):
        if is_known(word[:end]) and is_known(word[end:]):
            return [word[:end], word[end:]]
    return compounds.without_known_end(word) or [word]
