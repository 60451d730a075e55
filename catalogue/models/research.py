"""What was measured, what research found, and who says a product is for what."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.choices import (
    Aspect,
    Certainty,
    Direction,
    GradedBy,
    Recommendation,
    Says,
    StudyType,
    Voice,
)
from catalogue.models.columns import SlugColumn, not_empty, one_of, slug_grammar
from catalogue.models.problems import Problem
from catalogue.models.products import Product
from catalogue.models.sources import Source
from catalogue.models.vocabulary import Feature
from catalogue.querysets import EvidenceQuerySet, FindingQuerySet, HarmQuerySet, SuitabilityQuerySet


class Evidence(models.Model):
    """One study result for a problem (and perhaps a second one) and a feature, or insoles as such."""

    key = SlugColumn(_("key"), unique=True)
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("problem"))
    and_problem = models.ForeignKey(
        Problem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence_as_second",
        verbose_name=_("together with"),
    )
    feature = models.ForeignKey(
        Feature,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("feature"),
        help_text=_("Empty: insoles as such."),
    )
    aspect = models.CharField(_("aspect"), max_length=12, choices=Aspect)
    direction = models.CharField(_("direction"), max_length=12, choices=Direction)
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty, blank=True)
    certainty_by = models.CharField(_("graded by"), max_length=10, choices=GradedBy, blank=True)
    summary = models.CharField(_("summary"), max_length=400)
    effect = models.CharField(_("effect"), max_length=200, blank=True, help_text=_("Figures as the source gives them."))
    outcome = models.CharField(_("outcome"), max_length=100, blank=True)
    follow_up = models.CharField(_("follow-up"), max_length=60, blank=True)
    population = models.CharField(_("people"), max_length=120)
    comparator = models.CharField(_("compared with"), max_length=100, blank=True)
    study_type = models.CharField(_("kind of study"), max_length=20, choices=StudyType)
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("source"))
    recommendation = models.CharField(_("recommendation"), max_length=12, choices=Recommendation, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence record")
        verbose_name_plural = _("evidence records")
        ordering = ["key"]
        constraints = [
            slug_grammar("evidence", "key"),
            not_empty("evidence", "summary_en", _("Say what was found.")),
            one_of("evidence", "aspect", Aspect),
            one_of("evidence", "direction", Direction),
            one_of("evidence", "certainty", Certainty, blank=True),
            one_of("evidence", "certainty_by", GradedBy, blank=True),
            one_of("evidence", "study_type", StudyType),
            one_of("evidence", "recommendation", Recommendation, blank=True),
            models.CheckConstraint(
                condition=~(Q(certainty="") ^ Q(certainty_by="")),
                name="evidence_grade_names_grader",
                violation_error_message=_("A grade says who gave it; without a grade there is no grader."),
            ),
            models.CheckConstraint(
                condition=Q(and_problem__isnull=True) | ~Q(and_problem=models.F("problem")),
                name="evidence_two_different_problems",
                violation_error_message=_("The second foot problem must be another one."),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """The page of its problem and feature. Needs both loaded."""
        return f"{self.problem.evidence_url(self.feature)}#{self.key}"

    def shown_at(self) -> list[str]:
        """The guides and pages of its problems, the overview, and its source."""
        problems = [problem for problem in (self.problem, self.and_problem) if problem is not None]
        pages = [page for one in problems for page in (one.get_absolute_url(), one.evidence_url(self.feature))]
        return [*pages, reverse("catalogue:evidence"), self.source.get_absolute_url()]

    def natural_key(self) -> tuple[str]:
        """The key."""
        return (self.key,)


class Harm(models.Model):
    """Something unwanted that came with a feature, or with insoles as such."""

    feature = models.ForeignKey(
        Feature,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="harms",
        verbose_name=_("feature"),
        help_text=_("Empty: insoles as such."),
    )
    harm = models.CharField(_("harm"), max_length=300)
    who = models.CharField(_("who"), max_length=150)
    sources = models.ManyToManyField(Source, related_name="harms", verbose_name=_("sources"))
    place = models.PositiveIntegerField(_("place"), null=True, blank=True, editable=False)

    objects = HarmQuerySet.as_manager()

    class Meta:
        verbose_name = _("harm")
        verbose_name_plural = _("harms")
        ordering = [models.F("place").asc(nulls_last=True), "pk"]
        constraints = [
            not_empty("harm", "harm_en", _("Say what happened.")),
            models.UniqueConstraint(fields=["harm"], name="harm_said_once"),
        ]

    def __str__(self) -> str:
        return str(self.harm)

    def shown_at(self) -> list[str]:
        """The page of its feature, else those of its sources: what is said of insoles as such stands in every guide."""
        if self.feature is not None:
            return [self.feature.get_absolute_url()]
        return [source.get_absolute_url() for source in self.sources.all()]

    def natural_key(self) -> tuple[str]:
        """The text itself, in English."""
        return (str(getattr(self, "harm_en", self.harm)),)

    def clean_links(self, linked: dict[str, list[models.Model]]) -> None:
        """No harm without a source."""
        if not linked.get("sources"):
            raise ValidationError({"sources": _("A harm needs a source.")}, code="no_source")


class Finding(models.Model):
    """What independent people measured or concluded about a product, or about a line that has no entry."""

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, null=True, blank=True, related_name="findings", verbose_name=_("product")
    )
    product_line = models.CharField(
        _("product line"), max_length=150, blank=True, help_text=_("In words, where no entry fits.")
    )
    finding = models.CharField(_("finding"), max_length=400)
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    funding = models.CharField(_("funding"), max_length=120, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="findings", verbose_name=_("source"))
    place = models.PositiveIntegerField(_("place"), null=True, blank=True, editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = [models.F("place").asc(nulls_last=True), "pk"]
        constraints = [
            not_empty("finding", "finding_en", _("Say what was found.")),
            models.CheckConstraint(
                condition=Q(product__isnull=True) ^ Q(product_line=""),
                name="finding_about_product_or_line",
                violation_error_message=_("Name either a product or, in words, a line."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.finding)

    def natural_key(self) -> tuple[str, str, str, str]:
        """Whom it is about, the source, and the text in English."""
        product = self.product.slug if self.product else ""
        return (product, self.product_line, self.source.slug, str(getattr(self, "finding_en", self.finding)))

    natural_key.dependencies = ["catalogue.product", "catalogue.source"]  # type: ignore[attr-defined]


class Suitability(models.Model):
    """Somebody saying that a product is for, or not for, a problem."""

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="suitability", verbose_name=_("product")
    )
    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, related_name="suitability", verbose_name=_("problem")
    )
    says = models.CharField(_("says"), max_length=10, choices=Says)
    voice = models.CharField(_("voice"), max_length=10, choices=Voice)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="suitability", verbose_name=_("source"))
    as_stated = models.CharField(_("as stated"), max_length=200, blank=True)
    place = models.PositiveIntegerField(_("place"), null=True, blank=True, editable=False)

    objects = SuitabilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("suitability")
        verbose_name_plural = _("suitability")
        ordering = [models.F("place").asc(nulls_last=True), "pk"]
        constraints = [
            one_of("suitability", "says", Says),
            one_of("suitability", "voice", Voice),
            models.UniqueConstraint(
                fields=["product", "problem", "source", "voice", "says"],
                name="suitability_said_once",
                violation_error_message=_("This source says this already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.get_says_display()} · {self.problem}"

    def natural_key(self) -> tuple[str, str, str, str, str]:
        """Product, problem, source, voice and what it says."""
        return (self.product.slug, self.problem.slug, self.source.slug, self.voice, self.says)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "catalogue.product",
        "catalogue.problem",
        "catalogue.source",
    ]
