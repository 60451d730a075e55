"""How facts are said: values, states, dates, voices, certainty. Every sentence here is generated from data, never typed per row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils import formats
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from catalogue.choices import Aspect, Certainty, ClaimVerdict, Direction, EntryState, SourceKind, Voice
from catalogue.models import Cell, Choice, Source, Statement
from catalogue.models.columns import folded
from catalogue.units import METRIC, measure


@dataclass(frozen=True, slots=True)
class SourceMark:
    """Who says so: what a mark beside a value shows."""

    voice: str
    voice_name: str
    date: str
    url: str
    title: str


def number_text(number: Decimal, unit: str, units: str = METRIC) -> str:
    """A stored number in the visitor's units and with the local decimal sign: "3.1 mm", "0.12 in", "3,1 mm"."""
    shown = measure(number, unit, units)
    digits = formats.number_format(_trimmed(shown.number))
    if shown.unit == "EU size":
        return _("EU %(number)s") % {"number": digits}
    return f"{digits} {unit_name(shown.unit, shown.number)}".strip()


def _trimmed(number: Decimal) -> Decimal:
    """Without needless zeros, never in powers of ten."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def unit_name(unit: str, number: Decimal = Decimal(2)) -> str:
    """A unit in the page's language; symbols stay as they are."""
    if unit == "months":
        return ngettext("month", "months", int(number) if number == 1 else 2)
    if unit == "days":
        return ngettext("day", "days", int(number) if number == 1 else 2)
    if unit == "EU size":
        return _("EU size")
    return unit


def money(amount: Decimal, currency: str) -> str:
    """An amount without needless zeros, with its currency."""
    plain = amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount
    return f"{formats.number_format(plain)} {currency}"


def choices_text(choices: Iterable[Choice]) -> str:
    """Shown choices in their order."""
    return ", ".join(str(choice.name) for choice in choices)


def value_text(cell: Cell, units: str = METRIC) -> str:
    """What a cell shows, in words; its state where it shows no value."""
    if not cell.has_value:
        return state_text(cell.state)
    if cell.number is not None:
        return number_text(cell.number, cell.feature.unit, units)
    return choices_text(cell.choices)


def statement_text(statement: Statement, units: str = METRIC) -> str:
    """The value of one statement, in words. Needs feature and choice loaded."""
    if statement.number is not None:
        return number_text(statement.number, statement.feature.unit, units)
    return str(statement.choice.name) if statement.choice else ""


def state_text(state: str) -> str:
    """A state with a capital, as it stands in a cell."""
    label = str(EntryState(state).label)
    return label[:1].upper() + label[1:]


STATE_CLASSES: dict[str, str] = {state: f"state--{state.replace('_', '-')}" for state in EntryState.values}


def date_text(partial: str) -> str:
    """A date as precise as it is known: "21 April 2014", "April 2014", "2014"; "date not stated" for none."""
    if not partial:
        return _("date not stated")
    parts = [int(part) for part in partial.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    if len(parts) == 2:
        return formats.date_format(date(parts[0], parts[1], 1), "YEAR_MONTH_FORMAT")
    return formats.date_format(date(*parts), "DATE_FORMAT")


def short_date(source: Source) -> str:
    """When a source speaks, for a mark: its year or the day it was published, else when it was read."""
    if source.published or source.year:
        return date_text(source.dated)
    return _("read %(date)s") % {"date": formats.date_format(source.read_on, "M Y")}


def source_mark(source: Source, voice: str) -> SourceMark:
    """The mark of a source speaking in a voice."""
    url = reverse("catalogue:source", args=[source.slug])
    return SourceMark(voice, str(Voice(voice).label), short_date(source), url, source.title)


def study_mark(source: Source) -> SourceMark:
    """The mark of a study."""
    url = reverse("catalogue:source", args=[source.slug])
    return SourceMark("study", str(source.get_kind_display()), short_date(source), url, source.title)


# What rests on studies, the surest first.
STUDY_KINDS: tuple[str, ...] = (
    SourceKind.GUIDELINE,
    SourceKind.SYSTEMATIC_REVIEW,
    SourceKind.RANDOMISED_TRIAL,
    SourceKind.OBSERVATIONAL,
    SourceKind.LABORATORY,
)


def named_mark(source: Source) -> SourceMark:
    """The mark of a text by its publisher; of a study by its kind."""
    mark = study_mark(source)
    if source.kind in STUDY_KINDS or not source.publisher:
        return mark
    return replace(mark, voice="other", voice_name=source.publisher)


def statement_mark(statement: Statement) -> SourceMark:
    """The mark of one statement. Needs its source loaded."""
    return source_mark(statement.source, statement.voice)


def dispute_text(statements: Sequence[Statement], units: str = METRIC) -> str:
    """All specific values that sources disagree about, each once; barred sources are left out."""
    specific = [s for s in statements if not s.source.is_barred and not (s.choice and s.choice.is_unspecified)]
    return ", ".join(dict.fromkeys(statement_text(statement, units) for statement in specific))


def scale_place(cell: Cell) -> tuple[int, int] | None:
    """(place from 1, length) of a shown choice on its feature's scale; None where it has none. Needs choices loaded."""
    if not cell.feature.is_ordered or len(cell.choices) != 1 or not cell.choices[0].is_on_scale:
        return None
    scale = [choice.pk for choice in cell.feature.choices.all() if choice.is_on_scale and not choice.is_absent]
    place = scale.index(cell.choices[0].pk) + 1 if cell.choices[0].pk in scale else 0
    return place, len(scale)


# Evidence: the wording is generated from direction, certainty and aspect, and from nothing else.

_RESULTS: dict[tuple[str, str], Promise] = {
    (Aspect.TREATMENT, Direction.HELPS): gettext_lazy("less trouble with insoles of this kind than without"),
    (Aspect.TREATMENT, Direction.NO_EFFECT): gettext_lazy("no benefit over what it was compared with"),
    (Aspect.TREATMENT, Direction.MIXED): gettext_lazy("results that point both ways"),
    (Aspect.TREATMENT, Direction.HARMS): gettext_lazy("more trouble with insoles of this kind than without"),
    (Aspect.TREATMENT, Direction.INSUFFICIENT): gettext_lazy("too little to tell"),
    (Aspect.PREVENTION, Direction.HELPS): gettext_lazy("fewer new cases among people who wore them"),
    (Aspect.PREVENTION, Direction.NO_EFFECT): gettext_lazy("no fewer new cases among people who wore them"),
    (Aspect.PREVENTION, Direction.MIXED): gettext_lazy("results on new cases that point both ways"),
    (Aspect.PREVENTION, Direction.HARMS): gettext_lazy("more new cases among people who wore them"),
    (Aspect.PREVENTION, Direction.INSUFFICIENT): gettext_lazy("too little to tell about new cases"),
    (Aspect.MECHANISM, Direction.HELPS): gettext_lazy("in the laboratory: a change in the direction wanted"),
    (Aspect.MECHANISM, Direction.NO_EFFECT): gettext_lazy("in the laboratory: no change"),
    (Aspect.MECHANISM, Direction.MIXED): gettext_lazy("in the laboratory: changes that point both ways"),
    (Aspect.MECHANISM, Direction.HARMS): gettext_lazy("in the laboratory: a change in the direction not wanted"),
    (Aspect.MECHANISM, Direction.INSUFFICIENT): gettext_lazy("in the laboratory: too little to tell"),
    (Aspect.ADVERSE, Direction.HELPS): gettext_lazy("fewer unwanted effects"),
    (Aspect.ADVERSE, Direction.NO_EFFECT): gettext_lazy("no more unwanted effects"),
    (Aspect.ADVERSE, Direction.MIXED): gettext_lazy("unwanted effects in some studies and not in others"),
    (Aspect.ADVERSE, Direction.HARMS): gettext_lazy("more unwanted effects"),
    (Aspect.ADVERSE, Direction.INSUFFICIENT): gettext_lazy("too little to tell about unwanted effects"),
    (Aspect.ASSOCIATION, Direction.HELPS): gettext_lazy(
        "the two go together; that does not say that one causes the other"
    ),
    (Aspect.ASSOCIATION, Direction.NO_EFFECT): gettext_lazy("the two do not go together"),
    (Aspect.ASSOCIATION, Direction.MIXED): gettext_lazy("the two go together in some groups and not in others"),
    (Aspect.ASSOCIATION, Direction.HARMS): gettext_lazy("the two go together in the direction not wanted"),
    (Aspect.ASSOCIATION, Direction.INSUFFICIENT): gettext_lazy("too little to tell whether the two go together"),
    (Aspect.COMFORT, Direction.HELPS): gettext_lazy("rated more comfortable"),
    (Aspect.COMFORT, Direction.NO_EFFECT): gettext_lazy("rated no more comfortable"),
    (Aspect.COMFORT, Direction.MIXED): gettext_lazy("rated differently from person to person"),
    (Aspect.COMFORT, Direction.HARMS): gettext_lazy("rated less comfortable"),
    (Aspect.COMFORT, Direction.INSUFFICIENT): gettext_lazy("too little to tell about comfort"),
}

_SURE: dict[str, Promise] = {
    Certainty.HIGH: gettext_lazy("Studies show: %(result)s."),
    Certainty.MODERATE: gettext_lazy("Studies probably show: %(result)s."),
    Certainty.LOW: gettext_lazy("Studies may show: %(result)s."),
    Certainty.VERY_LOW: gettext_lazy("Very uncertain: %(result)s."),
    "": gettext_lazy("Reported, not graded: %(result)s."),
}


def evidence_text(direction: str, certainty: str, aspect: str) -> str:
    """One sentence for a result, from direction, certainty and aspect alone."""
    return str(_SURE[certainty]) % {"result": str(_RESULTS[aspect, direction])}


def certainty_text(certainty: str) -> str:
    """The grade in words; "not graded" where there is none."""
    if not certainty:
        return _("certainty not graded")
    return _("certainty: %(grade)s") % {"grade": Certainty(certainty).label}


CERTAINTY_STEPS: dict[str, int] = {
    "": 0,
    Certainty.VERY_LOW: 1,
    Certainty.LOW: 2,
    Certainty.MODERATE: 3,
    Certainty.HIGH: 4,
}

VERDICT_CLASSES: dict[str, str] = {
    ClaimVerdict.SUPPORTED: "supported",
    ClaimVerdict.PARTLY_SUPPORTED: "partly",
    ClaimVerdict.CONTRADICTED: "contradicted",
    ClaimVerdict.NO_EVIDENCE: "none",
}


def listed_words(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return pgettext("last of a list", "%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def told(row: Model, field: str) -> str:
    """A text of a row; marked as English where the page's language has no text of its own, so that it is read out as such."""
    text = str(getattr(row, field))
    language = get_language()
    has_own = language in (None, settings.LANGUAGE_CODE) or bool(getattr(row, f"{field}_{language}", ""))
    return text if has_own else in_english(text)


def in_english(text: str) -> str:
    """A text that exists in English only, marked as such on a page in another language."""
    if not text or get_language() in (None, settings.LANGUAGE_CODE):
        return text
    return format_html('<span lang="en">{}</span>', text)


# As alike as this, two names differ by a spelling only.
SAME_BUT_FOR_SPELLING = 0.75


def other_names(names: Sequence[str], known_as: str, count: int) -> list[str]:
    """The first few names that are more than another spelling of one before; misspellings are for the search alone."""
    kept = [known_as]
    for name in names:
        if len(kept) > count:
            break
        if all(SequenceMatcher(None, folded(name), folded(other)).ratio() < SAME_BUT_FOR_SPELLING for other in kept):
            kept.append(name)
    return kept[1:]
