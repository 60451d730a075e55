"""Photos are in the history as all else is; their files wait for a restore until an orphan check takes them away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from catalogue import images
from catalogue.models import Edit, Picture, Product, recorded
from tests import builders as make
from tests.catalogue.test_photos_page import arrange, send
from tests.desk import address, logged_in, submit
from tests.photos import WORDS, files_in, make_file, make_stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk() -> Client:
    return logged_in()


@pytest.fixture
def photo() -> Picture:
    return make_stored()


def last() -> dict[str, tuple[Any, Any]]:
    """What the last edit says of its one photo, field by field."""
    row = Edit.objects.latest("pk").rows.get()
    assert row.model == "catalogue.picture"
    before, after = row.before or {}, row.after or {}
    return {
        name: (before.get(name), after.get(name)) for name in {**before, **after} if before.get(name) != after.get(name)
    }


def undo(desk: Client, edit: Edit | None = None, **only: Any) -> str:
    """Restore by the last edit's page, and read what is said."""
    page = address(Edit, "change", (edit or Edit.objects.latest("pk")).pk)
    return str(desk.post(page, only, follow=True).content.decode())


def delete(desk: Client, photo: Picture) -> Edit:
    arrange(desk, photo.product, {0: {"DELETE": "on"}})
    return Edit.objects.latest("pk")


class TestAnEdit:
    def test_tells_a_photo_that_was_added_with_who_and_why(self, desk: Client) -> None:
        product = make.make_product()
        send(desk, product, make_file(), credit="Testa", _why="A made-up reason.")
        edit = Edit.objects.get()
        assert (edit.by, edit.why, edit.rows.get().product) == ("editor", "A made-up reason.", product.pk)
        assert last()["credit"] == (None, "Testa")
        assert not {"width", "height"} & set(last()), "these come from the file"

    def test_tells_words_licence_and_crop(self, desk: Client, photo: Picture) -> None:
        arrange(desk, photo.product, {0: {"licence": "another", "alternative_text_de": "Anders.", "focus": "0-100"}})
        assert last() == {
            "licence": ("made up", "another"),
            "alternative_text_de": (WORDS["alternative_text_de"], "Anders."),
            "focus_x": (50, 0),
            "focus_y": (50, 100),
        }

    def test_tells_every_photo_that_moved(self, desk: Client, photo: Picture) -> None:
        other = make_stored(photo.product, colour="red", position=2)
        arrange(desk, photo.product, move=f"{other.pk}:up")
        edit = Edit.objects.get()
        moved = {row.row: (row.before["position"], row.after["position"]) for row in edit.rows.all()}
        assert moved == {photo.pk: (1, 2), other.pk: (2, 1)}

    def test_is_listed_with_those_of_its_product(self, desk: Client, photo: Picture) -> None:
        submit(desk, address(Picture, "change", photo.pk), {"credit": "Another", "image": None})
        assert Edit.objects.of_product(photo.product.pk).count() == 1
        assert "A made-up photo." in desk.get(address(Edit, "change", Edit.objects.get().pk)).content.decode()


class TestARestore:
    def test_brings_back_one_field(self, desk: Client, photo: Picture) -> None:
        arrange(desk, photo.product, {0: {"licence": "another", "credit": "Another"}})
        undo(desk, row=Edit.objects.get().rows.get().pk, field="licence")
        photo.refresh_from_db()
        assert (photo.licence, photo.credit) == ("made up", "Another")

    def test_brings_back_the_order(self, desk: Client, photo: Picture) -> None:
        other = make_stored(photo.product, colour="red", position=2)
        arrange(desk, photo.product, move=f"{other.pk}:up")
        undo(desk)
        assert list(photo.product.pictures.order_by("position")) == [photo, other]

    def test_brings_back_a_deleted_photo_with_its_file_and_sizes(
        self, desk: Client, photo: Picture, tmp_path: Path, django_capture_on_commit_callbacks: Any
    ) -> None:
        before = Picture.objects.values().get()
        delete(desk, photo)
        (tmp_path / images.names_of(photo)[0]).unlink()
        with django_capture_on_commit_callbacks(execute=True):
            undo(desk)
        assert Picture.objects.values().get() == before
        assert files_in(tmp_path) == {str(photo.image.name), *images.names_of(photo)}

    def test_says_so_where_the_file_was_cleared_away(self, desk: Client, photo: Picture) -> None:
        edit = delete(desk, photo)
        call_command("check_pictures", "--delete")
        told = undo(desk, edit)
        assert "Nothing was restored." in told
        assert "was cleared away" in told
        assert not Picture.objects.exists()

    def test_of_a_product_does_not_wait_for_a_file_that_was_cleared_away(self, desk: Client, photo: Picture) -> None:
        with recorded():
            Product.objects.get().save()
            photo.product.line = "Another"
            photo.product.save()
            photo.delete()
        call_command("check_pictures", "--delete")
        undo(desk, product=photo.product.pk)
        assert Product.objects.get().line == ""


class TestTheOrphanCheck:
    def test_keeps_the_files_of_a_deleted_photo_and_is_content(
        self, desk: Client, photo: Picture, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = files_in(tmp_path)
        delete(desk, photo)
        call_command("check_pictures")
        assert f"file of a deleted photo: {photo.image.name}" in capsys.readouterr().out
        assert files_in(tmp_path) == before

    def test_takes_them_away_when_asked_to(self, desk: Client, photo: Picture, tmp_path: Path) -> None:
        delete(desk, photo)
        call_command("check_pictures", "--delete")
        assert not files_in(tmp_path)
