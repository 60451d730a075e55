"""Find files without a photo, photos without a file, and sizes that are missing."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue import images
from catalogue.models import Picture


class Command(BaseCommand):
    """Changes nothing unless asked; the sizes that are missing are made by make_pictures."""

    help = (
        "Name files that belong to no photo, photos whose file is gone, and missing sizes. "
        "With --delete, files that belong to no photo are removed, and nothing else."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Deleting is asked for by name."""
        parser.add_argument("--delete", action="store_true", help="remove the files that belong to no photo")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a finding, then the sum; fails where something is left to do."""
        storage = Picture._meta.get_field("image").storage
        found = images.look_over(Picture.objects.iterator(), storage)
        for what, names in (
            ("file without a photo", found.files_without_rows),
            ("photo without a file", found.rows_without_files),
            ("missing size", found.missing_variants),
        ):
            for name in names:
                self.stdout.write(f"{what}: {name}")
        if options["delete"]:
            for name in found.files_without_rows:
                storage.delete(name)
        removed = len(found.files_without_rows) if options["delete"] else 0
        left = len(found.files_without_rows) - removed
        told = (
            f"files without a photo: {left}, removed: {removed}, "
            f"photos without a file: {len(found.rows_without_files)}, missing sizes: {len(found.missing_variants)}"
        )
        if left or found.rows_without_files or found.missing_variants:
            raise CommandError(told)
        self.stdout.write(told)
