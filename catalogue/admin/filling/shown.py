"""The sheet as its template loops over it: groups of features, each with its rows, what is shown now and why, and help."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.admin.filling.board import Board, Part
from catalogue.admin.sheet import Explained, explained
from catalogue.choices import EntryState, FeatureGroup
from catalogue.models import Cell, Feature, sheets


@dataclass(frozen=True, slots=True)
class Line:
    """One feature on the page."""

    part: Part
    shown: Explained
    is_applicable: bool

    @property
    def feature(self) -> Feature:
        """What it is about."""
        return self.part.feature

    @property
    def has_faults(self) -> bool:
        """Whether something is to be corrected here."""
        return any(form.errors for form in (*self.part.rows, self.part.decision) if form.is_bound)

    @property
    def help(self) -> list[str]:
        """What the glossary says of it."""
        feature = self.part.feature
        return [str(text) for text in (feature.explanation, feature.measured_as, feature.trap) if text]


@dataclass(frozen=True, slots=True)
class Section:
    """A group of features; those that an insole of this form cannot have stand folded at its end."""

    slug: str
    name: str
    lines: tuple[Line, ...]
    beside: tuple[Line, ...]

    @property
    def has_faults(self) -> bool:
        """Whether something to correct is folded away."""
        return any(line.has_faults for line in self.beside)


def sections(board: Board, *, core_first: bool) -> list[Section]:
    """In the site's groups and order; asked for, the core features of all groups come first. Two queries."""
    stored = board.stored
    cells = sheets([stored.product], list(stored.features.values()))[0].cells
    lines = [_line(board, part, cell) for part, cell in zip(board.parts, cells, strict=True)]
    core = [line for line in lines if core_first and line.feature.is_core]
    left = [line for line in lines if not (core_first and line.feature.is_core)]
    found = [_section("core", _("Core features"), core)]
    for group in FeatureGroup:
        found.append(_section(group.value, str(group.label), [one for one in left if one.feature.group == group]))
    return [section for section in found if section.lines or section.beside]


def _section(slug: str, name: str, lines: list[Line]) -> Section:
    beside = tuple(line for line in lines if not line.is_applicable)
    return Section(slug, name, tuple(line for line in lines if line.is_applicable), beside)


def _line(board: Board, part: Part, cell: Cell) -> Line:
    stored = board.stored
    shown = explained(cell, stored.of_feature(part.feature.pk), stored.decisions.get(part.feature.pk))
    is_decided = part.feature.pk in stored.decisions
    is_empty = all(row.is_blank for row in part.rows)
    return Line(part, shown, cell.state != EntryState.NOT_APPLICABLE or is_decided or not is_empty)
