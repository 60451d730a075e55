"""The first page: where does it hurt?"""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalogue.choices import REGIONS_FROM_THE_HEAD, Region
from catalogue.drawing import BodyRegion, body_figure_svg
from catalogue.models import Problem
from catalogue.wording import other_names
from comparisons.index import Index, current
from comparisons.models import Comparison


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem of a list, with how many insoles are listed for it."""

    problem: Problem
    count: int

    @property
    def lay_words(self) -> str:
        """How people call it, in short."""
        return ", ".join(other_names(self.problem.lay_names, str(self.problem.name), 2))


@dataclass(frozen=True, slots=True)
class RegionLines:
    """The problems of one part of the body."""

    region: Region
    lines: tuple[ProblemLine, ...]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Body map and list, popular comparisons, how we work."""
    index = current()
    regions = problems_by_region(index)
    context = {
        "regions": regions,
        "figure": body_figure_svg(
            [_body_region(region) for region in regions], f"{reverse('catalogue:problems')}#chain"
        ),
        "comparisons": Comparison.objects.with_products(),
        "product_count": len(index.ids),
    }
    return render(request, "comparisons/home.html", context)


def problems_by_region(index: Index) -> list[RegionLines]:
    """All problems under the part of the body where they are felt."""
    lines: dict[str, list[ProblemLine]] = defaultdict(list)
    for problem in index.vocabulary.problems:
        lines[problem.region].append(ProblemLine(problem, index.listed[problem.slug].bit_count()))
    return [RegionLines(region, tuple(lines[region])) for region in REGIONS_FROM_THE_HEAD if lines[region]]


def _body_region(region: RegionLines) -> BodyRegion:
    count = len(region.lines)
    text = ngettext("%(count)s problem", "%(count)s problems", count) % {"count": count}
    return BodyRegion(region.region, str(region.region.label), f"#{region.region}", text)
