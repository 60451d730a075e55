"""Sources: every value has one."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.admin.derives import DerivesEntries, derive_entries, entries_noted
from catalogue.admin.due import ReadAgain
from catalogue.admin.filters import SourceIsBarred
from catalogue.admin.previewed import Becomes, Look, PreviewedAction, Stays
from catalogue.admin.transfers import TransfersTables
from catalogue.models import Source, Statement, touch


class ReadToday(PreviewedAction):
    """Somebody read the sources again today. Where sources differ the date may decide, so entries are derived anew."""

    __name__ = "read_today"
    short_description = _("Set the day of reading of selected sources to today …")
    note = _(
        "Only if somebody read each of them again today and its statements still hold. Of a source without a date of its own "
        "this day counts, so another value may be shown where sources differ."
    )

    def sorted_out(self, rows: QuerySet[Source]) -> Look:
        """Those that were read today stay."""
        today, sources = timezone.localdate(), list(rows)
        return Look(
            [Becomes(one, _day(one.read_on), _day(today)) for one in sources if one.read_on != today],
            [Stays(one, gettext("It is so already.")) for one in sources if one.read_on == today],
        )

    def carry_out(self, rows: QuerySet[Source], by: str) -> None:
        """All at once, and the entries once."""
        concerned = set(Statement.objects.filter(source__in=rows).values_list("product", flat=True))
        noted = entries_noted(concerned)
        touch(rows)
        rows.update(read_on=timezone.localdate())
        derive_entries(concerned, noted)

    def told(self, count: int) -> str:
        """How many."""
        said = ngettext("%(count)d source was read today.", "%(count)d sources were read today.", count)
        return said % {"count": count}


def _day(day: date | None) -> str:
    return date_format(day) if day else "–"


@admin.register(Source)
class SourceAdmin(TransfersTables, DerivesEntries):
    """Sources. Barring one, or changing its date, changes what is shown."""

    table_kind = "sources"
    path_to_products = "statements__product"

    list_display = ("title", "kind", "publisher", "dated", "read_level", "statement_count", "is_open")
    list_filter = (ReadAgain, SourceIsBarred, "kind", "read_level")
    search_fields = ("title", "slug", "publisher", "authors", "doi", "pmid", "url")
    date_hierarchy = "read_on"
    ordering = ("slug",)
    actions = (ReadToday(),)
    prepopulated_fields = {"slug": ("publisher", "title")}
    derived_from = frozenset({"barred_because", "published", "year", "read_on"})
    fieldsets = (
        (None, {"fields": ("title", "slug", "kind", "publisher", "url")}),
        (_("Date"), {"fields": (("published", "year"), ("read_on", "read_level"))}),
        (_("Study"), {"fields": ("authors", ("doi", "pmid"), "funding"), "classes": ("collapse",)}),
        (_("For editors"), {"fields": ("barred_because", "note")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """With the number of statements."""
        said = Statement.objects.filter(source=OuterRef("pk")).order_by().values("source").annotate(n=Count("pk"))
        return super().get_queryset(request).annotate(said=Coalesce(Subquery(said.values("n")), 0))  # type: ignore[no-any-return]

    @admin.display(description=_("statements"), ordering="said")
    def statement_count(self, source: Any) -> int:
        """How many statements rest on it."""
        return int(source.said)

    @admin.display(description=_("values are taken"), boolean=True, ordering="barred_because")
    def is_open(self, source: Source) -> bool:
        """Whether values are taken from it."""
        return not source.is_barred

    @admin.display(description=_("dated"))
    def dated(self, source: Source) -> str:
        """When it speaks."""
        return source.dated
