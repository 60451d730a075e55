"""How share pictures are kept and answered, and what the picture of an insole says."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from catalogue.drawing.share import ProductPicture, content_key, share_png
from catalogue.models import Feature, Product, sheets
from catalogue.sharing import answers, picture_answer, product_picture
from tests.builders import DAY, make_brand, make_feature, make_product, make_shown, make_statement
from tests.pages import opened
from tests.share_pictures import SHORT, comparison, opened_picture, product

PICTURE = comparison(SHORT, SHORT)


def picture_of(found: Product) -> ProductPicture:
    """What is drawn for a product."""
    return product_picture(sheets([found], list(Feature.objects.with_choices()))[0])


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """An empty folder for kept pictures."""
    settings.SHARE_PICTURES_ROOT = tmp_path / "share-pictures"
    return tmp_path / "share-pictures"


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every picture that is really drawn."""
    found: list[object] = []

    def counted(picture: Any) -> bytes:
        found.append(picture)
        return share_png(picture)

    monkeypatch.setattr(answers, "share_png", counted)
    return found


class TestKeeping:
    def test_the_second_time_nothing_is_drawn(self, folder: Path, drawings: list[object]) -> None:
        first, second = picture_answer(PICTURE, ""), picture_answer(PICTURE, "")
        assert first.content == second.content == share_png(PICTURE)
        assert drawings == [PICTURE]
        assert [path.name for path in folder.iterdir()] == [f"{content_key(PICTURE)}.png"]

    def test_another_content_is_another_picture(self, folder: Path, drawings: list[object]) -> None:
        other = comparison(SHORT, SHORT, points=1)
        assert picture_answer(PICTURE, "")["ETag"] != picture_answer(other, "")["ETag"]
        assert drawings == [PICTURE, other]

    def test_only_so_many_are_kept_and_the_oldest_goes_first(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(answers, "MOST_KEPT", 3)
        folder.mkdir()
        for age in range(5):
            (folder / f"{age}.png").write_bytes(b"made up")
            os.utime(folder / f"{age}.png", (1_000 + age, 1_000 + age))
        picture_answer(PICTURE, "")
        assert sorted(path.name for path in folder.iterdir()) == ["3.png", "4.png", f"{content_key(PICTURE)}.png"]

    def test_a_folder_that_cannot_be_written_only_costs_time(
        self, folder: Path, drawings: list[object], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*args: object, **kwargs: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("catalogue.sharing.answers.tempfile.mkstemp", full)
        assert [opened_picture(picture_answer(PICTURE, "").content).size for _ in range(2)] == [(1200, 630)] * 2
        assert drawings == [PICTURE, PICTURE]

    def test_a_disk_that_fills_up_while_it_is_written_leaves_no_half_picture(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*args: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("catalogue.sharing.answers.os.replace", full)
        assert opened_picture(picture_answer(PICTURE, "").content).size == (1200, 630)
        assert list(folder.iterdir()) == []

    def test_a_place_that_is_no_folder_only_costs_time(self, folder: Path) -> None:
        folder.write_text("made up", encoding="utf-8")
        assert opened_picture(picture_answer(PICTURE, "").content).size == (1200, 630)

    def test_somebody_else_may_remove_a_picture_meanwhile(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(answers, "MOST_KEPT", 0)
        monkeypatch.setattr(answers, "_ages", lambda _folder: iter([(1.0, str(folder / "gone.png"))]))
        assert picture_answer(PICTURE, "").status_code == 200


@pytest.mark.usefixtures("folder")
class TestTheAnswer:
    def test_is_a_picture_that_anybody_may_keep_for_a_while(self) -> None:
        answer = picture_answer(PICTURE, "")
        assert answer["Content-Type"] == "image/png"
        assert "public" in answer["Cache-Control"]
        assert "max-age=" in answer["Cache-Control"]

    @pytest.mark.parametrize("known", ['"{key}"', 'W/"{key}"', '"other", "{key}"', "*"])
    def test_who_has_it_gets_no_second_copy(self, known: str, drawings: list[object]) -> None:
        answer = picture_answer(PICTURE, known.format(key=content_key(PICTURE)))
        assert (answer.status_code, answer.content, drawings) == (304, b"", [])
        assert content_key(PICTURE) in answer["ETag"]
        assert "max-age=" in answer["Cache-Control"]

    def test_who_has_another_one_gets_it(self) -> None:
        assert picture_answer(PICTURE, '"other"').status_code == 200


@pytest.mark.django_db
class TestWhatItSaysOfAnInsole:
    def test_brand_name_and_kind(self) -> None:
        found = picture_of(make_product(name="Nonesuch 7", category="support", level="line", is_discontinued=True))
        assert (found.insole.brand, found.insole.name) == ("Testa", "Nonesuch 7")
        assert found.kind == "Support insole, Product line, Discontinued"

    def test_a_brand_that_is_part_of_the_name_is_said_once(self) -> None:
        insole = picture_of(make_product(name="Testa Nonesuch", brand=make_brand())).insole
        assert (insole.brand, insole.name) == ("", "Testa Nonesuch")

    def test_at_most_five_values_core_features_first(self) -> None:
        found = make_product()
        for number in range(6):
            make_shown(found, make_feature(f"made-up-{number}", is_core=number > 3), "high")
        labels = [fact.label for fact in picture_of(found).facts]
        assert labels == ["Made up 4", "Made up 5", "Made up 0", "Made up 1", "Made up 2"]

    def test_that_sources_disagree_about_a_value(self) -> None:
        found, feature = make_product(), make_feature()
        make_statement(found, feature, "low", voice="retailer")
        make_shown(found, feature, "high")
        (fact,) = picture_of(found).facts
        assert (fact.text, fact.remark) == ("High", "sources disagree")

    def test_that_nothing_is_stated(self) -> None:
        found = picture_of(make_product())
        assert (found.facts, found.note) == ((), "No source that we use states anything about this insole.")

    def test_the_drawing_follows_the_values(self) -> None:
        found = make_product()
        unknown = picture_of(found)
        make_shown(found, make_feature("arch-height", zone="midfoot"), "high")
        known = picture_of(found)
        assert (unknown.insole.shape.arch_height, known.insole.shape.arch_height) == (None, "high")
        assert "high arch" in known.alt
        assert known.alt.startswith("Testa Nonesuch 1, ")

    def test_in_german_on_german_pages(self) -> None:
        found = make_product(category="support")
        english = picture_of(found)
        with translation.override("de"):
            german = picture_of(found)
        assert german.kind == "Stützende Einlegesohle" != english.kind
        assert german.caption == "Gezeichnet nach dem, was angegeben ist. Gestrichelt: nicht angegeben."
        assert content_key(german) != content_key(english)


@pytest.mark.django_db
@pytest.mark.usefixtures("folder")
class TestThePictureOfAPage:
    def answer(self, client: Client, slug: str, language: str = "") -> HttpResponse:
        found = client.get(f"{language}/insoles/{slug}/share.png")
        assert isinstance(found, HttpResponse)
        return found

    def test_is_the_one_that_the_page_names(self, client: Client) -> None:
        make_product(slug="testa-one")
        for language in ("", "/de"):
            page = opened(client, f"{language}/insoles/testa-one/")
            named = page.one("meta", property="og:image")["content"]
            assert named == f"http://testserver{language}/insoles/testa-one/share.png"
            assert opened_picture(client.get(named).content).size == (1200, 630)
            assert page.one("meta", property="og:url")["content"] == f"http://testserver{language}/insoles/testa-one/"

    def test_has_another_tag_once_a_value_changed(self, client: Client) -> None:
        found = make_product(slug="testa-one")
        before = self.answer(client, "testa-one")["ETag"]
        assert self.answer(client, "testa-one")["ETag"] == before
        make_shown(found, make_feature("heel-cup", zone="rearfoot"), "high")
        assert self.answer(client, "testa-one")["ETag"] != before

    def test_differs_between_the_languages(self, client: Client) -> None:
        make_product(slug="testa-one", category="support")
        assert self.answer(client, "testa-one")["ETag"] != self.answer(client, "testa-one", "/de")["ETag"]

    def test_is_not_there_for_an_insole_that_is_unknown_or_withdrawn(self, client: Client) -> None:
        make_product(slug="testa-gone", status="withdrawn", checked_on=DAY)
        assert self.answer(client, "testa-gone").status_code == 404
        assert self.answer(client, "nobody").status_code == 404

    def test_costs_few_queries(self, client: Client, django_assert_max_num_queries: Any) -> None:
        make_product(slug="testa-one")
        with django_assert_max_num_queries(6):
            self.answer(client, "testa-one")

    def test_what_is_said_of_a_link_is_escaped(self, client: Client) -> None:
        make_product(slug="testa-one", name='Nonesuch "<b>"')
        page = opened(client, "/insoles/testa-one/")
        assert page.one("meta", property="og:title")["content"] == 'Testa Nonesuch "<b>"'


def test_a_picture_with_no_fact_shows_its_note() -> None:
    assert share_png(product(facts=0)) != share_png(product(facts=1))
