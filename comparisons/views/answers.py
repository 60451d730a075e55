"""The forms of an answer beside the page: JSON, CSV and plain text; and the one address of each."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from comparisons.filters import ProductFilter
from comparisons.selection import Pairs, query_string

# A cell that begins with one of these could be taken for a formula by a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def redirect_to_canonical(request: HttpRequest, found: ProductFilter) -> HttpResponse | None:
    """302 to the one address of this question; None where it was asked for in that form. Bad values are kept, to be named."""
    return redirect_unless(request, found.canonical)


def redirect_unless(request: HttpRequest, canonical: Pairs) -> HttpResponse | None:
    """302 where the parameters of the address are not these, in this order."""
    given = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True, errors="replace")
    return None if given == canonical else HttpResponseRedirect(request.path + query_string(canonical))


def as_json(data: dict[str, Any]) -> JsonResponse:
    """Data, readable."""
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


def as_text(lines: Iterable[str]) -> HttpResponse:
    """Lines to be copied into a message."""
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def as_csv(rows: Iterable[Sequence[str]], name: str) -> HttpResponseBase:
    """Rows as CSV, sent as they are made, with cells that no spreadsheet takes for formulas."""
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def safe_cell(text: str) -> str:
    """Text that a spreadsheet shows as it is."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """The text itself."""
        return text
