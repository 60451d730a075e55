"""Cards and table rows as they were rendered, kept for the next page that shows them: templates and rows are what a page costs.

What is kept: the HTML of one product, as one form of the list shows it. It stands under everything it was made of: the version of
the product, which the index changes with anything that is shown of it, and the look, which holds the rest. So nothing here is
ever renewed or thrown away for its age: after an edit nobody asks for the old version again, and it falls out at the end of the
queue. Whether a product is ticked for comparison is not part of it: the HTML is cut where the tick goes.

What it costs: a card of the starting data took 1.8 KB, a full cache with all that belongs to it 16 MB a process. Threads share it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from catalogue.models.trial import is_tried_out
from comparisons.index import Index
from comparisons.selection import Selection

# Enough for all products in both languages at 2,000; beyond that for those that are looked at.
MOST_KEPT = 4_096


@dataclass(frozen=True, slots=True)
class Card:
    """One product of a list as HTML, in two parts: what says that it is ticked goes between them."""

    product: int
    slug: str
    before: SafeString
    after: SafeString

    def ticked(self, *, is_compared: bool) -> SafeString:
        """The whole."""
        return mark_safe(f"{self.before}{' checked' if is_compared else ''}{self.after}")  # noqa: S308  # both are safe


class Look(NamedTuple):
    """Everything but the product that a card or table row is made of. Whatever one comes to depend on must stand here."""

    columns: tuple[str, ...] | None
    language: str
    prefix: str
    units: str
    currency: str
    size: Decimal | None
    problems: tuple[str, ...]
    skip: tuple[str, ...]
    must: tuple[str, ...]
    day: date


def look_of(selection: Selection, day: date, columns: Sequence[str] | None = None) -> Look:
    """How products look in a list: as cards, or with columns as table rows, in the language and at the address in force."""
    return Look(
        None if columns is None else tuple(columns),
        get_language() or "",
        get_script_prefix(),
        selection.units,
        selection.currency,
        selection.size,
        selection.problems,
        selection.skip,
        selection.must,
        day,
    )


Key = tuple[int, tuple[str, str], Look]


class KeptCards:
    """The cards that were asked for last, a fixed number of them."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self.most = most
        self._held: OrderedDict[Key, Card] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._held)

    def of(
        self, index: Index, products: Sequence[int], look: Look, make: Callable[[Sequence[int]], Iterable[Card]]
    ) -> list[Card]:
        """The cards of these products in this order; `make` is asked for those that are not kept, all at once."""
        if is_tried_out():
            made = {card.product: card for card in make(products)}
            return [made[product] for product in products if product in made]
        keys: dict[int, Key] = {product: (product, index.version_of(product), look) for product in products}
        found = self._find(keys)
        if missing := [product for product in products if product not in found]:
            made = {card.product: card for card in make(missing)}
            self._keep((keys[product], card) for product, card in made.items())
            found |= made
        return [found[product] for product in products if product in found]

    def _find(self, keys: dict[int, Key]) -> dict[int, Card]:
        found = {}
        with self._lock:
            for product, key in keys.items():
                if (card := self._held.get(key)) is not None:
                    self._held.move_to_end(key)
                    found[product] = card
        return found

    def _keep(self, cards: Iterable[tuple[Key, Card]]) -> None:
        with self._lock:
            self._held.update(cards)
            while len(self._held) > self.most:
                self._held.popitem(last=False)


KEPT = KeptCards()
