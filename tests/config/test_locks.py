"""What is installed: declared with a reason, locked with hashes, from no address in particular."""

import re
import tomllib

import pytest

from config.bootstrap import ROOT, pins

LOCKS = ROOT / "config" / "requirements"
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
DECLARED = tomllib.loads(PROJECT)
RUN = set(DECLARED["project"]["dependencies"])
TEST = RUN | set(DECLARED["dependency-groups"]["test"])


def names(requirements: set[str]) -> set[str]:
    """Names alone, without extras and versions."""
    return {re.split(r"[\[>=<]", requirement)[0] for requirement in requirements}


def locked(name: str) -> dict[str, str]:
    """The versions of a lock."""
    return {pin.name: pin.version for pin in pins((LOCKS / name).read_text(encoding="utf-8"))}


@pytest.mark.parametrize(("lock", "declared"), [("run.txt", RUN), ("test.txt", TEST)])
def test_a_lock_holds_all_that_is_declared(lock: str, declared: set[str]) -> None:
    assert names(declared) <= locked(lock).keys()


def test_the_development_set_holds_the_other_one_in_the_same_versions() -> None:
    assert locked("run.txt").items() <= locked("test.txt").items()


@pytest.mark.parametrize("lock", ["run.txt", "test.txt"])
def test_a_lock_names_no_address_and_a_hash_for_each_package(lock: str) -> None:
    text = (LOCKS / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=\S)", text.strip()))


def test_each_dependency_says_what_it_is_for() -> None:
    lines = [line for line in PROJECT.splitlines() if re.match(r'    "[a-z][a-z0-9-]*(\[\w+\])?>=', line)]
    assert len(lines) >= len(TEST)
    assert [line for line in lines if not re.search(r"  # \w+", line)] == []
