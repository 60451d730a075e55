"""The guide to one foot problem: help first, then what is known, then the filtered comparison."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.choices import Aspect, Certainty
from catalogue.models import ArticleClaim, Evidence, LookFor, Problem, Suitability, care_cards
from catalogue.wording import CERTAINTY_STEPS, VERDICT_CLASSES, choices_text
from comparisons.index import Index, Vocabulary
from comparisons.match import Mark, Wish
from comparisons.share_pictures import problem_picture
from comparisons.views.lists import data_answer, list_context, listing_for
from comparisons.views.unchanged import unless_unchanged


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


@dataclass(frozen=True, slots=True)
class ChildLine:
    """One problem that a group stands for, with its count."""

    problem: Problem
    count: int


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """Results on one feature, or on insoles as such: opposing ones side by side, laboratory ones apart."""

    name: str
    records: tuple[Evidence, ...]
    laboratory: tuple[Evidence, ...]

    @property
    def tally(self) -> str:
        """How many results point which way, and how sure the surest is: what one reads before opening the group."""
        counted = Counter(_kind_of_result(record) for record in self.records)
        parts = [f"{count} {kind}" for kind, count in counted.items()]
        if self.laboratory:
            parts.append(_("%(count)s in the laboratory") % {"count": len(self.laboratory)})
        surest = max((record.certainty for record in self.records), key=CERTAINTY_STEPS.__getitem__, default="")
        if surest:
            parts.append(_("certainty at most %(grade)s") % {"grade": Certainty(surest).label})
        return ", ".join(parts)


# What was asked of these can be in favour or not; of the others only that it was asked fits into a count.
_POINTS_A_WAY = {Aspect.TREATMENT, Aspect.PREVENTION, Aspect.COMFORT}


def _kind_of_result(record: Evidence) -> str:
    """Which way a result points, or else what was asked."""
    if record.aspect in _POINTS_A_WAY:
        return str(record.get_direction_display())
    return _("on %(aspect)s") % {"aspect": record.get_aspect_display()}


@require_safe
@unless_unchanged
def problem(request: HttpRequest, index: Index, slug: str) -> HttpResponseBase:
    """The guide; its list is the list of insoles with this problem chosen."""
    found = get_object_or_404(Problem.objects.select_related("parent"), slug=slug)
    listing = listing_for(request, index, problem=slug, default_view="table")
    if (answer := data_answer(request, listing, f"insoles-{slug}")) is not None:
        return answer
    evidence = list(Evidence.objects.about(found))
    claims = ArticleClaim.objects.filter(problems=found).prefetch_related("evidence__source")
    context = {
        **list_context(listing),
        "problem": found,
        "share_picture": problem_picture(found, listing.index.vocabulary.wishes[slug], listing.index.vocabulary),
        "care_cards": care_cards(
            [found, *listing.problems], listing.index.vocabulary.signs, all_open=found.is_clinician_first
        ),
        "children": children_of(found, listing.index),
        "claims": [(claim, VERDICT_CLASSES[claim.verdict]) for claim in claims],
        "evidence": evidence_groups(evidence),
        "look_for": look_for_lines(listing.index.vocabulary.wishes[slug], listing.index.vocabulary),
        "suitability_count": Suitability.objects.filter(problem=found, product__status="published").count(),
        "nav": "problems",
    }
    return render(request, "comparisons/problem.html", context)


def children_of(group: Problem, index: Index) -> list[ChildLine]:
    """The problems that a group stands for, each with how many insoles are listed for it."""
    children = index.vocabulary.children(group)
    return [ChildLine(child, index.listed[child.slug].bit_count()) for child in children]


def look_for_lines(children: Iterable[Iterable[Wish]], vocabulary: Vocabulary) -> list[LookForLine]:
    """The look-for rows behind the wishes of a problem, or of all children of a group."""
    lines = []
    for wish in (wish for child in children for wish in child):
        if wish.row is not None:
            met, avoided = choices_text(wish.row.choices.all()), choices_text(wish.row.avoid.all())
            about = vocabulary.problem(wish.problem)
            lines.append(LookForLine(wish.row, wish, str(about.name) if about else "", met, avoided))
    return lines


def evidence_groups(records: Iterable[Evidence]) -> list[EvidenceGroup]:
    """Records by feature, insoles as such first; records come in that order."""
    groups: dict[str, list[Evidence]] = {}
    for record in records:
        groups.setdefault(str(record.feature.name) if record.feature else "", []).append(record)
    return [
        EvidenceGroup(
            name,
            tuple(record for record in found if record.aspect != Aspect.MECHANISM),
            tuple(record for record in found if record.aspect == Aspect.MECHANISM),
        )
        for name, found in groups.items()
    ]
