"""Facets as plain data: every control of the list with its label, count, state and the address that one step leads to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _

from catalogue.choices import SHOE_FIT, Category, FeatureGroup
from catalogue.models import Feature
from catalogue.wording import told
from comparisons.index import Answer, FacetCounts, Vocabulary
from comparisons.prepared import Prepared
from comparisons.selection import NOT_STATED, Range

# Beyond this many values the rest is folded, and the fold says how many.
SHOWN_VALUES = 8
FOLD_FROM = 11

OPEN = Range()

# The plan of the price facet for a currency without a reference rate; not a slug.
PRICE_ALONE = "price alone"


class Value(NamedTuple):
    """One value of a facet."""

    slug: str
    name: str
    count: int  # type: ignore[assignment]  # its number, not the method of tuples
    is_chosen: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter. `rule` says how several values work together, `excludes` is the parameter that excludes one, if any."""

    slug: str
    parameter: str
    kind: str
    name: str
    rule: str
    explanation: str = ""
    unit: str = ""
    excludes: str = ""
    glossary: str = ""
    values: tuple[Value, ...] = ()
    not_stated: Value | None = None
    not_applicable: int = 0
    low: Decimal | None = None
    high: Decimal | None = None
    chosen: Range = OPEN

    @property
    def chosen_count(self) -> int:
        """How many values are ticked or excluded, a range counting as one."""
        ticked = sum(value.is_chosen or value.is_excluded for value in self.values)
        return ticked + bool(self.not_stated and self.not_stated.is_chosen) + (self.chosen != OPEN)

    @property
    def is_range(self) -> bool:
        """Whether it is set by two numbers."""
        return self.kind in {"number", "price"}


@dataclass(frozen=True, slots=True)
class FacetSection:
    """Facets under one heading."""

    name: str
    facets: tuple[Facet, ...]
    is_shoe_fit: bool = False


# Groups as the filter column shows them: what must be known first is whether an insole goes into the shoe.
GROUP_ORDER = (FeatureGroup.FIT, *(group for group in FeatureGroup if group != FeatureGroup.FIT))


@dataclass(frozen=True, slots=True)
class Plan:
    """What of a facet is the same for every selection: its words, its values as (slug, name), and how its "not stated" is called."""

    words: Mapping[str, str]
    values: tuple[tuple[str, str], ...] = ()
    not_stated: str = ""


def build_facets(answer: Answer) -> list[Facet]:
    """Every facet of the list in page order, with exact counts."""
    selection = answer.selection
    chosen = {
        "problem": selection.problems,
        "feature": selection.having,
        "maker_says": selection.maker_says,
        "category": selection.categories,
        "brand": selection.brands,
        **selection.any_of,
    }
    excluded = {"brand": selection.not_brands, **selection.excluded}
    ranges = {"price": selection.price, **selection.ranges}
    plans = PLANS.of(answer.index.vocabulary)
    counts = dict(answer.counts())
    found = []
    for slug, plan in plans.items():
        if slug == PRICE_ALONE:
            continue
        if slug == "brand":
            names = dict(plan.values)
            plan = replace(plan, values=tuple((brand, names[brand]) for brand in answer.index.brands_most_first))
        elif slug == "price":
            has_rate = answer.index.vocabulary.rates.worth(selection.currency) is not None
            plan = plan if has_rate else plans[PRICE_ALONE]
            plan = replace(plan, words={**plan.words, "unit": selection.currency})
        found.append(_filled(plan, counts[slug], chosen.get(slug, ()), excluded.get(slug, ()), ranges.get(slug, OPEN)))
    return found


def _filled(plan: Plan, counts: FacetCounts, chosen: Sequence[str], excluded: Sequence[str], bounds: Range) -> Facet:
    """A facet with the counts and choices of one selection."""
    found = counts.values
    return Facet(
        **plan.words,
        values=tuple(
            Value(slug, name, found.get(slug, 0), slug in chosen, slug in excluded) for slug, name in plan.values
        ),
        not_stated=Value(NOT_STATED, plan.not_stated, counts.not_stated, NOT_STATED in chosen)
        if plan.not_stated
        else None,
        not_applicable=counts.not_applicable,
        low=counts.low,
        high=counts.high,
        chosen=bounds,
    )


def filter_group(feature: Feature) -> str:
    """The group whose filters a feature stands among: that of the spec sheet, unless it decides about the fit."""
    return FeatureGroup.FIT if feature.slug in SHOE_FIT else feature.group


def in_page_order(features: Iterable[Feature]) -> list[Feature]:
    """Features as the filter column lists them; within a group as editors ordered them."""
    fit = {slug: place for place, slug in enumerate(SHOE_FIT)}
    groups: dict[str, int] = {group: place for place, group in enumerate(GROUP_ORDER)}
    return sorted(features, key=lambda feature: (groups[filter_group(feature)], fit.get(feature.slug, len(fit))))


def sections(facets: Iterable[Facet], vocabulary: Vocabulary) -> list[FacetSection]:
    """Facets as the filter column shows them: the question first, then group by group."""
    listed = list(facets)
    groups = {feature.slug: filter_group(feature) for feature in vocabulary.features}
    found = [FacetSection("", tuple(facet for facet in listed if facet.slug not in groups))]
    for group in GROUP_ORDER:
        inside = tuple(facet for facet in listed if groups.get(facet.slug) == group)
        if inside:
            found.append(FacetSection(str(group.label), inside, is_shoe_fit=group == FeatureGroup.FIT))
    return found


# What is the same for every selection


def plans_of(vocabulary: Vocabulary) -> dict[str, Plan]:
    """The plan of every facet by its slug, in page order and in the language of the page."""
    plans = [*_fixed_plans(vocabulary), *map(_feature_plan, in_page_order(vocabulary.filterable))]
    alone = _price_plan(_("Only prices in this currency: no reference rate is kept for it."))
    return {**{plan.words["slug"]: plan for plan in plans}, PRICE_ALONE: alone}


PLANS = Prepared(plans_of)


def _plan(
    slug: str, name: str, rule: str, values: Iterable[tuple[str, Any]] = (), not_stated: str = "", **words: str
) -> Plan:
    """A plan; a facet that is no feature is its own kind and parameter.

    An explanation may have marks in it (which language it is in): it is escaped, so that equal ones look equal.
    """
    said = {"slug": slug, "parameter": slug, "kind": slug, "name": name, "rule": rule, **words}
    said["explanation"] = conditional_escape(said.get("explanation", ""))
    return Plan(said, tuple((value, str(label)) for value, label in values), not_stated)


def _fixed_plans(vocabulary: Vocabulary) -> Iterator[Plan]:
    """The facets that are no features."""
    problems = vocabulary.problems
    any_of = _("any of")
    yield _plan("problem", _("Foot problem"), _("up to three"), ((p.slug, p.name) for p in problems))
    yield _plan(
        "maker_says",
        _("The maker says it is for"),
        any_of,
        ((problem.slug, problem.name) for problem in problems if not problem.is_clinician_first),
        explanation=_("What makers say of their own product. A claim, not a finding."),
    )
    yield _plan(
        "feature",
        _("Support features"),
        _("must have all"),
        (
            (feature.slug, feature.name)
            for feature in vocabulary.filterable
            if feature.group == FeatureGroup.SUPPORT and not feature.is_number
        ),
        kind="must_have",
        explanation=_("Each tick narrows the list to insoles that are known to have this part too, whatever the kind."),
    )
    yield _plan("category", _("Kind of insole"), any_of, Category.choices)
    yield _plan("brand", _("Brand"), any_of, ((b.slug, b.name) for b in vocabulary.brands), excludes="not_brand")
    yield _price_plan(_("Prices in other currencies are converted by reference rates and marked “about”."))


def _price_plan(others: str) -> Plan:
    """The facet of prices; `others` says what becomes of prices in other currencies."""
    rule = _("The lowest price asked that we saw for one pair, else the lowest list price.")
    return _plan(
        "price",
        _("Price per pair"),
        _("from – to"),
        not_stated=_("No price seen"),
        explanation=f"{rule} {others}",
        glossary=f"{reverse('catalogue:method')}#prices",
    )


def _feature_plan(feature: Feature) -> Plan:
    """The facet of one feature: any of its choices, or a range of numbers."""
    return _plan(
        feature.slug,
        str(feature.name),
        _("from – to") if feature.is_number else _("any of"),
        () if feature.is_number else ((choice.slug, choice.name) for choice in feature.choices.all()),
        _("Not stated"),
        kind=feature.kind,
        explanation=told(feature, "explanation"),
        glossary=feature.get_absolute_url(),
        unit=feature.unit if feature.is_number else "",
        excludes="" if feature.is_number else f"not_{feature.slug}",
    )
