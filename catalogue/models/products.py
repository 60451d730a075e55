"""Brands, insoles, their pictures and the prices seen."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.choices import Category, Level, PriceKind
from catalogue.models.columns import (
    FoldedColumn,
    OwnWordsColumn,
    PartialDateColumn,
    SlugColumn,
    not_empty,
    one_of,
    partial_date,
    slug_grammar,
    terms_column,
)
from catalogue.models.gtin import GtinColumn, gtin_written
from catalogue.models.prices import one_pair
from catalogue.models.sources import Source
from catalogue.querysets import BrandQuerySet, OfferQuerySet, ProductQuerySet

OLD_AFTER_DAYS = 90


class Brand(models.Model):
    """The name an insole is sold under."""

    slug = SlugColumn(unique=True)
    name = models.CharField(_("name"), max_length=80)
    sort_key = FoldedColumn(source="name")
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters, such as DE."))
    website = models.URLField(_("website"), blank=True)
    aka = terms_column(_("other names"), _("Other names, one a line."))

    objects = BrandQuerySet.as_manager()

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
        ordering = ["sort_key", "slug"]
        constraints = [
            slug_grammar("brand"),
            not_empty("brand", "name", _("A brand needs a name.")),
            models.CheckConstraint(
                condition=models.Q(country="") | models.Q(country__regex=r"^[A-Z]{2}\Z"),
                name="brand_country_two_letters",
                violation_error_message=_("Write the country as two capital letters, such as DE."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        """The slug."""
        return (self.slug,)


class Product(models.Model):
    """One insole model of a brand, or a line where the sources speak only of the range."""

    class Status(models.TextChoices):
        """How far an entry has come."""

        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    slug = SlugColumn(unique=True)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="products", verbose_name=_("brand"))
    name = models.CharField(_("name"), max_length=120, help_text=_("Without the brand."))
    sort_key = FoldedColumn(source="name")
    line = models.CharField(_("line"), max_length=80, blank=True, help_text=_("The range it belongs to."))
    aka = terms_column(_("other names"), _("Former and other names, one a line."))
    category = models.CharField(_("category"), max_length=30, choices=Category, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.MODEL)
    gtin = GtinColumn(_("GTIN"), help_text=_("The number under the bar code, where one is known: 8 to 14 digits."))
    summary = OwnWordsColumn(_("summary"), max_length=250, blank=True, help_text=_("One neutral sentence: what it is."))
    is_discontinued = models.BooleanField(_("discontinued"), default=False)
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day all features were last looked for. Empty means “not checked yet”."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    withdrawn_on = models.DateField(
        _("withdrawn on"), null=True, blank=True, help_text=_("Of a withdrawn product. Empty: the day you withdraw it.")
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("merged into"),
        help_text=_(
            "Of a withdrawn product that stood here twice: the entry that stays. All its addresses lead there."
        ),
    )

    succeeded_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("succeeded by"),
        help_text=_("The newer model that its maker sells in its place. Both keep their pages."),
    )

    objects = ProductQuerySet.as_manager()

    # Only on products from for_page().
    is_pictured: bool

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["sort_key", "slug"]
        constraints = [
            slug_grammar("product"),
            not_empty("product", "name", _("A product needs a name.")),
            one_of("product", "category", Category, blank=True),
            one_of("product", "level", Level),
            gtin_written("product"),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "in_review", "published", "withdrawn"]),
                name="product_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on=None) | models.Q(status="withdrawn"),
                name="product_withdrawn_on_when_withdrawn",
                violation_error_message=_("Only a withdrawn product has a day on which it was withdrawn."),
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(status="withdrawn"),
                name="product_merged_when_withdrawn",
                violation_error_message=_("Only a withdrawn product can be merged into another one."),
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="product_merged_into_another",
                violation_error_message=_("A product cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(succeeded_by=None) | ~models.Q(succeeded_by=models.F("id")),
                name="product_succeeded_by_another",
                violation_error_message=_("A product cannot succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("catalogue:product", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        """The slug."""
        return (self.slug,)

    def clean(self) -> None:
        """Every merge leads to a published product in one step; what no constraint over one row can say."""
        super().clean()
        other = self.merged_into
        if (
            other is not None and other.pk == self.pk
        ):  # a form leaves the constraint to the database: it has no field for ids
            raise ValidationError(
                {"merged_into": _("A product cannot be merged into itself.")}, code="merged_into_itself"
            )
        if other is not None and other.status != self.Status.PUBLISHED:
            reason = _("%(name)s is not published: nothing can be merged into it.") % {"name": other.full_name}
            raise ValidationError({"merged_into": reason}, code="merged_into_unpublished")
        if self.pk and self.status != self.Status.PUBLISHED:
            reason = why_it_stays(self.merged.with_brand())
            if reason:
                raise ValidationError({"status": reason}, code="others_merged_into_it")

    @property
    def successor(self) -> "Product | None":
        """The published product that it was merged into. Costs a query where that is not loaded: see withdrawn()."""
        other = self.merged_into
        return other if other is not None and other.status == self.Status.PUBLISHED else None

    @property
    def newer(self) -> "Product | None":
        """The published product that took its place at its maker's. Costs a query where that is not loaded."""
        other = self.succeeded_by
        return other if other is not None and other.status == self.Status.PUBLISHED else None

    @property
    def full_name(self) -> str:
        """Brand and name, the brand said once. Costs a query where the brand is not loaded."""
        return full_name(self.brand.name, self.name)

    @property
    def is_withdrawn(self) -> bool:
        """Whether visitors saw it once and no longer do."""
        return self.status == self.Status.WITHDRAWN

    @property
    def is_line(self) -> bool:
        """Whether the entry stands for a range."""
        return self.level == Level.LINE


def why_it_stays(merged: Iterable[Product]) -> str:
    """Why a product stays that these were merged into; empty where there are none.

    Their addresses lead to it: to a product that is gone, or through two redirects.
    """
    names = ", ".join(product.full_name for product in merged)
    return (
        _("Merged into this product: %(names)s. Merge them into another one first.") % {"names": names} if names else ""
    )


def full_name(brand: str, name: str) -> str:
    """Brand and name; a name that begins with the brand says it already."""
    return name if name.casefold().startswith(brand.casefold()) else f"{brand} {name}"


class Offer(models.Model):
    """A price that was seen. Never part of any score."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="offers", verbose_name=_("product"))
    amount = models.DecimalField(_("amount"), max_digits=9, decimal_places=2, validators=[MinValueValidator(0)])
    currency = models.CharField(_("currency"), max_length=3, help_text=_("Three letters, such as EUR."))
    pairs = models.PositiveSmallIntegerField(_("pairs"), default=1, help_text=_("How many pairs the price is for."))
    price_kind = models.CharField(_("kind of price"), max_length=10, choices=PriceKind)
    seller = models.CharField(_("seller"), max_length=120, help_text=_("As stated: a shop, or where the price stood."))
    seen_on = PartialDateColumn(verbose_name=_("seen on"))
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("Where it was asked: two letters, such as DE.")
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="offers", verbose_name=_("source"))
    place = models.PositiveIntegerField(_("place"), null=True, blank=True, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = [models.F("place").asc(nulls_last=True), "pk"]
        constraints = [
            one_of("offer", "price_kind", PriceKind),
            partial_date("offer", "seen_on"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0),
                name="offer_amount_not_negative",
                violation_error_message=_("A price cannot be negative."),
            ),
            models.CheckConstraint(
                condition=models.Q(currency__regex=r"^[A-Z]{3}\Z"),
                name="offer_currency_three_letters",
                violation_error_message=_("Write the currency as three capital letters, such as EUR."),
            ),
            models.CheckConstraint(
                condition=models.Q(country="") | models.Q(country__regex=r"^[A-Z]{2}\Z"),
                name="offer_country_two_letters",
                violation_error_message=_("Write the country as two capital letters, such as DE."),
            ),
            models.CheckConstraint(
                condition=models.Q(pairs__gte=1),
                name="offer_for_at_least_one_pair",
                violation_error_message=_("A price is for at least one pair."),
            ),
            models.UniqueConstraint(
                fields=["product", "source", "seller", "price_kind", "currency", "pairs", "seen_on", "amount"],
                name="offer_said_once",
                violation_error_message=_("This price is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.amount} {self.currency}"

    @property
    def per_pair(self) -> Decimal:
        """The price of one pair, to a hundredth."""
        return one_pair(self.amount, self.pairs)

    def is_old(self, today: date) -> bool:
        """Whether it was seen more than 90 days ago, or nobody knows when: then it is shown as old."""
        limit = (today - timedelta(days=OLD_AFTER_DAYS)).isoformat()
        return self.seen_on < limit[: len(self.seen_on)] if self.seen_on else True

    def natural_key(self) -> tuple[str, ...]:
        """All that makes one observation of a price."""
        return (
            self.product.slug,
            self.source.slug,
            self.seller,
            self.price_kind,
            self.currency,
            str(self.pairs),
            self.seen_on,
            f"{self.amount:.2f}",
        )

    natural_key.dependencies = ["catalogue.product", "catalogue.source"]  # type: ignore[attr-defined]
