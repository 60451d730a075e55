"""Choosing insoles to compare where a page cannot do it alone: ticks that no script notes, and drawings that a page does not hold."""

from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from comparisons.choosing import choice_pairs, drawing_of
from comparisons.index import current
from comparisons.selection import in_order, query_string

# Where one may come from, and so be sent back to: nowhere else does this lead.
LISTS = ("comparisons:browse", "comparisons:problem", "comparisons:finder")


@require_safe
def choose(request: HttpRequest) -> HttpResponseBase:
    """Back to the list of `back`, whose address now says what was ticked there: those chosen before keep their order."""
    ticked = [slug for slug in request.GET.getlist("with") if slug]
    path, _mark, query = request.GET.get("back", "").partition("?")
    pairs = parse_qsl(query)
    before = [value for name, value in pairs if name == "with" and value in ticked]
    others = [pair for pair in pairs if pair[0] != "with"]
    chosen = choice_pairs(dict.fromkeys([*before, *ticked]))
    return HttpResponseRedirect(_list_at(path) + query_string(in_order([*others, *chosen])))


def _list_at(path: str) -> str:
    """The address of the list at a path; of all insoles where there is none."""
    try:
        found = resolve(path)
    except Resolver404:
        return reverse("comparisons:browse")
    return reverse(found.view_name, kwargs=found.kwargs) if found.view_name in LISTS else reverse("comparisons:browse")


@require_safe
def drawing(request: HttpRequest, slug: str) -> HttpResponse:
    """The small drawing of one insole: a fragment for trays of pages that do not hold it."""
    index = current()
    if slug not in index.slugs:
        raise Http404
    return HttpResponse(drawing_of(index, slug), headers={"X-Robots-Tag": "noindex"})
