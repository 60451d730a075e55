"""What is made once of something that does not change, and used by every page until there is another one."""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.urls import get_script_prefix
from django.utils.translation import get_language

from catalogue.models.trial import is_tried_out

Of = TypeVar("Of")
Made = TypeVar("Made")

# The languages of the site, for the one place that it stands at.
MOST_HELD = 8


class Prepared(Generic[Of, Made]):
    """Made of `Of` (the vocabulary, say) in the language of the page, whose addresses may stand in it.

    Another object, equal or not, has it made anew: so it cannot be stale. Two threads may make it twice; both are right.
    """

    def __init__(self, make: Callable[[Of], Made], *, in_language: bool = True) -> None:
        self._make = make
        self._in_language = in_language
        self._held: dict[tuple[str | None, str], tuple[Of, Made]] = {}

    def __len__(self) -> int:
        return len(self._held)

    def of(self, what: Of) -> Made:
        """What was made of exactly this object in this language."""
        if is_tried_out():
            return self._make(what)
        key = (get_language(), get_script_prefix()) if self._in_language else (None, "")
        held = self._held.get(key)
        if held is not None and held[0] is what:
            return held[1]
        made = self._make(what)
        if key not in self._held and len(self._held) >= MOST_HELD:
            self._held.clear()
        self._held[key] = what, made
        return made
