"""What the catalogue knows about the answers beside products: results, guide points, harms. Each in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from catalogue.choices import GuidePointKind
from catalogue.models import Evidence, GuidePoint, Harm, Problem, RedFlag, Source
from comparisons.finder.answers import Answers, complaints_of, shapes_of
from comparisons.finder.words import Step
from comparisons.index import Vocabulary


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it for one set of answers."""

    problems: tuple[Problem, ...]
    points: tuple[GuidePoint, ...] = ()
    harms: tuple[Harm, ...] = ()

    def of_kind(self, kind: GuidePointKind) -> list[GuidePoint]:
        """The points of a kind, those of the named problems and those said of insoles as such."""
        return [point for point in self.points if point.kind == kind]

    def by_problem(self, kind: GuidePointKind) -> list[tuple[Problem, list[GuidePoint]]]:
        """The points of a kind under the first of the named problems that they are about; problems without any are left out."""
        found: dict[Problem, list[GuidePoint]] = {problem: [] for problem in self.problems}
        for point in self.of_kind(kind):
            about = [problem for problem in self.problems if problem in point.problems.all()]
            if about:
                found[about[0]].append(point)
        return [(problem, points) for problem, points in found.items() if points]

    def harms_of(self, feature: int | None) -> list[Harm]:
        """What is told of one feature; of insoles as such for None."""
        return [harm for harm in self.harms if harm.feature_id == feature]


def named_problems(answers: Answers, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """What hurts, then the shapes, as records of the catalogue."""
    found = (vocabulary.problem(slug) for slug in (*answers.complaints, *answers.shapes))
    return tuple(problem for problem in found if problem is not None)


def known_of(answers: Answers, vocabulary: Vocabulary) -> Knowledge:
    """What is known of the named problems and of the features looked for. Five queries."""
    problems = named_problems(answers, vocabulary)
    features = {
        wish.row.feature_id
        for problem in problems
        for child in vocabulary.wishes[problem.slug]
        for wish in child
        if wish.row is not None
    }
    about = GuidePoint.objects.filter(Q(problems__in=problems) | Q(problems__isnull=True)).distinct()
    harms = Harm.objects.filter(Q(feature__in=features) | Q(feature__isnull=True))
    return Knowledge(
        problems,
        tuple(about.in_order().prefetch_related("problems")),
        tuple(harms.select_related("feature").prefetch_related("sources")),
    )


def results_on(answers: Answers, vocabulary: Vocabulary) -> Sequence[Evidence]:
    """Study results for what hurts, kinds of a group included, with their sources. One query; none where nothing hurts."""
    complaints = [problem for problem in vocabulary.problems if problem.slug in answers.complaints]
    kinds = [child for problem in complaints for child in vocabulary.children(problem)]
    if not complaints:
        return ()
    records = Evidence.objects.filter(problem__in=[*complaints, *kinds])
    return list(records.select_related("problem", "and_problem", "feature", "source").order_by("key"))


def self_checks(step: Step, vocabulary: Vocabulary) -> list[GuidePoint]:
    """How to tell what a question offers, and what no self-check can show. Three queries; none for questions that are no checks."""
    offered = {Step.WHERE: complaints_of, Step.SHAPE: shapes_of}.get(step)
    if offered is None:
        return []
    kinds = (GuidePointKind.HOW_TO_TELL, GuidePointKind.SELF_CHECK_LIMIT)
    about = GuidePoint.objects.filter(kind__in=kinds, problems__in=offered(vocabulary)).distinct()
    return list(about.in_order().prefetch_related("problems"))


def sources_of(signs: Iterable[RedFlag]) -> list[Source]:
    """Where warning signs come from, each once. One query."""
    return list(Source.objects.filter(red_flags__in=list(signs)).distinct().order_by("slug"))
