"""The history at the desk: every request that changes something is one edit, and each edit can be looked at and undone."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial, wraps
from typing import Any

from django.contrib import admin, messages
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue import images
from catalogue.admin.asked import WHY, id_of
from catalogue.admin.desk import MadeByTheSite
from catalogue.admin.edit_lines import in_short, lines_of
from catalogue.admin.rights import may_make_true, rights_taken
from catalogue.models import (
    Edit,
    EditedRow,
    Picture,
    Product,
    Proposal,
    done_or_proposed,
    german_before,
    product_as_before,
    restore,
)
from catalogue.models.recording import Key, State, say_how_german_stands, sign

NAMES_SHOWN = 3

View = Callable[..., Any]


def recording(view: View) -> View:
    """A page of the desk: what a POST to it changes is one edit, with whoever is logged in and the reason that was typed.

    Where it touches a text about health, whatever way it goes, nothing is changed: all of it waits for a second person.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST" or hasattr(view, "writes_nothing"):
            return view(request, *args, **kwargs)
        by, why = request.user.get_username(), request.POST.get(WHY, "")
        answer, proposal = done_or_proposed(by, why, lambda: view(request, *args, **kwargs), request.user.pk)
        return answer if proposal is None else _told_to_wait(request, proposal)

    return page


def writes_nothing(view: View) -> View:
    """A page that changes nothing by a POST either, or undoes what it tries: no edit, so that nobody waits while it reads a file."""
    view.writes_nothing = True  # type: ignore[attr-defined]  # kept for `recording`
    return view


def _told_to_wait(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """What the page itself said of its success is not true yet."""
    request._messages = default_storage(request)  # type: ignore[attr-defined]
    messages.warning(request, _("This waits for a second person now. Visitors see the old text until then."))
    return HttpResponseRedirect(reverse("admin:catalogue_proposal_change", args=[proposal.pk]))


class OfProduct(admin.SimpleListFilter):
    """Edits of one product, named in the address."""

    title = gettext_lazy("product")
    parameter_name = "product"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """The one that is asked for: a list of all would be no help."""
        product = Product.objects.with_brand().filter(pk=self._number()).first()
        return [(str(product.pk), product.full_name)] if product else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What changed it, and all that belongs or belonged to it."""
        return queryset.of_product(self._number()) if self.value() else queryset  # type: ignore[attr-defined]

    def _number(self) -> int:
        return id_of(self.value() or "")


class OfRow(admin.SimpleListFilter):
    """Edits of one row of another kind, named in the address: its kind and number."""

    title = gettext_lazy("entry")
    parameter_name = "row"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """The one that is asked for."""
        label, pk = self._asked()
        row = EditedRow.objects.filter(model=label, row=pk).order_by("-pk").first()
        return [(self.value(), str(row or _("no edits yet")))] if self.value() else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What changed it."""
        return queryset.of_row(*self._asked()) if self.value() else queryset  # type: ignore[attr-defined]

    def _asked(self) -> tuple[str, int]:
        label, _dash, number = str(self.value() or "").rpartition("-")
        return label, id_of(number)


@admin.register(Edit)
class EditAdmin(MadeByTheSite):
    """Who changed what, when, and why."""

    list_display = ("at", "who", "what", "why")
    list_filter = (OfProduct, OfRow)
    search_fields = ("by", "why", "rows__name")
    date_hierarchy = "at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edit]:
        """With the rows that are named."""
        edits = super().get_queryset(request).annotate(row_count=Count("rows", distinct=True))
        return edits.prefetch_related(Prefetch("rows", EditedRow.objects.only("edit", "name")))  # type: ignore[no-any-return]

    @admin.display(description=gettext_lazy("who"), ordering="by")
    def who(self, edit: Edit) -> str:
        """The name of the account, or that it came with a file."""
        return edit.by or _("a file")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The stock list; of edits of a single row it says which fields changed. One query more."""
        changes: Any = super().get_changelist_instance(request)
        single = [edit.pk for edit in changes.result_list if edit.row_count == 1]
        told = {row.edit_id: in_short(row) for row in EditedRow.objects.filter(edit__in=single)}
        for edit in changes.result_list:
            edit.in_short = told.get(edit.pk)
        return changes

    @admin.display(description=gettext_lazy("what"))
    def what(self, edit: Any) -> str:
        """What of one row; of several the first by name, and how many more."""
        if edit.in_short:
            return str(edit.in_short)
        names = [row.name for row in edit.rows.all()[:NAMES_SHOWN]]
        more = edit.row_count - len(names)
        return "; ".join([*names, _("%(n)d more") % {"n": more}] if more > 0 else names)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """What changed, field by field; a POST brings something back."""
        edit: Edit | None = self.get_object(request, object_id)
        if edit is None or not self.has_view_permission(request, edit):
            raise Http404
        if request.method == "POST":
            return self._restored(request, edit)
        rights = rights_taken(_wanted(edit, {}))
        may = {right: request.user.has_perm(right) for right in rights.values()}
        may_change_products = request.user.has_perm("catalogue.change_product")
        products = {pk for row in edit.rows.all() for pk in (row.product, row.was_of) if pk and may_change_products}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Edit"),
            "edit": edit,
            "who": " · ".join(filter(None, (self.who(edit), edit.approved_by))),
            "rows": [(row, may[rights[row.row.model, row.row.row]]) for row in lines_of(edit.rows.all())],
            "may_undo": all(may.values()),
            "products": Product.objects.filter(pk__in=products).with_brand(),
        }
        return TemplateResponse(request, "admin/catalogue/edit.html", context)

    def _restored(self, request: HttpRequest, edit: Edit) -> HttpResponse:
        wanted = _wanted(edit, request.POST)
        if not may_make_true(request.user, wanted):
            raise PermissionDenied
        why = request.POST.get(WHY, "") or _("As before %(edit)s.") % {"edit": edit}
        sign(by=request.user.get_username(), why=why, approved_by="")
        if "field" not in request.POST:  # a row that is what it was stands as it stood
            say_how_german_stands(german_before(edit.pk, wanted))
        try:
            restored = restore(wanted)
        except ValidationError as error:
            self.message_user(request, _("Nothing was restored. %s") % " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.path)
        _make_sizes(pk for (label, _pk), pk in restored.items() if label == Picture._meta.label_lower)
        self.message_user(
            request, _("Restored. The restore is an edit of its own: it can be undone too."), messages.SUCCESS
        )
        return HttpResponseRedirect(reverse("admin:catalogue_edit_changelist"))


def _wanted(edit: Edit, typed: Mapping[str, str]) -> dict[Key, State]:
    """What the button that was clicked brings back: a field of a row, a row, a product, or all of the edit."""
    if "product" in typed:
        return product_as_before(id_of(typed["product"]), edit.pk)
    rows = edit.rows.filter(pk=id_of(typed["row"])) if "row" in typed else edit.rows.all()
    found: dict[Key, State] = {(row.model, row.row): row.before for row in rows}
    if "field" in typed:
        field = typed["field"]
        return {key: {field: state[field]} for key, state in found.items() if state and field in state}
    return found


def _make_sizes(photos: Iterable[int]) -> None:
    """A photo that is brought back may lack its sizes by now."""
    for photo in Picture.objects.filter(pk__in=list(photos)):
        transaction.on_commit(partial(images.make_variants, photo))
