"""Features, their choices, and reference rates: adding a row here is all it takes."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.admin.derives import DerivesEntries
from catalogue.admin.desk import DeskAdmin, TranslatedAdmin, TranslatedRows, both
from catalogue.admin.fields import PlainNumberField
from catalogue.admin.logged import LogsLookFor
from catalogue.choices import FeatureKind
from catalogue.models import Choice, Feature, ReferenceRate, Statement, yes_and_no
from catalogue.models.recording import made


class ChoiceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A choice that is stored keeps its slug."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["slug"].disabled = True


class ChoiceRows(TranslatedRows):
    """The choices of a feature, on its page."""

    model = Choice
    form = ChoiceForm
    fields = ("position", "name", "slug", "is_absent", "is_on_scale", "is_unspecified", "explanation")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Feature)
class FeatureAdmin(LogsLookFor, DerivesEntries, TranslatedAdmin):
    """Features."""

    list_display = (
        "name",
        "group",
        "position",
        "kind",
        "unit",
        "is_core",
        "is_promoted",
        "is_filterable",
        "statement_count",
    )
    list_filter = ("group", "kind", "is_core", "is_promoted", "is_filterable", "zone")
    search_fields = ("name_en", "name_de", "slug", "synonyms_en", "synonyms_de")
    ordering = ("position",)
    actions = ("make_yes_no",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (ChoiceRows,)
    derived_from = frozenset({"kind", "is_unspecified"})
    fieldsets = (
        (None, {"fields": (both("name"), "slug", both("explanation"), both("synonyms"))}),
        (
            gettext_lazy("Place and kind"),
            {"fields": (("group", "position"), ("kind", "unit", "is_ordered"), ("zone", "side"), "added_on")},
        ),
        (gettext_lazy("Where it is used"), {"fields": (("is_core", "is_promoted", "is_filterable"),)}),
        (gettext_lazy("Reading it right"), {"fields": (both("measured_as"), both("trap"))}),
        (gettext_lazy("Words for a difference"), {"fields": (both("more"), both("less"))}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feature]:
        """With the number of statements."""
        said = Statement.objects.filter(feature=OuterRef("pk")).order_by().values("feature").annotate(n=Count("pk"))
        return super().get_queryset(request).annotate(said=Coalesce(Subquery(said.values("n")), 0))  # type: ignore[no-any-return]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """Features whose own name holds the words come before those found by a synonym."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        by_name = Q(name_en__icontains=search_term) | Q(name_de__icontains=search_term)
        return found.order_by(Case(When(by_name, then=0), default=1), *self.ordering), may_repeat

    def products_concerned(self, rows: QuerySet[Any]) -> set[int]:
        """Those with a statement on the feature."""
        return set(Statement.objects.filter(feature__in=rows).values_list("product", flat=True))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Warn of a feature nothing can be said of yet."""
        super().save_related(request, form, formsets, change)
        feature: Feature = form.instance
        if not feature.is_number and not feature.choices.exists():
            hint = _(
                "This feature has no choices yet. Add them on its page, "
                "or use the action “Make this a yes/no feature” in the list."
            )
            messages.warning(request, hint)

    @admin.display(description=gettext_lazy("statements"), ordering="said")
    def statement_count(self, feature: Any) -> int:
        """How many statements there are on it."""
        return int(feature.said)

    @admin.action(description=gettext_lazy("Make this a yes/no feature"), permissions=["change"])
    def make_yes_no(self, request: HttpRequest, queryset: QuerySet[Feature]) -> None:
        """Give the two choices to features of one choice that have none yet."""
        bare = [f for f in queryset.with_choices() if f.kind == FeatureKind.CHOICE and not f.choices.all()]  # type: ignore[attr-defined]
        made(Choice.objects.bulk_create([choice for feature in bare for choice in yes_and_no(feature)]))
        if bare:
            told = ngettext(
                "%(number)d feature now takes yes or no.", "%(number)d features now take yes or no.", len(bare)
            )
            messages.success(request, told % {"number": len(bare)})
        if left := queryset.count() - len(bare):
            skipped = ngettext(
                "%(number)d feature was left alone: it has choices already or is not of the kind “one choice”.",
                "%(number)d features were left alone: they have choices already or are not of the kind “one choice”.",
                left,
            )
            messages.warning(request, skipped % {"number": left})


@admin.register(Choice)
class ChoiceAdmin(LogsLookFor, DerivesEntries, TranslatedAdmin):
    """Choices of all features. They are added on the page of their feature."""

    list_display = ("name", "feature", "slug", "position", "is_absent", "is_on_scale", "is_unspecified")
    list_filter = ("is_absent", "is_on_scale", "is_unspecified", ("feature", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("feature",)
    search_fields = ("name_en", "name_de", "slug", "feature__name_en", "feature__name_de", "feature__slug")
    ordering = ("feature__position", "position")
    autocomplete_fields = ("feature",)
    prepopulated_fields = {"slug": ("name",)}
    derived_from = frozenset({"feature", "is_unspecified"})
    fieldsets = (
        (None, {"fields": ("feature", both("name"), ("slug", "position"), both("explanation"))}),
        (gettext_lazy("Meaning"), {"fields": (("is_absent", "is_on_scale", "is_unspecified"),)}),
    )

    def products_concerned(self, rows: QuerySet[Any]) -> set[int]:
        """Those with a statement that says this choice."""
        return set(Statement.objects.filter(choice__in=rows).values_list("product", flat=True))


@admin.register(ReferenceRate)
class ReferenceRateAdmin(DeskAdmin):
    """Reference rates. One that is renewed changes every converted price at the next request."""

    list_display = ("currency", "per_euro", "set_on", "source")
    list_select_related = ("source",)
    search_fields = ("currency", "source__title", "source__publisher")
    date_hierarchy = "set_on"
    ordering = ("currency",)
    autocomplete_fields = ("source",)
    formfield_overrides = {**DeskAdmin.formfield_overrides, models.DecimalField: {"form_class": PlainNumberField}}
    fields = ("currency", ("per_euro", "set_on"), "source")
