"""The files of the open data, made once for each state of the catalogue and kept until it changes."""

import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import override

from catalogue.exports.records import Record
from config.data_schema import SCHEMA
from config.open_data import as_csv, as_json, columns, open_data

DESCRIPTION = "datapackage.json"
EVERYTHING = "underfoot-data.zip"
LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
# Raised when the same records come to be written otherwise.
FORM = 1
# How many states are kept: whoever began to download may end.
KEPT = 2
# An edit while the files are made: they are made again, but not for ever.
ATTEMPTS = 3
# The earliest that a ZIP can tell; the same content gives the same file.
NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file to download."""

    name: str
    bytes: int
    sha256: str
    records: int | None = None


@dataclass(frozen=True, slots=True)
class DataSet:
    """The files of one state of the catalogue."""

    revision: str
    made_on: date
    folder: Path
    files: Mapping[str, DataFile]

    def path(self, name: str) -> Path | None:
        """Where a file is; None for a name that is none of its files."""
        return self.folder / name if name in self.files else None


def current_data() -> DataSet:
    """The files of the catalogue as it stands. One query where they are kept, about fifty where they are made."""
    for attempt in range(1, ATTEMPTS + 1):
        revision = _revision()
        if kept := _kept(revision):
            return kept
        records = open_data()
        if attempt == ATTEMPTS or _revision() == revision:
            break
    return _make(revision, records)


def _revision() -> str:
    """The token that every change of the catalogue renews."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM catalogue_revision")
        return str(cursor.fetchone()[0])


def _folder(revision: str) -> Path:
    """The folder of one state: another where fields are written otherwise after an update."""
    return Path(settings.OPEN_DATA_ROOT) / f"{revision}-{_form()}"


@cache
def _form() -> str:
    with override("en"):
        fields = [(topic, one.name, one.kind, str(one.meaning)) for topic in SCHEMA for one in SCHEMA[topic].fields]
    return hashlib.sha256(repr((FORM, fields)).encode()).hexdigest()[:8]


def _kept(revision: str) -> DataSet | None:
    folder = _folder(revision)
    with suppress(OSError, ValueError, KeyError, TypeError):
        noted = json.loads((folder / "made.json").read_text(encoding="utf-8"))
        files = {name: DataFile(**one) for name, one in noted["files"].items()}
        if all((folder / name).stat().st_size == one.bytes for name, one in files.items()):
            return DataSet(revision, date.fromisoformat(noted["made_on"]), folder, files)
    return None


def _make(revision: str, records: Mapping[str, list[Record]]) -> DataSet:
    """Write every file to a folder of its own, and put it in its place in one step: another process may be doing the same."""
    root, made_on = Path(settings.OPEN_DATA_ROOT), date.today()
    root.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=root, prefix="draft-"))
    try:
        files = _written(draft, records, revision, made_on)
        noted = {"made_on": made_on.isoformat(), "files": {name: asdict(one) for name, one in files.items()}}
        (draft / "made.json").write_bytes(as_json(noted))
        folder = _folder(revision)
        if _kept(revision) is None:  # what stands there is not whole
            shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # another process was first
            draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _forget_old(root)
    return _kept(revision) or DataSet(revision, made_on, folder, files)


def _written(folder: Path, records: Mapping[str, list[Record]], revision: str, made_on: date) -> dict[str, DataFile]:
    files = {}
    for topic, found in records.items():
        files[f"{topic}.json"] = _write(folder, f"{topic}.json", as_json(found), len(found))
        if SCHEMA[topic].is_flat:
            files[f"{topic}.csv"] = _write(folder, f"{topic}.csv", as_csv(SCHEMA[topic], found), len(found))
    with override("en"):
        package = {**_package(list(files.values())), "version": revision, "created": made_on.isoformat()}
    files[DESCRIPTION] = _write(folder, DESCRIPTION, as_json(package))
    files[EVERYTHING] = _write(folder, EVERYTHING, _zipped(folder, sorted(files)))
    return files


def _write(folder: Path, name: str, content: bytes, records: int | None = None) -> DataFile:
    (folder / name).write_bytes(content)
    return DataFile(name, len(content), hashlib.sha256(content).hexdigest(), records)


def _zipped(folder: Path, names: list[str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name, NO_TIME), (folder / name).read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _package(files: list[DataFile]) -> dict[str, Any]:
    """The description as the “data package” form wants it: files, fields, licence."""
    resources = []
    for file in files:
        topic, ending = file.name.rsplit(".", 1)
        schema = SCHEMA[topic]
        by_name = {field.name: field for field in schema.fields}
        names = {name: by_name[field] for name, (field, _language) in columns(schema).items()}
        fields = names if ending == "csv" else by_name
        resources.append(
            {
                "name": f"{topic}-{ending}",
                "path": file.name,
                "format": ending,
                "encoding": "utf-8",
                "bytes": file.bytes,
                "hash": f"sha256:{file.sha256}",
                "description": str(schema.holds),
                "schema": {
                    "fields": [
                        {"name": name, "holds": field.kind.value, "description": str(field.meaning)}
                        for name, field in fields.items()
                    ]
                },
            }
        )
    licence = {"name": LICENCE, "path": LICENCE_URL, "title": "Creative Commons Attribution 4.0"}
    return {"name": "underfoot", "title": "Underfoot: shoe insoles", "licenses": [licence], "resources": resources}


def _forget_old(root: Path) -> None:
    """Keep the last states only. A download that has begun keeps its file."""
    made = [folder for folder in root.iterdir() if folder.is_dir() and not folder.name.startswith("draft-")]
    for folder in sorted(made, key=_age)[KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def _age(folder: Path) -> float:
    with suppress(OSError):
        return -folder.stat().st_mtime
    return 0.0
