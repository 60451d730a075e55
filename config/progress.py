"""One line for each step, so that whoever waits knows for what. Standard library only: it runs before anything is installed."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple, TextIO

SECOND = 1.0
BAR_WIDTH = 20


class Step:
    """What is being done; `detail` may change while it goes on."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.detail = ""

    def line(self, seconds: float, width: int) -> str:
        """The step as it stands, cut to one line of the terminal."""
        return f"{self.what} … {seconds:.0f} s  {self.detail}"[: width - 1]


@contextmanager
def step(what: str, stream: TextIO | None = None) -> Iterator[Step]:
    """Say what begins; on a terminal count the seconds; say how long it took if it took any."""
    out = stream or sys.stderr
    doing, started, ended = Step(what), time.monotonic(), threading.Event()
    print(f"{what} …", end="" if out.isatty() else "\n", file=out, flush=True)
    ticker = threading.Thread(target=_count_seconds, args=(doing, out, ended), daemon=True)
    if out.isatty():
        ticker.start()
    try:
        yield doing
    finally:
        ended.set()
        if out.isatty():
            ticker.join()
        _close_line(what, time.monotonic() - started, out)


def _count_seconds(doing: Step, out: TextIO, ended: threading.Event) -> None:
    started = time.monotonic()
    while not ended.wait(SECOND):
        width = shutil.get_terminal_size().columns
        print(f"\r{doing.line(time.monotonic() - started, width)}\033[K", end="", file=out, flush=True)


def _close_line(what: str, seconds: float, out: TextIO) -> None:
    if out.isatty():
        print(f"\r{what} … {seconds:.1f} s\033[K", file=out, flush=True)
    elif seconds > SECOND:
        print(f"  {seconds:.1f} s", file=out, flush=True)


class Outcome(NamedTuple):
    """How another program ended and what it said."""

    code: int
    output: str


def run(
    command: Sequence[str], *, env: Mapping[str, str] | None = None, said: Callable[[str], None] | None = None
) -> Outcome:
    """Run another program to its end; each line it says is kept, and handed on while it runs."""
    lines: list[str] = []
    with subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            if said:
                said(line.strip())
    return Outcome(process.returncode, "".join(lines))


def run_step(what: str, command: Sequence[str], *, env: Mapping[str, str] | None = None) -> Outcome:
    """The same as a step of its own, with the program's latest line as its detail."""
    with step(what) as doing:
        return run(command, env=env, said=lambda line: setattr(doing, "detail", line))


def bar(done: int, total: int) -> str:
    """How far a step has come, as a bar and in numbers."""
    filled = BAR_WIDTH * done // total if total else BAR_WIDTH
    return f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {done} of {total}"
