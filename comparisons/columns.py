"""The columns of a comparison: products with their sheets, prices and matches, and the orders that they can stand in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalogue.models import Cell, Feature, Price, Product, Sheet, Statement, price_of, sheets_showing
from catalogue.wording import scale_place
from comparisons.index import Vocabulary
from comparisons.match import Match, match
from comparisons.rows import wanted_by
from comparisons.selection import Selection

BY_NAME, BY_PRICE, BY_MATCH = "name", "price", "match"


@dataclass(frozen=True, slots=True)
class Column:
    """One product of a comparison."""

    sheet: Sheet
    price: Price | None
    match: Match | None
    said: Sequence[Statement]


@dataclass(frozen=True, slots=True)
class ColumnOrder:
    """One order that the control offers."""

    value: str
    name: str
    is_chosen: bool


def load_columns(slugs: Sequence[str], selection: Selection, vocabulary: Vocabulary) -> list[Column]:
    """The columns of these published products, as chosen, with everything that is said of them: four queries, whatever their number."""
    found = Product.objects.published().with_brand().filter(slug__in=slugs).each_with_offers()
    by_slug = {product.slug: (product, offers) for product, offers in found}
    chosen = [by_slug[slug] for slug in slugs if slug in by_slug]
    products = [product for product, _offers in chosen]
    wanted = wanted_by(selection, vocabulary)
    statements = _statements_of(products, vocabulary)
    return [
        Column(
            sheet,
            price_of(offers, selection.currency, vocabulary.rates),
            match(wanted, {cell.feature.slug: cell for cell in sheet.cells}) if wanted else None,
            [statement for statement in statements if statement.product_id == product.pk],
        )
        for (product, offers), sheet in zip(
            chosen, sheets_showing(statements, products, vocabulary.features), strict=True
        )
    ]


def _statements_of(products: Sequence[Product], vocabulary: Vocabulary) -> list[Statement]:
    """Everything said of these products: one query. Products, features and choices are those at hand, none is made anew.

    What is said of features and choices that came later is passed over.
    """
    by_pk = {product.pk: product for product in products}
    features = {feature.pk: feature for feature in vocabulary.features}
    choices = {choice.pk: choice for feature in vocabulary.features for choice in feature.choices.all()}
    said = []
    for statement in Statement.objects.filter(product__in=by_pk).with_source():
        choice = choices.get(statement.choice_id) if statement.choice_id else None
        if statement.feature_id in features and (choice is not None or statement.choice_id is None):
            statement.product, statement.feature = by_pk[statement.product_id], features[statement.feature_id]
            statement.choice = choice
            said.append(statement)
    return said


def ordered(columns: Sequence[Column], order: str) -> list[Column]:
    """Columns by an order word, a minus for the greatest first. Those without a value come last either way, ties as chosen."""
    name, descends = order.removeprefix("-"), order.startswith("-")
    key = _key_of(name)
    if key is None:
        return list(columns)
    known = [column for column in columns if key(column) is not None]
    unknown = [column for column in columns if key(column) is None]
    if name == BY_MATCH:
        descends = True
    return [*sorted(known, key=key, reverse=descends), *unknown]


Key = Callable[[Column], Any]

FIXED_KEYS: dict[str, Key] = {
    BY_NAME: lambda column: column.sheet.product.full_name.casefold(),
    BY_PRICE: lambda column: column.price.amount if column.price else None,
    BY_MATCH: lambda column: column.match.score if column.match else None,
}


def _key_of(name: str) -> Key | None:
    """What columns are compared by; None for the order in which they were chosen."""
    if name in FIXED_KEYS:
        return FIXED_KEYS[name]
    return (lambda column: _place(column.sheet.cell(name))) if name else None


def _place(cell: Cell | None) -> tuple[Decimal | int, ...] | None:
    """What a cell is put in order by: its number, its place on the scale, or the places of its choices in their list."""
    if cell is None or cell.comparable is None:
        return None
    if cell.number is not None:
        return (cell.number,)
    on_scale = scale_place(cell)
    return (on_scale[0],) if on_scale else tuple(choice.position for choice in cell.choices)


def offered_orders(rows: Sequence[Feature], chosen: str, *, has_match: bool) -> list[ColumnOrder]:
    """What the control offers: as chosen, the fixed orders, and each of these features the greatest first and the least first.

    An order that another control has chosen is among them, so that the control says what is in force.
    """
    offered = {"": _("as chosen")}
    if has_match:
        offered[BY_MATCH] = _("what is looked for")
    offered |= {BY_NAME: _("name"), BY_PRICE: _("price, lowest first"), f"-{BY_PRICE}": _("price, highest first")}
    for feature in rows:
        if feature.is_number or feature.is_ordered or feature.slug == chosen.removeprefix("-"):
            offered[f"-{feature.slug}"] = _("%(feature)s, most first") % {"feature": feature.name}
            offered[feature.slug] = _("%(feature)s, least first") % {"feature": feature.name}
    return [ColumnOrder(value, str(name), value == chosen) for value, name in offered.items()]
