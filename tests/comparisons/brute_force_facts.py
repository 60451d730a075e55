"""What the brute force reads of the catalogue, once: insoles with their prices and makers' words, and look-for rows with what counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import floor

from catalogue.models import Cell, Choice, Feature, LookFor, Offer, Problem, Product, ReferenceRate, Suitability

MET, NOT_MET, UNKNOWN, AVOID = "met", "not met", "unknown", "avoid"


@dataclass(frozen=True)
class Row:
    """A look-for row with the weight that its evidence leaves it."""

    feature: Feature
    met: frozenset[str]
    avoid: frozenset[str]
    weight: int

    @cached_property
    def qualifies(self) -> bool:
        """Whether meeting it can list a product: a supporting feature, met by having it."""
        return self.feature.group == "support" and bool(self.qualifying)

    @cached_property
    def qualifying(self) -> set[str]:
        """The choices that meet it by having the feature."""
        return {choice.slug for choice in self.meeting if not choice.is_absent}

    def outcome(self, cell: Cell) -> str:
        """Exactly one of four."""
        if not cell.has_value:
            return UNKNOWN
        shown = {choice.slug for choice in cell.choices}
        if shown & self.avoid:
            return AVOID
        if shown & {choice.slug for choice in self.meeting}:
            return MET
        is_open_list = self.feature.kind == "choices"
        return UNKNOWN if is_open_list or cell.is_unspecified or cell.is_presence_disputed else NOT_MET

    @cached_property
    def meeting(self) -> list[Choice]:
        """The choices that meet it: those named, else any that is not absent."""
        choices = list(self.feature.choices.all())
        return [c for c in choices if c.slug in self.met] if self.met else [c for c in choices if not c.is_absent]


@dataclass(frozen=True)
class Subject:
    """A product with all that is known of it."""

    product: Product
    cells: Mapping[str, Cell]
    prices: Mapping[str, Decimal]
    makers_problems: frozenset[str]

    @property
    def place(self) -> tuple[str, str]:
        """Its place in the order of names."""
        return (self.product.sort_key, self.product.slug)

    @property
    def words(self) -> str:
        """All its names."""
        brand = self.product.brand
        return " ".join([brand.name, *brand.aka, self.product.name, self.product.line, *self.product.aka])

    @property
    def known(self) -> int:
        """How many features show a value."""
        return sum(cell.has_value for cell in self.cells.values())

    def shows(self, feature: str, *choices: str) -> bool:
        """Whether one of these choices is shown."""
        return feature in self.cells and any(choice.slug in choices for choice in self.cells[feature].choices)

    def has(self, feature: str) -> bool:
        """Whether it is known to have the feature, whatever the choice."""
        cell = self.cells[feature]
        return cell.has_value and (cell.number is not None or any(not choice.is_absent for choice in cell.choices))


def rows_by_problem() -> dict[int, list[Row]]:
    """Look-for rows with the weights that count."""
    found: dict[int, list[Row]] = {}
    stored = LookFor.objects.select_related("feature").prefetch_related(
        "feature__choices", "choices", "avoid", "evidence"
    )
    for row in stored:
        weight = row.weight
        directions = {record.direction for record in row.evidence.all()}
        if directions and directions <= {"no_effect", "harms"}:
            weight = 0
        elif directions and directions <= {"no_effect", "harms", "insufficient"}:
            weight = min(weight, 1)
        met = frozenset(choice.slug for choice in row.choices.all())
        avoid = frozenset(choice.slug for choice in row.avoid.all())
        found.setdefault(row.problem_id, []).append(Row(row.feature, met, avoid, weight))
    return found


def makers_problems() -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    groups = dict(Problem.objects.values_list("slug", "group"))
    for said in Suitability.objects.select_related("problem"):
        is_for = said.voice == "maker" and said.says == "for"
        if is_for and groups[said.problem.slug] != "clinician_first":
            found.setdefault(said.product_id, set()).add(said.problem.slug)
    return found


def prices() -> dict[int, dict[str, Decimal]]:
    """Per product and currency: the lowest street price of one pair told in that currency, else the lowest list price."""
    rates = {rate.currency: Fraction(rate.per_euro) for rate in ReferenceRate.objects.all()} | {"EUR": Fraction(1)}
    offers = list(Offer.objects.all())
    seen: dict[tuple[int, str], dict[str, list[Decimal]]] = {}
    for offer in offers:
        for currency in {*rates, *(other.currency for other in offers)}:
            one = _told(offer, currency, rates)
            if one is not None:
                seen.setdefault((offer.product_id, currency), {}).setdefault(offer.price_kind, []).append(one)
    found: dict[int, dict[str, Decimal]] = {}
    for (product, currency), kinds in seen.items():
        usable = kinds.get("street") or kinds.get("list")
        if usable:
            found.setdefault(product, {})[currency] = min(usable)
    return found


def _told(offer: Offer, currency: str, rates: Mapping[str, Fraction]) -> Decimal | None:
    """The price of one pair in a currency to a hundredth, half of one up; None where a rate is missing."""
    one = Fraction(offer.amount) / offer.pairs
    if offer.currency != currency:
        if not {offer.currency, currency} <= set(rates):
            return None
        one = one / rates[offer.currency] * rates[currency]
    return Decimal(floor(one * 100 + Fraction(1, 2))) / 100
