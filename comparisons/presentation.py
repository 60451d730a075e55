"""How numbers, sizes and prices are shown: what is in force, and what the control beside a list or comparison offers."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.units import IMPERIAL, METRIC
from catalogue.wording import number_text
from comparisons.selection import DEFAULT_CURRENCY, Selection

# The words of the address that only say how things are shown.
WORDS_SHOWN = ("units", "size", "currency")


@dataclass(frozen=True, slots=True)
class Offered:
    """One value to choose; the default has no word in the address."""

    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Presentation:
    """What is in force. `currencies` is empty where there is only one."""

    units: str
    size: Decimal | None
    currency: str
    currencies: tuple[str, ...]

    @property
    def offered_units(self) -> list[Offered]:
        """Systems of units to choose from."""
        names = {METRIC: _("mm and g"), IMPERIAL: _("inches and ounces")}
        return [
            Offered("" if system == METRIC else system, name, system == self.units) for system, name in names.items()
        ]

    @property
    def offered_currencies(self) -> list[Offered]:
        """Currencies to choose from."""
        return [
            Offered("" if code == DEFAULT_CURRENCY else code, code, code == self.currency) for code in self.currencies
        ]

    @property
    def sentence(self) -> str:
        """What is in force, in words."""
        parts = [next(units.name for units in self.offered_units if units.is_chosen)]
        parts += [_("prices in %(currency)s") % {"currency": self.currency}] if self.currencies else []
        parts += [_("size %(size)s") % {"size": number_text(self.size, "EU size")}] if self.size is not None else []
        return _("Shown: %(what)s") % {"what": ", ".join(parts)}


def presentation(selection: Selection, currencies: tuple[str, ...]) -> Presentation:
    """How a selection is shown, and the currencies to choose from."""
    return Presentation(selection.units, selection.size, selection.currency, currencies if len(currencies) > 1 else ())
