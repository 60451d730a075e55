"""Build anew what is derived: spec entries from statements and decisions, sort keys from names."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from catalogue.models import SpecEntry
from catalogue.sort_keys import fold_anew


class Command(BaseCommand):
    """Safe to repeat; needed after `loaddata` and other bulk writes."""

    help = "Build the spec entries and the sort keys anew."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many there are."""
        folded, entries = fold_anew(), SpecEntry.objects.derive()
        if options["verbosity"] > 0:
            self.stdout.write(f"spec entries: {entries}\nsort keys renewed: {folded}")
