"""Features and their choices, explained."""

from collections import defaultdict

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalogue.choices import FeatureGroup
from catalogue.drawing import foot_map_svg
from catalogue.models import Choice, Evidence, Feature, Harm, LookFor, SpecEntry

PUBLISHED = Q(product__status="published")


@require_safe
def features(request: HttpRequest) -> HttpResponse:
    """Every feature in its group."""
    groups: dict[str, list[Feature]] = defaultdict(list)
    for found in Feature.objects.all():
        groups[found.group].append(found)
    context = {
        "groups": [(str(group.label), groups[group]) for group in FeatureGroup if groups[group]],
        "count": sum(len(group) for group in groups.values()),
        "nav": "features",
    }
    return render(request, "catalogue/features.html", context)


@require_safe
def feature(request: HttpRequest, slug: str) -> HttpResponse:
    """One feature: what it is, its choices with counts, who looks for it, what research found, how words mislead."""
    found = get_object_or_404(Feature.objects.with_choices(), slug=slug)
    context = {
        "feature": found,
        "foot_map": foot_map_svg(found.zone, found.side),
        "choices": choice_counts(found),
        "stated": SpecEntry.objects.with_value().filter(PUBLISHED, feature=found).count(),
        "look_for": LookFor.objects.filter(feature=found)
        .select_related("problem", "feature")
        .order_by("problem__position"),
        "evidence": Evidence.objects.filter(feature=found).with_all().order_by("key"),
        "harms": Harm.objects.filter(feature=found).prefetch_related("sources"),
        "nav": "features",
    }
    return render(request, "catalogue/feature.html", context)


def choice_counts(found: Feature) -> list[tuple[Choice, int]]:
    """How many published products show each choice."""
    published = Q(entries__product__status="published", entries__state__in=["stated", "disputed"])
    several = Q(multi_entries__product__status="published")
    counted = (
        Count("multi_entries", filter=several, distinct=True)
        if found.takes_several
        else Count("entries", filter=published, distinct=True)
    )
    counts = dict(found.choices.annotate(shown_by=counted).values_list("pk", "shown_by"))
    return [(choice, counts[choice.pk]) for choice in found.choices.all()]
