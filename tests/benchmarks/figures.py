"""What a run has measured, as plain data: rows with a bar, and tables without."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what is measured, what it must be, what it is. Without a bar it is only reported."""

    what: str
    bar: str
    measured: str
    is_met: bool | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Figures side by side, with a sentence on how they were taken."""

    title: str
    text: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass
class Report:
    """Everything of one run."""

    machine: str
    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def missed(self) -> list[Figure]:
        """The rows that do not hold their bar."""
        return [figure for figure in self.figures if figure.is_met is False]

    def at_least(self, what: str, measured: float, bar: float) -> None:
        """A ratio that must not be lower."""
        self.figures.append(Figure(what, f"≥ {bar:g}x", f"{measured:.1f}x", measured >= bar))

    def at_most(self, what: str, measured: float, bar: float, unit: str) -> None:
        """Something that must not be higher."""
        joint = "" if unit == "x" else " "
        self.figures.append(
            Figure(what, f"≤ {bar:g}{joint}{unit}", f"{amount(measured)}{joint}{unit}", measured <= bar)
        )

    def only(self, what: str, bar: str, measured: str, is_met: bool) -> None:
        """Something that is as it must be or is not."""
        self.figures.append(Figure(what, bar, measured, is_met))

    def reported(self, what: str, measured: str) -> None:
        """Something without a bar."""
        self.figures.append(Figure(what, "reported", measured))

    def table(self, title: str, text: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Figures side by side."""
        self.tables.append(Table(title, text, tuple(head), tuple(map(tuple, rows))))


def amount(number: float) -> str:
    """Three digits that mean something."""
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def milliseconds(seconds: float) -> str:
    """A time in milliseconds."""
    return amount(seconds * 1000)
