"""A form of a fact with rows and with fields that are searched by typing, made of Django's own classes."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin import AdminSite, ModelAdmin, TabularInline
from django.urls import path

from catalogue.models import Choice, Feature, LookFor, Problem, Source

if TYPE_CHECKING:
    Form = ModelAdmin[LookFor]
    Rows = TabularInline[Any, Any]
else:  # Django's admin classes are generic for the type checker only
    Form, Rows = ModelAdmin, TabularInline


class Searched(ModelAdmin):  # type: ignore[type-arg]
    """A fact that others refer to."""

    search_fields = ("slug",)
    ordering = ("slug",)


class ChoiceRows(Rows):
    """Rows on the form of a feature."""

    model = Choice
    fields = ("slug", "position")
    extra = 0


class FeatureForm(Searched):
    """A form with rows."""

    fields = ("slug",)
    inlines = (ChoiceRows,)


class LookForRows(Rows):
    """Rows that cannot be taken out."""

    model = LookFor
    fields = ("weight",)
    extra = 0
    can_delete = False


class ProblemForm(Searched):
    """A form with a field for one, and with such rows."""

    fields = autocomplete_fields = ("parent",)
    inlines = (LookForRows,)


class LookForForm(Form):
    """A form with a field for many."""

    fields = autocomplete_fields = ("sources",)


desk = AdminSite()
desk.register(Source, Searched)
desk.register(Problem, ProblemForm)
desk.register(Feature, FeatureForm)
desk.register(LookFor, LookForForm)

urlpatterns = [path("admin/", desk.urls)]
