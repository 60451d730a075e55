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
    keeps_history = (
        "Source",
        "Brand",
        "Feature",
        "Choice",
        "Problem",
        "Evidence",
        "LookFor",
        "RedFlag",
        "GuidePoint",
        "ChainStep",
        "ArticleClaim",
        "Harm",
        "Product",
        "Statement",
        "EditorDecision",
        "Offer",
        "Suitability",
        "Finding",
        "Picture",
        "ReferenceRate",
    )

    # Texts about health: a change of them waits for a second person. Named columns, or with none all of the row.
    needs_second_person = dict.fromkeys(
        ("Problem", "Evidence", "LookFor", "RedFlag", "GuidePoint", "ChainStep", "ArticleClaim", "Harm"), ()
    )

    def ready(self) -> None:
        """After every migrate triggers are set and new methods logged; `check --database` looks for missing triggers."""
        from catalogue import triggers
        from catalogue.models.changes import note_methods_after_migrate
        from catalogue.models.recording import listen

        post_migrate.connect(triggers.set_triggers_after_migrate, dispatch_uid="catalogue.set_triggers")
        post_migrate.connect(note_methods_after_migrate, sender=self, dispatch_uid="catalogue.note_methods")
        listen()
        checks.register(triggers.check_triggers, checks.Tags.database)
