"""The forms of the desk: a save over something that changed meanwhile is held back, told, and shown upon today's values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.admin.asked import BASE, WHY, is_id
from catalogue.admin.meanwhile.rebasing import rebased
from catalogue.admin.meanwhile.state import FormState, state_of
from catalogue.admin.meanwhile.telling import last_edit_of, signed, told_of
from catalogue.models import Revision

if TYPE_CHECKING:
    PlainAdmin = admin.ModelAdmin[Any]
else:  # Django's admin classes are generic for the type checker only
    PlainAdmin = admin.ModelAdmin


class HeldBack:
    """A form that is shown again whatever was typed."""

    def is_valid(self) -> bool:
        """Never: what was typed is checked all the same, so that its faults stand beside it."""
        super().is_valid()  # type: ignore[misc]  # of the form that it is mixed into
        return False


class TellsOfChanges(PlainAdmin):
    """Each form carries what it was made from; who saves over something newer sees both and decides."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """The stock page, unless something was changed since it was opened. Who comes second waits for the first."""
        told: dict[str, Any] = {"why": request.POST.get(WHY, ""), **(extra_context or {})}
        if object_id is None:
            return super().changeform_view(request, object_id, form_url, told)
        # Who only looks waits for nobody: a transaction takes the lock of whoever writes, on SQLite.
        with transaction.atomic() if request.method == "POST" else nullcontext():
            if request.method == "POST" and BASE in request.POST:
                self._lock(object_id)
            row = self.get_object(request, unquote(object_id))
            if row is None and request.method == "POST" and (page := self._gone(request, unquote(object_id))):
                return page
            if row is not None and self.has_change_permission(request, row):
                now = state_of(self, request, row)
                told |= {"base": now.sealed(), **self._told(request, row, now)}
            return super().changeform_view(request, object_id, form_url, told)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The stock form; one that is held back is never taken for valid."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        return type(form)(form.__name__, (HeldBack, form), {}) if hasattr(request, "is_held_back") else form

    def _lock(self, object_id: str) -> None:
        Revision.objects.take_turn()
        pk = unquote(object_id)
        if is_id(pk):
            list(self.model._base_manager.select_for_update().filter(pk=pk).values_list("pk"))

    def _told(self, request: HttpRequest, row: Any, now: FormState) -> dict[str, Any]:
        """What changed since the form was made; what was typed stands upon it then."""
        if BASE not in request.POST:
            return {}
        base = FormState.opened(request.POST[BASE])
        if base is not None and not base.changed_to(now):
            return {}
        touched = {}
        if base is not None:
            upon_today = rebased(self, request, row, base)
            request.POST, touched = upon_today.sent, upon_today.touched  # type: ignore[assignment]  # a copy made here
        request.is_held_back = True  # type: ignore[attr-defined]  # kept for the forms of this request
        return {"meanwhile": told_of(base, now, touched), "is_held_back": True}

    def _gone(self, request: HttpRequest, pk: str) -> HttpResponse | None:
        """The entry was deleted meanwhile: what was typed, and the way back. None for a row that never was."""
        edit = last_edit_of(self.opts.label_lower, int(pk)) if is_id(pk) else None
        if BASE not in request.POST or edit is None or not self.has_view_or_change_permission(request):
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Not saved: this entry was deleted meanwhile"),
            "name": edit.name,
            "who": signed(edit),
            "edit_address": reverse("admin:catalogue_edit_change", args=[edit.edit_id]),
            "lines": list(self._typed(request)),
            "sent": [(name, value) for name, values in request.POST.lists() for value in values],
        }
        return TemplateResponse(request, "admin/gone_meanwhile.html", context)

    def _typed(self, request: HttpRequest) -> Iterator[tuple[str, str]]:
        """What stood in the fields of the form, by label."""
        form = self.get_form(request, None)(request.POST)
        for name in form.fields:
            if text := form[name].data:
                yield str(form[name].label), ", ".join(text) if isinstance(text, list) else str(text)
