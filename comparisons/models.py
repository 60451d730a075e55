"""Comparisons that an editor put together: products side by side, with words."""

from typing import Self

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.models import Problem, Product
from catalogue.models.columns import SlugColumn, not_empty, slug_grammar


class ComparisonQuerySet(models.QuerySet["Comparison"]):
    """Curated comparisons."""

    def get_by_natural_key(self, slug: str) -> "Comparison":
        """By slug."""
        return self.get(slug=slug)

    def with_products(self) -> Self:
        """Problem and products with their brands: two more queries."""
        chosen = ComparedProduct.objects.select_related("product__brand")
        return self.select_related("problem").prefetch_related(Prefetch("compared", chosen))


class Comparison(models.Model):
    """A curated comparison: a page with words beside the live table."""

    slug = SlugColumn(unique=True)
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Order on the pages, lowest first."))
    title = models.CharField(_("title"), max_length=120)
    problem = models.ForeignKey(
        Problem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comparisons",
        verbose_name=_("foot problem"),
        help_text=_("If set, the table marks what is to be looked for."),
    )
    products = models.ManyToManyField(Product, through="ComparedProduct", related_name="comparisons")
    intro = models.TextField(_("introduction"))
    verdict = models.TextField(_("verdict"), blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")
        ordering = ["position", "slug"]
        constraints = [
            slug_grammar("comparison"),
            not_empty("comparison", "title_en", _("A comparison needs an English title.")),
            not_empty("comparison", "intro_en", _("Say what is compared and why.")),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("comparisons:comparison", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        """The slug."""
        return (self.slug,)


class ComparedProductQuerySet(models.QuerySet["ComparedProduct"]):
    """Products of curated comparisons."""

    def get_by_natural_key(self, comparison: str, product: str) -> "ComparedProduct":
        """By the slugs of comparison and product."""
        return self.get(comparison__slug=comparison, product__slug=product)


class ComparedProduct(models.Model):
    """One column of a curated comparison."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="compared")
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="compared_in", verbose_name=_("product")
    )
    position = models.PositiveSmallIntegerField(_("position"))

    objects = ComparedProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("compared product")
        verbose_name_plural = _("compared products")
        ordering = ["comparison", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "product"],
                name="compared_product_once",
                violation_error_message=_("This product is in the comparison already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.product)

    def natural_key(self) -> tuple[str, str]:
        """The slugs of comparison and product."""
        return (self.comparison.slug, self.product.slug)

    natural_key.dependencies = [  # type: ignore[attr-defined]  # read by Django's serializers
        "comparisons.comparison",
        "catalogue.product",
    ]
