"""The rows on a product's page: statements, decisions, offers, suitability, findings."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalogue.admin.decisions import DecisionFormSet, DecisionRowForm
from catalogue.admin.desk import DeskRows, TranslatedRows
from catalogue.admin.fields import PlainNumberField
from catalogue.models import EditorDecision, Finding, Offer, Statement, Suitability


class StatementFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """The statements on one product: the same thing typed twice is found here, before the database refuses it."""

    def clean(self) -> None:
        """Name the second of two equal rows."""
        super().clean()
        seen: set[tuple[Any, ...]] = set()
        for form in self.forms:
            said = self._said(form)
            if said in seen:
                form.add_error(None, ValidationError(_("This source says this already."), code="said_twice"))
            if said:
                seen.add(said)

    def _said(self, form: Any) -> tuple[Any, ...] | None:
        data = getattr(form, "cleaned_data", {})
        if not data.get("feature") or data.get("DELETE"):
            return None
        return tuple(data.get(name) for name in ("feature", "choice", "number", "source", "voice"))


class ChoiceOfRow(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice beside its feature: its own name is enough."""

    def label_from_instance(self, obj: Any) -> str:
        """“deep”, not “Heel cup: deep”."""
        return str(obj.name)


class StatementRows(DeskRows):
    """Who says what: one row a statement, in the order of the features."""

    model = Statement
    formset = StatementFormSet
    fields = ("feature", "choice", "number", "source", "voice", "as_stated", "context", "why_preferred")
    autocomplete_fields = ("feature", "choice", "source")
    ordering = ("feature__position", F("place").asc(nulls_last=True), "pk")
    formfield_overrides = {models.DecimalField: {"form_class": PlainNumberField}}
    classes = ("statements",)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A new product begins with three empty rows."""
        return 0 if obj else 3

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        """With all that naming a statement takes."""
        rows = super().get_queryset(request)
        return rows.select_related("product__brand", "feature", "choice__feature", "source")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside its feature a choice goes by its own name."""
        if db_field.name == "choice":
            kwargs["form_class"] = ChoiceOfRow
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class DecisionRows(DeskRows):
    """What an editor decided, against the rule or where no source says anything."""

    model = EditorDecision
    form = DecisionRowForm
    formset = DecisionFormSet
    fields = ("feature", "state", "statement", "reason", "decided_on")
    autocomplete_fields = ("feature",)
    classes = ("collapse",)


class OfferRows(DeskRows):
    """Prices seen."""

    model = Offer
    fields = ("amount", "currency", "price_kind", "pairs", "seller", "country", "seen_on", "source")
    autocomplete_fields = ("source",)
    classes = ("collapse",)


class SuitabilityRows(DeskRows):
    """Who says that it is for, or not for, a foot problem."""

    model = Suitability
    fields = ("problem", "says", "voice", "source", "as_stated")
    autocomplete_fields = ("problem", "source")
    classes = ("collapse",)


class FindingRows(TranslatedRows):
    """What independent people measured or concluded."""

    model = Finding
    fields = ("finding", "participants", "funding", "source")
    autocomplete_fields = ("source",)
    classes = ("collapse",)
