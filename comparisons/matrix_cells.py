"""The cells of a comparison as prepared strings: value, scale, how it stands to the others, who says so, or why there is no value."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import EntryState
from catalogue.drawing import dumbbell_svg, scale_svg
from catalogue.models import Cell, Statement
from catalogue.wording import (
    dispute_text,
    in_english,
    scale_place,
    state_text,
    statement_text,
    value_text,
)
from comparisons.citations import Citations
from comparisons.difference import Difference, Standing
from comparisons.markup import EMPTY, OUTCOME_CLASSES, outcome_word
from comparisons.match import Outcome, Wish

# Short, since most cells of a comparison have no value.
STATE_CELLS: dict[str, str] = {
    EntryState.NOT_STATED: "ns",
    EntryState.NOT_APPLICABLE: "na",
    EntryState.NOT_CHECKED: "nc",
}
MOST_SAID = 3  # speakers told in a cell; the page of the insole has all of them


@dataclass(frozen=True, slots=True)
class CellContext:
    """What a cell is shown among: the row's wish and numbers, the difference from the reference, and all that is said."""

    units: str
    citations: Citations
    wish: Wish | None = None
    is_better: bool = False
    numbers: tuple[Decimal, ...] = ()
    difference: Difference | None = None
    said: Sequence[Statement] = ()


def empty_cells() -> dict[EntryState, SafeString]:
    """The cells without a value, by state: none is empty, each says which of the three states it is in."""
    return {
        EntryState(state): format_html('<td class="{}">{}</td>', css, state_text(state))
        for state, css in STATE_CELLS.items()
    }


def cell_html(cell: Cell, context: CellContext) -> SafeString:
    """One cell with a value, tags and all."""
    return format_html(
        '<td><span class="value">{}{}</span>{}{}{}{}</td>',
        value_text(cell, context.units),
        _drawn(cell, context.numbers),
        _versus(context.difference),
        _outcome(cell, context),
        _disputed(cell, context.said),
        _said(cell, context),
    )


def _drawn(cell: Cell, numbers: Sequence[Decimal]) -> SafeString:
    """A bar for a place on a scale, a dumbbell for a number among others. Both repeat what the words say."""
    if cell.number is not None and len(set(numbers)) > 1:
        return dumbbell_svg(numbers, cell.number)
    place = scale_place(cell)
    return scale_svg(*place, "") if place else EMPTY


def _versus(difference: Difference | None) -> SafeString:
    """How it stands to the reference, where that can be told as more or less: other values stand for themselves."""
    if difference is None or difference.standing == Standing.OTHER:
        return EMPTY
    return format_html('<small class="versus">{}</small>', difference.text)


def _outcome(cell: Cell, context: CellContext) -> SafeString:
    """The mark of a cell for the chosen problem; there is none without a problem."""
    if context.wish is None:
        return EMPTY
    outcome = context.wish.outcome(cell)
    if outcome == Outcome.UNKNOWN:
        return format_html('<span class="mark mark--unknown">{}</span>', _("not precise enough to tell"))
    word = outcome_word(outcome)
    if context.is_better:
        word = _("%(outcome)s, better on this point") % {"outcome": word}
    return format_html('<span class="mark mark--{}">{}</span>', OUTCOME_CLASSES[outcome], word)


def _disputed(cell: Cell, said: Sequence[Statement]) -> SafeString:
    if not cell.is_disputed:
        return EMPTY
    text = _("Sources disagree: %(values)s") % {"values": dispute_text(said)}
    return format_html('<span class="state state--disputed">{}</span>', text)


def _said(cell: Cell, context: CellContext) -> SafeString:
    """Who says so: the first mark with how many more, which opens what each says, those behind the value first."""
    speakers = _by_speaker(cell, context.said)
    if not speakers:
        return EMPTY
    mark, left = context.citations.mark(speakers[0][0]), len(speakers) - 1
    more = ngettext(" and %(count)s more", " and %(count)s more", left) % {"count": left} if left else ""
    is_alone = not left and not cell.is_disputed
    return format_html(
        '<details><summary class="source-mark--{}">{}, {}{}</summary><ul>{}{}</ul></details>',
        mark.voice,
        mark.voice_name,
        mark.date,
        more,
        mark_safe("".join(_statements(said, context, is_alone=is_alone) for said in speakers[:MOST_SAID])),  # noqa: S308  # escaped
        _all_of_them(speakers, len(context.said)),
    )


def _by_speaker(cell: Cell, said: Sequence[Statement]) -> list[list[Statement]]:
    """Statements of one source in one voice together: several materials named by one shop are one thing said."""
    shown = {statement.pk for statement in cell.shown}
    speakers: dict[tuple[int, str], list[Statement]] = {}
    for statement in sorted(said, key=lambda one: one.pk not in shown):
        speakers.setdefault((statement.source_id, statement.voice), []).append(statement)
    return list(speakers.values())


def _all_of_them(speakers: Sequence[Sequence[Statement]], count: int) -> SafeString:
    """The way to the rest, on the page of the insole."""
    if len(speakers) <= MOST_SAID:
        return EMPTY
    words = _("all %(count)s statements") % {"count": count}
    return format_html('<li><a href="{}#spec">{}</a></li>', speakers[0][0].product.get_absolute_url(), words)


def _statements(said: Sequence[Statement], context: CellContext, *, is_alone: bool) -> SafeString:
    """What one speaker says: values and voice where there are others too, the words, and the number of the source."""
    parts = []
    if not is_alone:
        mark = context.citations.mark(said[0])
        values = ", ".join(dict.fromkeys(statement_text(one, context.units) for one in said))
        parts.append(format_html("<b>{}</b> {}, {}", values, mark.voice_name, mark.date))
    if words := "; ".join(dict.fromkeys(one.as_stated for one in said if one.as_stated)):
        parts.append(format_html("<q>{}</q>", in_english(words)))
    if about := "; ".join(dict.fromkeys(one.context for one in said if one.context)):
        parts.append(format_html("({})", in_english(about)))
    if said[0].source.is_barred:
        parts.append(format_html("<i>{}</i>", _("not used")))
    number = context.citations.number(said[0])
    parts.append(format_html('<a href="#s{}">{}</a>', number, _("source %(number)s") % {"number": number}))
    return mark_safe(f"<li>{' '.join(parts)}</li>")  # noqa: S308  # each part is escaped
