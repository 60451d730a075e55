"""What the index holds: for every facet value the set of products that show it. Plain data, never changed once built."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from catalogue.models import Brand, Feature, GuidePoint, Harm, Problem, Rates, RedFlag
from comparisons.index.bits import Bits
from comparisons.index.numbers import Numbers
from comparisons.match import Wish
from comparisons.search import Searchable


@dataclass(frozen=True, slots=True)
class FeatureSets:
    """One feature: the products of each choice or number, those with a value, and those it does not apply to.

    `unshown` are those with a value that is none of the choices and no number.
    """

    kind: str
    choices: Mapping[str, Bits] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=Numbers)
    valued: Bits = 0
    unshown: Bits = 0
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
    guide_points: tuple[GuidePoint, ...] = ()
    harms: tuple[Harm, ...] = ()
    brands: tuple[Brand, ...] = ()
    currencies: tuple[str, ...] = ()
    rates: Rates = field(default_factory=Rates)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSets:
    """Published products, each at its place in the order of names, and every set of places."""

    ids: tuple[int, ...]
    slugs: tuple[str, ...]
    everything: Bits
    features: Mapping[str, FeatureSets]
    brands: Mapping[str, Bits]
    categories: Mapping[str, Bits]
    maker_says: Mapping[str, Bits]
    prices: Mapping[str, Numbers]
    known: Numbers
    listed: Mapping[str, Bits]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(ProductSets):
    """The sets of all published products, the words an address may name, and what can be searched; as of one revision.

    `brands_most_first` puts those with the most products first: an order of the filter that no selection changes.
    `edition` is the token of the last complete build, `changed` the token under which a product was found changed since: a number
    would come again after a restored backup.
    """

    number: int
    token: str
    edition: str
    vocabulary: Vocabulary
    search: Searchable
    brands_most_first: tuple[str, ...]
    changed: Mapping[int, str] = field(default_factory=dict)

    def version_of(self, product: int) -> tuple[str, str]:
        """Another one whenever anything that is shown of a product may have changed: what is made of it can be kept under this."""
        return self.edition, self.changed.get(product, "")


@dataclass(frozen=True, slots=True)
class ScoreClass:
    """Products with the same score and the same number of unknown wishes."""

    score: Fraction
    unknown: int
    members: Bits
