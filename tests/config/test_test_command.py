"""`python3 manage.py test`: which checks and tests run, and what is said of them."""

import sys
from pathlib import Path

import pytest

from config import test_runner
from config.management.commands.test import behind_a_separator
from config.progress import Outcome
from config.test_runner import (
    Check,
    PytestRunner,
    Verdict,
    all_checks,
    compiled_code_kept,
    judge,
    needs_browser,
    pytest_arguments,
    run_checks,
)

GOOD = Check("good", (sys.executable, "-c", ""))
BAD = Check("bad", (sys.executable, "-c", "import sys; print('a fault in line 3'); sys.exit(1)"))


class TestArguments:
    def test_of_our_own_come_first_and_all_others_go_to_pytest(self) -> None:
        given = ["-k", "facets", "--only-tests", "-x", "tests/catalogue"]
        assert behind_a_separator(given) == ["--only-tests", "--", "-k", "facets", "-x", "tests/catalogue"]

    def test_none_means_everything_with_one_process_more_than_there_are_cores(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("os.cpu_count", lambda: 2)
        assert pytest_arguments([], no_browser=False) == ["--numprocesses", "3", "--dist", "worksteal"]

    def test_some_mean_exactly_that(self) -> None:
        assert pytest_arguments(["-k", "facets"], no_browser=False) == ["-k", "facets"]

    def test_no_browser_leaves_the_browser_tests_out(self) -> None:
        assert pytest_arguments(["-x"], no_browser=True) == ["-x", "-m", "not browser"]


class TestTheBrowser:
    @pytest.mark.parametrize(
        ("labels", "no_browser", "is_needed"),
        [
            ([], False, True),
            ([], True, False),
            (["-k", "facets"], False, True),
            (["tests"], False, True),
            (["tests/browser"], False, True),
            (["tests/browser/conftest.py::some"], False, True),
            (["tests/config"], False, False),
            (["tests/config/test_locks.py::some", "-x"], False, False),
        ],
    )
    def test_is_provided_only_if_a_test_wants_it(self, labels: list[str], no_browser: bool, is_needed: bool) -> None:
        assert needs_browser(labels, no_browser=no_browser) is is_needed


class TestChecks:
    def test_that_fail_are_named_and_what_they_said_is_shown(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run_checks([GOOD, BAD]) == ["bad"]
        said = capsys.readouterr().out
        assert "passed  good" in said
        assert "FAILED  bad" in said
        assert "    a fault in line 3" in said

    def test_that_say_a_lot_are_cut_and_tell_how_to_see_the_rest(self) -> None:
        verdict = Verdict(BAD, Outcome(1, "fault\n" * 100), 1.0)
        assert verdict.lines().count("fault") == 41  # forty lines, and once in the command
        assert "… 60 lines more: " in verdict.lines()

    def test_cover_lint_format_types_layers_migrations_templates_dependencies_and_unused_code(self) -> None:
        said = "\n".join(" ".join(check.command) for check in all_checks())
        for program in ("ruff check", "ruff format", "lint-imports", "djlint", "djade", "vulture", "deptry"):
            assert f"/{program}" in said, program
        assert "-m mypy" in said
        assert "manage.py makemigrations --check" in said
        assert "manage.py check --fail-level WARNING" in said


class TestCompiledCode:
    SHOW = Check("show", (sys.executable, "-c", "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"))

    def shown(self) -> str:
        """Whether a program that is started keeps no compiled code, and where."""
        return judge(self.SHOW).outcome.output.strip()

    def test_is_kept_for_the_run_where_the_machine_keeps_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
        assert self.shown() == "True None"
        with compiled_code_kept():
            keeps_none, folder = self.shown().split()
            assert (keeps_none, Path(folder).is_dir()) == ("False", True)
        assert not Path(folder).exists()
        assert self.shown() == "True None"

    def test_stays_where_somebody_wants_it(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path))
        with compiled_code_kept():
            assert self.shown() == f"False {tmp_path}"


class TestTheExitCode:
    @pytest.fixture(autouse=True)
    def no_browser_needed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing is installed by these tests."""
        monkeypatch.setattr(test_runner, "provide_browser", lambda: None)

    @pytest.mark.parametrize(
        ("failed_checks", "code_of_pytest", "is_success"),
        [([], 0, True), (["lint"], 0, False), ([], 1, False), ([], 5, False), (["lint"], 1, False)],
    )
    def test_is_bad_if_a_check_or_a_test_failed_and_the_tests_run_all_the_same(
        self, monkeypatch: pytest.MonkeyPatch, failed_checks: list[str], code_of_pytest: int, is_success: bool
    ) -> None:
        told: list[list[str]] = []

        def run_pytest(_arguments: list[str], failed: list[str]) -> int:
            told.append(failed)
            return code_of_pytest

        monkeypatch.setattr(test_runner, "run_checks", lambda checks: failed_checks)
        monkeypatch.setattr(test_runner, "run_pytest", run_pytest)
        assert (PytestRunner().run_tests([]) == 0) is is_success
        assert told == [failed_checks]

    def test_comes_from_one_half_if_only_that_is_wanted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(test_runner, "run_checks", lambda checks: ["lint"])
        monkeypatch.setattr(test_runner, "run_pytest", lambda _arguments, failed: 0)
        assert PytestRunner(only_tests=True).run_tests([]) == 0
        assert PytestRunner(only_checks=True).run_tests([]) == 1
