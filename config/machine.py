"""What this machine can do, and what to tell a person when it cannot. Standard library only."""

import errno
import os
import platform
import re
import shutil
import socket
from collections.abc import Sequence
from pathlib import Path

from config.progress import Outcome, run_step

HIGHEST_PORT = 65_535
# The first that is there. The headless shell is the same engine without the windows around it: a page opens in a third of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
BROWSER_PACKAGES = ("chromium-headless-shell", "libatomic1")

# What installers say, and what it means for the person; the first that fits is told.
FAILURES = (
    (
        r"do not match the hashes|hash mismatch",
        "A downloaded package is not the one that was locked, so it was not installed. Try again; if this stays, something "
        "between this machine and the package index changes files.",
    ),
    (r"no space left on device", "The disk is full. Make room and start again."),
    (
        r"certificate|SSLError",
        "The package index could not be reached safely: its certificate was not accepted. Behind a company proxy, tell your "
        "installer about its certificate (for pip: PIP_CERT).",
    ),
    (
        r"name resolution|resolve|dns error|connection|network is unreachable|timed out|proxyerror|error sending request"
        r"|failed to fetch|from versions: none",
        "The packages could not be downloaded. Is this machine online? The first start needs the network, later ones do not.",
    ),
    (
        r"no matching distribution|no wheels|no compatible|only-binary",
        "A package has no ready-made build for this Python on this machine. Python 3.11 to 3.13 on Linux or macOS has one for each.",
    ),
    (r"read-only file system|permission denied", "A folder could not be written to."),
)


def explain(output: str) -> str:
    """What an installer's failure means, in plain words, with its last lines as the evidence."""
    meaning = next(
        (text for pattern, text in FAILURES if re.search(pattern, output, re.IGNORECASE)), "The installation failed."
    )
    said = [line for line in output.strip().splitlines() if not line.startswith("WARNING")]
    evidence = "\n".join(f"    {line}" for line in said[-3:])
    return f"{meaning}\n\nThe installer's last words:\n{evidence}"


def port_problem(host: str, port: int) -> str | None:
    """Why a server cannot listen there; nothing if it can."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        return f"This machine knows no host named {host}. Leave --host out, or use 0.0.0.0 to be reachable from other machines."
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            return _why_not_bound(error, host, port)
    return None


def _why_not_bound(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Stop that one, or choose another port: --port {_free_port_after(host, port)}"
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than this user has. Choose one from 1024 up, for example --port 8000."
    return f"{host} is not an address of this machine. Leave --host out, or use 0.0.0.0 to be reachable from other machines."


def _free_port_after(host: str, port: int) -> int:
    nearby = range(port + 1, min(port + 100, HIGHEST_PORT) + 1)
    return next((candidate for candidate in nearby if port_problem(host, candidate) is None), 8000)


def folder_problem(folder: Path) -> str | None:
    """Why nothing can be written there; nothing if it can. A missing folder counts as the nearest one above it."""
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return None
    return f"The folder {nearest} cannot be written to. Use a copy in a folder of your own, or ask for the right to write there."


def can_use_apt() -> bool:
    """Debian, as root: a missing system package can be installed without asking. (Other families name packages differently.)"""
    try:
        is_debian = platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False
    return is_debian and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(what: str, packages: Sequence[str]) -> Outcome:
    """Install Debian packages; the package lists are fetched first if there are none, or if they turn out to be too old."""
    if not list(Path("/var/lib/apt/lists").glob("*_Packages*")):
        _apt_get("Fetching Debian's package lists", "update")
    outcome = _apt_get(what, "install", "-y", "--no-install-recommends", *packages)
    if outcome.code:
        _apt_get("Fetching Debian's package lists anew", "update")
        outcome = _apt_get(what, "install", "-y", "--no-install-recommends", *packages)
    return outcome


def _apt_get(what: str, *arguments: str) -> Outcome:
    # Another installation may be going on: wait for it rather than fail.
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments]
    return run_step(what, command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def browser() -> str | None:
    """The browser that tests drive."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def browser_problem() -> str | None:
    """What the browser tests lack on this machine; nothing if they lack nothing."""
    missing = [] if browser() else ["a Chromium browser"]
    if not _has_library("libatomic.so.1"):
        missing.append("the library libatomic.so.1")
    if not missing:
        return None
    return (
        f"The browser tests need {' and '.join(missing)}. "
        f"On Debian: sudo apt-get install {' '.join(BROWSER_PACKAGES)}; elsewhere install Chromium and GCC's libatomic. "
        "To test without a browser, say so: python3 manage.py test --no-browser"
    )


def _has_library(name: str) -> bool:
    if platform.system() != "Linux":
        return True  # only the Linux build of the browser driver rests on it
    import ctypes

    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
