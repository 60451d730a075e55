"""The page of one insole."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.choices import STOPPING
from catalogue.drawing import insole_svg, shape_from
from catalogue.images import photos
from catalogue.insole_page.asked import Asked, canonical, query_string, read
from catalogue.insole_page.fit import fit_of
from catalogue.insole_page.life import life_of, taking_back, wearing_in
from catalogue.insole_page.prices import offer_lines
from catalogue.insole_page.research import cautions_of, reasons_against, research_of
from catalogue.insole_page.spec import Lines, SpecLine, key_lines, spec_groups, spec_lines
from catalogue.insole_page.voices import voices_of
from catalogue.knowledge import Knowledge, current_knowledge
from catalogue.models import Product, Sheet, sheet_of
from catalogue.preview import Preview, mark, never_kept
from catalogue.sharing import product_picture
from catalogue.views.withdrawn import withdrawn_product


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Picture, reasons against it, spec sheet with sources, fit, wearing in, four voices, prices; or what became of it."""
    found = Product.objects.published().for_page().filter(slug=slug).first()
    if found is None:
        return preview(request, slug) or withdrawn_product(request, slug)
    known = current_knowledge()
    given = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True, errors="replace")
    asked = read(given, known.currencies)
    if (wanted := canonical(given, asked)) is not None:
        return HttpResponseRedirect(request.path + query_string(wanted))
    return render(request, "catalogue/product.html", context_of(found, known, asked))


def preview(request: HttpRequest, slug: str) -> HttpResponseBase | None:
    """The page of a draft as visitors will see it, for staff who are logged in; None for everybody else.

    Whoever sends no cookie of a session is not asked who they are: pages stay the same for all visitors.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not _may_look(request):
        return None
    found = Product.objects.not_seen_yet().for_page().filter(slug=slug).first()
    if found is None:
        return None
    known = current_knowledge()
    asked = read(parse_qsl(request.META.get("QUERY_STRING", ""), errors="replace"), known.currencies)
    status = {"status": found.get_status_display()}
    shown = Preview(
        title=_("Only the desk sees this page"),
        text=_("It shows the entry as visitors will see it once it is published. Now it is: %(status)s.") % status,
        back=reverse("admin:catalogue_product_change", args=[found.pk]),
        back_text=_("Back to its page at the desk"),
    )
    mark(request, shown)
    return never_kept(render(request, "catalogue/product.html", context_of(found, known, asked)))


def _may_look(request: HttpRequest) -> bool:
    """Whether the desk lets them in, second factor included, and they may see products there."""
    return admin.site.has_permission(request) and request.user.has_perm("catalogue.view_product")


def context_of(found: Product, known: Knowledge, asked: Asked) -> dict[str, Any]:
    """What the page is rendered from."""
    sheet = sheet_of(found, known.features)
    lines = spec_lines(sheet, found.statements.all(), asked.units)
    by_slug = Lines(lines)
    research = research_of(lines, known)
    return {
        "product": found,
        "sheet": sheet,
        "asked": asked,
        "photos": photos(found.pictures.publishable()) if found.is_pictured else [],
        "share_picture": product_picture(sheet),
        "drawing": drawing(sheet, str(found.full_name)),
        "reasons_against": reasons_against(research, STOPPING),
        "cautions": cautions_of(lines, known),
        **_sheet_context(sheet, lines),
        "fit": fit_of(sheet, by_slug, stock=asked.stock, size=asked.size, units=asked.units),
        "wearing_in": wearing_in(by_slug, known.points),
        "life": life_of(by_slug, found.offers.all(), asked.currency, known.rates, date.today()),
        "taking_back": list(taking_back(by_slug)),
        "voices": voices_of(found.suitability.all(), found.findings.all(), lines),
        "research": research,
        "offers": offer_lines(found.offers.all(), date.today()),
        "nav": "insoles",
    }


def _sheet_context(sheet: Sheet, lines: list[SpecLine]) -> dict[str, Any]:
    """The spec sheet, and how much of it is known."""
    return {
        "groups": spec_groups(lines),
        "key_lines": key_lines(lines),
        "known": len(sheet.known),
        "feature_count": len(sheet.cells),
        "core_lines": core_lines(lines),
        "known_percent": sheet.core_known * 100 // max(sheet.core_total, 1),
        "is_unknown": not any(line.said for line in lines),
        "is_barred_only": not sheet.known and any(line.said for line in lines),
    }


def core_lines(lines: Iterable[SpecLine]) -> list[SpecLine]:
    """The core facts, known ones first: what "11 of 14" counts."""
    return sorted((line for line in lines if line.cell.feature.is_core), key=lambda line: not line.cell.has_value)


def drawing(sheet: Sheet, name: str) -> str:
    """The insole drawn from its shown values, with names of its parts."""
    return insole_svg(shape_from(sheet.single_values), label=name, size="page")
