"""How alike insoles are, worked out pair by pair in plain Python from their sheets: the definition that the index is held against."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from catalogue.choices import FeatureKind
from catalogue.models import Cell, Sheet


class LikenessByHand:
    """The sheets of all products, in the order of names."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets

    def nearest(self, own: int, count: int) -> list[int]:
        """Places of the nearest, most points first; of each brand no more than half as many as asked for, but one."""
        found: list[int] = []
        brands: list[int] = []
        for place in self.ranked(own):
            brand = self.sheets[place].product.brand_id
            if len(found) < count and brands.count(brand) < max(count // 2, 1):
                found.append(place)
                brands.append(brand)
        return found

    def ranked(self, own: int) -> list[int]:
        """All that are known to be like one, most points first, then by name."""
        found = []
        for place in range(len(self.sheets)):
            compared, points = self.compared_and_points(own, place)
            if place != own and compared >= 2 and points > 0:
                found.append((-points, place))
        return [place for _points, place in sorted(found)]

    def compared_and_points(self, own: int, other: int) -> tuple[int, int]:
        """In how many features two products can be compared, and the points of that."""
        one, two = self.sheets[own], self.sheets[other]
        each = [
            (points, cell.feature.is_core)
            for cell, beside in zip(one.cells, two.cells, strict=True)
            if (points := self._points(cell, beside)) is not None
        ]
        category = one.product.category
        kind = 1 if category and category == two.product.category else 0
        return len(each), sum(points * (2 if is_core else 1) for points, is_core in each) + kind

    def _points(self, cell: Cell, other: Cell) -> int | None:
        """Those of one feature; None where it cannot be compared."""
        if cell.comparable is None or other.comparable is None:
            return None
        if cell.feature.kind == FeatureKind.CHOICES:
            shared = set(cell.slugs) & set(other.slugs)
            return None if not shared else 2 if set(cell.slugs) == set(other.slugs) else 1
        return 2 - ceil(4 * self._way(cell, other))

    def _way(self, cell: Cell, other: Cell) -> Fraction:
        """From 0, equal, to 1, as far apart as can be."""
        if cell.comparable == other.comparable:
            return Fraction(0)
        if cell.number is not None and other.number is not None:
            return min(Fraction(abs(cell.number - other.number)) / self._spread(cell), Fraction(1))
        scale = [c.slug for c in cell.feature.choices.all() if c.is_on_scale and not c.is_absent]
        [one], [two] = cell.slugs, other.slugs
        if not cell.feature.is_ordered or one not in scale or two not in scale:
            return Fraction(1)
        return Fraction(abs(scale.index(one) - scale.index(two)), len(scale) - 1)

    def _spread(self, cell: Cell) -> Fraction:
        place = self.sheets[0].cells.index(next(c for c in self.sheets[0].cells if c.feature == cell.feature))
        numbers = sorted(n for sheet in self.sheets if (n := sheet.cells[place].number) is not None)
        tenth = len(numbers) // 10
        inner = numbers[tenth : len(numbers) - tenth]
        return Fraction(inner[-1] - inner[0]) or Fraction(numbers[-1] - numbers[0])
