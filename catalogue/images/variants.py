"""The sized files of a photo, and what a page needs to show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image

from catalogue.images.gate import ONE_AT_A_TIME, OUR_NAME, encoded, take_in
from catalogue.models import Picture

WIDTHS = (160, 320, 640, 1280)
FOLDER = "pictures"
# Best first. At speed 8 AVIF takes a quarter of the time of the usual 6, for the same size.
ENCODERS: dict[str, dict[str, Any]] = {"avif": {"quality": 60, "speed": 8}, "webp": {"quality": 80, "method": 4}}


@dataclass(frozen=True, slots=True)
class Srcset:
    """One `<source>` of a `<picture>`; `src` is a middling width, for `<img>`."""

    type: str
    srcset: str
    src: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as a page shows it: whole, or cut to a square around its focus."""

    picture: Picture
    sources: list[Srcset]
    focus: str
    widest: str


def photos(pictures: Iterable[Picture]) -> list[Photo]:
    """What a template needs to show photos. Reads neither disk nor, beyond the pictures, the database."""
    return [Photo(picture, variants(picture), focus(picture), widest(picture)) for picture in pictures]


def variants(picture: Picture) -> list[Srcset]:
    """Addresses and widths: AVIF first, then WebP. Reads neither database nor disk."""
    return [_srcset(picture, suffix) for suffix in ENCODERS]


def thumbnail(picture: Picture) -> str:
    """The address of the smallest variant."""
    return _storage(picture).url(_variant_name(picture, widths_of(picture)[0], "webp"))


def widest(picture: Picture) -> str:
    """The address of the largest variant that every browser shows."""
    return _storage(picture).url(_variant_name(picture, widths_of(picture)[-1], "webp"))


def nearest_focus(picture: Picture) -> tuple[int, int]:
    """The nearest of nine places, in percent from the left and from the top."""
    across, down = (round(percent / 50) * 50 for percent in (picture.focus_x, picture.focus_y))
    return across, down


def focus(picture: Picture) -> str:
    """The classes that keep the focus in view where a photo is cut."""
    return "focus focus-x-{} focus-y-{}".format(*nearest_focus(picture))


def widths_of(picture: Picture) -> list[int]:
    """The fixed widths up to the photo's own, which is the widest: never larger than the original."""
    most = min(picture.width, WIDTHS[-1])
    return [*(width for width in WIDTHS if width < most), most]


def names_of(picture: Picture) -> list[str]:
    """The names of all files that pages may ask for."""
    return [_variant_name(picture, width, suffix) for width in widths_of(picture) for suffix in ENCODERS]


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
    missing = [(w, suffix) for w, suffix in wanted if _bare(_variant_name(picture, w, suffix)) not in there]
    if missing:
        with ONE_AT_A_TIME, picture.image.open("rb") as stored, Image.open(stored, formats=["WEBP"]) as full:
            full.load()
            for width, suffix in missing:
                storage.save(_variant_name(picture, width, suffix), _made(full, width, suffix))
    return len(missing)


def files_present(storage: Storage) -> set[str]:
    """The names of all variants made so far: one look, whatever their number."""
    try:
        return set(storage.listdir(FOLDER)[1])
    except FileNotFoundError:
        return set()


def _srcset(picture: Picture, suffix: str) -> Srcset:
    storage, widths = _storage(picture), widths_of(picture)
    addresses = [storage.url(_variant_name(picture, width, suffix)) for width in widths]
    srcset = ", ".join(f"{address} {width}w" for address, width in zip(addresses, widths, strict=True))
    middling = addresses[min(len(addresses) - 1, WIDTHS.index(640))]
    return Srcset(f"image/{suffix}", srcset, middling)


def _keep_as_ours(picture: Picture) -> None:
    """A photo that came in without the desk (a fixture, a restored folder) goes through the same gate."""
    with picture.image.open("rb") as stored:
        kept = take_in(stored)
    picture.image.save(str(kept.name), kept, save=False)
    picture.save(update_fields=["image", "width", "height"])


def _made(full: Image.Image, width: int, suffix: str) -> ContentFile[bytes]:
    height = max(1, round(full.height * width / full.width))
    small = full.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return ContentFile(encoded(small, format=suffix.upper(), **ENCODERS[suffix]))


def _storage(picture: Picture) -> Storage:
    return picture.image.storage


def _bare(name: str) -> str:
    return PurePosixPath(name).name


def _variant_name(picture: Picture, width: int, suffix: str) -> str:
    return f"{FOLDER}/{PurePosixPath(picture.image.name or '').stem}-{width}.{suffix}"
