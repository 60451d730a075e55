"""Who says what of this insole: the maker, then shops, reviewers and clinicians, then what was measured or found. Never mixed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalogue.choices import Says, SourceKind, Voice
from catalogue.insole_page.spec import SaidLine, SpecLine
from catalogue.models import Finding, Problem, Suitability
from catalogue.wording import SourceMark, source_mark


@dataclass(frozen=True, slots=True)
class SaidOf:
    """One voice saying that this insole is for, or not for, a problem."""

    row: Suitability
    mark: SourceMark

    @property
    def is_against(self) -> bool:
        """Whether it says that the insole is not for it."""
        return self.row.says == Says.NOT_FOR


@dataclass(frozen=True, slots=True)
class SaidOfProblem:
    """All that one kind of voice says of one problem."""

    problem: Problem
    said: tuple[SaidOf, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One number that a tester measured."""

    line: SpecLine
    said: SaidLine


@dataclass(frozen=True, slots=True)
class Voices:
    """What each says. A result that is known only from its maker's page, or a seller's, stands with the maker, or the seller."""

    makers: tuple[SaidOfProblem, ...]
    makers_reports: tuple[Finding, ...]
    others: tuple[SaidOfProblem, ...]
    others_reports: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    measured: tuple[Measured, ...]

    @property
    def against(self) -> list[SaidOf]:
        """Every voice that says "not for", whoever it is."""
        return [said for of in (*self.makers, *self.others) for said in of.said if said.is_against]

    @property
    def has_findings(self) -> bool:
        """Whether anything was measured or found."""
        return bool(self.findings or self.measured)


def voices_of(suitability: Iterable[Suitability], findings: Iterable[Finding], lines: Sequence[SpecLine]) -> Voices:
    """Everything said, each under the one who says it."""
    said = [SaidOf(row, source_mark(row.source, row.voice)) for row in suitability]
    listed = list(findings)
    told_by_sellers = {SourceKind.MANUFACTURER, SourceKind.RETAILER}
    return Voices(
        makers=_by_problem(one for one in said if one.row.voice == Voice.MAKER),
        makers_reports=tuple(one for one in listed if one.source.kind == SourceKind.MANUFACTURER),
        others=_by_problem(one for one in said if one.row.voice != Voice.MAKER),
        others_reports=tuple(one for one in listed if one.source.kind == SourceKind.RETAILER),
        findings=tuple(one for one in listed if one.source.kind not in told_by_sellers),
        measured=tuple(
            Measured(line, one)
            for line in lines
            if line.cell.feature.is_number
            for one in line.said
            if one.statement.voice == Voice.TESTER and not one.barred_because
        ),
    )


def _by_problem(said: Iterable[SaidOf]) -> tuple[SaidOfProblem, ...]:
    """Under each problem, in the order in which it is first named."""
    found: dict[Problem, list[SaidOf]] = {}
    for one in said:
        found.setdefault(one.row.problem, []).append(one)
    return tuple(SaidOfProblem(problem, tuple(kept)) for problem, kept in found.items())
