"""How a product answers the wishes of a foot problem: outcomes, score, and why. Pure; scores are never stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from catalogue.choices import Direction, FeatureGroup, FeatureKind, Recommendation
from catalogue.models import Cell, LookFor


class Outcome(StrEnum):
    """What a product is to one wish. Each wish has exactly one."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    AVOID = "avoid"


class Mark(StrEnum):
    """A generated remark on a wish whose evidence does not carry it."""

    NONE = ""
    NO_BENEFIT = "no_benefit"
    NOT_CONFIRMED = "not_confirmed"


@dataclass(frozen=True, slots=True)
class Wish:
    """One look-for row, ready for matching. `weight` is the one that counts; `met` and `avoid` are slugs of choices.

    Empty `met`: any choice that is not absent. `present` are the choices that mean "has it".
    """

    problem: str
    feature: str
    kind: str
    weight: int
    stated_weight: int
    met: frozenset[str]
    avoid: frozenset[str]
    present: frozenset[str]
    unspecified: frozenset[str]
    is_support: bool
    mark: Mark = Mark.NONE
    is_advised_against: bool = False
    row: LookFor | None = None

    @property
    def counts_as_met(self) -> frozenset[str]:
        """The choices that meet it."""
        return self.met or self.present

    @property
    def qualifying(self) -> frozenset[str]:
        """The choices that both meet it and mean that a supporting feature is there; with one of them a product is listed."""
        return self.counts_as_met & self.present if self.is_support else frozenset()

    def outcome(self, cell: Cell | None) -> Outcome:
        """Avoid, else met, else unknown, else not met. No cell, or one without a value, is unknown."""
        if cell is None or not cell.has_value:
            return Outcome.UNKNOWN
        slugs = set(cell.slugs)
        if slugs & self.avoid:
            return Outcome.AVOID
        if slugs & self.counts_as_met:
            return Outcome.MET
        if self.kind == FeatureKind.CHOICES or slugs & self.unspecified or cell.is_presence_disputed:
            return Outcome.UNKNOWN
        return Outcome.NOT_MET


@dataclass(frozen=True, slots=True)
class Match:
    """The outcomes of one product over all its wishes."""

    outcomes: tuple[tuple[Wish, Outcome], ...]
    is_listed: bool
    is_known_enough: bool

    def of(self, outcome: Outcome) -> tuple[Wish, ...]:
        """The wishes with this outcome, in order."""
        return tuple(wish for wish, found in self.outcomes if found == outcome)

    @property
    def gained(self) -> int:
        """Weights met less weights to avoid."""
        return sum(wish.weight for wish in self.of(Outcome.MET)) - sum(wish.weight for wish in self.of(Outcome.AVOID))

    @property
    def possible(self) -> int:
        """The weights of all wishes."""
        return sum(wish.weight for wish, _ in self.outcomes)

    @property
    def score(self) -> Fraction:
        """Gained out of possible; nothing counts as 0."""
        return Fraction(self.gained, self.possible) if self.possible else Fraction(0)


def wish_from(row: LookFor) -> Wish:
    """A look-for row as a wish. Needs feature with choices, choices, avoid and evidence loaded."""
    evidence = list(row.evidence.all())
    weight, mark = counted_weight(row.weight, [record.direction for record in evidence])
    choices = list(row.feature.choices.all())
    return Wish(
        problem=row.problem.slug,
        feature=row.feature.slug,
        kind=row.feature.kind,
        weight=weight,
        stated_weight=row.weight,
        met=frozenset(choice.slug for choice in row.choices.all()),
        avoid=frozenset(choice.slug for choice in row.avoid.all()),
        present=frozenset(choice.slug for choice in choices if not choice.is_absent),
        unspecified=frozenset(choice.slug for choice in choices if choice.is_unspecified),
        is_support=row.feature.group == FeatureGroup.SUPPORT,
        mark=mark,
        is_advised_against=any(record.recommendation == Recommendation.AGAINST for record in evidence),
        row=row,
    )


def counted_weight(weight: int, directions: Sequence[str]) -> tuple[int, Mark]:
    """The weight that counts, from the directions of the linked evidence.

    Only "no effect" or "harms": 0. Nothing better than "insufficient": at most 1. Without evidence the weight stands.
    """
    found = set(directions)
    if not found or found - {Direction.NO_EFFECT, Direction.HARMS, Direction.INSUFFICIENT}:
        return weight, Mark.NONE
    if Direction.INSUFFICIENT in found:
        return min(weight, 1), Mark.NOT_CONFIRMED
    return 0, Mark.NO_BENEFIT


@dataclass(frozen=True, slots=True)
class Wanted:
    """The wishes of the chosen problems. One entry a problem; a group has one list of wishes a child, in child order."""

    problems: tuple[tuple[tuple[Wish, ...], ...], ...]
    must: frozenset[str] = frozenset()

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """All of them, problem by problem, child by child."""
        return tuple(wish for group in self.problems for child in group for wish in child)

    @property
    def musts(self) -> frozenset[str]:
        """The must-haves among the features looked for; others have no meaning."""
        return self.must & {wish.feature for wish in self.wishes}


def match(wanted: Wanted, cells: Mapping[str, Cell]) -> Match:
    """The match of one product, from its cells by feature slug. A group counts as its best-scoring child, ties: first."""
    outcomes: list[tuple[Wish, Outcome]] = []
    for children in wanted.problems:
        able = able_children(children, wanted.musts)
        tried = [[(wish, wish.outcome(cells.get(wish.feature))) for wish in child] for child in able]
        outcomes += max(tried, key=_score, default=[])
    return _judged(tuple(outcomes), cells, wanted)


def able_children(children: Sequence[Sequence[Wish]], must: frozenset[str]) -> list[Sequence[Wish]]:
    """The children that look for every must-have which any of them looks for; all of them where none does."""
    looked_for = [{wish.feature for wish in child} for child in children]
    needed = must & frozenset().union(*looked_for)
    able = [child for child, features in zip(children, looked_for, strict=True) if needed <= features]
    return able or list(children)


def _score(outcomes: Iterable[tuple[Wish, Outcome]]) -> Fraction:
    return Match(tuple(outcomes), is_listed=False, is_known_enough=False).score


def _judged(outcomes: tuple[tuple[Wish, Outcome], ...], cells: Mapping[str, Cell], wanted: Wanted) -> Match:
    """Listed: a qualifying row is known to be met, the score is above 0, every must-have is met.

    Not known enough: not listed, nothing to avoid, no must-have known to fail, and either a qualifying row is unknown or
    one is met and a must-have unknown.
    """
    plain = Match(outcomes, is_listed=False, is_known_enough=True)
    qualifies = any(_slugs(cells, wish) & wish.qualifying for wish in plain.of(Outcome.MET))
    musts = [[found for wish, found in outcomes if wish.feature == feature] for feature in sorted(wanted.musts)]
    musts_met = all(found and all(outcome == Outcome.MET for outcome in found) for found in musts)
    if qualifies and plain.score > 0 and musts_met:
        return Match(outcomes, is_listed=True, is_known_enough=True)
    musts_open = all(found and set(found) <= {Outcome.MET, Outcome.UNKNOWN} for found in musts)
    unknown = plain.of(Outcome.UNKNOWN)
    waits = any(w.qualifying or (qualifies and w.feature in wanted.musts) for w in unknown)
    is_open = musts_open and waits and not plain.of(Outcome.AVOID)
    return Match(outcomes, is_listed=False, is_known_enough=not is_open)


def _slugs(cells: Mapping[str, Cell], wish: Wish) -> set[str]:
    cell = cells.get(wish.feature)
    return set(cell.slugs) if cell else set()
