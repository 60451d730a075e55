"""Load the starting data, or other fixture files of the same form: checked, all or nothing, safe to repeat."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from catalogue.imports import FACT_FILES, BadFixtures, load
from comparisons.imports import COMPARISON_FILES, check_off_loaded


class Command(BaseCommand):
    """Loads fixtures/ when no file is named."""

    help = "Load fixture files through all checks, in one transaction, and derive the spec entries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files, in the order in which they refer to each other."""
        parser.add_argument("files", nargs="*", type=Path, help="fixture files; without any, the starting data")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was new, changed and the same; or name every fault and change nothing."""
        try:
            with transaction.atomic():
                report = load(options["files"] or starting_files())
                check_off_loaded(report)
        except BadFixtures as error:
            faults = "\n".join(f"  {fault}" for fault in error.faults)
            raise CommandError(f"Nothing was loaded. {len(error.faults)} fault(s):\n{faults}") from error
        if options["verbosity"] > 0:
            self.stdout.write("\n".join(report.lines()))


def starting_files() -> list[Path]:
    """The files of the starting data in loading order."""
    folder = Path(settings.BASE_DIR) / "fixtures"
    return [folder / f"{name}.json" for name in (*FACT_FILES, *COMPARISON_FILES)]
