"""Facet values as prepared strings: a page has a few hundred of them, and templates would be most of its cost."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comparisons.facets import FOLD_FROM, SHOWN_VALUES, Facet, Value
from comparisons.markup import EMPTY


def facet_rows(facet: Facet) -> SafeString:
    """The values of a facet in one order whatever is chosen: the first few, then a fold that says how many it holds.

    A fold with something chosen in it is open, so nothing chosen is ever out of sight; zero values are inert but readable.
    """
    values = facet.values
    folded = values[SHOWN_VALUES:] if len(values) >= FOLD_FROM else ()
    rows = format_html_join("", "{}", ((_facet_row(facet, value),) for value in values[: len(values) - len(folded)]))
    last = _facet_row(facet, facet.not_stated, css="none") if facet.not_stated and facet.parameter != "price" else EMPTY
    return format_html("{}{}{}", rows, _fold(facet, folded) if folded else EMPTY, last)


def _fold(facet: Facet, values: Sequence[Value]) -> SafeString:
    label = ngettext("Show %(count)s more", "Show %(count)s more", len(values)) % {"count": len(values)}
    is_open = any(value.is_chosen or value.is_excluded for value in values)
    return format_html(
        '<details class="more"{}><summary>{}</summary>{}</details>',
        mark_safe(" open") if is_open else EMPTY,
        label,
        format_html_join("", "{}", ((_facet_row(facet, value),) for value in values)),
    )


def _facet_row(facet: Facet, value: Value, css: str = "") -> SafeString:
    """One value. A zero that is not chosen cannot be ticked, but it can be read."""
    if not value.count and not value.is_chosen and not value.is_excluded:
        return format_html(
            '<label class="{}"><input type="checkbox" disabled>{}<b>0</b></label>', f"zero {css}".strip(), value.name
        )
    ticked = mark_safe(" checked") if value.is_chosen else EMPTY
    label = format_html(
        '<label{}><input type="checkbox" name="{}" value="{}"{}>{}<b>{}</b></label>',
        format_html(' class="{}"', css) if css else EMPTY,
        facet.parameter,
        value.slug,
        ticked,
        value.name,
        value.count,
    )
    if not facet.excludes or css:
        return label
    if value.is_excluded:
        return format_html(
            '<p>{}<label class="not"><input type="checkbox" name="{}" value="{}" checked>{}<i> {}</i></label></p>',
            label,
            facet.excludes,
            value.slug,
            _("not"),
            value.name,
        )
    return format_html(
        '<p>{}<button name="{}" value="{}">{}<i> {}</i></button></p>',
        label,
        facet.excludes,
        value.slug,
        _("not"),
        value.name,
    )


def hidden_inputs(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """Parameters that a form carries along."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)
