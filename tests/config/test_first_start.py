"""The first start, for real and without a network: a project whose lock names one made-up package."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from config.bootstrap import ROOT

MANAGE = """\
import sys
from config import bootstrap
bootstrap.enter(sys.argv)
import nonesuch
print(nonesuch.WORD, sys.prefix)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The real bootstrap around a made-up lock."""
    (tmp_path / "config" / "requirements").mkdir(parents=True)
    for name in ("__init__.py", "bootstrap.py", "machine.py", "progress.py"):
        shutil.copy(ROOT / "config" / name, tmp_path / "config" / name)
    (tmp_path / "manage.py").write_text(MANAGE)
    write_lock(tmp_path, hashlib.sha256(make_package(tmp_path / "index").read_bytes()).hexdigest())
    return tmp_path


def make_package(folder: Path) -> Path:
    """The smallest package that an installer accepts."""
    folder.mkdir()
    wheel = folder / "nonesuch-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as files:
        files.writestr("nonesuch.py", "WORD = 'installed'")
        files.writestr("nonesuch-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: nonesuch\nVersion: 1.0\n")
        files.writestr("nonesuch-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        files.writestr("nonesuch-1.0.dist-info/RECORD", "")
    return wheel


def write_lock(project: Path, digest: str) -> None:
    """The made-up package in the version and with the content that is wanted."""
    (project / "config" / "requirements" / "run.txt").write_text(f"nonesuch==1.0 \\\n    --hash=sha256:{digest}\n")


def command(project: Path, index: str = "index") -> subprocess.Popen[str]:
    """Any command of manage.py, by the Python that the environment of these tests was made from, with pip alone."""
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(project / index), "PATH": os.defpath}
    return subprocess.Popen(
        [getattr(sys, "_base_executable", sys.executable), "manage.py", "migrate"],
        cwd=project,
        env=offline,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_makes_the_environment_once_and_goes_on_in_it(project: Path) -> None:
    first_out, first_err = command(project).communicate()
    second_out, second_err = command(project).communicate()
    assert first_out.split() == second_out.split() == ["installed", str(project / ".venv")]
    assert "Installing 1 packages into .venv with pip" in first_err
    assert second_err == ""


def test_makes_a_half_made_environment_anew(project: Path) -> None:
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "unfinished").touch()
    (project / ".venv" / "left-over").touch()
    out, _err = command(project).communicate()
    assert out.startswith("installed")
    assert not (project / ".venv" / "left-over").exists()


def test_installs_anew_when_the_lock_has_changed(project: Path) -> None:
    command(project).communicate()
    lock = project / "config" / "requirements" / "run.txt"
    lock.write_text(lock.read_text() + "# changed\n")
    out, err = command(project).communicate()
    assert out.startswith("installed")
    assert "Installing" in err


def test_two_at_once_do_it_once(project: Path) -> None:
    both = [command(project), command(project)]
    answers = [start.communicate() for start in both]
    assert all(out.startswith("installed") for out, _err in answers)
    assert sum("Installing" in err for _out, err in answers) == 1


def test_refuses_a_package_that_is_not_the_locked_one(project: Path) -> None:
    write_lock(project, "0" * 64)
    start = command(project)
    _out, err = start.communicate()
    assert start.returncode == 1
    assert "not the one that was locked" in err


def test_says_in_plain_words_that_nothing_can_be_downloaded(project: Path) -> None:
    start = command(project, index="nowhere")
    _out, err = start.communicate()
    assert start.returncode == 1
    assert "Is this machine online?" in err
    assert "Traceback" not in err
