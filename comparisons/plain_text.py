"""A comparison as plain text, to be copied into a message to a podiatrist: what is shown, what differs, and who says so."""

from collections.abc import Iterator
from datetime import date
from textwrap import wrap

from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import Cell, Statement
from catalogue.wording import dispute_text, statement_mark, value_text
from comparisons.citations import Citations
from comparisons.markup import match_sentence, price_line, sum_text
from comparisons.matrix import MatrixRow, Said
from comparisons.side_by_side import SideBySide

WIDTH = 76


def text_lines(compared: SideBySide, title: str, address: str) -> Iterator[str]:
    """The lines: heading, insoles, what is looked for, differences, the rows shown, sources, and the address."""
    today = date.today()
    names = [product.full_name for product in compared.products]
    yield from _heading(title or _("Insoles side by side"))
    yield _("As of %(date)s, from Underfoot. Not medical advice.") % {"date": date_format(today, "DATE_FORMAT")}
    yield ""
    for number, column in enumerate(compared.columns, start=1):
        price = " ".join(strip_tags(price_line(column.price, today)).split())
        yield f"{number}. {names[number - 1]} ({price})"
    for product in compared.withdrawn:
        yield "-  " + _("%(name)s: withdrawn from the catalogue") % {"name": product.full_name}
    yield from _matches(compared)
    yield from _told(compared)
    citations = Citations()
    said = compared.said
    for group in compared.shown.groups:
        yield from _section(group.name)
        for row in group.rows:
            yield from _row(row, compared, said, citations)
    hidden = len(compared.matrix.rows) - len(compared.shown.rows)
    if hidden:
        yield ""
        yield ngettext(
            "%(count)s row that does not differ is left out.", "%(count)s rows that do not differ are left out.", hidden
        ) % {"count": hidden}
    yield from _section(_("Sources"))
    for cited in citations.listed:
        yield from _wrapped(f"[{cited.number}] {cited.source.title}, {cited.date}", "    ")
    yield from _section(_("Address of this comparison"))
    yield address


def _heading(text: str) -> Iterator[str]:
    lines = wrap(text, WIDTH)
    yield from lines
    yield "=" * max(len(line) for line in lines)


def _section(text: str) -> Iterator[str]:
    yield ""
    yield text
    yield "-" * len(text)


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return wrap(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _matches(compared: SideBySide) -> Iterator[str]:
    """How each answers the chosen problem."""
    if not any(column.match for column in compared.columns):
        return
    yield from _section(_("What is looked for"))
    for number, column in enumerate(compared.columns, start=1):
        if column.match is not None:
            yield from _wrapped(f"{number}. {match_sentence(column.match)}: {sum_text(column.match)}")


def _told(compared: SideBySide) -> Iterator[str]:
    """What differs from the reference, in words."""
    if len(compared.columns) < 2:
        return
    yield from _section(_("Against %(name)s") % {"name": compared.reference.full_name})
    for told in compared.told:
        words = "; ".join(difference.text for difference in told.known) or _("nothing that is stated of both differs")
        yield from _wrapped(f"{told.product.full_name}: {words}")
        if told.unknown:
            names = ", ".join(str(one.feature.name) for one in told.unknown)
            yield from _wrapped("  " + _("Not stated of this one: %(names)s") % {"names": names}, "    ")


def _row(row: MatrixRow, compared: SideBySide, said: Said, citations: Citations) -> Iterator[str]:
    """One row: its name, then each insole's value by number."""
    units = compared.found.selection.units
    if not row.is_known and len({cell.state for cell in row.cells}) == 1:
        yield from _wrapped(f"{row.feature.name}: {value_text(row.cells[0], units)}")
        return
    yield str(row.feature.name)
    for number, (product, cell) in enumerate(zip(compared.products, row.cells, strict=True), start=1):
        yield from _wrapped(
            f"  {number}. {_value(cell, said.get((product.pk, row.feature.pk), []), units, citations)}", "     "
        )


def _value(cell: Cell, said: list[Statement], units: str, citations: Citations) -> str:
    text = value_text(cell, units)
    if cell.is_disputed:
        text += _(" (sources disagree: %(values)s)") % {"values": dispute_text(said)}
    marks = dict.fromkeys((statement_mark(one).voice_name, citations.number(one)) for one in cell.shown)
    return text + "".join(f" ({voice} [{number}])" for voice, number in marks)
