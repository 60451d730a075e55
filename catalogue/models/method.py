"""The versions of the way scores are made. Page, lists and data name the current one; /method/ keeps the text of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class MethodVersion:
    """One way of making scores: since when it holds, and what it does otherwise than the one before.

    Its text is the template catalogue/methods/NUMBER.html, which never changes once a newer version is there.
    """

    number: int
    since: date
    what_changed: str | Promise

    @property
    def template(self) -> str:
        """Where its text stands."""
        return f"catalogue/methods/{self.number}.html"


# Oldest first. Whoever changes how scores are made adds one here, with its template; the log of changes then tells it.
METHOD_VERSIONS: Sequence[MethodVersion] = (MethodVersion(1, date(2026, 11, 23), _("The first method.")),)

METHOD_VERSION = str(METHOD_VERSIONS[-1].number)
