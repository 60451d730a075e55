"""What the address of an insole's page asks for: how numbers and prices are shown, and what the visitor's shoe is like."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from catalogue.models.rates import EURO
from catalogue.units import METRIC, SYSTEMS, parse_number

Pairs = list[tuple[str, str]]

SMALLEST_SIZE, LARGEST_SIZE = Decimal(15), Decimal(55)
THICKEST_STOCK = Decimal(40)  # mm: no shoe has more under the foot
LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that cannot be followed, and why."""

    name: str
    value: str
    why: str

    @property
    def text(self) -> str:
        """The same in one line."""
        return f"{self.name}={self.value[:LONGEST_SHOWN]}: {self.why}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. `stock` is how thick the shoe's own insole is, in mm."""

    units: str = METRIC
    currency: str = EURO
    size: Decimal | None = None
    stock: Decimal | None = None
    refused: tuple[Refused, ...] = ()

    @property
    def pairs(self) -> Pairs:
        """The parameters that say so, in their order, defaults left out."""
        said = {
            "currency": "" if self.currency == EURO else self.currency,
            "size": _plain(self.size),
            "stock": _plain(self.stock),
            "units": "" if self.units == METRIC else self.units,
        }
        return [(name, value) for name, value in said.items() if value]

    @property
    def of_lists(self) -> Pairs:
        """Those that lists and comparisons understand too."""
        return self._without("stock")

    @property
    def kept_by_show_in(self) -> Pairs:
        """What the control of units, size and currency carries along."""
        return self._without("currency", "size", "units")

    @property
    def kept_by_fit(self) -> Pairs:
        """What the form about the visitor's shoe carries along."""
        return self._without("size", "stock")

    @property
    def refused_texts(self) -> list[str]:
        """What could not be followed, in lines."""
        return [bad.text for bad in self.refused]

    def _without(self, *names: str) -> Pairs:
        return [pair for pair in self.pairs if pair[0] not in names]


WORDS = ("currency", "size", "stock", "units")


def read(given: Iterable[tuple[str, str]], currencies: Collection[str]) -> Asked:
    """What the parameters of an address ask for; of a word that stands twice the last one counts."""
    said = {name: value.strip() for name, value in given if name in WORDS and value.strip()}
    readers: dict[str, Callable[[str], object]] = {
        "currency": lambda text: _one_of(text, currencies),
        "size": lambda text: _within(text, "", SMALLEST_SIZE, LARGEST_SIZE),
        "stock": lambda text: _within(text, "mm", Decimal(0), THICKEST_STOCK),
        "units": lambda text: _one_of(text, SYSTEMS),
    }
    found: dict[str, object] = {}
    refused = []
    for name, text in said.items():
        try:
            found[name] = readers[name](text)
        except ValueError as error:
            refused.append(Refused(name, text, str(error)))
    return Asked(**found, refused=tuple(refused))  # type: ignore[arg-type]  # each reader gives what its field takes


def canonical(given: Pairs, asked: Asked) -> Pairs | None:
    """The one form of an address that says its own words otherwise: sorted, no defaults; None where it has that form already.

    What cannot be followed is kept, so that the page can name it; words that are not of this page are left alone.
    """
    own = sorted([*asked.pairs, *((bad.name, bad.value) for bad in asked.refused)])
    if own == [pair for pair in given if pair[0] in WORDS]:
        return None
    return sorted([*(pair for pair in given if pair[0] not in WORDS), *own], key=lambda pair: pair[0])


def query_string(pairs: Pairs) -> str:
    """Pairs as the part behind the question mark, which is included."""
    return f"?{urlencode(pairs)}" if pairs else ""


def _one_of(text: str, words: Collection[str]) -> str:
    if text not in words:
        raise ValueError(_("There is no such choice."))
    return text


def _within(text: str, unit: str, low: Decimal, high: Decimal) -> Decimal:
    try:
        number = parse_number(text, unit)
    except ValueError:
        raise ValueError(
            _("This is not a number in %(unit)s.") % {"unit": unit} if unit else _("This is not a number.")
        ) from None
    if not low <= number <= high:
        raise ValueError(_("This must lie between %(low)s and %(high)s.") % {"low": low, "high": high})
    return number


def _plain(number: Decimal | None) -> str:
    """Without needless zeros, never in powers of ten; nothing for none."""
    text = "" if number is None else format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
