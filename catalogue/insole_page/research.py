"""What research found for insoles with the features that this one has. Never about this insole itself."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import ngettext

from catalogue.choices import Aspect, FeatureGroup
from catalogue.insole_page.spec import SpecLine
from catalogue.knowledge import Knowledge
from catalogue.models import Cell, Evidence, Feature, Harm, LookFor, Problem
from catalogue.wording import CERTAINTY_STEPS, certainty_text, evidence_text


@dataclass(frozen=True, slots=True)
class Result:
    """One wording of a result, and how many studies it stands for."""

    sentence: str
    certainty: str
    count: int


@dataclass(frozen=True, slots=True)
class PairResults:
    """Results for one problem and one feature, opposing ones side by side; `url` tells all of them, study by study."""

    problem: Problem
    and_problem: Problem | None
    url: str
    results: tuple[Result, ...]
    laboratory: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class FeatureResearch:
    """What is known of one feature that this insole has."""

    line: SpecLine
    pairs: tuple[PairResults, ...]
    harms: tuple[Harm, ...]

    @property
    def feature(self) -> Feature:
        """The feature."""
        return self.line.cell.feature

    @property
    def tally(self) -> str:
        """What one reads before opening it."""
        studied = ngettext("%(count)s foot problem studied", "%(count)s foot problems studied", len(self.pairs))
        harms = ngettext("%(count)s harm on record", "%(count)s harms on record", len(self.harms))
        said = [(studied, len(self.pairs)), (harms, len(self.harms))]
        return ", ".join(words % {"count": count} for words, count in said if count)


@dataclass(frozen=True, slots=True)
class Caution:
    """A foot problem with which a shown value of this insole is one to avoid."""

    row: LookFor
    line: SpecLine


def has_it(cell: Cell) -> bool:
    """Whether the product is known to have a feature: unknown, absent, or disputed whether it is there at all is not enough."""
    return cell.has_value and not cell.is_absent and not cell.is_presence_disputed


def research_of(lines: Iterable[SpecLine], known: Knowledge) -> list[FeatureResearch]:
    """The support features it is known to have of which research, or a harm, is on record."""
    found = []
    for line in lines:
        feature = line.cell.feature
        if feature.group == FeatureGroup.SUPPORT and has_it(line.cell):
            pairs = tuple(_pairs(feature, known.evidence.get(feature.pk, ())))
            harms = known.harms.get(feature.pk, ())
            if pairs or harms:
                found.append(FeatureResearch(line, pairs, harms))
    return found


def _pairs(feature: Feature, records: Iterable[Evidence]) -> Iterator[PairResults]:
    by_pair: dict[tuple[Problem, Problem | None], list[Evidence]] = {}
    for record in records:
        by_pair.setdefault((record.problem, record.and_problem), []).append(record)
    for (problem, and_problem), found in by_pair.items():
        yield PairResults(
            problem,
            and_problem,
            problem.evidence_url(feature),
            results=_results(record for record in found if record.aspect != Aspect.MECHANISM),
            laboratory=_results(record for record in found if record.aspect == Aspect.MECHANISM),
        )


def _results(records: Iterable[Evidence]) -> tuple[Result, ...]:
    """Each wording once, the surest first; never an average of them."""
    counted = Counter((record.direction, record.certainty, record.aspect) for record in records)
    surest_first = sorted(counted.items(), key=lambda item: -CERTAINTY_STEPS[item[0][1]])
    return tuple(
        Result(evidence_text(direction, certainty, aspect), certainty_text(certainty), count)
        for (direction, certainty, aspect), count in surest_first
    )


def reasons_against(research: Iterable[FeatureResearch], stopping: frozenset[str]) -> list[Harm]:
    """Harms that forbid the insole to somebody, of features it is known to have."""
    return [harm for one in research if one.feature.slug in stopping for harm in one.harms]


def cautions_of(lines: Iterable[SpecLine], known: Knowledge) -> list[Caution]:
    """Problems whose look-for rows avoid what this insole shows."""
    return [
        Caution(row, line)
        for line in lines
        if line.cell.has_value and not line.cell.is_disputed
        for row in known.avoided.get(line.cell.feature.pk, ())
        if set(line.cell.slugs) & {choice.slug for choice in row.avoid.all()}
    ]
