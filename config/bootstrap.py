"""Makes the environment that the project runs in, and enters it. Standard library only.

`python3 manage.py …` on a bare machine: make `.venv`, install what the lock names, go on in there. An environment that
already holds what the lock names (a developer's own, a container) is used as it is.

Every later start pays for what is imported here, so what only the first one needs is imported where it is used.
"""

import fcntl
import hashlib
import importlib
import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from config import machine
from config.progress import run_step, step

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / "unfinished"
PYTHON_TAG = sys.implementation.cache_tag or ""
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
# The oldest pip that can install into another environment.
OLDEST_PIP = (22, 3)
PIP_OPTIONS = (
    "--disable-pip-version-check",
    "--root-user-action=ignore",
    "--progress-bar=off",
    "--no-compile",
    "--retries=3",
)


class Pin(NamedTuple):
    """One package of a lock; a conditional one is only for some machines."""

    name: str
    version: str
    is_conditional: bool


def enter(argv: Sequence[str]) -> None:
    """Return only in an environment that holds what the command needs."""
    lock = lock_for(argv)
    _refuse_unwritable_data(argv)
    if is_ready(lock):
        return
    try:
        if not is_stamped(lock):
            _refuse_taken_port(argv)
            _leave_own_environment()
            prepare(lock)
    except KeyboardInterrupt:
        sys.exit("\nStopped. The next start begins this step again.")
    _go_on_with(PYTHON)


def lock_for(argv: Sequence[str]) -> Path:
    """`test` needs the development set, everything else what the site runs on."""
    name = "test" if argv[1:2] == ["test"] else "run"
    return ROOT / "config" / "requirements" / f"{name}.txt"


def is_ready(lock: Path) -> bool:
    """Whether the running Python holds what the lock names; asked of the stamp first, since that costs a millisecond.

    An environment that a person entered comes before the project's own, and that before the Python of the machine.
    """
    if not _in_own_environment():
        was_entered = sys.prefix != sys.base_prefix
        return (was_entered or not is_stamped(lock)) and satisfies(lock.read_text(encoding="utf-8"))
    if is_stamped(lock):
        return True
    if UNFINISHED.exists() or not satisfies(lock.read_text(encoding="utf-8")):
        return False
    _write_stamps(lock)
    return True


def stamp(lock: bytes, python: str) -> str:
    """What is written down once a lock is installed: another lock or another Python makes another stamp."""
    return hashlib.sha256(lock + python.encode()).hexdigest()


def is_stamped(lock: Path) -> bool:
    """Whether the project's own environment was last filled from exactly this lock, by this Python."""
    path = _stamp_path(lock)
    return (
        path.exists()
        and PYTHON.exists()
        and not UNFINISHED.exists()
        and path.read_text(encoding="ascii") == stamp(lock.read_bytes(), PYTHON_TAG)
    )


def pins(lock: str) -> list[Pin]:
    """The packages that a lock names."""
    found = re.findall(r"^([a-z0-9.-]+)==([^\s;]+)( ;)?", lock, re.MULTILINE)
    return [Pin(name, version, bool(condition)) for name, version, condition in found]


def satisfies(lock: str) -> bool:
    """Whether the running Python has each package in exactly the locked version."""
    return all(
        _version(pin.name) in ({pin.version, None} if pin.is_conditional else {pin.version}) for pin in pins(lock)
    )


def prepare(lock: Path) -> None:
    """Make or complete the project's own environment; of two starts at once the second waits for the first."""
    if problem := machine.folder_problem(ROOT):
        sys.exit(problem)
    with alone(ROOT):
        if is_stamped(lock):
            return
        installer = _find_installer()
        if not is_usable():
            _make_environment()
        _install(lock, installer)
        _write_stamps(lock)


def is_usable() -> bool:
    """Whether there is a whole environment of this Python; a half-made one is made anew."""
    packages = VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    return PYTHON.exists() and packages.is_dir() and not UNFINISHED.exists()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep a second start that would change the same folder waiting."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with step("Waiting for another start that is setting this up"):
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def choose_installer(*, uv: str | None, pip: tuple[int, ...] | None, has_ensurepip: bool) -> str | None:
    """The quickest one that the machine has; nothing if it has none."""
    if uv:
        return "uv"
    if pip and pip >= OLDEST_PIP:
        return "pip"
    return "ensurepip" if has_ensurepip else None


def install_command(installer: str, lock: Path) -> list[str]:
    """Install exactly the lock: every file by its hash, nothing built on this machine."""
    exactly = ["--require-hashes", "--no-deps", "-r", str(lock)]
    if installer == "uv":
        return ["uv", "pip", "install", "--python", str(PYTHON), "--only-binary", ":all:", *exactly]
    pip = (
        [str(PYTHON), "-m", "pip"]
        if installer == "ensurepip"
        else [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    )
    return [*pip, "install", "--only-binary=:all:", *PIP_OPTIONS, *exactly]


def address_of(argv: Sequence[str]) -> tuple[str, int] | None:
    """Where `up` is asked to listen; nothing for another command, or if the words make no sense (`up` itself says so)."""
    if argv[1:2] != ["up"]:
        return None
    import argparse

    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    parser.add_argument("--host", default=DEFAULT_HOST)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    try:
        known, _others = parser.parse_known_args(argv[2:])
    except argparse.ArgumentError:
        return None
    return known.host, known.port


def _refuse_unwritable_data(argv: Sequence[str]) -> None:
    """Both commands keep data of their own: say so before Django stumbles over a folder that takes none."""
    if argv[1:2] in (["up"], ["test"]):
        data = Path(os.environ.get("UNDERFOOT_VAR_DIR", ROOT / "var"))
        if problem := machine.folder_problem(data):
            sys.exit(problem)


def _refuse_taken_port(argv: Sequence[str]) -> None:
    """Before the minute that an installation takes; `up` looks again before it listens."""
    if (address := address_of(argv)) and (problem := machine.port_problem(*address)):
        sys.exit(problem)


def _in_own_environment() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def _leave_own_environment() -> None:
    """What is about to be changed must not be what does the changing."""
    if _in_own_environment():
        _go_on_with(_base_python())


def _base_python() -> Path:
    return Path(getattr(sys, "_base_executable", sys.executable))


def _go_on_with(python: Path) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(python, [str(python), *sys.orig_argv[1:]])  # noqa: S606  # the same command line, in the right environment


def _make_environment() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    # Never with pip: Debian's Python cannot put it there, and whatever installs can do so from outside.
    outcome = run_step("Making .venv", [str(_base_python()), "-m", "venv", "--without-pip", str(VENV)])
    if outcome.code:
        sys.exit(machine.explain(outcome.output))


def _install(lock: Path, installer: str) -> None:
    UNFINISHED.touch()
    if installer == "ensurepip":
        run_step("Putting pip into .venv", [str(PYTHON), "-m", "ensurepip", "--default-pip"])
    what = f"Installing {len(pins(lock.read_text(encoding='utf-8')))} packages into .venv with {'uv' if installer == 'uv' else 'pip'}"
    outcome = run_step(what, install_command(installer, lock))
    if outcome.code:
        sys.exit(machine.explain(outcome.output))
    UNFINISHED.unlink()


def _find_installer() -> str:
    if installer := _installer_here():
        return installer
    if machine.can_use_apt():
        outcome = machine.apt_install(
            "Installing Debian's python3-venv, since there is neither uv nor pip", ["python3-venv"]
        )
        importlib.invalidate_caches()
        if installer := _installer_here():
            return installer
        sys.exit(machine.explain(outcome.output))
    sys.exit(
        "Python packages cannot be installed: there is neither uv nor pip on this machine. "
        "On Debian or Ubuntu: sudo apt-get install python3-venv; then start again."
    )


def _installer_here() -> str | None:
    version = _version("pip")
    return choose_installer(
        uv=shutil.which("uv"),
        pip=tuple(int(part) for part in re.findall(r"\d+", version)[:2]) if version else None,
        has_ensurepip=importlib.util.find_spec("ensurepip") is not None,
    )


def _version(package: str) -> str | None:
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _stamp_path(lock: Path) -> Path:
    return VENV / f"installed-{lock.stem}"


def _write_stamps(lock: Path) -> None:
    """The development set holds the other one, so installing it serves both."""
    for done in {lock, lock.with_name("run.txt")}:
        with suppress(OSError):  # in a read-only image the check of each package goes on doing the stamp's work
            _stamp_path(done).write_text(stamp(done.read_bytes(), PYTHON_TAG), encoding="ascii")
