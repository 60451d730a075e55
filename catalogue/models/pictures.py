"""Photos of products."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.columns import OwnWordsColumn, not_empty
from catalogue.models.products import Product


class Picture(models.Model):
    """One photo of a product. Its sized AVIF and WebP variants are made by catalogue.images."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("product"))
    image = models.ImageField(_("image"), upload_to="originals/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alternative_text = OwnWordsColumn(
        _("alternative text"), max_length=200, help_text=_("What the photo shows, for those who cannot see it.")
    )
    credit = models.CharField(_("credit"), max_length=120, help_text=_("Who took it."))
    licence = models.CharField(_("licence"), max_length=80, help_text=_("Under which licence we may show it."))
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["product", "position", "pk"]
        constraints = [
            not_empty("picture", "alternative_text_en", _("Say what the photo shows.")),
            not_empty("picture", "credit", _("Say who took the photo.")),
            not_empty("picture", "licence", _("Say under which licence it may be shown.")),
        ]

    def __str__(self) -> str:
        return str(self.alternative_text)
