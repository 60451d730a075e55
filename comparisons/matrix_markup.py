"""The table of a comparison as prepared strings: what stands above the columns, and the rows under their groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import EntryState
from catalogue.drawing import small_svg
from catalogue.models import Price, Product
from catalogue.wording import told
from comparisons.citations import Citations
from comparisons.difference import Difference
from comparisons.index import Vocabulary
from comparisons.markup import EMPTY, drawing, match_sentence, price_line, sum_text
from comparisons.match import Wish
from comparisons.matrix import Matrix, MatrixGroup, MatrixRow, Said
from comparisons.matrix_cells import CellContext, cell_html, empty_cells
from comparisons.prepared import Prepared


@dataclass(frozen=True, slots=True)
class ColumnLinks:
    """Where the controls of one column lead; empty where there is no such step."""

    remove: str = ""
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class TableState:
    """How a table is shown. `order` is the word of the address; `told` the differences from the reference by product and feature id,
    `labels` and `empty` the beginnings of rows and the cells without a value, which are made once.
    """

    units: str
    citations: Citations
    said: Said
    told: Mapping[tuple[int, int], Difference]
    labels: Mapping[str, SafeString]
    highlights: frozenset[str] = frozenset()
    order: str = ""
    withdrawn: int = 0
    empty: Mapping[EntryState, SafeString] = field(default_factory=empty_cells)


def matrix_pictures(matrix: Matrix, links: Mapping[str, ColumnLinks]) -> SafeString:
    """The drawings above the columns, each with the ways to move its column and to take it away."""
    return format_html_join(
        "",
        "<td>{}{}</td>",
        (
            (
                drawing(sheet, name=f"insole-{place}"),
                _controls(sheet.product, links.get(sheet.product.slug, ColumnLinks())),
            )
            for place, sheet in enumerate(matrix.sheets)
        ),
    )


def withdrawn_pictures(products: Sequence[Product], links: Mapping[str, ColumnLinks]) -> SafeString:
    """The place of the drawings for products that are no longer in the catalogue."""
    note = _("Withdrawn from the catalogue. Its values are no longer kept.")
    rows = ((note, _controls(product, links.get(product.slug, ColumnLinks()))) for product in products)
    return format_html_join("", '<td><p class="small soft">{}</p>{}</td>', rows)


def _controls(product: Product, links: ColumnLinks) -> SafeString:
    name = product.full_name
    steps = (("←", _("Move to the left"), links.left), ("→", _("Move to the right"), links.right))
    moves = format_html_join(
        "",
        '<a class="move" href="{}#columns" rel="nofollow"><span aria-hidden="true">{}</span><span class="vh">{}: {}</span></a>',
        ((url, arrow, word, name) for arrow, word, url in steps if url),
    )
    if not links.remove:
        return moves
    return format_html(
        '<p class="column-controls">{}<a class="remove" href="{}" rel="nofollow">{}<span class="vh"> {}</span></a></p>',
        moves,
        links.remove,
        _("Remove"),
        name,
    )


def matrix_head(matrix: Matrix, withdrawn: Sequence[Product] = ()) -> SafeString:
    """The names above the columns, which stay in sight, each with its drawing; the reference and what is withdrawn are marked."""
    reference = matrix.products[matrix.reference] if len(matrix.products) > 1 else None
    template = '<th scope="col"><div class="compare-product">{}<small>{}</small><a href="{}">{}</a>{}{}</div></th>'
    rows = (
        (
            small_svg(f"insole-{place}"),
            product.brand.name,
            product.get_absolute_url(),
            product.name,
            _tag(_("Product line")) if product.is_line else EMPTY,
            _tag(_("Reference")) if product is reference else EMPTY,
        )
        for place, product in enumerate(matrix.products)
    )
    gone = ((product.brand.name, product.name, _tag(_("Withdrawn"))) for product in withdrawn)
    former = '<th scope="col"><div class="compare-product"><small>{}</small><b>{}</b>{}</div></th>'
    return format_html("{}{}", format_html_join("", template, rows), format_html_join("", former, gone))


def _tag(word: str) -> SafeString:
    return format_html('<span class="tag">{}</span>', word)


def matrix_matches(matrix: Matrix) -> SafeString:
    """One cell a column: how it answers the chosen problem, as a printed sum. Empty without a problem."""
    if not any(matrix.matches):
        return EMPTY
    cells = ((match_sentence(match), sum_text(match)) for match in matrix.matches if match is not None)
    return format_html_join("", '<td class="score"><b>{}</b><small>{}</small></td>', cells)


def matrix_prices(prices: Sequence[Price | None], today: date) -> SafeString:
    """One cell a column: the price that lists show."""
    return format_html_join("", "<td>{}</td>", ((price_line(price, today),) for price in prices))


def withdrawn_cells(count: int) -> SafeString:
    """The cells of one row for products that are no longer in the catalogue."""
    return format_html_join("", '<td class="na">{}</td>', ((_("Withdrawn"),) for _place in range(count)))


def matrix_body(matrix: Matrix, state: TableState) -> SafeString:
    """The body of the table, one tbody a group, each with a tick that folds it."""
    width = len(matrix.sheets) + state.withdrawn + 1
    parts = [
        (width, group.name, _how_many_differ(group) if len(matrix.sheets) > 1 else "", _rows(group, matrix, state))
        for group in matrix.groups
        if group.rows
    ]
    template = (
        '<tbody><tr class="compare-group"><th colspan="{}" scope="rowgroup"><label class="fold-rows">'
        '<input type="checkbox" checked><span>{}</span><small>{}</small></label></th></tr>{}</tbody>'
    )
    return format_html_join("", template, parts)


def _how_many_differ(group: MatrixGroup) -> str:
    count = len(group.rows)
    text = ngettext("%(differing)s of %(count)s row differs", "%(differing)s of %(count)s rows differ", count)
    return text % {"differing": group.differing, "count": count}


def _rows(group: MatrixGroup, matrix: Matrix, state: TableState) -> SafeString:
    products = [product.pk for product in matrix.products]
    gone = withdrawn_cells(state.withdrawn)
    return format_html_join("", "{}", ((_row(row, products, state, gone),) for row in group.rows))


def _row(row: MatrixRow, products: Sequence[int], state: TableState, gone: SafeString) -> SafeString:
    feature = row.feature
    numbers = tuple(cell.number for cell in row.cells if cell.number is not None)
    cells = []
    for pk, cell, is_better in zip(products, row.cells, row.better(), strict=True):
        if not cell.has_value:
            cells.append(state.empty[cell.state])
            continue
        place = (pk, feature.pk)
        context = CellContext(
            *(state.units, state.citations, row.wish, is_better, numbers),
            *(state.told.get(place), state.said.get(place, ())),
        )
        cells.append(cell_html(cell, context))
    return format_html(
        '<tr id="row-{}"{}><th scope="row">{}{}</th>{}{}</tr>',
        feature.slug,
        EMPTY if row.is_known else _quiet(row),
        _about(row, state),
        _marks(row, state.highlights),
        mark_safe("".join(cells)),  # noqa: S308  # they are safe
        gone,
    )


def _quiet(row: MatrixRow) -> SafeString:
    """The class of a row where nobody states anything; where all cells say the same, a narrow screen says it once."""
    is_same = len({cell.state for cell in row.cells}) == 1
    return format_html(' class="{}"', "quiet same" if is_same else "quiet")


def _marks(row: MatrixRow, highlights: frozenset[str]) -> SafeString:
    """Whether it differs, and whether an editor says to look here first."""
    marks = []
    if row.differs:
        marks.append(("differs", _("Differs")))
    if row.feature.slug in highlights:
        marks.append(("differs differs--first", _("Look here first")))
    return format_html_join("", ' <span class="{}">{}</span>', marks)


def row_labels(vocabulary: Vocabulary) -> dict[str, SafeString]:
    """The label of every row with what it means, by feature."""
    more = _("More")
    return {
        feature.slug: format_html(
            '<summary>{}</summary>{} <a href="{}">{}</a>',
            feature.name,
            told(feature, "explanation"),
            feature.get_absolute_url(),
            more,
        )
        for feature in vocabulary.features
    }


ROW_LABELS = Prepared(row_labels)


def _about(row: MatrixRow, state: TableState) -> SafeString:
    """The label of a row, which opens what it means, why it matters here, and a way to put the columns in its order."""
    label = state.labels[row.feature.slug]
    return format_html("<details>{}{}{}</details>", label, _why(row.wish), _order_button(row, state.order))


def _why(wish: Wish | None) -> SafeString:
    """Why this row matters for the chosen problem."""
    if wish is None or wish.row is None:
        return EMPTY
    return format_html("<p><b>{}</b> {}</p>", _("Why it matters here:"), told(wish.row, "reason"))


def _order_button(row: MatrixRow, order: str) -> SafeString:
    """A button of the form above the table: the most first, and pressed again the least first."""
    if len(row.values) < 2:
        return EMPTY
    slug = row.feature.slug
    value = slug if order == f"-{slug}" else f"-{slug}"
    return format_html(
        '<button class="link" form="arrange" name="sort" value="{}">{}</button>',
        value,
        _("Order the columns by this"),
    )
