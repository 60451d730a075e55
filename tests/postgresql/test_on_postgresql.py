"""What touches the database runs a second time, on PostgreSQL: the same files, in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Files of tests whose outcome may depend on the database.
ON_BOTH = (
    "tests/catalogue/test_fixtures.py",
    "tests/catalogue/test_imports.py",
    "tests/catalogue/test_import_faults.py",
    "tests/catalogue/test_exports.py",
    "tests/catalogue/test_prices.py",
    "tests/catalogue/test_entries.py",
    "tests/catalogue/test_german_behind.py",
    "tests/catalogue/test_changes.py",
    "tests/catalogue/test_changes_page.py",
    "tests/catalogue/test_constraints.py",
    "tests/catalogue/test_report_page.py",
    "tests/catalogue/test_statements.py",
    "tests/catalogue/test_triggers.py",
    "tests/catalogue/test_audit.py",
    "tests/catalogue/test_translation.py",
    "tests/catalogue/test_transfer_rows.py",
    "tests/catalogue/test_withdrawn_products.py",
    "tests/comparisons/test_delta.py",
    "tests/comparisons/test_current.py",
    "tests/comparisons/test_conditions.py",
    "tests/comparisons/test_prices.py",
    "tests/comparisons/test_gone_in_addresses.py",
    "tests/comparisons/test_words_to_look_at_again.py",
    "tests/config/test_history_of_accounts.py",
)


def test_the_same_tests_pass_on_postgresql(postgresql_url: str) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--create-db", *ON_BOTH],
        cwd=ROOT,
        env={**inherited, "UNDERFOOT_DATABASE_URL": postgresql_url},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        pytest.fail(f"On PostgreSQL:\n{run.stdout[-20_000:]}\n{run.stderr[-5_000:]}", pytrace=False)
