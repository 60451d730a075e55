"""How soon an edit shows: the time the index takes to be current again, after each kind of edit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from catalogue.models import Choice, Offer, Product, SpecEntry, Statement
from comparisons.index import Answer, Index, current
from comparisons.selection import Range, Selection
from tests.benchmarks.timing import seconds

PUBLISHED = Product.Status.PUBLISHED
MOST_EDITS = 50
# A kind of edit that takes this long is not repeated.
TOO_LONG = 1.0


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit that was just made: the product, and a list in which it must now stand, or for a deletion may not."""

    product: int
    selection: Selection
    is_listed: bool = True

    def shows_in(self, index: Index) -> bool:
        """Whether the index has taken it in."""
        return (self.product in Answer(index, self.selection).ids()) == self.is_listed


def edit_times(repeats: int) -> dict[str, float]:
    """The median time by kind of edit. Changes the database: use a copy."""
    current()
    return {name: _median(edits(), repeats) for name, edits in EDITS.items()}


def _median(edits: Iterator[Edited], repeats: int) -> float:
    times: list[float] = []
    for edited in edits:
        times.append(seconds(current))
        if not edited.shows_in(current()):
            raise ValueError(f"the index does not show the edit of product {edited.product}")
        if len(times) == repeats or times[-1] > TOO_LONG:
            break
    return median(times)


def _values() -> Iterator[Edited]:
    """A statement is corrected and its product's entries derived anew."""
    entries = SpecEntry.objects.filter(feature__slug="arch-support", choice__slug="rigid", state="stated")
    flexible = Choice.objects.get(feature__slug="arch-support", slug="flexible")
    for entry in entries.filter(product__status=PUBLISHED).order_by("product")[:MOST_EDITS]:
        Statement.objects.filter(product=entry.product_id, feature=entry.feature_id).update(choice=flexible)
        SpecEntry.objects.derive([entry.product_id])
        yield Edited(entry.product_id, Selection(any_of={"arch-support": ("flexible",)}))


def _prices() -> Iterator[Edited]:
    """A price is corrected to one that nobody else asks, lower each time: a product may have several."""
    offers = Offer.objects.filter(currency="EUR", pairs=1, price_kind="street", product__status=PUBLISHED)
    for number, offer in enumerate(offers.order_by("pk")[:MOST_EDITS], 1):
        offer.amount = Decimal(MOST_EDITS + 1 - number) / 100
        offer.save()
        yield Edited(offer.product_id, Selection(price=Range(offer.amount, offer.amount)))


def _names() -> Iterator[Edited]:
    """A product gets another name, and so another place in the order of names."""
    for product in Product.objects.published().order_by("pk")[:MOST_EDITS]:
        product.name = f"Zzyzx {product.name}"
        product.save()
        yield Edited(product.pk, Selection(query="zzyzx"))


def _published() -> Iterator[Edited]:
    """A draft is published."""
    for product in Product.objects.filter(status=Product.Status.DRAFT).order_by("pk")[:MOST_EDITS]:
        product.status = PUBLISHED
        product.save()
        yield Edited(product.pk, Selection())


def _deleted() -> Iterator[Edited]:
    """A product is deleted with all that hangs on it."""
    for pk in list(Product.objects.published().order_by("-pk").values_list("pk", flat=True)[:MOST_EDITS]):
        Product.objects.get(pk=pk).delete()
        yield Edited(pk, Selection(), is_listed=False)


EDITS: dict[str, Callable[[], Iterator[Edited]]] = {
    "a value": _values,
    "a price": _prices,
    "a name": _names,
    "a product published": _published,
    "a product deleted": _deleted,
}
