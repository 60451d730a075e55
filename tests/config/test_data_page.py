"""/data/: the whole data set to download, described so that a program can check it."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from catalogue.models import Product, Source
from config import data_files
from config.data_schema import SCHEMA, Kind
from config.open_data import EXPORTS, as_csv, open_data
from tests import builders as make
from tests.pages import opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.OPEN_DATA_ROOT = tmp_path / "open-data"
    return tmp_path / "open-data"


def answer(client: Client, name: str, **headers: str) -> Any:
    """What is answered for a file, read to its end."""
    response: Any = client.get(f"/data/{name}", headers=headers)
    response.read = b"".join(response)  # which closes it
    return response


def content(client: Client, name: str) -> bytes:
    """A file as it is downloaded."""
    response = answer(client, name)
    assert response.status_code == 200
    found: bytes = response.read
    return found


def table(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.usefixtures("starting_data")
class TestTheStartingData:
    @pytest.fixture
    def records(self) -> Any:
        return open_data()

    def test_a_script_can_check_every_download_by_the_page(self, client: Client) -> None:
        stated = {code["data-file"]: code.text for code in opened(client, "/data/").all("code", class_="checksum")}
        assert {"facts.json", "facts.csv", data_files.EVERYTHING, data_files.DESCRIPTION} <= set(stated)
        for name, checksum in stated.items():
            assert hashlib.sha256(content(client, name)).hexdigest() == checksum, name

    def test_json_files_hold_what_the_exports_write(self, client: Client, records: Any) -> None:
        for name in EXPORTS:
            assert json.loads(content(client, f"{name}.json")) == records[name]

    def test_every_field_of_every_file_is_explained(self, records: Any) -> None:
        assert list(SCHEMA) == list(EXPORTS)
        for name, found in records.items():
            fields = {field.name: field for field in SCHEMA[name].fields}
            assert not {key for record in found for key in record} - set(fields), name
            assert all(str(field.meaning) for field in fields.values()), name

    def test_every_field_that_an_export_may_write_is_named_in_its_order(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Fields that are empty today too: exports leave those out."""
        for module in ("catalogue.exports.products", "catalogue.exports.knowledge", "comparisons.exports"):
            monkeypatch.setattr(f"{module}.record", dict)
        make.make_product(status=Product.Status.WITHDRAWN)
        for name, export in EXPORTS.items():
            written = {tuple(record) for record in export()}
            assert written == {tuple(field.name for field in SCHEMA[name].fields)}, name

    def test_every_field_is_of_the_kind_that_is_named(self, records: Any) -> None:
        types = {
            Kind.TEXT: (str, int, float),
            Kind.NUMBER: (int, float),
            Kind.YES: (bool,),
            Kind.LIST: (list,),
            Kind.LANGUAGES: (dict,),
            Kind.LANGUAGE_LISTS: (dict,),
            Kind.RECORDS: (list,),
        }
        for name, topic in SCHEMA.items():
            for field in topic.fields:
                values = [record[field.name] for record in records[name] if field.name in record]
                assert all(isinstance(value, types[field.kind]) for value in values), (name, field.name)

    def test_tables_have_as_many_rows_as_records_and_a_heading(self, client: Client, records: Any) -> None:
        for name, topic in SCHEMA.items():
            if topic.is_flat:
                heading, *rows = table(content(client, f"{name}.csv"))
                assert len(rows) == len(records[name])
                assert {len(row) for row in rows} <= {len(heading)}
        assert table(content(client, "problems.csv"))[0][4:6] == ["name_en", "name_de"]

    def test_the_archive_holds_every_file_as_it_is(self, client: Client) -> None:
        archive = zipfile.ZipFile(io.BytesIO(content(client, data_files.EVERYTHING)))
        names = {f"{name}.json" for name in SCHEMA} | {f"{name}.csv" for name in SCHEMA if SCHEMA[name].is_flat}
        assert set(archive.namelist()) == names | {data_files.DESCRIPTION}
        assert archive.read("facts.csv") == content(client, "facts.csv")
        assert archive.read("withdrawn.json") == b"[]\n"

    def test_the_description_names_fields_licence_date_and_checksums(self, client: Client) -> None:
        package = json.loads(content(client, data_files.DESCRIPTION))
        assert package["licenses"][0]["name"] == "CC-BY-4.0"
        facts = next(one for one in package["resources"] if one["path"] == "facts.csv")
        assert facts["hash"] == f"sha256:{hashlib.sha256(content(client, 'facts.csv')).hexdigest()}"
        assert [field["name"] for field in facts["schema"]["fields"]] == table(content(client, "facts.csv"))[0]
        assert package["created"]
        assert package["version"]

    def test_the_page_says_licence_date_and_state(self, client: Client) -> None:
        page = opened(client, "/data/")
        assert "CC-BY-4.0" in page.main.text
        assert page.main.one("time")["datetime"] == data_files.current_data().made_on.isoformat()
        assert data_files.current_data().revision in page.main.text

    def test_kept_files_cost_one_question(self, client: Client, django_assert_num_queries: Any) -> None:
        client.get("/data/")
        with django_assert_num_queries(1):
            client.get("/data/")
        with django_assert_num_queries(1):
            answer(client, "facts.json")


class TestWhatIsKept:
    def test_files_are_made_once_for_each_state(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        made: list[int] = []
        whole = open_data

        def counted() -> Any:
            made.append(1)
            return whole()

        monkeypatch.setattr(data_files, "open_data", counted)
        for name in ("sources.json", "sources.csv", "sources.json"):
            content(client, name)
        assert len(made) == 1
        make.make_source(slug="new")
        assert "new" in content(client, "sources.json").decode()
        assert len(made) == 2

    def test_the_same_state_gives_the_same_bytes(self, client: Client, folder: Path) -> None:
        make.make_product()
        first = content(client, data_files.EVERYTHING)
        for kept in folder.iterdir():
            for file in kept.iterdir():
                file.unlink()
            kept.rmdir()
        assert content(client, data_files.EVERYTHING) == first

    def test_old_states_are_forgotten(self, client: Client, folder: Path) -> None:
        for _edit in range(4):
            make.make_source()
            client.get("/data/")
        assert len(list(folder.iterdir())) == data_files.KEPT

    def test_half_written_files_are_made_again(self, client: Client, folder: Path) -> None:
        whole = content(client, "sources.json")
        (kept,) = folder.iterdir()
        (kept / "sources.json").write_bytes(b"[")
        (kept / "made.json").write_bytes(b"[")
        assert content(client, "sources.json") == whole

    def test_an_edit_while_they_are_made_is_in_them(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        whole, edits = open_data, iter(["late"])

        def edited() -> Any:
            found = whole()
            for slug in edits:
                make.make_source(slug=slug)
            return found

        monkeypatch.setattr(data_files, "open_data", edited)
        assert "late" in content(client, "sources.json").decode()

    def test_nothing_is_sent_twice_while_nothing_changed(self, client: Client) -> None:
        etag = answer(client, "sources.json")["ETag"]
        again = answer(client, "sources.json", if_none_match=etag)
        assert (again.status_code, again.read) == (304, b"")
        make.make_source()
        assert answer(client, "sources.json", if_none_match=etag).status_code == 200


class TestAFile:
    def test_is_sent_in_parts_with_name_and_type(self, client: Client) -> None:
        response = answer(client, "facts.csv")
        assert response.streaming
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert response["Content-Disposition"] == 'attachment; filename="facts.csv"'
        assert not response.cookies

    @pytest.mark.parametrize("name", ["made.json", "nothing.json", "..%2Fsecret-key", "features.csv", "facts"])
    def test_of_another_name_is_not_there(self, client: Client, name: str) -> None:
        assert client.get(f"/data/{name}").status_code == 404

    def test_names_withdrawn_products_and_no_drafts(self, client: Client) -> None:
        make.make_product(slug="gone", status="withdrawn")
        make.make_product(slug="draft", status="draft")
        assert [row["slug"] for row in json.loads(content(client, "withdrawn.json"))] == ["gone"]
        assert "draft" not in content(client, "products.json").decode()


class TestATable:
    @pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
    def test_holds_no_formula(self, title: str) -> None:
        record = {"slug": "label", "title": title}
        assert table(as_csv(SCHEMA["sources"], [record]))[1][2] == f"'{title}"

    def test_keeps_numbers_lists_languages_and_line_breaks(self) -> None:
        problem = {
            "slug": "ache",
            "name": {"en": "Ache"},
            "lay_names": {"en": ["a", "b"], "de": []},
            "selectable": True,
        }
        row = dict(zip(*table(as_csv(SCHEMA["problems"], [problem])), strict=True))
        assert (row["name_en"], row["name_de"], row["lay_names_en"], row["selectable"]) == ("Ache", "", "a | b", "true")
        assert table(as_csv(SCHEMA["brands"], [{"name": 'Two\nlines, "quoted"'}]))[1][1] == 'Two\nlines, "quoted"'


def test_nothing_that_visitors_reported_is_in_the_data(client: Client) -> None:
    product = make.make_product()
    make.make_report(product, make.make_feature(), wrong="A secret fault.")
    archive = zipfile.ZipFile(io.BytesIO(content(client, data_files.EVERYTHING)))
    assert not [name for name in archive.namelist() if b"A secret fault." in archive.read(name)]
    assert Product.objects.exists()
    assert Source.objects.count() == 0
