"""The spec sheet: each feature with its value, who says it, and what it was said of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalogue.choices import FeatureGroup
from catalogue.drawing import scale_svg
from catalogue.models import Cell, Sheet, Statement
from catalogue.units import METRIC
from catalogue.wording import (
    STATE_CLASSES,
    SourceMark,
    dispute_text,
    scale_place,
    statement_mark,
    statement_text,
    value_text,
)

KEY_FACTS = 6
# Numbers in these units are read off a ruler or a scale: it matters who did it, and on which size.
MEASURED_IN = frozenset({"mm", "g"})


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One statement as it stands under a value."""

    statement: Statement
    value: str
    mark: SourceMark
    is_shown: bool

    @property
    def barred_because(self) -> str:
        """Why no value is taken from its source; empty where it is not barred."""
        return self.statement.source.barred_because


@dataclass(frozen=True, slots=True)
class SpecLine:
    """One row of the spec sheet."""

    cell: Cell
    value: str
    scale: str
    said: tuple[SaidLine, ...]
    dispute: str

    @property
    def state_class(self) -> str:
        """The class of its state."""
        return STATE_CLASSES[self.cell.state]

    @property
    def shown(self) -> list[SaidLine]:
        """The statements that the value is shown for."""
        return [line for line in self.said if line.is_shown]

    @property
    def marks(self) -> list[SourceMark]:
        """Who says the shown value, each once."""
        return list(dict.fromkeys(line.mark for line in self.shown))

    @property
    def context(self) -> str:
        """Size, zone, per foot or pair: what the shown statement says about its number."""
        return next((line.statement.context for line in self.shown), "")

    @property
    def is_measured(self) -> bool:
        """Whether it is a number of which one has to know who measured it, and on which size."""
        return self.cell.has_value and self.cell.feature.unit in MEASURED_IN

    @property
    def decided_because(self) -> str:
        """Why an editor chose what is shown; empty where nobody had to."""
        return next((line.statement.decided_because or "" for line in self.said), "")


@dataclass(frozen=True, slots=True)
class SpecGroup:
    """One group of the spec sheet: rows about which something is said, then those about which nothing is."""

    name: str
    said: tuple[SpecLine, ...]
    unsaid: tuple[SpecLine, ...]


def spec_lines(sheet: Sheet, statements: Iterable[Statement], units: str = METRIC) -> list[SpecLine]:
    """The rows of the spec sheet in the order of the features."""
    said: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        said[statement.feature_id].append(statement)
    return [_spec_line(cell, said[cell.feature.pk], units) for cell in sheet.cells]


def _spec_line(cell: Cell, statements: Sequence[Statement], units: str) -> SpecLine:
    shown = {statement.pk for statement in cell.shown}
    place = scale_place(cell)
    lines = (
        SaidLine(statement, statement_text(statement, units), statement_mark(statement), statement.pk in shown)
        for statement in sorted(statements, key=lambda s: (s.pk not in shown, s.source.is_barred))
    )
    return SpecLine(
        cell=cell,
        value=value_text(cell, units),
        scale=scale_svg(*place, "") if place else "",
        said=tuple(lines),
        dispute=dispute_text(statements, units) if cell.is_disputed else "",
    )


def spec_groups(lines: Iterable[SpecLine]) -> list[SpecGroup]:
    """Rows under the groups of the spec sheet."""
    by_group: dict[str, list[SpecLine]] = defaultdict(list)
    for line in lines:
        by_group[line.cell.feature.group].append(line)
    return [
        SpecGroup(
            str(group.label),
            tuple(line for line in by_group[group] if line.said),
            tuple(line for line in by_group[group] if not line.said),
        )
        for group in FeatureGroup
        if by_group[group]
    ]


def key_lines(lines: Sequence[SpecLine]) -> list[SpecLine]:
    """The few values that stand beside the picture: core features first."""
    known = [line for line in lines if line.cell.has_value]
    return sorted(known, key=lambda line: (not line.cell.feature.is_core, line.cell.feature.position))[:KEY_FACTS]


class Lines:
    """The rows by feature. A feature that the catalogue does not have, or that nobody speaks of, has no row to show."""

    def __init__(self, lines: Iterable[SpecLine]) -> None:
        self._by_slug = {line.cell.feature.slug: line for line in lines}

    def __call__(self, feature: str) -> SpecLine | None:
        """The row of a feature, whether or not something is said of it."""
        return self._by_slug.get(feature)

    def said(self, *features: str) -> list[SpecLine]:
        """Those of these rows that show a value."""
        found = (self._by_slug.get(feature) for feature in features)
        return [line for line in found if line is not None and line.cell.has_value]
