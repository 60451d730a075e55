"""The rule of the finder, and nothing else: care first, or an insole may not be the answer, or a list. docs/finder.md says it in words.

The first of these that holds decides:

1. A warning sign was ticked, or somebody is not sure about one: **care**.
2. What hurts has to be seen by a professional first: **care**.
3. Nothing hurts: **an insole may not be the answer**, whatever the shape of the foot.
4. An insole was worn for twelve weeks or longer and nothing changed: **an insole may not be the answer**.
5. Everything that hurts is something for which research on insoles as such found no benefit: **an insole may not be the answer**.
6. Otherwise a **list**. 3 to 5 are shown above it to whoever asks for the list all the same; 1 and 2 never lead to a list.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalogue.choices import Aspect, Direction
from catalogue.models import Evidence
from comparisons.finder.answers import Answers
from comparisons.finder.words import (
    FOOTWEAR,
    INSOLE_FIXED,
    INSOLE_LONG,
    NOT_SURE,
    NOTHING_HURTS,
    SPORTS_SHOES,
    STANDING,
    WALKING,
)
from comparisons.index import Vocabulary
from comparisons.selection import Selection


class Kind(StrEnum):
    """What comes of the answers."""

    CARE = "care"
    NOT_AN_INSOLE = "not_an_insole"
    LIST = "list"


class Reason(StrEnum):
    """Why it is not simply a list."""

    SIGN = "sign"
    UNSURE_OF_SIGN = "unsure_of_sign"
    CLINICIAN_FIRST = "clinician_first"
    NOTHING_HURTS = "nothing_hurts"
    WORN_LONG_ENOUGH = "worn_long_enough"
    NO_BENEFIT_FOUND = "no_benefit_found"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answers lead to, and why."""

    kind: Kind
    reasons: tuple[Reason, ...] = ()


def decide(answers: Answers, vocabulary: Vocabulary, without_benefit: Collection[str] = ()) -> Outcome:
    """The rule. `without_benefit` are those of the named problems for which research found no benefit."""
    if care := tuple(_care(answers, vocabulary)):
        return Outcome(Kind.CARE, care)
    doubts = tuple(_doubts(answers, without_benefit))
    return Outcome(Kind.NOT_AN_INSOLE if doubts and not answers.sees_insoles else Kind.LIST, doubts)


def _care(answers: Answers, vocabulary: Vocabulary) -> Iterable[Reason]:
    if answers.signs:
        yield Reason.SIGN
    elif NOT_SURE in answers.sign:
        yield Reason.UNSURE_OF_SIGN
    named = (vocabulary.problem(slug) for slug in answers.complaints)
    if any(problem and problem.is_clinician_first for problem in named):
        yield Reason.CLINICIAN_FIRST


def _doubts(answers: Answers, without_benefit: Collection[str]) -> Iterable[Reason]:
    if NOTHING_HURTS in answers.problem:
        yield Reason.NOTHING_HURTS
    if INSOLE_LONG in answers.tried:
        yield Reason.WORN_LONG_ENOUGH
    if answers.complaints and set(answers.complaints) <= set(without_benefit):
        yield Reason.NO_BENEFIT_FOUND


# What of research asks whether somebody fares better: changes in a laboratory and comfort do not.
ASKS_WHETHER_BETTER = (Aspect.TREATMENT, Aspect.PREVENTION)
IN_FAVOUR = {Direction.HELPS, Direction.MIXED}
AGAINST = {Direction.NO_EFFECT, Direction.HARMS}


def no_benefit_found(
    answers: Answers, vocabulary: Vocabulary, records: Iterable[Evidence]
) -> Mapping[str, tuple[Evidence, ...]]:
    """Those of the named problems for which no result on insoles as such is in favour and at least one finds no benefit, with the results.

    Results for people who have two of the named problems count too, those on one feature included: what was found for both
    together is not taken from them. A group has the results of its kinds as well. `records` are about the named problems.
    """
    chosen = {p.pk for p in vocabulary.problems if p.slug in {*answers.complaints, *answers.shapes}}
    asked = [record for record in records if record.aspect in ASKS_WHETHER_BETTER]
    found = {}
    for problem in vocabulary.problems:
        if problem.slug not in answers.complaints:
            continue
        own = {problem.pk, *(child.pk for child in vocabulary.children(problem))}
        alone = [r for r in asked if r.problem_id in own and r.and_problem_id is None and r.feature_id is None]
        both = [r for r in asked if r.problem_id in own and r.and_problem_id in chosen]
        directions = {record.direction for record in (*alone, *both)}
        if directions & AGAINST and not directions & IN_FAVOUR:
            found[problem.slug] = (*alone, *both)
    return found


def selection_of(answers: Answers, vocabulary: Vocabulary) -> Selection:
    """The list that the answers ask for. The size filters nothing, and neither does what was tried."""
    selection = Selection(
        problems=(*answers.complaints, *answers.shapes),
        is_stock_insole_fixed=INSOLE_FIXED in answers.fit,
        size=answers.size,
        compared=answers.compared,
    )
    return selection.choosing(FOOTWEAR, footwear_of(answers))


def footwear_of(answers: Answers) -> tuple[str, ...]:
    """The kinds of footwear that will do. The shoe decides; an activity widens it where it goes with the shoe, and stands for it where none is known."""
    shoe, activity = answers.only_shoe, answers.only_activity
    if activity == STANDING:
        activity = ""
    if not shoe or not activity or goes_with(shoe, activity):
        return tuple(word for word in (shoe, activity) if word)
    return (shoe,)


def goes_with(shoe: str, activity: str) -> bool:
    """Whether one does this in such a shoe."""
    return activity == WALKING or shoe == SPORTS_SHOES
