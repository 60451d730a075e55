"""What a search can find: foot problems, features, brands and insoles, each with what people call it; and warning signs. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from comparisons.search.folding import words_of

# What a phrase is worth beside the name itself.
OWN_NAME = 1.0
IN_BRACKETS = 0.9
OF_A_CHOICE = 0.96
TAKEN_APART = 0.97

ANOTHER_SPELLING = 0.84  # of two phrases so alike the later is taken for a misspelling of the earlier


class Kind(StrEnum):
    """What a hit is; of equally good hits the first kind comes first."""

    PROBLEM = "problem"
    FEATURE = "feature"
    PRODUCT = "product"
    BRAND = "brand"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say an entry; `choice` is the choice of a feature that it names."""

    text: str
    worth: float = OWN_NAME
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A foot problem, feature or brand. `names` are by language; phrases come with the names first."""

    kind: Kind
    slug: str
    names: tuple[tuple[str, str], ...]
    phrases: tuple[Phrase, ...]

    def name(self, language: str) -> str:
        """Its name in a language, or in the first."""
        return dict(self.names).get(language) or self.names[0][1]

    def well_spelt(self, phrase: Phrase) -> Phrase:
        """The phrase, or the earlier one that it is only another spelling of: misspellings among the data are never shown."""
        folded = _run(phrase)
        for earlier in self.phrases:
            if earlier == phrase or OSA.normalized_similarity(_run(earlier), folded) >= ANOTHER_SPELLING:
                return earlier
        return phrase


@dataclass(frozen=True, slots=True)
class Sign:
    """A warning sign: how people put it, and the foot problems it belongs to, the guides that lead to a professional first."""

    slug: str
    urgency: int
    problems: tuple[str, ...]
    phrases: tuple[Phrase, ...]


def _run(phrase: Phrase) -> str:
    return " ".join(words_of(phrase.text))


def phrases_of_name(name: str) -> Iterator[Phrase]:
    """A name, and each of several that it lists: Heel pain (plantar fasciitis) is both."""
    outside, _, rest = name.partition("(")
    inside, _, behind = rest.partition(")")
    yield Phrase(f"{outside} {behind}".strip() or name)
    listed = [part for part in outside.replace("/", ",").split(",") if part.strip()]
    yield from (Phrase(part.strip()) for part in listed if len(listed) > 1)
    yield from (Phrase(part.strip(), IN_BRACKETS) for part in inside.split(",") if part.strip())


def unlike_each_other(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Without those that read the same as one before."""
    kept: dict[str, Phrase] = {}
    for phrase in phrases:
        key = " ".join(words_of(phrase.text))
        if key:
            kept.setdefault(key, phrase)
    return tuple(kept.values())
