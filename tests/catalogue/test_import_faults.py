"""Loading files that have faults: each is named in plain words, and nothing is changed."""

from pathlib import Path
from typing import Any

import pytest

from catalogue.imports import BadFixtures, load
from catalogue.models import Brand
from tests.catalogue.fixture_entries import BRAND, FEATURE, OFFER, brand, entry, look_for, statement

# What is wrong, the field that is named, and the reason that is given.
FAULTS: dict[str, tuple[list[Any], str, str]] = {
    "no entry": (["made up"], "", "An entry has a “model” and “fields”, and nothing else."),
    "an id": ([{"model": "catalogue.brand", "pk": 1, "fields": BRAND}], "", "An entry has a “model” and “fields”"),
    "an unknown kind": ([entry("catalogue.shoe", {})], "model", "There is no such kind of entry: catalogue.shoe"),
    "no kind at all": ([{"model": None, "fields": {}}], "model", "There is no such kind of entry: None"),
    "a derived kind": ([entry("catalogue.specentry", {})], "model", "There is no such kind of entry"),
    "an account": ([entry("auth.user", {"username": "testa"})], "model", "There is no such kind of entry: auth.user"),
    "an unknown field": ([brand(colour="red")], "colour", "There is no such field."),
    "the id as a field": ([brand(id=1)], "id", "There is no such field."),
    "a derived field": ([brand(sort_key="x")], "sort_key", "There is no such field."),
    "what points back": ([brand(products=[])], "products", "There is no such field."),
    "a text without its language": ([look_for(reason="x")], "reason", "Name the language: reason_en or reason_de."),
    "an unknown slug": ([statement(product=["shoe"])], "product", "There is no product “shoe”."),
    "an unknown choice": (
        [statement(choice=["made-up-height", "huge"])],
        "choice",
        "There is no choice “made-up-height / huge”.",
    ),
    "nothing where a slug is needed": ([statement(source=None)], "source", "This field is missing."),
    "a missing source": ([statement(without="source")], "source", "This field is missing."),
    "a missing product": ([statement(without="product")], "product", "This field is missing."),
    "a missing slug": ([brand(without="slug")], "slug", "This field is missing."),
    "a missing text": ([look_for(without="reason_en")], "reason", "This field cannot be"),
    "a missing amount": ([entry("catalogue.offer", OFFER, "amount")], "amount", "This field is missing."),
    "a word that is no voice": ([statement(voice="uncle")], "voice", "Value 'uncle' is not a valid choice."),
    "a slug with capitals": ([brand(slug="Made-Up")], "slug", "Use lower-case letters and digits"),
    "a slug with a line break": ([brand(slug="made-up\n")], "slug", "Use lower-case letters and digits"),
    "a reserved word": ([entry("catalogue.feature", FEATURE, slug="page")], "", "This word has a meaning of its own"),
    "too heavy a weight": ([look_for(weight=4)], "", "The weight is 1, 2 or 3."),
    "a negative weight": ([look_for(weight=-1)], "weight", "Ensure this value is greater than or equal to 0."),
    "choice and number": ([statement(number="3")], "number", "This feature takes a choice."),
    "neither choice nor number": ([statement(without="choice")], "", "Give either a choice or a number"),
    "a number for a choice": ([statement(without="choice", number="3")], "number", "This feature takes a choice."),
    "a choice for a number": ([statement(feature=["made-up-weight"])], "choice", "is not a choice of Made up weight."),
    "a negative number": (
        [statement(without="choice", feature=["made-up-weight"], number="-3")],
        "number",
        "The number cannot be negative.",
    ),
    "what is no number": (
        [statement(without="choice", feature=["made-up-weight"], number="heavy")],
        "number",
        "“heavy” value must be a decimal number.",
    ),
    "too fine a number": (
        [statement(without="choice", feature=["made-up-weight"], number="1.23456")],
        "number",
        "Ensure that there are no more than 3 decimal places.",
    ),
    "what is no day": ([entry("catalogue.feature", FEATURE, added_on=5)], "added_on", "“5” cannot be read."),
    "a month that does not exist": (
        [entry("catalogue.offer", OFFER, seen_on="2026-13")],
        "seen_on",
        "Write 2014, 2014-04",
    ),
    "a list that is none": ([look_for(choices="low")], "choices", "This must be a list."),
    "a list that names one twice": ([look_for(choices=[["made-up-height", "low"]] * 2)], "choices", "is named twice."),
    "a list of empty words": ([brand(aka=[""])], "aka", "This must be a list of words, none of them empty."),
    "a choice of another feature": (
        [look_for(feature=["made-up-weight"])],
        "choices",
        "is not a choice of this feature.",
    ),
    "met and avoided": (
        [look_for(avoid=[["made-up-height", "low"]])],
        "avoid",
        "A choice cannot be both met and avoided.",
    ),
    "too long a text": ([brand(name="x" * 81)], "name", "Ensure this value has at most 80 characters"),
    "an entry that stands twice": (
        [brand(), brand()],
        "",
        "This stands twice; first in made_up.json · entry 2 (made-up).",
    ),
    "a place that is taken": (
        [entry("catalogue.feature", FEATURE, position=1)],
        "",
        "Another feature has this position.",
    ),
    "a list where a text is needed": ([brand(slug=["made", "up"])], "slug", "Use lower-case letters and digits"),
    "a list within a key": ([statement(product=[["testa-nonesuch-1"]])], "product", "There is no product"),
}


@pytest.mark.usefixtures("catalogue")
class TestAFault:
    """It names file, entry, field and reason, and nothing is changed."""

    @pytest.mark.parametrize(("entries", "field", "reason"), FAULTS.values(), ids=FAULTS.keys())
    def test_is_named(self, write: Any, entries: list[Any], field: str, reason: str) -> None:
        good = brand(slug="sound")
        with pytest.raises(BadFixtures) as caught:
            load([write([good, *entries])])
        faults = [fault for fault in caught.value.faults if fault.field == field and reason in fault.reason]
        assert faults, str(caught.value)
        assert faults[0].file == "made_up.json"
        assert faults[0].entry.startswith(f"entry {len(entries) + 1}")
        assert not Brand.objects.filter(slug="sound").exists()

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ("{", "This is not JSON"),
            ("[NaN]", "This is not JSON"),
            ('["\\ud800"]', "This is not JSON"),
            ("[" * 100_000, "This is not JSON"),
            ('{"model": "catalogue.brand"}', "The file must be a list of entries."),
        ],
    )
    def test_of_a_whole_file_is_named(self, write: Any, content: str, reason: str) -> None:
        with pytest.raises(BadFixtures, match=f"^made_up.json: {reason}"):
            load([write(content)])

    def test_of_letters_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "made_up.json"
        path.write_bytes(b'["\xff"]')
        with pytest.raises(BadFixtures, match=r"^made_up.json: This is not JSON"):
            load([path])

    def test_of_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(BadFixtures, match=r"^shoes.json: No such file or directory"):
            load([tmp_path / "shoes.json"])

    def test_names_the_entry_by_what_it_is_about(self, write: Any) -> None:
        with pytest.raises(BadFixtures) as caught:
            load([write([statement(voice="uncle")])])
        assert str(caught.value) == (
            "made_up.json · entry 1 (testa-nonesuch-1, made-up-height, made-up-source-1) · voice: "
            "Value 'uncle' is not a valid choice."
        )

    def test_does_not_hide_the_others(self, write: Any) -> None:
        with pytest.raises(BadFixtures) as caught:
            load(
                [
                    write([brand(name="", country="Germany"), statement(voice="uncle", source=["x"])]),
                    write("{", "b.json"),
                ]
            )
        assert [(fault.file, fault.field) for fault in caught.value.faults] == [
            ("made_up.json", "name"),
            ("made_up.json", "source"),
            ("b.json", ""),
        ]

    def test_found_by_the_database_alone_is_named_too(self, write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Brand, "full_clean", lambda self, **options: None)
        with pytest.raises(BadFixtures, match=r"entry 1 \(made-up\): The database refuses it: "):
            load([write([brand(country="Germany")])])

    def test_in_a_change_leaves_the_stored_row_as_it_was(self, write: Any) -> None:
        load([write([brand(country="DE")])])
        with pytest.raises(BadFixtures):
            load([write([brand(country="AT"), brand(slug="other", country="Germany")])])
        assert Brand.objects.get(slug="made-up").country == "DE"
