"""Statements, editors' decisions, and the derived entries to look at."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue.admin.decisions import DecisionForm
from catalogue.admin.derives import DerivesEntries
from catalogue.admin.desk import MadeByTheSite
from catalogue.admin.fields import PlainNumberField
from catalogue.admin.filters import IsDecided, StatementIsBarred
from catalogue.admin.sheet import decide_url
from catalogue.admin.transfers import TransfersTables
from catalogue.models import EditorDecision, SpecEntry, Statement
from catalogue.models.cells import cell_of
from catalogue.wording import statement_text, value_text


@admin.register(Statement)
class StatementAdmin(TransfersTables, DerivesEntries):
    """Statements of all products."""

    table_kind = "statements"
    path_to_products = "product"

    list_display = ("product", "feature", "value", "voice", "source", "source_counts")
    list_filter = ("voice", "source__kind", StatementIsBarred, ("feature", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("product__brand", "feature", "choice__feature", "source")
    search_fields = (
        "product__name",
        "product__brand__name",
        "feature__name_en",
        "feature__name_de",
        "source__title",
        "as_stated",
        "context",
    )
    autocomplete_fields = ("product", "feature", "choice", "source")
    formfield_overrides = {models.DecimalField: {"form_class": PlainNumberField}}
    fieldsets = (
        (None, {"fields": ("product", "feature", ("choice", "number"))}),
        (_("Who says it"), {"fields": ("source", "voice", "as_stated", "context", "why_preferred")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        """With all that naming a statement takes."""
        return super().get_queryset(request).select_related(*self.list_select_related)

    @admin.display(description=_("value"))
    def value(self, statement: Statement) -> str:
        """What is said."""
        return statement_text(statement)

    @admin.display(description=_("counts"), boolean=True)
    def source_counts(self, statement: Statement) -> bool:
        """Whether values are taken from its source."""
        return not statement.source.is_barred


@admin.register(EditorDecision)
class EditorDecisionAdmin(DerivesEntries):
    """Decisions on single entries. Reached best from the sheet of a product."""

    path_to_products = "product"
    list_display = ("product", "feature", "state", "statement_value", "reason", "decided_on")
    list_filter = ("state", ("feature", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("product__brand", "feature", "statement__feature", "statement__choice")
    search_fields = ("product__name", "product__brand__name", "feature__name_en", "feature__name_de", "reason")
    date_hierarchy = "decided_on"
    form = DecisionForm
    autocomplete_fields = ("product", "feature")
    fields = ("product", "feature", "state", "statement", "reason", "decided_on")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Today, and what the link on the sheet names."""
        return {"decided_on": timezone.localdate(), **super().get_changeform_initial_data(request)}

    def response_post_save_add(self, request: HttpRequest, obj: EditorDecision) -> HttpResponseRedirect:
        """Back to the sheet that led here."""
        return HttpResponseRedirect(reverse("admin:catalogue_product_change", args=[obj.product_id]))

    response_post_save_change = response_post_save_add

    @admin.display(description=_("statement to show"))
    def statement_value(self, decision: EditorDecision) -> str | None:
        """The value it makes the catalogue show."""
        return statement_text(decision.statement) if decision.statement else None


@admin.register(SpecEntry)
class SpecEntryAdmin(MadeByTheSite):
    """What the catalogue shows: to look at, and to find what needs a decision."""

    list_display = ("product_page", "feature", "state", "value", "decide")
    list_display_links = ("feature",)
    list_filter = ("state", IsDecided, ("feature", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("product__brand", "feature", "choice", "shown")
    search_fields = ("product__name", "product__brand__name", "feature__name_en", "feature__name_de")
    fields = ("product", "feature", "state", "value", "shown")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SpecEntry]:
        """With the decision on each, and several choices in one more query."""
        decided = EditorDecision.objects.filter(product=OuterRef("product"), feature=OuterRef("feature"))
        entries = super().get_queryset(request).annotate(decision=Subquery(decided.values("pk")))
        return entries.prefetch_related("entry_choices__choice", "entry_choices__statement")  # type: ignore[no-any-return]

    @admin.display(description=_("product"), ordering="product__sort_key")
    def product_page(self, entry: SpecEntry) -> SafeString:
        """A link to the page where its statements are kept."""
        address = reverse("admin:catalogue_product_change", args=[entry.product_id])
        return format_html('<a href="{}">{}</a>', address, entry.product)

    @admin.display(description=_("shown value"))
    def value(self, entry: SpecEntry) -> str:
        """The shown value in words."""
        return value_text(cell_of(entry.feature, entry))

    @admin.display(description=_("decision"))
    def decide(self, entry: Any) -> SafeString:
        """A link to decide on the entry, or to the decision."""
        words = _("Decided: change") if entry.decision else _("Decide")
        return format_html('<a href="{}">{}</a>', decide_url(entry.product_id, entry.feature_id, entry.decision), words)
