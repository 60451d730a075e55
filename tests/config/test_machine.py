"""What the machine can do, and the words when it cannot."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import machine
from config.machine import browser_problem, explain, folder_problem, port_problem


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


class TestAPort:
    def test_that_is_free_is_no_problem(self, taken_port: int) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            free = listener.getsockname()[1]
        assert port_problem("127.0.0.1", free) is None

    def test_that_is_taken_is_named_with_one_that_is_free(self, taken_port: int) -> None:
        problem = port_problem("127.0.0.1", taken_port) or ""
        assert f"Port {taken_port} is taken by another program" in problem
        suggested = int(problem.rsplit("--port ", 1)[1])
        assert suggested != taken_port
        assert port_problem("127.0.0.1", suggested) is None

    def test_on_a_host_that_is_not_this_machine_is_refused(self) -> None:
        assert "not an address of this machine" in (port_problem("192.0.2.1", 8000) or "")

    def test_on_a_host_that_nobody_knows_is_refused(self) -> None:
        assert "knows no host named nonesuch.invalid" in (port_problem("nonesuch.invalid", 8000) or "")


class TestAFolder:
    def test_that_can_be_written_to_is_no_problem_even_if_it_has_yet_to_be_made(self, tmp_path: Path) -> None:
        assert folder_problem(tmp_path / "var" / "deep") is None

    def test_that_cannot_be_written_to_is_named(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr("os.access", lambda path, mode: False)
        assert f"The folder {tmp_path} cannot be written to" in (folder_problem(tmp_path / "var") or "")

    def test_that_is_a_file_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "var").touch()
        assert "cannot be written to" in (folder_problem(tmp_path / "var") or "")


class TestAnInstallersFailure:
    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            ("Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "online"),
            ("ERROR: No matching distribution found for x==1 (from versions: none)", "online"),
            ("error sending request for url: dns error", "online"),
            ("SSLError(CERTIFICATE_VERIFY_FAILED): connection broken", "certificate"),
            ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one that was locked"),
            ("ERROR: No matching distribution found for x==1 (from versions: 2, 3)", "ready-made build"),
            ("OSError: [Errno 28] No space left on device", "disk is full"),
            ("Segmentation fault", "The installation failed"),
        ],
    )
    def test_is_told_in_plain_words_with_its_last_line(self, said: str, meant: str) -> None:
        words = explain(f"first line\nsecond\nthird\n{said}\n")
        assert meant in words
        assert said in words
        assert "first line" not in words


class TestTheBrowser:
    def test_that_is_missing_is_named_with_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("shutil.which", lambda name: None)
        monkeypatch.setattr(machine, "_has_library", lambda name: False)
        problem = browser_problem() or ""
        assert "a Chromium browser and the library libatomic.so.1" in problem
        assert "apt-get install chromium-headless-shell libatomic1" in problem
        assert "--no-browser" in problem

    def test_that_is_there_is_no_problem(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("shutil.which", lambda name: f"/somewhere/{name}")
        monkeypatch.setattr(machine, "_has_library", lambda name: True)
        assert browser_problem() is None


class TestAnAptInstallation:
    @pytest.mark.parametrize(
        ("system", "user", "may"), [("debian", 0, True), ("debian", 1000, False), ("ubuntu", 0, False)]
    )
    def test_is_made_by_root_on_debian_only(
        self, monkeypatch: pytest.MonkeyPatch, system: str, user: int, may: bool
    ) -> None:
        monkeypatch.setattr("platform.freedesktop_os_release", lambda: {"ID": system})
        monkeypatch.setattr("os.geteuid", lambda: user)
        monkeypatch.setattr("shutil.which", lambda name: f"/somewhere/{name}")
        assert machine.can_use_apt() is may
