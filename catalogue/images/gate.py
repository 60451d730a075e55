"""What a file must be to be taken in as a photo, and how it is kept: judged by content, upright, in the colours of screens,
with nothing attached.

What one upload may cost in memory is limited before anything is decoded, and photos are decoded one at a time in a process,
so that no file and no number of files takes a server beyond what it has.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import re
import sys
import threading
from contextlib import suppress
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, PngImagePlugin, UnidentifiedImageError

# No AVIF: its decoder makes room for what the stream says, whatever the header said, and two kilobytes can ask for a gigabyte.
FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 15 * 1024 * 1024
# A JPEG is decoded at a fraction of its size, the others only whole, a WebP with three copies on the way.
MAX_MILLION_PIXELS = {"JPEG": 30, "MPO": 30, "PNG": 10, "WEBP": 6}
# One that comes in several passes is kept whole meanwhile, in two bytes for each sample of each colour.
MAX_MILLION_SAMPLES = 72
# Each pass of a JPEG is worked through at full size, however short it is; programs make ten or so, and a preview brings its own.
MAX_PASSES = 32
START_OF_PASS = b"\xff\xda"
MIN_SIDE = 100
MAX_RATIO = 5
LONGEST_SIDE = 2560  # twice the widest variant: enough to cut a part out later
# From here on a JPEG is decoded at half its size or less.
DRAFT_SIDE = 1920

ORIGINAL: dict[str, Any] = {"format": "WEBP", "quality": 92, "method": 2}
OUR_NAME = re.compile(r"originals/[0-9a-f]{20}\w*\.webp")

# Texts packed into a PNG are unpacked only to be dropped: Pillow's own limit is 64 MB of them.
PngImagePlugin.MAX_TEXT_MEMORY = 4 * 1024 * 1024

ONE_AT_A_TIME = threading.Lock()

# Of glibc: blocks from this size on come from the system and go back to it when they are free. Left to itself it raises the
# size to 32 MB, and each thread of a server that ever held a photo keeps as much as that took.
M_MMAP_THRESHOLD, LARGE_BLOCK = -3, 1024 * 1024
if sys.platform == "linux":
    with suppress(AttributeError):  # other C libraries have no such setting
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK)


def take_in(upload: File[bytes]) -> ContentFile[bytes]:
    """A photo as it is kept, named by its content. Raises ValidationError in plain words for whatever is not one."""
    if upload.size > MAX_BYTES:
        raise ValidationError(
            _("This file is larger than 15 MB. Save the photo smaller and try again."), code="too_large"
        )
    try:
        with ONE_AT_A_TIME:
            content = encoded(_decoded(upload), **ORIGINAL)
    except (ValidationError, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(MAX_MILLION_PIXELS["PNG"]) from None
    except UnidentifiedImageError:
        raise ValidationError(_("This is not a JPEG, PNG or WebP picture."), code="not_a_picture") from None
    except Exception:  # noqa: BLE001 - broken files make the decoders raise almost anything
        raise ValidationError(_("This picture is broken and cannot be read to its end."), code="broken") from None
    return ContentFile(content, name=f"{hashlib.sha256(content).hexdigest()[:20]}.webp")


def encoded(picture: Image.Image, **options: Any) -> bytes:
    """A picture as the bytes of a file."""
    buffer = io.BytesIO()
    picture.save(buffer, **options)
    return buffer.getvalue()


def _decoded(upload: IO[bytes] | File[bytes]) -> Image.Image:
    """The picture in red, green, blue (and transparency), upright, of at most LONGEST_SIDE, with nothing attached."""
    with Image.open(upload, formats=FORMATS) as picture:
        _check_shape(picture)
        if picture.format in {"JPEG", "MPO"}:
            _check_passes(picture, upload)
        profile = picture.info.get("icc_profile")
        kept = _at_most(LONGEST_SIDE, picture.size)
        picture.draft(None, _at_most(DRAFT_SIDE, picture.size))  # a JPEG gives up its detail before it is decoded
        plain = _direct(picture)
        plain.thumbnail(kept, Image.Resampling.LANCZOS, reducing_gap=None)
        plain = _in_srgb(ImageOps.exif_transpose(plain), profile)
        plain.info.clear()
        return plain


def _at_most(side: int, size: tuple[int, int]) -> tuple[int, int]:
    """The size itself, or the largest of the same shape whose sides are no longer."""
    part = min(1.0, side / max(size))
    return round(size[0] * part), round(size[1] * part)


def _check_shape(picture: Image.Image) -> None:
    """Before anything is decoded: pixels, sides, and that it is a still picture."""
    limit = MAX_MILLION_PIXELS[str(picture.format)]
    if picture.width * picture.height > limit * 1_000_000:
        raise _too_many_pixels(limit)
    if min(picture.size) < MIN_SIDE:
        raise ValidationError(_("This picture is too small: each side needs at least 100 pixels."), code="too_small")
    if max(picture.size) > MAX_RATIO * min(picture.size):
        raise ValidationError(_("This picture is too long and narrow to be shown."), code="too_narrow")
    # A phone's JPEG may carry a second view for 3D or brightness; its first is the photo.
    if getattr(picture, "is_animated", False) and picture.format != "MPO":
        raise ValidationError(_("This picture moves. Use a still one."), code="animated")


def _check_passes(picture: Any, upload: IO[bytes] | File[bytes]) -> None:
    """Before a JPEG is decoded: what it may ask to be kept meanwhile, and how often it asks to be gone through."""
    parts = [across * down for _number, across, down, _table in picture.layer]
    most = max(across for _number, across, _down, _table in picture.layer) * max(
        down for _number, _across, down, _table in picture.layer
    )
    limit = int(MAX_MILLION_SAMPLES * most / sum(parts))
    if picture.width * picture.height > limit * 1_000_000:
        raise _too_many_pixels(limit)
    if _passes(upload) > MAX_PASSES:
        raise ValidationError(
            _("This JPEG is put together in an unusual way. Save it again with another program."), code="passes"
        )


def _passes(upload: IO[bytes] | File[bytes]) -> int:
    """How often a pass is announced; the place in the file stays where it was."""
    place = upload.tell()
    upload.seek(0)
    content = upload.read()
    upload.seek(place)
    return content.count(START_OF_PASS)


def _too_many_pixels(limit: int) -> ValidationError:
    words = _("This picture has more than %(limit)d million pixels. Save it smaller, best as JPEG, and try again.")
    return ValidationError(words % {"limit": limit}, code="too_many_pixels")


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
