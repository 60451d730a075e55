"""Numbers with units: what people type is read, what is stored is said in their units. Stored units never change."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

METRIC = "metric"
IMPERIAL = "imperial"
SYSTEMS = (METRIC, IMPERIAL)

# An inch and an ounce are exact by international agreement (1959).
MM_PER_INCH = Decimal("25.4")
G_PER_OUNCE = Decimal("28.349523125")

# What may be typed beside a number, by stored unit: word → how many stored units one of it is.
SPELLINGS: dict[str, dict[str, Decimal]] = {
    "mm": {
        "": Decimal(1),
        "mm": Decimal(1),
        "cm": Decimal(10),
        "in": MM_PER_INCH,
        "inch": MM_PER_INCH,
        "inches": MM_PER_INCH,
        '"': MM_PER_INCH,
        "″": MM_PER_INCH,
        "zoll": MM_PER_INCH,
    },
    "g": {
        "": Decimal(1),
        "g": Decimal(1),
        "gram": Decimal(1),
        "grams": Decimal(1),
        "gramm": Decimal(1),
        "kg": Decimal(1000),
        "oz": G_PER_OUNCE,
        "ounce": G_PER_OUNCE,
        "ounces": G_PER_OUNCE,
        "unze": G_PER_OUNCE,
        "unzen": G_PER_OUNCE,
    },
}

THOUSANDTH = Decimal("0.001")
LARGEST = Decimal("999999.999")  # what Decimal(9,3) can hold
_NUMBER = re.compile(r"\s*(\d{1,9}(?:[.,]\d{1,9})?|[.,]\d{1,9})\s*([^\d\s.,]*)\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number as it is shown: in the visitor's units, rounded for reading."""

    number: Decimal
    unit: str


def parse_number(text: str, unit: str) -> Decimal:
    """What somebody typed, in the stored unit and to a thousandth: "1 in" is 25.4 mm, "2,5" is 2.5.

    Without a unit the stored one is meant. Raises ValueError for anything else: another unit, a negative or endless number.
    """
    factors = SPELLINGS.get(unit, {"": Decimal(1)})
    match = _NUMBER.fullmatch(text if unit in SPELLINGS else _without(unit, text))
    if match is None:
        raise ValueError(text)
    digits, word = match.groups()
    factor = factors.get(word.casefold())
    if factor is None:
        raise ValueError(text)
    try:
        number = (Decimal(digits.replace(",", ".")) * factor).quantize(THOUSANDTH, ROUND_HALF_UP)
    except InvalidOperation:
        raise ValueError(text) from None
    if number > LARGEST:
        raise ValueError(text)
    return number


def is_converted(text: str, unit: str) -> bool:
    """Whether what somebody typed is in another unit than the stored one."""
    match = _NUMBER.fullmatch(text)
    return match is not None and SPELLINGS.get(unit, {}).get(match[2].casefold(), 1) != 1


def _without(unit: str, text: str) -> str:
    """A text without the unit at its end, which may be any words that an editor gave a feature: “Shore A”, “g/cm3”."""
    typed = text.rstrip()
    return typed[: len(typed) - len(unit)] if unit and typed.lower().endswith(unit.lower()) else text


def measure(number: Decimal, unit: str, system: str = METRIC) -> Measure:
    """A stored number in the units of a system: inches to a hundredth, ounces to a tenth; other units stay as they are."""
    if system == IMPERIAL and unit == "mm":
        return Measure((number / MM_PER_INCH).quantize(Decimal("0.01"), ROUND_HALF_UP), "in")
    if system == IMPERIAL and unit == "g":
        return Measure((number / G_PER_OUNCE).quantize(Decimal("0.1"), ROUND_HALF_UP), "oz")
    return Measure(number, unit)


def shown_unit(unit: str, system: str = METRIC) -> str:
    """The unit that numbers stored in `unit` are shown in."""
    return measure(Decimal(0), unit, system).unit
