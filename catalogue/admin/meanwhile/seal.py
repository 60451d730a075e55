"""What a form carries to tell later what it was made from: signed, so that what comes back is what was there."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils import timezone


def sealed(taken_at: datetime, *what: Any, salt: str) -> str:
    """For the form: plain data, and when they were so."""
    return signing.dumps([taken_at.timestamp(), *what], salt=salt, compress=True)


def opened(seal: str, *, salt: str) -> tuple[datetime, Sequence[Any]] | None:
    """The way back; None for anything that was not sealed here."""
    try:
        at, *what = signing.loads(seal, salt=salt)
    except signing.BadSignature:
        return None
    return datetime.fromtimestamp(at, timezone.get_current_timezone()), what
