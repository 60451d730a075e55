"""One source and everything that rests on it."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalogue.models import Source
from catalogue.wording import statement_text

SHOWN_STATEMENTS = 300
PUBLISHED = Q(product__status="published")


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """What was read, when, how much of it, who paid, and what the catalogue takes from it."""
    found = get_object_or_404(Source, slug=slug)
    statements = found.statements.with_all().select_related("product__brand").filter(PUBLISHED)
    context = {
        "source": found,
        "statements": [(s, statement_text(s)) for s in statements[:SHOWN_STATEMENTS]],
        "statement_count": statements.count(),
        "evidence": found.evidence.select_related("problem", "and_problem", "feature", "source"),
        "findings": found.findings.filter(Q(product=None) | PUBLISHED).select_related("product__brand"),
        "suitability": found.suitability.filter(PUBLISHED).select_related("product__brand", "problem"),
        "offers": found.offers.filter(PUBLISHED).select_related("product__brand"),
        "reference_rates": found.reference_rates.all(),
        "harms": found.harms.select_related("feature"),
        "red_flags": found.red_flags.all(),
        "look_for": found.look_for.select_related("problem", "feature"),
    }
    return render(request, "catalogue/source.html", context)
