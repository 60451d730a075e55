"""The editors' desk of curated comparisons."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from modeltranslation.utils import get_translation_fields

from comparisons.models import ComparedProduct, Comparison

if TYPE_CHECKING:
    Rows = admin.TabularInline[ComparedProduct, Comparison]
    BothLanguages = TranslationAdmin[Comparison]
else:  # Django's admin classes are generic for the type checker only
    Rows, BothLanguages = admin.TabularInline, TranslationAdmin


def both(name: str) -> tuple[str, ...]:
    """A text's columns, English and German: on one line of the form, side by side."""
    return tuple(get_translation_fields(name))


class ComparedProductRows(Rows):
    """The products side by side, in their order."""

    model = ComparedProduct
    fields = ("position", "product")
    autocomplete_fields = ("product",)
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[ComparedProduct]:
        """Products are named with their brand."""
        return super().get_queryset(request).select_related("product__brand")


@admin.register(Comparison)
class ComparisonAdmin(BothLanguages):
    """Comparisons: a page with words beside the live table."""

    list_display = ("title", "position", "problem", "product_count")
    list_filter = (("problem", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("problem",)
    search_fields = ("title_en", "title_de", "slug", "intro_en", "intro_de")
    ordering = ("position", "slug")
    autocomplete_fields = ("problem",)
    prepopulated_fields = {"slug": ("title",)}
    inlines = (ComparedProductRows,)
    fieldsets = (
        (None, {"fields": (both("title"), ("slug", "position"), "problem")}),
        (_("Words"), {"fields": (both("intro"), both("verdict"), both("note"))}),
    )

    class Media:
        css = {"all": ["catalogue/admin.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comparison]:
        """With the number of products."""
        return super().get_queryset(request).annotate(columns=Count("products"))

    def get_readonly_fields(self, request: HttpRequest, obj: Comparison | None = None) -> Any:
        """A stored slug stays: it is part of an address that others keep."""
        declared = super().get_readonly_fields(request, obj)
        return (*declared, "slug") if obj else declared

    def get_prepopulated_fields(self, request: HttpRequest, obj: Comparison | None = None) -> Any:
        """None where the slug is stored."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    @admin.display(description=_("products"), ordering="columns")
    def product_count(self, comparison: Any) -> int:
        """How many products it sets side by side."""
        return int(comparison.columns)
