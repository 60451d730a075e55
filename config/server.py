"""The server that `up` becomes: `python -m config.server HOST PORT`."""

import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

HOSTS_VARIABLE = "UNDERFOOT_HOSTS"
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # only compared with what a person asked for
HERE = ("localhost", "127.0.0.1", "::1")
# Without the query, which names complaints, and without the visitor's address.
ACCESS_LOG = "%(time)s  %(method)s %(path)s  %(status)d  %(dt_ms).0f ms"
# SQLite lets one writer in at a time and Python runs one thread at a time: more would only wait.
THREADS = 4
# A page takes milliseconds: whoever has not ended after this long will not.
SECONDS_TO_END = 3


class SiteServer(MPServer):
    """One worker process: SQLite and what is kept in memory serve one machine well."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            "config.wsgi:application",
            address=listening_address(host, port),
            port=port,
            interface=Interfaces.WSGI,
            websockets=False,
            workers=1,
            blocking_threads=THREADS,
            workers_kill_timeout=SECONDS_TO_END,
            log_level=LogLevels.warning,
            log_access=True,
            log_access_format=ACCESS_LOG,
        )

    def signal_handler_reload(self, *_signal: Any) -> None:
        """A closed terminal ends the site too; left running it would hold the port."""
        self.signal_handler_interrupt()  # type: ignore[no-untyped-call]  # granian leaves it untyped


def load_application(_target: str) -> Callable[..., Any]:
    """Called in the worker.

    Ctrl-C reaches every process of a terminal. The worker leaves it to the server, which then ends the worker: two signals
    at once can make it wait for itself for ever. Until the worker is ready to end in good order it may end at once; what it
    has inherited from the server would only take note.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    from config.wsgi import application

    return application


def listening_address(host: str, port: int) -> str:
    """The number behind a name, as the server wants it."""
    return str(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0])


def site_address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    if host in HERE or host in EVERYWHERE:
        return f"http://localhost:{port}/"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def names_to_answer_to(host: str) -> list[str]:
    """The names in an address under which the site answers: its own machine's, and those that other machines may use."""
    local = ["localhost", "127.0.0.1", "[::1]"]
    if host in HERE:
        return local
    name = socket.gethostname()
    try:
        own = [str(found[4][0]) for found in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)]
    except socket.gaierror:
        own = []
    return [*local, host, name, *own]


def become_server(host: str, port: int) -> None:
    """Replace this process: nothing of the setting up stays in memory, and signals go straight to the server."""
    os.environ.setdefault(HOSTS_VARIABLE, " ".join(names_to_answer_to(host)))
    command = [sys.executable, "-m", "config.server", host, str(port)]
    os.execv(command[0], command)  # noqa: S606  # no shell wanted


def main(arguments: Sequence[str]) -> None:
    """Serve until told to stop."""
    host, port = arguments
    SiteServer(host, int(port)).serve(target_loader=load_application)


if __name__ == "__main__":
    main(sys.argv[1:])
