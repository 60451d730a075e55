"""QUESTIONS: which products, side by side, in which order, and why."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComparisonsConfig(AppConfig):
    """Reads the catalogue, never the reverse."""

    name = "comparisons"
    verbose_name = _("Comparisons")
    watches_revision = True
    keeps_history = ("Comparison", "ComparedProduct")
    # What is compared and why, and what follows from it; title, place and rows of the table are no such texts.
    needs_second_person = {"Comparison": ("intro", "verdict", "note")}
