"""Fragments that many pages share: source marks, evidence, the site's two languages."""

from typing import Any

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.template import Context
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info

from catalogue.drawing import insole_symbols
from catalogue.models import Evidence, Problem, ReferenceRate, Source
from catalogue.wording import (
    CERTAINTY_STEPS,
    SourceMark,
    certainty_text,
    date_text,
    evidence_text,
    in_english,
    named_mark,
    number_text,
    other_names,
    study_mark,
    told,
)

register = template.Library()

register.simple_tag(insole_symbols)
register.simple_tag(study_mark)
register.filter("partial_date", date_text)
register.filter(told)
register.filter(in_english)


@register.inclusion_tag("components/_source_mark.html", name="mark")
def show_mark(mark: SourceMark) -> dict[str, Any]:
    """Who says so."""
    return {"mark": mark}


@register.inclusion_tag("components/_source_mark.html", name="study")
def show_study(source: Source) -> dict[str, Any]:
    """The mark of a study or guideline."""
    return {"mark": study_mark(source)}


@register.inclusion_tag("components/_source_mark.html", name="cite")
def show_named(source: Source) -> dict[str, Any]:
    """The mark of a text by its publisher; of a study by its kind."""
    return {"mark": named_mark(source)}


@register.inclusion_tag("components/_evidence.html", name="evidence")
def show_evidence(
    record: Evidence,
    *,
    names_problem: bool = False,
    names_feature: bool = False,
    level: int = 4,
    is_open: bool = False,
) -> dict[str, Any]:
    """One result in generated words, with everything needed to judge it."""
    steps = CERTAINTY_STEPS[record.certainty]
    return {
        "record": record,
        "sentence": evidence_text(record.direction, record.certainty, record.aspect),
        "certainty": certainty_text(record.certainty),
        "steps": [number < steps for number in range(4)] if steps else [],
        "mark": study_mark(record.source),
        "names_problem": names_problem,
        "names_feature": names_feature,
        "level": level,
        "is_open": is_open,
    }


@register.filter
def worth(rate: ReferenceRate) -> str:
    """What one euro is worth by a rate: "1.0705 USD", in German "1,0705 USD"."""
    return number_text(rate.per_euro, rate.currency)


@register.filter
def said_as(problem: Problem, count: int) -> str:
    """How people call a problem, in a few words."""
    return ", ".join(other_names(problem.lay_names, str(problem.name), count))


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[dict[str, Any]]:
    """This page in each language: same address, same query."""
    request = context.get("request")
    if request is None:
        return []
    return [_language_link(request, code) for code, _name in settings.LANGUAGES]


def _language_link(request: HttpRequest, code: str) -> dict[str, Any]:
    url = translate_url(request.get_full_path(), code)
    try:
        absolute = request.build_absolute_uri(url)
    except DisallowedHost:
        absolute = url
    name = get_language_info(code)["name_local"]
    return {"code": code, "name": name, "url": url, "absolute": absolute, "current": get_language() == code}


@register.simple_tag
def crumbs(here: str, *way: str) -> list[dict[str, str]]:
    """The trail of a page: `way` is name, address, name, address …; the page itself comes last."""
    steps = [{"name": name, "url": url} for name, url in zip(way[::2], way[1::2], strict=True)]
    return [*steps, {"name": here, "url": ""}]
