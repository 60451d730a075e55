"""What a trial run or an import says of each row: plain data, to be shown page by page and kept in a file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

REFUSED, CHANGED, NEW, SAME = "refused", "changed", "new", "same"
# The order in which they are shown: what needs somebody first.
OUTCOMES = (REFUSED, CHANGED, NEW, SAME)


@dataclass(frozen=True, slots=True)
class Note:
    """Something about one column of a row; about the row as a whole where no column is named."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one row: its number in the file, the outcome, how it is called, the id of what it stands for, and notes."""

    number: int
    outcome: str
    name: str
    pk: int | None = None
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What became, or would become, of a whole table. `faults` concern the file as such; entries are those derived anew."""

    kind: str
    is_trial: bool
    faults: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    entries: int = 0
    # The catalogue is another one than at the trial run: nothing was imported.
    is_overtaken: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each outcome, in the order of OUTCOMES."""
        counted = Counter(line.outcome for line in self.lines)
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    @property
    def is_clean(self) -> bool:
        """Whether nothing is refused."""
        return not self.faults and not any(line.outcome == REFUSED for line in self.lines)

    @property
    def changes_anything(self) -> bool:
        """Whether any row is new or changed."""
        return any(line.outcome in {NEW, CHANGED} for line in self.lines)

    @property
    def is_imported(self) -> bool:
        """Whether the table was stored."""
        return not self.is_trial and self.is_clean and not self.is_overtaken

    def of(self, outcome: str) -> list[Line]:
        """The rows of one outcome, in their order."""
        return [line for line in self.lines if line.outcome == outcome]

    def agrees_with(self, lines: Sequence[Line]) -> bool:
        """Whether each row does the same as in these: the same outcome, with the same before and after."""
        return [_does(line) for line in self.lines] == [_does(line) for line in lines]

    def as_data(self) -> dict[str, Any]:
        """For a file."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """Back from it."""
        lines = [Line(**{**line, "notes": tuple(Note(**note) for note in line["notes"])}) for line in data["lines"]]
        return cls(**{**data, "lines": lines})


def _does(line: Line) -> tuple[int, str, tuple[Note, ...]]:
    return line.number, line.outcome, line.notes
