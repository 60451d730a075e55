"""The page on which an editor merges one entry into another: choose, look, confirm."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.admin.asked import is_id
from catalogue.admin.desk import DeskAdmin
from catalogue.models import Merge, Product, Revision, merge_of, others_alike

FOUND_AT_MOST = 20


class MergesDuplicates(DeskAdmin):
    """Products that stand here twice."""

    def get_urls(self) -> list[Any]:
        """The stock pages and the one for merging."""
        page = self.admin_site.admin_view(self.merge_view)
        own: list[URLPattern] = [path("<int:pk>/merge/", page, name="catalogue_product_merge")]
        return [*own, *super().get_urls()]

    def limit_buttons(self, widget: RelatedFieldWidgetWrapper, name: str) -> None:
        """Beside the other entry of a merge nothing is added or changed."""
        super().limit_buttons(widget, name)
        if name == "merged_into":
            widget.can_add_related = widget.can_change_related = False

    @admin.display(description=gettext_lazy("merged into"))
    def where_to_merge(self, product: Product) -> SafeString:
        """Nothing; and the page that changes that."""
        page = reverse("admin:catalogue_product_merge", args=[product.pk])
        said = _("no other entry. A merge moves all that is said of this one:")
        return format_html('{} <a href="{}">{}</a>', said, page, _("Merge into another entry …"))

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Without `into` the choice of the entry that stays; with it the preview; a POST carries out what was looked at."""
        if request.method == "POST":
            Revision.objects.take_turn()
        goes = get_object_or_404(Product.objects.with_brand(), pk=pk)
        if not self.has_change_permission(request, goes):
            raise PermissionDenied
        into = request.POST.get("into") or request.GET.get("into", "")
        stays = Product.objects.published().with_brand().filter(pk=into).first() if is_id(into) else None
        if stays is None:
            return self._merge_page(request, goes, found=self._found(request, goes))
        try:
            merge = merge_of(goes, stays)
            if request.method == "POST" and request.POST.get("seen") == merge.seal:
                return self._carried_out(request, merge)
        except ValidationError as error:
            return self._merge_page(request, goes, found=self._found(request, goes), errors=error.messages)
        if request.method == "POST":
            messages.warning(request, _("Nothing was done: something changed meanwhile. Please look again."))
        return self._merge_page(request, goes, merge=merge)

    def _found(self, request: HttpRequest, goes: Product) -> list[Product]:
        """Published entries that the search finds; before it those that bear the same name."""
        asked = request.GET.get("q", "").strip()
        published = Product.objects.published().exclude(pk=goes.pk).with_brand()
        if not asked:
            return [other for other in others_alike(goes) if other.status == Product.Status.PUBLISHED]
        found, may_repeat = self.get_search_results(request, published.in_order_of_names(), asked)
        return list((found.distinct() if may_repeat else found)[:FOUND_AT_MOST])

    def _carried_out(self, request: HttpRequest, merge: Merge) -> HttpResponse:
        merge.carry_out()
        names = {"goes": merge.goes.full_name, "stays": merge.stays.full_name}
        self.log_change(request, merge.goes, _("Merged into %(stays)s.") % names)
        self.log_change(request, merge.stays, _("%(goes)s was merged into it.") % names)
        said = _("%(goes)s is merged into this entry. Its address leads here from now on.") % names
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:catalogue_product_change", args=[merge.stays.pk]))

    def _merge_page(self, request: HttpRequest, goes: Product, **shown: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge %(name)s into another entry") % {"name": goes.full_name},
            "goes": goes,
            "asked": request.GET.get("q", ""),
            "filled": _names_of(shown["merge"].filled) if "merge" in shown else (),
            **shown,
        }
        return TemplateResponse(request, "admin/catalogue/product/merge.html", context)


def _names_of(columns: Iterable[str]) -> list[str]:
    return [str(column.verbose_name) for column in Product._meta.concrete_fields if column.name in set(columns)]
