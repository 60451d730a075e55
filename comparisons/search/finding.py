"""Searching: hits of every kind in one list, warning signs before them, and filters offered for words that are a problem or feature.

A hit's score is the cover of query and phrase (see matching), times what the phrase is worth (entries), times how near the
reading is to what was typed (reading); the best phrase and reading count. Kinds differ by a hair only, so that they break ties.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from comparisons.search.entries import Kind, Phrase, Sign
from comparisons.search.folding import words_of
from comparisons.search.matching import (
    GENERIC_WEIGHT,
    SAME_MEANING,
    UNKNOWN_WEIGHT,
    Meant,
    Worths,
    cover,
    fixed_weight,
    meant_perhaps,
    meant_surely,
)
from comparisons.search.product_names import ProductNames
from comparisons.search.reading import LONGEST_QUERY, MOST_WORDS, TAKEN_APART, readings
from comparisons.search.terms import WORD_FOR_WORD, Found, Terms

FOR_KIND = {Kind.PROBLEM: 0.03, Kind.FEATURE: 0.02, Kind.PRODUCT: 0.01, Kind.BRAND: 0.0}
KINDS = tuple(FOR_KIND)
MOST_HITS = 24
LEAST_SCORE = 0.3
LEAST_SHARE_OF_BEST = 0.45
SURE_ENOUGH_TO_OFFER = 0.8
MOST_OFFERS = 2
# A sign was typed where nearly all its telling words were, misspelt ones too if they are long.
SIGN_COVERED = 0.85
LONG_ENOUGH_TO_BE_A_SLIP = 6
MOST_SIGNS = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `matched` is the phrase that was found where it is not the name."""

    kind: Kind
    slug: str
    name: str
    matched: str
    score: float
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """A warning sign that was typed, and the foot problem whose guide tells more."""

    slug: str
    problem: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A filter that typed words may stand for."""

    kind: Kind
    slug: str
    name: str
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """Hits, best first, and warning signs, most urgent first."""

    hits: tuple[Hit, ...] = ()
    help: tuple[Help, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a reading: what it counts, and what it means among terms and among product names."""

    weight: float
    term: Meant
    product: Meant


@dataclass(frozen=True)
class Searchable:
    """All that can be found, as the catalogue stands; `slugs` are those of products, by place."""

    terms: Terms
    products: ProductNames
    slugs: tuple[str, ...]

    def search(self, query: str, language: str) -> Results:
        """Everything that a query may mean. Never fails, whatever is typed."""
        asked = _Asked(self, query)
        hits = asked.hits(language)
        return Results(hits, asked.help(hits))

    def offers_for(self, query: str, language: str) -> list[Offer]:
        """Foot problems and features that a query reads as; none where it is more like the name of a product or brand."""
        hits = _Asked(self, query).hits(language)
        sure = [hit for hit in hits if hit.score >= max(SURE_ENOUGH_TO_OFFER, hits[0].score - 0.1)]
        return [
            Offer(hit.kind, hit.slug, hit.name, hit.choice) for hit in sure if hit.kind in {Kind.PROBLEM, Kind.FEATURE}
        ][:MOST_OFFERS]

    def places_matching(self, query: str) -> list[int]:
        """The places of products whose names hold every word of a query: the meaning of the filter `q`."""
        return self.products.matching(query)


class _Asked:
    """One query against all that can be found."""

    def __init__(self, searchable: Searchable, query: str) -> None:
        self._terms, self._products = searchable.terms, searchable.products
        self._slugs = searchable.slugs
        self._typed = words_of(query[:LONGEST_QUERY])[:MOST_WORDS]
        self._words: dict[str, _Word] = {}
        self._readings = [
            ([self._word(word) for word in reading.words], reading.worth)
            for reading in readings(query, self._terms.compounds, self._is_known)
        ]

    def _is_known(self, word: str) -> bool:
        return any(meant_surely(word, part.lexicon).is_known for part in (self._terms, self._products))

    def _word(self, word: str) -> _Word:
        if word not in self._words:
            self._words[word] = self._looked_up(word)
        return self._words[word]

    def _looked_up(self, word: str) -> _Word:
        surely = [meant_surely(word, part.lexicon) for part in (self._terms, self._products)]
        is_sure = any(meant.is_known for meant in surely) or bool(self._terms.compounds.split(word))
        term = meant_perhaps(surely[0], self._terms.lexicon, may_be_misspelt=not is_sure)
        product = meant_perhaps(surely[1], self._products.lexicon, may_be_misspelt=not is_sure)
        return _Word(self._weight(word, term, product), term, product)

    def _weight(self, word: str, term: Meant, product: Meant) -> float:
        """What a word counts: as much as the likeliest word it means."""
        if (fixed := fixed_weight(word)) is not None:
            return fixed
        meant = [(worth, self._terms.weight(number)) for number, worth in term.worths.items()]
        meant = meant or [(worth, self._products.weight(number)) for number, worth in product.worths.items()]
        return max(meant, default=(0.0, UNKNOWN_WEIGHT))[1]

    # Hits

    def hits(self, language: str) -> tuple[Hit, ...]:
        """The best of all kinds."""
        found = sorted(
            [*self._term_hits(language), *self._product_hits()],
            key=lambda hit: (-round(hit.score, 4), KINDS.index(hit.kind)),
        )
        least = max(LEAST_SCORE, LEAST_SHARE_OF_BEST * found[0].score) if found else 0.0
        return tuple(hit for hit in found[:MOST_HITS] if hit.score >= least)

    def _term_hits(self, language: str) -> Iterable[Hit]:
        for owner, found in sorted(self._found_terms().items()):
            entry = self._terms.entries[owner]
            name = entry.name(language)
            matched = _matched(entry.well_spelt(found.phrase), name)
            yield Hit(entry.kind, entry.slug, name, matched, found.score + FOR_KIND[entry.kind], found.phrase.choice)

    def _found_terms(self) -> dict[int, Found]:
        telling = [word for word in self._typed if (fixed_weight(word) or 1) > GENERIC_WEIGHT]
        found = [
            self._terms.word_for_word(" ".join(self._typed)),
            self._terms.run_together_as("".join(self._typed)),
            self._terms.run_together_as("".join(telling)),
        ]
        for words, worth in self._readings:
            query = [(word.weight, word.term.worths) for word in words]
            by_owner = self._terms.found(query).items()
            found.append({owner: Found(one.score * worth, one.phrase) for owner, one in by_owner})
        return _best(found)

    def _product_hits(self) -> Iterable[Hit]:
        best: dict[int, Found] = {}
        for words, worth in self._readings:
            query = [(word.weight, word.product.worths) for word in words]
            for place in self._products.likeliest(query):
                one = self._best_name(place, query, worth)
                if place not in best or one.score > best[place].score:
                    best[place] = one
        for place, found in sorted(best.items()):
            name = self._products.full_name(place)
            score = found.score + FOR_KIND[Kind.PRODUCT]
            yield Hit(Kind.PRODUCT, self._slugs[place], name, _matched(found.phrase, name), score)

    def _best_name(self, place: int, query: list[tuple[float, Worths]], worth: float) -> Found:
        typed = " ".join(self._typed)
        found = []
        for phrase in self._products.phrases(place):
            score = cover(query, self._products.weighed(phrase.text)).score
            if phrase.worth > 0.95 and " ".join(words_of(phrase.text)) == typed:
                score = WORD_FOR_WORD
            found.append(Found(score * phrase.worth * worth, phrase))
        return max(found, key=lambda one: one.score)

    # Warning signs

    def help(self, hits: tuple[Hit, ...]) -> tuple[Help, ...]:
        """The signs that were typed, most urgent first, each with the guide that fits the rest of the query."""
        near = (words for words, worth in self._readings if worth > TAKEN_APART)
        owners = {owner for words in near for owner in self._typed_signs(words)}
        signs = [self._terms.signs[owner - len(self._terms.entries)] for owner in owners]
        signs.sort(key=lambda sign: (sign.urgency, sign.slug))
        return tuple(Help(sign.slug, _guide(sign, hits)) for sign in signs[:MOST_SIGNS])

    def _typed_signs(self, words: list[_Word]) -> Iterable[int]:
        """Owners of signs of which a phrase was typed whole."""
        query = [(word.weight, _without_guesses(word.term)) for word in words]
        for said, covering in self._terms.covered(query, of_signs=True):
            if covering.of_phrase >= SIGN_COVERED:
                yield said.owner


def _without_guesses(meant: Meant) -> Worths:
    """What a word means, each meaning in full: words it merely begins, and slips in short ones, are left out."""
    is_slip = not meant.is_sure and len(meant.word) >= LONG_ENOUGH_TO_BE_A_SLIP
    return {number: 1.0 for number, worth in meant.worths.items() if is_slip or worth in _SURE}


_SURE = {1.0, 0.95, SAME_MEANING}


def _best(found: Iterable[dict[int, Found]]) -> dict[int, Found]:
    best: dict[int, Found] = {}
    for by_owner in found:
        for owner, one in by_owner.items():
            if owner not in best or one.score > best[owner].score:
                best[owner] = one
    return best


def _matched(phrase: Phrase, name: str) -> str:
    """The phrase, unless the name says it."""
    return "" if " ".join(words_of(phrase.text)) in " ".join(words_of(name)) else phrase.text


def _guide(sign: Sign, hits: Iterable[Hit]) -> str:
    """The guide of a sign: of the first foot problem found that it belongs to, else its own first."""
    found = (hit.slug for hit in hits if hit.kind == Kind.PROBLEM and hit.slug in sign.problems)
    return next(found, sign.problems[0] if sign.problems else "")
