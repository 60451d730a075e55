"""Foot problems, what to look for, warning signs, and what the article says."""

from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.choices import (
    ANY_INSOLE,
    Basis,
    ChainPlace,
    ChainVerdict,
    ClaimStrength,
    ClaimVerdict,
    ProblemGroup,
    Region,
    Urgency,
)
from catalogue.models.columns import OwnWordsColumn, SlugColumn, not_empty, one_of, slug_grammar, terms_column
from catalogue.models.sources import Source
from catalogue.models.vocabulary import Choice, Feature
from catalogue.querysets import (
    ArticleClaimQuerySet,
    ChainStepQuerySet,
    LookForQuerySet,
    ProblemQuerySet,
    RedFlagQuerySet,
)


class Problem(models.Model):
    """A complaint or posture of the foot, and what hangs on it. Shown as “foot problem”."""

    slug = SlugColumn(unique=True)
    group = models.CharField(_("group"), max_length=20, choices=ProblemGroup)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=80)
    lay_names = terms_column(_("in everyday words"), _("How people say it, one a line."))
    region = models.CharField(_("region"), max_length=15, choices=Region)
    summary = OwnWordsColumn(_("summary"), max_length=400, help_text=_("What it is, in two or three plain sentences."))
    article_says = models.CharField(
        _("the article says"), max_length=400, blank=True, help_text=_("In our words; empty if it does not name it.")
    )
    article_paragraphs = models.JSONField(_("paragraphs of the article"), default=list, blank=True)
    is_selectable = models.BooleanField(
        _("selectable"), default=True, help_text=_("Off for groups and for problems that need a professional first.")
    )
    note = models.CharField(_("note for editors"), max_length=250, blank=True)
    checked_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("When the whole guide was last read against its sources.")
    )
    reviewed_by = models.CharField(
        _("reviewed by"),
        max_length=150,
        blank=True,
        help_text=_("Name and qualification of the clinician; empty: not clinically reviewed."),
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("foot problem")
        verbose_name_plural = _("foot problems")
        ordering = ["position", "slug"]
        constraints = [
            slug_grammar("problem"),
            not_empty("problem", "name_en", _("A foot problem needs an English name.")),
            one_of("problem", "group", ProblemGroup),
            one_of("problem", "region", Region),
            not_empty("problem", "summary_en", _("Say what it is.")),
            models.CheckConstraint(
                condition=~Q(group=ProblemGroup.CLINICIAN_FIRST, is_selectable=True),
                name="problem_clinician_first_never_selectable",
                violation_error_message=_("What needs a professional first never leads to products."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="problem_not_its_own_parent",
                violation_error_message=_("A foot problem cannot be its own parent."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by="", reviewed_on__isnull=True)
                | (~Q(reviewed_by="") & Q(reviewed_on__isnull=False)),
                name="problem_review_names_who_and_when",
                violation_error_message=_("A clinical review says who made it and when."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        """Its guide."""
        return reverse("comparisons:problem", args=[self.slug])

    def shown_at(self) -> list[str]:
        """The public pages on which its texts stand."""
        return [self.get_absolute_url(), reverse("catalogue:problems")]

    def evidence_url(self, feature: Feature | None) -> str:
        """What research found on a feature for it, or on insoles as such."""
        return reverse("comparisons:pair", args=[self.slug, feature.slug if feature else ANY_INSOLE])

    def natural_key(self) -> tuple[str]:
        """The slug."""
        return (self.slug,)

    def clean(self) -> None:
        """Paragraphs of the article are counted from 1."""
        super().clean()
        paragraphs = self.article_paragraphs
        if not isinstance(paragraphs, list) or not all(type(number) is int and number > 0 for number in paragraphs):
            raise ValidationError(
                {"article_paragraphs": _("This must be a list of paragraph numbers.")}, code="paragraphs"
            )

    @property
    def check_due_on(self) -> date | None:
        """When the whole guide is to be read again: a year after it was last; None if it never was."""
        return self.checked_on and _a_year_after(self.checked_on)

    @property
    def is_clinician_first(self) -> bool:
        """Whether it leads to the right door instead of products."""
        return self.group == ProblemGroup.CLINICIAN_FIRST


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the last day of February in a leap year
        return day.replace(year=day.year + 1, day=28)


class LookFor(models.Model):
    """For one problem: which choices of one feature count as met, which speak against, and why."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="look_for", verbose_name=_("problem"))
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="look_for", verbose_name=_("feature"))
    choices = models.ManyToManyField(
        Choice,
        blank=True,
        related_name="met_by",
        verbose_name=_("met by"),
        help_text=_("Empty: any choice that is not absent."),
    )
    avoid = models.ManyToManyField(Choice, blank=True, related_name="avoided_by", verbose_name=_("to avoid"))
    weight = models.PositiveSmallIntegerField(_("weight"), help_text=_("1 to 3."))
    basis = models.CharField(_("basis"), max_length=20, choices=Basis)
    reason = OwnWordsColumn(_("reason"), max_length=250)
    sources = models.ManyToManyField(Source, blank=True, related_name="look_for", verbose_name=_("sources"))
    evidence = models.ManyToManyField(
        "catalogue.Evidence", blank=True, related_name="look_for", verbose_name=_("evidence")
    )

    objects = LookForQuerySet.as_manager()

    class Meta:
        verbose_name = _("look-for row")
        verbose_name_plural = _("look-for rows")
        ordering = ["problem__slug", "feature__slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "feature"],
                name="look_for_unique_per_feature",
                violation_error_message=_("This foot problem has a row for this feature already."),
            ),
            models.CheckConstraint(
                condition=Q(weight__range=(1, 3)),
                name="look_for_weight_1_to_3",
                violation_error_message=_("The weight is 1, 2 or 3."),
            ),
            one_of("look_for", "basis", Basis),
            not_empty("look_for", "reason_en", _("Say why.")),
        ]

    def __str__(self) -> str:
        return f"{self.problem} · {self.feature}"

    def get_absolute_url(self) -> str:
        """What research found on this feature for this problem."""
        return self.problem.evidence_url(self.feature)

    def shown_at(self) -> list[str]:
        """The guide, and the page of problem and feature."""
        return [self.problem.get_absolute_url(), self.get_absolute_url()]

    def natural_key(self) -> tuple[str, str]:
        """Problem and feature."""
        return (self.problem.slug, self.feature.slug)

    natural_key.dependencies = ["catalogue.problem", "catalogue.feature"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Only what can be selected, or a group, has rows; numbers have no choices to look for."""
        super().clean()
        if self.problem_id and self.problem.is_clinician_first:
            raise ValidationError(
                {"problem": _("What needs a professional first never leads to products.")}, code="clinician"
            )
        if self.feature_id and self.feature.is_number:
            raise ValidationError({"feature": _("A number has no choices to look for.")}, code="number")

    def clean_links(self, linked: dict[str, list[models.Model]]) -> None:
        """Choices belong to the feature and none is both met and avoided. `linked` holds the lists by field name."""
        met, avoid = linked.get("choices", []), linked.get("avoid", [])
        for field, chosen in (("choices", met), ("avoid", avoid)):
            for choice in chosen:
                if isinstance(choice, Choice) and choice.feature_id != self.feature_id:
                    raise ValidationError(
                        {field: _("“%(choice)s” is not a choice of this feature.") % {"choice": choice}},
                        code="other_feature",
                    )
        if set(met) & set(avoid):
            raise ValidationError({"avoid": _("A choice cannot be both met and avoided.")}, code="met_and_avoided")


class RedFlag(models.Model):
    """A warning sign and what to do about it. Shown before any product."""

    slug = SlugColumn(unique=True)
    urgency = models.CharField(_("urgency"), max_length=20, choices=Urgency)
    problems = models.ManyToManyField(Problem, related_name="red_flags", verbose_name=_("problems"))
    sign = models.CharField(_("sign"), max_length=300)
    advice = models.CharField(_("advice"), max_length=300)
    terms = terms_column(_("search words"), _("How people put it when they search, one a line."))
    sources = models.ManyToManyField(Source, related_name="red_flags", verbose_name=_("sources"))

    objects = RedFlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("warning sign")
        verbose_name_plural = _("warning signs")
        ordering = ["slug"]
        constraints = [
            slug_grammar("red_flag"),
            one_of("red_flag", "urgency", Urgency),
            not_empty("red_flag", "sign_en", _("Say what the sign is.")),
            not_empty("red_flag", "advice_en", _("Say what to do.")),
        ]

    def __str__(self) -> str:
        return str(self.sign)

    def natural_key(self) -> tuple[str]:
        """The slug."""
        return (self.slug,)

    def shown_at(self) -> list[str]:
        """The guides."""
        return [problem.get_absolute_url() for problem in self.problems.all()]

    @cached_property
    def concerns(self) -> frozenset[int]:
        """The ids of its problems, for signs that are only read. Costs a query where they are not loaded."""
        return frozenset(problem.pk for problem in self.problems.all())

    def clean_links(self, linked: dict[str, list[models.Model]]) -> None:
        """No warning sign without a source."""
        if not linked.get("sources"):
            raise ValidationError({"sources": _("A warning sign needs a source.")}, code="no_source")


class ChainStep(models.Model):
    """One step of the article's chain from the foot to the spine, and how far research goes along it."""

    from_place = models.CharField(_("from"), max_length=12, choices=ChainPlace)
    to_place = models.CharField(_("to"), max_length=12, choices=ChainPlace)
    position = models.PositiveSmallIntegerField(_("position"))
    article_says = models.CharField(_("the article says"), max_length=250)
    verdict = models.CharField(_("verdict"), max_length=12, choices=ChainVerdict)
    why = models.CharField(_("why"), max_length=300)
    evidence = models.ManyToManyField(
        "catalogue.Evidence", blank=True, related_name="chain_steps", verbose_name=_("evidence")
    )

    objects = ChainStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of the chain")
        verbose_name_plural = _("steps of the chain")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["from_place", "to_place"], name="chain_step_once"),
            one_of("chain", "from_place", ChainPlace),
            one_of("chain", "to_place", ChainPlace),
            one_of("chain", "verdict", ChainVerdict),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_place_display()} → {self.get_to_place_display()}"

    def shown_at(self) -> list[str]:
        """The article."""
        return [reverse("catalogue:article")]

    def natural_key(self) -> tuple[str, str]:
        """Both ends."""
        return (self.from_place, self.to_place)


class ArticleClaim(models.Model):
    """What the article asserts, with our verdict."""

    key = SlugColumn(_("key"), unique=True)
    paragraph = models.PositiveSmallIntegerField(_("paragraph"))
    claim = models.CharField(_("claim"), max_length=250, help_text=_("In our words."))
    strength = models.CharField(_("strength"), max_length=10, choices=ClaimStrength)
    verdict = models.CharField(_("verdict"), max_length=20, choices=ClaimVerdict)
    why = models.CharField(_("why"), max_length=300)
    evidence = models.ManyToManyField(
        "catalogue.Evidence", blank=True, related_name="claims", verbose_name=_("evidence")
    )
    problems = models.ManyToManyField(Problem, blank=True, related_name="claims", verbose_name=_("problems"))

    objects = ArticleClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim of the article")
        verbose_name_plural = _("claims of the article")
        ordering = ["key"]
        constraints = [
            slug_grammar("claim", "key"),
            not_empty("claim", "claim_en", _("Say what the article asserts.")),
            one_of("claim", "strength", ClaimStrength),
            one_of("claim", "verdict", ClaimVerdict),
        ]

    def __str__(self) -> str:
        return str(self.claim)

    def shown_at(self) -> list[str]:
        """The article, and the guides."""
        return [reverse("catalogue:article"), *(problem.get_absolute_url() for problem in self.problems.all())]

    def natural_key(self) -> tuple[str]:
        """The key."""
        return (self.key,)
