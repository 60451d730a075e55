"""What a guide says beside research and look-for rows: one sourced sentence at a time."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.choices import GuidePointKind
from catalogue.models.columns import AdviceColumn, SlugColumn, not_empty, one_of, slug_grammar
from catalogue.models.problems import Problem
from catalogue.models.products import Product
from catalogue.models.sources import Source
from catalogue.querysets import GuidePointQuerySet


class GuidePoint(models.Model):
    """How to tell, what a self-check cannot show, what else helps, when an insole is not the answer.

    Without a problem it is said of insoles as such: how to get used to them, and when to stop wearing them.
    """

    slug = SlugColumn(unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=GuidePointKind)
    problems = models.ManyToManyField(
        Problem,
        blank=True,
        related_name="guide_points",
        verbose_name=_("problems"),
        help_text=_("Empty: said of insoles as such, shown on the page of every insole."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    text = AdviceColumn(_("text"), max_length=400, help_text=_("One or two plain sentences in our own words."))
    sources = models.ManyToManyField(Source, related_name="guide_points", verbose_name=_("sources"))

    objects = GuidePointQuerySet.as_manager()

    class Meta:
        verbose_name = _("guide point")
        verbose_name_plural = _("guide points")
        ordering = ["kind", "position", "slug"]
        constraints = [
            slug_grammar("guide_point"),
            one_of("guide_point", "kind", GuidePointKind),
            not_empty("guide_point", "text_en", _("Say it in a sentence.")),
        ]

    def __str__(self) -> str:
        return str(self.text)

    def shown_at(self) -> list[str]:
        """The guides; what is said of insoles as such stands on the page of each: the first one."""
        problems = [problem.get_absolute_url() for problem in self.problems.all()]
        return problems or [product.get_absolute_url() for product in Product.objects.published()[:1]]

    def natural_key(self) -> tuple[str]:
        """The slug."""
        return (self.slug,)

    def clean_links(self, linked: dict[str, list[models.Model]]) -> None:
        """No guide point without a source."""
        if not linked.get("sources"):
            raise ValidationError({"sources": _("A guide point needs a source.")}, code="no_source")
