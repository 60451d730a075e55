"""The hot loops of a comparison as prepared strings."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.drawing import scale_svg
from catalogue.models import Cell, Price, Statement
from catalogue.wording import STATE_CLASSES, dispute_text, scale_place, state_text, statement_mark, told, value_text
from comparisons.markup import EMPTY, OUTCOME_CLASSES, drawing, match_sentence, outcome_word, price_line, sum_text
from comparisons.match import Outcome, Wish
from comparisons.matrix import Matrix, MatrixRow

SHOWN_SOURCES = 2


def matrix_pictures(matrix: Matrix, removals: Mapping[str, str]) -> SafeString:
    """The drawings above the columns, each with a way to take the column away where there is one."""
    return format_html_join(
        "", "<td>{}{}</td>", ((drawing(sheet), _remove(sheet.product, removals)) for sheet in matrix.sheets)
    )


def _remove(product: object, removals: Mapping[str, str]) -> SafeString:
    url = removals.get(getattr(product, "slug", ""), "")
    if not url:
        return EMPTY
    name = getattr(product, "full_name", "")
    return format_html('<a class="remove" href="{}">{}<span class="vh"> {}</span></a>', url, _("Remove"), name)


def matrix_head(matrix: Matrix) -> SafeString:
    """The names above the columns."""
    rows = (
        (product.brand.name, product.get_absolute_url(), product.name, _line_tag(product.is_line))
        for product in matrix.products
    )
    template = '<th scope="col"><div class="compare-product"><small>{}</small><a href="{}">{}</a>{}</div></th>'
    return format_html_join("", template, rows)


def _line_tag(is_line: bool) -> SafeString:
    return format_html('<span class="tag">{}</span>', _("Product line")) if is_line else EMPTY


def matrix_matches(matrix: Matrix) -> SafeString:
    """One cell a column: how it answers the chosen problem, as a printed sum. Empty without a problem."""
    if not any(matrix.matches):
        return EMPTY
    cells = ((match_sentence(match), sum_text(match)) for match in matrix.matches if match is not None)
    return format_html_join("", '<td class="score"><b>{}</b><small>{}</small></td>', cells)


def matrix_prices(prices: Sequence[Price | None], today: date) -> SafeString:
    """One cell a column: the price that lists show."""
    return format_html_join("", "<td>{}</td>", ((price_line(price, today),) for price in prices))


def matrix_body(
    matrix: Matrix, units: str, disputes: Mapping[tuple[int, int], Sequence[Statement]], *, folds: bool = False
) -> SafeString:
    """The body of the table, one tbody a group. `disputes`: the statements behind disputed cells by product and feature id."""
    ids = [product.pk for product in matrix.products]
    parts = []
    for group in matrix.groups:
        rows = [_row(row, ids, units, disputes) for row in group.rows if row.differs or not folds]
        if rows:
            parts.append((len(ids) + 1, group.name, format_html_join("", "{}", ((row,) for row in rows))))
    template = '<tbody><tr class="compare-group"><th colspan="{}" scope="rowgroup"><span>{}</span></th></tr>{}</tbody>'
    return format_html_join("", template, parts)


def _row(
    row: MatrixRow,
    ids: Sequence[int],
    units: str,
    disputes: Mapping[tuple[int, int], Sequence[Statement]],
) -> SafeString:
    feature = row.feature
    differs = format_html(' <span class="differs">{}</span>', _("Differs")) if row.differs else EMPTY
    cells = format_html_join(
        "",
        "<td>{}</td>",
        (
            (_cell(cell, units, row.wish, disputes.get((pk, feature.pk), ())),)
            for pk, cell in zip(ids, row.cells, strict=True)
        ),
    )
    return format_html(
        '<tr{}><th scope="row"><a class="term" href="{}">{}</a>{}{}</th>{}</tr>',
        EMPTY if row.is_known else _quiet(row),
        reverse("catalogue:feature", args=[feature.slug]),
        feature.name,
        differs,
        _why(row.wish),
        cells,
    )


def _quiet(row: MatrixRow) -> SafeString:
    """The class of a row where nobody states anything; where all cells say the same, a narrow screen says it once."""
    is_same = len({cell.state for cell in row.cells}) == 1
    return format_html(' class="{}"', "compare-empty compare-same" if is_same else "compare-empty")


def _why(wish: Wish | None) -> SafeString:
    """Why this row matters for the chosen problem, behind a disclosure."""
    if wish is None or wish.row is None:
        return EMPTY
    return format_html(
        '<details class="facet-help"><summary>{}</summary><p>{}</p></details>',
        _("Why it matters here"),
        told(wish.row, "reason"),
    )


def _cell(cell: Cell, units: str, wish: Wish | None, statements: Sequence[Statement]) -> SafeString:
    """One cell: the value with its scale, who says it, what others say; or why there is no value."""
    if not cell.has_value:
        return format_html('<span class="state {}">{}</span>', STATE_CLASSES[cell.state], state_text(cell.state))
    disputed = EMPTY
    if cell.is_disputed:
        said = _("Sources disagree: %(values)s") % {"values": dispute_text(statements)}
        disputed = format_html('<span class="state state--disputed">{}</span>', said)
    return format_html(
        '<span class="value">{}{}</span>{}{}{}',
        value_text(cell, units),
        _scale(cell),
        _outcome(cell, wish),
        disputed,
        _sources(cell.shown),
    )


def _scale(cell: Cell) -> SafeString:
    place = scale_place(cell)
    return scale_svg(*place, "") if place else EMPTY


def _outcome(cell: Cell, wish: Wish | None) -> SafeString:
    """The mark of a cell for the chosen problem; there is none without a problem."""
    if wish is None:
        return EMPTY
    outcome = wish.outcome(cell)
    if outcome == Outcome.UNKNOWN:
        return format_html('<span class="mark mark--unknown">{}</span>', _("not precise enough to tell"))
    return format_html('<span class="mark mark--{}">{}</span>', OUTCOME_CLASSES[outcome], outcome_word(outcome))


def _sources(shown: Sequence[Statement]) -> SafeString:
    """Marks of the sources behind a value, each once, the rest counted."""
    marks = list(dict.fromkeys(statement_mark(statement) for statement in shown))
    listed = format_html_join(
        "",
        '<a class="source-mark source-mark--{}" href="{}">{}, {}</a>',
        ((mark.voice, mark.url, mark.voice_name, mark.date) for mark in marks[:SHOWN_SOURCES]),
    )
    left = len(marks) - SHOWN_SOURCES
    if left <= 0:
        return listed
    more = ngettext("and %(count)s more source", "and %(count)s more sources", left) % {"count": left}
    return format_html('{} <span class="small soft">{}</span>', listed, more)
