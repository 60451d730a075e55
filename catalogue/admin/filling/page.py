"""The pages of the desk on which a sheet is filled in, and rows of another product are chosen for it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.admin.asked import id_of
from catalogue.admin.desk import DeskAdmin
from catalogue.admin.filling.board import Board
from catalogue.admin.filling.copying import copy_rows, products_named, statements_to_copy
from catalogue.admin.filling.meanwhile import Meanwhile, meanwhile
from catalogue.admin.filling.saving import Edit, save
from catalogue.admin.filling.shown import sections
from catalogue.admin.filling.sources import SourceFinder
from catalogue.admin.filling.stored import Stored
from catalogue.models import Product, Revision

# Whoever fills in a sheet adds, changes and takes out statements and decisions.
NEEDED = tuple(
    f"catalogue.{action}_{model}" for model in ("statement", "editordecision") for action in ("add", "change", "delete")
)
CORE_FIRST = "core"
ON_SITE = re.compile(r"/insoles/(?P<slug>[a-z0-9-]+)/")


class FillsSheet(DeskAdmin):
    """The admin of products with the page of a product's sheet."""

    def get_urls(self) -> list[URLPattern]:
        """The stock pages and ours."""
        sheet, copy = self.admin_site.admin_view(self.sheet_view), self.admin_site.admin_view(self.copy_view)
        return [
            path("<int:pk>/sheet/", sheet, name="catalogue_product_sheet"),
            path("<int:pk>/sheet/copy/", copy, name="catalogue_product_sheet_copy"),
            *super().get_urls(),
        ]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """By words, or by the pasted address of a page on the site."""
        address = ON_SITE.search(search_term)
        return super().get_search_results(request, queryset, address["slug"] if address else search_term)

    def sheet_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the sheet to whoever may look at the product; store what those send who may write it."""
        if request.method == "POST":
            return self._sent(request, pk)
        product = self._product(request, pk)
        stored = Stored(product)
        copied = statements_to_copy(request.GET.getlist("copy"), product) if may_write(request) else []
        sources = {statement.source_id: statement.source for statement in copied}
        board = Board(stored, self._finder(request, stored, sources), copied=copied)
        return self._page(request, board)

    def copy_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Search another product, then tick what is true of this one too."""
        product = self._product(request, pk)
        if not may_write(request):
            raise PermissionDenied
        text, chosen = _text(request.GET.get("q", "")), _text(request.GET.get("from", ""))
        other = Product.objects.with_brand().filter(slug=chosen).exclude(pk=product.pk).first() if chosen else None
        said = [str(one) for one in other.statements.values_list("pk", flat=True)] if other else []
        context = {
            **self._shared(request, product, _("Copy from another product: %(name)s") % {"name": product}),
            "text": text,
            "found": products_named(text, product) if text and not other else None,
            "other": other,
            "rows": copy_rows(statements_to_copy(said, product)),
        }
        return TemplateResponse(request, "admin/catalogue/product/sheet_copy.html", context)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """On to the sheet where that was asked for."""
        response = super().response_add(request, obj, post_url_continue)
        return _to_sheet(obj) if "_sheet" in request.POST else response

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """On to the sheet where that was asked for."""
        response = super().response_change(request, obj)
        return _to_sheet(obj) if "_sheet" in request.POST else response

    def _sent(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store it, or show it again with all that was typed. Who comes second waits for the first to be through."""
        if not may_write(request):
            raise PermissionDenied
        try:
            with transaction.atomic():
                stored = Stored(self._product(request, pk, is_written=True))
                board = Board(stored, self._finder(request, stored), request.POST)
                if "another" in request.POST:
                    board.add_row(id_of(request.POST["another"]))
                    return self._page(request, board)
                if not board.is_current:
                    told = meanwhile(board.base, stored)
                    board = board.rebased()
                    board.is_valid()
                    return self._page(request, board, told=told)
                if not board.is_valid():
                    return self._page(request, board)
                edit = save(board)
                self._note(request, stored.product, edit)
        except IntegrityError:
            messages.error(request, _("Two of these changes stand in each other’s way. Save one of them first."))
            stored = Stored(self._product(request, pk))
            return self._page(request, Board(stored, self._finder(request, stored), request.POST))
        return self._after(request, stored.product, edit)

    def _after(self, request: HttpRequest, product: Product, edit: Edit) -> HttpResponse:
        for source in edit.new_sources:
            words = {
                "name": source.title,
                "kind": source.get_kind_display(),
                "url": reverse("admin:catalogue_source_change", args=[source.pk]),
                "change": _("Check or change it"),
            }
            told = _("New source: “{name}” ({kind}, a part of it read today).")
            messages.success(request, format_html(told + ' <a href="{url}">{change}</a>', **words))
        number = len(edit.features)
        saved = ngettext("%(number)d feature was saved.", "%(number)d features were saved.", number)
        messages.success(request, saved % {"number": number} if number else _("Nothing was changed."))
        if "_product" in request.POST:
            return HttpResponseRedirect(reverse("admin:catalogue_product_change", args=[product.pk]))
        return _to_sheet(product, core_first=_is_core_first(request))

    def _note(self, request: HttpRequest, product: Product, edit: Edit) -> None:
        """Into the desk's own history, under the product."""
        if edit.features:
            names = ", ".join(str(feature.name) for feature in edit.features)
            self.log_change(request, product, _("Sheet: %(features)s.") % {"features": names})

    def _page(self, request: HttpRequest, board: Board, *, told: Meanwhile | None = None) -> HttpResponse:
        product, is_core_first = board.stored.product, _is_core_first(request)
        parts = sections(board, core_first=is_core_first)
        context = {
            **self._shared(request, product, _("Spec sheet: %(name)s") % {"name": product}),
            "board": board,
            "sections": parts,
            "faulty": [line.feature for part in parts for line in (*part.lines, *part.beside) if line.has_faults],
            "is_core_first": is_core_first,
            "base": (board.stored.snapshot if board.base is None else board.base).sealed(),
            "told": told,
            "has_faults": board.sent is not None and any(form.errors for form in board.forms() if form.is_bound),
            "may_write": may_write(request),
        }
        response = TemplateResponse(request, "admin/catalogue/product/sheet.html", context)
        return response.render()  # while the rows are still as they were read

    def _shared(self, request: HttpRequest, product: Product, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "product": product,
            "title": title,
            "is_nav_sidebar_enabled": False,  # the sheet needs the width
            "is_on_site": product.status == Product.Status.PUBLISHED,
        }

    def _product(self, request: HttpRequest, pk: int, *, is_written: bool = False) -> Product:
        """The product; 404 where there is none, 403 for who may not look at it. Locked where it is to be written."""
        products = Product.objects.with_brand()
        if is_written:
            Revision.objects.take_turn()
            products = products.select_for_update(of=("self",))
        product = products.filter(pk=pk).first()
        if not self.has_view_or_change_permission(request, product):
            raise PermissionDenied
        if product is None:
            raise Http404
        return product

    def _finder(self, request: HttpRequest, stored: Stored, more: dict[int, Any] | None = None) -> SourceFinder:
        may_add = request.user.has_perm("catalogue.add_source")
        return SourceFinder(stored.product, {**stored.sources, **(more or {})}, may_add=may_add)


def may_write(request: HttpRequest) -> bool:
    """Whether somebody may fill in sheets."""
    return request.user.has_perms(NEEDED)


def sheet_url(product: int) -> str:
    """The address of a product's sheet."""
    return reverse("admin:catalogue_product_sheet", args=[product])


def _to_sheet(product: Product, *, core_first: bool = False) -> HttpResponseRedirect:
    query = QueryDict(mutable=True)
    if core_first:
        query["order"] = CORE_FIRST
    return HttpResponseRedirect(f"{sheet_url(product.pk)}{'?' if query else ''}{query.urlencode()}")


def _is_core_first(request: HttpRequest) -> bool:
    return request.GET.get("order") == CORE_FIRST


def _text(typed: str) -> str:
    """What may be looked for: PostgreSQL refuses a text with a null in it."""
    return typed.replace("\0", "").strip()[:100]
