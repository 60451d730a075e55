#!/usr/bin/env python3
"""Django's command line, run in the project's own environment."""

import os
import sys

if __name__ == "__main__":
    # Here and without newer syntax, so that an old Python can still read it.
    if sys.version_info < (3, 11):  # noqa: UP036  # requires-python is known to installers only
        version = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"Underfoot needs Python 3.11 or newer and this is Python {version}. Try: python3.11 manage.py up")

    from config import bootstrap

    bootstrap.enter(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
