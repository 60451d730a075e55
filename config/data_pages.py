"""/data/: the whole data set to download, with fields, licence, date and checksums."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from config.data_files import DESCRIPTION, EVERYTHING, LICENCE, LICENCE_URL, current_data
from config.data_schema import SCHEMA
from config.open_data import BETWEEN

TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8", "zip": "application/zip"}


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Every file with its size and checksum, and what its fields mean."""
    found = current_data()
    topics = [
        {
            "name": name,
            "topic": topic,
            "records": found.files[f"{name}.json"].records,
            "files": [found.files[file] for file in (f"{name}.json", f"{name}.csv") if file in found.files],
        }
        for name, topic in SCHEMA.items()
        if f"{name}.json" in found.files
    ]
    context = {
        "found": found,
        "topics": topics,
        "whole": [found.files[name] for name in (EVERYTHING, DESCRIPTION)],
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "between": BETWEEN,
        "nav": "method",
    }
    return render(request, "data.html", context)


@require_safe
def data_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file, sent as it is read; asked for again unchanged, nothing is sent."""
    found = current_data()
    path = found.path(name)
    if path is None:
        raise Http404
    etag = f'"{found.files[name].sha256}"'
    unchanged: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    try:
        response = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    except FileNotFoundError:  # the catalogue changed twice within this very moment
        raise Http404 from None
    response["Content-Type"] = TYPES[name.rsplit(".", 1)[-1]]
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"  # kept, but asked about each time
    return response
