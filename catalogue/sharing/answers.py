"""Share pictures over HTTP: the one that was drawn before, or drawn now and kept.

Kept under the key of their content in one folder: nothing has to be told that a value changed, the changed picture has
another key. The folder may be emptied at any time.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from catalogue.drawing.share import SharePicture, content_key, share_png

MOST_KEPT = 2_000
SECONDS_TO_KEEP = 24 * 60 * 60


def picture_answer(picture: SharePicture, known: str) -> HttpResponse:
    """The picture; 304 where the asker has it. `known` is what If-None-Match says."""
    key = content_key(picture)
    has_it = any(tag.removeprefix("W/") in {f'"{key}"', "*"} for tag in parse_etags(known))
    answer = HttpResponseNotModified() if has_it else HttpResponse(_file(picture, key), content_type="image/png")
    answer["ETag"] = f'"{key}"'
    answer["Cache-Control"] = f"public, max-age={SECONDS_TO_KEEP}"
    return answer


def _file(picture: SharePicture, key: str) -> bytes:
    path = Path(settings.SHARE_PICTURES_ROOT) / f"{key}.png"
    with suppress(OSError):
        return path.read_bytes()
    content = share_png(picture)
    with suppress(OSError):  # a full or read-only disk: drawn again next time
        _keep(path, content)
    return content


def _keep(path: Path, content: bytes) -> None:
    """Written beside its place and moved there whole: whoever reads meanwhile, in this process or another, sees all or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(draft, path)
    except OSError:
        with suppress(OSError):
            os.unlink(draft)
        raise
    _make_room(path.parent)


def _make_room(folder: Path) -> None:
    """Remove the oldest files beyond the number that is kept; another process may be doing the same."""
    found = list(_ages(folder))
    for _changed, path in sorted(found)[: max(0, len(found) - MOST_KEPT)]:
        with suppress(FileNotFoundError):
            os.unlink(path)


def _ages(folder: Path) -> Iterator[tuple[float, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                yield entry.stat().st_mtime, entry.path
