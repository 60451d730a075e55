"""How an insole goes into a shoe: where it lies, what it adds to the height under the foot, and which sizes it comes in."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.choices import EntryState, Known
from catalogue.insole_page.spec import Lines, SpecLine
from catalogue.models import Sheet
from catalogue.sizes import SizeRow, size_rows
from catalogue.units import METRIC
from catalogue.wording import number_text


@dataclass(frozen=True, slots=True)
class Way:
    """One way to wear it, and what that adds. The way is not named where there is only one."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Added:
    """What an insole adds at one place of the shoe, and what its thickness was measured on."""

    place: str
    ways: tuple[Way, ...]
    is_known: bool
    context: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """What decides whether an insole goes into a shoe, as far as somebody says it."""

    where: str
    added: tuple[Added, ...]
    facts: tuple[SpecLine, ...]
    sizes: tuple[SpecLine, ...]
    table: tuple[SizeRow, ...]

    @property
    def is_computed(self) -> bool:
        """Whether the thickness is known at one place at least."""
        return any(one.is_known for one in self.added)


def fit_of(sheet: Sheet, lines: Lines, *, stock: Decimal | None, size: Decimal | None, units: str = METRIC) -> Fit:
    """All of it, for a shoe whose own insole is this thick, where the visitor told."""
    replaces = takes_the_place(lines)
    return Fit(
        where=_where(replaces, lines(Known.PLACEMENT)),
        added=tuple(_added(sheet, lines, replaces, stock, units)),
        facts=tuple(lines.said("footwear", Known.PLACEMENT, Known.NEEDS_REMOVABLE_INSOLE, "volume", "width")),
        sizes=tuple(lines.said(Known.SIZES_FROM, Known.SIZES_TO, "sizes-for", "trim-to-fit")),
        table=tuple(size_rows(size)),
    )


def takes_the_place(lines: Lines) -> bool | None:
    """Whether it lies where the shoe's own insole was; None where nobody says, or sources say both."""
    placement, removable = lines(Known.PLACEMENT), lines(Known.NEEDS_REMOVABLE_INSOLE)
    said = _places_named(placement) if placement is not None and placement.cell.has_value else set()
    if said:
        return None if {Known.REPLACES} < said else Known.REPLACES in said
    is_needed = removable is not None and removable.cell.slugs == (Known.YES,) and not removable.cell.is_disputed
    return True if is_needed else None


def _places_named(placement: SpecLine) -> set[str]:
    """Every place that a source names, those of barred sources left out."""
    named = (line.statement.choice for line in placement.said if not line.barred_because)
    return {choice.slug for choice in named if choice is not None}


def _where(replaces: bool | None, placement: SpecLine | None) -> str:
    if replaces:
        return _("It takes the place of the insole that came with the shoe: take that one out first.")
    if replaces is None:
        return _("No source we read says for sure whether the insole that came with the shoe has to come out first.")
    stays = _("The insole that came with the shoe stays in.")
    words = {
        Known.UNDERNEATH: _("It lies under the insole that came with the shoe, which stays in."),
        Known.STUCK_IN: _("It is stuck into the shoe. The insole that came with it can stay in."),
        Known.ON_TOP: _("It lies on top of the insole that came with the shoe, which stays in."),
    }
    places = list(_places_named(placement)) if placement else []
    return words.get(places[0], stays) if len(places) == 1 else stays


def _added(
    sheet: Sheet,
    lines: Lines,
    replaces: bool | None,
    stock: Decimal | None,
    units: str,
) -> Iterator[Added]:
    places = {Known.THICKNESS_HEEL: _("At the heel"), Known.THICKNESS_FOREFOOT: _("At the ball of the foot")}
    for feature, place in places.items():
        cell, line = sheet.cell(feature), lines(feature)
        if cell is None or line is None:
            continue
        if cell.number is not None:
            ways = tuple(ways_to_wear(cell.number, replaces, stock, units))
            yield Added(place, ways, is_known=True, context=line.context)
        elif cell.state == EntryState.NOT_APPLICABLE:
            yield Added(place, (Way("", _("It does not reach there.")),), is_known=False)
        else:
            unknown = _("How thick it is there is not stated, so nothing can be worked out.")
            yield Added(place, (Way("", unknown),), is_known=False)


def ways_to_wear(
    thickness: Decimal,
    replaces: bool | None,  # three answers, not a switch
    stock: Decimal | None,
    units: str = METRIC,
) -> Iterator[Way]:
    """All of its thickness is added where the shoe's own insole stays in, else what it is thicker than that one."""
    own = number_text(thickness, "mm", units)
    whole = _("It adds %(amount)s, all of its thickness.") % {"amount": own}
    if replaces is not False:
        unknown = _("It is %(amount)s thick. Say above how thick your shoe’s own insole is.") % {"amount": own}
        name = "" if replaces else _("In place of the shoe’s own insole:")
        yield Way(name, unknown if stock is None else difference_text(thickness, stock, units))
    if not replaces:
        yield Way("" if replaces is False else _("On top of it:"), whole)


def difference_text(thickness: Decimal, stock: Decimal, units: str = METRIC) -> str:
    """What changes when the shoe's own insole gives way to one of this thickness."""
    numbers = {
        "amount": number_text(abs(thickness - stock), "mm", units),
        "own": number_text(thickness, "mm", units),
        "stock": number_text(stock, "mm", units),
    }
    if thickness > stock:
        return _("It adds %(amount)s: %(own)s thick, less the %(stock)s that you take out.") % numbers
    if thickness < stock:
        return _("It takes away %(amount)s: %(own)s thick, less the %(stock)s that you take out.") % numbers
    return _("It changes nothing: it is as thick as what you take out, %(stock)s.") % numbers
