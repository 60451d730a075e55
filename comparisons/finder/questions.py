"""The six questions with their answers to choose from, made of the catalogue as it stands: what an editor adds is asked at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.choices import GuidePointKind, Region, Urgency
from catalogue.models import Choice, GuidePoint, Problem, RedFlag
from catalogue.wording import other_names, told
from comparisons.finder.answers import Answers, complaints_of, shapes_of, shoes_of
from comparisons.finder.wording import ACTIVITY_WORDS, FIT_WORDS, TRIED_WORDS, question_title
from comparisons.finder.words import (
    INSOLE_FIXED,
    NONE_OF_THESE,
    NOT_SURE,
    NOTHING_HURTS,
    STANDING,
    TIGHT,
    Step,
)
from comparisons.index import Vocabulary
from comparisons.selection import Pairs

# As one looks for a place that hurts: most often it is the foot.
FROM_THE_GROUND_UP = (
    Region.REARFOOT,
    Region.MIDFOOT,
    Region.FOREFOOT,
    Region.ANKLE,
    Region.KNEE,
    Region.HIP,
    Region.SPINE,
    Region.WHOLE_LEG,
    Region.WHOLE_BODY,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `points` say how to tell whether it is the right one, `limits` what that cannot show."""

    value: str
    name: str
    hint: str = ""
    is_chosen: bool = False
    points: tuple[GuidePoint, ...] = ()
    limits: tuple[GuidePoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """Answers under one heading, all sent as one parameter; of `radio` ones only one can be chosen."""

    parameter: str
    kind: str
    options: tuple[Option, ...]
    heading: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One page: a question, its answers, and what its form carries along."""

    step: Step
    number: int
    title: str
    lead: str
    groups: tuple[Options, ...]
    kept: Pairs
    limits: tuple[GuidePoint, ...] = ()
    asks_size: bool = False
    size: Decimal | None = None
    back_url: str = ""
    result_url: str = ""
    is_missing: bool = False

    @property
    def of(self) -> int:
        """How many there are."""
        return len(Step)


def asked_next(answers: Answers) -> Step | None:
    """The question that an address asks for, else the first one open. Where nothing hurts, shoes matter to the list alone."""
    if answers.change:
        return Step(answers.change)
    is_enough = NOTHING_HURTS in answers.problem and answers.sign and answers.shape and not answers.sees_insoles
    return None if is_enough else answers.unanswered


def question(step: Step, answers: Answers, vocabulary: Vocabulary, points: Sequence[GuidePoint] = ()) -> Question:
    """One question as it is asked of somebody who gave these answers. `points` say how to tell what it offers."""
    number = list(Step).index(step) + 1
    ask: dict[Step, Callable[[], tuple[str, list[Options]]]] = {
        Step.WHERE: lambda: _where(answers, vocabulary, points),
        Step.SIGNS: lambda: _signs(answers, vocabulary),
        Step.SHAPE: lambda: _shape(answers, vocabulary, points),
        Step.SHOE: lambda: _shoe(answers, vocabulary),
        Step.ACTIVITY: lambda: _activity(answers, vocabulary),
        Step.TRIED: lambda: _tried(answers),
    }
    lead, groups = ask[step]()
    # Signs depend on the places: other places, other signs. So those are asked about again.
    opened = (Step.WHERE, Step.SIGNS) if step == Step.WHERE else (step,)
    return Question(
        step=step,
        number=number,
        title=question_title(step),
        lead=lead,
        groups=tuple(group for group in groups if group.options),
        kept=answers.without(*opened).pairs,
        limits=_of_kind(points, GuidePointKind.SELF_CHECK_LIMIT) if step == Step.SHAPE else (),
        asks_size=step == Step.TRIED,
        size=answers.size,
        back_url=answers.url_of(list(Step)[number - 2]) if number > 1 else "",
        result_url=answers.plain.url if asked_next(answers.plain) is None else "",
        is_missing=answers.asked == step,
    )


def _of_kind(
    points: Iterable[GuidePoint], kind: GuidePointKind, problem: Problem | None = None
) -> tuple[GuidePoint, ...]:
    """The points of a kind; of one problem, where one is given."""
    found = (point for point in points if point.kind == kind)
    return tuple(point for point in found if problem is None or problem in point.problems.all())


def _where(answers: Answers, vocabulary: Vocabulary, points: Sequence[GuidePoint]) -> tuple[str, list[Options]]:
    """Places from the ground up, each with its problems."""
    complaints = complaints_of(vocabulary)
    groups = [
        Options(
            "problem",
            "checkbox",
            tuple(_complaint(p, answers, vocabulary, points) for p in complaints if p.region == region),
            str(region.label),
            region,
        )
        for region in FROM_THE_GROUND_UP
    ]
    alone = _alone(answers, Step.WHERE, {NOTHING_HURTS: _("Nothing hurts"), NOT_SURE: _("I do not know")})
    lead = _("Tick one place, or two. Flat feet, high arches and feet that roll to one side come in question 3.")
    return lead, [*groups, Options("problem", "checkbox", alone, _("None of these"), "none")]


def _complaint(problem: Problem, answers: Answers, vocabulary: Vocabulary, points: Sequence[GuidePoint]) -> Option:
    said = ", ".join(other_names(problem.lay_names, str(problem.name), 3))
    is_chosen = problem.slug in answers.problem
    if vocabulary.children(problem):  # whoever knows how to tell the kinds would choose one of them
        name = _("%(problem)s: I do not know which kind") % {"problem": problem.name}
        return Option(problem.slug, name, said, is_chosen)
    telling = _of_kind(points, GuidePointKind.HOW_TO_TELL, problem)
    limits = _of_kind(points, GuidePointKind.SELF_CHECK_LIMIT, problem)
    return Option(problem.slug, str(problem.name), said, is_chosen, telling, limits)


def _signs(answers: Answers, vocabulary: Vocabulary) -> tuple[str, list[Options]]:
    """The signs of what was named, and of every shape, since that is asked later; all signs where nothing was named."""
    signs = signs_asked(answers, vocabulary)
    ticks = tuple(Option(sign.slug, told(sign, "sign"), "", sign.slug in answers.sign) for sign in signs)
    words = {NONE_OF_THESE: _("I have none of these"), NOT_SURE: _("I am not sure about one of them")}
    lead = _("Some foot trouble has to be seen by someone before you buy anything. Tick what you have.")
    alone = _alone(answers, Step.SIGNS, words)
    return lead, [Options("sign", "checkbox", ticks), Options("sign", "checkbox", alone, _("Or"), "none")]


def signs_asked(answers: Answers, vocabulary: Vocabulary) -> list[RedFlag]:
    """The most urgent first, and of these first what concerns few problems."""
    named = [problem for problem in vocabulary.problems if problem.slug in answers.complaints]
    kinds = [child for problem in named for child in vocabulary.children(problem)]
    asked = {problem.pk for problem in [*named, *kinds, *shapes_of(vocabulary)]}
    knows_place = bool(named) or NOTHING_HURTS in answers.problem
    found = [sign for sign in vocabulary.signs if not knows_place or not asked.isdisjoint(sign.concerns)]
    return sorted(found, key=lambda sign: (Urgency(sign.urgency).rank, len(sign.concerns), sign.slug))


def _shape(answers: Answers, vocabulary: Vocabulary, points: Sequence[GuidePoint]) -> tuple[str, list[Options]]:
    """Shapes in the words of their summaries, each with the ways to tell that a source gives."""
    telling = GuidePointKind.HOW_TO_TELL
    ticks = tuple(
        Option(p.slug, str(p.name), told(p, "summary"), p.slug in answers.shape, _of_kind(points, telling, p))
        for p in shapes_of(vocabulary)
    )
    words = {NONE_OF_THESE: _("None of these: my feet look ordinary"), NOT_SURE: _("I do not know")}
    lead = _("Tick what you know. Not knowing is a good answer: the list then goes by where it hurts.")
    alone = _alone(answers, Step.SHAPE, words)
    return lead, [Options("shape", "checkbox", ticks), Options("shape", "checkbox", alone, _("Or"), "none")]


def _shoe(answers: Answers, vocabulary: Vocabulary) -> tuple[str, list[Options]]:
    """The kind of shoe, and what is true of it."""
    kinds, _activities = shoes_of(vocabulary)
    options = (*_choices(kinds, answers.shoe), *_alone(answers, Step.SHOE, {NOT_SURE: _("I do not know yet")}))
    true_of_it = tuple(Option(word, str(FIT_WORDS[word]), "", word in answers.fit) for word in (TIGHT, INSOLE_FIXED))
    lead = _("Think of the one pair that you wear most when it hurts. An insole that does not fit the shoe is no use.")
    return lead, [
        Options("shoe", "radio", options),
        Options("fit", "checkbox", true_of_it, _("Tick what is true of this shoe"), "fit"),
    ]


def _activity(answers: Answers, vocabulary: Vocabulary) -> tuple[str, list[Options]]:
    """What one does in it."""
    _kinds, activities = shoes_of(vocabulary)
    words = {STANDING: str(ACTIVITY_WORDS[STANDING]), NOT_SURE: _("Nothing of this, or I do not know")}
    options = (*_choices(activities, answers.activity), *_alone(answers, Step.ACTIVITY, words))
    lead = _("Some insoles are made for one sport. Where the shoe you named is no sports shoe, the shoe decides.")
    return lead, [Options("activity", "radio", options)]


def _tried(answers: Answers) -> tuple[str, list[Options]]:
    """What was tried already; the size stands beside it."""
    options = tuple(Option(word, str(said), "", word in answers.tried) for word, said in TRIED_WORDS.items())
    lead = _("The size leaves nothing out: each insole says whether it is sold in it.")
    return lead, [Options("tried", "checkbox", options, _("What have you tried so far?"), "tried")]


def _choices(choices: Iterable[Choice], chosen: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(c.slug, str(c.name), told(c, "explanation"), c.slug in chosen) for c in choices)


def _alone(answers: Answers, step: Step, words: dict[str, str]) -> tuple[Option, ...]:
    """Answers that go with no other."""
    return tuple(Option(word, name, "", word in answers.to(step)) for word, name in words.items())
