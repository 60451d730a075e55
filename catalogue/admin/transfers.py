"""Tables in and out at the desk: a trial run first, then all rows or none."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.admin.desk import DeskAdmin
from catalogue.admin.history import writes_nothing
from catalogue.models import explain, if_undone
from catalogue.transfer import CHANGED, FORMATS, KINDS, NEW, OUTCOMES, REFUSED, SAME, Kind, Outcome, kept, run
from catalogue.transfer import export as exported

LINES_A_PAGE = 100

HEADINGS = {
    REFUSED: gettext_lazy("Refused"),
    CHANGED: gettext_lazy("Changed"),
    NEW: gettext_lazy("New"),
    SAME: gettext_lazy("Same as now"),
}


class TableForm(forms.Form):
    """One file."""

    table = forms.FileField(label=gettext_lazy("Table"), help_text=gettext_lazy("CSV or XLSX, at most 10 MB."))


class TransfersTables(DeskAdmin):
    """Pages to import and export a kind of fact as tables."""

    change_list_template = "admin/transfer/change_list.html"
    table_kind = ""

    def get_urls(self) -> list[Any]:
        """The stock pages and ours before them."""
        view = self.admin_site.admin_view
        pages: list[URLPattern] = [
            path("import/", view(self.import_page), name=self._url_name("import")),
            path("import/<str:token>/", view(self.outcome_page), name=self._url_name("import_outcome")),
            path("export/<str:form>/", view(self.export_file), name=self._url_name("export")),
        ]
        return [*pages, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The stock list, with the ways to import and export."""
        ways = {
            "exports": [(form.upper(), self.address_of("export", form)) for form in FORMATS],
            "import_address": self.address_of("import") if self.may_import(request) else "",
        }
        return super().changelist_view(request, {**(extra_context or {}), **ways})

    def may_import(self, request: HttpRequest) -> bool:
        """Who may add and change rows one by one may do so by table."""
        return self.has_add_permission(request) and self.has_change_permission(request)

    def export_file(self, request: HttpRequest, form: str) -> HttpResponse:
        """The rows of the list as it is filtered."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if form not in FORMATS:
            raise Http404
        try:
            chosen = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self.address_of("changelist"))
        content = exported(self._kind, chosen, form)
        named = f'attachment; filename="{self.table_kind}.{form}"'
        return HttpResponse(
            content, content_type=FORMATS[form]().get_content_type(), headers={"Content-Disposition": named}
        )

    @writes_nothing
    def import_page(self, request: HttpRequest) -> HttpResponse:
        """Takes a file, tries it, and leads to what the trial run says."""
        if not self.may_import(request):
            raise PermissionDenied
        form = TableForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["table"]
            return self.tried(request, file.name, file.read())
        context = {"form": form, "columns": _columns(self._kind), "title": _("Import a table")}
        return TemplateResponse(request, "admin/transfer/import.html", self._table_context(request, context))

    def tried(self, request: HttpRequest, name: str, content: bytes) -> HttpResponseRedirect:
        """Try a table and keep it; what comes of it stands on a page of its own."""
        outcome, _rows = run(self._kind, content, is_trial=True)
        table = kept.keep(self.table_kind, name, user_id(request), content, outcome)
        return HttpResponseRedirect(self.address_of("import_outcome", table.token))

    def outcome_page(self, request: HttpRequest, token: str) -> HttpResponse:
        """What a trial run or an import says of each row; after a trial run, the way to import."""
        if not self.may_import(request):
            raise PermissionDenied
        table = kept.find(token, self.table_kind, user_id(request))
        if table is None:
            messages.warning(request, _("This table is no longer kept. Choose the file again."))
            return HttpResponseRedirect(self.address_of("import"))
        if request.method == "POST":
            self._import(request, table)
            return HttpResponseRedirect(request.path)
        title = _("Trial run") if table.outcome.is_trial else _("Import")
        context = {
            "title": f"{title}: {table.file}",
            "table": table,
            "outcome": table.outcome,
            "sections": self._sections(table.outcome, request.GET),
            "import_address": self.address_of("import"),
        }
        return TemplateResponse(request, "admin/transfer/outcome.html", self._table_context(request, context))

    def _import(self, request: HttpRequest, table: kept.KeptTable) -> None:
        """Store what was tried, if it still is what was tried. The history of each row tells who brought it."""
        content = table.take()
        if content is None:
            messages.warning(request, _("This table is being imported, or was imported already."))
            return
        if_undone(table.put_back)
        explain(_from_table(table.file))
        outcome, rows = run(self._kind, content, is_trial=False, expected=table.outcome.lines)
        _tell_history(request, table.file, rows)
        transaction.on_commit(partial(table.end, outcome), robust=True)

    def _sections(self, outcome: Outcome, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """The rows by outcome, those that need somebody first; each list by pages of its own."""
        sections: list[dict[str, Any]] = []
        for name in OUTCOMES:
            if lines := outcome.of(name):
                page = Paginator(lines, LINES_A_PAGE).get_page(query.get(name))
                is_open = not sections or name in query
                rows = [(line, self.address_of("change", line.pk) if line.pk else "") for line in page]
                sections.append(
                    {"name": name, "heading": HEADINGS[name], "count": len(lines), "rows": rows, "is_open": is_open}
                    | {"page": page, "pages": _pages(page)}
                )
        return sections

    @property
    def _kind(self) -> Kind:
        return KINDS[self.table_kind]

    def _url_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def address_of(self, page: str, *arguments: Any) -> str:
        """Of a page about this kind of fact."""
        return reverse(f"admin:{self._url_name(page)}", args=arguments, current_app=self.admin_site.name)

    def _table_context(self, request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
        shared = {"opts": self.opts, "list_address": self.address_of("changelist"), "media": self.media}
        return {**self.admin_site.each_context(request), **shared, **context}


def _pages(page: Page[Any]) -> list[int]:
    """The numbers of all pages, where there are several."""
    count = page.paginator.num_pages
    return list(range(1, count + 1)) if count > 1 else []


def _columns(kind: Kind) -> list[dict[str, Any]]:
    """What each column of a table holds, for whoever makes one."""
    columns = []
    for heading, name in kind.columns.items():
        column: Any = _column(kind, heading, name)
        words = [str(value) for value, _label in column.flatchoices if value] if column is not None else []
        columns.append(
            {
                "heading": heading,
                "is_needed": heading in kind.needed,
                "name": column.verbose_name if column is not None else OWN_COLUMNS[heading][0],
                "help": OWN_COLUMNS[heading][1] if heading in OWN_COLUMNS else column.help_text,
                "words": ", ".join(words),
            }
        )
    return columns


# Columns that are more than a field of the model.
OWN_COLUMNS = {
    "value": (
        gettext_lazy("value"),
        gettext_lazy("A choice by its name, yes or no, or a number, with its unit if it is another one: 1 in, 2,5 mm."),
    ),
    "unit": (gettext_lazy("unit"), gettext_lazy("Of a number that has none beside it.")),
    "product": (gettext_lazy("product"), gettext_lazy("Its slug, its GTIN, or brand and name.")),
    "feature": (gettext_lazy("feature"), gettext_lazy("Its name or slug.")),
    "source": (gettext_lazy("source"), gettext_lazy("Its slug or address.")),
}


def _column(kind: Kind, heading: str, name: str) -> Any:
    """The field that a column is read into; none for those made of several."""
    return None if heading in {"value", "unit"} else kind.model._meta.get_field(name)


def user_id(request: HttpRequest) -> int:
    """Whose tables are kept."""
    return int(request.user.pk or 0)


def _tell_history(request: HttpRequest, file: str, rows: Mapping[str, Sequence[models.Model]]) -> None:
    """A line in the history of each row."""
    for outcome, action in ((NEW, ADDITION), (CHANGED, CHANGE)):
        if found := rows.get(outcome):
            LogEntry.objects.log_actions(user_id(request), found, action, _from_table(file))


def _from_table(file: str) -> str:
    return _("Imported from the table %(file)s.") % {"file": file}
