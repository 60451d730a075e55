"""The sources that a comparison cites, numbered from 1 in the order in which they are first named."""

from dataclasses import dataclass, field

from catalogue.models import Source, Statement
from catalogue.wording import SourceMark, short_date, statement_mark


@dataclass(frozen=True, slots=True)
class Citation:
    """One source with its number."""

    number: int
    source: Source

    @property
    def date(self) -> str:
        """When it speaks."""
        return short_date(self.source)


@dataclass
class Citations:
    """Grows as cells are made: each source has one number, whoever speaks in it."""

    _by_source: dict[int, Citation] = field(default_factory=dict)
    _marks: dict[tuple[int, str], SourceMark] = field(default_factory=dict)

    def number(self, statement: Statement) -> int:
        """The number of a statement's source. Needs the source loaded."""
        known = self._by_source.get(statement.source_id)
        if known is None:
            known = self._by_source[statement.source_id] = Citation(len(self._by_source) + 1, statement.source)
        return known.number

    def mark(self, statement: Statement) -> SourceMark:
        """Who says so and when: made once for each source and voice, since a source speaks in many cells."""
        speaker = statement.source_id, statement.voice
        known = self._marks.get(speaker)
        if known is None:
            known = self._marks[speaker] = statement_mark(statement)
        return known

    @property
    def listed(self) -> list[Citation]:
        """All of them, by number."""
        return list(self._by_source.values())
