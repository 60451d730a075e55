"""An editor fills in the sheet of a product: rows by the kind of their feature, saved all or nothing."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from catalogue.models import Product, Source, Statement
from tests import builders as make
from tests.desk import address, logged_in, submit
from tests.sheets import faults, fill, row, said, sent_by, sheet_address, shown, touched


@pytest.fixture
def desk(db: None) -> Client:
    return logged_in()


def choice(feature: Any, slug: str) -> int:
    """The id of a choice, as a list sends it."""
    return int(feature.choices.get(slug=slug).pk)


class TestTheRows:
    def test_a_choice_with_the_source_of_its_row_is_saved_and_shown_at_once(self, desk: Client) -> None:
        product, cup, source = make.make_product(), make.make_feature("heel-cup"), make.make_source(title="The label")
        typed = row(cup, value=choice(cup, "high"), source=source.pk, voice="maker", as_stated="a deep cup")
        saved = fill(desk, product, typed)
        assert saved.status_code == 302
        assert said(product) == [("heel-cup", "high", "The label", "maker")]
        assert Statement.objects.get().as_stated == "a deep cup"
        assert shown(product) == {"heel-cup": "high"}

    def test_source_and_voice_of_the_page_hold_for_rows_that_name_none(self, desk: Client) -> None:
        product, source = make.make_product(), make.make_source(title="Shop page")
        cup, arch = make.make_feature("heel-cup"), make.make_feature("arch-height")
        rows = (row(cup, value=choice(cup, "low")), row(arch, value=choice(arch, "high"), voice="tester"))
        fill(desk, product, *rows, {"source": source.pk, "voice": "retailer"})
        assert said(product) == [
            ("heel-cup", "low", "Shop page", "retailer"),
            ("arch-height", "high", "Shop page", "tester"),
        ]

    def test_the_page_begins_with_the_source_and_voice_used_last(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        make.make_statement(product, cup, "low", voice="tester")
        last = make.make_statement(product, cup, "high", voice="clinician")
        form = sent_by(desk.get(sheet_address(product)))
        assert (form["source"], form["voice"]) == (str(last.source_id), "clinician")

    @pytest.mark.parametrize(
        ("typed", "unit", "stored"),
        [
            ("1 in", "mm", "25.4"),
            ("4.35 oz", "g", "123.32"),
            ("2,5 mm", "mm", "2.5"),
            ("12", "months", "12"),
            ('0.5"', "mm", "12.7"),
        ],
    )
    def test_a_number_is_stored_in_the_unit_of_its_feature(
        self, desk: Client, typed: str, unit: str, stored: str
    ) -> None:
        product, size = make.make_product(), make.make_feature("made-up-size", kind="number", unit=unit)
        fill(desk, product, row(size, value=typed, source=make.make_source().pk, voice="maker"))
        assert [one[1] for one in said(product)] == [stored]

    @pytest.mark.parametrize(
        ("typed", "words", "kept"),
        [
            ("4.35 oz", "", "4.35 oz"),
            ("1 cm", "", "1 cm"),
            ("4.35 oz", "under five ounces", "under five ounces"),
            ("123 g", "", ""),
            ("2,5", "", ""),
        ],
    )
    def test_a_number_in_another_unit_keeps_the_words_of_its_source(
        self, desk: Client, typed: str, words: str, kept: str
    ) -> None:
        unit = "mm" if "cm" in typed else "g"
        product, size = make.make_product(), make.make_feature("made-up-size", kind="number", unit=unit)
        source = make.make_source().pk
        fill(desk, product, row(size, value=typed, as_stated=words, source=source, voice="maker"))
        assert product.statements.get().as_stated == kept

    @pytest.mark.parametrize(("typed", "kept"), [("5 oz", "5 oz"), ("130", ""), ("130 g", "")])
    def test_another_number_does_not_keep_the_words_of_the_first(self, desk: Client, typed: str, kept: str) -> None:
        product, size = make.make_product(), make.make_feature("made-up-size", kind="number", unit="g")
        source = make.make_source().pk
        fill(desk, product, row(size, value="4.35 oz", source=source, voice="maker"))
        fill(desk, product, touched(size, value=typed))
        assert product.statements.get().as_stated == kept

    def test_but_it_keeps_those_that_say_more(self, desk: Client) -> None:
        product, size = make.make_product(), make.make_feature("made-up-size", kind="number", unit="g")
        source = make.make_source().pk
        fill(desk, product, row(size, value="4.35 oz", as_stated="under five ounces", source=source, voice="maker"))
        fill(desk, product, touched(size, value="4.5 oz"))
        assert product.statements.get().as_stated == "under five ounces"

    def test_a_number_with_much_space_in_it_keeps_short_words(self, desk: Client) -> None:
        product, size = make.make_product(), make.make_feature("made-up-size", kind="number", unit="g")
        fill(desk, product, row(size, value=f"4{' ' * 300}oz", source=make.make_source().pk, voice="maker"))
        assert product.statements.get().as_stated == "4 oz"

    def test_several_choices_of_one_source_are_one_row(self, desk: Client) -> None:
        product, stuff = (
            make.make_product(),
            make.make_feature("stuff", kind="choices", choices=("cork", "wool", "tin")),
        )
        source = make.make_source(title="The label")
        ticked = [choice(stuff, "cork"), choice(stuff, "tin")]
        fill(desk, product, row(stuff, value=ticked, source=source.pk, voice="maker"))
        assert [one[1] for one in said(product)] == ["cork", "tin"]
        (part,) = desk.get(sheet_address(product)).context["board"].parts
        assert [one["value"].value() for one in part.rows] == [[str(pk) for pk in ticked]]

    def test_unticking_one_of_several_takes_out_its_statement_alone(self, desk: Client) -> None:
        product, stuff = (
            make.make_product(),
            make.make_feature("stuff", kind="choices", choices=("cork", "wool", "tin")),
        )
        source = make.make_source()
        kept = make.make_statement(product, stuff, "cork", source=source)
        make.make_statement(product, stuff, "wool", source=source)
        fill(desk, product, touched(stuff, value=[choice(stuff, "cork"), choice(stuff, "tin")]))
        assert [one[1] for one in said(product)] == ["cork", "tin"]
        assert Statement.objects.filter(pk=kept.pk).exists()

    def test_a_feature_takes_more_than_one_statement(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        make.make_statement(product, cup, "low")
        fill(desk, product, row(cup, 1, value=choice(cup, "high"), source=make.make_source().pk, voice="tester"))
        assert [one[1] for one in said(product)] == ["low", "high"]

    def test_one_more_row_is_given_without_saving_and_with_all_that_was_typed(self, desk: Client) -> None:
        product, cup, arch = make.make_product(), make.make_feature("heel-cup"), make.make_feature("arch-height")
        page = fill(desk, product, row(arch, value=choice(arch, "low")), {"another": cup.pk})
        assert sum(f'name="r{cup.pk}-{number}-value"' in page.text for number in range(5)) == 2
        assert sent_by(page)[f"r{arch.pk}-0-value"] == str(choice(arch, "low"))
        assert not Statement.objects.exists()

    def test_a_changed_row_keeps_its_statement(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        statement = make.make_statement(product, cup, "low", place=3)
        fill(desk, product, touched(cup, value=choice(cup, "high"), context="size 42"))
        statement.refresh_from_db()
        assert (statement.value_text, statement.context, statement.place) == ("high", "size 42", 3)
        assert shown(product) == {cup.slug: "high"}

    def test_a_row_that_is_taken_out_is_gone_and_the_next_value_comes_forward(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        make.make_statement(product, cup, "low")
        make.make_statement(product, cup, "high", voice="retailer")
        make.derive(product)
        fill(desk, product, touched(cup, remove="on"))
        assert shown(product) == {cup.slug: "high"}

    def test_a_row_of_another_product_cannot_be_reached(self, desk: Client) -> None:
        product, other, cup = make.make_product(), make.make_product(), make.make_feature()
        foreign = make.make_statement(other, cup, "low")
        fill(desk, product, {**row(cup, remove="on"), f"r{cup.pk}-0-ids": str(foreign.pk)})
        assert Statement.objects.get() == foreign


class TestNothingIsLost:
    def test_one_fault_keeps_everything_typed_and_saves_nothing(self, desk: Client) -> None:
        product, source = make.make_product(), make.make_source()
        cup, size = make.make_feature("heel-cup"), make.make_feature("made-up-size", kind="number")
        rows = (row(cup, value=choice(cup, "low"), as_stated="shallow"), row(size, value="two fingers"))
        page = fill(desk, product, *rows, {"source": source.pk, "voice": "maker"})
        assert faults(page) == "This is not a number in mm."
        assert [feature.slug for feature in page.context["faulty"]] == ["made-up-size"]
        assert 'href="#name-made-up-size"' in page.text
        form = sent_by(page)
        assert (form[f"r{cup.pk}-0-as_stated"], form[f"r{size.pk}-0-value"]) == ("shallow", "two fingers")
        assert not Statement.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"as_stated": "deep"}, "Give a value"),
            ({"value": "low"}, "Which source says so? Who speaks?"),
            ({"value": "nothing"}, "Select a valid choice"),
        ],
    )
    def test_what_is_missing_is_said_at_its_field(self, desk: Client, fields: dict[str, Any], why: str) -> None:
        product, cup = make.make_product(), make.make_feature()
        typed = {**fields, "value": choice(cup, "low")} if fields.get("value") == "low" else fields
        page = fill(desk, product, row(cup, **typed))
        assert all(part in faults(page) for part in why.split("? ")), faults(page)

    def test_an_emptied_value_is_not_taken_for_a_deletion(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        make.make_statement(product, cup, "low")
        assert "tick “Take out”" in faults(fill(desk, product, touched(cup, value="")))
        assert Statement.objects.exists()

    def test_the_same_said_twice_is_named(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        stored = make.make_statement(product, cup, "low")
        again = row(cup, 1, value=choice(cup, "low"), source=stored.source_id, voice="maker")
        assert faults(fill(desk, product, again)) == "This source says this already."

    def test_two_rows_that_change_places_are_kept_on_the_page(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        one, two = (make.make_statement(product, cup, "low") for _number in range(2))
        changes = touched(cup, source=two.source_id), touched(cup, 1, source=one.source_id, as_stated="typed")
        page = fill(desk, product, *changes)
        assert "stand in each other’s way" in page.text
        assert sent_by(page)[f"r{cup.pk}-1-as_stated"] == "typed"
        one.refresh_from_db()
        assert one.source_id != two.source_id

    def test_an_untouched_sheet_changes_nothing(self, desk: Client) -> None:
        product = make.make_product()
        make.make_shown(product, make.make_feature("stuff", kind="choices", choices=("cork", "tin")), "cork", "tin")
        before = list(Statement.objects.values())
        page = desk.post(sheet_address(product), sent_by(desk.get(sheet_address(product))), follow=True)
        assert "Nothing was changed." in page.text
        assert list(Statement.objects.values()) == before
        assert not LogEntry.objects.exists()

    @pytest.mark.parametrize("nonsense", [{}, {"base": "x"}, {"another": "²"}, {"base": "", "source": "9" * 30}])
    def test_nonsense_gives_the_page_again(self, desk: Client, nonsense: dict[str, str]) -> None:
        product = make.make_product()
        make.make_feature()
        assert desk.post(sheet_address(product), nonsense).status_code == 200


class TestTheCost:
    def test_forty_features_save_in_thirty_queries(self, desk: Client, django_assert_max_num_queries: Any) -> None:
        product = make.make_product()
        form = self.forty(desk, product)
        ContentType.objects.get_for_model(Product)  # kept in memory once it was asked for
        with django_assert_max_num_queries(30):
            saved = desk.post(sheet_address(product), form)
        assert saved.status_code == 302
        assert len(shown(product)) == 40

    def test_a_new_source_and_ten_rows_taken_out_cost_few_more(
        self, desk: Client, django_assert_max_num_queries: Any
    ) -> None:
        product = make.make_product()
        form = {**self.forty(desk, product), "source_text": "https://shop.example/insole"}
        form |= {name.replace("-ids", "-remove"): "on" for name, ids in form.items() if name.endswith("-ids") and ids}
        with django_assert_max_num_queries(42):
            desk.post(sheet_address(product), form)
        assert len(shown(product)) == 30

    def forty(self, desk: Client, product: Product) -> dict[str, Any]:
        """A sheet of forty features, ten of them changed and thirty new."""
        features = [make.make_feature(f"made-up-{number}") for number in range(20)]
        features += [make.make_feature(f"size-{number}", kind="number") for number in range(20)]
        for feature in features[:10]:
            make.make_statement(product, feature, "low")
        make.derive(product)
        form = sent_by(desk.get(sheet_address(product)))
        for feature in features:
            form |= touched(feature, value="7 mm" if feature.is_number else choice(feature, "high"))
        return form

    def test_the_page_costs_the_same_however_much_is_said(
        self, desk: Client, django_assert_max_num_queries: Any
    ) -> None:
        product = make.make_product()
        for number in range(12):
            make.make_shown(product, make.make_feature(f"made-up-{number}"), "low", "high")
        with django_assert_max_num_queries(12):
            desk.get(sheet_address(product))


class TestAround:
    def test_the_desk_remembers_which_features_were_saved(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature("heel-cup")
        fill(desk, product, row(cup, value=choice(cup, "low"), source=make.make_source().pk, voice="maker"))
        entry = LogEntry.objects.get()
        assert (entry.object_id, entry.get_change_message()) == (str(product.pk), "Sheet: Heel cup.")

    def test_a_new_product_leads_on_to_its_sheet(self, desk: Client) -> None:
        form = {"brand": make.make_brand().pk, "name": "Nonesuch", "_sheet": "1"}
        added = submit(desk, address(Product, "add"), form)
        assert added["Location"] == sheet_address(Product.objects.get())

    def test_saving_leads_on_to_the_product_where_asked(self, desk: Client) -> None:
        product = make.make_product()
        saved = fill(desk, product, {"_product": "1"})
        assert saved["Location"] == f"/admin/catalogue/product/{product.pk}/change/"

    def test_a_product_that_is_not_there_is_not_found(self, desk: Client) -> None:
        assert desk.get("/admin/catalogue/product/4711/sheet/").status_code == 404

    def test_no_source_comes_about_by_looking(self, desk: Client) -> None:
        product = make.make_product()
        desk.get(sheet_address(product) + "?copy=1&copy=x")
        assert not Source.objects.exists()
