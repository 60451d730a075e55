"""Asking for a page through the whole request stack: handler, every middleware with gzip, view, and the end of the request."""

from dataclasses import dataclass
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import RequestFactory

OK = 200


@dataclass(frozen=True, slots=True)
class Page:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Site:
    """The site as the server calls it, in this process."""

    def __init__(self) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        self._handler = WSGIHandler()
        self._requests = RequestFactory(SERVER_NAME="localhost", headers={"Accept-Encoding": "gzip"})

    def ask(self, path: str, query: str = "", **headers: str) -> Page:
        """One request, to its very end; the connection to the database is kept, as on the server."""
        request = self._requests.get(path, QUERY_STRING=query, headers=headers)
        started: dict[str, Any] = {}

        def start_response(status: str, fields: list[tuple[str, str]], _error: object = None) -> Any:
            started.update(status=int(status.split()[0]), headers=dict(fields))

        response = self._handler(request.environ, start_response)
        body = b"".join(response)
        response.close()
        return Page(started["status"], started["headers"], body)

    def page(self, path: str, query: str) -> Page:
        """The same, of an address that must have a page."""
        page = self.ask(path, query)
        if page.status != OK:
            raise ValueError(f"{page.status} for {path}?{query}")
        return page
