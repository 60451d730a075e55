"""The word guard: what no text of ours may say. One list of patterns, whole words, English and German.

Two kinds are refused: a promise that insoles do something for a complaint, with words of certainty; and words of therapy,
which no comparison of products can answer for. A sentence that denies, doubts or reports passes: "relief was not shown".
Names, synonyms, texts as stated, claims of the article, evidence, harms, warning signs and care advice are not read by it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SUBJECT = r"(?:insoles?|inserts?|orthotics?|orthoses|pads?|it|they|this product|products?)"
_SUBJECT_DE = r"(?:(?:Einlege)?[Ss]ohlen?|Einlagen?|Produkte?|sie|[Ee]s)"
_DOES = r"(?:relieves?|heals?|cures?|treats?|corrects?|prevents?|eliminates?|fix(?:es)?|eases?|soothes?|alleviates?)"
_DOES_DE = r"(?:lindern?|lindert|heilen|heilt|kurieren|kuriert|behandeln|behandelt|korrigieren|korrigiert|verhindern|verhindert|beseitigen|beseitigt)"
# At the beginning of a sentence "Sie" with a plural verb is how we speak to the reader.
_DOES_DE_ONE = r"(?:lindert|heilt|kuriert|behandelt|korrigiert|verhindert|beseitigt)"
_MODAL = r"(?:(?:will|can|do|does|always|certainly|surely|quickly|effectively|invariably)\s+){0,3}"


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that are refused, and what an editor can write instead.

    `is_denied_before`: only what stands before the words can deny them: "It cures all and does not slip" still promises.
    """

    pattern: re.Pattern[str]
    suggestion: Promise
    is_denied_before: bool = False
    is_of_therapy: bool = False


@dataclass(frozen=True, slots=True)
class RefusedWords:
    """What was found in a text, and what to write instead."""

    words: str
    suggestion: Promise


_SAY_WHO = _("Say how the insole is built, or who reports what: “in one trial fewer people had pain”.")
_LEAVE_OUT = _("Leave it out: certainty comes from the grade of a study alone.")
_NO_THERAPY = _("An insole is compared here, not a therapy: say what it has, or who reports what about it.")

RULES: tuple[Rule, ...] = (
    Rule(re.compile(rf"\b{_SUBJECT}\s+{_MODAL}{_DOES}\b", re.IGNORECASE), _SAY_WHO, is_denied_before=True),
    Rule(
        re.compile(
            rf"\b{_SUBJECT_DE}\s+(?:(?:können|kann|wird|werden|immer|sicher)\s+)?(?:\w+\s+){{0,3}}?{_DOES_DE}\b"
        ),
        _SAY_WHO,
    ),
    Rule(re.compile(rf"\bSie\s+(?:\w+\s+){{0,3}}?{_DOES_DE_ONE}\b"), _SAY_WHO),
    Rule(
        re.compile(
            r"\b(?:guarantee[ds]?|proven to|clinically proven|always works?|certain to|sure to|miracle|pain[- ]free)\b",
            re.IGNORECASE,
        ),
        _LEAVE_OUT,
    ),
    Rule(
        re.compile(
            r"\b(?:garantier(?:t|en)|nachweislich|klinisch bewiesen|hilft immer|wirkt immer|schmerzfrei|Testsieger)\b",
            re.IGNORECASE,
        ),
        _LEAVE_OUT,
    ),
    Rule(
        re.compile(
            r"\b(?:therap(?:y|ies|eutic|eutical)|treatments?|cures?|healing|remed(?:y|ies)|relief|relieving|alleviation"
            r"|medicinal|rehabilitation)\b",
            re.IGNORECASE,
        ),
        _NO_THERAPY,
        is_of_therapy=True,
    ),
    Rule(
        re.compile(
            r"\b(?:Therapien?|therapeutisch\w*|Behandlung(?:en)?|Heilung|heilend\w*|Heilmittel|Linderung|lindernd\w*"
            r"|schmerzlindernd\w*|Abhilfe|Genesung|Rehabilitation|medizinisch wirksam\w*)\b"
        ),
        _NO_THERAPY,
        is_of_therapy=True,
    ),
)

PROMISES = tuple(rule for rule in RULES if not rule.is_of_therapy)

_DENIED = (
    r"not|no|never|nothing|whether|nobody|without|names|according to"
    r"|nicht|kein(?:e[nrms]?)?|nie|niemand|ob|ohne|nennt|laut"
)
_REPORTED = (
    r"stud(?:y|ies)|trials?|review(?:ed|s)?|guidelines?|says?|reports?"
    r"|Studien?|Versuch(?:e|en)?|Übersicht(?:en)?|Leitlinien?|sagt|sagen|berichtet|berichten"
)
_PASSES = re.compile(rf"\b(?:{_DENIED}|{_REPORTED})\b", re.IGNORECASE)
# A sentence ends with its mark, and a new one begins where "and" or "but" brings a new subject.
_SENTENCE_END = re.compile(
    rf"(?<=[.!?:;])\s+|,?\s+(?:and|but)\s+(?={_SUBJECT}\b)|,?\s+(?:und|aber)\s+(?={_SUBJECT_DE}\b)"
)


def refused_words(text: str, rules: Iterable[Rule] = RULES) -> list[RefusedWords]:
    """What no text of ours may say, sentence by sentence; a sentence that denies, doubts or reports passes."""
    return [found for sentence in _SENTENCE_END.split(text) for found in _in(sentence, rules)]


def _in(sentence: str, rules: Iterable[Rule]) -> Iterator[RefusedWords]:
    end = 0
    found = [(match.start(), match.end(), rule) for rule in rules for match in rule.pattern.finditer(sentence)]
    for start, stop, rule in sorted(found, key=lambda place: place[:2]):
        if start >= end and not _PASSES.search(sentence[:stop] if rule.is_denied_before else sentence):
            end = stop  # "It cures" is told of once, and not again for "cures"
            yield RefusedWords(sentence[start:stop], rule.suggestion)


def validate_own_words(text: str) -> None:
    """Refuses a text by its words, each with a suggestion."""
    _refuse(refused_words(text))


def validate_advice(text: str) -> None:
    """The same for what a guide advises instead of insoles: a doctor's treatment may be named there, a promise not."""
    _refuse(refused_words(text, PROMISES))


def _refuse(words: Iterable[RefusedWords]) -> None:
    found = {refused.words: refused for refused in words}
    if found:
        raise ValidationError([_refusal(refused) for refused in found.values()])


def _refusal(refused: RefusedWords) -> ValidationError:
    words = {"words": refused.words, "suggestion": refused.suggestion}
    return ValidationError(_("“%(words)s” cannot stand in a text of ours. %(suggestion)s"), "own_words", words)
