"""The numbers of a facet, bit-sliced: slice *b* holds the products whose number has bit *b* set. Pure.

A number is held as a whole count of its smallest step (0.1 for 4.5 and 12), so a range, the ends and an order cost a few
set operations for each bit, however many distinct numbers there are. At 100,000 products a slice is 12.5 KB.

The algorithm is the bit-sliced index of O'Neil and Quass, "Improved Query Performance with Variant Indexes" (SIGMOD 1997).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from comparisons.index import bits as sets_of
from comparisons.index.bits import Bits, without
from comparisons.selection import Range


class TooFineError(ValueError):
    """A number that is no whole count of the step in use, or lies below the lowest one."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """One number a product. `step` is the exponent of the smallest step: -1 for tenths; `lowest` is what a count of 0 stands for.

    `first` and `last` are the least and the greatest count with the products that have it: where one of these is among some
    products, no other need be looked at to tell their ends.
    """

    having: Bits = 0
    slices: tuple[Bits, ...] = ()
    step: int = 0
    lowest: int = 0
    first: tuple[int, Bits] = field(init=False)
    last: tuple[int, Bits] = field(init=False)

    def __post_init__(self) -> None:
        for name, count in (("first", self._least(self.having)), ("last", self._greatest(self.having))):
            object.__setattr__(self, name, (count, without(self._at_most(count), self._at_most(count - 1))))

    @classmethod
    def of(cls, by_place: Mapping[int, Decimal], *, like: "Numbers | None" = None) -> "Numbers":
        """The numbers of products by place, with the step and lowest count of other ones where given.

        Linear in the numbers and their bits. Raises TooFineError where a number does not fit those.
        """
        step = like.step if like else min(map(_exponent, set(by_place.values())), default=0)
        counts = {number: _steps(number, step) for number in set(by_place.values())}
        lowest = like.lowest if like else min(0, min(counts.values(), default=0))
        if min(counts.values(), default=lowest) < lowest:
            raise TooFineError
        by_count: dict[int, list[int]] = {}
        for place, number in by_place.items():
            by_count.setdefault(counts[number] - lowest, []).append(place)
        classes = {count: sets_of.of(places) for count, places in by_count.items()}
        width = max(classes, default=0).bit_length()
        slices = [0] * width
        having = 0
        for count, members in classes.items():
            having |= members
            for bit in range(width):
                if count >> bit & 1:
                    slices[bit] |= members
        return cls(having, tuple(slices), step, lowest)

    @classmethod
    def counting(cls, sets: Iterable[Bits], everything: Bits) -> "Numbers":
        """How many of some sets each product is in."""
        return cls.summing(((0, members) for members in sets), everything)

    @classmethod
    def summing(cls, parts: Iterable[tuple[int, Bits]], everything: Bits, *, lowest: int = 0) -> "Numbers":
        """`lowest`, and for each part (power, set) that a product is in 2 to this power more.

        Added up slice by slice: a few set operations a part.
        """
        slices: list[Bits] = []
        for power, members in parts:
            slices += [0] * (power - len(slices))
            bit, carry = power, members
            while carry:
                if bit == len(slices):
                    slices.append(0)
                slices[bit], carry = slices[bit] ^ carry, slices[bit] & carry
                bit += 1
        return cls(everything, tuple(slices), lowest=lowest)

    def within(self, bounds: Range) -> Bits:
        """Products whose number lies within the bounds, ends included."""
        found = self.having
        if bounds.low is not None:
            below = self._at_most(_steps_within(bounds.low, self.step, ROUND_CEILING) - self.lowest - 1)
            found = without(found, below)
        if bounds.high is not None:
            found &= self._at_most(_steps_within(bounds.high, self.step, ROUND_FLOOR) - self.lowest)
        return found

    def ends(self, among: Bits) -> tuple[Decimal | None, Decimal | None]:
        """The lowest and highest number among some products."""
        among &= self.having
        if not among:
            return None, None
        (first, first_holders), (last, last_holders) = self.first, self.last
        return (
            self._number(first if among & first_holders else self._least(among)),
            self._number(last if among & last_holders else self._greatest(among)),
        )

    def window(self, among: Bits, start: int, count: int, *, descends: bool = False) -> list[int]:
        """`count` places of some products from the start-th on, by number, equal ones by place. Only those in between are looked at."""
        found: list[int] = []
        waiting = [(among & self.having, len(self.slices))]
        while waiting and len(found) < count:
            part, bit = waiting.pop()
            size = part.bit_count()
            if size <= start:
                start -= size
            elif bit == 0 or size == 1:
                found += sets_of.window(part, start, count - len(found))
                start = 0
            else:
                ones = part & self.slices[bit - 1]
                halves = (part ^ ones, ones) if descends else (ones, part ^ ones)
                waiting += [(half, bit - 1) for half in halves]
        return found

    def at(self, place: int) -> Decimal | None:
        """The number of one product."""
        if not self.having >> place & 1:
            return None
        return self._number(sum((members >> place & 1) << bit for bit, members in enumerate(self.slices)))

    def nth(self, rank: int) -> Decimal:
        """The number at a rank, all put in ascending order: the least at 0. There must be more numbers than that."""
        count, left = 0, self.having
        for bit in range(len(self.slices) - 1, -1, -1):
            ones = left & self.slices[bit]
            zeros = left ^ ones
            size = zeros.bit_count()
            if rank < size:
                left = zeros
            else:
                rank, left, count = rank - size, ones, count | 1 << bit
        return self._number(count)

    def by_place(self) -> Iterator[tuple[int, Decimal]]:
        """Every number with its place. For few products: the cost of each grows with the width of the sets."""
        for place in sets_of.members(self.having):
            number = self.at(place)
            if number is not None:
                yield place, number

    def _at_most(self, count: int) -> Bits:
        """Products with this count of steps or fewer."""
        if count < 0:
            return 0
        if count >> len(self.slices):
            return self.having
        less, equal = 0, self.having
        for bit in range(len(self.slices) - 1, -1, -1):
            ones = equal & self.slices[bit]
            if count >> bit & 1:
                less |= equal ^ ones
                equal = ones
            else:
                equal ^= ones
        return less | equal

    def _least(self, left: Bits) -> int:
        count = 0
        for bit in range(len(self.slices) - 1, -1, -1):
            ones = left & self.slices[bit]
            if ones == left:
                count |= 1 << bit
            else:
                left ^= ones
        return count

    def _greatest(self, left: Bits) -> int:
        count = 0
        for bit in range(len(self.slices) - 1, -1, -1):
            if ones := left & self.slices[bit]:
                count |= 1 << bit
                left = ones
        return count

    def _number(self, count: int) -> Decimal:
        return Decimal(count + self.lowest).scaleb(self.step)


def _exponent(number: Decimal) -> int:
    """The exponent of the smallest step that a number needs: 0 for 30, -1 for 4.50."""
    exponent = number.normalize().as_tuple().exponent
    return min(int(exponent), 0)


def _steps(number: Decimal, step: int) -> int:
    """A number as a count of steps. Raises TooFineError where it is no whole one."""
    scaled = number.scaleb(-step)
    count = int(scaled)
    if count != scaled:
        raise TooFineError
    return count


def _steps_within(number: Decimal, step: int, rounding: str) -> int:
    return int(number.scaleb(-step).to_integral_value(rounding))
