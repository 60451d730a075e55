"""Folding, stems, compounds, slips, and the words that a list is filtered by. No database."""

import pytest

from comparisons.search import NamedProduct, ProductNames
from comparisons.search.compounds import Compounds
from comparisons.search.folding import meaning, parts_at_digits, stem, with_umlauts, words_of
from comparisons.search.lexicon import Lexicon, slips_allowed

NAMES = (
    NamedProduct("GREEN", "Superfeet"),
    NamedProduct("BLACK", "Superfeet", former=("Noir 12",)),
    NamedProduct("Pulse Maxx", "PowerStep", brand_former=("Powersteps",)),
    NamedProduct("Blaues Fußbett", "Birkenstock"),
    NamedProduct("Lynco Sports L425", "Aetrex", line="Lynco Sports"),
    NamedProduct("Lynco Sports L420", "Aetrex", line="Lynco Sports"),
    NamedProduct("Invisible SP-01", "Noene"),
    NamedProduct("Gel insoles", "Testa"),
    NamedProduct("Running insole", "Testa"),
)


class TestFolding:
    def test_case_accents_and_signs_do_not_count(self) -> None:
        assert words_of("Runner’s  Knee: Überlastung, 3/4-Länge") == [
            "runners",
            "knee",
            "uberlastung",
            "3",
            "4",
            "lange",
        ]

    @pytest.mark.parametrize(
        ("written_out", "folded"), [("fuesse", "fusse"), ("knoechel", "knochel"), ("gelaehmt", "gelahmt")]
    )
    def test_umlauts_may_be_written_out(self, written_out: str, folded: str) -> None:
        assert with_umlauts(written_out) == folded

    @pytest.mark.parametrize(
        "forms",
        [
            ("sohle", "sohlen"),
            ("schmerz", "schmerzen", "schmerzt", "schmerzend"),
            ("fuss", "fusse", "fussen"),
            ("hurt", "hurts", "hurting"),
            ("arch", "arches", "arched"),
            ("run", "running", "runner", "runners"),
            ("numb", "numbness"),
            ("einlage", "einlagen"),
        ],
    )
    def test_the_forms_of_a_word_share_a_stem_that_begins_them(self, forms: tuple[str, ...]) -> None:
        assert len({stem(form) for form in forms}) == 1
        assert all(form.startswith(stem(form)) for form in forms)

    @pytest.mark.parametrize(("one", "other"), [("ski", "skin"), ("sporn", "sport"), ("best", "bes")])
    def test_different_words_keep_different_stems(self, one: str, other: str) -> None:
        assert stem(one) != stem(other)

    def test_words_of_one_meaning_meet_across_languages(self) -> None:
        assert meaning("heels") == meaning("Fersen".casefold()) != meaning("toes")

    def test_numbers_stand_apart_from_letters(self) -> None:
        assert parts_at_digits("sp01") == ["sp", "01"]


class TestCompounds:
    compounds = Compounds.of(words_of("Fersensporn Ferse Plattfuß Spreizfuß Supination Carbon met pad"))

    @pytest.mark.parametrize(
        ("word", "parts"),
        [
            ("fersenspornsohlen", ["fersensporn", "sohlen"]),
            ("fersensporn", ["fersen", "sporn"]),
            ("supinationskeil", ["supinations", "keil"]),
            ("spreizfusseinlagen", ["spreizfuss", "einlagen"]),
            ("spreizfuss", ["spreiz", "fuss"]),
            ("metpad", ["met", "pad"]),
            ("hackenschmerzen", ["hacken", "schmerzen"]),
            ("bauerfeind", []),
            ("l425", []),
        ],
    )
    def test_words_come_apart_into_known_parts(self, word: str, parts: list[str]) -> None:
        assert self.compounds.split(word) == parts

    def test_before_a_known_end_a_word_may_be_unknown(self) -> None:
        assert self.compounds.without_known_end("fersenspronsohle") == ["fersenspron", "sohle"]

    def test_a_word_of_any_length_ends(self) -> None:
        assert self.compounds.split("fuss" * 500) == []


class TestSlips:
    lexicon = Lexicon.of([["ferse", "fersensporn", "pain", "l425", "superfeet"]])

    @pytest.mark.parametrize(
        ("word", "slips"), [("l425", 0), ("met", 0), ("ferse", 1), ("pronation", 2), ("plantarfasziitis", 3)]
    )
    def test_longer_words_may_have_more(self, word: str, slips: int) -> None:
        assert slips_allowed(word) == slips

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("fesre", ["ferse"]),
            ("fersenspron", ["fersensporn"]),
            ("superfet", ["superfeet"]),
            ("uperfeet", ["superfeet"]),
            ("l426", []),
        ],
    )
    def test_near_words_are_found(self, typed: str, meant: list[str]) -> None:
        assert [self.lexicon.words[number] for number, _ in self.lexicon.misspelt(typed)] == meant


class TestFilteringByWords:
    names = ProductNames.of(NAMES)

    @pytest.mark.parametrize(
        ("query", "kept"),
        [
            ("superfeet", [0, 1]),
            ("green SUPERFEET", [0]),
            ("super feet", [0, 1]),
            ("supe", [0, 1]),
            ("superfet", [0, 1]),
            ("superfet grene", [0]),
            ("noir", [1]),
            ("powersteps", [2]),
            ("pulsemaxx", [2]),
            ("blaues fussbett", [3]),
            ("Fuessbett", [3]),
            ("L425", [4]),
            ("l 425", [4]),
            ("L42", [4, 5]),
            ("L426", []),
            ("lynco", [4, 5]),
            ("sp01", [6]),
            ("insole", [7, 8]),
            ("insoles", [7, 8]),
            ("superfeet lynco", []),
            ("xyzzy", []),
            ("+++", []),
        ],
    )
    def test_products_with_every_word_are_kept(self, query: str, kept: list[int]) -> None:
        assert self.names.matching(query) == kept

    def test_a_word_that_some_product_has_is_never_taken_for_a_slip(self) -> None:
        names = ProductNames.of(
            [NamedProduct("Step", "Testa"), NamedProduct("Stepp", "Testa"), NamedProduct("Stop", "Testa")]
        )
        assert names.matching("step") == [0, 1]
        assert names.matching("stap") == [0, 2]

    def test_the_name_says_the_brand_once(self) -> None:
        names = ProductNames.of([NamedProduct("Relaxed Feet", "Relaxed Feet"), NamedProduct("One", "Testa")])
        assert [names.full_name(place) for place in range(2)] == ["Relaxed Feet", "Testa One"]
