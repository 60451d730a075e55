"""`python3 manage.py up`: from an empty folder to the site, and again."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.contrib.auth.models import User

from config.bootstrap import ROOT
from config.management.commands.up import EDITOR, port_number, renew_editor
from config.server import names_to_answer_to, site_address
from tests.browser.conftest import free_port

SECONDS_TO_START = 60


@contextmanager
def running(data: Path, port: int, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """`up`, with what it says in `up.log` of the data folder; ended as by Ctrl-C in a terminal, to all its processes."""
    with (data.parent / "up.log").open("w") as log:
        up = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(port), *arguments],
            cwd=ROOT,
            env={**os.environ, "UNDERFOOT_VAR_DIR": str(data)},
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            wait_for(up, port)
            yield up
        finally:
            os.killpg(up.pid, signal.SIGINT)
            up.wait(timeout=20)


def wait_for(up: subprocess.Popen[str], port: int) -> None:
    """Until the site answers or `up` has ended."""
    deadline = time.monotonic() + SECONDS_TO_START
    while up.poll() is None and time.monotonic() < deadline:
        try:
            urlopen(f"http://localhost:{port}/insoles/?feature=heel-cup", timeout=SECONDS_TO_START).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"`up` did not get as far as serving (exit code {up.poll()})")


class TestTheCommand:
    def test_sets_everything_up_serves_and_ends_cleanly_and_is_quick_the_second_time(self, tmp_path: Path) -> None:
        data, port, log = tmp_path / "var", free_port(), tmp_path / "up.log"
        began = time.monotonic()
        with running(data, port, "--editor") as up:
            first_start = time.monotonic() - began
            assert b"<h1" in urlopen(f"http://localhost:{port}/insoles/").read()
            time.sleep(0.5)  # the log is written after the answer
        assert up.returncode == 0
        first = log.read_text()
        assert f"Underfoot is at http://localhost:{port}/" in first
        assert "Loading the starting data" in first
        assert re.search(rf"user +{EDITOR}\n +password +\S{{16}}\n", first)

        assert "GET /insoles/  200" in first
        assert "heel-cup" not in first, "what was asked for is nobody's business"
        assert "127.0.0.1" not in first

        started = time.monotonic()
        with running(data, port):
            assert time.monotonic() - started < first_start / 1.5, "nothing is set up again"
        second = log.read_text()
        assert "Loading the starting data" not in second
        assert "password" not in second

    def test_says_that_the_port_is_taken_before_it_does_anything(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            refused = refused_up(tmp_path / "var", "--port", str(port))
        assert f"Port {port} is taken by another program" in refused
        assert not (tmp_path / "var" / "underfoot.sqlite3").exists()

    def test_says_that_a_folder_takes_no_data(self, tmp_path: Path) -> None:
        (tmp_path / "var").touch()
        assert f"The folder {tmp_path / 'var'} cannot be written to" in refused_up(tmp_path / "var")


def refused_up(data: Path, *arguments: str) -> str:
    """What `up` says when it cannot go on."""
    command = [sys.executable, "manage.py", "up", *arguments]
    environment = {**os.environ, "UNDERFOOT_VAR_DIR": str(data)}
    up = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert up.returncode == 1
    assert "Traceback" not in up.stderr
    return up.stderr


class TestTheDemoEditor:
    @pytest.mark.django_db
    def test_is_made_once_and_gets_a_new_password_each_time(self) -> None:
        first, second = renew_editor(), renew_editor()
        editor = User.objects.get(username=EDITOR)
        assert editor.is_staff
        assert editor.is_superuser
        assert editor.check_password(second)
        assert not editor.check_password(first)


class TestTheAddress:
    @pytest.mark.parametrize(
        ("host", "address"),
        [
            ("127.0.0.1", "http://localhost:8000/"),
            ("0.0.0.0", "http://localhost:8000/"),  # noqa: S104  # only words here
            ("192.0.2.7", "http://192.0.2.7:8000/"),
            ("2001:db8::7", "http://[2001:db8::7]:8000/"),
        ],
    )
    def test_is_what_a_person_can_type(self, host: str, address: str) -> None:
        assert site_address(host, 8000) == address

    def test_answers_to_this_machine_alone_unless_others_are_let_in(self) -> None:
        assert names_to_answer_to("127.0.0.1") == ["localhost", "127.0.0.1", "[::1]"]
        assert "192.0.2.7" in names_to_answer_to("192.0.2.7")

    def test_has_a_port_that_exists(self) -> None:
        assert port_number("8000") == 8000
        for nonsense in ("0", "65536", "-1", "http", "²"):
            with pytest.raises(ArgumentTypeError):
                port_number(nonsense)
