"""Public pages as they will be: for staff alone, marked at the top, and never kept."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from catalogue.public_address import public_page

CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")


@dataclass(frozen=True, slots=True)
class Preview:
    """What stands at the top of such a page: what it is, and the way back to the desk."""

    title: str
    text: str
    back: str
    back_text: str


def mark(request: HttpRequest, preview: Preview) -> None:
    """The frame of the page says it, and asks search engines to stay away."""
    request.preview = preview  # type: ignore[attr-defined]


def never_kept(response: HttpResponseBase) -> HttpResponseBase:
    """No browser and nothing in between keeps a copy or asks for it again."""
    del response.headers["ETag"]
    response.headers["Cache-Control"] = "no-store, private"
    return response


def page_at(request: HttpRequest, address: str, preview: Callable[[], Preview]) -> HttpResponseBase:
    """What is answered at a public address, in its language, as a preview. Raises Http404 as the page does."""
    page = public_page(address)
    found = page.match
    with translation.override(page.language):
        asked: Any = copy(request)
        asked.path, asked.path_info = address, page.path
        asked.META = {name: value for name, value in request.META.items() if name not in CONDITIONS}
        asked.resolver_match = found
        mark(asked, preview())
        response = never_kept(found.func(asked, *found.args, **found.kwargs))
        response.headers["Content-Language"] = page.language
        return response
