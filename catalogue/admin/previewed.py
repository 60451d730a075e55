"""Actions on many rows: first a page that names what each would become and what stays and why, then one edit of the history."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from catalogue.admin.asked import ids_of
from catalogue.admin.removal import page_of
from catalogue.models import recorded_models

# So many that a person can still look through them, and that one step stays short.
MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Becomes:
    """A row that would change: what is said of it before and after."""

    row: Model
    before: str
    after: str

    @property
    def url(self) -> str:
        """Its page at the desk."""
        return page_of(self.row)


@dataclass(frozen=True, slots=True)
class Stays:
    """A row that is passed over, and why."""

    row: Model
    why: str

    @property
    def url(self) -> str:
        """Its page at the desk."""
        return page_of(self.row)


@dataclass(frozen=True, slots=True)
class Look:
    """What an action would do."""

    changes: list[Becomes]
    passed_over: list[Stays]

    @property
    def rows(self) -> str:
        """The ids of those that would change, as the page sends them back."""
        return ",".join(str(one.row.pk) for one in self.changes)

    @property
    def seal(self) -> str:
        """Another one as soon as anything would become something else."""
        told = repr([(one.row.pk, one.before, one.after) for one in self.changes])
        return hashlib.sha256(told.encode()).hexdigest()


class PreviewedAction(ABC):
    """An action in the words of the stock list (`__name__`, `short_description`, `allowed_permissions`), with a look before it."""

    __name__: str
    short_description: Any
    allowed_permissions = ("change",)
    # What somebody should know before they agree.
    note: Any = ""

    @abstractmethod
    def sorted_out(self, rows: QuerySet[Any]) -> Look:
        """What each of these rows would become, or why it stays."""

    @abstractmethod
    def carry_out(self, rows: QuerySet[Any], by: str) -> None:
        """Do it to rows that can be changed, for this account (name)."""

    @abstractmethod
    def told(self, count: int) -> str:
        """What to say when it is done."""

    def __call__(self, page: Any, request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse | None:
        """The look, or the step once somebody has looked at exactly this."""
        rows = _looked_at(request, chosen)
        if rows.count() > MOST_ROWS:
            said = _("At most %(number)d at once. Narrow the list down.") % {"number": MOST_ROWS}
            messages.error(request, said)
            return None
        look = self.sorted_out(rows)
        if "confirmed" not in request.POST:
            return self.page(page, request, look)
        if request.POST.get("seen") != look.seal:
            messages.warning(request, _("Nothing was done: something changed meanwhile. Please look again."))
            return self.page(page, request, look)
        changing = page.model._default_manager.filter(pk__in=[one.row.pk for one in look.changes])
        self.carry_out(changing, request.user.get_username())
        self._note(request, look)
        level = messages.SUCCESS if look.changes else messages.WARNING
        messages.add_message(request, level, self.told(len(look.changes)))
        return None

    def _note(self, request: HttpRequest, look: Look) -> None:
        """Into the recent actions of the desk."""
        said: list[dict[str, dict[str, list[str]]]] = [{"changed": {"fields": [str(self.short_description)]}}]
        rows: Any = [one.row for one in look.changes]
        who: Any = request.user.pk
        LogEntry.objects.log_actions(who, rows, CHANGE, said)

    def page(self, page: Any, request: HttpRequest, look: Look, address: str = "") -> HttpResponse:
        """The look before the step, which goes to the list (its address)."""
        context = {
            **page.admin_site.each_context(request),
            "opts": page.opts,
            "title": str(self.short_description).removesuffix(" …"),
            "note": self.note,
            "look": look,
            "action": self.__name__,
            "address": address or request.get_full_path(),
            "keeps_history": page.model in recorded_models(),
        }
        return TemplateResponse(request, "admin/look.html", context)


def _looked_at(request: HttpRequest, chosen: QuerySet[Any]) -> QuerySet[Any]:
    """The rows that were ticked; once somebody looked at them those that they were shown."""
    ids = request.POST.get("rows", "").split(",")
    return chosen.filter(pk__in=ids_of(ids)) if "rows" in request.POST else chosen
