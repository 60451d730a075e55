"""Share pictures of comparisons and guides: the address of the page with share.png behind, and the same words after it."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from catalogue.drawing.share import SharePicture
from catalogue.models import Problem
from catalogue.sharing import picture_answer
from comparisons.filters import ProductFilter
from comparisons.index import Index, current
from comparisons.models import Comparison
from comparisons.share_pictures import problem_picture
from comparisons.views.answers import redirect_to_canonical
from comparisons.views.comparing import chosen_for, share_picture, side_by_side, with_own_problem


@require_safe
def compare_share_picture(request: HttpRequest) -> HttpResponse:
    """The insoles of the address, side by side."""
    index = current()
    found = _parsed(request, index)
    if (redirect := redirect_to_canonical(request, found)) is not None:
        return redirect
    chosen, selection = found.selection.compared, found.selection
    compared = side_by_side(chosen, selection, found, index, request.path)
    return _answer(request, share_picture(compared, chosen, selection, index))


@require_safe
def comparison_share_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """An editor's comparison, with its title."""
    curated = get_object_or_404(Comparison.objects.with_products(), slug=slug)
    index = current()
    chosen = chosen_for(curated)
    found = _parsed(request, index, chosen)
    if (redirect := redirect_to_canonical(request, found)) is not None:
        return redirect
    selection = with_own_problem(found.selection, curated)
    compared = side_by_side(chosen, selection, found, index, request.path)
    return _answer(request, share_picture(compared, chosen, selection, index, curated))


@require_safe
def problem_share_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """A foot problem, and what to look for."""
    found = get_object_or_404(Problem, slug=slug)
    vocabulary = current().vocabulary
    return _answer(request, problem_picture(found, vocabulary.wishes[slug], vocabulary))


def _parsed(request: HttpRequest, index: Index, chosen: Sequence[str] | None = None) -> ProductFilter:
    """The address; 404 where it names an insole or a problem that is not there: a page can say so, a picture cannot."""
    found = ProductFilter(request.GET, index.vocabulary, products=index.slugs, compares=True, compared=chosen)
    problems = {problem.slug for problem in index.vocabulary.problems}
    known = {"with": set(index.slugs), "reference": set(index.slugs), "problem": problems}
    if any(bad.value not in known.get(bad.name, {bad.value}) for bad in found.ignored):
        raise Http404
    return found


def _answer(request: HttpRequest, picture: SharePicture) -> HttpResponse:
    return picture_answer(picture, request.headers.get("If-None-Match", ""))
