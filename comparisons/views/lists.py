"""The list of insoles: everything, or filtered, or for one problem."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.models import care_cards
from comparisons.as_data import list_csv, list_data
from comparisons.filters import ProductFilter
from comparisons.index import Index
from comparisons.listing import Listing
from comparisons.markup import joined
from comparisons.presentation import presentation
from comparisons.views.answers import as_csv, as_json, redirect_to_canonical
from comparisons.views.unchanged import unless_unchanged


@require_safe
@unless_unchanged
def browse(request: HttpRequest, index: Index) -> HttpResponseBase:
    """All insoles, filtered by the address."""
    listing = listing_for(request, index)
    if (answer := data_answer(request, listing, "insoles")) is not None:
        return answer
    return render(
        request, "comparisons/browse.html", {**list_context(listing), "title": list_title(listing), "nav": "insoles"}
    )


def listing_for(request: HttpRequest, index: Index, *, problem: str = "", default_view: str = "cards") -> Listing:
    """The list that an address asks for."""
    found = ProductFilter(
        request.GET, index.vocabulary, products=index.slugs, fixed_problem=problem, default_view=default_view
    )
    return Listing(found, index, request.path, fixed_problem=problem)


def data_answer(request: HttpRequest, listing: Listing, name: str) -> HttpResponseBase | None:
    """The answer where it is not a page: a redirect to the one address, JSON or CSV."""
    if (redirect := redirect_to_canonical(request, listing.filter)) is not None:
        return redirect
    if listing.filter.is_json:
        return as_json(list_data(listing))
    if listing.filter.is_csv:
        return as_csv(list_csv(listing), name)
    return None


def list_context(listing: Listing) -> dict[str, Any]:
    """What every list is rendered from."""
    selection = listing.selection
    return {
        "listing": listing,
        "care_cards": []
        if listing.fixed_problem
        else care_cards(listing.problems, listing.index.vocabulary.signs, all_open=listing.needs_professional),
        "shown": presentation(selection, listing.index.vocabulary.currencies),
        "cards": joined(listing.cards, selection.compared),
        "search_query": selection.query,
    }


def list_title(listing: Listing) -> str:
    """The heading: what is looked at, never what it is good for."""
    if listing.problems:
        names = " + ".join(str(problem.name) for problem in listing.problems)
        if listing.needs_professional:
            return _("See a professional first: %(problem)s") % {"problem": names}
        return _("Insoles with features to look for: %(problem)s") % {"problem": names}
    return _("Insoles, filtered") if listing.chips else _("All insoles")
