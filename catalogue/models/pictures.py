"""Photos of products."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.models.columns import OwnWordsColumn
from catalogue.models.products import Product
from catalogue.querysets.pictures import NEEDED_TO_SHOW, PictureQuerySet

MIDDLE = 50


class Picture(models.Model):
    """One photo of a product. Its sized AVIF and WebP variants are made by catalogue.images.

    A draft until it has words in both languages, credit and licence: see PictureQuerySet.publishable.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("product"))
    image = models.ImageField(_("image"), upload_to="originals/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alternative_text = OwnWordsColumn(
        _("alternative text"),
        max_length=200,
        blank=True,
        help_text=_("What the photo shows, for those who cannot see it."),
    )
    credit = models.CharField(_("credit"), max_length=120, blank=True, help_text=_("Who took it."))
    licence = models.CharField(
        _("licence"), max_length=80, blank=True, help_text=_("Under which licence we may show it.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    focus_x = models.PositiveSmallIntegerField(
        _("focus from the left, in percent"), default=MIDDLE, validators=[MaxValueValidator(100)]
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focus from the top, in percent"), default=MIDDLE, validators=[MaxValueValidator(100)]
    )

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["product", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focus_x__gte=0, focus_x__lte=100, focus_y__gte=0, focus_y__lte=100),
                name="picture_focus_in_percent",
                violation_error_message=_("The focus lies within the photo: 0 to 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.alternative_text or gettext("photo without words"))

    @property
    def lacks(self) -> list[str]:
        """The names of what it still needs before visitors see it."""
        needed = (column for column in self._meta.fields if column.name in NEEDED_TO_SHOW)
        return [str(column.verbose_name) for column in needed if not getattr(self, column.name)]
