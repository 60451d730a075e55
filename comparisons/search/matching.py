"""One typed word against the words of a lexicon: which it may mean, and how surely. Pure.

| how | worth |
|---|---|
| the very word (umlauts written out or not) | 1 |
| another form of it | 0.95 |
| a word of the same meaning, in either language | 0.86 |
| the beginning of a word | 0.6 to 0.9, by how much of it was typed |
| misspelt | 0.9, less 1.2 for the share of wrong letters |

Misspellings are tried only where a word is known in no other way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from comparisons.search.folding import same_meaning, with_umlauts
from comparisons.search.lexicon import Lexicon
from comparisons.search.words import FILLER, GENERIC, NEGATION

EXACT = 1.0
INFLECTED = 0.95
SAME_MEANING = 0.86
BEGUN, BEGUN_SHARE = 0.55, 0.35
MISSPELT, SLIP = 0.9, 1.2

SHORTEST_BEGINNING = 3
MOST_BEGUN = 300  # words that one beginning may stand for; more say nothing

# What a word counts in a search, beside words that tell entries apart, which count up to 1.
FILLER_WEIGHT = 0.04
GENERIC_WEIGHT = 0.06
NEGATION_WEIGHT = 0.3
UNKNOWN_WEIGHT = 0.5

Worths = dict[int, float]  # by the number of a word in a lexicon


@dataclass(frozen=True, slots=True)
class Meant:
    """A typed word with the words of one lexicon that it may mean."""

    word: str
    worths: Worths = field(default_factory=dict)
    is_sure: bool = False

    @property
    def is_known(self) -> bool:
        """Whether it means anything there."""
        return bool(self.worths)


def is_filler(word: str) -> bool:
    """Whether a word says nothing of its own."""
    return word in FILLER or (len(word) > 3 and with_umlauts(word) in FILLER)  # fuer, and not toe


def fixed_weight(word: str) -> float | None:
    """What a word of everyday counts wherever it stands; None where that depends on how many say it."""
    if is_filler(word):
        return FILLER_WEIGHT
    if word in GENERIC:
        return GENERIC_WEIGHT
    return NEGATION_WEIGHT if word in NEGATION else None


def meant_surely(word: str, lexicon: Lexicon) -> Meant:
    """The words that a typed one means without a guess: itself, another form, or one of the same meaning."""
    worths: Worths = {}
    _noted(worths, [lexicon.number(word)], EXACT)
    if not is_filler(word):
        _noted(worths, lexicon.inflected(word), INFLECTED)
    if not worths and (other := with_umlauts(word)) != word:
        _noted(worths, [lexicon.number(other)], EXACT)
        _noted(worths, lexicon.inflected(other), INFLECTED)
        word = other if worths else word
    for synonym in same_meaning(word):
        _noted(worths, [lexicon.number(synonym)], SAME_MEANING)
    return Meant(word, worths, bool(worths) or is_filler(word))


def meant_perhaps(meant: Meant, lexicon: Lexicon, *, may_be_misspelt: bool) -> Meant:
    """The same with words that it begins, or, where it means nothing else, that it may be a slip for."""
    word = meant.word
    if is_filler(word):
        return meant
    worths = dict(meant.worths)
    if len(word) >= SHORTEST_BEGINNING:
        for number in lexicon.beginning_with(word)[:MOST_BEGUN]:
            _noted(worths, [number], BEGUN + BEGUN_SHARE * len(word) / len(lexicon.words[number]))
    if not worths and may_be_misspelt and fixed_weight(word) is None:
        for number, slips in lexicon.misspelt(word):
            _noted(worths, [number], MISSPELT - SLIP * slips / len(word))
    return Meant(word, worths, meant.is_sure)


def _noted(worths: Worths, numbers: Iterable[int | None], worth: float) -> Worths:
    """Each word keeps the most that it was ever worth."""
    for number in numbers:
        if number is not None and worth > worths.get(number, 0):
            worths[number] = worth
    return worths


@dataclass(frozen=True, slots=True)
class Cover:
    """How far a query and a phrase say the same: the share of the query found in it, and the share of it found."""

    of_query: float
    of_phrase: float

    @property
    def score(self) -> float:
        """From 0 to 1. What was asked for counts more than what else the phrase says."""
        return self.of_query * (0.55 + 0.45 * self.of_phrase)


def cover(query: Sequence[tuple[float, Worths]], phrase: Sequence[tuple[float, int]]) -> Cover:
    """The cover of a query, as (weight, what the word means), and a phrase, as (weight, number of the word)."""
    asked = found = 0.0
    said: dict[int, float] = {}
    for weight, worths in query:
        asked += weight
        best = 0.0
        for _, number in phrase:
            if number in worths:
                worth = worths[number]
                best = worth if worth > best else best
                if worth > said.get(number, 0.0):
                    said[number] = worth
        found += weight * best
    whole = told = 0.0
    for weight, number in phrase:
        whole += weight
        told += weight * said.get(number, 0.0)
    return Cover(found / asked if asked else 0.0, told / whole if whole else 0.0)
