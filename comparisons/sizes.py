"""Whether a visitor's shoe size is offered. It filters nothing: each insole says of itself whether a source states the size."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from catalogue.choices import EntryState, Known
from catalogue.models import Sheet
from catalogue.wording import STATE_CLASSES, number_text


def is_offered(sheet: Sheet, size: Decimal) -> bool | None:
    """Whether an EU size lies within the smallest and the largest one stated; None where what is stated does not tell."""
    smallest, largest = _number(sheet, Known.SIZES_FROM), _number(sheet, Known.SIZES_TO)
    if (smallest is not None and size < smallest) or (largest is not None and size > largest):
        return False
    return None if smallest is None or largest is None else True


def size_mark(sheet: Sheet, size: Decimal) -> SafeString:
    """The same as a mark with words."""
    name = {"size": number_text(size, "EU size")}
    found = is_offered(sheet, size)
    if found is None:
        css, text = f"state {STATE_CLASSES[EntryState.NOT_STATED]}", _("%(size)s: not stated")
    elif found:
        css, text = "mark mark--met", _("%(size)s: offered")
    else:
        css, text = "mark mark--not-met", _("%(size)s: not offered")
    return format_html('<span class="{}">{}</span>', css, text % name)


def size_line(sheet: Sheet, size: Decimal | None) -> SafeString:
    """The same as a line of its own; nothing where the visitor gave no size."""
    return mark_safe("") if size is None else format_html('<p class="small">{}</p>', size_mark(sheet, size))


def size_cells(sheets: Iterable[Sheet], size: Decimal) -> SafeString:
    """One cell a column of a comparison."""
    return format_html_join("", "<td>{}</td>", ((size_mark(sheet, size),) for sheet in sheets))


def _number(sheet: Sheet, feature: str) -> Decimal | None:
    cell = sheet.cell(feature)
    return cell.number if cell else None
