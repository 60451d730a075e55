"""The overview of all evidence: foot problems by features, each cell in words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.choices import ANY_INSOLE, ProblemGroup
from catalogue.evidence import ResultLine, result_lines
from catalogue.models import Evidence, Feature, LookFor, Problem, Source

# The records of one row of the overview, by feature; None is insoles as such.
ByFeature = Mapping[int | None, Sequence[Evidence]]


@dataclass(frozen=True, slots=True)
class Column:
    """One feature, or insoles as such."""

    slug: str
    feature: Feature | None

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.feature.name) if self.feature else _("Insoles as such")


@dataclass(frozen=True, slots=True)
class EvidenceCell:
    """What research found on one problem and one feature; without results it says whether people look for it all the same."""

    column: Column
    url: str
    results: tuple[ResultLine, ...]
    is_looked_for: bool


@dataclass(frozen=True)
class EvidenceRow:
    """One problem, or two together, across all features."""

    problem: Problem
    together: Problem | None
    cells: tuple[EvidenceCell, ...]
    sought_until: date | None

    @cached_property
    def has_results(self) -> bool:
        """Whether any study was found."""
        return any(cell.results for cell in self.cells)


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """Problems by features; each cell leads to the page of its pair."""
    problems = list(Problem.objects.all())
    records = list(Evidence.objects.with_all())
    looked_for = set(LookFor.objects.values_list("problem_id", "feature_id"))
    columns = columns_of(records, {feature for _problem, feature in looked_for})
    rows = rows_of(problems, records, looked_for, columns)
    context = {
        "columns": columns,
        "groups": [
            (group, found) for group in ProblemGroup if (found := [row for row in rows if row.problem.group == group])
        ],
        "study_count": len({record.source_id for record in records}),
        "record_count": len(records),
        "sought_until": Source.objects.research_read_on(),
        "nav": "evidence",
    }
    return render(request, "catalogue/evidence.html", context)


def columns_of(records: Sequence[Evidence], looked_for: set[int]) -> list[Column]:
    """Insoles as such, then every feature that was studied or that people look for."""
    wanted = looked_for | {record.feature_id for record in records if record.feature_id}
    features = Feature.objects.filter(pk__in=wanted)
    return [Column(ANY_INSOLE, None), *(Column(feature.slug, feature) for feature in features)]


def rows_of(
    problems: Sequence[Problem],
    records: Sequence[Evidence],
    looked_for: set[tuple[int, int]],
    columns: Sequence[Column],
) -> list[EvidenceRow]:
    """One row a problem; two problems together have a row of their own below the first."""
    by_row: dict[tuple[int, int | None], dict[int | None, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        by_row[record.problem_id, record.and_problem_id][record.feature_id].append(record)
    seconds = {record.and_problem_id: record.and_problem for record in records if record.and_problem}
    rows = []
    for problem in problems:
        features = {feature for about, feature in looked_for if about == problem.pk}
        rows.append(row_of(problem, None, by_row.get((problem.pk, None), {}), features, columns))
        for pk, other in seconds.items():
            if (problem.pk, pk) in by_row:
                rows.append(row_of(problem, other, by_row[problem.pk, pk], set(), columns))
    return rows


def row_of(
    problem: Problem, together: Problem | None, found: ByFeature, looked_for: set[int], columns: Sequence[Column]
) -> EvidenceRow:
    """The cells of one row."""
    cells = tuple(
        EvidenceCell(
            column,
            problem.evidence_url(column.feature),
            tuple(result_lines(found.get(column.feature.pk if column.feature else None, ()))),
            column.feature is not None and column.feature.pk in looked_for,
        )
        for column in columns
    )
    return EvidenceRow(problem, together, cells, problem.checked_on)
