"""What `python3 manage.py test` does: the checks, then pytest, with one exit code for both."""

import os
import subprocess
import sys
import sysconfig
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from config import machine
from config.progress import Outcome, run

FAILED_CHECKS_VARIABLE = "UNDERFOOT_FAILED_CHECKS"
BROWSER_TESTS = Path("tests/browser")
LONGEST = 40
# What Python reads: whether not to keep what it compiled, and where else than beside the sources.
WRITES_NONE, COMPILED_FOLDER = "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"


@dataclass(frozen=True)
class Check:
    """A program that judges the code without running the tests; it fails by its exit code."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """How a check ended."""

    check: Check
    outcome: Outcome
    seconds: float

    def lines(self) -> str:
        """One line, and what the check said if it failed: as much as a person reads, and how to see the rest."""
        if not self.outcome.code:
            return f"passed  {self.check.name:<20} {self.seconds:5.1f} s"
        said = self.outcome.output.splitlines()
        cut = [f"… {len(said) - LONGEST} lines more: {' '.join(self.check.command)}"] if len(said) > LONGEST else []
        return "\n    ".join([f"FAILED  {self.check.name:<20} {self.seconds:5.1f} s", *said[:LONGEST], *cut])


class PytestRunner:
    """Django's `test` command hands over to this class (settings.TEST_RUNNER)."""

    def __init__(
        self, *, only_tests: bool = False, only_checks: bool = False, no_browser: bool = False, **_options: Any
    ) -> None:
        self.only_tests = only_tests
        self.only_checks = only_checks
        self.no_browser = no_browser

    @staticmethod
    def add_arguments(parser: ArgumentParser) -> None:
        """The few options of our own; pytest's are told apart by the `test` command."""
        some = parser.add_mutually_exclusive_group()
        some.add_argument("--only-tests", action="store_true", help="leave the checks out")
        some.add_argument("--only-checks", action="store_true", help="leave pytest out")
        parser.add_argument("--no-browser", action="store_true", help="leave out the tests that need a browser")

    def run_tests(self, test_labels: Sequence[str], **_options: Any) -> int:
        """How many things failed, a failing run of pytest counted as one."""
        os.chdir(settings.BASE_DIR)
        with compiled_code_kept():
            return self._run(test_labels)

    def _run(self, test_labels: Sequence[str]) -> int:
        failed = [] if self.only_tests else run_checks(all_checks())
        if self.only_checks:
            print(f"{len(all_checks()) - len(failed)} passed, {len(failed)} failed")
            return len(failed)
        if needs_browser(test_labels, no_browser=self.no_browser):
            provide_browser()
        return len(failed) + bool(run_pytest(pytest_arguments(test_labels, no_browser=self.no_browser), failed))


@contextmanager
def compiled_code_kept() -> Iterator[None]:
    """Where the machine says that compiled code is not to be kept beside the sources, the programs started inside keep it in a folder
    that goes at the end. A run starts dozens of them, and each would compile Django and all else anew, for seconds.
    """
    forbidden, folder = (os.environ.get(name) for name in (WRITES_NONE, COMPILED_FOLDER))
    if not forbidden or folder:
        yield
        return
    with TemporaryDirectory(prefix="underfoot-compiled-") as made:
        os.environ |= {WRITES_NONE: "", COMPILED_FOLDER: made}
        try:
            yield
        finally:
            os.environ[WRITES_NONE] = forbidden
            del os.environ[COMPILED_FOLDER]


def all_checks() -> list[Check]:
    """Every check, the slowest first, since they run side by side."""
    templates = [str(path) for path in sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))]
    return [
        # As a module, so that this folder comes first on the path: an installed library has a package "tests" of its own.
        Check("types", (sys.executable, "-m", "mypy")),
        Check("unused dependencies", (_tool("deptry"), ".")),
        Check("layers", (_tool("lint-imports"),)),
        Check("missing migrations", _manage("makemigrations", "--check", "--dry-run")),
        Check("settings and models", _manage("check", "--fail-level", "WARNING")),
        Check("template lint", (_tool("djlint"), "templates", "--lint", "--quiet")),
        Check("unused code", (_tool("vulture"),)),
        Check("lint", (_tool("ruff"), "check", ".")),
        Check("format", (_tool("ruff"), "format", "--check", ".")),
        Check("template format", (_tool("djade"), "--check", "--target-version", "5.2", *templates)),
    ]


def _tool(name: str) -> str:
    return str(Path(sysconfig.get_path("scripts")) / name)


def _manage(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "manage.py", *arguments)


def run_checks(checks: Iterable[Check]) -> list[str]:
    """Run them side by side, tell of each as it ends, and name those that failed."""
    print("Checking the code …", flush=True)
    failed = []
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for judged in as_completed([pool.submit(judge, check) for check in checks]):
            verdict = judged.result()
            print(verdict.lines(), flush=True)
            if verdict.outcome.code:
                failed.append(verdict.check.name)
    return failed


def judge(check: Check) -> Verdict:
    """Run one check to its end."""
    started = time.monotonic()
    outcome = run(check.command)
    return Verdict(check, outcome, time.monotonic() - started)


def needs_browser(labels: Sequence[str], *, no_browser: bool) -> bool:
    """Whether what pytest is asked for holds browser tests."""
    paths = [Path(label.split("::")[0]) for label in labels if not label.startswith("-")]
    named = [path for path in paths if path.exists()]
    return not no_browser and (
        not named or any(BROWSER_TESTS.is_relative_to(path) or path.is_relative_to(BROWSER_TESTS) for path in named)
    )


def provide_browser() -> None:
    """Before the tests start, once: install it where that needs no question, else say what is missing (the tests then fail)."""
    if machine.browser_problem() and machine.can_use_apt():
        machine.apt_install("Installing a browser for the tests", machine.BROWSER_PACKAGES)
    if problem := machine.browser_problem():
        print(problem, flush=True)


def pytest_arguments(labels: Sequence[str], *, no_browser: bool) -> list[str]:
    """Everything, with one process more than there are cores, unless something was asked for: then exactly that.

    One more, since a journey spends half its time waiting for its browser.
    """
    processes = (os.cpu_count() or 1) + 1
    chosen = list(labels) or ["--numprocesses", str(processes), "--dist", "worksteal"]
    return [*chosen, *(("-m", "not browser") if no_browser else ())]


def run_pytest(arguments: Sequence[str], failed_checks: Sequence[str]) -> int:
    """In a process of its own, which starts as pytest alone would; it repeats the failed checks above its last line."""
    environment = {**os.environ, FAILED_CHECKS_VARIABLE: ", ".join(failed_checks)}
    with subprocess.Popen([sys.executable, "-m", "pytest", *arguments], env=environment) as pytest:
        try:
            return pytest.wait()
        except KeyboardInterrupt:
            return pytest.wait()  # it got the same signal and is winding up
