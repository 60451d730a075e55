"""Tables between their trial run and their import: the very bytes that were tried, for a day, for whoever uploaded them."""

import json
import re
import secrets
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from catalogue.transfer.outcomes import Outcome

KEPT_SECONDS = 24 * 60 * 60
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


@dataclass(slots=True)
class KeptTable:
    """One table that somebody uploaded, with what was said of it last."""

    token: str
    kind: str
    file: str
    user: int
    outcome: Outcome

    @property
    def is_waiting(self) -> bool:
        """Whether it can still be imported."""
        return self._content.exists()

    def content(self) -> bytes | None:
        """The bytes, to be looked at again."""
        return self._content.read_bytes() if self.is_waiting else None

    def take(self) -> bytes | None:
        """The bytes, once: who asks a second time, by a second click perhaps, gets none."""
        taken = self._folder / "taken"
        try:
            self._content.rename(taken)
        except FileNotFoundError:
            return None
        return taken.read_bytes()

    def put_back(self) -> None:
        """The import was undone, by a fault of ours or of the database: it may be tried again."""
        (self._folder / "taken").rename(self._content)

    def end(self, outcome: Outcome) -> None:
        """What became of it; the bytes are gone."""
        (self._folder / "taken").unlink(missing_ok=True)
        self.outcome = outcome
        self.note()

    def note(self) -> None:
        """Write down all but the bytes."""
        told = {"kind": self.kind, "file": self.file, "user": self.user, "outcome": self.outcome.as_data()}
        (self._folder / "told.json").write_text(json.dumps(told), encoding="utf-8")

    @property
    def _folder(self) -> Path:
        return _root() / self.token

    @property
    def _content(self) -> Path:
        return self._folder / "table"


def keep(kind: str, file: str, user: int, content: bytes, outcome: Outcome) -> KeptTable:
    """Keep a table that was tried. Those of days ago are forgotten on the way."""
    _forget_old()
    kept = KeptTable(secrets.token_urlsafe(32), kind, file, user, outcome)
    folder = _root() / kept.token
    folder.mkdir(parents=True, mode=0o700)
    if outcome.is_clean:  # what is refused can only be corrected and uploaded anew
        (folder / "table").write_bytes(content)
    kept.note()
    return kept


def find(token: str, kind: str, user: int) -> KeptTable | None:
    """A table of this kind that this account uploaded within a day."""
    if not _TOKEN.fullmatch(token):
        return None
    with suppress(OSError, ValueError):
        path = _root() / token / "told.json"
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if (told["kind"], told["user"]) == (kind, user) and not _is_old(path):
            return KeptTable(token, kind, told["file"], user, Outcome.from_data(told["outcome"]))
    return None


def _root() -> Path:
    return Path(settings.KEPT_TABLES_ROOT)


def _forget_old() -> None:
    if not _root().exists():
        return
    for folder in _root().iterdir():
        with suppress(OSError):
            if _is_old(folder):
                shutil.rmtree(folder)


def _is_old(path: Path) -> bool:
    return path.stat().st_mtime < time.time() - KEPT_SECONDS
