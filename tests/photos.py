"""Photos for tests: files as somebody sends them, and photos that went through the gate."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from catalogue import images
from catalogue.models import Picture, Product
from tests import builders as make

WORDS = {
    "alternative_text_en": "A made-up photo.",
    "alternative_text_de": "Ein erfundenes Foto.",
    "credit": "Testa",
    "licence": "made up",
}


def make_file(name: str = "photo.jpg", colour: str = "blue", size: tuple[int, int] = (200, 200)) -> ContentFile[bytes]:
    """A photo as it is sent; each colour is another one."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG")
    return ContentFile(buffer.getvalue(), name=name)


def make_stored(product: Product | None = None, colour: str = "blue", **fields: Any) -> Picture:
    """A photo with its original and all its sizes."""
    picture = Picture(product=product or make.make_product(), **{**WORDS, **fields})
    kept = images.take_in(make_file(colour=colour))
    picture.image.save(str(kept.name), kept)
    images.make_variants(picture)
    return picture


def files_in(folder: Path) -> set[str]:
    """The names of all files below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
