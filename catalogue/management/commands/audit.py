"""Check everything that is stored; exit with 1 if anything is wrong."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from catalogue.audit import faults


class Command(BaseCommand):
    """Reads, never writes."""

    help = "Check every stored row, spec entry, sort key and trigger, and name what is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a fault."""
        count = 0
        for fault in faults(connection):
            self.stdout.write(fault)
            count += 1
        if count:
            raise CommandError(f"{count} fault(s).")
        if options["verbosity"] > 0:
            self.stdout.write("Nothing is wrong.")
