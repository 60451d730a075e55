"""`import_table`: the same as at the desk, from the command line."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalogue.models import Edit, Statement
from config.progress import bar
from tests import builders as make
from tests.catalogue.tables import STATEMENT, as_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """One good statement in a file."""
    make.make_product()
    make.make_source()
    make.make_feature("weight", kind="number", unit="g")
    path = tmp_path / "mine.csv"
    path.write_bytes(as_csv([STATEMENT, ("testa-nonesuch-1", "weight", "1", "oz", "made-up-source-1", "maker")]))
    return path


def said(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("import_table", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_trial_run_says_what_would_happen_and_changes_nothing(table: Path) -> None:
    assert said(str(table), "--kind", "statements", "--trial").startswith(
        "1 new, 0 changed, 0 same\nnothing was changed"
    )
    assert not Statement.objects.exists()


def test_without_trial_it_imports_and_derives(table: Path) -> None:
    assert said(str(table), "--kind", "statements") == "1 new, 0 changed, 0 same\nspec entries: 1\n"
    assert Statement.objects.count() == 1


def test_what_was_imported_is_one_edit_in_the_history_and_a_trial_run_is_none(table: Path) -> None:
    said(str(table), "--kind", "statements", "--trial")
    assert not Edit.objects.exists()
    said(str(table), "--kind", "statements")
    (edit,) = Edit.objects.all()
    assert edit.why == "A table was imported."
    assert [row.model for row in edit.rows.all()] == ["catalogue.statement"]


def test_a_refused_row_is_named_and_nothing_imported(table: Path) -> None:
    table.write_bytes(table.read_bytes().replace(b"weight", b"wight"))
    with pytest.raises(CommandError, match=r"row 2 .*feature: There is no feature “wight”. Did you mean “Weight”\?"):
        said(str(table), "--kind", "statements")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(CommandError, match="No such file"):
        said("no-such-file.csv", "--kind", "statements")


def test_the_bar_grows_with_the_rows() -> None:
    assert [bar(0, 4), bar(1, 4), bar(4, 4)] == [
        "[....................] 0 of 4",
        "[#####...............] 1 of 4",
        "[####################] 4 of 4",
    ]
