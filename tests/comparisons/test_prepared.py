"""What is made once of a vocabulary: in the language of the page, and anew for another vocabulary."""

from django.urls import set_script_prefix
from django.utils.translation import gettext, override

from comparisons.index import Vocabulary
from comparisons.prepared import MOST_HELD, Prepared


def test_it_is_made_once_and_anew_for_another_object_even_an_equal_one() -> None:
    prepared: Prepared[Vocabulary, list[Vocabulary]] = Prepared(lambda vocabulary: [vocabulary])
    first, second = Vocabulary(), Vocabulary()
    made = prepared.of(first)
    assert prepared.of(first) is made
    assert first == second
    assert prepared.of(second) is not made


def test_it_is_in_the_language_of_the_page() -> None:
    prepared: Prepared[Vocabulary, str] = Prepared(lambda _vocabulary: gettext("Brand"))
    vocabulary = Vocabulary()
    assert prepared.of(vocabulary) == "Brand"
    with override("de"):
        assert prepared.of(vocabulary) == "Marke"


def test_what_says_nothing_is_made_once_for_all_languages() -> None:
    known: Prepared[tuple[str, ...], frozenset[str]] = Prepared(frozenset, in_language=False)
    slugs = ("a", "b")
    made = known.of(slugs)
    with override("de"):
        assert known.of(slugs) is made


def test_it_is_bounded_whatever_places_the_site_is_asked_for_at() -> None:
    prepared: Prepared[Vocabulary, object] = Prepared(lambda _vocabulary: object())
    vocabulary = Vocabulary()
    try:
        for number in range(3 * MOST_HELD):
            set_script_prefix(f"/{number}/")
            prepared.of(vocabulary)
    finally:
        set_script_prefix("/")
    assert len(prepared) <= MOST_HELD
