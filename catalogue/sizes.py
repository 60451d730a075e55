"""Shoe sizes of one system in others: a general table, by the textbook formulas. Makers' own tables differ from it.

All systems count the length of the last, the form that a shoe is built on: an EU size is its length in Paris points of 2/3 cm; UK and
US sizes count thirds of an inch (barleycorns), from 25 of them in the UK, 24 for US men and 22 1/2 for US women. So they stand at
https://www.isegoria.net/2012/01/shoe-sizes/ (read 2026-11-26). A last is longer than the foot by room for the toes, by how much differs:
15 mm here, the figure given with the Paris point at https://greenpineresort.vn/what-size-european-shoe-do-i-wear/ (read 2026-11-26);
15 to 20 mm is usual. ISO 19407:2023, whose scope was read, calls its own tables a guideline: there is no exact conversion.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from catalogue.units import MM_PER_INCH

PARIS_POINT = Decimal(20) / 3  # mm
BARLEYCORN = MM_PER_INCH / 3  # mm
UK_FROM, US_MEN_FROM, US_WOMEN_FROM = Decimal(25), Decimal(24), Decimal("22.5")  # barleycorns
TOE_ROOM = Decimal(15)  # mm
ADULTS = range(35, 49)


@dataclass(frozen=True, slots=True)
class SizeRow:
    """One EU size in other systems, to the nearest half, and the length of the foot in whole millimetres."""

    eu: Decimal
    uk: Decimal
    us_women: Decimal
    us_men: Decimal
    foot: Decimal


def size_row(eu: Decimal) -> SizeRow:
    """The row of an EU size."""
    last = eu * PARIS_POINT
    barleycorns = last / BARLEYCORN
    return SizeRow(
        eu=eu,
        uk=_to_half(barleycorns - UK_FROM),
        us_women=_to_half(barleycorns - US_WOMEN_FROM),
        us_men=_to_half(barleycorns - US_MEN_FROM),
        foot=(last - TOE_ROOM).quantize(Decimal(1), ROUND_HALF_UP),
    )


def size_rows(own: Decimal | None = None) -> list[SizeRow]:
    """The sizes of adults; the visitor's own too where it is a half one among them."""
    sizes: set[Decimal] = {Decimal(size) for size in ADULTS}
    if own is not None and ADULTS[0] <= own <= ADULTS[-1]:
        sizes.add(own)
    return [size_row(size) for size in sorted(sizes)]


def _to_half(number: Decimal) -> Decimal:
    return (number * 2).quantize(Decimal(1), ROUND_HALF_UP) / 2
