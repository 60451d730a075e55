"""Pages to read: the list of problems, the article, the method."""

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.choices import ProblemGroup
from catalogue.models import ArticleClaim, ChainStep, EditorDecision, Problem, Product, ReferenceRate, Source, Statement
from catalogue.models.method import METHOD_VERSIONS
from catalogue.wording import VERDICT_CLASSES

# The source that the article itself is recorded as.
ARTICLE = "article-yegfitness"


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """All foot problems, those that need a professional first among them."""
    groups: dict[str, list[Problem]] = defaultdict(list)
    for problem in Problem.objects.all():
        groups[problem.group].append(problem)
    context = {"groups": [(group, groups[group]) for group in ProblemGroup if groups[group]], "nav": "problems"}
    return render(request, "catalogue/problems.html", context)


@require_safe
def article(request: HttpRequest) -> HttpResponse:
    """What the article asserts, claim by claim, with our verdict and the evidence; its chain from foot to spine."""
    claims = ArticleClaim.objects.prefetch_related("evidence__source", "evidence__feature", "problems")
    all_problems = Problem.objects.all()
    context = {
        "claims": [(claim, VERDICT_CLASSES[claim.verdict]) for claim in claims],
        "chain": ChainStep.objects.prefetch_related("evidence__source"),
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
