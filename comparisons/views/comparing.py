"""Insoles side by side: chosen by a visitor, or put together by an editor."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.models import Price, Problem, Product, care_cards, price_of
from catalogue.wording import listed_words
from comparisons.chips import address_without
from comparisons.filters import ProductFilter
from comparisons.index import Index, current
from comparisons.kind import known_of_kind
from comparisons.match import METHOD_VERSION
from comparisons.matrix import Matrix, build, disputes
from comparisons.matrix_markup import matrix_body, matrix_head, matrix_matches, matrix_pictures, matrix_prices
from comparisons.models import Comparison
from comparisons.nearest import nearest
from comparisons.presentation import WORDS_SHOWN, presentation
from comparisons.rows import load_rows, wanted_by
from comparisons.selection import MAX_COMPARED, Ignored, Pairs, Selection, address, query_string
from comparisons.sizes import size_cells
from comparisons.views.answers import as_csv, as_json, redirect_to_canonical

SUGGESTED = 6
MOST_IN_A_SELECT = 500  # names to choose from; more are looked for in the list


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison as its page shows it."""

    matrix: Matrix
    found: ProductFilter
    path: str
    is_curated: bool

    @property
    def differences_url(self) -> str:
        """The same with equal rows folded away."""
        return self._url([("only", "differences")])

    @property
    def all_rows_url(self) -> str:
        """The same with every row."""
        return self._url([])

    def data_url(self, form: str) -> str:
        """The same as data."""
        return self._url([("format", form)])

    @property
    def csv_url(self) -> str:
        """The same as CSV."""
        return self.data_url("csv")

    @property
    def json_url(self) -> str:
        """The same as JSON."""
        return self.data_url("json")

    @property
    def kept_as_shown(self) -> Pairs:
        """What the forms that add another insole take along: how things are shown."""
        return [pair for pair in self.found.clean_pairs if pair[0] in WORDS_SHOWN]

    @property
    def kept_by_show_in(self) -> Pairs:
        """What the form that changes units, size and currency carries along."""
        return [pair for pair in self.found.clean_pairs if pair[0] not in {*WORDS_SHOWN, "format"}]

    def _url(self, more: list[tuple[str, str]]) -> str:
        kept = [pair for pair in self.found.clean_pairs if pair[0] not in {"only", "format"}]
        return self.path + query_string(sorted([*kept, *more], key=lambda pair: pair[0]))


@require_safe
def compare(request: HttpRequest) -> HttpResponseBase:
    """The products of the address: none, one, or two to six."""
    index = current()
    found = ProductFilter(request.GET, index.vocabulary, products=index.slugs, compares=True)
    if (redirect := redirect_to_canonical(request, found)) is not None:
        return redirect
    matrix, prices = matrix_of(found.selection.compared, found.selection, index)
    if (answer := data_of(matrix, found)) is not None:
        return answer
    names = [product.full_name for product in matrix.products]
    context = {
        **compare_context(matrix, prices, found, request.path, problems_of(found.selection, index)),
        "title": _("%(names)s compared") % {"names": listed_words(names)} if names else _("Compare insoles"),
        "add_path": request.path,
        "over_limit": over_limit(found),
        "nearest": nearest_to(matrix, index, found.selection) if len(names) == 1 else [],
        "comparisons": Comparison.objects.with_products() if len(names) < 2 else [],
        "takes_more": len(names) < MAX_COMPARED,
        "every_name": every_name(index) if len(names) < MAX_COMPARED else [],
    }
    return render(request, "comparisons/compare.html", context)


@require_safe
def comparison(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A curated comparison: an editor's words beside the live table."""
    curated = get_object_or_404(Comparison.objects.with_products(), slug=slug)
    index = current()
    found = ProductFilter(request.GET, index.vocabulary, products=index.slugs, compares=True)
    if (redirect := redirect_to_canonical(request, found)) is not None:
        return redirect
    chosen = tuple(row.product.slug for row in curated.compared.all() if row.product.slug in set(index.slugs))
    problems = found.selection.problems or ((curated.problem.slug,) if curated.problem else ())
    selection = replace(found.selection, problems=problems)
    matrix, prices = matrix_of(chosen, selection, index)
    if (answer := data_of(matrix, found)) is not None:
        return answer
    context = {
        **compare_context(matrix, prices, found, request.path, problems_of(selection, index), is_curated=True),
        "comparison": curated,
        "title": str(curated.title),
        "own_url": address("", replace(selection, compared=chosen)),
        "kind": known_of_kind(matrix.products, index) if is_little_known(matrix) else None,
        "missing": [row.product for row in curated.compared.all() if row.product.slug not in chosen],
        "others": Comparison.objects.exclude(pk=curated.pk),
    }
    return render(request, "comparisons/comparison.html", context)


def matrix_of(slugs: Sequence[str], selection: Selection, index: Index) -> tuple[Matrix, list[Price | None]]:
    """The matrix of these products, in this order, with their prices; without any where a professional comes first."""
    if any(problem.is_clinician_first for problem in problems_of(selection, index)):
        slugs = ()
    found = Product.objects.published().with_brand().filter(slug__in=slugs).each_with_offers()
    by_slug = {product.slug: (product, offers) for product, offers in found}
    chosen = [by_slug[slug] for slug in slugs if slug in by_slug]
    matrix = build(
        [product for product, _offers in chosen], index.vocabulary.features, wanted_by(selection, index.vocabulary)
    )
    return matrix, [price_of(offers, selection.currency, index.vocabulary.rates) for _product, offers in chosen]


def problems_of(selection: Selection, index: Index) -> list[Problem]:
    """The chosen problems."""
    return [problem for slug in selection.problems if (problem := index.vocabulary.problem(slug))]


def data_of(matrix: Matrix, found: ProductFilter) -> HttpResponseBase | None:
    """The comparison as data, where data is asked for."""
    if found.is_json:
        ignored = [{"name": bad.name, "value": bad.value, "why": bad.why} for bad in found.ignored]
        return as_json({**matrix.data(), "ignored": ignored, "method": METHOD_VERSION})
    return as_csv(matrix.csv_rows(), "comparison") if found.is_csv else None


def compare_context(
    matrix: Matrix,
    prices: Sequence[Price | None],
    found: ProductFilter,
    path: str,
    problems: Sequence[Problem],
    *,
    is_curated: bool = False,
) -> dict[str, Any]:
    """What every comparison is rendered from."""
    selection = found.selection
    removals = {
        product.slug: ""
        if is_curated
        else address(path, replace(selection, compared=tuple(s for s in selection.compared if s != product.slug)))
        for product in matrix.products
    }
    needs_professional = any(problem.is_clinician_first for problem in problems)
    return {
        "compared": Compared(matrix, found, path, is_curated),
        "matrix": matrix,
        "head": matrix_head(matrix),
        "pictures": matrix_pictures(matrix, removals),
        "prices": matrix_prices(prices, date.today()),
        "matches": matrix_matches(matrix),
        "body": matrix_body(matrix, selection.units, disputes(matrix), folds=found.shows_only_differences),
        "shown": presentation(selection, found.vocabulary.currencies),
        "size_cells": size_cells(matrix.sheets, selection.size) if selection.size is not None else "",
        "problems": problems,
        "needs_professional": needs_professional,
        "care_cards": care_cards(problems, found.vocabulary.signs, all_open=needs_professional),
        "ignored": [f"{bad.name}={bad.value[:80]}: {bad.why}" for bad in found.ignored],
        "is_clean": not found.ignored,
        "only_differences": found.shows_only_differences,
        "today": date.today(),
        "limit": MAX_COMPARED,
        "nav": "compare",
    }


def over_limit(found: ProductFilter) -> list[Ignored]:
    """Products that did not fit in beside the first six."""
    return [bad for bad in found.ignored if bad.name == "with" and len(found.selection.compared) == MAX_COMPARED]


def nearest_to(matrix: Matrix, index: Index, selection: Selection) -> list[tuple[Any, str]]:
    """Rows of the nearest insoles to the only one chosen, each with the address that compares the two."""
    slug = matrix.products[0].slug
    rows = load_rows(nearest(index, slug, SUGGESTED), selection, index.vocabulary)
    return [(row, address_without("", replace(selection, compared=(slug, row.product.slug)), "")) for row in rows]


def every_name(index: Index) -> list[tuple[str, str]]:
    """(slug, full name) of the products to choose from; none where they are too many for a select."""
    if len(index.slugs) > MOST_IN_A_SELECT:
        return []
    return [(slug, index.search.products.full_name(place)) for place, slug in enumerate(index.slugs)]


def is_little_known(matrix: Matrix) -> bool:
    """Whether so little is stated of every product that its kind says more."""
    return all(len(sheet.known) <= LITTLE_KNOWN for sheet in matrix.sheets)


LITTLE_KNOWN = 3
