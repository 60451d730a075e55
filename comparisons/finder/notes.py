"""What does not go together: each note says what, why, with the sources where data is behind it, and what to do instead.

Everything is taken from look-for rows, harms and guide points; code knows only the few slugs of words.py, and a missing one
switches its note off.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from catalogue.choices import GuidePointKind, Known
from catalogue.models import Choice, Feature, Harm, LookFor, Problem, Source
from catalogue.wording import choices_text, told
from comparisons.finder.answers import Answers
from comparisons.finder.knowledge import Knowledge
from comparisons.finder.outcome import goes_with
from comparisons.finder.words import (
    FOOTWEAR,
    INSOLE_SHORT,
    LEAVES_ROOM,
    LOADS,
    MAY_COME_BACK,
    NOT_SURE,
    SEEN_SOMEONE,
    SLIM_SHOES,
    SPORTS_SHOES,
    STANDING,
    TIGHT,
)
from comparisons.index import Answer, Index
from comparisons.match import Wish
from comparisons.selection import Selection, address

# The page says the rest at its end.
SAID_OF_WEARING_IN = 2


class Way(NamedTuple):
    """Somewhere to go instead, and how many insoles are there; no number where it is no list."""

    name: str
    url: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to know before choosing."""

    title: str
    why: tuple[str, ...]
    instead: str = ""
    sources: tuple[Source, ...] = ()
    ways: tuple[Way, ...] = ()


class Pull(NamedTuple):
    """A feature that one problem asks for and another one asks to avoid."""

    feature: Feature
    wanted: LookFor
    unwanted: LookFor


@dataclass(frozen=True)
class Notes:
    """The notes on one set of answers, its list and what is known about both."""

    answers: Answers
    selection: Selection
    index: Index
    known: Knowledge

    def all(self) -> list[Note]:
        """All of them: first what pulls apart, then the shoe, then the rest, at last what one problem alone asks to avoid."""
        return [
            *map(self._of_pull, self.pulls),
            *self._loads_elsewhere(),
            *self._told_of_the_shoe(),
            *self._little_room(),
            *self._two_uses(),
            *self._standing(),
            *self._not_long_yet(),
            *self._seen_already(),
            *self._to_avoid(),
        ]

    # What the foot asks for

    @cached_property
    def wishes(self) -> list[tuple[Problem, Wish, LookFor]]:
        """Every look-for row of the named problems, those of a group under its name."""
        return [
            (problem, wish, wish.row)
            for problem in self.known.problems
            for child in self.index.vocabulary.wishes[problem.slug]
            for wish in child
            if wish.row is not None
        ]

    @cached_property
    def pulls(self) -> list[Pull]:
        """Where two problems ask for opposite things, one a feature."""
        found: dict[str, Pull] = {}
        for (one, wish, row), (other, against, against_row) in combinations(self.wishes, 2):
            if one.pk == other.pk or wish.feature != against.feature or wish.feature in found:
                continue
            if wish.counts_as_met & against.avoid:
                found[wish.feature] = Pull(row.feature, row, against_row)
            elif against.counts_as_met & wish.avoid:
                found[wish.feature] = Pull(row.feature, against_row, row)
        return list(found.values())

    def _of_pull(self, pull: Pull) -> Note:
        names = {"feature": pull.feature.name, "one": pull.wanted.problem.name, "other": pull.unwanted.problem.name}
        return Note(
            _("%(feature)s: what suits “%(one)s” is to be avoided with “%(other)s”") % names,
            (told(pull.wanted, "reason"), told(pull.unwanted, "reason")),
            _("Let somebody who can look at your foot say which of the two counts more, or leave this feature out."),
            _sources_of(pull.wanted, pull.unwanted),
            (self._leaving_out(pull.feature),),
        )

    def _to_avoid(self) -> Iterator[Note]:
        """What a shape or a complaint asks to leave out."""
        pulled = {pull.feature.slug for pull in self.pulls}
        once = {(row.feature.slug, row.problem_id): row for _problem, wish, row in self.wishes if wish.avoid}
        for row in once.values():
            if row.feature.slug in pulled:
                continue
            harms = [harm for harm in self.known.harms_of(row.feature_id) if _is_said_of(harm, _names_of(row.problem))]
            is_yes_no = {choice.slug for choice in row.feature.choices.all()} <= {Known.YES, Known.NO}
            avoided = str(row.feature.name) if is_yes_no else f"{row.feature.name}: {choices_text(row.avoid.all())}"
            instead = "" if is_yes_no else choices_text(row.choices.all())
            yield Note(
                _("With “%(problem)s” avoid this: %(avoided)s") % {"problem": row.problem.name, "avoided": avoided},
                (told(row, "reason"), *(told(harm, "harm") for harm in harms)),
                _("Look for: %(choices)s.") % {"choices": instead} if instead else "",
                (*_sources_of(row), *_told_by(harms)),
            )

    def _loads_elsewhere(self) -> Iterator[Note]:
        """A feature that is looked for and moves the load to where it hurts too."""
        pulled = {pull.feature.slug for pull in self.pulls}
        for slug, region in LOADS.items():
            sore = [problem for problem in self.known.problems if problem.region == region]
            wants = [row for problem, wish, row in self.wishes if wish.feature == slug and wish.qualifying]
            harms = self.known.harms_of(wants[0].feature_id) if wants else []
            if slug in pulled or not sore or not harms or all(row.problem in sore for row in wants):
                continue
            names = {"feature": wants[0].feature.name, "problem": sore[0].name}
            yield Note(
                _("%(feature)s may be wrong for “%(problem)s”") % names,
                tuple(told(harm, "harm") for harm in harms),
                _("Leave this feature out, or try it for a short time first."),
                _told_by(harms),
                (self._leaving_out(wants[0].feature),),
            )

    # What the shoe asks for

    def _told_of_the_shoe(self) -> Iterator[Note]:
        """Harms that name the kind of shoe."""
        shoe = self._footwear(self.answers.only_shoe)
        harms = [h for h in self.known.harms_of(None) if shoe and _is_said_of(h, [_english(shoe)])]
        if shoe and harms:
            yield Note(
                _("%(shoe)s: ask before you put an insole in") % {"shoe": shoe.name},
                tuple(told(harm, "harm") for harm in harms),
                _("Ask the maker of the shoe, or whoever gave it to you, which insoles may go into it."),
                _told_by(harms),
            )

    def _little_room(self) -> Iterator[Note]:
        """A narrow or slim shoe."""
        if TIGHT not in self.answers.fit and self.answers.only_shoe not in SLIM_SHOES:
            return
        named = [found for feature, slug in LEAVES_ROOM if (found := self._choice(feature, slug))]
        roomy = self._choice("volume", "high")
        yield Note(
            _("There is little room in your shoe"),
            (
                _("An insole takes room from the foot, most of all at the toes. Of most insoles nobody says how much."),
                *([_explained(roomy)] if roomy else []),
            ),
            _("Take the shoe’s own insole out if you can, and try these first:"),
            (),
            tuple(self._narrowed(choice) for choice in named),
        )

    def _two_uses(self) -> Iterator[Note]:
        """A shoe in which one does not do what was named."""
        shoe, activity = self._footwear(self.answers.only_shoe), self._footwear(self.answers.only_activity)
        if shoe is None or activity is None or goes_with(shoe.slug, activity.slug):
            return
        names = {"shoe": shoe.name, "activity": activity.name}
        sports = replace(self.answers.plain, shoe=(SPORTS_SHOES if self._footwear(SPORTS_SHOES) else NOT_SURE,))
        yield Note(
            _("%(shoe)s and %(activity)s are two uses") % names,
            (_("An insole has to go into the shoe first, so the list is about the shoe: %(shoe)s.") % names,),
            _("Ask once more for the shoe in which you do the other thing."),
            (),
            (Way(_("The same answers for sports shoes: %(activity)s") % names, sports.url),),
        )

    # What is left

    def _standing(self) -> Iterator[Note]:
        """Whoever stands all day may think otherwise at its end: so says a row of what to look for, if there is one."""
        choice = self._choice(*MAY_COME_BACK)
        wishes = (wish for children in self.index.vocabulary.wishes.values() for child in children for wish in child)
        rows = [wish.row for wish in wishes if choice and wish.row and wish.feature == MAY_COME_BACK[0]]
        if STANDING in self.answers.activity and choice and rows:
            yield Note(
                _("You stand for most of the day: choose what can go back"),
                (told(rows[0], "reason"),),
                _("Wear it at home for a whole day before you decide."),
                _sources_of(rows[0]),
                (self._narrowed(choice),),
            )

    def _not_long_yet(self) -> Iterator[Note]:
        """An insole that was not worn for long."""
        points = self.known.of_kind(GuidePointKind.WEARING_IN)[:SAID_OF_WEARING_IN]
        if INSOLE_SHORT in self.answers.tried and points:
            yield Note(
                _("The insole you have may need more time"),
                tuple(told(point, "text") for point in points),
                _("Before you buy another one, note for some days when it hurts and when it does not."),
                _once(source for point in points for source in point.sources.all()),
            )

    def _seen_already(self) -> Iterator[Note]:
        """Somebody has looked at it."""
        if SEEN_SOMEONE in self.answers.tried:
            yield Note(
                _("Somebody has looked at your foot"),
                (_("What they found counts more than this list: they have seen your foot, we have not."),),
                _("Take the list with you and ask them about it."),
            )

    # Ways

    def _leaving_out(self, feature: Feature) -> Way:
        """The list without one wish."""
        name = _("The list without: %(feature)s") % {"feature": feature.name}
        return self._way(name, replace(self.selection, skip=(feature.slug,)))

    def _narrowed(self, choice: Choice) -> Way:
        """The list with one choice more."""
        feature = choice.feature
        return self._way(f"{feature.name}: {choice.name}", self.selection.choosing(feature.slug, [choice.slug]))

    def _way(self, name: str, selection: Selection) -> Way:
        number = Answer(self.index, selection).total
        return Way(name, address(reverse("comparisons:browse"), selection) if number else "", number)

    def _footwear(self, slug: str) -> Choice | None:
        return self._choice(FOOTWEAR, slug)

    def _choice(self, feature: str, slug: str) -> Choice | None:
        """A choice of a feature that visitors can filter by."""
        found = self.index.vocabulary.feature(feature)
        choices = list(found.choices.all()) if found and found.is_filterable else []
        return next((choice for choice in choices if choice.slug == slug), None)


def _explained(choice: Choice) -> str:
    """A choice with what it means; put together as markup, since the text may be marked as English."""
    name = _("“%(choice)s” means:") % {"choice": f"{choice.feature.name}: {choice.name}"}
    return format_html("{} {}", name, told(choice, "explanation"))


def _once(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple({source.pk: source for source in sources}.values())


def _sources_of(*rows: LookFor) -> tuple[Source, ...]:
    """The studies and pages behind look-for rows."""
    return _once(
        source for row in rows for source in (*(record.source for record in row.evidence.all()), *row.sources.all())
    )


def _told_by(harms: Iterable[Harm]) -> tuple[Source, ...]:
    return _once(source for harm in harms for source in harm.sources.all())


def _english(choice: Choice) -> str:
    return str(getattr(choice, "name_en", choice.name))


def _names_of(problem: Problem) -> Sequence[str]:
    """What a problem is called in English, as those who note harms write it."""
    name = str(getattr(problem, "name_en", problem.name))
    return [name.partition(" (")[0], *getattr(problem, "lay_names_en", [])]


def _is_said_of(harm: Harm, names: Iterable[str]) -> bool:
    """Whether those to whom it happened are called so. Editors write it in words: it is read in English, whatever the page."""
    who = str(getattr(harm, "who_en", harm.who))
    return any(re.search(rf"\b{re.escape(name)}\b", who, re.IGNORECASE) for name in names if name)
