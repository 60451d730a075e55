"""The guide to one foot problem: help first, then what is known, then the filtered comparison; and the evidence page by page."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue.choices import ANY_INSOLE, Aspect, FeatureGroup
from catalogue.evidence import result_lines
from catalogue.models import (
    ArticleClaim,
    Evidence,
    Feature,
    GuidePoint,
    Harm,
    Problem,
    RedFlag,
    Suitability,
    care_cards,
)
from catalogue.wording import VERDICT_CLASSES
from comparisons.guide import (
    Check,
    LookForLine,
    evidence_groups,
    guide_points,
    harm_lines,
    look_for_lines,
    signs_of,
    sources_of,
    studies_sought_until,
    together_with,
)
from comparisons.index import Index
from comparisons.selection import query_string
from comparisons.share_pictures import problem_picture
from comparisons.views.lists import data_answer, list_context, listing_for
from comparisons.views.unchanged import unless_unchanged


@dataclass(frozen=True, slots=True)
class ChildLine:
    """One problem that a group stands for, with its count."""

    problem: Problem
    count: int


@require_safe
@unless_unchanged
def problem(request: HttpRequest, index: Index, slug: str) -> HttpResponseBase:
    """The guide; its list is the list of insoles with this problem chosen."""
    found = get_object_or_404(Problem.objects.select_related("parent"), slug=slug)
    listing = listing_for(request, index, problem=slug, default_view="table")
    if (answer := data_answer(request, listing, f"insoles-{slug}")) is not None:
        return answer
    vocabulary = listing.index.vocabulary
    claims = ArticleClaim.objects.filter(problems=found).prefetch_related("evidence__source")
    context = {
        **list_context(listing),
        **what_is_known(found, listing.index),
        "problem": found,
        "share_picture": problem_picture(found, vocabulary.wishes[slug], vocabulary),
        "care_cards": care_cards([found, *listing.problems], vocabulary.signs, all_open=found.is_clinician_first),
        "children": children_of(found, listing.index),
        "claims": [(claim, VERDICT_CLASSES[claim.verdict]) for claim in claims],
        "suitability_count": Suitability.objects.filter(problem=found, product__status="published").count(),
        "nav": "problems",
    }
    return render(request, "comparisons/problem.html", context)


def what_is_known(found: Problem, index: Index) -> dict[str, Any]:
    """Sourced points, studies, look-for rows, harms, and what all of it rests on. One query; one more without studies."""
    vocabulary = index.vocabulary
    evidence = list(Evidence.objects.about(found))
    lines = look_for_lines(vocabulary.wishes[found.slug], vocabulary)
    points = guide_points(found, vocabulary)
    looked_for = [line.row.feature for line in lines]
    harms = harm_lines([*looked_for, *(record.feature for record in evidence)], vocabulary)
    rows: list[GuidePoint | Harm | RedFlag] = [*harms.of_features, *harms.of_any, *signs_of(found, vocabulary)]
    rows += chain.from_iterable(points.values())
    return {
        "points": points,
        "evidence": evidence_groups(found, evidence),
        "look_for": lines,
        "harms": harms,
        "check": Check(found, sources_of(evidence, lines, rows)),
        "sought_until": None if evidence else studies_sought_until(found),
    }


def children_of(group: Problem, index: Index) -> list[ChildLine]:
    """The problems that a group stands for, each with how many insoles are listed for it."""
    children = index.vocabulary.children(group)
    return [ChildLine(child, index.listed[child.slug].bit_count()) for child in children]


@require_safe
@unless_unchanged
def pair(request: HttpRequest, index: Index, slug: str, feature: str) -> HttpResponse:
    """What research found on one feature, or on insoles as such, for one problem."""
    found = get_object_or_404(Problem, slug=slug)
    about = _feature_or_404(index, feature)
    evidence = [record for record in Evidence.objects.about(found) if record.feature == about]
    lines = [
        line
        for line in look_for_lines(index.vocabulary.wishes[slug], index.vocabulary)
        if about is not None and line.row.feature_id == about.pk
    ]
    alone = [record for record in evidence if together_with(found, record) is None]
    together = [record for record in evidence if record not in alone]
    context = {
        "problem": found,
        "feature": about,
        "results": result_lines(alone),
        "results_together": result_lines(together),
        "studies": [record for record in alone if record.aspect != Aspect.MECHANISM],
        "laboratory": [record for record in alone if record.aspect == Aspect.MECHANISM],
        "together": together,
        "linked": _linked_beside(lines, evidence),
        "look_for": lines,
        "harms": harm_lines([about], index.vocabulary),
        "care_cards": care_cards([found], index.vocabulary.signs, all_open=found.is_clinician_first),
        "list_url": "" if found.is_clinician_first else list_of(found, about, lines),
        "sought_until": None if evidence else studies_sought_until(found),
        "is_empty": not evidence and not lines,
        "nav": "problems",
    }
    return render(request, "comparisons/pair.html", context)


def _feature_or_404(index: Index, slug: str) -> Feature | None:
    """A feature; None for insoles as such."""
    if slug == ANY_INSOLE:
        return None
    feature = index.vocabulary.feature(slug)
    if feature is None:
        raise Http404
    return feature


def _linked_beside(lines: list[LookForLine], evidence: list[Evidence]) -> list[Evidence]:
    """Studies of another feature, or of insoles as such, that the look-for rows rest on too: a query where there are rows."""
    if not lines:
        return []
    rows, shown = [line.row.pk for line in lines], [record.pk for record in evidence]
    return list(Evidence.objects.filter(look_for__in=rows).exclude(pk__in=shown).distinct().with_all())


def list_of(found: Problem, feature: Feature | None, lines: list[LookForLine]) -> str:
    """The list of insoles with this problem chosen that have what is looked for; nothing is filtered by what is to be avoided."""
    chosen: list[tuple[str, str]] = []
    if feature is not None and feature.is_filterable:
        met = sorted({choice.slug for line in lines for choice in line.row.choices.all()})
        if met:
            chosen = [(feature.slug, choice) for choice in met]
        elif feature.group == FeatureGroup.SUPPORT and not any(line.avoid for line in lines):
            chosen = [("feature", feature.slug)]
    return reverse("comparisons:browse") + query_string([*chosen, ("problem", found.slug)])
