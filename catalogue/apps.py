"""FACTS: products, features, statements, problems, evidence, sources."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """Knows nothing of visitors' filters."""

    name = "catalogue"
    verbose_name = _("Catalogue")
    watches_revision = True

    def ready(self) -> None:
        """Triggers are set after every migrate, of any app, and checked by `check --database`."""
        from catalogue import triggers

        post_migrate.connect(triggers.set_triggers_after_migrate, dispatch_uid="catalogue.set_triggers")
        checks.register(triggers.check_triggers, checks.Tags.database)
