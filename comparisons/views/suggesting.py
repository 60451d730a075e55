"""What a search box suggests while one types: fragments. Nobody keeps them, because they may name a complaint."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comparisons.choosing import choice_pairs, name_of
from comparisons.filters import ProductFilter, QueryField
from comparisons.index import Index, current
from comparisons.presentation import WORDS_SHOWN
from comparisons.search import Kind, Results
from comparisons.selection import in_order, query_string
from comparisons.views.searching import HitLine, guide_url, line_of, query_pairs, search_url, signs_typed

FEWEST_LETTERS = 2
SUGGESTED_HITS = 6
SUGGESTED_SIGNS = 1


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What the search box suggests while one types: a fragment. Nobody keeps it, because it may name a complaint."""
    query = QueryField(required=False).clean(request.GET.get("q", ""))
    index = current()
    results = _typed(index, query)
    # Under a sign to get help nothing is suggested that one might buy instead.
    hits = [hit for hit in results.hits if hit.kind == Kind.PROBLEM or not results.help][:SUGGESTED_HITS]
    lines = [line_of(index, hit) for hit in hits]
    return _suggested(request, index, results, query, lines, search_url(query_pairs(query)))


@require_safe
def suggestions_to_add(request: HttpRequest) -> HttpResponse:
    """Insoles by their names while one types, each leading to the comparison of the address with it added."""
    query = QueryField(required=False).clean(request.GET.get("q", ""))
    given = request.GET.copy()
    given.pop("q", None)
    index = current()
    comparison = ProductFilter(given, index.vocabulary, products=index.slugs, compares=True)
    results = _typed(index, query)
    slugs = [] if results.help else _to_add(index, results, query, comparison.selection.compared)
    pairs = [pair for pair in comparison.clean_pairs if pair[0] != "format"]
    lines = [
        HitLine(
            name_of(index, slug),
            _("add"),
            reverse("comparisons:compare") + query_string(in_order([*pairs, *choice_pairs([slug])])),
            "",
            "",
        )
        for slug in slugs
    ]
    kept = [pair for pair in pairs if pair[0] in {"with", "problem", *WORDS_SHOWN}]
    all_url = reverse("comparisons:browse") + query_string(in_order([*kept, *query_pairs(query)]))
    return _suggested(request, index, results, query, lines, all_url)


def _to_add(index: Index, results: Results, query: str, chosen: Sequence[str]) -> list[str]:
    """Insoles whose names hold every word, as the list would have them, the likeliest first; then what else may be meant."""
    likely = [hit.slug for hit in results.hits if hit.kind == Kind.PRODUCT]
    places = index.search.places_matching(query) if len(query) >= FEWEST_LETTERS else ()
    holding = dict.fromkeys(index.slugs[place] for place in places)
    found = [*(slug for slug in likely if slug in holding), *holding, *likely]
    return [slug for slug in dict.fromkeys(found) if slug not in chosen][:SUGGESTED_HITS]


def _typed(index: Index, query: str) -> Results:
    """What may be meant by the letters typed so far."""
    return index.search.search(query, get_language() or "en") if len(query) >= FEWEST_LETTERS else Results()


def _suggested(
    request: HttpRequest, index: Index, results: Results, query: str, lines: Sequence[HitLine], all_url: str
) -> HttpResponse:
    """Warning signs first, then the lines, then the way to all of them; and what a screen reader says of it."""
    signs = signs_typed(index, results.help)[:SUGGESTED_SIGNS]
    count = len(signs) + len(lines)
    said = ngettext("%(count)s suggestion", "%(count)s suggestions", count) % {"count": count}
    if signs:
        said = f"{_('Get help first')}. {said}"
    context = {
        "help": [(sign, guide_url(one.problem)) for one, sign in signs],
        "lines": lines,
        "all_url": all_url,
        "query": query,
        "said": said if count else "",
    }
    response = render(request, "components/_suggestions.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
