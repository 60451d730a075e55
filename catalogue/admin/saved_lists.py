"""Lists kept under a name: saved above any list of the desk, opened there and on the first page, renamed and deleted by their owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.admin.desk import DeskAdmin
from catalogue.admin.edit_lines import model_of
from catalogue.models import SavedList
from catalogue.models.saved_lists import LONGEST_QUERY, kept_query


@dataclass(frozen=True, slots=True)
class SavedLine:
    """One saved list as it is offered: `of` is the list that it narrows down, `by` whose it is if somebody else's."""

    name: str
    of: str
    by: str
    url: str
    query: str


def saved_lines(site: AdminSite, request: HttpRequest, label: str = "") -> list[SavedLine]:
    """Those that somebody sees, of one list or of all that they may look at. One query."""
    rows = SavedList.objects.seen_by(request.user)
    offered = [(row, listed_by(site, request, row.list)) for row in (rows.filter(list=label) if label else rows)]
    lines = [_line(row, page, request) for row, page in offered if page]
    return lines if label else sorted(lines, key=lambda line: line.of)


def listed_by(site: AdminSite, request: HttpRequest, label: str) -> Any:
    """The admin of a list, if there is one that this person may look at."""
    model = model_of(label) if label.count(".") == 1 else None
    page = site._registry.get(model) if model else None
    return page if page and page.has_view_or_change_permission(request) else None


def without_saved_lists(refused: set[str]) -> set[str]:
    """The kinds of rows that somebody may not delete with an account: its saved lists go along, which takes no right of its own."""
    return refused - {str(SavedList._meta.verbose_name)}


def _line(row: SavedList, page: Any, request: HttpRequest) -> SavedLine:
    by = "" if row.owner_id == request.user.pk else row.owner.get_username()
    name = str(page.opts.verbose_name_plural)
    return SavedLine(row.name, capfirst(name), by, _address(page, row.query), row.query)


def _address(page: Any, query: str) -> str:
    url = reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_changelist")
    return f"{url}?{query}" if query else url


@admin.register(SavedList)
class SavedListAdmin(DeskAdmin):
    """One's own saved lists, and those that others share."""

    list_display = ("name", "of_list", "owner", "is_shared", "open_list")
    list_filter = ("is_shared",)
    list_select_related = ("owner",)
    search_fields = ("name", "list")
    fields = ("name", "is_shared", "of_list", "query", "open_list")
    readonly_fields = ("of_list", "query", "open_list")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SavedList]:
        """Nobody sees what another one keeps for themselves."""
        return super().get_queryset(request).seen_by(request.user)  # type: ignore[no-any-return,attr-defined]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They are made above the list that they keep."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One's own, whatever else somebody may do here."""
        return obj is None or obj.owner_id == request.user.pk

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One's own; a shared one whose owner is here no more by somebody who may do everything."""
        is_left_behind = obj is not None and request.user.is_superuser and not obj.owner.is_active
        return is_left_behind or self.has_change_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        """The stock pages, and where a list is sent to be kept."""
        keep = self.admin_site.admin_view(self.keep_view)
        return [path("keep/", keep, name="catalogue_savedlist_keep"), *super().get_urls()]

    def keep_view(self, request: HttpRequest) -> HttpResponse:
        """Keep a list as it is narrowed down and ordered now."""
        page = listed_by(self.admin_site, request, request.POST.get("list", ""))
        if page is None:
            raise PermissionDenied
        typed = request.POST.get("query", "")
        query = kept_query(typed)
        # One that is too long is refused as it came: cut it would be another list.
        asked = typed if len(typed) > LONGEST_QUERY else query
        kept = SavedList(owner=request.user, list=page.opts.label_lower, query=asked)  # type: ignore[misc]  # staff
        kept.name, kept.is_shared = request.POST.get("name", "").replace("\0", "").strip(), "is_shared" in request.POST
        try:
            kept.full_clean()
        except ValidationError as error:
            self.message_user(request, _("Not saved. %s") % " ".join(error.messages), messages.ERROR)
        else:
            kept.save()
            self.message_user(request, _("Saved as “%(name)s”.") % {"name": kept.name}, messages.SUCCESS)
        return HttpResponseRedirect(_address(page, query))

    @admin.display(description=gettext_lazy("list"), ordering="list")
    def of_list(self, row: SavedList) -> str:
        """The list that it narrows down."""
        model = model_of(row.list)
        return str(capfirst(model._meta.verbose_name_plural)) if model else row.list

    @admin.display(description=gettext_lazy("open"))
    def open_list(self, row: SavedList) -> SafeString:
        """The way to it."""
        model = model_of(row.list)
        page = self.admin_site._registry.get(model) if model else None
        return format_html('<a href="{}">{}</a>', _address(page, row.query), _("Open")) if page else SafeString("–")
