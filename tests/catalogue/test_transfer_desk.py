"""Tables at the desk: upload, trial run, import; and the export of a list as it is filtered."""

import io
import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase

from catalogue.models import Edit, Offer, Product, Source, Statement
from catalogue.models.recording import Recorder
from tests import builders as make
from tests.catalogue.tables import STATEMENT, as_csv
from tests.desk import address, logged_in, make_editor

KINDS_AT_THE_DESK = (Product, Statement, Offer, Source)


@pytest.fixture
def desk(db: None) -> Client:
    return logged_in()


@pytest.fixture
def rows(desk: Client) -> list[tuple[str, ...]]:
    """A table of three good statements."""
    make.make_product()
    make.make_source()
    make.make_feature("weight", kind="number", unit="g")
    said = [("testa-nonesuch-1", "weight", number, "oz", "made-up-source-1", "maker") for number in "123"]
    return [STATEMENT, *said]


def upload(desk: Client, rows: Iterable[Sequence[Any]], model: type = Statement, name: str = "mine.csv") -> Any:
    """Send a table and follow to what the trial run says."""
    file = SimpleUploadedFile(name, as_csv(rows))
    return desk.post(address(model, "import"), {"table": file}, follow=True)


def confirm(desk: Client, page: Any) -> Any:
    """Press the button of a trial run."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        desk.post(page.request["PATH_INFO"])
    return desk.get(page.request["PATH_INFO"], follow=True)


def text(page: Any) -> str:
    return page.content.decode()  # type: ignore[no-any-return]


class TestImport:
    """A trial run first, then all rows or none."""

    def test_a_trial_run_says_what_each_row_does_and_changes_nothing(
        self, desk: Client, rows: list[tuple[str, ...]]
    ) -> None:
        page = upload(desk, rows)
        assert "New (3)" in text(page)
        assert "Import all rows" in text(page)
        assert not Statement.objects.exists()
        assert not Edit.objects.exists()

    def test_the_button_imports_what_was_tried_once(self, desk: Client, rows: list[tuple[str, ...]]) -> None:
        trial = upload(desk, rows)
        done = confirm(desk, trial)
        assert "The table was imported." in text(done)
        assert Statement.objects.count() == 3
        assert "was imported already" in text(confirm(desk, trial))
        assert Statement.objects.count() == 3

    def test_the_result_leads_to_each_row_and_its_history_tells_the_table(
        self, desk: Client, rows: list[tuple[str, ...]]
    ) -> None:
        done = confirm(desk, upload(desk, rows))
        first = Statement.objects.order_by("pk")[0]
        assert address(Statement, "change", first.pk) in text(done)
        assert set(LogEntry.objects.values_list("change_message", flat=True)) == {"Imported from the table mine.csv."}
        assert Edit.objects.get().why == "Imported from the table mine.csv."

    def test_one_refused_row_leaves_no_button_and_stands_first_with_its_reason(
        self, desk: Client, rows: list[tuple[str, ...]]
    ) -> None:
        page = upload(desk, [*rows, ("testa-nonesuch-1", "wight", "1", "", "made-up-source-1", "maker")])
        assert "Import all rows" not in text(page)
        assert [section["name"] for section in page.context["sections"]] == ["refused", "new"]
        assert "Did you mean “Weight”?" in text(page)
        assert not confirm(desk, page).context["outcome"].is_imported
        assert not Statement.objects.exists()

    def test_a_file_that_is_no_table_is_refused_in_words(self, desk: Client, rows: list[tuple[str, ...]]) -> None:
        assert "The file is empty." in text(upload(desk, [("",)]))

    def test_an_import_that_is_undone_at_its_very_end_can_be_tried_again(
        self, desk: Client, rows: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_arguments: Any) -> None:
            raise OSError("made-up fault: the disk is full")

        trial = upload(desk, rows)
        with monkeypatch.context() as broken:
            broken.setattr(Recorder, "write", full)
            with pytest.raises(OSError, match="made-up"):
                confirm(desk, trial)
        assert not Statement.objects.exists()
        assert "Import all rows" in text(desk.get(trial.request["PATH_INFO"]))
        assert "The table was imported." in text(confirm(desk, trial))

    def test_is_not_called_done_before_it_is(self, desk: Client, rows: list[tuple[str, ...]]) -> None:
        """What stands on the disk follows the database and never runs ahead of it."""
        trial = upload(desk, rows)
        done = desk.post(trial.request["PATH_INFO"], follow=True)
        assert "The table was imported." not in text(done)
        assert "This table is being imported." in text(done)

    def test_what_an_editor_changed_since_the_trial_run_stops_the_import(
        self, desk: Client, rows: list[tuple[str, ...]]
    ) -> None:
        trial = upload(desk, rows)
        confirm(desk, upload(desk, rows[:2]))
        done = confirm(desk, trial)
        assert "has changed since the trial run" in text(done)
        assert Statement.objects.count() == 1

    def test_a_value_that_a_colleague_changed_meanwhile_is_not_written_over(self, desk: Client) -> None:
        product = make.make_product(line="Old")
        trial = upload(desk, [("slug", "line"), (product.slug, "New")], Product)
        Product.objects.update(line="Of a colleague")
        assert "has changed since the trial run" in text(confirm(desk, trial))
        assert Product.objects.get().line == "Of a colleague"

    def test_a_long_list_has_pages(self, desk: Client, rows: list[tuple[str, ...]]) -> None:
        said = [("testa-nonesuch-1", "weight", str(n), "", "made-up-source-1", "maker") for n in range(150)]
        page = upload(desk, [STATEMENT, *said])
        second = desk.get(page.request["PATH_INFO"], {"new": "2"})
        assert [len(found.context["sections"][0]["rows"]) for found in (page, second)] == [100, 50]

    def test_a_table_is_kept_for_its_owner_and_for_a_day(self, desk: Client, rows: list[tuple[str, ...]]) -> None:
        trial = upload(desk, rows)
        path = trial.request["PATH_INFO"]
        other = logged_in(make_editor(username="other"))
        assert "no longer kept" in text(other.get(path, follow=True))
        folder = Path(settings.KEPT_TABLES_ROOT) / path.rstrip("/").rsplit("/", 1)[1]
        days_ago = time.time() - 2 * 24 * 60 * 60
        for old in (folder / "told.json", folder):
            os.utime(old, (days_ago, days_ago))
        assert "no longer kept" in text(desk.get(path, follow=True))
        upload(desk, rows)
        assert not folder.exists()

    def test_a_made_up_address_is_no_file(self, desk: Client) -> None:
        assert "no longer kept" in text(desk.get(address(Statement, "import_outcome", ".."), follow=True))

    @pytest.mark.parametrize("model", KINDS_AT_THE_DESK)
    def test_the_page_names_every_column(self, desk: Client, model: type) -> None:
        page = desk.get(address(model, "import"))
        assert "needed" in text(page)
        assert all(f"<code>{column['heading']}</code>" in text(page) for column in page.context["columns"])

    def test_whoever_may_only_look_or_only_add_may_not_import(self, rows: list[tuple[str, ...]]) -> None:
        looker = make_editor(username="looker", is_superuser=False)
        looker.user_permissions.add(Permission.objects.get(codename="add_statement"))
        client = logged_in(looker)
        assert client.get(address(Statement, "import")).status_code == 403
        assert "Import a table" not in text(client.get(address(Statement, "changelist")))
        assert "Export CSV" in text(client.get(address(Statement, "changelist")))


class TestExport:
    """The list as it is filtered."""

    def test_only_the_rows_of_the_filtered_list_go_out(self, desk: Client) -> None:
        make.make_product()
        make.make_product(status="draft")
        content = text(desk.get(address(Product, "export", "csv"), {"status__exact": "draft"}))
        assert "testa-nonesuch-2" in content
        assert "testa-nonesuch-1" not in content

    def test_the_list_links_to_it_with_its_filters(self, desk: Client) -> None:
        page = text(desk.get(address(Product, "changelist"), {"status__exact": "draft"}))
        assert f"{address(Product, 'export', 'xlsx')}?status__exact=draft" in page

    @pytest.mark.parametrize("form", ["csv", "xlsx"])
    def test_no_cell_is_a_formula(self, desk: Client, form: str) -> None:
        make.make_source(title="=1+1")
        answer = desk.get(address(Source, "export", form))
        if form == "csv":
            assert ",'=1+1," in text(answer)
        else:
            sheet: Any = openpyxl.load_workbook(io.BytesIO(answer.content)).active
            assert (sheet["C2"].value, sheet["C2"].data_type) == ("'=1+1", "s")

    def test_the_file_says_what_it_is(self, desk: Client) -> None:
        answer = desk.get(address(Offer, "export", "csv"))
        assert answer["Content-Disposition"] == 'attachment; filename="offers.csv"'
        assert answer["Content-Type"].startswith("text/csv")

    def test_an_unknown_form_or_filter_leads_nowhere_else(self, desk: Client) -> None:
        assert desk.get(address(Offer, "export", "html")).status_code == 404
        assert desk.get(address(Offer, "export", "csv"), {"nonsense": "1"}).status_code == 302
