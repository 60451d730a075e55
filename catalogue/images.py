"""Photos: judged by content, turned the right way up, stripped of metadata, and made in the sizes that pages ask for.

A photo is kept once, re-encoded, as originals/<hash of its content>.webp. Its variants are
pictures/<the same name>-<width>.avif and .webp: a page knows their addresses without looking, a browser may keep them
for ever.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from catalogue.models import Picture

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_BYTES = 15 * 1024 * 1024
# What one upload may cost in memory: a JPEG is decoded at a fraction of its size, the others only whole.
MAX_MILLION_PIXELS = {"JPEG": 30, "MPO": 30, "PNG": 12, "WEBP": 12, "AVIF": 12}
MIN_SIDE = 100
MAX_RATIO = 5
LONGEST_SIDE = 2560  # twice the widest variant: enough to cut a part out later

WIDTHS = (160, 320, 640, 1280)
FOLDER = "pictures"
# Best first. At speed 8 AVIF takes a quarter of the time of the usual 6, for the same size.
ENCODERS: dict[str, dict[str, Any]] = {"avif": {"quality": 60, "speed": 8}, "webp": {"quality": 80, "method": 4}}
ORIGINAL: dict[str, Any] = {"format": "WEBP", "quality": 92, "method": 2}
OUR_NAME = re.compile(r"originals/[0-9a-f]{20}\w*\.webp")


@dataclass(frozen=True, slots=True)
class Srcset:
    """One `<source>` of a `<picture>`; `src` is a middling width, for `<img>`."""

    type: str
    srcset: str
    src: str


def variants(picture: Picture) -> list[Srcset]:
    """What a template needs to show a photo: AVIF first, then WebP. Reads neither database nor disk."""
    return [_srcset(picture, suffix) for suffix in ENCODERS]


def thumbnail(picture: Picture) -> str:
    """The address of the smallest variant."""
    return _storage(picture).url(_variant_name(picture, widths_of(picture)[0], "webp"))


def _srcset(picture: Picture, suffix: str) -> Srcset:
    storage, widths = _storage(picture), widths_of(picture)
    addresses = [storage.url(_variant_name(picture, width, suffix)) for width in widths]
    srcset = ", ".join(f"{address} {width}w" for address, width in zip(addresses, widths, strict=True))
    middling = addresses[min(len(addresses) - 1, WIDTHS.index(640))]
    return Srcset(f"image/{suffix}", srcset, middling)


def widths_of(picture: Picture) -> list[int]:
    """The fixed widths up to the photo's own, which is the widest: never larger than the original."""
    widest = min(picture.width, WIDTHS[-1])
    return [*(width for width in WIDTHS if width < widest), widest]


def make_variants(picture: Picture, present: Collection[str] | None = None) -> int:
    """Make the files of a photo that are missing; how many were made.

    `present`: the names in the folder, if they were listed already. Raises ValidationError where the stored photo is no
    picture, OSError where it is gone.
    """
    if not OUR_NAME.fullmatch(picture.image.name or ""):
        _keep_as_ours(picture)
    storage = _storage(picture)
    there = files_present(storage) if present is None else present
    wanted = [(width, suffix) for width in widths_of(picture) for suffix in ENCODERS]
    missing = [
        (w, suffix) for w, suffix in wanted if PurePosixPath(_variant_name(picture, w, suffix)).name not in there
    ]
    if missing:
        with picture.image.open("rb") as stored, Image.open(stored, formats=FORMATS) as full:
            full.load()
            for width, suffix in missing:
                storage.save(_variant_name(picture, width, suffix), _encoded(full, width, suffix))
    return len(missing)


def files_present(storage: Storage) -> set[str]:
    """The names of all variants made so far: one look, whatever their number."""
    try:
        return set(storage.listdir(FOLDER)[1])
    except FileNotFoundError:
        return set()


def take_in(upload: File[bytes]) -> ContentFile[bytes]:
    """A photo as it is kept, named by its content. Raises ValidationError in plain words for whatever is not one."""
    if upload.size > MAX_BYTES:
        raise ValidationError(
            _("This file is larger than 15 MB. Save the photo smaller and try again."), code="too_large"
        )
    try:
        picture = _decoded(upload)
    except (ValidationError, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise _too_many_pixels("PNG") from None
    except UnidentifiedImageError:
        raise ValidationError(_("This is not a JPEG, PNG, WebP or AVIF picture."), code="not_a_picture") from None
    except Exception:  # noqa: BLE001 - broken files make the decoders raise almost anything
        raise ValidationError(_("This picture is broken and cannot be read to its end."), code="broken") from None
    content = _bytes(picture, **ORIGINAL)
    return ContentFile(content, name=f"{hashlib.sha256(content).hexdigest()[:20]}.webp")


def _decoded(upload: IO[bytes] | File[bytes]) -> Image.Image:
    """The picture in red, green, blue (and transparency), upright, of at most LONGEST_SIDE, with nothing attached."""
    with Image.open(upload, formats=FORMATS) as picture:
        _check_shape(picture)
        profile = picture.info.get("icc_profile")
        picture.draft(None, _kept_size(picture))  # a JPEG gives up its detail before it is decoded
        plain = _direct(picture)
        plain.thumbnail(_kept_size(picture), Image.Resampling.LANCZOS, reducing_gap=None)
        plain = _in_srgb(ImageOps.exif_transpose(plain), profile)
        plain.info.clear()
        return plain


def _kept_size(picture: Image.Image) -> tuple[int, int]:
    """The size itself, or the largest of the same shape that is kept."""
    part = min(1.0, LONGEST_SIDE / max(picture.size))
    return round(picture.width * part), round(picture.height * part)


def _check_shape(picture: Image.Image) -> None:
    """Before anything is decoded: pixels, sides, and that it is a still picture."""
    if picture.width * picture.height > MAX_MILLION_PIXELS[str(picture.format)] * 1_000_000:
        raise _too_many_pixels(str(picture.format))
    if min(picture.size) < MIN_SIDE:
        raise ValidationError(_("This picture is too small: each side needs at least 100 pixels."), code="too_small")
    if max(picture.size) > MAX_RATIO * min(picture.size):
        raise ValidationError(_("This picture is too long and narrow to be shown."), code="too_narrow")
    # A phone's JPEG may carry a second view for 3D or brightness; its first is the photo.
    if getattr(picture, "is_animated", False) and picture.format != "MPO":
        raise ValidationError(_("This picture moves. Use a still one."), code="animated")


def _too_many_pixels(kind: str) -> ValidationError:
    words = _("This picture has more than %(limit)d million pixels. Save it smaller, best as JPEG, and try again.")
    return ValidationError(words % {"limit": MAX_MILLION_PIXELS[kind]}, code="too_many_pixels")


def _direct(picture: Image.Image) -> Image.Image:
    """Palettes, single bits and 16-bit greys as modes that can be made smaller well; the rest untouched."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in {"1", "P", "PA"}:
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as screens show them; a profile that cannot be read is passed over."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if profile and picture.mode in {"RGB", "CMYK", "L"} and mode == "RGB":
        try:
            embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, embedded, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert(mode)


def _keep_as_ours(picture: Picture) -> None:
    """A photo that came in without the desk (a fixture, a restored folder) goes through the same gate."""
    with picture.image.open("rb") as stored:
        kept = take_in(stored)
    picture.image.save(str(kept.name), kept, save=False)
    picture.save(update_fields=["image", "width", "height"])


def _encoded(full: Image.Image, width: int, suffix: str) -> ContentFile[bytes]:
    height = max(1, round(full.height * width / full.width))
    small = full.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return ContentFile(_bytes(small, format=suffix.upper(), **ENCODERS[suffix]))


def _bytes(picture: Image.Image, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, **options)
    return buffer.getvalue()


def _storage(picture: Picture) -> Storage:
    return picture.image.storage


def _variant_name(picture: Picture, width: int, suffix: str) -> str:
    return f"{FOLDER}/{PurePosixPath(picture.image.name or '').stem}-{width}.{suffix}"
