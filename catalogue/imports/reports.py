"""What loading says afterwards: what was done, or every fault in words an editor understands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: which entry, which field, and why."""

    file: str
    entry: str
    field: str
    reason: str

    def __str__(self) -> str:
        where = " · ".join(part for part in (self.file, self.entry, self.field) if part)
        return f"{where}: {self.reason}"


class BadFixtures(Exception):  # noqa: N818  # they are bad, and nothing went wrong in the code
    """The files have faults; nothing was changed."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


def faults_in(file: str, entry: str, error: ValidationError) -> list[Fault]:
    """Everything that a ValidationError says; the field is empty for what concerns the entry as a whole."""
    if not hasattr(error, "error_dict"):
        return [Fault(file, entry, "", message) for message in error.messages]
    return [
        Fault(file, entry, "" if name == NON_FIELD_ERRORS else name, message)
        for name, messages in error.message_dict.items()
        for message in messages
    ]


@dataclass(slots=True)
class Report:
    """What loading did, counted by kind of row (plural names); `written` are the new and the changed rows."""

    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    written: list[models.Model] = field(default_factory=list)
    entries: int | None = None

    @property
    def changes_anything(self) -> bool:
        """Whether any row was written."""
        return bool(self.new or self.changed)

    def lines(self) -> list[str]:
        """One line a kind, in the order in which they were met, and one for the spec entries."""
        kinds = list(dict.fromkeys([*self.new, *self.changed, *self.same]))
        rows = [f"{kind}: {self.new[kind]} new, {self.changed[kind]} changed, {self.same[kind]} same" for kind in kinds]
        return rows if self.entries is None else [*rows, f"spec entries: {self.entries}"]
