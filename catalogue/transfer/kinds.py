"""What tables of each kind hold: their columns, named with the words of docs/data.md, and how a row of them becomes an entry.

An entry is what the loader of fixtures takes: it holds the rules, here cells are only read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from catalogue.imports import Stored
from catalogue.models import Feature, Offer, Product, Source, Statement, plain_number
from catalogue.models.columns import PartialDateColumn
from catalogue.transfer.cells import BETWEEN, written_day, written_number
from catalogue.transfer.names import NO_WORDS, YES_WORDS, Finder, plain, words_of
from catalogue.units import SPELLINGS, parse_number

Entry = dict[str, Any]

_NUMBER_AND_UNIT = re.compile(r"([\d.,]+)\s*(.*)")


@dataclass(frozen=True)
class Kind:
    """Tables of one kind of fact."""

    name: str
    model: type[models.Model]
    # Heading → field of the model.
    columns: Mapping[str, str]
    # Headings without which no row says what it is about.
    needed: Sequence[str]
    # Headings by which a row is called in a report.
    label: Sequence[str]
    related: Sequence[str] = ()

    @property
    def headings(self) -> list[str]:
        """All columns, in the order in which they are written."""
        return list(self.columns)

    def entry(self, cells: Mapping[str, str], finder: Finder) -> Entry:
        """The fields that a row names, ready for the loader. Every cell that cannot be read is a fault of its column."""
        entry: Entry = {}
        faults: dict[str, list[str]] = {
            name: [_("This field is missing.")] for name in self.needed if not cells.get(name)
        }
        for name in cells:
            try:
                entry |= self.read(name, cells, finder)
            except ValidationError as error:
                faults.setdefault(name, error.messages)
        if faults:
            raise ValidationError(faults)
        return entry

    def read(self, name: str, cells: Mapping[str, str], finder: Finder) -> Entry:
        """What one column says."""
        column: Any = self.model._meta.get_field(self.columns[name])
        return {column.name: _read(column, cells[name], finder)}

    def cells(self, row: Any) -> list[Any]:
        """A stored row as cells, in the order of the headings."""
        return [self.written(name, row) for name in self.columns]

    def written(self, name: str, row: Any) -> Any:
        """What stands in one column."""
        return _written(getattr(row, self.columns[name]))

    def heading_of(self, name: str) -> str:
        """The column that a field of the model is read from."""
        return next((heading for heading, column in self.columns.items() if column == name), name)

    def called(self, cells: Mapping[str, str]) -> str:
        """How a report calls a row."""
        return " · ".join(filter(None, (cells.get(name, "") for name in self.label)))

    def rows(self, chosen: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """These rows with all that writing them takes, in their usual order. One query."""
        manager: models.Manager[Any] = self.model._default_manager
        return manager.filter(pk__in=chosen.order_by().values("pk")).select_related(*self.related)

    def refuse(self, stored: Stored) -> None:
        """Raise where a table may not do what this row does, though a form may."""

    def products_concerned(self, rows: Sequence[Any]) -> set[int]:
        """The products whose entries these rows bear on."""
        return set()


class ProductKind(Kind):
    """Products: a bar code finds one as well as its slug."""

    def entry(self, cells: Mapping[str, str], finder: Finder) -> Entry:
        """A row with a GTIN and no slug is about the product that has it."""
        if not cells.get("slug") and (gtin := cells.get("gtin")):
            try:
                cells = {**cells, "slug": finder.slug(Product, gtin)}
            except ValidationError as error:
                raise ValidationError({"gtin": error.messages}) from None
        return super().entry(cells, finder)

    def refuse(self, stored: Stored) -> None:
        """Whoever publishes has looked at the page: a table brings products up to there."""
        is_published = getattr(stored.row, "status", "") == Product.Status.PUBLISHED
        if is_published and (stored.is_new or "status" in stored.changed):
            raise ValidationError(
                {"status": _("A table cannot publish. Write in_review here, and publish at the desk.")}
            )
        if getattr(stored.row, "merged_into_id", None) and (stored.is_new or "merged_into" in stored.changed):
            said = _("A table cannot merge: nothing would move. Use “Merge into another entry” at the desk.")
            raise ValidationError({"merged_into": said})

    def products_concerned(self, rows: Sequence[Any]) -> set[int]:
        """Themselves."""
        return {row.pk for row in rows}


class StatementKind(Kind):
    """Statements: one column for the value, whatever it is, and one for its unit."""

    def read(self, name: str, cells: Mapping[str, str], finder: Finder) -> Entry:
        """The value is a choice of the row's feature, or a number in its unit."""
        if name in {"value", "unit"}:
            feature = _feature(cells, finder)
            read = self._value if name == "value" else self._unit
            return read(cells, feature, finder) if feature else {}
        if name == "feature":
            return {"feature": [finder.feature(cells[name]).slug]} if cells[name] else {}
        return super().read(name, cells, finder)

    def _value(self, cells: Mapping[str, str], feature: Feature, finder: Finder) -> Entry:
        text = cells["value"]
        if not text:
            return {}
        if not feature.is_number:
            return {"choice": [feature.slug, finder.choice(feature, text)], "number": None}
        return {"choice": None, "number": number_in(text, cells.get("unit", ""), feature.unit)}

    def _unit(self, cells: Mapping[str, str], feature: Feature, finder: Finder) -> Entry:
        if cells["unit"] and not feature.is_number:
            raise ValidationError(_("%(feature)s has no unit.") % {"feature": feature.name})
        return {}

    def written(self, name: str, row: Any) -> Any:
        """The slug of the choice, or the number."""
        if name == "value":
            return row.choice.slug if row.choice else Decimal(plain_number(row.number))
        return row.feature.unit if name == "unit" else super().written(name, row)

    def heading_of(self, name: str) -> str:
        """Choice and number stand in one column."""
        return "value" if name in {"choice", "number"} else super().heading_of(name)

    def products_concerned(self, rows: Sequence[Any]) -> set[int]:
        """Those spoken of."""
        return {row.product_id for row in rows}


class SourceKind(Kind):
    """Sources: to bar one, or to date it otherwise, changes what is shown."""

    def products_concerned(self, rows: Sequence[Any]) -> set[int]:
        """Those it makes a statement on."""
        said = Statement.objects.filter(source__in=[row.pk for row in rows]) if rows else Statement.objects.none()
        return set(said.values_list("product", flat=True))


def number_in(text: str, unit: str, stored: str) -> Decimal:
    """A number in the stored unit: with its own unit, else in that of the column, else in the stored one."""
    match = _NUMBER_AND_UNIT.fullmatch(text)
    number, own = match.groups() if match else (text, "")
    word = own or unit
    is_stored = plain(word) == plain(stored)  # some units are two words
    try:
        return parse_number(number if is_stored else f"{number} {word}", stored)
    except ValueError:
        known = ", ".join(word for word in SPELLINGS.get(stored, {stored: 1}) if word)
        said = {"value": f"{number} {word}".strip(), "unit": stored, "units": known}
        raise ValidationError(_("“%(value)s” is no number in %(unit)s. Units: %(units)s.") % said) from None


def _feature(cells: Mapping[str, str], finder: Finder) -> Feature | None:
    """The feature of a row; none where its own column says what is wrong."""
    try:
        return finder.feature(cells.get("feature", "")) if cells.get("feature") else None
    except ValidationError:
        return None


def _read(column: Any, text: str, finder: Finder) -> Any:
    """A cell as the loader takes it; an empty one brings the column back to its default."""
    if not text:
        return column.get_default()
    if isinstance(column, models.ForeignKey):
        return [finder.slug(column.remote_field.model, text)]
    if column.choices:
        return words_of(column).find(text)
    if isinstance(column, models.BooleanField):
        return _yes_or_no(text)
    if isinstance(column, models.JSONField):
        return [part.strip() for part in text.split(BETWEEN.strip()) if part.strip()]
    if isinstance(column, models.DateField | PartialDateColumn):
        return written_day(text)
    return written_number(text) if isinstance(column, models.DecimalField | models.IntegerField) else text


def _yes_or_no(text: str) -> bool:
    word = plain(text)
    if word not in (*YES_WORDS, *NO_WORDS):
        raise ValidationError(_("Write yes or no."))
    return word in YES_WORDS


def _written(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, models.Model):
        return value.slug  # type: ignore[attr-defined]  # all that is linked here has one
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return BETWEEN.join(value)
    return value if isinstance(value, int | Decimal) else str(value)


def _same(*names: str) -> dict[str, str]:
    """Columns that are called like their fields."""
    return {name: name for name in names}


def _product_columns() -> dict[str, str]:
    return {
        **_same("slug", "gtin", "brand", "name", "line", "aka", "category", "level", "summary_en", "summary_de"),
        "discontinued": "is_discontinued",
        **_same("succeeded_by", "checked_on", "status", "withdrawn_on", "merged_into"),
    }


def kinds() -> dict[str, Kind]:
    """Every kind by its name."""
    return {kind.name: kind for kind in (_products(), _statements(), _offers(), _sources())}


def _products() -> Kind:
    return ProductKind(
        "products",
        Product,
        _product_columns(),
        needed=("slug",),
        label=("slug", "gtin"),
        related=("brand", "succeeded_by", "merged_into"),
    )


def _statements() -> Kind:
    return StatementKind(
        "statements",
        Statement,
        _same("product", "feature", "value", "unit", "context", "as_stated", "source", "voice", "why_preferred"),
        needed=("product", "feature", "value", "source", "voice"),
        label=("product", "feature", "value"),
        related=("product", "feature", "choice", "source"),
    )


def _offers() -> Kind:
    return Kind(
        "offers",
        Offer,
        _same("product", "amount", "currency", "pairs", "price_kind", "seller", "country", "seen_on", "source"),
        needed=("product", "amount", "currency", "price_kind", "seller", "source"),
        label=("product", "amount", "currency"),
        related=("product", "source"),
    )


def _sources() -> Kind:
    names = ("slug", "kind", "title", "publisher", "url", "doi", "pmid", "authors", "year", "published")
    return SourceKind(
        "sources",
        Source,
        {**_same(*names, "read_on", "read_level", "funding", "note"), "barred": "barred_because"},
        needed=("slug",),
        label=("slug",),
    )


KINDS = kinds()
