"""What was stated keeps its meaning: kind and unit of a feature, and the feature of a choice, stay while anything uses them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from catalogue.audit import faults
from catalogue.imports import BadFixtures, load
from catalogue.models import Choice, Feature, LookFor, SpecEntry, recorded, restore
from tests import builders as make
from tests.catalogue.fixture_entries import FEATURE, entry
from tests.desk import address, complaints, logged_in, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return logged_in()


class TestAtTheDesk:
    def test_the_kind_stays_while_statements_use_it(self, desk: Client) -> None:
        feature = make.make_feature()
        make.make_statement(make.make_product(), feature, "low")
        refused = submit(desk, address(Feature, "change", feature.pk), {"kind": "choices"})
        assert "The kind cannot change while statements use it." in complaints(refused)

    def test_a_unit_stays_while_statements_use_it(self, desk: Client) -> None:
        feature = make.make_feature("weight", kind="number", unit="g")
        page = address(Feature, "change", feature.pk)
        assert submit(desk, page, {"unit": "mm"}).status_code == 302
        make.make_statement(make.make_product(), feature, 3)
        assert "their numbers would mean something else" in complaints(submit(desk, page, {"unit": "g"}))
        assert submit(desk, page, {"name_en": "Mass"}).status_code == 302

    def test_a_kind_can_change_before_anything_is_stated(self, desk: Client) -> None:
        feature = make.make_feature()
        saved = submit(desk, address(Feature, "change", feature.pk), {"kind": "choices"})
        assert saved.status_code == 302, complaints(saved)

    def test_but_not_to_a_number_with_choices_or_look_for_rows(self, desk: Client) -> None:
        feature, bare = make.make_feature(), make.make_feature("bare", choices=[])
        number = {"kind": "number", "unit": "mm"}
        refused = submit(desk, address(Feature, "change", feature.pk), number)
        assert "A number has no choices. Delete them first" in complaints(refused)
        make.make_look_for(make.make_problem(), bare)
        refused = submit(desk, address(Feature, "change", bare.pk), number)
        assert "Look-for rows speak of this feature" in complaints(refused)

    @pytest.mark.parametrize("use", ["statement", "met", "avoid"])
    def test_a_choice_in_use_stays_with_its_feature(self, desk: Client, use: str) -> None:
        cup, arch = make.make_feature("heel-cup", choices=["low"]), make.make_feature("arch-height", choices=["high"])
        choice, moved = cup.choices.get(), {"feature": arch.pk, "position": 5}
        if use == "statement":
            make.make_statement(make.make_product(), cup, "low")
        else:
            make.make_look_for(make.make_problem(), cup, **{use: ["low"]})
        page = address(Choice, "change", choice.pk)
        assert "This choice stays with its feature" in complaints(submit(desk, page, moved))
        assert submit(desk, page, {"name_en": "Shallow"}).status_code == 302

    def test_one_that_nothing_uses_can_be_moved(self, desk: Client) -> None:
        cup, arch = make.make_feature("heel-cup", choices=["low"]), make.make_feature("arch-height", choices=["high"])
        saved = submit(desk, address(Choice, "change", cup.choices.get().pk), {"feature": arch.pk, "position": 5})
        assert saved.status_code == 302, complaints(saved)

    @pytest.mark.parametrize("on_the_page_of_its_feature", [True, False])
    def test_a_choice_that_comes_to_mean_something_else_says_what_it_takes_along(
        self, desk: Client, on_the_page_of_its_feature: bool
    ) -> None:
        feature = make.make_feature(choices=["low", "high"])
        make.make_statement(make.make_product(), feature, "low")
        make.make_statement(make.make_product(status="draft"), feature, "low")
        choice, prefix = feature.choices.get(slug="low"), "choices-0-" if on_the_page_of_its_feature else ""
        page = address(Feature, "change", feature.pk) if prefix else address(Choice, "change", choice.pk)
        changes = {f"{prefix}is_on_scale": None, f"{prefix}is_unspecified": "on"}
        saved = submit(desk, page, changes)
        assert saved.status_code == 302, complaints(saved)
        told = desk.get(saved["Location"]).content.decode()
        assert "means something else now, and with it 2 statements on 2 insoles, of them 1 that visitors see" in told

    def test_one_that_comes_to_mean_absent_is_disputed_with_the_others(self, desk: Client) -> None:
        product, feature = make.make_product(), make.make_feature(choices=["low", "high"])
        entry = make.make_shown(product, feature, "low", "high")
        assert not entry.is_presence_disputed
        submit(desk, address(Feature, "change", feature.pk), {"choices-0-is_absent": "on"})
        assert SpecEntry.objects.get().is_presence_disputed


class TestElsewhere:
    def test_a_file_is_held_to_the_same(self, write: Any) -> None:
        feature = make.make_feature("weight", kind="number", unit="g")
        make.make_statement(make.make_product(), feature, 3)
        changed = entry("catalogue.feature", FEATURE, slug="weight", kind="number", unit="mm")
        with pytest.raises(BadFixtures, match="The unit cannot change while statements use it"):
            load([write([changed])])

    def test_so_is_a_restore(self) -> None:
        feature = make.make_feature()
        with recorded(by="one"):
            feature.kind = "choices"
            feature.save()
        make.make_statement(make.make_product(), feature, "low")
        wanted = {("catalogue.feature", feature.pk): {"kind": "choice"}}
        with pytest.raises(ValidationError, match="The kind cannot change while statements use it"):
            restore(wanted)

    def test_a_restore_takes_no_choice_out_of_what_is_looked_for(self) -> None:
        feature = make.make_feature(choices=["low"])
        make.make_look_for(make.make_problem(), feature, ["low"])
        choice = feature.choices.get()
        with pytest.raises(ValidationError, match="is in use and stays"):
            restore({("catalogue.choice", choice.pk): None})
        assert list(LookFor.objects.get().choices.all()) == [choice]

    def test_what_was_written_past_all_of_it_is_found_by_the_audit(self) -> None:
        make.make_statement(make.make_product(), make.make_feature(), "low")
        Feature.objects.update(kind="number", unit="mm")
        assert any("This feature takes a number." in fault for fault in faults(connection))
