"""Which texts of comparisons exist in English and German. Read by django-modeltranslation."""

from modeltranslation.translator import TranslationOptions, register

from comparisons.models import Comparison


@register(Comparison)
class ComparisonTranslation(TranslationOptions):
    """Title and words of the page."""

    fields = ("title", "intro", "verdict", "note")
