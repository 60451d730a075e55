"""The databases of the made-up catalogues: one file for each size and seed, made once and used again."""

import ast
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from config.progress import step
from tests import builders
from tests.benchmarks import catalogue, rows, vocabulary
from tests.benchmarks.baseline import indexes


def database(size: int, seed: int) -> Path:
    """The database of this many made-up products; made if there is none for this code and these migrations."""
    folder = Path(settings.VAR_DIR)
    path = folder / f"made-up-{size}-{seed}-{_code()}.sqlite3"
    if not path.exists():
        for old in folder.glob(f"made-up-{size}-{seed}-*"):
            old.unlink()
        draft = path.with_suffix(".draft")
        with step(f"Making up {size:,} products"):
            _make(draft, size, seed)
        draft.rename(path)
    return path


def _code() -> str:
    """Stands for everything that the rows depend on: another generator or another migration makes another file.

    How the code is laid out and commented does not count.
    """
    modules = [Path(module.__file__ or "") for module in (builders, catalogue, rows, vocabulary, indexes)]
    migrations = [path for app in apps.get_app_configs() for path in Path(app.path).glob("migrations/*.py")]
    texts = (ast.dump(ast.parse(path.read_text(encoding="utf-8"))) for path in [*modules, *sorted(migrations)])
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:12]


def _make(path: Path, size: int, seed: int) -> None:
    with in_use(path):
        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
        catalogue.fill(size, seed)
        indexes.add_indexes()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def in_use(path: Path) -> Iterator[None]:
    """Let everything in this process use this database."""
    usual = connection.settings_dict["NAME"]
    _connect_to(str(path))
    try:
        yield
    finally:
        _connect_to(usual)


def _connect_to(name: str) -> None:
    connection.close()
    connections.settings["default"]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def copy_in_use(path: Path) -> Iterator[None]:
    """The same with a copy that may be changed and is thrown away."""
    copy = path.with_suffix(".copy")
    shutil.copyfile(path, copy)
    try:
        with in_use(copy):
            yield
    finally:
        for left in copy.parent.glob(f"{copy.name}*"):
            left.unlink()
