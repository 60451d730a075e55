"""One search over problems, features, insoles and brands: warning signs first, then one list of hits with their kinds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from comparisons.choosing import (
    Control,
    beyond_limit,
    choice_pairs,
    chosen_in,
    control_of,
    tray_of,
)
from comparisons.filters import QueryField, WordField
from comparisons.index import Index, current
from comparisons.search import Help, Hit, Kind, Results
from comparisons.selection import Ignored, Pairs, in_order, query_string
from comparisons.views.answers import as_json, redirect_unless

FORMATS = ("html", "json")
SHOWN_IGNORED = 12


@dataclass(frozen=True, slots=True)
class HitLine:
    """One hit as the page shows it."""

    name: str
    kind: str
    url: str
    matched: str
    note: str
    control: Control | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a search says, and what of it could not be followed."""

    query: str
    form: str
    chosen: tuple[str, ...]
    ignored: Sequence[Ignored]

    @property
    def canonical(self) -> Pairs:
        """The parameters in their order, bad values kept so that the page can name them."""
        pairs: Pairs = [*query_pairs(self.query), *([("format", self.form)] if self.form != "html" else [])]
        return in_order([*pairs, *choice_pairs(self.chosen), *((bad.name, bad.value) for bad in self.ignored)])

    def address_with(self, chosen: tuple[str, ...]) -> str:
        """The address of the same search with these insoles chosen to compare."""
        return search_url([*query_pairs(self.query), *choice_pairs(chosen)])


def query_pairs(query: str) -> Pairs:
    """What was typed as a parameter; nothing for nothing."""
    return [("q", query)] if query else []


def search_url(pairs: Pairs) -> str:
    """The address of the page of results."""
    return reverse("comparisons:search") + query_string(pairs)


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """What was typed, found. The page and its JSON; nothing typed gives the ways on."""
    index = current()
    asked = _asked(request.GET, index)
    if (redirect := redirect_unless(request, asked.canonical)) is not None:
        return redirect
    results = index.search.search(asked.query, get_language() or "en")
    if asked.form == "json":
        return _as_json(request, index, results, asked.query)
    return render(request, "comparisons/search.html", _context(index, results, asked))


def _asked(given: QueryDict, index: Index) -> Asked:
    """The address of a search, read."""
    read: dict[str, str] = {}
    chosen, ignored = chosen_in(given, index)
    for name, field in (("q", QueryField(required=False)), ("format", WordField(words=FORMATS, required=False))):
        read[name] = field.clean(given.get(name, ""))
        ignored += [Ignored(name, value, why) for _end, value, why in field.bad]
    for name in given:
        if name not in {*read, "with"}:
            values = filter(None, dict.fromkeys(given.getlist(name)))
            ignored += [Ignored(name, value, _("There is no such filter.")) for value in values]
    ignored.sort(key=lambda bad: (bad.name, bad.value))
    return Asked(read["q"], read["format"] or "html", chosen, ignored)


def _context(index: Index, results: Results, asked: Asked) -> dict[str, Any]:
    query, pairs = asked.query, query_pairs(asked.query)
    beyond = beyond_limit(index, asked.ignored)
    unknown = [bad for bad in asked.ignored if bad.name != "with" or bad.value not in beyond]
    return {
        "query": query,
        "search_query": query,
        "lines": [line_of(index, hit, asked) for hit in results.hits],
        "has_insoles": any(hit.kind == Kind.PRODUCT for hit in results.hits),
        "tray": tray_of(index, asked.chosen, asked.address_with, beyond=beyond),
        "care_cards": _care_cards(index, results.help),
        "guides": _guides(index, results.help),
        "named_count": len(index.search.places_matching(query)) if query else 0,
        "named_url": reverse("comparisons:browse") + query_string([*pairs, *choice_pairs(asked.chosen)]),
        "clean_url": search_url(pairs),
        "ignored_texts": [f"{bad.name}={bad.value[:80]}: {bad.why}" for bad in unknown[:SHOWN_IGNORED]],
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


def guide_url(problem: str) -> str:
    """The guide of a sign, at its warning signs."""
    return f"{reverse('comparisons:problem', args=[problem])}#care" if problem else reverse("catalogue:problems")


def line_of(index: Index, hit: Hit, asked: Asked | None = None) -> HitLine:
    """One hit in words. On the page, an insole can be added to what is chosen, which the way to it takes along."""
    names = {
        Kind.PROBLEM: _("foot problem"),
        Kind.FEATURE: _("feature"),
        Kind.PRODUCT: _("insole"),
        Kind.BRAND: _("brand"),
    }
    former = _former_name(index, hit) if hit.kind == Kind.PRODUCT else ""
    note = _("also or formerly sold as “%(name)s”") % {"name": former} if former else _note(index, hit)
    line = HitLine(hit.name, names[hit.kind], _url(hit), "" if former else hit.matched, note)
    if asked is None or hit.kind != Kind.PRODUCT:
        return line
    control = control_of(hit.slug, hit.name, asked.chosen, asked.address_with)
    return replace(line, url=line.url + query_string(choice_pairs(asked.chosen)), control=control)


def _former_name(index: Index, hit: Hit) -> str:
    """The former or other name by which an insole was found; nothing where it was found by the one it has."""
    former = index.search.products.named(index.slugs.index(hit.slug)).former
    return next((name for name in former if hit.matched.endswith(name)), "")


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


def signs_typed(index: Index, found: Sequence[Help]) -> list[tuple[Help, RedFlag]]:
    """The warning signs that were typed, each with what the catalogue says of it."""
    by_slug = {sign.slug: sign for sign in index.vocabulary.signs}
    return [(one, by_slug[one.slug]) for one in found]


def _care_cards(index: Index, found: Sequence[Help]) -> list[CareCard]:
    """The signs that were typed, by urgency, all open."""
    signs = [sign for _help, sign in signs_typed(index, found)]
    grouped = ((urgency, tuple(sign for sign in signs if sign.urgency == urgency)) for urgency in Urgency)
    return [CareCard(urgency, of_it, is_open=True) for urgency, of_it in grouped if of_it]


def _guides(index: Index, found: Sequence[Help]) -> list[tuple[str, str]]:
    """(name, address) of the guides that tell more, each once."""
    problems = (index.vocabulary.problem(slug) for slug in dict.fromkeys(one.problem for one in found))
    return [(str(problem.name), guide_url(problem.slug)) for problem in problems if problem is not None]


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
                "url": guide_url(one.problem),
            }
            for one, sign in signs_typed(index, results.help)
        ],
    }
    state = f"{index.token} {get_language()} {query}"
    etag = f'W/"{sha256(state.encode()).hexdigest()[:32]}"'
    response = as_json(data)
    response["Cache-Control"] = "no-cache"
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
