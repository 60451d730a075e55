"""Trying out a change: within `tried_out` it is made and looked at, then undone. Nobody else ever sees it.

Other requests see nothing of an open transaction. What a process keeps from page to page, an index say, is another matter: it must
neither be made of what is tried out nor be taken for it. So whoever keeps something asks `is_tried_out`, or has it made by
`for_this_trial`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.db import transaction

Made = TypeVar("Made")

_made: ContextVar[dict[str, Any] | None] = ContextVar("tried_out", default=None)


@contextmanager
def tried_out() -> Iterator[None]:
    """What is changed within is undone at its end, whatever happens."""
    token = _made.set({})
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        _made.reset(token)


def is_tried_out() -> bool:
    """Whether this page is made of what will never have been."""
    return _made.get() is not None


def for_this_trial(name: str, make: Callable[[], Made]) -> Made | None:
    """What pages ask for under this name, made once a trial and thrown away with it; None where nothing is tried out."""
    made = _made.get()
    if made is None:
        return None
    if name not in made:
        made[name] = make()
    return cast(Made, made[name])
