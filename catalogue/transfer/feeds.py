"""Product feeds of shops, as they are made for Google Merchant (TSV or XML): which of our products are in it, at what price.

Nothing is stored from here: what an editor confirms becomes tables, which are tried and imported like any other.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from xml.etree import ElementTree

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from catalogue.choices import PriceKind
from catalogue.models import Product
from catalogue.transfer.cells import guarded, written_number
from catalogue.transfer.names import plain, written_gtin
from catalogue.transfer.tables import MOST_BYTES, MOST_ROWS, Table, TableRow, read_table

BY_GTIN, BY_TITLE = "gtin", "title"
# How alike brand and title must be to the name of a product, of a hundred, to be offered for confirmation.
ALIKE = 85
_PRICE = re.compile(r"(?P<amount>[\d.,]*\d)\s*(?P<currency>[A-Z]{3})|(?P<before>[A-Z]{3})\s*(?P<after>[\d.,]*\d)")
IN_STOCK = {"", "in_stock", "in stock", "available"}


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One article of a shop: its number in the feed, and what the feed says of it. Amount and currency are empty where unreadable."""

    number: int
    title: str
    brand: str = ""
    gtin: str = ""
    amount: str = ""
    currency: str = ""
    is_in_stock: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """An article and the product that it is, by its bar code, or seems to be, by its title."""

    item: FeedItem
    product: str = ""
    name: str = ""
    how: str = ""

    def as_data(self) -> dict[str, Any]:
        """For a file."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Match":
        """Back from it."""
        return cls(**{**data, "item": FeedItem(**data["item"])})


def read_feed(content: bytes) -> list[FeedItem]:
    """Every article of a feed."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than %(megabytes)d MB.") % {"megabytes": MOST_BYTES // 1_000_000})
    records = list(_of_xml(content) if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else _of_table(content))
    if not records or not any("title" in record and "price" in record for record in records):
        raise ValidationError(_("This is no product feed: there is no article with a title and a price in it."))
    if len(records) > MOST_ROWS:
        raise ValidationError(_("The file has more than %(rows)d rows. Divide it.") % {"rows": MOST_ROWS})
    return [_item(number, record) for number, record in enumerate(records, 1)]


def matches(items: Iterable[FeedItem]) -> list[Match]:
    """Each article with the product that it is or seems to be: by bar code, else by brand and title. One query."""
    products = list(Product.objects.exclude(status=Product.Status.WITHDRAWN).select_related("brand"))
    names = {product.slug: product.full_name for product in products}
    gtins = {gtin: product.slug for product in products if (gtin := getattr(product, "gtin", None))}
    known = {slug: _words(name) for slug, name in names.items()}
    found = []
    for item in items:
        by_gtin = gtins.get(item.gtin)
        slug = by_gtin or _by_title(item, known)
        how = BY_GTIN if by_gtin else BY_TITLE if slug else ""
        found.append(Match(item, slug or "", names.get(slug or "", ""), how))
    return found


def offers_table(confirmed: Sequence[Match], facts: Mapping[str, str]) -> Table:
    """The prices of confirmed articles as a table of offers; sizes that cost the same are one offer."""
    headings = ("product", "amount", "currency", "price_kind", *facts)
    rows = dict.fromkeys(
        (match.product, match.item.amount, match.item.currency, PriceKind.STREET.value, *facts.values())
        for match in confirmed
    )
    return _table(headings, rows)


def gtins_table(confirmed: Sequence[Match]) -> Table | None:
    """The bar codes of articles that were confirmed by title, as a table of products. Of several sizes none is the product's."""
    found: dict[str, set[str]] = {}
    for match in confirmed:
        if match.how == BY_TITLE and match.item.gtin:
            found.setdefault(match.product, set()).add(match.item.gtin)
    rows = [(product, next(iter(gtins))) for product, gtins in found.items() if len(gtins) == 1]
    return _table(("slug", "gtin"), rows) if rows else None


def as_text(table: Table) -> bytes:
    """A table as a file with tabs, to be kept until it is imported."""
    lines = [table.headings, *(row.cells for row in table.rows)]
    return "\n".join("\t".join(guarded(" ".join(cell.split())) for cell in line) for line in lines).encode()


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    return Table(headings, tuple(TableRow(number, cells) for number, cells in enumerate(rows, 2)))


def _by_title(item: FeedItem, known: Mapping[str, str]) -> str | None:
    """The product whose name is in the title; of several the one that is most like it as a whole."""
    title, brand = _words(item.title), _words(item.brand)
    title = title if brand in title else f"{brand} {title}"
    alike = process.extract(title, known, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=10)
    best = max(alike, key=lambda one: (one[1], fuzz.ratio(title, one[0])), default=None)
    return best[2] if best else None


def _words(text: str) -> str:
    return plain(re.sub(r"\W+", " ", text))


def _item(number: int, record: Mapping[str, str]) -> FeedItem:
    match = _PRICE.search(record.get("sale_price", "") or record.get("price", ""))
    amount = (match["amount"] or match["after"]) if match else ""
    currency = (match["currency"] or match["before"]) if match else ""
    stock = record.get("availability", "").casefold() in IN_STOCK
    gtin = written_gtin(record.get("gtin", ""))
    return FeedItem(
        number, record.get("title", ""), record.get("brand", ""), gtin, written_number(amount), currency, stock
    )


def _of_table(content: bytes) -> Iterable[dict[str, str]]:
    table = read_table(content)
    return [dict(zip(table.headings, row.cells, strict=True)) for row in table.rows]


def _of_xml(content: bytes) -> Iterable[dict[str, str]]:
    """The items of RSS or entries of Atom, each as its elements without their name spaces."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValidationError(_("This feed defines words of its own, which no feed needs: it is not read."))
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  # what could grow or reach out needs the words refused above
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise ValidationError(_("This is no XML: %(error)s") % {"error": error}) from None
    items = (element for element in root.iter() if _local(element.tag) in {"item", "entry"})
    return [{_local(part.tag): (part.text or "").strip() for part in item} for item in items]


def _local(tag: Any) -> str:
    return str(tag).rsplit("}", 1)[-1]
