"""What sources say (statements), what editors decided, and what the catalogue shows for it (spec entries)."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.choices import EntryState, Voice
from catalogue.derivation import Candidate
from catalogue.models.columns import not_empty, one_of
from catalogue.models.products import Product
from catalogue.models.sources import Source
from catalogue.models.vocabulary import Choice, Feature
from catalogue.querysets import DecisionQuerySet, SpecEntryQuerySet, StatementQuerySet


class Statement(models.Model):
    """One source saying one value of one feature of one product, in its voice."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="statements", verbose_name=_("product"))
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="statements", verbose_name=_("feature"))
    choice = models.ForeignKey(
        Choice, on_delete=models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("choice")
    )
    number = models.DecimalField(
        _("number"), max_digits=9, decimal_places=3, null=True, blank=True, help_text=_("In the unit of the feature.")
    )
    context = models.CharField(
        _("context"), max_length=200, blank=True, help_text=_("Zone, size, per foot or pair: as the source says.")
    )
    as_stated = models.CharField(_("as stated"), max_length=200, blank=True, help_text=_("A short paraphrase."))
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="statements", verbose_name=_("source"))
    voice = models.CharField(_("voice"), max_length=10, choices=Voice, help_text=_("Who speaks."))
    why_preferred = models.CharField(
        _("why preferred"), max_length=250, blank=True, help_text=_("Where sources disagree: why this one is believed.")
    )
    place = models.PositiveIntegerField(_("place"), null=True, blank=True, editable=False)

    objects = StatementQuerySet.as_manager()

    # Only on statements from with_decisions().
    decided_because: str | None

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["product__slug", models.F("place").asc(nulls_last=True), "pk"]
        constraints = [
            one_of("statement", "voice", Voice),
            models.CheckConstraint(
                condition=Q(choice__isnull=True) ^ Q(number__isnull=True),
                name="statement_choice_or_number",
                violation_error_message=_("Give either a choice or a number, not both and not neither."),
            ),
            models.UniqueConstraint(
                fields=["product", "feature", "source", "voice", "choice"],
                condition=Q(choice__isnull=False),
                name="statement_choice_said_once",
                violation_error_message=_("This source says this already."),
            ),
            models.UniqueConstraint(
                fields=["product", "feature", "source", "voice", "number"],
                condition=Q(number__isnull=False),
                name="statement_number_said_once",
                violation_error_message=_("This source says this already."),
            ),
        ]
        indexes = [models.Index(fields=["product", "feature"], name="statement_by_entry")]

    def __str__(self) -> str:
        return f"{self.product} · {self.feature}: {self.value_text}"

    def natural_key(self) -> tuple[str, str, str, str, str]:
        """Product, feature, source, voice and value."""
        return (self.product.slug, self.feature.slug, self.source.slug, self.voice, self.value_text)

    natural_key.dependencies = [  # type: ignore[attr-defined]  # read by Django's serializers
        "catalogue.product",
        "catalogue.feature",
        "catalogue.choice",
        "catalogue.source",
    ]

    @property
    def value_text(self) -> str:
        """The choice's slug, or the number without needless zeros."""
        return self.choice.slug if self.choice else plain_number(self.number or Decimal(0))

    def clean(self) -> None:
        """The value must be one that the feature can take."""
        super().clean()
        if not self.feature_id:
            return
        if self.choice_id and self.choice and self.choice.feature_id != self.feature_id:
            raise ValidationError(
                {
                    "choice": _("“%(choice)s” is not a choice of %(feature)s.")
                    % {"choice": self.choice, "feature": self.feature}
                },
                code="choice_of_other_feature",
            )
        if self.feature.is_number and self.choice_id:
            raise ValidationError({"choice": _("This feature takes a number.")}, code="needs_number")
        if not self.feature.is_number and self.number is not None:
            raise ValidationError({"number": _("This feature takes a choice.")}, code="needs_choice")
        if self.number is not None and self.number < 0:
            raise ValidationError({"number": _("The number cannot be negative.")}, code="negative")

    def as_candidate(self) -> Candidate:
        """The statement as the rule of derivation sees it. Needs choice and source loaded."""
        return Candidate(
            id=self.pk,
            value=self.choice_id if self.choice_id is not None else (self.number or Decimal(0)),
            is_absent=bool(self.choice and self.choice.is_absent),
            is_unspecified=bool(self.choice and self.choice.is_unspecified),
            is_barred=self.source.is_barred,
            voice=self.voice,
            dated=self.source.dated,
            place=self.place if self.place is not None else LAST_PLACE,
        )


# Statements added after the starting data stand behind it, in the order they were added.
LAST_PLACE = 2**31


def plain_number(number: Decimal) -> str:
    """3.100 as 3.1 and 20.000 as 20."""
    return format(number.normalize(), "f")


class EditorDecision(models.Model):
    """An editor's word on one spec entry: an overrule of the rule, or a state said outright. Survives every derivation."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("product"))
    feature = models.ForeignKey(Feature, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("feature"))
    state = models.CharField(
        _("decision"), max_length=15, choices=[c for c in EntryState.choices if c[0] != EntryState.DISPUTED]
    )
    statement = models.ForeignKey(
        Statement,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("statement to show"),
        help_text=_("Only for “stated”: the statement whose value is shown, whatever the rule says."),
    )
    reason = models.CharField(_("reason"), max_length=250)
    decided_on = models.DateField(_("decided on"))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("editor’s decision")
        verbose_name_plural = _("editors’ decisions")
        ordering = ["product__slug", "feature__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "feature"],
                name="decision_unique_per_entry",
                violation_error_message=_("There is a decision on this feature of this product already."),
            ),
            not_empty("decision", "reason", _("A decision needs a reason.")),
            models.CheckConstraint(
                condition=Q(state=EntryState.STATED, statement__isnull=False)
                | Q(
                    state__in=[EntryState.NOT_STATED, EntryState.NOT_APPLICABLE, EntryState.NOT_CHECKED],
                    statement__isnull=True,
                ),
                name="decision_statement_where_stated",
                violation_error_message=_("“Stated” needs the statement to show; the other decisions have none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.feature}: {self.get_state_display()}"

    def natural_key(self) -> tuple[str, str]:
        """Product and feature."""
        return (self.product.slug, self.feature.slug)

    natural_key.dependencies = ["catalogue.product", "catalogue.feature"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """The statement must speak of this entry, and its source must not be barred."""
        super().clean()
        statement = self.statement if self.statement_id else None
        if statement is None:
            return
        if (statement.product_id, statement.feature_id) != (self.product_id, self.feature_id):
            raise ValidationError(
                {"statement": _("This statement is about another product or feature.")}, code="other_entry"
            )
        if statement.source.is_barred:
            raise ValidationError({"statement": _("Its source is barred: no value is taken from it.")}, code="barred")


class SpecEntry(models.Model):
    """What the catalogue shows for one product and feature. Derived: never edit, call `derive`."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="entries", verbose_name=_("product"))
    feature = models.ForeignKey(Feature, on_delete=models.CASCADE, related_name="entries", verbose_name=_("feature"))
    state = models.CharField(_("state"), max_length=15, choices=EntryState)
    choice = models.ForeignKey(
        Choice, on_delete=models.CASCADE, null=True, related_name="entries", verbose_name=_("choice")
    )
    number = models.DecimalField(_("number"), max_digits=9, decimal_places=3, null=True)
    shown = models.ForeignKey(
        Statement, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("shown statement")
    )
    is_presence_disputed = models.BooleanField(
        _("disputed whether it is there at all"), default=False, help_text=_("Specific statements say both.")
    )
    choices = models.ManyToManyField(
        Choice, through="SpecEntryChoice", related_name="multi_entries", verbose_name=_("choices")
    )

    objects = SpecEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("spec entry")
        verbose_name_plural = _("spec entries")
        ordering = ["product", "feature__position"]
        constraints = [
            models.UniqueConstraint(fields=["product", "feature"], name="entry_unique_per_feature"),
            one_of("entry", "state", EntryState),
            models.CheckConstraint(
                condition=Q(choice__isnull=True) | Q(number__isnull=True), name="entry_not_choice_and_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[EntryState.STATED, EntryState.DISPUTED])
                | Q(choice__isnull=True, number__isnull=True, shown__isnull=True),
                name="entry_value_only_where_stated",
            ),
        ]
        indexes = [
            models.Index(fields=["feature", "choice", "product"], name="entry_by_choice"),
            models.Index(fields=["feature", "number", "product"], name="entry_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.feature}: {self.get_state_display()}"


class SpecEntryChoice(models.Model):
    """One of the choices shown for a feature that takes several, with the statement it is shown for."""

    entry = models.ForeignKey(SpecEntry, on_delete=models.CASCADE, related_name="entry_choices")
    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["entry", "choice__position"]
        constraints = [models.UniqueConstraint(fields=["entry", "choice"], name="entry_choice_once")]

    def __str__(self) -> str:
        return f"{self.entry}: {self.choice}"
