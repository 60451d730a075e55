"""The one index of this process, valid for as long as the revision says so."""

import threading
from time import monotonic

from django.db import connection

from catalogue.models.trial import for_this_trial
from comparisons.index.build import build
from comparisons.index.delta import updated
from comparisons.index.sets import Index

# How long a build may keep other requests waiting before they are answered from the last complete index.
PATIENCE = 1.0  # seconds

_lock = threading.Lock()
_held: Index | None = None
_busy_since = 0.0


def current() -> Index:
    """The index of the data as it stands now. Reads the token once, by a bare cursor: the cheapest question there is.

    After a change the first request brings the index up to date, alone; the others wait for it. Where that takes longer than
    PATIENCE, as a complete build of a great catalogue does, they are answered from the index as it was rather than made to
    wait; without any, at the first start, they wait.

    Where a change is tried out, the page has an index of its own.
    """
    if (index := for_this_trial("index", build)) is not None:
        return index
    held = _held
    token = _token()
    if held is not None and held.token == token:
        return held
    if held is None:
        with _lock:
            return _brought_up_to_date()
    is_free = _lock.acquire(blocking=False)
    if not is_free and not _lock.acquire(timeout=max(_busy_since + PATIENCE - monotonic(), 0)):
        return _held or held
    try:
        return _brought_up_to_date()
    finally:
        _lock.release()


def _brought_up_to_date() -> Index:
    """Under the lock: another request may have done it meanwhile."""
    global _held, _busy_since
    _busy_since = monotonic()
    if _held is None or _held.token != _token():
        _held = (updated(_held) if _held is not None else None) or build()
    return _held


def _token() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM catalogue_revision WHERE id = 1")
        row = cursor.fetchone()
    return str(row[0]) if row else ""
