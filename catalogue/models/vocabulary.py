"""What can be said of an insole: features and their choices."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.choices import RESERVED_WORDS, FeatureGroup, FeatureKind, Known, Side, Zone
from catalogue.models.columns import OwnWordsColumn, SlugColumn, not_empty, one_of, slug_grammar, terms_column
from catalogue.querysets import ChoiceQuerySet, FeatureQuerySet


class Feature(models.Model):
    """One comparable property of an insole. A row here is all it takes to have it everywhere."""

    slug = SlugColumn(unique=True)
    group = models.CharField(_("group"), max_length=20, choices=FeatureGroup)
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Order on every page, lowest first."))
    kind = models.CharField(_("kind"), max_length=10, choices=FeatureKind)
    unit = models.CharField(
        _("unit"), max_length=20, blank=True, help_text=_("For numbers: the unit they are stored in, such as mm or g.")
    )
    name = models.CharField(_("name"), max_length=80)
    synonyms = terms_column(_("synonyms"), _("Other words that people and makers use, one a line."))
    zone = models.CharField(_("zone"), max_length=20, choices=Zone, default=Zone.NONE)
    side = models.CharField(_("side"), max_length=20, choices=Side, default=Side.NONE)
    explanation = OwnWordsColumn(_("explanation"), max_length=250, help_text=_("One plain sentence for everybody."))
    measured_as = OwnWordsColumn(_("measured as"), max_length=250, blank=True)
    trap = OwnWordsColumn(_("trap"), max_length=400, blank=True, help_text=_("A known way to misread this feature."))
    more = OwnWordsColumn(
        _("greater value"), max_length=60, blank=True, help_text=_("How it compares, such as: thicker at the heel.")
    )
    less = OwnWordsColumn(
        _("smaller value"), max_length=60, blank=True, help_text=_("The same the other way: thinner at the heel.")
    )
    is_core = models.BooleanField(_("core"), default=False, help_text=_("Counted in completeness."))
    is_promoted = models.BooleanField(_("promoted"), default=False, help_text=_("Its filter stands above the list."))
    is_filterable = models.BooleanField(_("filterable"), default=True)
    is_ordered = models.BooleanField(_("ordered"), default=False, help_text=_("The choices form a scale."))
    added_on = models.DateField(
        _("added on"), help_text=_("Products checked before this day are “not checked yet” for this feature.")
    )

    objects = FeatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("feature")
        verbose_name_plural = _("features")
        ordering = ["position", "slug"]
        constraints = [
            slug_grammar("feature"),
            not_empty("feature", "name_en", _("A feature needs an English name.")),
            one_of("feature", "group", FeatureGroup),
            one_of("feature", "kind", FeatureKind),
            one_of("feature", "zone", Zone),
            one_of("feature", "side", Side),
            models.UniqueConstraint(
                fields=["position"],
                name="feature_position_unique",
                violation_error_message=_("Another feature has this position."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind=FeatureKind.NUMBER) ^ models.Q(unit=""),
                name="feature_unit_for_numbers_only",
                violation_error_message=_("A number needs a unit; other kinds have none."),
            ),
            models.CheckConstraint(
                condition=~models.Q(slug__in=sorted(RESERVED_WORDS)),
                name="feature_slug_not_reserved",
                violation_error_message=_("This word has a meaning of its own in addresses. Choose another slug."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        """Its page in the glossary."""
        return reverse("catalogue:feature", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        """The slug."""
        return (self.slug,)

    def clean(self) -> None:
        """What was stated keeps its meaning: kind and unit stay while statements use them. A number has no choices."""
        super().clean()
        stored = Feature.objects.only("kind", "unit").filter(pk=self.pk).first() if self.pk else None
        if stored is None or (stored.kind, stored.unit) == (self.kind, self.unit):
            return
        if self.statements.exists():
            if stored.kind != self.kind:
                raise ValidationError(
                    {"kind": _("The kind cannot change while statements use it.")}, code="kind_in_use"
                )
            reason = _(
                "The unit cannot change while statements use it: their numbers would mean something else. "
                "Add a feature with the other unit instead."
            )
            raise ValidationError({"unit": reason}, code="unit_in_use")
        if self.is_number and self.choices.exists():
            reason = _("A number has no choices. Delete them first, save, and then change the kind.")
            raise ValidationError({"kind": reason}, code="has_choices")
        if self.is_number and self.look_for.exists():
            reason = _("Look-for rows speak of this feature, and a number has no choices to look for.")
            raise ValidationError({"kind": reason}, code="is_looked_for")

    @property
    def is_number(self) -> bool:
        """Whether values are numbers with a unit."""
        return self.kind == FeatureKind.NUMBER

    @property
    def takes_several(self) -> bool:
        """Whether a product can have several choices at once: an open list, an unlisted one is not stated."""
        return self.kind == FeatureKind.CHOICES


class Choice(models.Model):
    """A value that a choice feature can take."""

    feature = models.ForeignKey(Feature, on_delete=models.CASCADE, related_name="choices", verbose_name=_("feature"))
    slug = SlugColumn()
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Ascending: least first."))
    name = models.CharField(_("name"), max_length=80)
    explanation = OwnWordsColumn(_("explanation"), max_length=250, blank=True)
    is_absent = models.BooleanField(_("means “does not have it”"), default=False)
    is_on_scale = models.BooleanField(_("has a place on the scale"), default=False)
    is_unspecified = models.BooleanField(_("means “it is there, how much is not said”"), default=False)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["feature__position", "position"]
        constraints = [
            slug_grammar("choice"),
            not_empty("choice", "name_en", _("A choice needs an English name.")),
            models.UniqueConstraint(
                fields=["feature", "slug"],
                name="choice_unique_per_feature",
                violation_error_message=_("This feature has a choice with this slug already."),
            ),
            models.UniqueConstraint(
                fields=["feature", "position"],
                name="choice_position_unique_per_feature",
                violation_error_message=_("Another choice of this feature has this position."),
            ),
            models.CheckConstraint(
                condition=~models.Q(is_unspecified=True, is_on_scale=True)
                & ~models.Q(is_unspecified=True, is_absent=True),
                name="choice_unspecified_has_no_place",
                violation_error_message=_(
                    "A choice that leaves open how much has no place on the scale and is not absent."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature}: {self.name}"

    def natural_key(self) -> tuple[str, str]:
        """The feature's slug and its own."""
        return (self.feature.slug, self.slug)

    natural_key.dependencies = ["catalogue.feature"]  # type: ignore[attr-defined]  # read by Django's serializers

    def clean(self) -> None:
        """Only features of choices have choices, and one that is in use stays with its feature."""
        super().clean()
        if self.feature_id and self.feature.is_number:
            raise ValidationError({"feature": _("A number has no choices.")}, code="number_has_no_choices")
        if self.pk and self.feature_id and self._was_moved() and self._is_in_use():
            reason = _("This choice stays with its feature: statements or look-for rows use it.")
            raise ValidationError({"feature": reason}, code="choice_in_use")

    def _was_moved(self) -> bool:
        return Choice.objects.filter(pk=self.pk).exclude(feature=self.feature_id).exists()

    def _is_in_use(self) -> bool:
        return any(rows.exists() for rows in (self.statements, self.met_by, self.avoided_by))


def yes_and_no(feature: Feature) -> list[Choice]:
    """The two unsaved choices of a yes/no feature; "no" is the absent one."""
    shared: dict[str, Any] = {"feature": feature}
    return [
        Choice(**shared, slug=Known.YES, position=1, name_en="Yes", name_de="ja"),
        Choice(**shared, slug=Known.NO, position=2, name_en="No", name_de="nein", is_absent=True),
    ]
