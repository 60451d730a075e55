"""Where every value comes from."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.choices import ReadLevel, SourceKind
from catalogue.models.columns import PartialDateColumn, SlugColumn, not_empty, one_of, partial_date, slug_grammar
from catalogue.querysets import SourceQuerySet


class Source(models.Model):
    """One text that was read: a shop page, a test, a study, a guideline."""

    slug = SlugColumn(unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind)
    title = models.CharField(_("title"), max_length=250)
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    url = models.URLField(_("address"), max_length=300, blank=True)
    doi = models.CharField("DOI", max_length=80, blank=True)
    pmid = models.CharField("PMID", max_length=12, blank=True)
    authors = models.CharField(_("authors"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    published = PartialDateColumn(verbose_name=_("published"))
    read_on = models.DateField(_("read on"))
    read_level = models.CharField(_("what was read"), max_length=20, choices=ReadLevel)
    funding = models.CharField(_("funding"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    barred_because = models.CharField(
        _("barred because"),
        max_length=250,
        blank=True,
        help_text=_("If set, no value is ever taken from this source; its statements stay visible, marked."),
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["slug"]
        constraints = [
            slug_grammar("source"),
            one_of("source", "kind", SourceKind),
            one_of("source", "read_level", ReadLevel),
            partial_date("source", "published"),
            not_empty("source", "title", _("A source needs a title.")),
            models.CheckConstraint(
                condition=models.Q(year__isnull=True) | models.Q(year__range=(1800, 2200)),
                name="source_year_plausible",
                violation_error_message=_("The year must lie between 1800 and 2200."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page, with all that rests on it."""
        return reverse("catalogue:source", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        """The slug."""
        return (self.slug,)

    @property
    def is_barred(self) -> bool:
        """Whether an editor lets no value be taken from it."""
        return bool(self.barred_because)

    @property
    def dated(self) -> str:
        """When it speaks: the day it was published, else its year, else the day it was read; as precise as known."""
        return self.published or (str(self.year) if self.year else self.read_on.isoformat())
