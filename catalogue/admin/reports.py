"""The editors' queue of reports, and the public log of changes to look at."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.admin.desk import DeskAdmin, MadeByTheSite
from catalogue.admin.previewed import Becomes, Look, PreviewedAction, Stays
from catalogue.choices import ReportState
from catalogue.models import ShownChange, ValueReport


class MoveReports(PreviewedAction):
    """Puts reports into a state."""

    def __init__(self, name: str, label: Any, state: ReportState) -> None:
        self.__name__, self.short_description, self.state = name, label, state

    def sorted_out(self, rows: QuerySet[ValueReport]) -> Look:
        """Those that are in it already stay."""
        reports = list(rows.select_related("product__brand", "feature"))
        after, stays = str(self.state.label), gettext("It is so already.")
        return Look(
            [Becomes(one, one.get_state_display(), after) for one in reports if one.state != self.state],
            [Stays(one, stays) for one in reports if one.state == self.state],
        )

    def carry_out(self, rows: QuerySet[ValueReport], by: str) -> None:
        """All at once."""
        rows.move_to(self.state, by)  # type: ignore[attr-defined]

    def told(self, count: int) -> str:
        """How many."""
        words = {"number": count, "state": self.state.label}
        return ngettext("%(number)d report: %(state)s.", "%(number)d reports: %(state)s.", count) % words


@admin.register(ValueReport)
class ValueReportAdmin(DeskAdmin):
    """What visitors say is wrong. Their words are never changed; the answer is a state and a note."""

    list_display = ("at", "product", "feature", "shown", "wrong", "should_be", "state", "decided_by", "open_page")
    list_display_links = ("at",)
    list_filter = ("state", "language", ("feature", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("product__brand", "feature")
    search_fields = ("product__name", "product__brand__name", "feature__name_en", "feature__name_de", "wrong", "note")
    date_hierarchy = "at"
    ordering = ("-at",)
    actions = (
        MoveReports("accept", _("Accept: somebody looks into it …"), ReportState.ACCEPTED),
        MoveReports("refuse", _("Refuse: nothing to change …"), ReportState.REFUSED),
        MoveReports("finish", _("Done: the value was changed …"), ReportState.DONE),
    )
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
        super().save_model(request, obj, form, change)
        if "state" in form.changed_data:
            decided = ValueReport.objects.filter(pk=obj.pk)
            decided.move_to(ReportState(obj.state), request.user.get_username())

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come from visitors."""
        return False

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


@admin.register(ShownChange)
class ShownChangeAdmin(MadeByTheSite):
    """The public log: to look at, never to write."""

    list_display = ("at", "kind", "product", "problem", "feature", "old", "new", "reason")
    list_filter = ("kind",)
    search_fields = ("product", "problem", "feature")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")
