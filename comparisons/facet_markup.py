"""Facet values as prepared strings: a page has a few hundred of them, and templates would be most of its cost."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalogue.units import METRIC
from comparisons.facets import FOLD_FROM, SHOWN_VALUES, Facet, Value
from comparisons.list_controls import QuickStep
from comparisons.markup import EMPTY

CURRENT = mark_safe(' aria-current="true"')


class Pieces(NamedTuple):
    """The HTML of one value around what a selection changes: whether it is ticked, its count, whether it is excluded."""

    inert: str
    start: str
    middle: str
    end: str
    end_excluded: str


# Values of all languages that are held ready; half a kilobyte each. A page has a few hundred.
MOST_PIECES = 8_192


@lru_cache(MOST_PIECES)
def _pieces(parameter: str, excludes: str, slug: str, name: str, no: str, css: str = "") -> Pieces:
    """Escaped once and held for as long as these words are asked for: they are all that it depends on."""
    start = format_html(
        '<label{}><input type="checkbox" name="{}" value="{}"',
        format_html(' class="{}"', css) if css else EMPTY,
        parameter,
        slug,
    )
    inert = format_html(
        '<label class="{}"><input type="checkbox" disabled>{}<b>0</b></label>', f"zero {css}".strip(), name
    )
    middle = format_html(">{}<b>", name)
    if not excludes:
        return Pieces(inert, start, middle, "</b></label>", "</b></label>")
    excluded = (
        '</b></label><label class="not"><input type="checkbox" name="{}" value="{}" checked>{}<i> {}</i></label></p>'
    )
    button = '</b></label><button name="{}" value="{}">{}<i> {}</i></button></p>'
    words = (excludes, slug, no, name)
    return Pieces(inert, f"<p>{start}", middle, format_html(button, *words), format_html(excluded, *words))


# Facets around their values that are held ready, of both languages and with every state of what is chosen; two kilobytes each.
MOST_FRAMES = 2_048
# Where the values go. No text can hold it: texts are escaped.
ROWS_HERE = mark_safe("<rows>")


# What of a facet is said around its values.
FRAME_FIELDS = ("slug", "parameter", "kind", "name", "rule", "explanation", "unit", "glossary", "low", "high", "chosen")
said_around = attrgetter(*FRAME_FIELDS)


@lru_cache(MOST_FRAMES)
def _frame(said: tuple[Any, ...], chosen_count: int, units: str, language: str | None) -> tuple[str, str]:
    """What stands before and after the values of a facet, from its template. All that it depends on is asked for by value."""
    facet = Facet(**dict(zip(FRAME_FIELDS, said, strict=True)))
    context = {"facet": facet, "chosen_count": chosen_count, "units": units, "rows": ROWS_HERE}
    before, after = render_to_string("components/_facet.html", context).split(ROWS_HERE)
    return before, after


def facet_block(facet: Facet, units: str = METRIC) -> SafeString:
    """One filter with its values."""
    before, after = _frame(said_around(facet), facet.chosen_count, units, get_language())
    return mark_safe(f"{before}{facet_rows(facet)}{after}")  # noqa: S308  # the template escapes


def facet_rows(facet: Facet) -> SafeString:
    """The values of a facet in one order whatever is chosen: the first few, then a fold that says how many it holds.

    A fold with something chosen in it is open, so nothing chosen is ever out of sight; zero values are inert but readable.
    """
    no = _("not") if facet.excludes else ""
    rows = [_row(value, _pieces(facet.parameter, facet.excludes, value.slug, value.name, no)) for value in facet.values]
    if len(rows) >= FOLD_FROM:
        rows[SHOWN_VALUES:] = [_fold(facet.values[SHOWN_VALUES:], rows[SHOWN_VALUES:])]
    if facet.not_stated and facet.parameter != "price":
        last = facet.not_stated
        rows.append(_row(last, _pieces(facet.parameter, "", last.slug, last.name, "", "none")))
    return mark_safe("".join(rows))  # noqa: S308  # the pieces are escaped, the rest are numbers and constants


def _row(value: Value, pieces: Pieces) -> str:
    """One value. A zero that is not chosen cannot be ticked, but it can be read."""
    if not value.count and not value.is_chosen and not value.is_excluded:
        return pieces.inert
    ticked = " checked" if value.is_chosen else ""
    return (
        f"{pieces.start}{ticked}{pieces.middle}{value.count}{pieces.end_excluded if value.is_excluded else pieces.end}"
    )


def _fold(values: Iterable[Value], rows: Sequence[str]) -> str:
    """The rows beyond the first, folded unless something is chosen among them."""
    label = ngettext("Show %(count)s more", "Show %(count)s more", len(rows)) % {"count": len(rows)}
    is_open = any(value.is_chosen or value.is_excluded for value in values)
    return (
        f'<details class="more"{" open" if is_open else ""}><summary>{escape(label)}</summary>{"".join(rows)}</details>'
    )


def step_links(steps: Iterable[QuickStep]) -> SafeString:
    """The values of a promoted filter, each the link that ticks or unticks it."""
    return format_html_join("", "<li>{}</li>", ((_step_link(step),) for step in steps))


def _step_link(step: QuickStep) -> SafeString:
    if not step.url:
        return format_html('<span class="soft">{} <b>0</b></span>', step.name)
    current = CURRENT if step.is_chosen else EMPTY
    return format_html('<a href="{}" rel="nofollow"{}>{} <b>{}</b></a>', step.url, current, step.name, step.count)


def hidden_inputs(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """Parameters that a form carries along."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)
