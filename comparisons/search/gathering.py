"""What the catalogue holds, as entries and signs to be searched."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from catalogue.choices import Known, Urgency
from catalogue.models import Brand, Feature, Problem, RedFlag
from comparisons.search.entries import OF_A_CHOICE, Entry, Kind, Phrase, Sign, phrases_of_name, unlike_each_other
from comparisons.search.folding import words_of
from comparisons.search.matching import is_filler

# A clause of a sign's text is taken for a way to say it if it has this many words that are no filler.
CLAUSE_WORDS = 3
_CLAUSE_ENDS = re.compile(r"[,;.:]")


def entries_of(problems: Iterable[Problem], features: Iterable[Feature], brands: Iterable[Brand]) -> tuple[Entry, ...]:
    """Entries in the order of pages. Needs the choices of features loaded."""
    return (
        *(_entry(Kind.PROBLEM, problem, "lay_names") for problem in problems),
        *(_entry(Kind.FEATURE, feature, "synonyms", _choice_phrases(feature)) for feature in features),
        *(_brand(brand) for brand in brands),
    )


def signs_of(signs: Iterable[RedFlag]) -> tuple[Sign, ...]:
    """Warning signs. Needs their problems loaded. Guides that lead to a professional first come first."""
    return tuple(
        Sign(
            sign.slug,
            Urgency(sign.urgency).rank,
            tuple(
                problem.slug
                for problem in sorted(sign.problems.all(), key=lambda one: (not one.is_clinician_first, one.position))
            ),
            unlike_each_other(_sign_phrases(sign)),
        )
        for sign in signs
    )


def _entry(kind: Kind, row: Problem | Feature, others: str, more: Iterable[Phrase] = ()) -> Entry:
    names = _by_language(row, "name")
    phrases = [
        *(phrase for _, name in names for phrase in phrases_of_name(name)),
        *(Phrase(text) for _, texts in _by_language(row, others) for text in texts),
        *more,
    ]
    return Entry(kind, row.slug, tuple(names), unlike_each_other(phrases))


def _brand(brand: Brand) -> Entry:
    return Entry(
        Kind.BRAND,
        brand.slug,
        ((settings.LANGUAGE_CODE, brand.name),),
        unlike_each_other(map(Phrase, [brand.name, *brand.aka])),
    )


def _choice_phrases(feature: Feature) -> Iterator[Phrase]:
    """The choices that a feature can have; one on a scale is said with the feature: deep heel cup."""
    names = dict(_by_language(feature, "name"))
    for choice in feature.choices.all():
        if choice.is_absent or choice.is_unspecified or choice.slug == Known.YES:
            continue
        for language, name in _by_language(choice, "name"):
            if not choice.is_on_scale:
                for phrase in phrases_of_name(name):
                    yield Phrase(phrase.text, OF_A_CHOICE * phrase.worth, choice.slug)
            elif language in names:
                own = next(phrases_of_name(names[language])).text
                yield Phrase(f"{name} {own}", OF_A_CHOICE, choice.slug)


def _sign_phrases(sign: RedFlag) -> Iterator[Phrase]:
    for _, texts in _by_language(sign, "terms"):
        yield from map(Phrase, texts)
    for _, text in _by_language(sign, "sign"):
        for clause in _CLAUSE_ENDS.split(text):
            if sum(not is_filler(word) for word in words_of(clause)) >= CLAUSE_WORDS:
                yield Phrase(clause.strip())


def _by_language(row: Any, field: str) -> list[tuple[str, Any]]:
    """What a translated field says, by language, where it says anything."""
    said = ((language, getattr(row, f"{field}_{language}")) for language, _ in settings.LANGUAGES)
    return [(language, value) for language, value in said if value]
