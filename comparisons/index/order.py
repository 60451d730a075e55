"""The order of a list: which places of a set stand on a page. Only that page is ever taken out. Pure."""

from collections.abc import Sequence

from comparisons.index import bits as sets_of
from comparisons.index.bits import Bits, without
from comparisons.index.numbers import Numbers


def by_name(among: Bits, start: int, count: int, *, descends: bool = False) -> list[int]:
    """`count` places from the start-th on, in the order of names or turned round."""
    if not descends:
        return sets_of.window(among, start, count)
    end = among.bit_count() - start
    first = max(end - count, 0)
    return sets_of.window(among, first, max(end - first, 0))[::-1]


def by_number(among: Bits, numbers: Numbers, start: int, count: int, *, descends: bool = False) -> list[int]:
    """By number, equal ones by name; those without a number come last, whichever way."""
    found = numbers.window(among, start, count, descends=descends)
    return _then(found, without(among, numbers.having), start - (among & numbers.having).bit_count(), count)


def by_class(among: Bits, classes: Sequence[Bits], start: int, count: int) -> list[int]:
    """By class, within a class by name; those of no class come last. Classes share no place."""
    found: list[int] = []
    left, skipped = among, start
    for members in classes:
        if len(found) == count:
            return found
        part = among & members
        left = without(left, members)
        size = part.bit_count()
        if skipped < size:
            found += sets_of.window(part, skipped, count - len(found))
        skipped = max(skipped - size, 0) if not found else 0
    return _then(found, left, skipped, count)


def _then(found: list[int], rest: Bits, start: int, count: int) -> list[int]:
    """A page filled up with those that come last, by name."""
    return found + sets_of.window(rest, max(start, 0), count - len(found)) if len(found) < count else found
