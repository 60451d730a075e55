"""The forms of a sheet: what holds for the whole page, one row of a statement, one decision on a feature."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.admin.filling.sources import LONGEST_ADDRESS, LONGEST_TITLE, SourceFinder
from catalogue.admin.filling.widgets import PlainSelect
from catalogue.choices import EntryState, FeatureKind, SourceKind, Voice
from catalogue.models import Feature, Source, Statement
from catalogue.units import SPELLINGS, is_converted, parse_number
from catalogue.wording import statement_text, unit_name

OUTRIGHT = (EntryState.NOT_STATED, EntryState.NOT_APPLICABLE, EntryState.NOT_CHECKED)
# What a text needs so that style sheets can tell an empty field; it shows nothing.
BLANK = {"placeholder": " "}
# The fields of a row that are seldom needed.
FOLDED = ("source_text", "context", "why_preferred")


class NumberWithUnit(forms.CharField):
    """A number in the unit of its feature; inches, ounces and a decimal comma are taken too."""

    def __init__(self, unit: str, **kwargs: Any) -> None:
        self.unit = unit
        # A keypad of figures has no letters for another unit.
        mode = {} if unit in SPELLINGS else {"inputmode": "decimal"}
        super().__init__(widget=forms.TextInput(attrs={**BLANK, **mode, "size": 8}), **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        """The number in the stored unit; None for nothing."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_number(text, self.unit)
        except ValueError:
            raise ValidationError(_("This is not a number in %(unit)s.") % {"unit": self.unit}) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as numbers; what is no number has changed."""
        try:
            return self.clean(initial) != self.clean(data)
        except ValidationError:
            return True


class PageForm(forms.Form):
    """What holds for every row that says nothing else."""

    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False)
    source_text = forms.CharField(
        label=gettext_lazy("Another source"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=gettext_lazy("Paste its address, or type a few words of its title."),
    )
    new_title = forms.CharField(label=gettext_lazy("Title, if it is new"), required=False, max_length=LONGEST_TITLE)
    new_kind = forms.ChoiceField(
        label=gettext_lazy("Kind, if it is new"), required=False, choices=[("", "–"), *SourceKind.choices]
    )
    voice = forms.ChoiceField(label=gettext_lazy("Voice"), required=False, choices=[("", "–"), *Voice.choices])

    def __init__(self, *args: Any, finder: SourceFinder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.finder = finder
        self.speaker: Source | None = None

    def clean(self) -> dict[str, Any]:
        """Find the source; whoever types one means it, whatever the list says."""
        data = super().clean() or self.cleaned_data
        text = data.get("source_text") or ""
        try:
            if text:
                self.speaker = self.finder.named(text, data.get("new_title") or "", data.get("new_kind") or "")
            elif data.get("source"):
                self.speaker = self.finder.known[int(data["source"])]
        except ValidationError as error:
            self.add_error("source_text", error)
        return data


class RowForm(forms.Form):
    """One row: what a source says of a feature, in which voice. A stored one names its statements in `ids`."""

    ids = forms.CharField(required=False, widget=forms.HiddenInput)
    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False, widget=PlainSelect)
    source_text = forms.CharField(
        label=gettext_lazy("Another source: address or words"), required=False, max_length=LONGEST_ADDRESS
    )
    voice = forms.ChoiceField(label=gettext_lazy("Voice"), required=False, widget=PlainSelect)
    as_stated = forms.CharField(label=gettext_lazy("As stated"), required=False, max_length=200)
    context = forms.CharField(
        label=gettext_lazy("Context: zone, size, per foot or pair"), required=False, max_length=200
    )
    why_preferred = forms.CharField(label=gettext_lazy("Why preferred"), required=False, max_length=250)
    remove = forms.BooleanField(label=gettext_lazy("Take out"), required=False)

    def __init__(self, feature: Feature, page: PageForm, *args: Any, copied_from: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.feature, self.page, self.copied_from = feature, page, copied_from
        self.fields["value"] = _value_field(feature)
        self.speaker: Source | None = None

    @property
    def pks(self) -> tuple[int, ...]:
        """The statements that the row stands for."""
        return tuple(int(pk) for pk in str(self.initial.get("ids") or "").split(",") if pk)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is stored, typed or copied here."""
        return not (self.is_bound and self.has_changed()) and not self.initial

    @property
    def is_written(self) -> bool:
        """Whether it is to be stored: somebody touched it and does not take it out."""
        return self.has_changed() and not self.cleaned_data.get("remove")

    @property
    def values(self) -> list[int | Decimal]:
        """The ids of its choices, or its number."""
        value = self.cleaned_data["value"]
        if self.feature.is_number:
            return [value]
        return [int(one) for one in (value if self.feature.takes_several else [value])]

    @property
    def more(self) -> str:
        """What stands in the fields that are folded away."""
        return " · ".join(filter(None, (str(self[name].value() or "") for name in FOLDED)))

    @property
    def has_more_faults(self) -> bool:
        """Whether something to correct is folded away."""
        return self.is_bound and any(name in self.errors for name in FOLDED)

    def clean(self) -> dict[str, Any]:
        """A row that somebody touched needs a value, a source and a voice; the last two may come from the page."""
        data = super().clean() or self.cleaned_data
        if data.get("remove") or not self.has_changed():
            return data
        if data.get("value") in (None, "", []) and "value" not in self.errors:
            self.add_error("value", self._why_no_value())
        data["voice"] = data.get("voice") or self.page.cleaned_data.get("voice") or ""
        if not data["voice"]:
            self.add_error("voice", ValidationError(_("Who speaks?"), code="no_voice"))
        if self.feature.is_number and "value" in self.changed_data:
            data["as_stated"] = self._words_of_the_number(data.get("as_stated") or "")
        self._find_source(data)
        return data

    def _words_of_the_number(self, words: str) -> str:
        """The words typed beside a new number. Without any, or where they are still those of the old one: the number itself, if it was
        typed in another unit.
        """
        is_of_the_old = "as_stated" not in self.changed_data and is_converted(words, self.feature.unit)
        if words and not is_of_the_old:
            return words
        typed = " ".join(str(self["value"].data or "").split())
        return typed if is_converted(typed, self.feature.unit) else ""

    def _why_no_value(self) -> ValidationError:
        if self.pks:
            return ValidationError(_("To drop this statement, tick “Take out”."), code="no_value")
        return ValidationError(_("What does the source say? Give a value."), code="no_value")

    def _find_source(self, data: dict[str, Any]) -> None:
        try:
            if data.get("source_text"):
                self.speaker = self.page.finder.named(data["source_text"])
            elif data.get("source"):
                self.speaker = self.page.finder.known[int(data["source"])]
            else:
                self.speaker = self.page.speaker
        except ValidationError as error:
            self.add_error("source_text", error)
            return
        if self.speaker is None and "source" not in self.errors:
            self.add_error("source", ValidationError(_("Which source says so?"), code="no_source"))


class StateForm(forms.Form):
    """An editor's decision on a feature: there is no value, or this statement is the one to show."""

    state = forms.ChoiceField(label=gettext_lazy("Decision"), required=False, widget=PlainSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=250, widget=forms.TextInput(attrs=BLANK)
    )

    def __init__(self, feature: Feature, said: Sequence[Statement], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.feature = feature
        states: Any = self.fields["state"]
        states.choices = [("", _("by the rule")), *((state.value, state.label) for state in OUTRIGHT)]
        # Where every value is shown there is nothing to choose; what was decided all the same stays until it is taken back.
        offered = [
            one for one in said if feature.kind != FeatureKind.CHOICES or str(one.pk) == self.initial.get("state")
        ]
        states.choices = [*states.choices, *((str(one.pk), _shows(one)) for one in offered)]

    @property
    def is_outright(self) -> bool:
        """Whether it says that there is no value."""
        return self.cleaned_data.get("state") in OUTRIGHT

    @property
    def statement(self) -> int | None:
        """The statement to show."""
        state = self.cleaned_data.get("state") or ""
        return int(state) if state.isdigit() else None


def standard_reason(state: str) -> str:
    """What a decision says by itself where nobody said anything of the feature, so that one key is enough."""
    reasons = {
        EntryState.NOT_STATED: _("None of the sources read says anything about it."),
        EntryState.NOT_APPLICABLE: _("An insole of this kind cannot have it."),
        EntryState.NOT_CHECKED: _("Nobody has looked for it yet."),
    }
    return reasons[EntryState(state)]


def _value_field(feature: Feature) -> forms.Field:
    if feature.is_number:
        label = _("Value (%(unit)s)") % {"unit": unit_name(feature.unit)}
        return NumberWithUnit(feature.unit, label=label, required=False)
    choices = [(str(choice.pk), str(choice.name)) for choice in feature.choices.all()]
    if feature.takes_several:
        return forms.MultipleChoiceField(
            label=_("Values"), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    return forms.ChoiceField(label=_("Value"), choices=[("", "–"), *choices], required=False, widget=PlainSelect)


def _shows(statement: Statement) -> str:
    words = {
        "value": statement_text(statement),
        "voice": statement.get_voice_display(),
        "source": statement.source.publisher or statement.source.title,
    }
    return _("show: %(value)s (%(voice)s, %(source)s)") % words
