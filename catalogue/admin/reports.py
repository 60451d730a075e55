"""The editors' queue of reports, and the public log of changes to look at."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalogue.admin.desk import DeskAdmin
from catalogue.choices import ReportState
from catalogue.models import ShownChange, ValueReport


class ReadOnly(DeskAdmin):
    """Nobody at the desk makes or changes these."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come by themselves."""
        return False


@admin.register(ValueReport)
class ValueReportAdmin(ReadOnly):
    """What visitors say is wrong. Their words are never changed; the answer is a state and a note."""

    list_display = ("at", "product", "feature", "shown", "wrong", "should_be", "state", "decided_by", "open_page")
    list_display_links = ("at",)
    list_filter = ("state", "language", ("feature", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("product__brand", "feature")
    search_fields = ("product__name", "product__brand__name", "feature__name_en", "feature__name_de", "wrong", "note")
    date_hierarchy = "at"
    ordering = ("-at",)
    actions = ("accept", "refuse", "finish")
    fields = (
        ("state", "note"),
        ("decided_by", "decided_at"),
        ("at", "language"),
        "open_page",
        "open_desk",
        "shown",
        "wrong",
        "should_be",
        "read_at",
    )
    readonly_fields = (
        "decided_by",
        "decided_at",
        "at",
        "language",
        "open_page",
        "open_desk",
        "shown",
        "wrong",
        "should_be",
        "read_at",
    )

    def save_model(self, request: HttpRequest, obj: ValueReport, form: Any, change: bool) -> None:
        """Whose decision it is."""
        if "state" in form.changed_data:
            obj.decided_by, obj.decided_at = request.user.get_username(), timezone.now()
        super().save_model(request, obj, form, change)

    @admin.display(description=_("public page"))
    def open_page(self, report: ValueReport) -> SafeString:
        """The value as visitors see it."""
        address = f"{report.product.get_absolute_url()}#{report.feature.slug}"
        return format_html('<a href="{}">{}, {}</a>', address, report.product, report.feature)

    @admin.display(description=_("at the desk"))
    def open_desk(self, report: ValueReport) -> SafeString:
        """The page of the product, and the statements on this value."""
        product = reverse("admin:catalogue_product_change", args=[report.product_id])
        statements = reverse("admin:catalogue_statement_changelist")
        return format_html(
            '<a href="{}">{}</a> · <a href="{}?product__id__exact={}&amp;feature__id__exact={}">{}</a>',
            *(product, _("the product"), statements, report.product_id, report.feature_id, _("its statements on this")),
        )

    @admin.action(description=_("Accept: somebody looks into it"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """It may be right."""
        self._move(request, queryset, ReportState.ACCEPTED)

    @admin.action(description=_("Refuse: nothing to change"), permissions=["change"])
    def refuse(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """It is not."""
        self._move(request, queryset, ReportState.REFUSED)

    @admin.action(description=_("Done: the value was changed"), permissions=["change"])
    def finish(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """It was."""
        self._move(request, queryset, ReportState.DONE)

    def _move(self, request: HttpRequest, queryset: Any, state: ReportState) -> None:
        moved = list(queryset)
        count = queryset.model.objects.filter(pk__in=[report.pk for report in moved]).move_to(
            state, request.user.get_username()
        )
        for report in moved:
            self.log_change(request, report, str(state.label))
        words = {"number": count, "state": state.label}
        said = ngettext("%(number)d report: %(state)s.", "%(number)d reports: %(state)s.", count) % words
        messages.success(request, said)


@admin.register(ShownChange)
class ShownChangeAdmin(ReadOnly):
    """The public log: to look at, never to write."""

    list_display = ("at", "kind", "product", "problem", "feature", "old", "new", "reason")
    list_filter = ("kind",)
    search_fields = ("product", "problem", "feature")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A log that can be corrected is none."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nor one that can be shortened."""
        return False
