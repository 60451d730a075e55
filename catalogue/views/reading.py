"""Pages to read: the list of problems, the article, the method."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalogue.choices import REGIONS_FROM_THE_HEAD, Region
from catalogue.drawing import BodyRegion, ChainLink, body_figure_svg, chain_figure_svg
from catalogue.models import ArticleClaim, ChainStep, EditorDecision, Problem, Product, ReferenceRate, Source, Statement
from catalogue.models.method import METHOD_VERSIONS
from catalogue.wording import VERDICT_CLASSES

# The source that the article itself is recorded as.
ARTICLE = "article-yegfitness"


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """All foot problems on the body map and as a list, those that need a professional first among them; the article's chain."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in Problem.objects.all():
        found[problem.region].append(problem)
    regions = [(region, found[region]) for region in REGIONS_FROM_THE_HEAD if found[region]]
    context = {
        "regions": regions,
        "figure": body_figure_svg([body_region(region, len(listed)) for region, listed in regions], "#chain"),
        **the_chain(),
        "nav": "problems",
    }
    return render(request, "catalogue/problems.html", context)


def body_region(region: Region, count: int) -> BodyRegion:
    """A link of the body map to its part of the list."""
    text = ngettext("%(count)s problem", "%(count)s problems", count) % {"count": count}
    return BodyRegion(region, str(region.label), f"#{region}", text)


def the_chain() -> dict[str, Any]:
    """The article's chain, as a drawing and step by step: three queries."""
    steps = list(ChainStep.objects.prefetch_related("evidence__source"))
    links = [
        ChainLink(
            step.position,
            step.from_place,
            step.to_place,
            str(step),
            str(step.get_verdict_display()),
            f"#step-{step.position}",
        )
        for step in steps
    ]
    return {"chain": steps, "chain_figure": chain_figure_svg(links)}


@require_safe
def article(request: HttpRequest) -> HttpResponse:
    """What the article asserts, claim by claim, with our verdict and the evidence; its chain from foot to spine."""
    claims = ArticleClaim.objects.prefetch_related("evidence__source", "evidence__feature", "problems")
    all_problems = Problem.objects.all()
    context = {
        "claims": [(claim, VERDICT_CLASSES[claim.verdict]) for claim in claims],
        **the_chain(),
        "named": [problem for problem in all_problems if problem.article_says],
        "not_named": [problem for problem in all_problems if not problem.article_says],
        "source": Source.objects.filter(slug=ARTICLE).first(),
    }
    return render(request, "catalogue/article.html", context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How values are chosen and scores are made; earlier ways of making them stay readable."""
    *earlier, current = METHOD_VERSIONS
    context = {
        "method": current,
        "earlier_methods": reversed(earlier),
        "overrules": EditorDecision.objects.filter(state="stated", product__status="published").select_related(
            "product__brand", "feature", "statement__source"
        ),
        "barred": Source.objects.exclude(barred_because=""),
        "rates": ReferenceRate.objects.select_related("source"),
        "product_count": Product.objects.published().count(),
        "statement_count": Statement.objects.count(),
        "source_count": Source.objects.count(),
        "nav": "method",
    }
    return render(request, "catalogue/method.html", context)
