"""What people type finds what they mean: symptoms, lay words, slips, compounds, names, in either language."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.models import Brand, Feature, Problem, Product
from comparisons.index import current
from comparisons.search import Results, Searchable
from tests.builders import make_brand, make_product

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent.parent / "data"
Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    """A table of queries; `expected` is a slug, or several of which any will do."""
    table: list[Row] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return [
        {**row, "expected": [row["expected"]] if isinstance(row["expected"], str) else row["expected"]} for row in table
    ]


@pytest.fixture(scope="class")
def searchable(starting_data: None) -> Searchable:
    """The starting data, to be searched."""
    return current().search


def slugs(results: Results) -> list[str]:
    return [hit.slug for hit in results.hits]


def misses(searchable: Searchable, table: list[Row], within: int) -> list[tuple[str, list[str]]]:
    """(query, what came first) of the rows whose expected hit does not come within so many."""
    missed = []
    for row in table:
        found = slugs(searchable.search(row["query"], row["lang"]))[:within]
        if not set(found) & set(row["expected"]):
            missed.append((row["query"], found))
    return missed


class TestTables:
    @pytest.mark.parametrize("name", ["queries.json", "our_queries.json"])
    def test_nearly_every_query_finds_the_expected_first_and_all_within_three(
        self, searchable: Searchable, name: str
    ) -> None:
        table = rows(name)
        first = misses(searchable, table, within=1)
        assert len(first) <= 0.05 * len(table), first
        assert misses(searchable, table, within=3) == []

    def test_the_language_of_the_page_changes_names_and_nothing_else(self, searchable: Searchable) -> None:
        for row in rows("queries.json")[::7]:
            english, german = (searchable.search(row["query"], language) for language in ("en", "de"))
            assert slugs(english) == slugs(german)
        assert searchable.search("heel pain", "de").hits[0].name.startswith("Fersenschmerz")

    def test_every_name_and_word_of_the_data_finds_its_own(self, searchable: Searchable) -> None:
        said: dict[str, set[str]] = {}
        for model, field in ((Problem, "lay_names"), (Feature, "synonyms")):
            for slug, *words in model._default_manager.values_list("slug", f"{field}_en", f"{field}_de"):
                for word in (word for listed in words for word in listed):
                    said.setdefault(word.casefold(), set()).add(slug)
        missed = [(w, s) for w, s in said.items() if not set(slugs(searchable.search(w, "en"))[:3]) & s]
        assert missed == []

    def test_every_brand_and_product_is_found_by_its_name(self, searchable: Searchable) -> None:
        for product in Product.objects.published().select_related("brand"):
            assert slugs(searchable.search(product.full_name, "en"))[0] == product.slug
        for brand in Brand.objects.filter(products__in=Product.objects.published()).distinct():
            assert brand.slug in slugs(searchable.search(brand.name, "en"))[:3]


class TestRules:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("Fuesse tun weh", "Füße tun weh"),
            ("PLATTFUSS", "Plattfuß"),
            ("  heel   PAIN!! ", "heel pain"),
            ("spur heel", "heel spur"),
            ("power-step", "powerstep"),
            ("Fersenspornsohlen", "Fersensporn Sohlen"),
            ("superfeet grün", "superfeet green"),
            ("l 425", "L425"),
        ],
    )
    def test_ways_to_write_the_same_find_the_same(self, searchable: Searchable, typed: str, meant: str) -> None:
        assert slugs(searchable.search(typed, "en"))[:1] == slugs(searchable.search(meant, "en"))[:1] != []

    def test_a_model_number_is_never_taken_for_another(self, searchable: Searchable) -> None:
        assert "aetrex-lynco-sports-l425" in slugs(searchable.search("L425", "en"))
        assert not [slug for slug in slugs(searchable.search("L426", "en")) if "l42" in slug]

    def test_the_phrase_that_was_found_is_said_unless_the_name_says_it(self, searchable: Searchable) -> None:
        assert searchable.search("Fersensporn", "en").hits[0].matched == "Fersensporn"
        assert searchable.search("Fersensporn", "de").hits[0].matched == ""

    def test_misspellings_among_the_data_are_not_shown(self, searchable: Searchable) -> None:
        assert searchable.search("nee pain", "en").hits[0].matched == "knee pain"

    def test_no_leather_is_not_the_answer_to_leather(self, searchable: Searchable) -> None:
        assert slugs(searchable.search("leather insoles", "en"))[0] == "materials"
        assert slugs(searchable.search("insoles without leather", "en"))[0] == "vegan"

    def test_a_former_name_finds_the_product(self, starting_data: None) -> None:
        make_product(brand=make_brand(slug="testa", name="Testa"), slug="testa-new", name="New", aka=["Quondam 3000"])
        hit = current().search.search("quondam 3000", "en").hits[0]
        assert (hit.slug, hit.matched) == ("testa-new", "Quondam 3000")

    def test_a_word_that_a_new_problem_is_called_is_found_without_code(self, starting_data: None) -> None:
        Problem.objects.filter(slug="metatarsalgia").update(lay_names_de=["Zwackelfuß"])
        assert slugs(current().search.search("Zwackelfüsse Einlagen", "de"))[0] == "metatarsalgia"


class TestOffers:
    @pytest.mark.parametrize(
        ("query", "offered"),
        [
            ("heel pain", "plantar-heel-pain"),
            ("Fersensporn", "plantar-heel-pain"),
            ("met pad", "metatarsal-pad"),
            ("cork", "materials"),
        ],
    )
    def test_words_that_are_a_problem_or_feature_offer_its_filter(
        self, searchable: Searchable, query: str, offered: str
    ) -> None:
        assert searchable.offers_for(query, "en")[0].slug == offered

    def test_a_choice_is_offered_with_its_feature(self, searchable: Searchable) -> None:
        offer = searchable.offers_for("memory foam", "en")[0]
        assert (offer.slug, offer.choice) == ("materials", "memory-foam")

    @pytest.mark.parametrize("query", ["superfeet green", "bauerfeind", "pulse maxx", "xyzzy", ""])
    def test_names_offer_nothing(self, searchable: Searchable, query: str) -> None:
        assert searchable.offers_for(query, "en") == []


class TestRubbish:
    @given(query=st.one_of(st.text(max_size=200), st.text(alphabet="aeinsßüö -\u0301\x00", max_size=300)))
    def test_nothing_typed_makes_it_fail(self, searchable: Searchable, query: str) -> None:
        searchable.search(query, "en")
        searchable.offers_for(query, "de")
        searchable.places_matching(query)

    @pytest.mark.parametrize("query", ["", " ", "\x00\x1b", "🦶🦶", "+++", "a" * 5000, "foot " * 1000, "ß", "­"])
    def test_empty_and_huge_queries_have_an_answer(self, searchable: Searchable, query: str) -> None:
        assert isinstance(searchable.search(query, "en"), Results)

    @pytest.mark.parametrize("query", ["xyzzy", "qwrtzpsdfg", "🦶"])
    def test_words_of_nothing_find_nothing(self, searchable: Searchable, query: str) -> None:
        assert searchable.search(query, "en") == Results()
