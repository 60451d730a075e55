"""The parts of the first start that decide; the first start itself is in test_first_start.py."""

import ast
import sys
from pathlib import Path

import pytest

from config import bootstrap
from config.bootstrap import Pin, address_of, choose_installer, install_command, lock_for, pins, satisfies, stamp

LOCK = """\
nonesuch==1.2.3 \\
    --hash=sha256:00
other-thing==4 ; sys_platform == 'win32' \\
    --hash=sha256:01
"""


class TestTheStamp:
    def test_changes_with_the_lock_and_with_the_python(self) -> None:
        assert stamp(b"a==1", "cpython-311") == stamp(b"a==1", "cpython-311")
        assert stamp(b"a==1", "cpython-311") != stamp(b"a==2", "cpython-311")
        assert stamp(b"a==1", "cpython-311") != stamp(b"a==1", "cpython-312")


class TestTheLock:
    def test_of_test_is_the_development_set_and_of_all_else_what_the_site_runs_on(self) -> None:
        assert lock_for(["manage.py", "test", "-x"]).name == "test.txt"
        assert lock_for(["manage.py", "up"]).name == "run.txt"
        assert lock_for(["manage.py"]).name == "run.txt"

    def test_is_read_with_its_conditions(self) -> None:
        assert pins(LOCK) == [Pin("nonesuch", "1.2.3", False), Pin("other-thing", "4", True)]

    @pytest.mark.parametrize(
        ("installed", "is_enough"),
        [
            ({"nonesuch": "1.2.3"}, True),
            ({"nonesuch": "1.2.3", "other-thing": "4"}, True),
            ({"nonesuch": "1.2.3", "other-thing": "5"}, False),
            ({"nonesuch": "1.2.4"}, False),
            ({}, False),
        ],
    )
    def test_is_satisfied_by_exactly_its_versions(
        self, monkeypatch: pytest.MonkeyPatch, installed: dict[str, str], is_enough: bool
    ) -> None:
        monkeypatch.setattr(bootstrap, "_version", installed.get)
        assert satisfies(LOCK) is is_enough

    def test_of_the_project_is_satisfied_where_its_tests_run(self) -> None:
        assert satisfies(lock_for(["manage.py", "test"]).read_text(encoding="utf-8"))


class TestTheInstaller:
    @pytest.mark.parametrize(
        ("uv", "pip", "has_ensurepip", "chosen"),
        [
            ("/somewhere/uv", (26, 3), True, "uv"),
            (None, (23, 0), True, "pip"),
            (None, (20, 3), True, "ensurepip"),
            (None, None, True, "ensurepip"),
            (None, None, False, None),
        ],
    )
    def test_is_the_quickest_there_is(
        self, uv: str | None, pip: tuple[int, int] | None, has_ensurepip: bool, chosen: str | None
    ) -> None:
        assert choose_installer(uv=uv, pip=pip, has_ensurepip=has_ensurepip) == chosen

    @pytest.mark.parametrize("installer", ["uv", "pip", "ensurepip"])
    def test_takes_only_what_the_lock_names_by_its_hash_and_builds_nothing(self, installer: str) -> None:
        words = " ".join(install_command(installer, Path("run.txt")))
        assert "--require-hashes --no-deps -r run.txt" in words
        assert "--only-binary" in words
        assert ".venv/bin/python" in words


class TestTheAddress:
    @pytest.mark.parametrize(
        ("arguments", "address"),
        [
            ([], ("127.0.0.1", 8000)),
            (["--port", "81", "--editor"], ("127.0.0.1", 81)),
            (["--host=::1"], ("::1", 8000)),
            (["--port", "many"], None),
            (["--port"], None),
        ],
    )
    def test_of_up_is_known_before_anything_is_installed(
        self, arguments: list[str], address: tuple[str, int] | None
    ) -> None:
        assert address_of(["manage.py", "up", *arguments]) == address

    def test_is_nobody_elses_business(self) -> None:
        assert address_of(["manage.py", "migrate"]) is None


class TestAnOldPython:
    def test_can_read_what_tells_it_that_it_is_too_old(self) -> None:
        source = (bootstrap.ROOT / "manage.py").read_text(encoding="utf-8")
        ast.parse(source, feature_version=(3, 6))
        assert "needs Python 3.11 or newer" in source

    @pytest.mark.parametrize("module", ["bootstrap", "machine", "progress"])
    def test_finds_nothing_imported_that_is_not_in_the_standard_library(self, module: str) -> None:
        tree = ast.parse((bootstrap.ROOT / "config" / f"{module}.py").read_text(encoding="utf-8"))
        imported = {
            name.split(".")[0]
            for node in ast.walk(tree)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert imported <= sys.stdlib_module_names | {"config"}
