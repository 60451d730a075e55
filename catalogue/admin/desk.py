"""What every page of the desk shares: how columns are edited, and that an address once given stays."""

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline, TranslationTabularInline
from modeltranslation.utils import get_translation_fields

from catalogue.admin.asked import is_id
from catalogue.admin.due import GermanBehind, GermanMissing
from catalogue.admin.fields import PictureField, TermsField
from catalogue.admin.german import STILL_RIGHT, GermanStillRight, texts_behind
from catalogue.admin.help_texts import glossary_of, help_of
from catalogue.admin.meanwhile import TellsOfChanges
from catalogue.admin.removal import TellsRemoval
from catalogue.models import Product, Proposal, health_texts, recorded_models
from catalogue.models.recording import say_german_is_right

if TYPE_CHECKING:
    BaseAdmin = BaseModelAdmin[Any]
    BothLanguages = TranslationAdmin[Any]
    PlainRows = admin.TabularInline[Any, Any]
    BothLanguagesRows = TranslationTabularInline[Any, Any]
    BothLanguagesBoxes = TranslationStackedInline[Any, Any]
else:  # Django's admin classes are generic for the type checker only
    BaseAdmin, BothLanguages = BaseModelAdmin, TranslationAdmin
    PlainRows, BothLanguagesRows = admin.TabularInline, TranslationTabularInline
    BothLanguagesBoxes = TranslationStackedInline

# From this length on a text gets a box instead of a line.
LONG_TEXT = 150


class DeskFields(BaseAdmin):
    """Lists of words one a line, long texts in a box, pictures through the gate."""

    formfield_overrides = {
        models.JSONField: {"form_class": TermsField},
        models.URLField: {"assume_scheme": "https"},
        models.ImageField: {"form_class": PictureField},
    }
    long_text_attrs: dict[str, Any] = {"rows": 3}

    class Media:
        css = {"all": ["catalogue/admin.css"]}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """The stock field, with a box for a long text and few buttons beside a choice of another fact."""
        if _is_long_text(db_field):
            kwargs.setdefault("widget", AdminTextareaWidget(attrs=self.long_text_attrs))
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and not field.help_text:
            field.help_text = help_of(db_field)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            self.limit_buttons(field.widget, db_field.name)
        return field

    def limit_buttons(self, widget: RelatedFieldWidgetWrapper, name: str) -> None:
        """Nobody means to delete a fact from the page of another one."""
        widget.can_delete_related = False


class DeskAdmin(TellsOfChanges, DeskFields, TellsRemoval):
    """One kind of fact. Its slug or key is typed once: a stored one is part of addresses that others keep."""

    address_fields: tuple[str, ...] = ("slug", "key")
    list_per_page = 50

    def address_is_fixed(self, obj: Any) -> bool:
        """Whether somebody may rely on the address by now."""
        return obj is not None

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The stock list. A year or a month in the address that no calendar has is told of as other rubbish there is."""
        try:
            return super().changelist_view(request, extra_context)
        except OverflowError:
            if request.method != "GET":
                raise
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The declared ones, and the address once it is fixed."""
        declared = super().get_readonly_fields(request, obj)
        return (*declared, *self._address(obj)) if self.address_is_fixed(obj) else declared

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """None where the address is fixed."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The next free place, and what the address names; the stock page fails where that is no id."""
        named = super().get_changeform_initial_data(request)
        links = {field.name for field in self.opts.get_fields() if field.is_relation}
        usable = {name: value for name, value in named.items() if name not in links or _may_be_ids(value)}
        return {**self._next_place(), **usable}

    def _next_place(self) -> dict[str, int]:
        """Behind all others: nobody should have to look for a number that is free. None where each owner has its own order."""
        if not any(column.name == "position" for column in self.opts.concrete_fields) or _has_owner(self.opts):
            return {}
        last = self.model._default_manager.aggregate(last=models.Max("position"))["last"]
        return {"position": (last or 0) + 1}

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The stock form; beside a chosen feature stands what the glossary says of it."""
        fields = context["adminform"].form.fields
        if context["original"]:
            context["waiting"] = _waiting_for(context)
        if "feature" in fields and (said := glossary_of(context["original"])):
            fields["feature"].help_text = said
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What was changed, field by field, where that is kept; else the stock page."""
        if self.model in recorded_models():
            return HttpResponseRedirect(history_address(self.model, object_id))
        return super().history_view(request, object_id, extra_context)

    def _address(self, obj: Any) -> list[str]:
        return [name for name in self.address_fields if hasattr(obj, name)]


class MadeByTheSite(DeskAdmin):
    """What comes by itself, to be looked at: nobody at the desk makes, changes or deletes it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class TranslatedAdmin(DeskAdmin, BothLanguages):
    """A kind of fact with texts in English and German, side by side. A German text that fell behind is told of until somebody looked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = (*(self.actions or ()), GermanStillRight())

    def get_list_filter(self, request: HttpRequest) -> Any:
        """And which German texts are missing, and which fell behind."""
        return (*super().get_list_filter(request), GermanMissing, GermanBehind)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """With the German texts that are behind; whatever is changed, the German may be right all the same."""
        if context["original"]:
            context |= {
                "german_behind": texts_behind(context["original"]),
                "still_right": STILL_RIGHT,
                "is_still_right": STILL_RIGHT in request.POST,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and tell the history where the German is said to be still right."""
        if STILL_RIGHT in request.POST:
            say_german_is_right()
        super().save_model(request, obj, form, change)


def _waiting_for(context: dict[str, Any]) -> list[Proposal]:
    """What waits for a second person and would change something on a form: the row itself, or one of those below it."""
    forms_below = (form for inline in context["inline_admin_formsets"] for form in inline.formset.forms)
    shown = [context["original"], *(form.instance for form in forms_below)]
    rows = {(row._meta.label_lower, row.pk) for row in shown if row.pk and row._meta.label_lower in health_texts()}
    return Proposal.objects.waiting_for(rows) if rows else []


class OnAnotherPage(DeskFields):
    """What rows on the page of another fact have in common, in a table or as boxes."""

    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """Named by itself: the stock table names its columns alone, which those who do not see it are not told in a field."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field

    def limit_buttons(self, widget: RelatedFieldWidgetWrapper, name: str) -> None:
        """In a row there is room for one button: a source that was just read is added on the way."""
        super().limit_buttons(widget, name)
        widget.can_change_related = widget.can_view_related = False
        widget.can_add_related = widget.can_add_related and name == "source"


class DeskRows(OnAnotherPage, PlainRows):
    """Rows of a table."""

    long_text_attrs = {"rows": 2, "cols": 28}


class TranslatedRows(DeskRows, BothLanguagesRows):
    """Rows of a table with texts in both languages."""


class TranslatedBoxes(OnAnotherPage, BothLanguagesBoxes):
    """The same as boxes below each other: for rows with more in them than a table has room for."""


def history_address(model: type[models.Model], row: int | str) -> str:
    """Where the edits of a row (id) are listed; of a product also those of all that belongs to it."""
    asked = {"product": row} if model is Product else {"row": f"{model._meta.label_lower}-{row}"}
    return f"{reverse('admin:catalogue_edit_changelist')}?{urlencode(asked)}"


def both(name: str) -> tuple[str, ...]:
    """A text's columns, English and German: on one line of a form, side by side."""
    return tuple(get_translation_fields(name))


def _may_be_ids(value: Any) -> bool:
    """Whether a text, or each of a list of them, can be the id of a row."""
    texts = value if isinstance(value, list) else [value]
    return all(map(is_id, texts))


def _has_owner(options: Any) -> bool:
    """Whether rows stand in order below a row of another kind: photos of a product, choices of a feature."""
    sorted_before = takewhile(lambda name: name != "position", options.ordering)
    return any(options.get_field(name.partition("__")[0]).is_relation for name in sorted_before)


def _is_long_text(column: Any) -> bool:
    is_text = isinstance(column, models.CharField) and not isinstance(column, models.URLField)
    return is_text and not column.choices and (column.max_length or 0) >= LONG_TEXT
