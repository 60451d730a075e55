"""Features, their choices, and reference rates: adding a row here is all it takes."""

from collections.abc import Iterable
from datetime import date
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
from catalogue.admin.previewed import Becomes, Look, PreviewedAction, Stays
from catalogue.admin.removal import KeepsWhatIsInUse, in_words
from catalogue.choices import FeatureKind
from catalogue.models import Choice, Feature, ReferenceRate, Statement, yes_and_no
from catalogue.models.recording import made
from catalogue.models.removal import hanging_on

# The ticks of a choice that decide how what was stated is read.
MEANINGS = frozenset({"is_absent", "is_unspecified"})


class ChoiceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A choice that is stored keeps its slug; a new one without a place comes after the others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False
        if self.instance.pk:
            self.fields["slug"].disabled = True


class ChoicesTogether(KeepsWhatIsInUse):
    """The choices of one feature: those that are in use stay, and those without a place get the next ones."""

    def clean(self) -> None:
        """Before it is compared whether two have the same place."""
        left = [form for form in self.forms if form not in self.deleted_forms and form.has_changed()]
        stored = [form.instance.position for form in self.initial_forms]
        last = max(filter(None, [*stored, *(form.cleaned_data.get("position") for form in left)]), default=0)
        for number, form in enumerate((form for form in left if not form.cleaned_data.get("position")), last + 1):
            form.cleaned_data["position"] = form.instance.position = number
        super().clean()


class ChoiceRows(TranslatedRows):
    """The choices of a feature, on its page."""

    model = Choice
    form = ChoiceForm
    formset = ChoicesTogether
    fields = ("position", "name", "slug", "is_absent", "is_on_scale", "is_unspecified", "explanation")
    prepopulated_fields = {"slug": ("name",)}


class MakeYesNo(PreviewedAction):
    """Gives the two choices to features of one choice that have none yet."""

    __name__ = "make_yes_no"
    short_description = gettext_lazy("Make this a yes/no feature …")

    def sorted_out(self, rows: QuerySet[Feature]) -> Look:
        """By what each has."""
        features = list(rows.with_choices())  # type: ignore[attr-defined]
        refused = {feature.pk: why for feature in features if (why := self._why_not(feature))}
        return Look(
            [Becomes(one, _("no choices"), _("yes, no")) for one in features if one.pk not in refused],
            [Stays(one, refused[one.pk]) for one in features if one.pk in refused],
        )

    def _why_not(self, feature: Feature) -> str:
        if feature.kind != FeatureKind.CHOICE:
            return _("It is not of the kind “one choice”.")
        return _("It has choices already.") if feature.choices.all() else ""

    def carry_out(self, rows: QuerySet[Feature], by: str) -> None:
        """All at once."""
        made(Choice.objects.bulk_create([choice for feature in rows for choice in yes_and_no(feature)]))

    def told(self, count: int) -> str:
        """How many."""
        said = ngettext("%(number)d feature now takes yes or no.", "%(number)d features now take yes or no.", count)
        return said % {"number": count}


@admin.register(Feature)
class FeatureAdmin(LogsLookFor, DerivesEntries, TranslatedAdmin):
    """Features."""

    path_to_products = "statements__product"
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
    actions = (MakeYesNo(),)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (ChoiceRows,)
    derived_from = frozenset({"kind", *MEANINGS})
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

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A feature is new on the day it is added: until products are checked for it, they are “not checked yet”."""
        return {"added_on": date.today(), **super().get_changeform_initial_data(request)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feature]:
        """With the number of statements."""
        said = Statement.objects.filter(feature=OuterRef("pk")).order_by().values("feature").annotate(n=Count("pk"))
        return super().get_queryset(request).annotate(said=Coalesce(Subquery(said.values("n")), 0))  # type: ignore[no-any-return]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """Features whose own name holds the words come before those found by a synonym."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        by_name = Q(name_en__icontains=search_term) | Q(name_de__icontains=search_term)
        return found.order_by(Case(When(by_name, then=0), default=1), *self.ordering), may_repeat

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Warn of a feature nothing can be said of yet, and of choices that now mean something else."""
        super().save_related(request, form, formsets, change)
        warn_of_meanings(request, (row for formset in formsets for row in formset.forms))
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


@admin.register(Choice)
class ChoiceAdmin(LogsLookFor, DerivesEntries, TranslatedAdmin):
    """Choices of all features. They are added on the page of their feature."""

    path_to_products = "statements__product"
    list_display = ("name", "feature", "slug", "position", "is_absent", "is_on_scale", "is_unspecified")
    list_filter = ("is_absent", "is_on_scale", "is_unspecified", ("feature", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("feature",)
    search_fields = ("name_en", "name_de", "slug", "feature__name_en", "feature__name_de", "feature__slug")
    ordering = ("feature__position", "position")
    autocomplete_fields = ("feature",)
    prepopulated_fields = {"slug": ("name",)}
    derived_from = frozenset({"feature", *MEANINGS})
    fieldsets = (
        (None, {"fields": ("feature", both("name"), ("slug", "position"), both("explanation"))}),
        (gettext_lazy("Meaning"), {"fields": (("is_absent", "is_on_scale", "is_unspecified"),)}),
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Warn of a choice that now means something else."""
        super().save_related(request, form, formsets, change)
        warn_of_meanings(request, [form])


def warn_of_meanings(request: HttpRequest, forms_of_choices: Iterable[Any]) -> None:
    """What was stated reads otherwise once a choice means that it is absent, or leaves open how much: say how much it is."""
    changed = [
        form.instance for form in forms_of_choices if form.instance.pk and MEANINGS.intersection(form.changed_data)
    ]
    for choice in changed:
        if said := [one for one in hanging_on(Choice, [choice.pk]) if one.model is Statement]:
            told = _("“%(choice)s” means something else now, and with it %(found)s. Wrong? The history undoes it.")
            messages.warning(request, told % {"choice": choice, "found": in_words(said)})


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
