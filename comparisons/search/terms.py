"""Foot problems, features, brands and warning signs by what people call them. Built once for a state of the vocabulary. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from comparisons.search.compounds import Compounds
from comparisons.search.entries import TAKEN_APART, Entry, Kind, Phrase, Sign
from comparisons.search.folding import meaning, words_of
from comparisons.search.lexicon import Lexicon
from comparisons.search.matching import GENERIC_WEIGHT, Cover, Worths, cover, fixed_weight

# A phrase typed word for word is worth more than the same words found one by one; run together or with a slip, less.
WORD_FOR_WORD = 1.05
RUN_TOGETHER = 1.0
SLIP = 1.5
SHORTEST_RUN_TOGETHER, LONGEST_RUN_TOGETHER = 6, 48
LETTERS_A_SLIP = 6
# What an entry gains where the words that a phrase leaves open stand in its other phrases.
ELSEWHERE = 0.1


@dataclass(frozen=True, slots=True)
class Said:
    """One phrase as it is searched: whose it is, and its words as (weight, number)."""

    owner: int
    phrase: Phrase
    words: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How well an entry answers, and by which phrase."""

    score: float
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything but the products. An owner is a place in `entries`, or behind them in `signs`."""

    entries: tuple[Entry, ...]
    signs: tuple[Sign, ...]
    lexicon: Lexicon
    compounds: Compounds
    weights: tuple[float, ...]
    said: tuple[Said, ...]
    run_together: tuple[str, ...]
    by_run: Mapping[str, tuple[int, ...]]
    vocabularies: tuple[frozenset[int], ...]

    @classmethod
    def of(cls, entries: tuple[Entry, ...], signs: tuple[Sign, ...]) -> "Terms":
        """The terms of a vocabulary. A tenth of a second for some 150 entries: `terms_of` keeps the last."""
        owners: list[Entry | Sign] = [*entries, *signs]
        owned = [(owner, phrase) for owner, one in enumerate(owners) for phrase in one.phrases]
        compounds = Compounds.of(word for _, phrase in owned for word in words_of(phrase.text))
        spelled = [spelling for owner, phrase in owned for spelling in _spellings(owner, phrase, compounds)]
        lexicon = Lexicon.of(words for _, _, words in spelled)
        weights = _weights(lexicon, spelled, entries)
        said = [
            Said(
                owner,
                phrase,
                tuple((weights[number], number) for number in map(lexicon.number, words) if number is not None),
            )
            for owner, phrase, words in spelled
        ]
        run_together = tuple("".join(words) for _, _, words in spelled)
        by_run: defaultdict[str, list[int]] = defaultdict(list)
        for place, run in enumerate(run_together):
            by_run[run].append(place)
        vocabularies: list[set[int]] = [set() for _ in owners]
        for one in said:
            vocabularies[one.owner].update(number for _, number in one.words)
        return cls(
            entries,
            signs,
            lexicon,
            compounds,
            weights,
            tuple(said),
            run_together,
            {run: tuple(places) for run, places in by_run.items()},
            tuple(map(frozenset, vocabularies)),
        )

    def weight(self, number: int) -> float:
        """How much a word tells entries apart."""
        return self.weights[number]

    def covered(self, query: Sequence[tuple[float, Worths]], *, of_signs: bool) -> Iterator[tuple[Said, Cover]]:
        """Every phrase of signs, or of entries, with a telling word of the query, and its cover."""
        telling = [worths for weight, worths in query if weight > GENERIC_WEIGHT] or [worths for _, worths in query]
        numbers = {number for worths in telling for number in worths}
        for place in set(self.lexicon.texts(numbers)):
            said = self.said[place]
            if (said.owner >= len(self.entries)) == of_signs:
                yield said, cover(query, said.words)

    def found(self, query: Sequence[tuple[float, Worths]]) -> dict[int, Found]:
        """The best phrase of every entry that has some of the query."""
        best: dict[int, tuple[Found, Cover]] = {}
        for said, covering in self.covered(query, of_signs=False):
            score = covering.score * said.phrase.worth
            if said.owner not in best or score > best[said.owner][0].score:
                best[said.owner] = Found(score, said.phrase), covering
        return {owner: self._with_elsewhere(owner, found, covering, query) for owner, (found, covering) in best.items()}

    def _with_elsewhere(
        self, owner: int, found: Found, covering: Cover, query: Sequence[tuple[float, Worths]]
    ) -> Found:
        vocabulary = self.vocabularies[owner]
        asked = sum(weight for weight, _ in query)
        told = sum(
            weight * max((worth for number, worth in worths.items() if number in vocabulary), default=0.0)
            for weight, worths in query
        )
        return Found(found.score + ELSEWHERE * (told / asked - covering.of_query), found.phrase)

    def run_together_as(self, text: str) -> dict[int, Found]:
        """Entries of which a phrase, its words run together, reads so but for a few slips."""
        if not SHORTEST_RUN_TOGETHER <= len(text) <= LONGEST_RUN_TOGETHER:
            return {}
        best: dict[int, Found] = {}
        allowed = len(text) // LETTERS_A_SLIP
        for _, slips, place in process.extract(
            text, self.run_together, scorer=OSA.distance, score_cutoff=allowed, limit=None
        ):
            said = self.said[place]
            score = (RUN_TOGETHER - SLIP * slips / len(text)) * said.phrase.worth
            if said.owner < len(self.entries) and (said.owner not in best or score > best[said.owner].score):
                best[said.owner] = Found(score, said.phrase)
        return best

    def word_for_word(self, text: str) -> dict[int, Found]:
        """Entries of which a phrase is exactly this, folded."""
        return {
            said.owner: Found(WORD_FOR_WORD * said.phrase.worth, said.phrase)
            for place in self.by_run.get(text.replace(" ", ""), ())
            if (said := self.said[place]).owner < len(self.entries) and " ".join(words_of(said.phrase.text)) == text
        }


@lru_cache(maxsize=1)
def terms_of(entries: tuple[Entry, ...], signs: tuple[Sign, ...]) -> Terms:
    """The terms of a vocabulary; the last is kept, since products change and it does not."""
    return Terms.of(entries, signs)


Spelling = tuple[int, Phrase, list[str]]


def _spellings(owner: int, phrase: Phrase, compounds: Compounds) -> Iterator[Spelling]:
    """A phrase as its words, and once more with its compounds taken apart."""
    words = words_of(phrase.text)
    yield owner, phrase, words
    apart = [part for word in words for part in (compounds.split(word) or [word])]
    if apart != words:
        yield owner, Phrase(phrase.text, phrase.worth * TAKEN_APART, phrase.choice), apart


def _weights(lexicon: Lexicon, spelled: Iterable[Spelling], entries: Sequence[Entry]) -> tuple[float, ...]:
    """What each word counts: the more entries say it, in any form or language, the less it tells."""
    said = {
        (owner, meaning(word))
        for owner, _, words in spelled
        if owner < len(entries) and entries[owner].kind != Kind.BRAND
        for word in words
    }
    spread = Counter(meant for _, meant in said)
    count = sum(entry.kind != Kind.BRAND for entry in entries)
    return tuple(_weight(word, spread[meaning(word)], count) for word in lexicon.words)


def _weight(word: str, spread: int, count: int) -> float:
    fixed = fixed_weight(word)
    return log(1 + count / max(spread, 1)) / log(1 + max(count, 1)) if fixed is None else fixed
