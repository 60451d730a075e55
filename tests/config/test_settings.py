"""Settings: safe where nothing is said, and every variable is documented."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SHOWN = [
    "DEBUG",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_PROXY_SSL_HEADER",
    "CSRF_TRUSTED_ORIGINS",
]
SCRIPT = f"""
import json
from config import settings
values = {{name: getattr(settings, name) for name in {SHOWN!r}}}
print(json.dumps({{**values, "database": settings.DATABASES["default"], "static": settings.STORAGES["staticfiles"]["BACKEND"]}}))
"""


def settings_with(folder: Path, **variables: str) -> dict[str, Any]:
    """The settings of a process with these variables and no others of ours."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("UNDERFOOT_")}
    environment = {**plain, "UNDERFOOT_VAR_DIR": str(folder), **variables}
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The settings of a fresh copy."""
    return settings_with(tmp_path_factory.mktemp("var"))


class TestWithoutVariables:
    def test_faults_are_not_shown_to_visitors(self, plain: dict[str, Any]) -> None:
        assert plain["DEBUG"] is False

    def test_only_this_machine_is_served(self, plain: dict[str, Any]) -> None:
        assert plain["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]

    def test_the_key_is_made_once_long_and_for_the_owner_only(self, tmp_path: Path) -> None:
        first, second = settings_with(tmp_path)["SECRET_KEY"], settings_with(tmp_path)["SECRET_KEY"]
        assert first == second
        assert len(first) >= 50
        assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600

    def test_two_copies_have_two_keys(self, tmp_path: Path, plain: dict[str, Any]) -> None:
        assert settings_with(tmp_path)["SECRET_KEY"] != plain["SECRET_KEY"]

    def test_the_database_is_a_file_in_the_var_folder(self, tmp_path: Path) -> None:
        database = settings_with(tmp_path)["database"]
        assert database["ENGINE"] == "django.db.backends.sqlite3"
        assert database["NAME"] == str(tmp_path / "underfoot.sqlite3")
        assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]

    def test_addresses_need_no_tls(self, plain: dict[str, Any]) -> None:
        assert plain["SECURE_SSL_REDIRECT"] is False
        assert plain["SECURE_HSTS_SECONDS"] == 0

    def test_style_sheets_have_lasting_names(self, plain: dict[str, Any]) -> None:
        assert plain["static"] == "whitenoise.storage.CompressedManifestStaticFilesStorage"


class TestVariables:
    def test_tls_turns_on_all_that_belongs_to_it(self, tmp_path: Path) -> None:
        found = settings_with(tmp_path, UNDERFOOT_TLS="1")
        assert found["SECURE_SSL_REDIRECT"] is found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True
        assert found["SECURE_HSTS_SECONDS"] >= 31_536_000

    @pytest.mark.parametrize(
        ("said", "is_on"), [("yes", True), ("on", True), ("TRUE", True), ("0", False), ("", False)]
    )
    def test_yes_is_said_in_several_ways(self, tmp_path: Path, said: str, *, is_on: bool) -> None:
        assert settings_with(tmp_path, UNDERFOOT_DEBUG=said)["DEBUG"] is is_on

    def test_a_proxy_is_trusted_only_where_there_is_one(self, tmp_path: Path) -> None:
        assert settings_with(tmp_path)["SECURE_PROXY_SSL_HEADER"] is None
        assert settings_with(tmp_path, UNDERFOOT_BEHIND_PROXY="1")["SECURE_PROXY_SSL_HEADER"]

    def test_the_key_can_come_from_outside_and_is_then_not_written(self, tmp_path: Path) -> None:
        assert settings_with(tmp_path, UNDERFOOT_SECRET_KEY="made-up")["SECRET_KEY"] == "made-up"
        assert not (tmp_path / "secret-key").exists()

    def test_postgresql_is_one_variable(self, tmp_path: Path) -> None:
        url = "postgres://some%40one:pass%2Fword@db.example:5433/feet"
        database = settings_with(tmp_path, UNDERFOOT_DATABASE_URL=url)["database"]
        assert database["ENGINE"] == "django.db.backends.postgresql"
        assert [database[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
            "some@one",
            "pass/word",
            "db.example",
            "5433",
            "feet",
        ]

    def test_hosts_and_origins_are_lists(self, tmp_path: Path) -> None:
        found = settings_with(
            tmp_path, UNDERFOOT_HOSTS="a.example b.example", UNDERFOOT_ORIGINS="https://a.example https://b.example"
        )
        assert found["ALLOWED_HOSTS"] == ["a.example", "b.example"]
        assert found["CSRF_TRUSTED_ORIGINS"] == ["https://a.example", "https://b.example"]


class TestDocumentation:
    def test_every_variable_is_documented_and_no_other_is(self) -> None:
        read = set(re.findall(r'"(UNDERFOOT_[A-Z_]+)"', (ROOT / "config" / "settings.py").read_text(encoding="utf-8")))
        told = set(re.findall(r"UNDERFOOT_[A-Z_]+", (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")))
        elsewhere = {
            name
            for path in (ROOT / "config").rglob("*.py")
            for name in re.findall(r'"(UNDERFOOT_[A-Z_]+)"', path.read_text(encoding="utf-8"))
        }
        assert read <= told
        assert told <= elsewhere
