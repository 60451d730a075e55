"""The answers that an address gives, as one frozen value, and the one address that says them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.choices import ProblemGroup
from catalogue.models import Choice, Problem, RedFlag
from comparisons.choosing import choice_pairs, chosen_in
from comparisons.filters.fields import MeasureField, WordField, WordsField
from comparisons.finder.words import (
    ACTIVITIES,
    FITS,
    FOOTWEAR,
    MOST_PLACES,
    NONE_OF_THESE,
    NOT_SURE,
    NOTHING,
    NOTHING_HURTS,
    STANDING,
    TRIED,
    Step,
)
from comparisons.index import Index, Vocabulary
from comparisons.selection import MAX_PROBLEMS, Ignored, Pairs, in_order, plain, query_string


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered: slugs, or one word that stands for none or not known. An empty answer was not given yet.

    Problems and shapes stand in the order of the catalogue, all else is sorted: the same answers are the same value.
    `change`, `asked` and `sees_insoles` say which page is wanted, `compared` what is chosen to compare; they are no answers.
    """

    problem: tuple[str, ...] = ()
    sign: tuple[str, ...] = ()
    shape: tuple[str, ...] = ()
    shoe: tuple[str, ...] = ()
    fit: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    size: Decimal | None = None
    tried: tuple[str, ...] = ()
    change: str = ""
    asked: str = ""
    sees_insoles: bool = False
    compared: tuple[str, ...] = ()

    def to(self, step: Step) -> tuple[str, ...]:
        """The answer to a question."""
        found: tuple[str, ...] = getattr(self, step)
        return found

    @property
    def complaints(self) -> tuple[str, ...]:
        """The problems that were named."""
        return _slugs(self.problem)

    @property
    def shapes(self) -> tuple[str, ...]:
        """The shapes of the foot that were named."""
        return _slugs(self.shape)

    @property
    def signs(self) -> tuple[str, ...]:
        """The warning signs that were ticked."""
        return _slugs(self.sign)

    @property
    def only_shoe(self) -> str:
        """The kind of shoe; empty where it is not known."""
        return "".join(_slugs(self.shoe))

    @property
    def only_activity(self) -> str:
        """The activity; empty where it is not known."""
        return "".join(_slugs(self.activity))

    @property
    def unanswered(self) -> Step | None:
        """The first question without an answer."""
        return next((step for step in Step if not self.to(step)), None)

    def without(self, *steps: Step) -> "Answers":
        """With these questions open again, and on no page in particular."""
        emptied: dict[str, Any] = {str(step): () for step in steps}
        emptied |= {"fit": ()} if Step.SHOE in steps else {}
        emptied |= {"size": None} if Step.TRIED in steps else {}
        emptied |= {"sees_insoles": False} if Step.WHERE in steps else {}
        return replace(self.plain, **emptied)

    @property
    def plain(self) -> "Answers":
        """The same on no page in particular."""
        return replace(self, change="", asked="")

    @property
    def pairs(self) -> Pairs:
        """The parameters that say all this."""
        pairs = [(str(step), word) for step in Step for word in self.to(step)]
        pairs += [("fit", word) for word in self.fit]
        pairs += [("size", plain(self.size))] if self.size is not None else []
        pairs += [(name, value) for name, value in (("change", self.change), ("asked", self.asked)) if value]
        pairs += [("see", "insoles")] if self.sees_insoles else []
        return in_order([*pairs, *choice_pairs(self.compared)])

    @property
    def url(self) -> str:
        """The address."""
        return reverse("comparisons:finder") + query_string(self.pairs)

    def url_of(self, step: Step) -> str:
        """The address of one question with these answers."""
        return replace(self.plain, change=str(step)).url


def _slugs(words: Iterable[str]) -> tuple[str, ...]:
    """Those that are no words of the finder's own."""
    return tuple(word for word in words if "_" not in word or word == STANDING)


@dataclass(frozen=True, slots=True)
class Reading:
    """An address, read: the answers, what could not be followed, and whether data is wanted instead of a page."""

    answers: Answers
    ignored: tuple[Ignored, ...]
    is_json: bool = False

    @property
    def canonical(self) -> Pairs:
        """The parameters of the one address, bad values kept so that the page can name them."""
        pairs = [*self.answers.pairs, *((bad.name, bad.value) for bad in self.ignored)]
        return in_order([*pairs, *([("format", "json")] if self.is_json else [])])


def complaints_of(vocabulary: Vocabulary) -> list[Problem]:
    """What can hurt: every problem that is no shape of the foot; of groups those that leave open which of several it is."""
    return [
        problem
        for problem in vocabulary.problems
        if problem.group != ProblemGroup.FOOT_POSTURE
        and (problem.is_selectable or problem.is_clinician_first or len(vocabulary.children(problem)) > 1)
    ]


def shapes_of(vocabulary: Vocabulary) -> list[Problem]:
    """The shapes and positions of the foot that can be chosen."""
    return [p for p in vocabulary.problems if p.group == ProblemGroup.FOOT_POSTURE and p.is_selectable]


def shoes_of(vocabulary: Vocabulary) -> tuple[list[Choice], list[Choice]]:
    """(kinds of shoe, activities) among the choices of footwear. One that nobody knew of is a kind of shoe."""
    feature = vocabulary.feature(FOOTWEAR)
    choices = list(feature.choices.all()) if feature and feature.is_filterable else []
    by_slug = {choice.slug: choice for choice in choices}
    activities = [by_slug[slug] for slug in ACTIVITIES if slug in by_slug]
    return [choice for choice in choices if choice.slug not in ACTIVITIES], activities


def read_answers(data: QueryDict, index: Index) -> Reading:
    """The answers of an address. What cannot be followed is left out and named."""
    return _AddressReader(data, index).reading()


class _AddressReader:
    """One address. Every parameter is read by a field that keeps what it knows and records the rest."""

    def __init__(self, data: QueryDict, index: Index) -> None:
        self._data = {name: [value for value in values if value] for name, values in data.lists()}
        self._index = index
        self._ignored: list[Ignored] = []

    def reading(self) -> Reading:
        """All of it."""
        vocabulary = self._index.vocabulary
        self._move_shapes({problem.slug for problem in shapes_of(vocabulary)})
        kinds, activities = shoes_of(vocabulary)
        compared, bad = chosen_in(self._as_query("with"), self._index)
        self._ignored += bad
        problem = self._several("problem", complaints_of(vocabulary), MOST_PLACES, NOTHING_HURTS, NOT_SURE)
        room = MAX_PROBLEMS - len(_slugs(problem))
        signs = sorted(vocabulary.signs, key=lambda sign: sign.slug)
        answers = Answers(
            problem=problem,
            sign=self._several("sign", signs, len(signs), NONE_OF_THESE, NOT_SURE),
            shape=self._several("shape", shapes_of(vocabulary), room, NONE_OF_THESE, NOT_SURE),
            shoe=self._one("shoe", [choice.slug for choice in kinds], NOT_SURE),
            fit=tuple(sorted(self._words("fit", FITS))),
            activity=self._one("activity", [choice.slug for choice in activities], STANDING, NOT_SURE),
            size=self._size(),
            tried=self._tried(),
            change=self._word("change", Step),
            asked=self._word("asked", Step),
            sees_insoles=bool(self._word("see", ("insoles",))),
            compared=compared,
        )
        # Said once too soon: the question has its answer now.
        answers = replace(answers, asked="") if answers.asked and answers.to(Step(answers.asked)) else answers
        is_json = self._word("format", ("html", "json")) == "json"
        return Reading(answers, tuple(sorted(self._all_ignored(), key=_name_and_value)), is_json)

    def _move_shapes(self, shapes: set[str]) -> None:
        """A shape that is named as a problem, as links from guides do, answers the question after next."""
        named = self._data.get("problem", [])
        moved = [slug for slug in named if slug in shapes]
        if moved:
            self._data["problem"] = [slug for slug in named if slug not in shapes]
            self._data["shape"] = [*moved, *self._data.get("shape", [])]

    def _several(self, name: str, rows: Iterable[Problem | RedFlag], at_most: int, *alone: str) -> tuple[str, ...]:
        """Rows by slug, in the order of the rows; else one of the words that only stand alone."""
        known = [row.slug for row in rows]
        found = self._words(name, (*known, *alone))
        chosen = [slug for slug in known if slug in found]
        why = _("At most three foot problems can be chosen together, two of them places that hurt.")
        self._ignored += [Ignored(name, slug, why) for slug in chosen[at_most:]]
        return tuple(chosen[:at_most]) or tuple([word for word in alone if word in found][:1])

    def _one(self, name: str, words: Iterable[str], *alone: str) -> tuple[str, ...]:
        """One word."""
        found = self._word(name, (*words, *alone))
        return (found,) if found else ()

    def _tried(self) -> tuple[str, ...]:
        """What was tried; "nothing" says nothing where something else was."""
        found = self._words("tried", TRIED)
        tried = sorted(word for word in found if word != NOTHING)
        return tuple(tried or found)

    def _size(self) -> Decimal | None:
        field = MeasureField(unit="", low=Decimal(15), high=Decimal(55))
        given = self._data.get("size", [])
        size: Decimal | None = field.clean(given[-1] if given else None)
        self._record("size", field)
        return size

    def _words(self, name: str, words: Iterable[str]) -> tuple[str, ...]:
        field = WordsField(words=words)
        found = field.clean(self._data.get(name, []))
        self._record(name, field)
        return found

    def _word(self, name: str, words: Iterable[str]) -> str:
        field = WordField(words=words)
        given = self._data.get(name, [])
        found = field.clean(given[-1] if given else "")
        self._record(name, field)
        return found

    def _record(self, name: str, field: MeasureField | WordField | WordsField) -> None:
        self._ignored += [Ignored(name, value, why) for _end, value, why in field.bad]

    def _as_query(self, name: str) -> QueryDict:
        found = QueryDict(mutable=True)
        found.setlist(name, self._data.get(name, []))
        return found

    def _all_ignored(self) -> set[Ignored]:
        """Everything that was refused, and what is no word of the finder."""
        known = {*Step, "fit", "size", "change", "asked", "see", "with", "format"}
        unknown: Mapping[str, list[str]] = {name: values for name, values in self._data.items() if name not in known}
        why = _("The finder asks no such thing.")
        return {*self._ignored, *(Ignored(name, value, why) for name, values in unknown.items() for value in values)}


def _name_and_value(bad: Ignored) -> tuple[str, str]:
    return bad.name, bad.value
