"""Getting used to an insole, how long it lasts and what that costs, and taking it back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from catalogue.choices import GuidePointKind
from catalogue.insole_page.spec import Lines, SaidLine, SpecLine
from catalogue.models import GuidePoint, Offer, Price, Rates, price_of
from catalogue.wording import date_text, money

BREAK_IN, LIFE_SPANS = "break-in", ("lifetime-months", "lifetime-km")
TAKING_BACK = ("trial-days", "returnable-after-wear", "warranty")
CENT = Decimal("0.01")
KM_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class WearingIn:
    """What is said of getting used to this insole, and what is said of insoles as such."""

    line: SpecLine | None
    plan: tuple[GuidePoint, ...]
    stop_signs: tuple[GuidePoint, ...]


@dataclass(frozen=True, slots=True)
class LifeSpan:
    """How long one source says that it lasts, and what a month or a hundred kilometres of that cost; nothing without a price."""

    said: SaidLine
    cost: str


@dataclass(frozen=True, slots=True)
class Life:
    """Every life span that a source states, and the price that their costs are worked out from, in words."""

    spans: tuple[LifeSpan, ...]
    price: str
    is_old: bool

    @property
    def is_disputed(self) -> bool:
        """Whether sources give different life spans in one unit."""
        by_feature = [(span.said.statement.feature_id, span.said.value) for span in self.spans]
        return len({feature for feature, _value in by_feature}) < len(set(by_feature))


def wearing_in(lines: Lines, points: Iterable[GuidePoint]) -> WearingIn:
    """What this insole's sources say, then the general points."""
    listed = list(points)
    return WearingIn(
        line=next(iter(lines.said(BREAK_IN)), None),
        plan=tuple(point for point in listed if point.kind == GuidePointKind.WEARING_IN),
        stop_signs=tuple(point for point in listed if point.kind == GuidePointKind.STOP_SIGN),
    )


def life_of(lines: Lines, offers: Iterable[Offer], currency: str, rates: Rates, today: date) -> Life:
    """Each life span with its cost, by the price that the page shows. A barred source gives none."""
    price = price_of(offers, currency, rates)
    spans = [
        LifeSpan(said, cost_text(said, price) if price else "")
        for line in filter(None, map(lines, LIFE_SPANS))
        for said in line.said
        if not said.barred_because
    ]
    return Life(tuple(spans), price_text(price) if price else "", price is not None and price.offer.is_old(today))


def cost_text(said: SaidLine, price: Price) -> str:
    """What a month, or a hundred kilometres, of a life span costs; nothing for a life span of none."""
    number, unit = said.statement.number, said.statement.feature.unit
    if not number:
        return ""
    times, words = {
        "months": (1, _("%(cost)s a month")),
        "km": (KM_AT_ONCE, _("%(cost)s for 100 km")),
    }.get(unit, (0, ""))
    cost = (price.amount * times / number).quantize(CENT, ROUND_HALF_UP)
    return words % {"cost": about(money(cost, price.currency), price)} if words else ""


def price_text(price: Price) -> str:
    """The price behind a cost, with its age."""
    seen = price.offer.seen_on
    return _("%(price)s for one pair, %(seen)s") % {
        "price": about(money(price.amount, price.currency), price),
        "seen": _("seen %(date)s") % {"date": date_text(seen)} if seen else date_text(""),
    }


def about(amount: str, price: Price) -> str:
    """An amount; "about" where its price was converted."""
    return _("about %(price)s") % {"price": amount} if price.is_about else amount


def taking_back(lines: Lines) -> Iterator[SpecLine]:
    """What is said of trying it on, taking it back and a guarantee."""
    yield from lines.said(*TAKING_BACK)
