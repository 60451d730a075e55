"""What the answers lead to as plain data, for JSON. The keys are promised in docs/finder.md."""

from collections.abc import Iterable
from typing import Any

from catalogue.models import CareCard
from comparisons.as_data import row_data
from comparisons.finder.answers import Reading
from comparisons.finder.notes import Note
from comparisons.finder.outcome import Kind, Outcome
from comparisons.finder.result import ShortList
from comparisons.finder.words import Step


def result_data(
    reading: Reading,
    *,
    outcome: Outcome | None = None,
    cards: Iterable[CareCard] = (),
    short: ShortList | None = None,
    notes: Iterable[Note] = (),
) -> dict[str, Any]:
    """The answers, what comes of them and why; products only where the result is a list."""
    answers = reading.answers
    return {
        "answers": {str(step): list(answers.to(step)) for step in Step},
        "next": str(answers.unanswered or ""),
        "outcome": str(outcome.kind) if outcome else "",
        "reasons": [str(reason) for reason in outcome.reasons] if outcome else [],
        "signs": [
            {"slug": sign.slug, "urgency": sign.urgency, "advice": str(sign.advice)}
            for card in cards
            for sign in card.signs
        ],
        "notes": [{"title": note.title, "why": [str(text) for text in note.why]} for note in notes],
        "list": _list_data(short) if short and outcome and outcome.kind == Kind.LIST else None,
        "ignored": [{"name": bad.name, "value": bad.value, "why": bad.why} for bad in reading.ignored],
    }


def _list_data(short: ShortList) -> dict[str, Any]:
    return {
        "url": short.url,
        "count": short.total,
        "unknown": short.listing.unknown_count,
        "products": [row_data(row) for row in short.listing.rows],
    }
