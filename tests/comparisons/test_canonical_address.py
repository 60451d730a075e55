"""One question has one address, whatever the order it was asked in, and any address can be read."""

import random
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from comparisons.filters import ProductFilter
from comparisons.index import Vocabulary, load_vocabulary
from comparisons.selection import ORDERED, SINGLE, WORDS, Pairs, Selection, address_pairs, query_string
from tests.comparisons.addresses import addresses, parsed
from tests.comparisons.conftest import Catalogue

pytestmark = pytest.mark.django_db

MANY = settings(max_examples=settings().max_examples * 2)  # each takes a few milliseconds


def shuffled(pairs: Pairs, order: random.Random) -> Pairs:
    """The pairs in another order; those of `problem` and `with` stay in theirs among each other."""
    mixed = list(pairs)
    order.shuffle(mixed)
    kept = {name: iter([pair for pair in pairs if pair[0] == name]) for name in ORDERED}
    return [next(kept[pair[0]]) if pair[0] in kept else pair for pair in mixed]


def without_repeats(pairs: Pairs) -> Pairs:
    """Words that stand once are named once, so that no order decides which one counts."""
    stand_once = {name: (name, value) for name, value in pairs if name in SINGLE or name.endswith(("_min", "_max"))}
    return [*stand_once.values(), *(pair for pair in pairs if pair[0] not in stand_once)]


class TestForAnyAddress:
    @MANY
    @given(data=st.data(), order=st.randoms(use_true_random=False))
    def test_any_order_of_the_parameters_has_one_address(
        self, data: st.DataObject, order: random.Random, catalogue: Catalogue
    ) -> None:
        slugs = catalogue.index.slugs
        compared = data.draw(st.lists(st.sampled_from(slugs), max_size=3, unique=True))
        pairs = data.draw(addresses(catalogue.world, catalogue.vocabulary)) + [("with", slug) for slug in compared]
        pairs = without_repeats(pairs)
        first = parsed(pairs, catalogue.vocabulary, slugs)
        second = parsed(shuffled(pairs, order), catalogue.vocabulary, slugs)
        assert first.canonical == second.canonical
        assert first.selection == second.selection
        assert [value for name, value in first.canonical if name == "with"] == compared

    @MANY
    @given(data=st.data())
    def test_the_address_of_a_selection_says_that_selection(self, data: st.DataObject, catalogue: Catalogue) -> None:
        first = parsed(data.draw(addresses(catalogue.world, catalogue.vocabulary)), catalogue.vocabulary)
        second = parsed(address_pairs(first.selection), catalogue.vocabulary)
        assert second.selection == first.selection
        assert second.ignored == []
        assert second.canonical == first.clean_pairs

    @MANY
    @given(data=st.data())
    def test_the_canonical_address_leads_to_itself(self, data: st.DataObject, catalogue: Catalogue) -> None:
        vocabulary = catalogue.vocabulary
        sensible = data.draw(addresses(catalogue.world, vocabulary))
        rubbish = data.draw(st.lists(st.tuples(_names(vocabulary), _values()), max_size=6))
        first = ProductFilter(QueryDict(_written([*sensible, *rubbish])), vocabulary)
        again = query_string(first.canonical).removeprefix("?")
        assert ProductFilter(QueryDict(again), vocabulary).canonical == first.canonical
        assert parse_qsl(again, keep_blank_values=True, errors="replace") == first.canonical

    @MANY
    @given(data=st.data())
    def test_rubbish_is_read_and_named(self, data: st.DataObject, catalogue: Catalogue) -> None:
        vocabulary = catalogue.vocabulary
        text = data.draw(st.text(max_size=200) | st.binary(max_size=100).map(lambda octets: quote(octets, safe="=&%+")))
        pairs = data.draw(st.lists(st.tuples(_names(vocabulary), _values()), max_size=8))
        found = ProductFilter(
            QueryDict("&".join([text.encode("utf-8", "replace").decode(), _written(pairs)])), vocabulary
        )
        assert {(bad.name, bad.value) for bad in found.ignored} <= set(found.canonical)
        assert not {(bad.name, bad.value) for bad in found.ignored} & set(found.clean_pairs)
        assert all(bad.why for bad in found.ignored)

    def test_eight_kilobytes_of_parameters_are_read(self, catalogue: Catalogue) -> None:
        words = sorted(WORDS) + [feature.slug for feature in catalogue.vocabulary.features]
        flood = "&".join(f"{word}={word}&{word}_min=%ff&not_{word}=%00" for word in words)
        found = ProductFilter(QueryDict((flood * 3)[:8192]), catalogue.vocabulary)
        assert found.selection.problems == ()
        assert len(found.ignored) > 100


def _names(vocabulary: Vocabulary) -> st.SearchStrategy[str]:
    """Words of the grammar, and others that look like them."""
    features = [feature.slug for feature in vocabulary.features]
    ends = st.sampled_from(["", "_min", "_max", "_", "_MIN", "[]"])
    words = st.sampled_from(sorted(WORDS)) | st.sampled_from(features) | st.sampled_from(["price", "not_", ""])
    starts = st.sampled_from(["", "", "", "not_", "Not_"])
    return st.tuples(starts, words, ends).map("".join) | st.text(max_size=8)


def _values() -> st.SearchStrategy[str]:
    """What people and programs write into addresses."""
    odd = [
        "NaN", "Infinity", "-1", "1e9", "1e999", "9" * 400, "0", "00", "0x10", "1,5", "1.5.5", "½", "١٢", "-0", "1 in",
        "\x00", "\r\n", "\t", " ", "'; --", "<script>", "%00", "\ufffd", "\u202e", "not_stated", "yes", "..", "true",
        "a" * 5000, "match", "fixed", "unknown", "json", "imperial", "flat-feet", "superfeet", "🦶",
    ]  # fmt: skip
    return st.sampled_from(odd) | st.text(max_size=12) | st.integers().map(str) | st.floats().map(str)


def _written(pairs: Pairs) -> str:
    return urlencode(pairs, errors="replace")


class TestWhatIsLeftOut:
    @pytest.mark.parametrize(
        ("given", "canonical"),
        [
            ("currency=EUR&units=metric&page=1&format=html&view=cards&sort=-known", ""),
            ("problem=flat-feet&sort=match", "problem=flat-feet"),
            ("problem=flat-feet&sort=-known", "problem=flat-feet&sort=-known"),
            ("brand=&q=&form=&weight_min=", ""),
            ("q=%20%20", ""),
            ("form=heel-cup&form=heel-cup&form=forefoot", "form=forefoot&form=heel-cup"),
            (
                "with=superfeet-green&with=superfeet-blue&with=superfeet-green",
                "with=superfeet-green&with=superfeet-blue",
            ),
            ("page=2&page=3", "page=3"),
            ("weight_min=0.500&weight_max=1oz", "weight_max=28.35&weight_min=0.5"),
            ("thickness-heel_min=,5&thickness-heel_max=1%22", "thickness-heel_max=25.4&thickness-heel_min=0.5"),
            ("size=042,50", "size=42.5"),
            ("q=a%00b%0Ac", "q=a+b+c"),
            ("view=table&block=unknown&format=csv", "block=unknown&format=csv&view=table"),
        ],
    )
    def test_defaults_empties_and_repeats(self, given: str, canonical: str, starting_data: None) -> None:
        found = _of(given)
        assert urlencode(found.canonical) == canonical
        assert found.ignored == []

    def test_a_page_that_shows_a_table_by_itself_names_the_cards(self, starting_data: None) -> None:
        assert _of("view=table", default_view="table").canonical == []
        assert _of("view=cards", default_view="table").canonical == [("view", "cards")]

    def test_the_problem_of_a_guide_is_in_its_path(self, starting_data: None) -> None:
        found = _of("problem=high-arch&must=arch-support&sort=match", fixed_problem="flat-feet")
        assert found.selection.problems == ("flat-feet", "high-arch")
        assert found.canonical == [("must", "arch-support"), ("problem", "high-arch")]


class TestBadValues:
    @pytest.mark.parametrize(
        ("given", "name", "value"),
        [
            ("brand=nobody", "brand", "nobody"),
            ("form=boat", "form", "boat"),
            ("not_form=not_stated", "not_form", "not_stated"),
            ("weight=heavy", "weight", "heavy"),
            ("weight_min=1e9", "weight_min", "1e9"),
            ("price=10", "price", "10"),
            ("price_min=5&price=not_stated", "price", "not_stated"),
            ("must=heel-cup", "must", "heel-cup"),
            ("problem=metatarsalgia&skip=heated", "skip", "heated"),
            ("problem=flat-feet&skip=arch-support&must=arch-support", "must", "arch-support"),
            ("sort=match", "sort", "match"),
            ("sort=-match&problem=flat-feet", "sort", "-match"),
            ("feature=materials", "feature", "materials"),
            ("reference=superfeet-green", "reference", "superfeet-green"),
            ("arch_support=rigid", "arch_support", "rigid"),
            ("=x", "", "x"),
        ],
    )
    def test_each_is_named_once_kept_in_the_address_and_followed_nowhere(
        self, given: str, name: str, value: str, starting_data: None
    ) -> None:
        found = _of(given)
        assert [(bad.name, bad.value) for bad in found.ignored] == [(name, value)]
        assert found.canonical.count((name, value)) == 1
        assert (name, value) not in found.clean_pairs

    def test_good_values_beside_a_bad_one_still_count(self, starting_data: None) -> None:
        found = _of("form=boat&form=heel-cup&thickness-heel_min=2&thickness-heel_max=thick")
        assert found.selection.any_of == {"form": ("heel-cup",)}
        assert urlencode(found.clean_pairs) == "form=heel-cup&thickness-heel_min=2"
        assert [bad.name for bad in found.ignored] == ["form", "thickness-heel_max"]

    def test_a_facet_of_bad_values_only_is_open_and_says_so(self, starting_data: None) -> None:
        found = _of("form=boat")
        assert found.selection == Selection()
        assert [bad.why for bad in found.ignored] == ["There is no such choice."]

    def test_problems_beyond_the_third_and_products_beyond_the_sixth_are_named(self, catalogue: Catalogue) -> None:
        slugs = catalogue.index.slugs[:7]
        problems = [problem.slug for problem in catalogue.vocabulary.problems[:4]]
        pairs = [("with", slug) for slug in slugs] + [("problem", slug) for slug in problems]
        found = parsed(pairs, catalogue.vocabulary, slugs)
        assert found.selection.compared == slugs[:6]
        assert found.selection.problems == tuple(problems[:3])
        assert {(bad.name, bad.value) for bad in found.ignored} == {("problem", problems[3]), ("with", slugs[6])}


def _of(given: str, *, fixed_problem: str = "", default_view: str = "cards") -> ProductFilter:
    return ProductFilter(
        QueryDict(given),
        load_vocabulary(),
        products=["superfeet-green", "superfeet-blue"],
        fixed_problem=fixed_problem,
        default_view=default_view,
    )
