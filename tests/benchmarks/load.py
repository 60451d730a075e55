"""Requests per second over HTTP: the real server with two workers, and a small client on the same machine."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from socket import socket
from statistics import median
from time import monotonic, sleep

from tests.benchmarks.addresses import BASELINE_PATH, FIXED_SETS, LIST_PATH
from tests.benchmarks.stack import OK

HOST = "127.0.0.1"
CONNECTIONS = 4
SECONDS_A_ROUND = 4.0
MOST_A_CONNECTION = 2_000
SECONDS_TO_START = 60.0
SECONDS_FOR_ANSWER = 30.0


def requests_per_second(database: Path, repeats: int) -> dict[str, float]:
    """The medians of interleaved rounds, by path."""
    with server(database) as port:
        rates: dict[str, list[float]] = {LIST_PATH: [], BASELINE_PATH: []}
        for repeat in range(repeats + 1):
            for path, found in rates.items():
                rate = one_round(port, path, FIXED_SETS)
                if repeat:  # the first round warms both workers
                    found.append(rate)
    return {path: median(found) for path, found in rates.items()}


@contextmanager
def server(database: Path) -> Iterator[int]:
    """The port of a running server over this database; it ends with the block."""
    with socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
    environment = {**os.environ, "UNDERFOOT_DATABASE_URL": str(database), "UNDERFOOT_HOSTS": HOST}
    command = [sys.executable, "-m", "tests.benchmarks.server", HOST, str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as running:
        try:
            _wait_for(port)
            yield port
        finally:
            running.terminate()


def _wait_for(port: int) -> None:
    deadline = monotonic() + SECONDS_TO_START
    while True:
        try:
            _get(HTTPConnection(HOST, port, timeout=SECONDS_FOR_ANSWER), "/health/ready")
        except OSError:
            if monotonic() > deadline:
                raise
            sleep(0.2)
        else:
            return


def one_round(port: int, path: str, queries: Sequence[str]) -> float:
    """Pages per second of a few connections that each ask for one list after the other."""
    counts = [0] * CONNECTIONS
    started = monotonic()
    deadline = started + SECONDS_A_ROUND

    def ask(number: int) -> None:
        connection = HTTPConnection(HOST, port, timeout=SECONDS_FOR_ANSWER)
        first = number * len(queries) // CONNECTIONS
        for query in islice(cycle([*queries[first:], *queries[:first]]), MOST_A_CONNECTION):
            if monotonic() > deadline:
                break
            _get(connection, f"{path}?{query}" if query else path)
            counts[number] += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (monotonic() - started)


def _get(connection: HTTPConnection, address: str) -> None:
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    if response.status != OK:
        raise ValueError(f"{response.status} for {address}")
