"""A set of products in the order of a list: a few runs, each in the order of names, of which only a page is ever taken out."""

from collections.abc import Iterable, Iterator, Sequence

from comparisons.index import bits as sets_of
from comparisons.index.bits import Bits

Run = tuple[Bits, bool]  # places that stand together, by name; True where that order is turned round


def in_order(among: Bits, order: str, ranked: Sequence[Bits]) -> Iterator[Run]:
    """The runs of a set. `ranked` are the classes of equal rank, lowest first; who is in none comes last whichever way."""
    descends = order.startswith("-")
    if order.removeprefix("-") == "name":
        yield among, descends
        return
    left = among
    for members in reversed(ranked) if descends else ranked:
        if part := left & members:
            left &= ~part
            yield part, False
    if left:
        yield left, False


def window(runs: Iterable[Run], start: int, count: int) -> list[int]:
    """`count` places from the start-th on."""
    found: list[int] = []
    for members, is_reversed in runs:
        if len(found) >= count:
            break
        size = members.bit_count()
        if start < size:
            found += _places(members, start, count - len(found), is_reversed=is_reversed)
        start = max(start - size, 0)
    return found


def _places(members: Bits, start: int, count: int, *, is_reversed: bool) -> list[int]:
    if not is_reversed:
        return sets_of.window(members, start, count)
    first = max(members.bit_count() - start - count, 0)
    return sets_of.window(members, first, members.bit_count() - start - first)[::-1]
