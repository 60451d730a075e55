"""Make the sized files of every photo that are missing. Does nothing, at once, where none is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand

from catalogue import images
from catalogue.models import Picture


class Command(BaseCommand):
    """Safe to repeat; a photo that cannot be read is named and passed over."""

    help = "Make the sized AVIF and WebP files of every photo that are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many files were made."""
        photos, made = 0, 0
        present: set[str] | None = None
        for picture in Picture.objects.all():
            present = images.files_present(picture.image.storage) if present is None else present
            photos += 1
            made += self._make(picture, present)
        if options["verbosity"] > 0:
            self.stdout.write(f"photos: {photos}, files made: {made}")

    def _make(self, picture: Picture, present: set[str]) -> int:
        try:
            return images.make_variants(picture, present)
        except (ValidationError, OSError) as error:
            reason = "; ".join(error.messages) if isinstance(error, ValidationError) else error.strerror or str(error)
            self.stderr.write(f"photo {picture.pk} ({picture.image.name}): {reason}")
            return 0
