"""What a result page is made from: the answers with the ways to change them, the short list, and what is known around it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from catalogue.choices import Known
from catalogue.models import RedFlag
from catalogue.wording import number_text, told
from comparisons.choosing import Tray, tray_of
from comparisons.filters import ProductFilter
from comparisons.finder.answers import Answers, shoes_of
from comparisons.finder.notes import Way
from comparisons.finder.outcome import selection_of
from comparisons.finder.wording import ACTIVITY_WORDS, ALONE_WORDS, FIT_WORDS, NOT_KNOWN, TRIED_WORDS, short_title
from comparisons.finder.words import FOOTWEAR, INSOLE_FIXED, NOT_SURE, STANDING, Step
from comparisons.index import Answer, Index, Vocabulary
from comparisons.index.bits import without
from comparisons.listing import Listing
from comparisons.selection import NOT_STATED, Range, Selection, address, address_pairs, in_order, query_string

# A short list is one that can be read and defended.
SHOWN = 6
SIDE_BY_SIDE = 3


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer in words, and where it is changed."""

    title: str
    text: str
    url: str


def answer_lines(answers: Answers, vocabulary: Vocabulary) -> list[AnswerLine]:
    """Every answer that was given, each with the way to change it."""
    return [
        AnswerLine(short_title(step), _joined(_words(step, answers, vocabulary)), answers.url_of(step))
        for step in Step
        if answers.to(step)
    ]


def _joined(words: list[str]) -> str:
    """Words as markup, since a sign may be marked as English."""
    return format_html_join("; ", "{}", ((word,) for word in words))


def _words(step: Step, answers: Answers, vocabulary: Vocabulary) -> list[str]:
    """An answer in words."""
    names = _names(step, vocabulary)
    said = [names[word] for word in answers.to(step) if word in names]
    if step == Step.SHOE:
        said += [str(FIT_WORDS[word]) for word in answers.fit]
    if step == Step.TRIED and answers.size is not None:
        said.insert(0, number_text(answers.size, "EU size"))
    return said or [str(NOT_KNOWN)]


def _names(step: Step, vocabulary: Vocabulary) -> dict[str, str]:
    """What the words of a question's answer are called."""
    kinds, activities = shoes_of(vocabulary)
    names: dict[Step, dict[str, str]] = {
        Step.WHERE: {problem.slug: str(problem.name) for problem in vocabulary.problems},
        Step.SIGNS: {sign.slug: told(sign, "sign") for sign in vocabulary.signs},
        Step.SHAPE: {problem.slug: str(problem.name) for problem in vocabulary.problems},
        Step.SHOE: {choice.slug: str(choice.name) for choice in kinds},
        Step.ACTIVITY: {**{choice.slug: str(choice.name) for choice in activities}, **_said(ACTIVITY_WORDS)},
        Step.TRIED: _said(TRIED_WORDS),
    }
    return {**names[step], **_said({word: said for (at, word), said in ALONE_WORDS.items() if at == step})}


def _said(words: Mapping[str, Promise]) -> dict[str, str]:
    """Words of the finder's own in the language of the page."""
    return {word: str(said) for word, said in words.items()}


def signs_of(answers: Answers, vocabulary: Vocabulary) -> list[RedFlag]:
    """The signs that were ticked."""
    return [sign for sign in vocabulary.signs if sign.slug in answers.signs]


@dataclass
class ShortListing(Listing):
    """The first few of a list."""

    @cached_property
    def ids(self) -> list[int]:
        """The first few products."""
        return self.answer.ids(0, SHOWN)


@dataclass(frozen=True)
class ShortList:
    """The insoles that answers lead to: the first few, how many there are, and of how many too little is known."""

    answers: Answers
    index: Index

    @cached_property
    def selection(self) -> Selection:
        """The list that the answers ask for."""
        return selection_of(self.answers, self.index.vocabulary)

    @cached_property
    def listing(self) -> ShortListing:
        """The same list that the page of all insoles shows at this address."""
        asked = QueryDict(query_string(address_pairs(self.selection)).removeprefix("?"))
        found = ProductFilter(asked, self.index.vocabulary, products=self.index.slugs)
        return ShortListing(found, self.index, reverse("comparisons:browse"))

    @property
    def total(self) -> int:
        """How many insoles are listed."""
        return self.listing.total

    @property
    def url(self) -> str:
        """All of them, with every filter."""
        return self.listing.clean_url

    @property
    def compare_url(self) -> str:
        """The first few side by side; empty where there are not two."""
        first = self.listing.cards[:SIDE_BY_SIDE]
        pairs = [("problem", slug) for slug in self.selection.problems] + [("with", card.slug) for card in first]
        pairs += [pair for pair in address_pairs(self.selection) if pair[0] == "size"]
        return reverse("comparisons:compare") + query_string(in_order(pairs)) if len(first) > 1 else ""

    @property
    def tray(self) -> Tray:
        """What is chosen to compare; choosing leads back here."""
        return tray_of(
            self.index,
            self.selection.compared,
            lambda chosen: replace(self.answers, compared=chosen).url,
            ticks={card.slug for card in self.listing.cards},
            taken_along=[("problem", slug) for slug in self.selection.problems],
            back=self.answers.url,
        )

    @property
    def maybe(self) -> list[Way]:
        """Insoles that would be listed if more were known: not known is not no. Exact numbers, and the ways to them."""
        ways = [Way(_("Too little is known to tell"), self.listing.unknown_url, self.listing.unknown_count)]
        if FOOTWEAR in self.selection.any_of:
            silent = self.selection.choosing(FOOTWEAR, [NOT_STATED])
            url = address(reverse("comparisons:browse"), silent)
            ways.append(Way(_("Nobody says for which shoes they are"), url, self._count(silent)))
        return [way for way in ways if way.number]

    @property
    def ways_out(self) -> list[Way]:
        """For an empty list: which single answer empties it, and what there is without it. Exact, most first."""
        if self.total:
            return []
        ways = [
            Way(name, answers.url, self._count(selection_of(answers, self.index.vocabulary)))
            for name, answers in self._with_one_answer_less()
        ]
        return sorted((way for way in ways if way.number), key=lambda way: -(way.number or 0))

    def _with_one_answer_less(self) -> list[tuple[str, Answers]]:
        """The answers that may have emptied the list, each left open; all about the shoe at once where there are several."""
        now = self.answers.plain
        loose = tuple(word for word in now.fit if word != INSOLE_FIXED)
        of_the_shoe = [
            (_("without the kind of shoe"), replace(now, shoe=(NOT_SURE,)), bool(now.only_shoe)),
            (_("without the activity"), replace(now, activity=(NOT_SURE,)), now.only_activity not in {"", STANDING}),
            (_("without: the shoe’s own insole stays in"), replace(now, fit=loose), loose != now.fit),
        ]
        given = [(name, answers) for name, answers, was_given in of_the_shoe if was_given]
        if len(given) > 1:
            open_shoe = replace(now, shoe=(NOT_SURE,), activity=(NOT_SURE,), fit=loose)
            given.append((_("without anything about the shoe"), open_shoe))
        if now.complaints and now.shapes:
            given.append((_("without the shape of the foot"), replace(now, shape=(NOT_SURE,))))
        return given

    @property
    def sizes(self) -> tuple[int, int] | None:
        """(listed insoles stated to be sold in the visitor's size, those stated not to be); None without a size."""
        size, features = self.answers.size, self.index.features
        if size is None or Known.SIZES_FROM not in features or Known.SIZES_TO not in features:
            return None
        smallest, largest = features[Known.SIZES_FROM].numbers, features[Known.SIZES_TO].numbers
        found = self.listing.answer.found
        offered = found & smallest.within(Range(high=size)) & largest.within(Range(low=size))
        beyond = without(smallest.having, smallest.within(Range(high=size)))
        beyond |= without(largest.having, largest.within(Range(low=size)))
        return offered.bit_count(), (found & beyond).bit_count()

    def _count(self, selection: Selection) -> int:
        return Answer(self.index, selection).total
