"""One search over problems, features, insoles and brands: warning signs first, then one list of hits with their kinds."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.choices import Urgency
from catalogue.models import CareCard, RedFlag
from comparisons.filters import QueryField, WordField
from comparisons.index import Index, current
from comparisons.search import Help, Hit, Kind, Results
from comparisons.selection import Ignored, Pairs, in_order, query_string
from comparisons.views.answers import as_json, redirect_unless

FORMATS = ("html", "json")
SHOWN_IGNORED = 12
FEWEST_LETTERS = 2
SUGGESTED_HITS = 6
SUGGESTED_SIGNS = 1


@dataclass(frozen=True, slots=True)
class HitLine:
    """One hit as the page shows it."""

    name: str
    kind: str
    url: str
    matched: str
    note: str


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """What was typed, found. The page and its JSON; nothing typed gives the ways on."""
    query, form, ignored = _asked(request.GET)
    pairs: Pairs = [*([("q", query)] if query else []), *([("format", form)] if form != "html" else [])]
    kept = [(bad.name, bad.value) for bad in ignored]
    if (redirect := redirect_unless(request, in_order([*pairs, *kept]))) is not None:
        return redirect
    index = current()
    results = index.search.search(query, get_language() or "en")
    if form == "json":
        return _as_json(request, index, results, query)
    return render(request, "comparisons/search.html", _context(index, results, query, ignored))


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What the search box suggests while one types: a fragment. Nobody keeps it, because it may name a complaint."""
    query = QueryField(required=False).clean(request.GET.get("q", ""))
    index = current()
    results = index.search.search(query, get_language() or "en") if len(query) >= FEWEST_LETTERS else Results()
    response = render(request, "components/_suggestions.html", _suggested(index, results, query))
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _suggested(index: Index, results: Results, query: str) -> dict[str, Any]:
    """Warning signs first, then the best hits, then the way to all of them; what a screen reader says of it."""
    signs = _signs(index, results.help)[:SUGGESTED_SIGNS]
    # Under a sign to get help nothing is suggested that one might buy instead.
    hits = [hit for hit in results.hits if hit.kind == Kind.PROBLEM or not signs][:SUGGESTED_HITS]
    lines = [_line(index, hit) for hit in hits]
    count = len(signs) + len(lines)
    said = ngettext("%(count)s suggestion", "%(count)s suggestions", count) % {"count": count}
    if signs:
        said = f"{_('Get help first')}. {said}"
    return {
        "help": [(sign, _guide_url(one.problem)) for one, sign in signs],
        "lines": lines,
        "all_url": reverse("comparisons:search") + query_string([("q", query)]),
        "query": query,
        "said": said if count else "",
    }


def _asked(given: QueryDict) -> tuple[str, str, list[Ignored]]:
    """(query, format, what could not be followed)."""
    read: dict[str, str] = {}
    ignored = []
    for name, field in (("q", QueryField(required=False)), ("format", WordField(words=FORMATS, required=False))):
        read[name] = field.clean(given.get(name, ""))
        ignored += [Ignored(name, value, why) for _end, value, why in field.bad]
    for name in given:
        if name not in read:
            values = filter(None, dict.fromkeys(given.getlist(name)))
            ignored += [Ignored(name, value, _("There is no such filter.")) for value in values]
    return read["q"], read["format"] or "html", sorted(ignored, key=lambda bad: (bad.name, bad.value))


def _context(index: Index, results: Results, query: str, ignored: Sequence[Ignored]) -> dict[str, Any]:
    named = len(index.search.places_matching(query)) if query else 0
    pairs: Pairs = [("q", query)] if query else []
    return {
        "query": query,
        "search_query": query,
        "lines": [_line(index, hit) for hit in results.hits],
        "care_cards": _care_cards(index, results.help),
        "guides": _guides(index, results.help),
        "named_count": named,
        "named_url": reverse("comparisons:browse") + query_string(pairs),
        "clean_url": reverse("comparisons:search") + query_string(pairs),
        "ignored_texts": [f"{bad.name}={bad.value[:80]}: {bad.why}" for bad in ignored[:SHOWN_IGNORED]],
    }


def _url(hit: Hit) -> str:
    """Where a hit leads: a guide, the glossary, an insole, or the insoles of a brand."""
    if hit.kind == Kind.BRAND:
        return reverse("comparisons:browse") + query_string([("brand", hit.slug)])
    pages = {
        Kind.PROBLEM: "comparisons:problem",
        Kind.FEATURE: "catalogue:feature",
        Kind.PRODUCT: "catalogue:product",
    }
    return reverse(pages[hit.kind], args=[hit.slug])


def _guide_url(problem: str) -> str:
    """The guide of a sign, at its warning signs."""
    return f"{reverse('comparisons:problem', args=[problem])}#care" if problem else reverse("catalogue:problems")


def _line(index: Index, hit: Hit) -> HitLine:
    names = {
        Kind.PROBLEM: _("foot problem"),
        Kind.FEATURE: _("feature"),
        Kind.PRODUCT: _("insole"),
        Kind.BRAND: _("brand"),
    }
    return HitLine(hit.name, names[hit.kind], _url(hit), hit.matched, _note(index, hit))


def _note(index: Index, hit: Hit) -> str:
    """What is behind a hit, in a few words."""
    if hit.kind == Kind.FEATURE:
        feature = index.vocabulary.feature(hit.slug)
        return str(feature.explanation) if feature else ""
    problem = index.vocabulary.problem(hit.slug) if hit.kind == Kind.PROBLEM else None
    if problem is not None and problem.is_clinician_first:
        return _("see someone first")
    if hit.kind == Kind.PRODUCT:
        return ""
    count = (index.listed if problem else index.brands)[hit.slug].bit_count()
    return ngettext("%(count)s insole", "%(count)s insoles", count) % {"count": count}


# Warning signs


def _signs(index: Index, found: Sequence[Help]) -> list[tuple[Help, RedFlag]]:
    by_slug = {sign.slug: sign for sign in index.vocabulary.signs}
    return [(one, by_slug[one.slug]) for one in found]


def _care_cards(index: Index, found: Sequence[Help]) -> list[CareCard]:
    """The signs that were typed, by urgency, all open."""
    signs = [sign for _help, sign in _signs(index, found)]
    grouped = ((urgency, tuple(sign for sign in signs if sign.urgency == urgency)) for urgency in Urgency)
    return [CareCard(urgency, of_it, is_open=True) for urgency, of_it in grouped if of_it]


def _guides(index: Index, found: Sequence[Help]) -> list[tuple[str, str]]:
    """(name, address) of the guides that tell more, each once."""
    problems = (index.vocabulary.problem(slug) for slug in dict.fromkeys(one.problem for one in found))
    return [(str(problem.name), _guide_url(problem.slug)) for problem in problems if problem is not None]


# As data


def _as_json(request: HttpRequest, index: Index, results: Results, query: str) -> HttpResponse:
    """The same as data; asked for again while nothing changed, 304."""
    data = {
        "hits": [
            {"kind": hit.kind.value, "slug": hit.slug, "name": hit.name, "url": _url(hit)} for hit in results.hits
        ],
        "help": [
            {
                "slug": sign.slug,
                "urgency": sign.urgency,
                "advice": str(sign.advice),
                "url": _guide_url(one.problem),
            }
            for one, sign in _signs(index, results.help)
        ],
    }
    state = f"{index.token} {get_language()} {query}"
    etag = f'W/"{sha256(state.encode()).hexdigest()[:32]}"'
    response = as_json(data)
    response["Cache-Control"] = "no-cache"
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
