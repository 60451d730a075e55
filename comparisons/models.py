"""Comparisons that an editor put together: products side by side, with words."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.models import Feature, Problem, Product, Sheet, sheets_without_sources
from catalogue.models.columns import NotedColumn, OwnWordsLongColumn, SlugColumn, not_empty, slug_grammar
from comparisons.shown_then import SinceChecked, remembered, since_checked, with_columns_of


class ComparisonQuerySet(models.QuerySet["Comparison"]):
    """Curated comparisons."""

    def get_by_natural_key(self, slug: str) -> "Comparison":
        """By slug."""
        return self.get(slug=slug)

    def with_products(self) -> Self:
        """Problem, products and their successors, all products with their brands: two queries. What only the desk needs is left out."""
        return self.select_related("problem").prefetch_related(_columns()).defer("shown_then")

    def with_highlights(self) -> Self:
        """The rows to look at first, in the order of the table: one more query."""
        return self.prefetch_related("highlights")

    def one_among_others(self, slug: str) -> tuple["Comparison", list["Comparison"]]:
        """One as its page needs it, and the others, which the page names: three queries. Raises DoesNotExist."""
        rows = list(self.select_related("problem").defer("shown_then"))
        found = next((row for row in rows if row.slug == slug), None)
        if found is None:
            raise Comparison.DoesNotExist
        prefetch_related_objects([found], _columns(), "highlights")
        return found, [row for row in rows if row is not found]

    def since_checked(self) -> dict[int, SinceChecked]:
        """By id: what changed since the words of each were checked. Six queries, whatever the number of comparisons."""
        return {row.pk: since_checked(row.shown_then, found) for row, found in self._with_sheets()}

    @transaction.atomic
    def check_off(self) -> None:
        """Their words hold for what is shown today: remember that. Six queries, and one a comparison."""
        for row, found in self._with_sheets():
            self.filter(pk=row.pk).update(shown_then=remembered(found, date.today()))

    @transaction.atomic
    def follow_columns(self, put_in: Collection[int]) -> None:
        """Remember the products just put in (ids) as they are today, forget those taken out, and leave the rest as it was."""
        for row, found in self.filter(shown_then__isnull=False)._with_sheets():
            self.filter(pk=row.pk).update(shown_then=with_columns_of(row.shown_then, found, put_in))

    def _with_sheets(self) -> list[tuple["Comparison", list[Sheet]]]:
        """Each with the sheets of all that its words may speak of."""
        rows = list(self.prefetch_related(_columns()))
        subjects = {row.pk: row.subjects for row in rows}
        products = {product.pk: product for found in subjects.values() for product in found}
        by_pk = _sheets_by_id(products)
        return [(row, [by_pk[product.pk] for product in subjects[row.pk]]) for row in rows]


def _columns() -> "Prefetch[str, Any, str]":
    chosen = ComparedProduct.objects.select_related("product__brand", "product__merged_into__brand")
    return Prefetch("compared", chosen)


def _sheets_by_id(products: Mapping[int, Product]) -> dict[int, Sheet]:
    features = Feature.objects.with_choices()
    return {sheet.product.pk: sheet for sheet in sheets_without_sources(list(products.values()), list(features))}


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
    highlights = models.ManyToManyField(
        Feature,
        blank=True,
        related_name="highlighted_in",
        verbose_name=_("rows to look at first"),
        help_text=_(
            "Features that your words speak of. They are named above the table, in its order, and marked in it."
        ),
    )
    intro = OwnWordsLongColumn(_("introduction"))
    verdict = OwnWordsLongColumn(_("verdict"), blank=True)
    note = OwnWordsLongColumn(_("note"), blank=True)
    shown_then = NotedColumn(_("what was shown when the words were checked"))

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

    def shown_at(self) -> list[str]:
        """Its page, and the one that names all comparisons."""
        return [self.get_absolute_url(), reverse("comparisons:compare")]

    def natural_key(self) -> tuple[str]:
        """The slug."""
        return (self.slug,)

    # Of rows from with_products(); otherwise each costs queries.

    @property
    def columns(self) -> tuple[Product, ...]:
        """The products of the table: a merged one gives way to its successor, one that is not published has no column."""
        return tuple(product for product in self.subjects if product.status == Product.Status.PUBLISHED)

    @property
    def missing(self) -> tuple[Product, ...]:
        """Products that the words may speak of and the table does not show."""
        return tuple(product for product in self.subjects if product.status != Product.Status.PUBLISHED)

    @property
    def withdrawn(self) -> tuple[Product, ...]:
        """Those of the missing that leave a note in their column."""
        return tuple(product for product in self.missing if product.is_withdrawn and product.successor is None)

    @property
    def subjects(self) -> tuple[Product, ...]:
        """All products that it is about, each once, in the order of the columns: those chosen, and where merged, the successors."""
        chosen = [row.product for row in self.compared.all()]
        found = [(product, product.successor) for product in chosen]
        return tuple(dict.fromkeys(product for pair in found for product in pair if product is not None))


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
