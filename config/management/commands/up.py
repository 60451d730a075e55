"""Set everything up and serve the site: `python3 manage.py up`."""

import io
import os
import secrets
import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config.bootstrap import DEFAULT_HOST, DEFAULT_PORT, alone
from config.machine import HIGHEST_PORT, folder_problem, port_problem
from config.progress import step
from config.server import become_server, site_address

EDITOR = "editor"


class Command(BaseCommand):
    """Migrate, load the starting data into an empty catalogue, make pictures, serve."""

    help = "Set everything up and serve the site on this machine. Safe to repeat and to interrupt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and whether to make the demo editor."""
        parser.add_argument("--host", default=DEFAULT_HOST, help="address to listen on; 0.0.0.0 for other machines too")
        parser.add_argument(
            "--port", default=DEFAULT_PORT, type=port_number, help=f"port to listen on (default {DEFAULT_PORT})"
        )
        parser.add_argument(
            "--editor",
            action="store_true",
            help="make the demo editor, or give it a new password, and print its log-in",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Never returns: the server takes the place of this process."""
        host, port = options["host"], options["port"]
        if problem := folder_problem(Path(settings.VAR_DIR)) or port_problem(host, port):
            raise CommandError(problem)
        try:
            prepare()
        except KeyboardInterrupt:
            sys.exit("\nStopped. The next start begins this step again.")
        address = site_address(host, port)
        if options["editor"]:
            self.stdout.write(log_in_words(address, renew_editor()))
        self.stdout.write(f"\nUnderfoot is at {address}   (Ctrl-C stops it)\n\n")
        self.stdout.flush()
        os.chdir(settings.BASE_DIR)
        become_server(host, port)


def port_number(text: str) -> int:
    """A port that a person may choose."""
    if text.isdecimal() and 0 < int(text) <= HIGHEST_PORT:
        return int(text)
    raise ArgumentTypeError(f"{text} is no port; a port is a number from 1 to {HIGHEST_PORT}")


def prepare() -> None:
    """Everything that must be there before the first page; a second start at the same time waits for its turn."""
    data = Path(settings.VAR_DIR)
    data.mkdir(parents=True, exist_ok=True)
    with alone(data):
        _do("Preparing the database", "migrate", interactive=False)
        if is_empty():
            _do("Loading the starting data (on the first start only)", "load_data")
        _do("Collecting style sheets and scripts", "collectstatic", interactive=False)
        _do("Making pictures", "make_pictures")


def is_empty() -> bool:
    """Whether the catalogue holds no product yet."""
    return not apps.get_model("catalogue", "Product")._default_manager.exists()


def _do(what: str, command: str, **options: Any) -> None:
    with step(what):
        call_command(command, verbosity=0, stdout=io.StringIO(), **options)


def renew_editor() -> str:
    """The demo editor with a password that nobody has seen yet."""
    password = secrets.token_urlsafe(12)
    editor, _is_new = get_user_model()._default_manager.update_or_create(
        username=EDITOR, defaults={"is_staff": True, "is_superuser": True, "is_active": True}
    )
    editor.set_password(password)
    editor.save(update_fields=["password"])
    return password


def log_in_words(address: str, password: str) -> str:
    """How to get to the editors' desk."""
    return (
        f"\nThe editors' desk: {address}admin/\n  user      {EDITOR}\n  password  {password}\n"
        "Shown this once and meant for this machine only: a site for others needs accounts of its own."
    )
