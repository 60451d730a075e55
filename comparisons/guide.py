"""What a guide and the pages of its evidence are made of: prepared lines, so that templates only loop."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils.translation import gettext as _

from catalogue.choices import Aspect, GuidePointKind
from catalogue.evidence import ResultLine, result_lines
from catalogue.models import Evidence, Feature, GuidePoint, Harm, LookFor, Problem, RedFlag, Source
from catalogue.wording import STUDY_KINDS, choices_text
from comparisons.index import Vocabulary
from comparisons.match import Mark, Wish


@dataclass(frozen=True, slots=True)
class LookForLine:
    """One look-for row as it is shown."""

    row: LookFor
    wish: Wish
    problem: str
    look_for: str
    avoid: str

    @property
    def has_no_benefit(self) -> bool:
        """Looked for, but studies found no benefit."""
        return self.wish.mark == Mark.NO_BENEFIT

    @property
    def is_not_confirmed(self) -> bool:
        """Studies do not confirm it."""
        return self.wish.mark == Mark.NOT_CONFIRMED

    @property
    def results(self) -> list[ResultLine]:
        """What the studies found that the row is linked with; none where nobody studied it."""
        return result_lines(self.row.evidence.all())


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """Results on one feature, or on insoles as such: opposing ones side by side, laboratory ones apart.

    Results for people who have another problem too are a group of their own; `together` is that problem.
    """

    feature: Feature | None
    together: Problem | None
    url: str
    records: tuple[Evidence, ...]
    laboratory: tuple[Evidence, ...]

    @property
    def name(self) -> str:
        """The feature, and the second problem where there is one."""
        name = str(self.feature.name) if self.feature else _("Insoles as such")
        if self.together is None:
            return name
        return _("%(feature)s, in people with %(problem)s too") % {"feature": name, "problem": self.together.name}

    @property
    def results(self) -> list[ResultLine]:
        """Every kind of result: what one reads before opening the group."""
        return result_lines(chain(self.records, self.laboratory))


@dataclass(frozen=True, slots=True)
class HarmLines:
    """What nobody wanted: with the features in question, and with any insole."""

    of_features: tuple[Harm, ...]
    of_any: tuple[Harm, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """When a guide was last checked, by whom, and from what."""

    problem: Problem
    sources: tuple[Source, ...]

    @property
    def read_last(self) -> date | None:
        """When the newest of its sources was read, if that was after the whole guide was checked."""
        last = max((source.read_on for source in self.sources), default=None)
        checked = self.problem.checked_on
        return last if last and (checked is None or last > checked) else None


def look_for_lines(children: Iterable[Iterable[Wish]], vocabulary: Vocabulary) -> list[LookForLine]:
    """The look-for rows behind the wishes of a problem, or of all children of a group."""
    lines = []
    for wish in chain.from_iterable(children):
        if wish.row is not None:
            met, avoided = choices_text(wish.row.choices.all()), choices_text(wish.row.avoid.all())
            about = vocabulary.problem(wish.problem)
            lines.append(LookForLine(wish.row, wish, str(about.name) if about else "", met, avoided))
    return lines


def evidence_groups(problem: Problem, records: Iterable[Evidence]) -> list[EvidenceGroup]:
    """Records by feature, insoles as such first; records come in that order. Two problems together come after one alone."""
    groups: dict[tuple[Feature | None, Problem | None], list[Evidence]] = {}
    for record in records:
        groups.setdefault((record.feature, together_with(problem, record)), []).append(record)
    return [
        EvidenceGroup(
            feature,
            other,
            problem.evidence_url(feature),
            tuple(record for record in found if record.aspect != Aspect.MECHANISM),
            tuple(record for record in found if record.aspect == Aspect.MECHANISM),
        )
        for (feature, other), found in groups.items()
    ]


def together_with(problem: Problem, record: Evidence) -> Problem | None:
    """The other problem that the people of a study have too."""
    return record.problem if record.problem_id != problem.pk else record.and_problem


def guide_points(problem: Problem, vocabulary: Vocabulary) -> Mapping[str, list[GuidePoint]]:
    """What the guide of a problem says beside research, by kind."""
    found: dict[str, list[GuidePoint]] = {str(kind): [] for kind in GuidePointKind}
    for point in vocabulary.guide_points:
        if problem in point.problems.all():
            found[point.kind].append(point)
    return found


def harm_lines(features: Iterable[Feature | None], vocabulary: Vocabulary) -> HarmLines:
    """The harms of some features, and those of any insole."""
    wanted = {feature.pk for feature in features if feature}
    return HarmLines(
        tuple(harm for harm in vocabulary.harms if harm.feature_id in wanted),
        tuple(harm for harm in vocabulary.harms if harm.feature_id is None),
    )


def signs_of(problem: Problem, vocabulary: Vocabulary) -> list[RedFlag]:
    """Its warning signs."""
    return [sign for sign in vocabulary.signs if problem.pk in sign.concerns]


def sources_of(
    evidence: Iterable[Evidence],
    lines: Sequence[LookForLine],
    rows: Iterable[GuidePoint | Harm | RedFlag],
) -> tuple[Source, ...]:
    """Everything that a guide rests on, each once: what rests on studies first, then by title."""
    of_studies = (record.source for record in chain(evidence, *(line.row.evidence.all() for line in lines)))
    of_rows = chain.from_iterable(row.sources.all() for row in chain(rows, (line.row for line in lines)))
    found = {source.pk: source for source in chain(of_studies, of_rows)}
    return tuple(sorted(found.values(), key=_place_among_sources))


def _place_among_sources(source: Source) -> tuple[int, str]:
    kinds = STUDY_KINDS
    return kinds.index(source.kind) if source.kind in kinds else len(kinds), source.title.casefold()


def studies_sought_until(problem: Problem) -> date | None:
    """The day to which "no study was found" holds. One query where the guide was never checked as a whole."""
    return problem.checked_on or Source.objects.research_read_on()
