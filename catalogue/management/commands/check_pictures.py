"""Find files without a photo, photos without a file, and sizes that are missing."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue import images
from catalogue.models import Picture


class Command(BaseCommand):
    """Changes nothing unless asked; the sizes that are missing are made by make_pictures."""

    help = (
        "Name files that belong to no photo, photos whose file is gone, and missing sizes. Files of deleted photos are "
        "named too, and are no fault: the history can bring such a photo back as long as they are there. "
        "With --delete, files that belong to no photo are removed, those of deleted photos with them, and nothing else."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Deleting is asked for by name."""
        parser.add_argument("--delete", action="store_true", help="remove the files that belong to no photo, for good")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a finding, then the sum; fails where something is left to do."""
        storage = Picture._meta.get_field("image").storage
        found = images.look_over(Picture.objects.iterator(), storage, images.remembered_originals())
        for what, names in (
            ("file without a photo", found.files_without_rows),
            ("file of a deleted photo", found.files_of_deleted),
            ("photo without a file", found.rows_without_files),
            ("missing size", found.missing_variants),
        ):
            for name in names:
                self.stdout.write(f"{what}: {name}")
        unused = [*found.files_without_rows, *found.files_of_deleted]
        if options["delete"]:
            for name in unused:
                storage.delete(name)
        removed = len(unused) if options["delete"] else 0
        left, kept = (0, 0) if removed else (len(found.files_without_rows), len(found.files_of_deleted))
        told = (
            f"files without a photo: {left}, of deleted photos: {kept}, removed: {removed}, "
            f"photos without a file: {len(found.rows_without_files)}, missing sizes: {len(found.missing_variants)}"
        )
        if left or found.rows_without_files or found.missing_variants:
            raise CommandError(told)
        self.stdout.write(told)
