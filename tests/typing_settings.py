"""Settings for the type checker only: the managers keep the classes that the code names.

At run time modeltranslation puts classes of its own in front of them, which the type checker cannot find.
"""

from django.apps import AppConfig

from config.settings import *  # noqa: F403  # the same settings but for one app
from config.settings import INSTALLED_APPS as PROJECT_APPS


class PlainManagers(AppConfig):
    """Comes before modeltranslation and keeps it from changing the managers."""

    name = "tests.typing_settings"
    path = "tests"

    def ready(self) -> None:
        """Translated columns are added as ever; managers are left alone."""
        from modeltranslation import translator

        translator.add_manager = lambda model: None


INSTALLED_APPS = ["tests.typing_settings.PlainManagers", *PROJECT_APPS]
