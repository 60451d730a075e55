"""Photos: judged by their content, turned upright, stripped of metadata, and made in the sizes that pages ask for.

A photo is kept once, re-encoded, as originals/<hash of its content>.webp. Its variants are
pictures/<the same name>-<width>.avif and .webp: a page knows their addresses without looking, a browser may keep them
for ever.
"""

from catalogue.images.folder import Found, look_over, remembered_originals
from catalogue.images.gate import MAX_BYTES, OUR_NAME, take_in
from catalogue.images.variants import (
    FOLDER,
    Photo,
    files_present,
    focus,
    make_variants,
    names_of,
    nearest_focus,
    photos,
    thumbnail,
    variants,
)

__all__ = [
    "FOLDER",
    "MAX_BYTES",
    "OUR_NAME",
    "Found",
    "Photo",
    "files_present",
    "focus",
    "look_over",
    "make_variants",
    "names_of",
    "nearest_focus",
    "photos",
    "remembered_originals",
    "take_in",
    "thumbnail",
    "variants",
]
