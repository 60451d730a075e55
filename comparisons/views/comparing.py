"""Insoles side by side: chosen by a visitor, or put together by an editor."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.drawing.share import SharePicture
from catalogue.models import Problem, Product, care_cards
from catalogue.models.method import METHOD_VERSION
from catalogue.wording import listed_words
from comparisons.alternatives import Alternatives, alternatives_to
from comparisons.columns import load_columns, ordered
from comparisons.filters import ProductFilter
from comparisons.index import Index
from comparisons.kind import known_of_kind
from comparisons.matrix import build
from comparisons.models import Comparison
from comparisons.plain_text import text_lines
from comparisons.presentation import presentation
from comparisons.questions import questions
from comparisons.rows import wanted_by
from comparisons.selection import MAX_COMPARED, Ignored, Selection, address
from comparisons.share_pictures import picture_of
from comparisons.side_by_side import SideBySide
from comparisons.sizes import size_cells
from comparisons.views.answers import as_csv, as_json, as_text, redirect_to_canonical
from comparisons.views.unchanged import unless_unchanged

SUGGESTED = 6


@require_safe
@unless_unchanged
def compare(request: HttpRequest, index: Index) -> HttpResponseBase:
    """The products of the address: none, one, or two to six."""
    found = ProductFilter(request.GET, index.vocabulary, products=index.slugs, compares=True)
    if (redirect := redirect_to_canonical(request, found)) is not None:
        return redirect
    compared = side_by_side(
        found.selection.compared, found.selection, found, index, request.path, withdrawn=found.withdrawn
    )
    if (answer := data_of(request, compared)) is not None:
        return answer
    names = [product.full_name for product in compared.products]
    context = {
        **compare_context(compared, problems_of(found.selection, index)),
        "share_picture": share_picture(compared, found.selection.compared, found.selection, index),
        "title": _("%(names)s compared") % {"names": listed_words(names)} if names else _("Compare insoles"),
        "over_limit": over_limit(found),
        "alternatives": nearest_to(compared, index),
        "comparisons": Comparison.objects.with_products() if len(names) < 2 else [],
        "takes_more": len(names) < MAX_COMPARED,
    }
    return render(request, "comparisons/compare.html", context)


@require_safe
@unless_unchanged
def comparison(request: HttpRequest, index: Index, slug: str) -> HttpResponseBase:
    """A curated comparison: an editor's words beside the live table."""
    try:
        curated, others = Comparison.objects.one_among_others(slug)
    except Comparison.DoesNotExist:
        raise Http404 from None
    chosen = chosen_for(curated)
    found = ProductFilter(request.GET, index.vocabulary, products=index.slugs, compares=True, compared=chosen)
    if (redirect := redirect_to_canonical(request, found)) is not None:
        return redirect
    selection = with_own_problem(found.selection, curated)
    highlights = list(curated.highlights.all())
    compared = replace(
        side_by_side(chosen, selection, found, index, request.path, withdrawn=curated.withdrawn),
        is_curated=True,
        highlights=highlights,
    )
    if (answer := data_of(request, compared, str(curated.title))) is not None:
        return answer
    kind = known_of_kind(compared.products, index) if is_little_known(compared) else None
    context = {
        **compare_context(compared, problems_of(selection, index)),
        "comparison": curated,
        "share_picture": share_picture(compared, chosen, selection, index, curated),
        "highlights": highlights,
        "title": str(curated.title),
        "own_url": address("", replace(selection, compared=chosen, sort="")),
        "kind": kind,
        "questions": questions(compared.matrix, kind),
        "missing": curated.missing,
        "others": others,
    }
    return render(request, "comparisons/comparison.html", context)


def chosen_for(curated: Comparison) -> tuple[str, ...]:
    """The slugs of its columns."""
    return tuple(product.slug for product in curated.columns)


def with_own_problem(selection: Selection, curated: Comparison) -> Selection:
    """The same for the problem that an editor set, unless the address chooses another."""
    return replace(selection, problems=selection.problems or ((curated.problem.slug,) if curated.problem else ()))


def side_by_side(
    slugs: Sequence[str],
    selection: Selection,
    found: ProductFilter,
    index: Index,
    path: str,
    *,
    withdrawn: Sequence[Product] = (),
) -> SideBySide:
    """These products next to each other, in the order in force; none where a professional comes first."""
    vocabulary = index.vocabulary
    if any(problem.is_clinician_first for problem in problems_of(selection, index)):
        slugs = ()
    columns = ordered(load_columns(slugs, selection, vocabulary), selection.sort)
    matrix = build([column.sheet for column in columns], vocabulary.features, wanted_by(selection, vocabulary))
    return SideBySide(columns, matrix.against(found.reference), found, path, withdrawn=withdrawn)


def share_picture(
    compared: SideBySide,
    chosen: Sequence[str],
    selection: Selection,
    index: Index,
    curated: Comparison | None = None,
) -> SharePicture:
    """What a link to it shows: the insoles as they were chosen, in no other order, under an editor's title if it has one."""
    words = {"title": str(curated.title), "intro": str(curated.intro)} if curated else {}
    matrix = compared.matrix.in_order(chosen).against(compared.found.reference)
    return picture_of(matrix, problems_of(selection, index), index.vocabulary, units=selection.units, **words)


def problems_of(selection: Selection, index: Index) -> list[Problem]:
    """The chosen problems."""
    return [problem for slug in selection.problems if (problem := index.vocabulary.problem(slug))]


def data_of(request: HttpRequest, compared: SideBySide, title: str = "") -> HttpResponseBase | None:
    """The comparison as data or text, where that is asked for: what the page shows, no more and no less."""
    found = compared.found
    if found.is_json:
        ignored = [{"name": bad.name, "value": bad.value, "why": bad.why} for bad in found.ignored]
        withdrawn = [{"slug": product.slug, "name": product.full_name} for product in compared.withdrawn]
        data = {**compared.shown.data(), "withdrawn": withdrawn, "ignored": ignored, "method": METHOD_VERSION}
        return as_json(data)
    if found.is_text:
        return as_text(text_lines(compared, title, request.build_absolute_uri(compared.page_url)))
    return as_csv(compared.shown.csv_rows(), "comparison") if found.is_csv else None


def compare_context(compared: SideBySide, problems: Sequence[Problem]) -> dict[str, Any]:
    """What every comparison is rendered from."""
    found, selection = compared.found, compared.found.selection
    needs_professional = any(problem.is_clinician_first for problem in problems)
    return {
        "compared": compared,
        "matrix": compared.matrix,
        "shown": presentation(selection, found.vocabulary.currencies),
        "size_cells": size_cells(compared.matrix.sheets, selection.size) if selection.size is not None else "",
        "problems": problems,
        "needs_professional": needs_professional,
        "care_cards": care_cards(problems, found.vocabulary.signs, all_open=needs_professional),
        "ignored": [f"{bad.name}={bad.value[:80]}: {bad.why}" for bad in found.ignored],
        "is_clean": not found.ignored,
        "only_differences": compared.shows_only_differences,
        "limit": MAX_COMPARED,
        "nav": "compare",
    }


def over_limit(found: ProductFilter) -> list[Ignored]:
    """Products that did not fit in beside the first six."""
    return [bad for bad in found.ignored if bad.name == "with" and len(found.selection.compared) == MAX_COMPARED]


def nearest_to(compared: SideBySide, index: Index) -> Alternatives | None:
    """The insoles nearest to the only one chosen, each with the address that compares the two."""
    if len(compared.products) != 1:
        return None
    return alternatives_to(compared.products[0], index, SUGGESTED, compared.found.selection)


def is_little_known(compared: SideBySide) -> bool:
    """Whether so little is stated of every product that its kind says more."""
    return all(len(sheet.known) <= LITTLE_KNOWN for sheet in compared.matrix.sheets)


LITTLE_KNOWN = 3
