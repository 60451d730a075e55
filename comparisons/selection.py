"""What a visitor asks for: a frozen selection and the one address that says it. No models here."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from urllib.parse import quote_plus

from catalogue.units import METRIC

MAX_COMPARED = 6
MAX_PROBLEMS = 3
PAGE_SIZE = 24
DEFAULT_CURRENCY = "EUR"
NOT_STATED = "not_stated"
THIN_ENOUGH = Decimal(3)  # mm at the heel: fits over a stock insole that stays in

# The words of the grammar, apart from <feature>, not_<feature>, <feature>_min and <feature>_max.
SEVERAL = ("problem", "skip", "must", "feature", "brand", "not_brand", "category", "maker_says", "with")
SINGLE = (
    "price_min",
    "price_max",
    "currency",
    "units",
    "size",
    "stock_insole",
    "q",
    "sort",
    "page",
    "view",
    "block",
    "format",
)
COMPARE_ONLY = ("reference", "only")
WORDS = frozenset({*SEVERAL, *SINGLE, *COMPARE_ONLY})

# Their values keep the order in which they were given.
ORDERED = ("problem", "with")

DEFAULTS: dict[str, str] = {"currency": DEFAULT_CURRENCY, "units": METRIC, "page": "1", "format": "html"}

Pairs = list[tuple[str, str]]
ByFeature = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Ignored:
    """A parameter of the address that could not be followed, and why, in a visitor's words."""

    name: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Range:
    """Inclusive bounds in the stored unit; None is open."""

    low: Decimal | None = None
    high: Decimal | None = None

    def contains(self, number: Decimal) -> bool:
        """Whether a number lies within."""
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


@dataclass(frozen=True, slots=True)
class Selection:
    """One state of the list. Equal selections give equal pages; every collection but `problems` and `compared` is sorted."""

    problems: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    any_of: ByFeature = field(default_factory=dict)
    excluded: ByFeature = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    brands: tuple[str, ...] = ()
    not_brands: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    maker_says: tuple[str, ...] = ()
    price: Range = Range()
    currency: str = DEFAULT_CURRENCY
    units: str = METRIC
    size: Decimal | None = None
    is_stock_insole_fixed: bool = False
    query: str = ""
    sort: str = ""
    page: int = 1
    view: str = ""
    shows_unknown: bool = False
    compared: tuple[str, ...] = ()

    @property
    def order(self) -> str:
        """The order in force: `match` with a problem, else the best-known first."""
        return self.sort or ("match" if self.problems else "-known")

    @property
    def narrows(self) -> bool:
        """Whether anything is filtered at all."""
        return self.without_presentation() != Selection(currency=self.currency)

    def without_presentation(self) -> "Selection":
        """The same question without page, order, view and chosen products."""
        return replace(self, sort="", page=1, view="", shows_unknown=False, compared=(), units=METRIC, size=None)

    def choosing(self, feature: str, choices: Iterable[str]) -> "Selection":
        """With these choices, and no others, in a facet of any-of choices; without any, the facet is open."""
        return replace(self, any_of=_with_key(self.any_of, feature, tuple(sorted(set(choices)))))

    def excluding(self, feature: str, choices: Iterable[str]) -> "Selection":
        """With these choices, and no others, excluded."""
        return replace(self, excluded=_with_key(self.excluded, feature, tuple(sorted(set(choices)))))

    def within(self, feature: str, bounds: Range) -> "Selection":
        """With these bounds on a number."""
        return replace(self, ranges=_with_key(self.ranges, feature, bounds if bounds != Range() else None))

    def without_facet(self, feature: str) -> "Selection":
        """Nothing chosen in the facet of this feature; exclusions stay."""
        return self.choosing(feature, ()).within(feature, Range())


def _with_key(mapping: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    """A copy with one entry set, or dropped where the value is empty; keys stay sorted."""
    kept = {k: v for k, v in mapping.items() if k != key}
    if value:
        kept[key] = value
    return dict(sorted(kept.items()))


def address_pairs(selection: Selection) -> Pairs:
    """The parameters that say a selection: sorted by name, then value (problem and with keep their order), no defaults."""
    several: dict[str, Sequence[str]] = {
        "problem": selection.problems,
        "skip": selection.skip,
        "must": selection.must,
        "feature": selection.having,
        "brand": selection.brands,
        "not_brand": selection.not_brands,
        "category": selection.categories,
        "maker_says": selection.maker_says,
        "with": selection.compared,
    }
    pairs = [(name, value) for name, values in several.items() for value in values]
    pairs += [(name, value) for name, values in selection.any_of.items() for value in values]
    pairs += [(f"not_{name}", value) for name, values in selection.excluded.items() for value in values]
    for name, bounds in {**selection.ranges, "price": selection.price}.items():
        pairs += [(f"{name}_min", plain(bounds.low))] if bounds.low is not None else []
        pairs += [(f"{name}_max", plain(bounds.high))] if bounds.high is not None else []
    return in_order([*pairs, *_single_pairs(selection)])


def _single_pairs(selection: Selection) -> Pairs:
    """The parameters that stand once, defaults left out."""
    single = {
        "currency": selection.currency,
        "units": selection.units,
        "size": plain(selection.size) if selection.size is not None else "",
        "stock_insole": "fixed" if selection.is_stock_insole_fixed else "",
        "q": selection.query,
        "sort": selection.sort,
        "page": str(selection.page),
        "view": selection.view,
        "block": "unknown" if selection.shows_unknown else "",
    }
    return [(name, value) for name, value in single.items() if value and value != DEFAULTS.get(name)]


def in_order(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Pairs as they stand in a canonical address."""
    listed = list(pairs)
    return sorted(listed, key=lambda pair: (pair[0], "" if pair[0] in ORDERED else pair[1]))


def query_string(pairs: Pairs) -> str:
    """Pairs as the part behind the question mark, which is included; nothing for no pairs."""
    return "?" + "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs) if pairs else ""


# What needs no quoting: nearly every word of an address, and a page has a hundred addresses.
_IS_PLAIN = re.compile(r"[A-Za-z0-9_.~-]*").fullmatch


def _quoted(text: str) -> str:
    return text if _IS_PLAIN(text) else quote_plus(text)


def address(path: str, selection: Selection) -> str:
    """The one address of a selection on a page."""
    return path + query_string(address_pairs(selection))


def plain(number: Decimal) -> str:
    """A number without needless zeros, never in powers of ten."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
