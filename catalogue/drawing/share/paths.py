"""Path data of the drawings as lines: curves and arcs are followed by short straight pieces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, pi, sin

Point = tuple[float, float]

# How far apart the pieces of a curve end, in units of the path: a curve looks round at ten times its size.
PIECE = 3.0
MOST_PIECES = 24
_TOKENS = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_NUMBERS_OF = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a path."""

    points: tuple[Point, ...]
    is_closed: bool


@lru_cache(maxsize=1024)
def lines_of(d: str) -> tuple[Line, ...]:
    """The parts of a path, each as points to be joined by straight pieces."""
    pen = _Pen()
    for command, numbers in _commands(d):
        pen.follow(command, numbers)
    return pen.finished()


def _commands(d: str) -> Iterator[tuple[str, list[float]]]:
    """Every command with its numbers; a command that goes on with more numbers is given once for each set."""
    command, numbers = "", list[float]()
    for token in _TOKENS.findall(d):
        if token.isalpha():
            command, numbers = token, []
        else:
            numbers.append(float(token))
        if command and len(numbers) == _NUMBERS_OF[command.upper()]:
            yield command, numbers
            command, numbers = {"M": "L", "m": "l", "Z": "", "z": ""}.get(command, command), []


class _Pen:
    """Where the pen is, and what it has drawn."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.points: list[Point] = []
        self.handle: Point | None = None  # the last control point, which S and T mirror

    @property
    def at(self) -> Point:
        return self.points[-1] if self.points else (0.0, 0.0)

    def follow(self, command: str, numbers: list[float]) -> None:
        """One command with its numbers."""
        kind, origin = command.upper(), self.at if command.islower() else (0.0, 0.0)
        if kind == "Z":
            self._close()
        elif kind == "A":
            self._arc(numbers, (origin[0] + numbers[5], origin[1] + numbers[6]))
        elif kind in {"H", "V"}:
            self.points.append(
                (origin[0] + numbers[0], self.at[1]) if kind == "H" else (self.at[0], origin[1] + numbers[0])
            )
        else:
            places = zip(numbers[::2], numbers[1::2], strict=True)
            self._to(kind, [(origin[0] + x, origin[1] + y) for x, y in places])
        if kind not in {"C", "S", "Q", "T"}:
            self.handle = None

    def finished(self) -> tuple[Line, ...]:
        """All parts."""
        self._begin([])
        return tuple(self.lines)

    def _begin(self, points: list[Point]) -> None:
        if len(self.points) > 1:
            self.lines.append(Line(tuple(self.points), is_closed=False))
        self.points = points

    def _close(self) -> None:
        self.lines.append(Line(tuple(self.points), is_closed=True))
        self.points = self.points[:1]

    def _to(self, kind: str, places: list[Point]) -> None:
        if kind == "M":
            self._begin(places)
        elif kind == "L":
            self.points += places
        else:
            mirrored = self.handle or self.at
            first = (2 * self.at[0] - mirrored[0], 2 * self.at[1] - mirrored[1])
            controls = [first, *places] if kind in {"S", "T"} else places
            self.handle = controls[-2]
            self._curve([self.at, *controls])

    def _curve(self, controls: list[Point]) -> None:
        """A Bézier curve of two or three degrees."""
        long = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(controls))
        pieces = min(MOST_PIECES, max(3, round(long / PIECE)))
        self.points += [_on_curve(controls, step / pieces) for step in range(1, pieces + 1)]

    def _arc(self, numbers: list[float], end: Point) -> None:
        """Half an ellipse on its diameter: the drawings have no other arcs, as a test holds."""
        (x1, y1), (x2, y2) = self.at, end
        turn = pi if numbers[4] else -pi
        pieces = 2 * min(MOST_PIECES // 2, max(3, round(max(numbers[:2]) / PIECE * 2)))
        # Seen from the middle the first end lies along the diameter; the other axis stands across it.
        middle, along = ((x1 + x2) / 2, (y1 + y2) / 2), ((x1 - x2) / 2, (y1 - y2) / 2)
        flat = numbers[1] / numbers[0]
        for step in range(1, pieces + 1):
            c, s = cos(turn * step / pieces), sin(turn * step / pieces) * flat
            self.points.append((middle[0] + along[0] * c - along[1] * s, middle[1] + along[1] * c + along[0] * s))


def _on_curve(controls: list[Point], t: float) -> Point:
    """De Casteljau's way."""
    while len(controls) > 1:
        controls = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(controls)]
    return controls[0]
