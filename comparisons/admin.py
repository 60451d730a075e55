"""The editors' desk of curated comparisons."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.admin.desk import DeskRows, TranslatedAdmin, both
from catalogue.models import Product
from comparisons.models import ComparedProduct, Comparison
from comparisons.shown_then import SinceChecked


class ComparedProductRows(DeskRows):
    """The products side by side, in their order."""

    model = ComparedProduct
    fields = ("position", "product")
    autocomplete_fields = ("product",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ComparedProduct]:
        """Products are named with their brand."""
        return super().get_queryset(request).select_related("product__brand")


class ComparisonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A comparison, and whether its words were read beside the table as it is now."""

    words_checked = forms.BooleanField(
        required=False,
        label=_("Words checked against today’s values"),
        help_text=_(
            "Tick this once the words hold for the table as it is now. Saving without it leaves the list above as it is."
        ),
    )


class ListWithChanges(ChangeList):
    """The rows of the list, each with what changed since its words were checked: asked for all of them together."""

    def get_results(self, request: HttpRequest) -> None:
        """The rows of this page."""
        super().get_results(request)
        self.result_list = list(self.result_list)
        found = Comparison.objects.filter(pk__in=[row.pk for row in self.result_list]).since_checked()
        for row in self.result_list:
            row.since_checked = found[row.pk]


class ToLookAtAgain(admin.SimpleListFilter):
    """Comparisons whose words may no longer hold, or the others."""

    title = _("words to look at again")
    parameter_name = "look_again"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Yes and no."""
        return (("yes", _("Yes")), ("no", _("No")))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Rows that answer so: all comparisons are looked through, which costs six queries."""
        if self.value() not in {"yes", "no"}:
            return queryset
        due = [pk for pk, since in Comparison.objects.since_checked().items() if since.is_due]
        return queryset.filter(pk__in=due) if self.value() == "yes" else queryset.exclude(pk__in=due)


class InsoleGone(admin.SimpleListFilter):
    """Comparisons whose words may speak of an insole that has no column any more, or the others."""

    title = _("insole no longer shown")
    parameter_name = "insole_gone"
    condition = Exists(
        ComparedProduct.objects.filter(comparison=OuterRef("pk"), product__merged_into__isnull=True).exclude(
            product__status=Product.Status.PUBLISHED
        )
    )

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Yes and no."""
        return (("yes", _("Yes")), ("no", _("No")))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Rows that answer so."""
        conditions = {"yes": self.condition, "no": ~self.condition}
        condition = conditions.get(self.value() or "")
        return queryset if condition is None else queryset.filter(condition)


@dataclass(frozen=True, slots=True)
class Due:
    """A line of the desk's first page: how much is due, and the list of exactly that."""

    label: str
    count: int
    url: str


def due_lines() -> list[Due]:
    """What is due of comparisons. Seven queries."""
    again = [pk for pk, since in Comparison.objects.since_checked().items() if since.is_due]
    gone = Comparison.objects.filter(InsoleGone.condition).count()
    url = reverse("admin:comparisons_comparison_changelist")
    return [
        Due(gettext("Comparisons whose words to look at again"), len(again), f"{url}?look_again=yes"),
        Due(gettext("Comparisons with an insole that is no longer shown"), gone, f"{url}?insole_gone=yes"),
    ]


@admin.register(Comparison)
class ComparisonAdmin(TranslatedAdmin):
    """Comparisons: a page with words beside the live table."""

    form = ComparisonForm
    list_display = ("title", "to_look_at_again", "position", "problem", "product_count")
    list_filter = (ToLookAtAgain, InsoleGone, ("problem", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("problem",)
    search_fields = ("title_en", "title_de", "slug", "intro_en", "intro_de")
    ordering = ("position", "slug")
    autocomplete_fields = ("problem", "highlights")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (ComparedProductRows,)
    fieldsets = (
        (None, {"fields": (both("title"), ("slug", "position"), "problem", "highlights")}),
        (
            _("Words"),
            {
                "fields": (both("intro"), both("verdict"), both("note")),
                "description": _(
                    "New words wait for a second person, and all else that you change on this page with them. "
                    "What shall be seen at once, save first."
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comparison]:
        """With the number of products."""
        return super().get_queryset(request).annotate(column_count=Count("products"))  # type: ignore[no-any-return]

    def get_readonly_fields(self, request: HttpRequest, obj: Comparison | None = None) -> Any:
        """What changed is told, not typed."""
        declared = super().get_readonly_fields(request, obj)
        return (*declared, "changes_since") if obj else declared

    def get_fieldsets(self, request: HttpRequest, obj: Comparison | None = None) -> Any:
        """What changed stands first; a new comparison has nothing to look at again."""
        declared = list(super().get_fieldsets(request, obj))
        again = (_("To look at again"), {"fields": ("changes_since", "words_checked")})
        return [again, *declared] if obj else declared

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list that knows what changed."""
        return ListWithChanges

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """New words hold for today's values. Later they do when the editor says so; columns put in or taken out are followed."""
        super().save_related(request, form, formsets, change)
        saved = Comparison.objects.filter(pk=form.instance.pk)
        if not change or form.cleaned_data["words_checked"]:
            saved.check_off()
        else:
            rows = [
                row for formset in formsets for row in (*formset.new_objects, *(r for r, _ in formset.changed_objects))
            ]
            saved.follow_columns({row.product_id for row in rows if isinstance(row, ComparedProduct)})

    @admin.display(description=_("products"), ordering="column_count")
    def product_count(self, comparison: Any) -> int:
        """How many products it sets side by side."""
        return int(comparison.column_count)

    @admin.display(description=_("look again"))
    def to_look_at_again(self, comparison: Any) -> str:
        """How much changed since its words were checked."""
        since: SinceChecked = comparison.since_checked
        if since.checked_on is None:
            return gettext("never checked")
        count = len(since.changes)
        return ngettext("%(count)d change", "%(count)d changes", count) % {"count": count} if count else "–"

    @admin.display(description=_("Changed since"))
    def changes_since(self, comparison: Comparison) -> SafeString:
        """Every change by name, below the day on which the words were checked."""
        since = Comparison.objects.filter(pk=comparison.pk).since_checked()[comparison.pk]
        if since.checked_on is None:
            return format_html("{}", gettext("Nobody has checked these words against the table yet."))
        checked = gettext("Words checked on %(date)s.") % {"date": date_format(since.checked_on)}
        if not since.changes:
            return format_html("{} {}", checked, gettext("Nothing has changed since."))
        changes = format_html_join("", "<li>{}</li>", ((change,) for change in since.changes))
        return format_html("{} {}<ul>{}</ul>", checked, gettext("Since then:"), changes)
