"""A German text fell behind where its English was changed later: it is counted, told, and said to be still right."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalogue.admin.desk import TranslatedAdmin
from catalogue.admin.due import due_lines
from catalogue.admin.german import STILL_RIGHT
from catalogue.imports import load
from catalogue.models import Edit, EditedRow, Product, Proposal, recorded, recorded_models
from tests import builders as make
from tests.catalogue.fixture_entries import brand, entry
from tests.desk import address, go_on, logged_in, look_at, make_editor, submit
from tests.pages import opened

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = "A made-up insole.", "A made-up insole for shoes.", "A made-up insole for boots."
ERSTE, ZWEITE = "Eine ausgedachte Sohle.", "Eine ausgedachte Sohle für Schuhe."


@pytest.fixture
def desk() -> Client:
    return logged_in()


@pytest.fixture
def product() -> Product:
    return make.make_product(summary_en=FIRST, summary_de=ERSTE)


def change(row: Any, **texts: str) -> None:
    """One edit of the history."""
    with recorded(by="somebody"):
        for name, text in texts.items():
            setattr(row, name, text)
        row.save()


def behind(row: Any) -> dict[str, str]:
    """The texts of a row that are behind, and the English that each follows."""
    return EditedRow.objects.followed(row._meta.label_lower, [row.pk]).get(row.pk, {})


def told(row: Any) -> list[str]:
    """What each edit said of its German, the first one first."""
    return list(EditedRow.objects.filter(row=row.pk).order_by("pk").values_list("german", flat=True))


def undo(desk: Client, edit: Edit | None, **what: Any) -> Any:
    assert edit
    return desk.post(reverse("admin:catalogue_edit_change", args=[edit.pk]), what, follow=True)


class TestAGermanTextIsBehind:
    def test_once_its_english_alone_was_changed(self, product: Product) -> None:
        change(product, summary_en=SECOND)
        assert behind(product) == {"summary": FIRST}

    def test_until_the_german_is_changed_too(self, product: Product) -> None:
        change(product, summary_en=SECOND)
        change(product, summary_de=ZWEITE)
        assert not behind(product)
        assert told(product) == ["behind", "follows"]

    def test_until_the_english_is_again_what_it_was(self, product: Product) -> None:
        change(product, summary_en=SECOND)
        change(product, summary_en=THIRD)
        assert behind(product) == {"summary": FIRST}
        change(product, summary_en=FIRST)
        assert not behind(product)

    def test_whatever_else_of_the_row_is_changed_after_it(self, product: Product) -> None:
        change(product, summary_en=SECOND)
        change(product, line="Another")
        assert behind(product) == {"summary": FIRST}
        assert told(product) == ["behind", ""]

    def test_but_not_where_both_were_changed_or_there_is_none(self, product: Product) -> None:
        change(product, summary_en=SECOND, summary_de=ZWEITE)
        lacking = make.make_product(summary_en=FIRST)
        change(lacking, summary_en=SECOND)
        with recorded():
            new = make.make_product(summary_en=FIRST, summary_de=ERSTE)
        assert not behind(product) | behind(lacking) | behind(new)
        assert told(product) + told(lacking) + told(new) == ["", "", ""]

    def test_each_by_itself(self) -> None:
        feature = make.make_feature(name_de="Eins", explanation_en=FIRST, explanation_de=ERSTE)
        change(feature, name_en="Two", explanation_en=SECOND)
        change(feature, name_de="Zwei")
        assert behind(feature) == {"explanation": FIRST}

    def test_and_lists_of_words_are_no_such_texts(self) -> None:
        feature = make.make_feature(synonyms_en=["one"], synonyms_de=["eins"])
        change(feature, synonyms_en=["one", "two"])  # type: ignore[arg-type]  # words
        assert told(feature) == [""]

    def test_also_where_a_file_brings_the_english(self, write: Any) -> None:
        said = {"slug": "one", "brand": ["made-up"], "name": "One", "summary_en": FIRST, "summary_de": ERSTE}
        load([write([brand(), entry("catalogue.product", said)])])
        load([write([brand(), entry("catalogue.product", {**said, "line": "New"})])])
        product = Product.objects.get()
        assert told(product) == [""]
        load([write([brand(), entry("catalogue.product", {**said, "summary_en": SECOND})])])
        assert behind(product) == {"summary": FIRST}


class TestWhoUndoesAnEdit:
    def test_brings_back_that_nothing_was_behind(self, desk: Client, product: Product) -> None:
        change(product, summary_en=SECOND)
        undo(desk, Edit.objects.first())
        assert not behind(product)
        undo(desk, Edit.objects.first())
        assert behind(product) == {"summary": FIRST}

    def test_brings_back_that_the_old_german_was_behind(self, desk: Client, product: Product) -> None:
        change(product, summary_en=SECOND)
        change(product, summary_de=ZWEITE)
        undo(desk, Edit.objects.first())
        product.refresh_from_db()
        assert product.summary_de == ERSTE  # type: ignore[attr-defined]  # of the translation
        assert behind(product) == {"summary": FIRST}

    def test_of_one_field_is_told_by_what_it_says(self, desk: Client, product: Product) -> None:
        change(product, summary_en=SECOND, line="Another")
        row = EditedRow.objects.get()
        undo(desk, Edit.objects.first(), row=row.pk, field="line")
        assert behind(product) == {"summary": FIRST}
        undo(desk, row.edit, row=row.pk, field="summary_en")
        assert not behind(product)

    def test_takes_back_that_it_is_still_right(self, desk: Client, product: Product) -> None:
        change(product, summary_en=SECOND)
        go_on(desk, look_at(desk, "german_still_right", product))
        assert not behind(product)
        undo(desk, Edit.objects.first())
        assert behind(product) == {"summary": FIRST}

    def test_of_a_deletion_finds_it_behind_as_it_was(self, desk: Client, product: Product) -> None:
        finding = make.make_finding(product, finding_de="Ein ausgedachter Befund.")
        change(finding, finding_en="Another made-up finding.")
        pk = finding.pk
        with recorded():
            finding.delete()
        finding.pk = pk
        assert "German fell behind: test findings" not in {str(line.label) for line in due_lines() if line.count}
        undo(desk, Edit.objects.first())
        assert behind(finding) == {"finding": "A made-up finding."}


class TestTheFirstPage:
    def test_counts_exactly_those_that_the_list_lists(self, desk: Client, product: Product) -> None:
        other = make.make_product(summary_en=FIRST, summary_de=ERSTE)
        feature = make.make_feature(name_de="Eins")
        change(product, summary_en=SECOND)
        change(other, summary_en=SECOND)
        change(other, summary_de=ZWEITE)
        change(feature, name_en="Two")
        context = desk.get("/admin/").context
        due = {str(line.label): line for line in context["due"]}
        for label, row in (("German fell behind: products", product), ("German fell behind: features", feature)):
            assert due[label].count == 1
            assert list(desk.get(due[label].url).context["cl"].queryset) == [row]
        in_order = {str(line.label): line for line in context["in_order"]}
        assert not list(desk.get(in_order["German fell behind: findings"].url).context["cl"].queryset)

    def test_the_filter_lists_the_others_too(self, desk: Client, product: Product) -> None:
        follows = make.make_product(summary_en=FIRST, summary_de=ERSTE)
        change(product, summary_en=SECOND)
        page = desk.get(f"{address(Product, 'changelist')}?german_behind=no")
        assert list(page.context["cl"].queryset) == [follows]

    def test_asks_the_history_once_and_once_more_for_each_kind_that_has_any(self, product: Product) -> None:
        def asked() -> int:
            with CaptureQueriesContext(connection) as seen:
                list(due_lines())
            return sum("catalogue_editedrow" in query["sql"] for query in seen)

        assert asked() == 1
        change(product, summary_en=SECOND)
        assert asked() == 2

    def test_has_a_line_for_every_kind_with_texts_in_both_languages(self) -> None:
        pages = [page for page in admin.site._registry.values() if isinstance(page, TranslatedAdmin)]
        assert {page.model for page in pages} <= set(recorded_models())
        with translation.override("en"):
            labels = {str(line.label) for line in due_lines()}
        assert {f"German fell behind: {page.opts.verbose_name_plural}" for page in pages} <= labels


@pytest.mark.usefixtures("starting_data")
class TestTheStartingData:
    def test_has_nothing_that_fell_behind(self) -> None:
        assert not EditedRow.objects.german_behind().exists()


class TestTheFormOfARow:
    def test_says_which_text_is_behind_and_who_changed_it(self, desk: Client, product: Product) -> None:
        page = address(Product, "change", product.pk)
        assert "The German fell behind" not in desk.get(page).content.decode()
        change(product, summary_en=SECOND)
        change(product, line="Another")
        (row,) = opened(desk, page).one("table", id="german-texts").one("tbody").all("tr")
        cells = [cell.text for cell in (*row.all("th"), *row.all("td"))]
        assert cells[:3] == ["Summary", FIRST, SECOND]
        assert cells[3].startswith("somebody, ")

    def test_names_several_in_the_order_of_the_form(self, desk: Client) -> None:
        feature = make.make_feature(name_de="Eins", explanation_de=ERSTE)
        change(feature, explanation_en=SECOND, name_en="Two")
        table = opened(desk, address(type(feature), "change", feature.pk)).one("table", id="german-texts")
        assert [row.text for row in table.one("tbody").all("th")] == ["Name", "Explanation"]

    def test_takes_the_word_that_it_is_still_right(self, desk: Client, product: Product) -> None:
        change(product, summary_en=SECOND)
        submit(desk, address(Product, "change", product.pk), {STILL_RIGHT: "on", "_why": "A made-up reason."})
        assert not behind(product)
        row = EditedRow.objects.latest("pk")
        assert (row.german, row.followed, row.before == row.after) == ("right", {"summary": FIRST}, True)
        assert (row.edit.by, row.edit.why) == ("editor", "A made-up reason.")

    def test_takes_it_with_a_change_of_the_english(self, desk: Client, product: Product) -> None:
        submit(desk, address(Product, "change", product.pk), {"summary_en": SECOND, STILL_RIGHT: "on"})
        assert told(product) == ["right"]
        change(product, summary_en=THIRD)
        assert behind(product) == {"summary": SECOND}

    def test_means_nothing_where_nothing_is_behind(self, desk: Client, product: Product) -> None:
        submit(desk, address(Product, "change", product.pk), {STILL_RIGHT: "on"})
        assert not Edit.objects.exists()

    def test_keeps_the_tick_of_a_form_that_is_refused(self, desk: Client, product: Product) -> None:
        page = submit(desk, address(Product, "change", product.pk), {"name": None, STILL_RIGHT: "on"})
        assert page.context["is_still_right"]

    def test_has_no_tick_where_there_is_nothing_to_follow_yet(self, desk: Client) -> None:
        assert STILL_RIGHT not in desk.get(address(Product, "add")).content.decode()

    def test_has_no_tick_for_who_may_not_change_it(self, product: Product) -> None:
        reader = make_editor(username="reader", is_superuser=False)
        reader.user_permissions.set(Permission.objects.filter(codename="view_product"))
        change(product, summary_en=SECOND)
        page = logged_in(reader).get(address(Product, "change", product.pk)).content.decode()
        assert "The German fell behind" in page
        assert STILL_RIGHT not in page


class TestTheActionOnAList:
    def test_shows_both_texts_first_and_is_one_edit_then(self, desk: Client, product: Product) -> None:
        other = make.make_product(summary_en=FIRST, summary_de=ERSTE)
        change(product, summary_en=SECOND)
        page = look_at(desk, "german_still_right", product, other)
        (becomes,), (stays,) = page.context["look"].changes, page.context["look"].passed_over
        assert (becomes.row, becomes.before) == (product, f"Summary: the English was “{FIRST}” and is “{SECOND}”")
        assert becomes.after == f"Summary: still right is “{ERSTE}”"
        assert (stays.row, stays.why) == (other, "Its German is not behind.")
        go_on(desk, page, _why="A made-up reason.")
        assert not behind(product)
        assert [(row.row, row.german) for row in Edit.objects.latest("pk").rows.all()] == [(product.pk, "right")]

    def test_stands_in_every_list_of_texts_in_both_languages(self) -> None:
        for page in admin.site._registry.values():
            named = [getattr(action, "__name__", action) for action in page.actions or ()]
            assert named.count("german_still_right") == isinstance(page, TranslatedAdmin), page

    def test_asks_nothing_for_each_row(self, client: Client) -> None:
        client.force_login(make_editor(), "django.contrib.auth.backends.ModelBackend")
        german = {"reason_de": "Ein ausgedachter Grund."}
        kinds = [(make.make_problem(f"ache-{n}"), make.make_feature(f"made-up-{n}")) for n in (1, 2)]
        rows = [make.make_look_for(problem, feature, **german) for problem, feature in kinds]
        for row in rows:
            change(row, reason_en="Another made-up reason.")
        assert len(look_at(client, "german_still_right", *rows).context["look"].changes) == 2


class TestTheHistory:
    def test_says_so_in_words(self, desk: Client, product: Product) -> None:
        change(product, summary_en=SECOND)
        go_on(desk, look_at(desk, "german_still_right", product))
        pages = [desk.get(address(Edit, "change", edit.pk)).content.decode() for edit in Edit.objects.order_by("pk")]
        assert "The German fell behind." in pages[0]
        assert "(no text changed)" in pages[1]
        assert "The German is still right." in pages[1]


class TestATextAboutHealth:
    @pytest.fixture
    def point(self) -> Any:
        return make.make_guide_point(make.make_problem(), text_en="A made-up point.", text_de="Ein Punkt.")

    def apply(self) -> None:
        page = address(Proposal, "change", Proposal.objects.waiting().get().pk)
        logged_in(make_editor(username="second")).post(page, {"apply": "yes"})

    def test_falls_behind_once_a_second_person_applied_it(self, desk: Client, point: Any) -> None:
        submit(desk, address(type(point), "change", point.pk), {"text_en": "Another made-up point."})
        assert not behind(point)
        proposal = address(Proposal, "change", Proposal.objects.get().pk)
        assert "The German fell behind." in desk.get(proposal).content.decode()
        self.apply()
        assert behind(point) == {"text": "A made-up point."}

    def test_is_still_right_without_a_second_person(self, desk: Client, point: Any) -> None:
        change(point, text_en="Another made-up point.")
        submit(desk, address(type(point), "change", point.pk), {STILL_RIGHT: "on"})
        assert not Proposal.objects.exists()
        assert not behind(point)

    def test_keeps_the_word_with_its_proposal(self, desk: Client, point: Any) -> None:
        submit(desk, address(type(point), "change", point.pk), {"text_en": "A made up point.", STILL_RIGHT: "on"})
        self.apply()
        assert told(point) == ["right"]
