"""The desk's page of a product's photos: many at once, each judged on its own; words, order and crop; who may do what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from catalogue.admin.photo_forms import FOCUS
from catalogue.models import Picture, Product
from tests import builders as make
from tests.desk import address, logged_in, make_editor
from tests.photos import WORDS, files_in, make_file, make_stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk() -> Client:
    return logged_in()


def page_of(product: Product) -> str:
    """Its address."""
    return reverse("admin:catalogue_product_photos", args=[product.pk])


def send(desk: Client, product: Product, *files: Any, **fields: Any) -> str:
    """Send files, and read the page that follows."""
    answer = desk.post(page_of(product), {"upload": "x", "photos": files, **fields}, follow=True)
    return str(answer.content.decode())


def arrange(desk: Client, product: Product, changes: dict[int, dict[str, Any]] | None = None, **others: Any) -> Any:
    """Send the second form as it stands, with changes of the photos at these places."""
    return send_again(desk, product, desk.get(page_of(product)), changes, **others)


def send_again(
    desk: Client, product: Product, page: Any, changes: dict[int, dict[str, Any]] | None = None, **others: Any
) -> Any:
    """The same from a page that was opened before."""
    formset = page.context["formset"]
    fields = {"_base": page.context["base"]}
    fields |= {field.html_name: field.value() for field in formset.management_form if field.value() is not None}
    for place, form in enumerate(formset.forms):
        fields |= {field.html_name: field.value() or "" for field in form if field.name != "DELETE"}
        fields |= {form.add_prefix(name): value for name, value in (changes or {}).get(place, {}).items()}
    return desk.post(page_of(product), {**fields, **others}, follow=True)


def colours(*names: str) -> list[ContentFile[bytes]]:
    """One photo of each."""
    return [make_file(f"{name}.jpg", name) for name in names]


class TestSendingPhotos:
    def test_many_come_in_at_once_in_their_order_each_with_its_sizes(
        self, desk: Client, tmp_path: Path, django_capture_on_commit_callbacks: Any
    ) -> None:
        product = make.make_product()
        with django_capture_on_commit_callbacks(execute=True):
            page = send(desk, product, *colours("red", "green", "blue"), credit="Testa", licence="made up")
        assert "3 photos were taken in as drafts." in page
        kept = list(product.pictures.all())
        assert [picture.position for picture in kept] == [1, 2, 3]
        assert {(picture.credit, picture.licence) for picture in kept} == {("Testa", "made up")}
        assert len(files_in(tmp_path)) == 3 * (1 + 2 * 2)

    def test_each_is_judged_on_its_own_and_the_reason_stands_beside_its_name(self, desk: Client) -> None:
        product = make.make_product()
        drawing = ContentFile(b"<svg onload='alert(1)'/>", name="<b>drawing.jpg")
        page = send(desk, product, make_file("good.jpg"), drawing, make_file("stamp.jpg", size=(20, 20)))
        assert "1 photo was taken in as a draft." in page
        assert "“&lt;b&gt;drawing.jpg”: This is not a JPEG, PNG or WebP picture." in page
        assert "“stamp.jpg”: This picture is too small" in page
        assert product.pictures.count() == 1

    def test_the_same_photo_is_not_taken_twice_for_one_product(self, desk: Client) -> None:
        product, other = make.make_product(), make.make_product()
        page = send(desk, product, make_file("one.jpg"), make_file("two.jpg"))
        assert "“two.jpg”: This photo is here already." in page
        send(desk, other, make_file("three.jpg"))
        assert (product.pictures.count(), other.pictures.count()) == (1, 1)

    def test_no_file_is_a_mistake_that_is_named(self, desk: Client) -> None:
        assert "Choose at least one file." in send(desk, make.make_product())

    def test_the_field_takes_many_and_lies_in_a_form_that_needs_no_script(self, desk: Client) -> None:
        page = desk.get(page_of(make.make_product())).content.decode()
        field = page[page.index('<input type="file"') :].split(">")[0]
        assert 'name="photos"' in field
        assert " multiple" in field
        assert 'enctype="multipart/form-data"' in page
        assert "style=" not in page.split('id="content-main"')[1]


class TestWordsOrderAndCrop:
    def test_words_make_a_draft_a_photo_that_can_be_seen(self, desk: Client) -> None:
        picture = make_stored(alternative_text_en="", alternative_text_de="", licence="")
        page = desk.get(page_of(picture.product)).content.decode()
        assert "draft, lacks: alternative text [en], alternative text [de], licence" in page
        assert not Picture.objects.publishable().exists()
        assert "can be seen" in arrange(desk, picture.product, {0: WORDS}).content.decode()
        assert Picture.objects.publishable().get() == picture

    def test_a_promise_in_the_words_is_refused_and_nothing_is_lost(self, desk: Client) -> None:
        picture = make_stored(credit="")
        changes = {"alternative_text_en": "This insole cures heel pain.", "credit": "Somebody"}
        answer = arrange(desk, picture.product, {0: changes})
        assert answer.context["formset"].errors[0].keys() == {"alternative_text_en"}
        assert "Somebody" in answer.content.decode()

    @pytest.mark.parametrize(
        ("mover", "direction", "order"),
        [
            ("red", "up", ["red", "green", "blue"]),
            ("green", "up", ["green", "red", "blue"]),
            ("green", "down", ["red", "blue", "green"]),
            ("blue", "down", ["red", "green", "blue"]),
        ],
    )
    def test_buttons_move_a_photo_and_keep_what_was_typed(
        self, desk: Client, mover: str, direction: str, order: list[str]
    ) -> None:
        product = make.make_product()
        by_name = {name: make_stored(product, name, credit=name) for name in ("red", "green", "blue")}
        answer = arrange(desk, product, {1: {"licence": "typed"}}, move=f"{by_name[mover].pk}:{direction}")
        assert list(product.pictures.order_by("position").values_list("credit", flat=True)) == order
        assert answer.redirect_chain[0][0].endswith(f"#photo-{by_name[mover].pk}")
        assert Picture.objects.get(licence="typed") == by_name["green"]

    @pytest.mark.parametrize("move", ["", "x:up", "0:up", "1:sideways", "9" * 30 + ":up", "٣:up"])
    def test_nonsense_moves_nothing(self, desk: Client, move: str) -> None:
        picture = make_stored()
        assert arrange(desk, picture.product, move=move).status_code == 200
        assert Picture.objects.get().position == 1

    @pytest.mark.parametrize("focus", [value for value, _name in FOCUS])
    def test_one_of_nine_places_stays_in_view(self, desk: Client, focus: str) -> None:
        picture = make_stored()
        page = arrange(desk, picture.product, {0: {"focus": focus}}).content.decode()
        picture.refresh_from_db()
        assert f"{picture.focus_x}-{picture.focus_y}" == focus
        assert f"photo-square focus focus-x-{picture.focus_x} focus-y-{picture.focus_y}" in page

    def test_a_focus_that_nobody_touched_stays_exact(self, desk: Client) -> None:
        picture = make_stored(focus_x=33, focus_y=90)
        arrange(desk, picture.product, {0: {"credit": "Another"}})
        picture.refresh_from_db()
        assert (picture.credit, picture.focus_x, picture.focus_y) == ("Another", 33, 90)

    def test_a_photo_can_be_deleted(self, desk: Client) -> None:
        product = make.make_product()
        stays, _goes = make_stored(product, "red"), make_stored(product, "blue", position=2)
        arrange(desk, product, {1: {"DELETE": "on"}})
        assert list(product.pictures.all()) == [stays]

    def test_a_photo_that_somebody_else_removed_meanwhile_is_told_of(self, desk: Client) -> None:
        picture = make_stored()
        fields = {"pictures-TOTAL_FORMS": 1, "pictures-INITIAL_FORMS": 1, "pictures-0-id": picture.pk}
        picture.delete()
        answer = desk.post(page_of(picture.product), fields, follow=True)
        assert "Somebody else removed a photo meanwhile." in answer.content.decode()


class TestWhatSomebodyElseSavedMeanwhile:
    def test_is_not_saved_over_and_both_are_shown(self, desk: Client) -> None:
        picture = make_stored(credit="Old credit", licence="old licence")
        page = desk.get(page_of(picture.product))
        arrange(desk, picture.product, {0: {"credit": "Credit of Anna"}})
        told = send_again(desk, picture.product, page, {0: {"licence": "licence of Bert"}})
        (row,) = told.context["meanwhile"]
        assert [(one.line.before, one.line.after, one.is_mine) for one in row.lines] == [
            ("Old credit", "Credit of Anna", False)
        ]
        assert "editor" in row.who
        assert "Please correct the errors below." not in told.content.decode()
        picture.refresh_from_db()
        assert (picture.credit, picture.licence) == ("Credit of Anna", "old licence")
        send_again(desk, picture.product, told)
        picture.refresh_from_db()
        assert (picture.credit, picture.licence) == ("Credit of Anna", "licence of Bert")

    def test_stands_beside_what_was_typed_in_the_same_field(self, desk: Client) -> None:
        picture = make_stored(credit="Old credit")
        page = desk.get(page_of(picture.product))
        arrange(desk, picture.product, {0: {"credit": "Credit of Anna", "focus": "0-0"}})
        told = send_again(desk, picture.product, page, {0: {"credit": "Credit of Bert", "focus": "100-100"}})
        assert {one.is_mine for one in told.context["meanwhile"][0].lines} == {True}
        send_again(desk, picture.product, told)
        picture.refresh_from_db()
        assert (picture.credit, picture.focus_x, picture.focus_y) == ("Credit of Bert", 100, 100)

    def test_leaves_a_focus_that_nobody_touched_as_the_other_one_set_it(self, desk: Client) -> None:
        picture = make_stored(focus_x=50, focus_y=50)
        page = desk.get(page_of(picture.product))
        arrange(desk, picture.product, {0: {"focus": "0-0"}})
        send_again(desk, picture.product, send_again(desk, picture.product, page, {0: {"credit": "Bert"}}))
        picture.refresh_from_db()
        assert (picture.credit, picture.focus_x, picture.focus_y) == ("Bert", 0, 0)

    def test_counts_not_where_it_is_another_order(self, desk: Client) -> None:
        product = make.make_product()
        first, second = make_stored(product, "red"), make_stored(product, "blue", position=2)
        page = desk.get(page_of(product))
        arrange(desk, product, move=f"{second.pk}:up")
        send_again(desk, product, page, {0: {"credit": "Still the red one"}})
        first.refresh_from_db()
        assert (first.credit, first.position) == ("Still the red one", 2)

    def test_names_what_was_typed_for_a_photo_that_is_gone(self, desk: Client) -> None:
        product = make.make_product()
        make_stored(product, "red")
        stays = make_stored(product, "blue", position=2)
        page = desk.get(page_of(product))
        arrange(desk, product, {0: {"DELETE": "on"}})
        told = send_again(desk, product, page, {0: {"credit": "For the red one"}, 1: {"credit": "For the blue one"}})
        assert "For the red one" in told.content.decode()
        send_again(desk, product, told)
        assert product.pictures.get() == stays
        assert product.pictures.get().credit == "For the blue one"

    def test_cannot_be_told_where_the_seal_is_broken_and_nothing_is_lost(self, desk: Client) -> None:
        picture = make_stored()
        told = arrange(desk, picture.product, {0: {"credit": "Typed"}}, _base="broken")
        assert "What exactly changed cannot be told." in told.content.decode()
        send_again(desk, picture.product, told)
        assert Picture.objects.get().credit == "Typed"


class TestWhoMay:
    def test_whoever_may_only_look_sees_photos_without_a_button(self) -> None:
        picture = make_stored()
        looker = logged_in(make_editor(is_superuser=False))
        page = looker.get(page_of(picture.product)).content.decode()
        assert "A made-up photo." in page
        assert 'type="submit"' not in page.split('id="content-main"')[1]
        assert looker.post(page_of(picture.product), {"upload": "x"}).status_code == 403
        assert looker.post(page_of(picture.product), {"move": f"{picture.pk}:up"}).status_code == 403

    def test_whoever_may_not_delete_gets_no_box_for_it_and_it_does_nothing(self) -> None:
        picture = make_stored()
        editor = make_editor(is_superuser=False)
        editor.user_permissions.add(Permission.objects.get(codename="change_picture"))
        desk = logged_in(editor)
        assert "-DELETE" not in desk.get(page_of(picture.product)).content.decode()
        arrange(desk, picture.product, {0: {"DELETE": "on"}})
        assert Picture.objects.exists()

    def test_strangers_are_led_to_the_log_in_and_an_unknown_product_to_the_first_page(self, desk: Client) -> None:
        product = make.make_product()
        assert "/login/" in Client().get(page_of(product))["Location"]
        assert desk.get(page_of(product).replace(str(product.pk), "999999")).status_code == 302


class TestThumbnails:
    def test_the_list_of_products_shows_the_first_photo_or_the_drawn_insole(self, desk: Client) -> None:
        pictured, bare = make.make_product(), make.make_product()
        make_stored(pictured, "red", position=2, alternative_text_en="The second.")
        make_stored(pictured, "blue", position=1, alternative_text_en="The first.", focus_y=0)
        page = desk.get(address(Product, "changelist")).content.decode()
        assert 'class="thumb focus focus-x-50 focus-y-0"' in page
        assert 'alt="The first." width="48" height="48" loading="lazy"' in page
        assert "The second." not in page
        assert page.count('class="draw draw-plan"') == 1
        assert f'aria-label="{bare.full_name}' in page
        assert page.count("d-symbols") == 1

    def test_the_list_asks_no_question_for_each_product(self, desk: Client) -> None:
        counts = []
        for _again in range(2):
            make_stored(make.make_product(), "red")
            make.make_product()
            desk.get(address(Product, "changelist"))  # what is kept between pages is made anew after a change
            with CaptureQueriesContext(
                connection,
            ) as asked:
                desk.get(address(Product, "changelist"))
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_the_list_of_photos_says_which_are_drafts(self, desk: Client) -> None:
        make_stored(licence="")
        page = desk.get(address(Picture, "changelist")).content.decode()
        assert "draft, lacks: licence" in page
        assert 'class="thumb focus' in page

    def test_the_page_of_a_product_leads_to_its_photos(self, desk: Client) -> None:
        picture = make_stored()
        page = desk.get(address(Product, "change", picture.product.pk)).content.decode()
        assert page_of(picture.product) in page
        assert "A made-up photo." in page
        assert "Save the product first" in desk.get(address(Product, "add")).content.decode()


class TestOnTheSite:
    @pytest.mark.parametrize(
        ("lacking", "empty"),
        [*((column, "") for column in WORDS), ("alternative_text_en", None), ("alternative_text_de", None)],
    )
    def test_a_photo_that_lacks_something_is_not_shown(self, client: Client, lacking: str, empty: str | None) -> None:
        picture = make_stored(None, "blue", **{lacking: empty})
        page = client.get(picture.product.get_absolute_url()).content.decode()
        assert "/media/" not in page
        assert "draw-page" in page

    def test_the_first_is_shown_whole_and_the_others_as_squares_around_their_focus(self, client: Client) -> None:
        product = make.make_product()
        make_stored(product, "red", position=2, alternative_text_en="From the side.", focus_x=100)
        make_stored(product, "blue", position=1, alternative_text_en="From above.")
        page = client.get(product.get_absolute_url()).content.decode()
        assert page.index("From above.") < page.index("From the side.")
        assert page.count('class="photo"') == 1
        assert 'class="focus focus-x-100 focus-y-50"' in page
        assert page.count("Testa, made up") == 2

    def test_each_language_has_its_own_words(self, client: Client) -> None:
        picture = make_stored()
        assert 'alt="A made-up photo."' in client.get(picture.product.get_absolute_url()).content.decode()
        assert 'alt="Ein erfundenes Foto."' in client.get(f"/de{picture.product.get_absolute_url()}").content.decode()

    def test_photos_cost_one_question(self, client: Client) -> None:
        bare = make.make_product()
        pictured = make_stored().product
        counts = {}
        for product in (bare, pictured):
            client.get(product.get_absolute_url())
            with CaptureQueriesContext(connection) as asked:
                client.get(product.get_absolute_url())
            counts[product] = len(asked)
        assert counts[pictured] == counts[bare] + 1 <= 12
