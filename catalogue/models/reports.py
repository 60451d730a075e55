"""What visitors say about a value that may be wrong: the editors' queue. Nothing about who says it is kept."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.choices import ReportState
from catalogue.models.columns import not_empty, one_of
from catalogue.models.products import Product
from catalogue.models.vocabulary import Feature
from catalogue.querysets.reports import ValueReportQuerySet

LONGEST_TEXT = 600
LONGEST_VALUE = 200
LONGEST_ADDRESS = 400

# What no keyboard types: control characters but for line breaks and tabs, and signs that turn the direction of reading.
UNTYPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

# All visitors together; whoever wants to flood the queue has to wait as well.
MOST_AN_HOUR = 60


def validate_typed(text: str) -> None:
    """Only what a person can type."""
    if UNTYPED.search(text):
        raise ValidationError(
            _("There are signs in it that cannot be read. Please type it again."), code="control_characters"
        )


def validate_web_address(text: str) -> None:
    """An address of the web with a host, nothing that runs when it is clicked."""
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(c.isspace() for c in text)
    except ValueError:
        is_web = False
    if not is_web:
        raise ValidationError(
            _("Write the whole address of the page, such as https://example.com/page."), code="web_address"
        )


def at_most(column: str, length: int) -> models.CheckConstraint:
    """The limit of a text, held by the database: the length of a column is none on SQLite, and no message on PostgreSQL."""
    return models.CheckConstraint(
        condition=LessThanOrEqual(Length(column), length),
        name=f"value_report_{column}_short",
        violation_error_message=_("That is too long."),
    )


class ValueReport(models.Model):
    """One visitor's word that a value is wrong. Its texts are of a stranger: shown escaped, never as a value."""

    at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="reports", verbose_name=_("product"))
    feature = models.ForeignKey(Feature, on_delete=models.CASCADE, related_name="reports", verbose_name=_("feature"))
    shown = models.CharField(_("shown then"), max_length=400, blank=True, editable=False)
    wrong = models.TextField(_("what is wrong"), max_length=LONGEST_TEXT, validators=[validate_typed])
    should_be = models.TextField(
        _("what it should be"), max_length=LONGEST_VALUE, blank=True, validators=[validate_typed]
    )
    read_at = models.TextField(
        _("where it can be read"),
        max_length=LONGEST_ADDRESS,
        blank=True,
        validators=[validate_typed, validate_web_address],
    )
    language = models.CharField(_("language of the page"), max_length=5, default="en", editable=False)
    # Of the form it came by: the same form sent twice is one report.
    form_key = models.CharField(max_length=32, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.NEW)
    note = models.CharField(
        _("note for editors"), max_length=250, blank=True, help_text=_("What you found, or why it is refused.")
    )
    # The name, not the account: it outlives accounts. Each earlier decision stands in the desk's own log.
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)

    objects = ValueReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a wrong value")
        verbose_name_plural = _("reports of wrong values")
        ordering = ["-at", "-pk"]
        constraints = [
            one_of("value_report", "state", ReportState),
            not_empty("value_report", "wrong", _("Say what is wrong.")),
            at_most("wrong", LONGEST_TEXT),
            at_most("should_be", LONGEST_VALUE),
            at_most("read_at", LONGEST_ADDRESS),
            models.CheckConstraint(
                condition=models.Q(read_at="") | models.Q(read_at__regex=r"^https?://[^\s]+\Z"),
                name="value_report_read_at_is_web_address",
                violation_error_message=_("Write the whole address of the page, such as https://example.com/page."),
            ),
        ]
        indexes = [models.Index(fields=["state", "-at"], name="value_report_queue")]

    def __str__(self) -> str:
        return f"{self.product} · {self.feature}"


def queue_is_full(now: Any = None) -> bool:
    """Whether all visitors together sent as much in the last hour as the queue takes. One query."""
    since = (now or timezone.now()) - timedelta(hours=1)
    return ValueReport.objects.filter(at__gt=since).count() >= MOST_AN_HOUR
