"""A process that serves the site ends what takes too long; commands may take their time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ASK = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
    print(*cursor.fetchone())
"""
SERVING = f"import config.wsgi\n{ASK}"
COMMAND = f"import django\ndjango.setup()\n{ASK}"
SLOW = """
import django
django.setup()
import config.serving
config.serving.LONGEST_QUESTION = "100ms"
import config.wsgi
from django.db import OperationalError, connection
try:
    connection.cursor().execute("SELECT pg_sleep(30)")
except OperationalError:
    print("ended")
"""


@pytest.mark.parametrize(
    ("program", "said"), [(SERVING, "10s 5s"), (COMMAND, "0 0"), (SLOW, "ended")], ids=["serving", "command", "slow"]
)
def test_questions_are_ended_where_the_site_is_served(postgresql_url: str, program: str, said: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "UNDERFOOT_DATABASE_URL": postgresql_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout.strip()) == (0, said), run.stderr
