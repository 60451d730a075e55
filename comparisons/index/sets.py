"""What the index holds: for every facet value the set of products that show it. Plain data, never changed once built."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from catalogue.models import Brand, Feature, Problem, RedFlag
from comparisons.index.bits import Bits
from comparisons.match import Wish
from comparisons.search import Searchable
from comparisons.selection import Range


@dataclass(frozen=True, slots=True)
class Numbers:
    """The distinct numbers of a facet in ascending order, each with its products."""

    classes: tuple[tuple[Decimal, Bits], ...] = ()

    def within(self, bounds: Range) -> Bits:
        """Products whose number lies within the bounds. Linear in the distinct numbers."""
        found = 0
        for number, bits in self.classes:
            if bounds.contains(number):
                found |= bits
        return found

    def ends(self, among: Bits) -> tuple[Decimal | None, Decimal | None]:
        """The lowest and highest number among some products."""
        low = next((number for number, bits in self.classes if bits & among), None)
        high = next((number for number, bits in reversed(self.classes) if bits & among), None)
        return low, high


@dataclass(frozen=True, slots=True)
class FeatureSets:
    """One feature: the products of each choice or number, those with a value, and those it does not apply to."""

    kind: str
    choices: Mapping[str, Bits] = field(default_factory=dict)
    numbers: Numbers = Numbers()
    valued: Bits = 0
    having: Bits = 0
    not_applicable: Bits = 0
    presence_disputed: Bits = 0

    def any_of(self, slugs: Sequence[str] | frozenset[str]) -> Bits:
        """Products whose shown value is one of these choices."""
        found = 0
        for slug in slugs:
            found |= self.choices.get(slug, 0)
        return found


# (problem, child or None) → wishes; a problem without children is its own single child.
ProblemWishes = tuple[tuple[Wish, ...], ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What addresses may name, as the catalogue stands: loaded with the index so that a request asks the database for none of it."""

    features: tuple[Feature, ...] = ()
    problems: tuple[Problem, ...] = ()
    signs: tuple[RedFlag, ...] = ()
    brands: tuple[Brand, ...] = ()
    currencies: tuple[str, ...] = ()
    wishes: Mapping[str, ProblemWishes] = field(default_factory=dict)

    @property
    def filterable(self) -> tuple[Feature, ...]:
        """Features that visitors can filter by."""
        return tuple(feature for feature in self.features if feature.is_filterable)

    def feature(self, slug: str) -> Feature | None:
        """A feature by slug."""
        return next((feature for feature in self.features if feature.slug == slug), None)

    def problem(self, slug: str) -> Problem | None:
        """A problem by slug."""
        return next((problem for problem in self.problems if problem.slug == slug), None)

    def children(self, problem: Problem) -> tuple[Problem, ...]:
        """The problems that a group stands for."""
        return tuple(child for child in self.problems if child.parent_id == problem.pk)


@dataclass(frozen=True, slots=True)
class Index:
    """Every published product at its place in the order of names, and every set of places."""

    token: str
    vocabulary: Vocabulary
    ids: tuple[int, ...]
    slugs: tuple[str, ...]
    everything: Bits
    features: Mapping[str, FeatureSets]
    brands: Mapping[str, Bits]
    categories: Mapping[str, Bits]
    maker_says: Mapping[str, Bits]
    prices: Mapping[str, Numbers]
    known: Mapping[int, Bits]
    listed: Mapping[str, Bits]
    search: Searchable
    edition: str
    changed: Mapping[int, int] = field(default_factory=dict)

    def version_of(self, product: int) -> tuple[str, int]:
        """Another one whenever anything that is shown of a product may have changed: what is made of it can be kept under this.

        `edition` is the token of the last complete build, `changed` the revision number of products changed since.
        """
        return self.edition, self.changed.get(product, 0)


@dataclass(frozen=True, slots=True)
class ScoreClass:
    """Products with the same score and the same number of unknown wishes."""

    score: Fraction
    unknown: int
    members: Bits
