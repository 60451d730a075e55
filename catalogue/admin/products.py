"""Brands and products; a product's page holds all that is said of it."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from catalogue.admin.desk import DeskAdmin, TranslatedAdmin, both
from catalogue.admin.due import CheckAgain, NearlyComplete, OldPrice, SaysNothing
from catalogue.admin.feeds import TakesFeeds
from catalogue.admin.filling import FillsSheet
from catalogue.admin.filters import HasOpenDispute, NothingSaid
from catalogue.admin.merging import MergesDuplicates
from catalogue.admin.pictures import HasPhotos, PictureRows
from catalogue.admin.product_form import ProductForm
from catalogue.admin.publishing import PublishGate
from catalogue.admin.rows import FindingRows, OfferRows, SuitabilityRows
from catalogue.admin.sheet import desk_sheet
from catalogue.admin.transfers import TransfersTables
from catalogue.models import (
    Brand,
    Feature,
    Offer,
    Product,
    ShownChange,
    SpecEntry,
    Statement,
    standings,
)


@admin.register(Brand)
class BrandAdmin(DeskAdmin):
    """Brands."""

    list_display = ("name", "slug", "country", "website", "product_count")
    search_fields = ("name", "slug", "aka")
    ordering = ("sort_key",)
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "country", "website", "aka")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Brand]:
        """With the number of products."""
        return super().get_queryset(request).annotate(insoles=Count("products"))  # type: ignore[no-any-return]

    @admin.display(description=_("products"), ordering="insoles")
    def product_count(self, brand: Any) -> int:
        """How many products it has."""
        return int(brand.insoles)


@admin.register(Product)
class ProductAdmin(FillsSheet, TransfersTables, HasPhotos, MergesDuplicates, PublishGate, TranslatedAdmin):
    """Products. What is said of them is filled in on a page of its own."""

    table_kind = "products"
    path_to_products = "pk"

    form = ProductForm
    # What an editor looks for comes first: on a narrow screen the list is cut on its right.
    list_display = ("photo", "full_name", "status", "core_known", "statement_count", "checked_on", "category")
    list_display_links = ("full_name",)
    list_filter = (
        *("status", HasOpenDispute, CheckAgain, NearlyComplete, SaysNothing, NothingSaid),
        *("category", "level", "is_discontinued", "brand"),
    )
    list_select_related = ("brand",)
    search_fields = ("name", "brand__name", "line", "aka", "slug", "gtin")
    date_hierarchy = "checked_on"
    ordering = ("brand__sort_key", "sort_key")
    autocomplete_fields = ("brand", "succeeded_by")
    inlines = (OfferRows, PictureRows, SuitabilityRows, FindingRows)
    save_on_top = True
    fieldsets = (
        (None, {"fields": (("brand", "name"), ("line", "slug"), ("category", "level"), "gtin", both("summary"))}),
        (_("Standing"), {"fields": (("status", "checked_on", "is_discontinued"), "next_steps")}),
        (_("Withdrawn"), {"fields": (("withdrawn_on", "merged_into"),), "classes": ("collapse",)}),
        (_("Other names"), {"fields": ("aka", "succeeded_by"), "classes": ("collapse",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        """With the numbers of statements and of core features known, each counted apart."""
        said = Statement.objects.filter(product=OuterRef("pk"))
        known = SpecEntry.objects.with_value().filter(product=OuterRef("pk"), feature__is_core=True)
        core = Feature.objects.filter(is_core=True)
        counts = {"said": _count(said, "product"), "known": _count(known, "product"), "core": _count(core, "is_core")}
        return super().get_queryset(request).annotate(**counts)  # type: ignore[no-any-return]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new product has no next step yet; the tick that it is another one is asked for only after something was sent."""
        (names, rest), (standing, fields), (gone, day), *others = super().get_fieldsets(request, obj)
        asked = ("is_another",) if request.method == "POST" else ()
        steps = fields["fields"] if obj else fields["fields"][:1]
        is_merged = obj is not None and obj.merged_into_id is not None
        merged = "merged_into" if is_merged else "where_to_merge"
        return [
            (names, {"fields": (*asked, *rest["fields"])}),
            (standing, {"fields": steps}),
            (gone, {**day, "fields": (("withdrawn_on", merged) if obj else ("withdrawn_on",),)}),
            *others,
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The next steps are told, not typed."""
        return (*super().get_readonly_fields(request, obj), "next_steps", "where_to_merge")

    def address_is_fixed(self, obj: Any) -> bool:
        """A draft has no visitors yet."""
        return obj is not None and obj.status != Product.Status.DRAFT

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, and tell it."""
        before = standings(Product.objects.filter(pk=obj.pk))
        super().delete_model(request, obj)
        ShownChange.objects.note_standings(before, {})

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """The same for many."""
        with transaction.atomic():
            before = standings(queryset)
            super().delete_queryset(request, queryset)
            ShownChange.objects.note_standings(before, {})

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The stock page with the sheet of derived entries."""
        product = self.get_object(request, object_id)
        if product is not None and self.has_view_or_change_permission(request, product):
            kwargs["extra_context"] = {**(kwargs.get("extra_context") or {}), "sheet": desk_sheet(product)}
        return super().change_view(request, object_id, *args, **kwargs)

    @admin.display(description=_("product"), ordering="sort_key")
    def full_name(self, product: Product) -> str:
        """Brand and name."""
        return product.full_name

    @admin.display(description=_("statements"), ordering="said")
    def statement_count(self, product: Any) -> int:
        """How many statements there are on it."""
        return int(product.said)

    @admin.display(description=_("core features known"), ordering="known")
    def core_known(self, product: Any) -> str:
        """How many of the core features show a value."""
        return _("%(known)d of %(all)d") % {"known": product.known, "all": product.core}


@admin.register(Offer)
class OfferAdmin(TakesFeeds):
    """Prices seen."""

    table_kind = "offers"

    list_display = ("product", "amount", "currency", "pairs", "price_kind", "seller", "seen_on")
    list_filter = (OldPrice, "price_kind", "currency")
    list_select_related = ("product__brand",)
    search_fields = ("product__name", "product__brand__name", "seller")
    autocomplete_fields = ("product", "source")
    fields = ("product", ("amount", "currency"), ("price_kind", "pairs"), ("seller", "country"), "seen_on", "source")


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    """The number of these rows, which share one value of a column: a subquery, so that no join multiplies it."""
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
