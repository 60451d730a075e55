"""check_pictures finds what does not belong together, and removes only files that belong to no photo."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from catalogue import images
from catalogue.models import Picture
from tests.desk import address, complaints, logged_in, submit
from tests.photos import files_in, make_stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def complaint(*arguments: str) -> str:
    """The sum that the command fails with."""
    with pytest.raises(CommandError) as failed:
        call_command("check_pictures", *arguments)
    return str(failed.value)


def test_it_is_content_where_there_is_nothing_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_pictures")
    told = "files without a photo: 0, of deleted photos: 0, removed: 0, photos without a file: 0, missing sizes: 0\n"
    assert capsys.readouterr().out == told


def test_it_is_content_where_files_and_rows_belong_together() -> None:
    make_stored()
    call_command("check_pictures")


def test_it_names_files_that_belong_to_no_photo_and_keeps_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone, _stays = make_stored(), make_stored(colour="red")
    before = files_in(tmp_path)
    names = [str(gone.image.name), *images.names_of(gone)]
    gone.delete()
    assert (
        complaint()
        == "files without a photo: 5, of deleted photos: 0, removed: 0, photos without a file: 0, missing sizes: 0"
    )
    assert capsys.readouterr().out.splitlines() == [f"file without a photo: {name}" for name in sorted(names)]
    assert files_in(tmp_path) == before


def test_asked_to_it_removes_those_and_nothing_else(tmp_path: Path) -> None:
    gone, stays = make_stored(), make_stored(colour="red")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "notes.txt").write_text("not a photo’s")
    gone.delete()
    call_command("check_pictures", "--delete")
    assert files_in(tmp_path) == {str(stays.image.name), *images.names_of(stays), "elsewhere/notes.txt"}


def test_a_file_that_a_draft_needs_is_no_orphan(tmp_path: Path) -> None:
    make_stored(alternative_text_de="")
    before = files_in(tmp_path)
    call_command("check_pictures", "--delete")
    assert files_in(tmp_path) == before


def test_it_names_photos_whose_file_is_gone_and_keeps_them(capsys: pytest.CaptureFixture[str]) -> None:
    picture = make_stored()
    Path(picture.image.path).unlink()
    assert complaint("--delete").endswith("photos without a file: 1, missing sizes: 0")
    assert f"photo without a file: {picture.image.name}" in capsys.readouterr().out
    assert Picture.objects.filter(pk=picture.pk).exists()


def test_it_names_missing_sizes_which_make_pictures_makes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = images.names_of(make_stored())[0]
    (tmp_path / name).unlink()
    assert complaint().endswith("missing sizes: 1")
    assert f"missing size: {name}" in capsys.readouterr().out
    call_command("make_pictures")
    call_command("check_pictures")


def test_the_desk_asks_for_a_file_that_is_gone_once_more() -> None:
    photo = make_stored()
    photo.image.storage.delete(str(photo.image.name))
    refused = submit(logged_in(), address(Picture, "change", photo.pk), {"credit": "A. Nobody"})
    assert "The file of this photo is gone. Choose it again." in complaints(refused)
