"""The only form that visitors can send: a value is wrong. It asks for no name, needs no cookie and no script."""

import secrets
from dataclasses import dataclass
from time import time
from typing import Any

from django import forms
from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.models import ValueReport
from catalogue.models.reports import LONGEST_ADDRESS, LONGEST_TEXT, LONGEST_VALUE, validate_typed, validate_web_address

SALT = "catalogue.report"
# Nobody reads the page and types a sentence in less; programs do.
SHORTEST_SECONDS = 4
LONGEST_SECONDS = 24 * 60 * 60
# A field that people do not see. Only a program fills it in.
TRAP = "homepage"

NOT_OURS = _(
    "This form is not one of ours, or it was changed on the way. What you wrote is below: please send it again."
)
TOO_OLD = _(
    "This form is more than a day old, and the value may have changed. "
    "What you wrote is below: please look again and send it."
)
TOO_QUICK = _("That was very quick. What you wrote is below: please send it once more.")


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form carries instead of a cookie: signed by us, of one moment, for one report on one value."""

    key: str
    product: str
    feature: str
    made_at: float

    @classmethod
    def new(cls, product: str, feature: str) -> "Ticket":
        """For a form that is shown now."""
        return cls(secrets.token_hex(16), product, feature, time())

    @classmethod
    def read(cls, text: str) -> "Ticket | None":
        """A ticket of ours; None for anything else."""
        try:
            return cls(*signing.loads(text, salt=SALT))
        except (signing.BadSignature, TypeError, ValueError):
            return None

    def __str__(self) -> str:
        return signing.dumps([self.key, self.product, self.feature, self.made_at], salt=SALT)

    def refused(self, product: str, feature: str) -> str | Promise:
        """Why a form with this ticket cannot be taken as it came, in words; empty where it can."""
        seconds = time() - self.made_at
        if (self.product, self.feature) != (product, feature):
            return NOT_OURS
        if seconds > LONGEST_SECONDS:
            return TOO_OLD
        return TOO_QUICK if seconds < SHORTEST_SECONDS else ""


class ReportForm(forms.Form):
    """What is wrong, what it should be, and where that can be read."""

    wrong = forms.CharField(
        label=_("What is wrong?"),
        max_length=LONGEST_TEXT,
        validators=[validate_typed],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a few words what is wrong.")},
    )
    should_be = forms.CharField(
        label=_("What should it be?"),
        max_length=LONGEST_VALUE,
        validators=[validate_typed],
        required=False,
        help_text=_("If you know it."),
    )
    read_at = forms.CharField(
        label=_("Where can it be read?"),
        max_length=LONGEST_ADDRESS,
        validators=[validate_typed, validate_web_address],
        required=False,
        help_text=_("The address of a page, such as the maker’s. Or write above that it stands on the box."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    error_css_class = "field--wrong"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name in self.errors if self.is_bound else ():
            if name in self.fields:
                self.fields[name].widget.attrs["aria-invalid"] = "true"

    def report(self, ticket: Ticket, **about: Any) -> None:
        """Put it into the editors' queue; the same form sent twice stands there once."""
        ValueReport.objects.get_or_create(form_key=ticket.key, defaults={**about, **self.cleaned_data})
