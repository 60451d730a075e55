"""The finder: one question a page, then what comes of the answers. All of it is in the address."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalogue.choices import GuidePointKind, Region
from catalogue.drawing import BodyRegion, body_figure_svg
from catalogue.models import CareCard, cards_of, care_cards
from comparisons.finder import (
    Answers,
    Kind,
    Outcome,
    Question,
    Reading,
    Reason,
    Step,
    asked_next,
    decide,
    question,
    read_answers,
)
from comparisons.finder.as_data import result_data
from comparisons.finder.knowledge import known_of, named_problems, results_on, self_checks, sources_of
from comparisons.finder.notes import Notes
from comparisons.finder.outcome import no_benefit_found
from comparisons.finder.questions import Options, signs_asked
from comparisons.finder.result import ShortList, answer_lines, signs_of
from comparisons.finder.words import LONG_ENOUGH_WEEKS
from comparisons.index import Index, Vocabulary
from comparisons.markup import joined
from comparisons.selection import Ignored
from comparisons.views.answers import as_json, redirect_unless
from comparisons.views.unchanged import unless_unchanged

# Whoever is shown the care card can still change what led to it.
LEADS_TO_CARE = {Step.WHERE, Step.SIGNS}
MOST_NAMED = 12


@require_safe
@unless_unchanged
def finder(request: HttpRequest, index: Index) -> HttpResponseBase:
    """The question that is open, else the result. Care comes before every other question."""
    reading = read_answers(request.GET, index)
    if (redirect := redirect_unless(request, reading.canonical)) is not None:
        return redirect
    answers, vocabulary = reading.answers, index.vocabulary
    outcome, step = decide(answers, vocabulary), asked_next(answers)
    if outcome.kind == Kind.CARE and answers.change not in LEADS_TO_CARE:
        return _care(request, reading, outcome, vocabulary)
    if step is not None:
        return _asking(request, reading, step, index)
    return _result(request, reading, index)


def _asking(request: HttpRequest, reading: Reading, step: Step, index: Index) -> HttpResponseBase:
    """One question."""
    asked = question(step, reading.answers, index.vocabulary, self_checks(step, index.vocabulary))
    if reading.is_json:
        return as_json(result_data(reading))
    context = {"question": asked, "figure": _figure(asked) if step == Step.WHERE else ""}
    return render(request, "comparisons/finder.html", {**_shared(reading), **context})


def _figure(asked: Question) -> str:
    """The body with its places as links to their answers."""
    return body_figure_svg([_place(group) for group in asked.groups if group.slug in Region.values])


def _place(group: Options) -> BodyRegion:
    count = len(group.options)
    text = ngettext("%(count)s problem", "%(count)s problems", count) % {"count": count}
    return BodyRegion(group.slug, group.heading, f"#{group.slug}", text)


def _care(request: HttpRequest, reading: Reading, outcome: Outcome, vocabulary: Vocabulary) -> HttpResponseBase:
    """Whom to see, and how soon. No insole stands on this page, and no way to one but by another answer."""
    answers = reading.answers
    cards = _cards(answers, outcome.reasons, vocabulary)
    if reading.is_json:
        return as_json(result_data(reading, outcome=outcome, cards=cards))
    doors = [problem for problem in named_problems(answers, vocabulary) if problem.is_clinician_first]
    context = {
        "outcome": outcome,
        "care_cards": cards,
        "urgency": cards[0].urgency if cards else "",
        "doors": doors,
        "sources": sources_of(sign for card in cards for sign in card.signs),
        "lines": answer_lines(answers, vocabulary),
    }
    return render(request, "comparisons/finder_care.html", {**_shared(reading), **context})


def _cards(answers: Answers, reasons: Iterable[Reason], vocabulary: Vocabulary) -> list[CareCard]:
    """The signs that were ticked; where none was, those that the answers bring up. Nothing is folded."""
    if ticked := signs_of(answers, vocabulary):
        return cards_of(ticked, all_open=True)
    if Reason.CLINICIAN_FIRST in reasons:
        return care_cards(named_problems(answers, vocabulary), vocabulary.signs, all_open=True)
    return cards_of(signs_asked(answers, vocabulary), all_open=True)


def _result(request: HttpRequest, reading: Reading, index: Index) -> HttpResponseBase:
    """A short list, or why an insole may not be the answer."""
    answers, vocabulary = reading.answers, index.vocabulary
    fruitless = no_benefit_found(answers, vocabulary, results_on(answers, vocabulary))
    outcome = decide(answers, vocabulary, fruitless)
    short = ShortList(answers, index)
    known = known_of(answers, vocabulary)
    notes = Notes(answers, short.selection, index, known).all()
    if reading.is_json:
        return as_json(result_data(reading, outcome=outcome, short=short, notes=notes))
    context = {
        "outcome": outcome,
        "lines": answer_lines(answers, vocabulary),
        "fruitless": [(vocabulary.problem(slug), results) for slug, results in fruitless.items()],
        "problems": known.problems,
        "not_an_insole": known.by_problem(GuidePointKind.NOT_AN_INSOLE),
        "what_else": known.by_problem(GuidePointKind.WHAT_ELSE),
        "wearing_in": known.of_kind(GuidePointKind.WEARING_IN),
        "stop_signs": known.of_kind(GuidePointKind.STOP_SIGN),
        "care_cards": care_cards(known.problems, vocabulary.signs),
        "weeks": LONG_ENOUGH_WEEKS,
        "short": short,
        "all_the_same_url": all_the_same(answers),
        **(_of_list(short) if outcome.kind == Kind.LIST else {}),
        "notes": notes,
        "harms": [harm for harm in known.harms if harm.feature_id],
    }
    return render(request, "comparisons/finder_result.html", {**_shared(reading), **context})


def all_the_same(answers: Answers) -> str:
    """The address of the list for whoever wants it although an insole may not be the answer."""
    return replace(answers, sees_insoles=True).url


def _of_list(short: ShortList) -> dict[str, Any]:
    """What only a page with insoles needs."""
    return {"cards": joined(short.listing.cards, short.selection.compared), "tray": short.tray}


def _shared(reading: Reading) -> dict[str, Any]:
    """What every page of the finder is made from."""
    return {
        "answers": reading.answers,
        "ignored": [_named(bad) for bad in reading.ignored[:MOST_NAMED]],
        "nav": "finder",
    }


def _named(bad: Ignored) -> str:
    return f"{bad.name}={bad.value[:80]}: {bad.why}"
