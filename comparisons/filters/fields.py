"""Form fields that keep what they can read of an address and record what they cannot."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django_filters.widgets import SuffixedMultiWidget

from catalogue.units import parse_number
from comparisons.selection import NOT_STATED, Range

Bad = tuple[str, str, str]  # (end of the parameter's name, value, why)

LONGEST_QUERY = 100


class RecordsBad(forms.Field):
    """A field whose clean() never fails: bad values are left out and kept in `bad`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"required": False, **kwargs})
        self.bad: list[Bad] = []

    def refuse(self, value: str, why: str, suffix: str = "") -> None:
        """Record a value that cannot be followed."""
        self.bad.append((suffix, value, why))


class WordsField(RecordsBad):
    """Any number of known words, each once, in the order given."""

    widget = forms.SelectMultiple

    def __init__(
        self, *, words: Iterable[str], why: str = "", at_most: int = 0, too_many: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.words = frozenset(words)
        self.why = why
        self.at_most = at_most
        self.too_many = too_many

    def clean(self, value: Any) -> tuple[str, ...]:
        """The known words; unknown ones, and those over the limit, are recorded."""
        self.bad = []
        known: list[str] = []
        for word in dict.fromkeys(value or ()):
            if word not in self.words:
                self.refuse(word, self.why or _("There is no such choice."))
            elif self.at_most and len(known) == self.at_most:
                self.refuse(word, self.too_many)
            else:
                known.append(word)
        return tuple(known)


class WordField(RecordsBad):
    """One known word; empty where none is given."""

    def __init__(self, *, words: Iterable[str], why: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = frozenset(words)
        self.why = why

    def clean(self, value: Any) -> str:
        """The word, or nothing."""
        self.bad = []
        word = str(value or "")
        if word and word not in self.words:
            self.refuse(word, self.why or _("There is no such choice."))
            return ""
        return word


class QueryField(RecordsBad):
    """What somebody typed into the search box, without control characters and runs of space."""

    def clean(self, value: Any) -> str:
        """The words; too many of them are refused."""
        self.bad = []
        text = " ".join("".join(c if c.isprintable() else " " for c in str(value or "")).split())
        if len(text) > LONGEST_QUERY:
            self.refuse(
                text[:LONGEST_QUERY] + "…",
                _("A search can have %(count)s characters at most.") % {"count": LONGEST_QUERY},
            )
            return ""
        return text


class PageField(RecordsBad):
    """A page number from 1."""

    def clean(self, value: Any) -> int:
        """The number; page 1 where it is none."""
        self.bad = []
        text = str(value or "")
        if not text:
            return 1
        if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text)):
            self.refuse(text, _("This is not the number of a page."))
            return 1
        return int(text)


class MeasureField(RecordsBad):
    """One number within bounds, in a stored unit."""

    def __init__(self, *, unit: str, low: Decimal, high: Decimal, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit, self.low, self.high = unit, low, high

    def clean(self, value: Any) -> Decimal | None:
        """The number, or None."""
        self.bad = []
        if not value:
            return None
        try:
            number = parse_number(str(value), self.unit)
        except ValueError:
            self.refuse(str(value), _("This is not a number."))
            return None
        if not self.low <= number <= self.high:
            bounds = {"low": self.low, "high": self.high}
            self.refuse(str(value), _("This must lie between %(low)s and %(high)s.") % bounds)
            return None
        return number


class RangeWidget(SuffixedMultiWidget):  # type: ignore[misc]  # django-filter has no types
    """Reads <name>_min, <name>_max and <name> itself, which may only be "not_stated"."""

    suffixes = ["min", "max", ""]

    def __init__(self) -> None:
        super().__init__(widgets=[forms.TextInput(), forms.TextInput(), forms.SelectMultiple()])


class RangeField(RecordsBad):
    """Inclusive bounds in a stored unit, and whether products without the number are wanted too."""

    widget = RangeWidget

    def __init__(self, *, unit: str, takes_not_stated: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit = unit
        self.takes_not_stated = takes_not_stated

    def clean(self, value: Any) -> tuple[Range, bool]:
        """(bounds, wants not stated). Each unreadable part is recorded and left open."""
        self.bad = []
        low, high, words = value or (None, None, None)
        return Range(self._bound(low, "_min"), self._bound(high, "_max")), self._wants_not_stated(words or ())

    def _bound(self, text: str | None, suffix: str) -> Decimal | None:
        if not text:
            return None
        try:
            return parse_number(text, self.unit)
        except ValueError:
            why = (
                _("This is not a number in %(unit)s.") % {"unit": self.unit}
                if self.unit
                else _("This is not a number.")
            )
            self.refuse(text, why, suffix)
            return None

    def _wants_not_stated(self, words: Sequence[str]) -> bool:
        for word in dict.fromkeys(words):
            if word != NOT_STATED or not self.takes_not_stated:
                self.refuse(word, _("There is no such choice."))
        return self.takes_not_stated and NOT_STATED in words
