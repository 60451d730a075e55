"""The form of an editor's decision: it offers the statements that the entry in question has."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.admin.asked import id_of
from catalogue.models import EditorDecision, Statement
from catalogue.querysets import StatementQuerySet
from catalogue.wording import statement_text

if TYPE_CHECKING:
    StatementChoice = forms.ModelChoiceField[Statement]
else:  # Django's fields are generic for the type checker only
    StatementChoice = forms.ModelChoiceField


class StatementOfEntry(StatementChoice):
    """A statement to choose, told apart by value, voice and source."""

    def label_from_instance(self, obj: Any) -> str:
        """“Heel cup: deep (maker, Shop page)”."""
        return f"{obj.feature}: {statement_text(obj)} ({obj.get_voice_display()}, {obj.source})"


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A decision alone: product and feature come from the address, the form, or the stored row."""

    statement = StatementOfEntry(
        Statement.objects.none(),
        required=False,
        label=_("Statement to show"),
        help_text=_(
            "Only for “stated”. The list holds the statements on this feature of this product; save once to fill it."
        ),
    )

    class Meta:
        model = EditorDecision
        fields = ("product", "feature", "state", "statement", "reason", "decided_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        product, feature = self._named("product"), self._named("feature")
        if product and feature:
            self.offer(Statement.objects.filter(product=product, feature=feature))

    def offer(self, statements: StatementQuerySet) -> None:
        """Let these be chosen from."""
        field: Any = self.fields["statement"]
        field.queryset = statements.with_all()

    def _named(self, name: str) -> int | None:
        """The id that the form, or the address, or the row gives; None for anything that is no id."""
        typed = str(self.data.get(self.add_prefix(name)) or self.initial.get(name) or "")
        return id_of(typed) or None
