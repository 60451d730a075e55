"""304 for a page that is asked for again while nothing that it is made from has changed."""

from collections.abc import Callable
from datetime import date
from functools import cache, wraps
from hashlib import blake2b
from pathlib import Path
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from comparisons.index import Index, current

Rest = ParamSpec("Rest")
IndexView = Callable[Concatenate[HttpRequest, Index, Rest], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]

OK = 200
# What a page is made from beside the data.
MADE_FROM = ("catalogue", "comparisons", "config", "locale", "templates")


def unless_unchanged(view: IndexView[Rest]) -> View[Rest]:
    """A view that is handed the index, whose answers may be asked for again.

    The token is that of the index in use, read before anything else: whatever a page shows is as new as its mark, or newer.
    Every table of the catalogue and of comparisons is watched, and ages of prices change by the day.
    """

    @wraps(view)
    def answered(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        index = current()
        if settings.DEBUG:  # templates change under a running server
            return view(request, index, *args, **kwargs)
        etag = etag_of(request, index)
        unchanged: HttpResponseBase | None = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return unchanged
        response = view(request, index, *args, **kwargs)
        if response.status_code == OK and not response.streaming:
            response["ETag"] = etag
            response["Cache-Control"] = "no-cache"  # kept, but asked about each time
        return response

    return answered


def etag_of(request: HttpRequest, index: Index) -> str:
    """The mark of a page; addresses have marks of their own, so it need not hold the address."""
    parts = (index.token, date.today().isoformat(), get_language() or "", made_from())
    return f'"{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'


@cache
def made_from() -> str:
    """The state of code, templates and translations: the same in every process of one machine, another after an update."""
    folders = (Path(settings.BASE_DIR) / name for name in MADE_FROM)
    files = sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".py", ".html", ".mo", ".css", ".js"}
    )
    stats = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    return blake2b(repr(stats).encode(), digest_size=12).hexdigest()
