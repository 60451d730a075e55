"""Whether files and rows belong together: what lies in the folders, and what photos say should."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.storage import Storage

from catalogue.images.variants import FOLDER, names_of
from catalogue.models import EditedRow, Picture

ORIGINALS = "originals"


@dataclass(frozen=True, slots=True)
class Found:
    """What does not belong together, each list in order of names. Files of deleted photos do: a restore needs them."""

    files_without_rows: list[str]
    files_of_deleted: list[str]
    rows_without_files: list[str]
    missing_variants: list[str]

    def __bool__(self) -> bool:
        return bool(self.files_without_rows or self.rows_without_files or self.missing_variants)


def look_over(pictures: Iterable[Picture], storage: Storage, remembered: Iterable[str] = ()) -> Found:
    """All photos against all files of the two folders. A photo whose original is gone is not asked for variants.

    `remembered`: the originals that the history could bring back.

    Files are listed before rows are read: a photo that comes in meanwhile has a row by then.
    """
    present = {*_files(storage, ORIGINALS), *_files(storage, FOLDER)}
    wanted: set[str] = set()
    gone: set[str] = set()
    missing: set[str] = set()
    for picture in pictures:
        original, made = str(picture.image.name), names_of(picture)
        wanted.update([original, *made])
        if original in present:
            missing.update(name for name in made if name not in present)
        else:
            gone.add(original)
    stems = {PurePosixPath(name).stem for name in remembered}
    unused = present - wanted
    kept = {name for name in unused if _stem_of_original(name) in stems}
    return Found(sorted(unused - kept), sorted(kept), sorted(gone), sorted(missing))


def remembered_originals() -> set[str]:
    """The files of all photos that the history tells of. One query."""
    rows = EditedRow.objects.filter(model=Picture._meta.label_lower)
    return {name for names in rows.values_list("before__image", "after__image") for name in names if name}


def _stem_of_original(name: str) -> str:
    """Sizes are named after their original and their width."""
    path = PurePosixPath(name)
    return path.stem if str(path.parent) == ORIGINALS else path.stem.rpartition("-")[0]


def _files(storage: Storage, folder: str) -> list[str]:
    try:
        return [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
    except FileNotFoundError:
        return []
