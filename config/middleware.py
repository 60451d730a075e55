"""What holds for every request: the language of the page, and the answer while the database is away."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponse]

SECONDS_TO_RETRY = 10

logger = logging.getLogger("django.request")


def language_from_address(get_response: GetResponse) -> GetResponse:
    """German under /de/, English elsewhere: the language of a page comes from its address alone.

    Django's LocaleMiddleware also reads a cookie and the Accept-Language header and so marks every page `Vary:
    Accept-Language`; our pages are the same for everybody who asks for the same address.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


class AnswersWhileTheDatabaseIsAway:
    """503 in plain words, and when to try again, where the database is away, locked, or too slow to wait for.

    Never an old page: what was asked for may have changed meanwhile. The next request tries anew.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do as long as it is there."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page, for the two errors that say so; whoever runs the site is told which."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("The database is away: %s", request.path, exc_info=exception)
        headers = {"Retry-After": str(SECONDS_TO_RETRY), "Cache-Control": "no-store"}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
