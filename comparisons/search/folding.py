"""Words as they are compared: without case, accents, umlauts or endings, in English and German alike. Pure."""

import re
from functools import lru_cache

from catalogue.models.columns import folded
from comparisons.search.words import SAME_MEANING

SHORTEST_STEM = 3
_WORD = re.compile(r"[^\W_]+")
_NUMBER_BESIDE_LETTER = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_WRITTEN_OUT = re.compile(r"([aou])e")
_LONG_ENDINGS = ("haft", "ness", "ing", "ful", "em", "er", "ed", "nd")
_LONG_ENOUGH = 6  # letters that a word must have to lose a long ending
_SHORT_ENDINGS = ("e", "s")


def words_of(text: str) -> list[str]:
    """The folded words of a text: letters and digits; an apostrophe joins, everything else parts."""
    joined = text.replace("'", "").replace("’", "")
    return _WORD.findall(joined.lower() if joined.isascii() else folded(joined))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A folded word without endings, and without a doubled last letter: always the beginning of the word.

    The same rules for both languages, since a query does not say which it is in. What matters is that the forms of a
    word meet, not that the stem is one: Sohle, Sohlen → sohl; schmerzt, schmerzende, Schmerzen → schmerz.
    """
    while (shorter := _without_ending(word)) != word:
        word = shorter
    if len(word) > SHORTEST_STEM and word[-1] == word[-2]:
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    if len(word) >= _LONG_ENOUGH:
        for ending in _LONG_ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
                return word[: -len(ending)]
    if len(word) > SHORTEST_STEM and word.endswith(_SHORT_ENDINGS):
        return word[:-1]
    # What is left is longer here: skin is no form of ski, nor best of bes.
    if len(word) > SHORTEST_STEM + 1 and word.endswith(("en", "t")):
        return word[:-1]
    return word


def with_umlauts(word: str) -> str:
    """A word whose umlauts are written ae, oe, ue, as folding leaves one with umlauts: fuesse → fusse."""
    return _WRITTEN_OUT.sub(r"\1", word)


def parts_at_digits(word: str) -> list[str]:
    """A word parted where letters meet digits: sp01 → sp, 01. A word of one sort is its only part."""
    return _NUMBER_BESIDE_LETTER.split(word)


def has_digit(word: str) -> bool:
    """Whether a word is, or may be, the number of a model: another number is another model, never a slip."""
    return any(character.isdigit() for character in word)


def same_meaning(word: str) -> tuple[str, ...]:
    """Other words for a folded word, in both languages; none for most."""
    return tuple(other for other in _MEANINGS.get(stem(word), ()) if other != word)


def meaning(word: str) -> str:
    """One word for all that mean the same: what words are counted by."""
    found = _MEANINGS.get(stem(word))
    return found[0] if found else stem(word)


def _by_stem() -> dict[str, tuple[str, ...]]:
    """Groups by the stems of their words; a word of several groups means what stands first."""
    found: dict[str, tuple[str, ...]] = {}
    for group in SAME_MEANING:
        for word in group:
            found.setdefault(stem(word), tuple(group))
    return found


_MEANINGS = _by_stem()
