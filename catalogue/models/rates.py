"""Reference rates: how much of another currency one euro was worth on a day, and whose word that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.sources import Source
from catalogue.querysets import ReferenceRateQuerySet

# By definition 1: it has no row.
EURO = "EUR"
DECIMAL_PLACES = 5
ONE: int = 10**DECIMAL_PLACES
# With it the dearest price in cents times a rate in hundred-thousandths stays within the 63 bits of a database's whole numbers.
MOST_PER_EURO = 90_000


class ReferenceRate(models.Model):
    """What one euro is worth in one other currency. Prices are told in a visitor's currency by it, and only "about"."""

    currency = models.CharField(
        _("currency"),
        max_length=3,
        unique=True,
        help_text=_("Three letters, such as USD. The euro itself needs no rate."),
    )
    per_euro = models.DecimalField(
        _("for one euro"),
        max_digits=10,
        decimal_places=DECIMAL_PLACES,
        validators=[MinValueValidator(Decimal(1) / ONE), MaxValueValidator(MOST_PER_EURO)],
        help_text=_("How much of the currency one euro is worth, such as 1.0705."),
    )
    set_on = models.DateField(_("rate of"), help_text=_("The day that the source gives the rate for."))
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="reference_rates", verbose_name=_("source")
    )

    objects = ReferenceRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference rate")
        verbose_name_plural = _("reference rates")
        ordering = ["currency"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(currency__regex=r"^[A-Z]{3}\Z") & ~models.Q(currency=EURO),
                name="rate_currency_three_letters_not_euro",
                violation_error_message=_("Write the currency as three capital letters; the euro needs no rate."),
            ),
            models.CheckConstraint(
                condition=models.Q(per_euro__gt=0) & models.Q(per_euro__lte=MOST_PER_EURO),
                name="rate_above_zero",
                violation_error_message=_("A rate lies above 0 and is at most 90,000."),
            ),
        ]

    def __str__(self) -> str:
        return f"1 {EURO} = {self.per_euro.normalize():f} {self.currency}"

    def natural_key(self) -> tuple[str]:
        """The currency."""
        return (self.currency,)


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates that are kept, by currency. What has none can be told in no other currency."""

    kept: Mapping[str, ReferenceRate] = field(default_factory=dict)

    @classmethod
    def stored(cls) -> "Rates":
        """Those of the database, with their sources: one query."""
        return cls({rate.currency: rate for rate in ReferenceRate.objects.select_related("source")})

    def worth(self, currency: str) -> int | None:
        """How many hundred-thousandths of a currency make one euro; None where no rate is kept."""
        if currency == EURO:
            return ONE
        rate = self.kept.get(currency)
        return int(rate.per_euro * ONE) if rate else None

    def factors(self, currency: str) -> dict[str, tuple[int, int]]:
        """For each currency that can be told in this one: its amounts, times the first, through the second, are told in it."""
        exact = {currency: (1, 1)}
        times = self.worth(currency)
        if times is None:
            return exact
        through = ((other, self.worth(other)) for other in (EURO, *self.kept))
        return {other: (times, worth) for other, worth in through if worth} | exact

    def between(self, one: str, other: str) -> tuple[ReferenceRate, ...]:
        """The rates by which one currency is told in another: none for the same, two where neither is the euro."""
        return tuple(self.kept[currency] for currency in (one, other) if one != other and currency in self.kept)
