"""An oracle: the meanings of the list, written out product by product in plain Python, with no thought for speed.

The index and the SQL are both held against it. It knows selections, products, cells and look-for rows, and none of their code; what a word
and its stem are it takes from the search. No query here is misspelt: what slips are forgiven has tests of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from catalogue.models import Cell, Feature, Problem, Product, sheets
from comparisons.search.folding import stem, words_of
from comparisons.selection import Range, Selection
from tests.comparisons.brute_force_facts import (
    AVOID,
    MET,
    NOT_MET,
    UNKNOWN,
    Row,
    Subject,
    makers_problems,
    prices,
    rows_by_problem,
)

# What a product is to one condition or look-for row.
YES, NO, NOT_KNOWN = "yes", "no", "not known"


OWN_FACETS = ("problem", "feature", "brand", "category", "maker_says", "price")


@dataclass(frozen=True)
class Verdict:
    """What a product is to the chosen problems."""

    is_listed: bool
    is_open: bool
    score: Fraction = Fraction(0)
    unknown: int = 0


@dataclass
class Counts:
    """What stands beside one facet."""

    values: dict[str, int] = field(default_factory=dict)
    not_stated: int = 0
    not_applicable: int = 0
    low: Decimal | None = None
    high: Decimal | None = None


class BruteForce:
    """The catalogue as it stands, read once."""

    def __init__(self) -> None:
        self.features = list(Feature.objects.prefetch_related("choices"))
        self.problems = list(Problem.objects.order_by("position", "slug"))
        products = list(Product.objects.filter(status="published").select_related("brand"))
        self.brands = sorted({product.brand.slug for product in products})
        self.rows = rows_by_problem()
        self.subjects = sorted(self._subjects(products), key=lambda subject: subject.place)

    def _subjects(self, products: Sequence[Product]) -> list[Subject]:
        makers = makers_problems()
        all_prices = prices()
        return [
            Subject(
                sheet.product,
                {cell.feature.slug: cell for cell in sheet.cells},
                all_prices.get(sheet.product.pk, {}),
                frozenset(makers.get(sheet.product.pk, ())),
            )
            for sheet in sheets(products, self.features)
        ]

    @cached_property
    def filterable(self) -> list[Feature]:
        """The features that have a facet."""
        return [feature for feature in self.features if feature.is_filterable]

    def facets(self) -> list[str]:
        """Every facet."""
        return [*OWN_FACETS, *(feature.slug for feature in self.filterable)]

    def ask(self, selection: Selection) -> "Asked":
        """One selection."""
        return Asked(self, selection)


class Asked:
    """What one selection lists and counts."""

    def __init__(self, world: BruteForce, selection: Selection) -> None:
        self.world, self.selection = world, selection
        self._children = {problem.slug: self._children_of(problem) for problem in world.problems}
        self.verdicts = {s.product.pk: self._verdict(s, selection.problems) for s in world.subjects}

    @cached_property
    def listed(self) -> list[int]:
        """Ids in the order in force."""
        return self._in_order(s for s in self.world.subjects if self._passes(s) == YES)

    @cached_property
    def unknown(self) -> list[int]:
        """Ids of those that would be listed if more were known, in the same order."""
        return self._in_order(s for s in self.world.subjects if self._passes(s) == NOT_KNOWN)

    @cached_property
    def not_fitting(self) -> int:
        """How many pass, or may pass, all but the chosen problems, which they are known not to fit."""
        if not self.selection.problems or self._needs_professional(self.selection.problems):
            return 0
        others = [s for s in self.world.subjects if self._passes(s, but="problem") != NO]
        return sum(self._fits_problems(s) == NO for s in others)

    def counts(self, facet: str) -> Counts:
        """What stands beside one facet."""
        base = [s for s in self.world.subjects if self._passes(s, but=facet) == YES]
        counters: dict[str, Callable[[list[Subject]], Counts]] = {
            "problem": self._problem_counts,
            "feature": self._must_have_counts,
            "price": self._price_counts,
            "brand": lambda base: _tally(base, self.world.brands, lambda s: [s.product.brand.slug]),
            "category": lambda base: _tally(base, (), lambda s: [s.product.category] if s.product.category else []),
            "maker_says": lambda base: _tally(base, (), lambda s: s.makers_problems),
        }
        return counters[facet](base) if facet in counters else self._feature_counts(facet, base)

    # One product

    def _passes(self, subject: Subject, but: str = "") -> str:
        """All conditions together, those of one facet left out."""
        verdicts = {verdict for facet, verdict in self._judged[subject.product.pk] if facet != but}
        return next((verdict for verdict in (NO, NOT_KNOWN) if verdict in verdicts), YES)

    @cached_property
    def _judged(self) -> dict[int, list[tuple[str, str]]]:
        """Every product's verdict on each condition, with the facet that the condition belongs to."""
        return {s.product.pk: list(self._judge(s)) for s in self.world.subjects}

    def _judge(self, subject: Subject) -> Iterator[tuple[str, str]]:
        for facet in self._used_facets():
            yield facet, YES if self._passes_facet(subject, facet) else NO
        for verdict in self._open_conditions(subject):
            yield "whatever the facet", verdict
        yield "problem", self._fits_problems(subject)

    def _used_facets(self) -> list[str]:
        chosen = self.selection
        own = {
            "feature": chosen.having,
            "brand": chosen.brands,
            "category": chosen.categories,
            "maker_says": chosen.maker_says,
            "price": chosen.price != Range(),
        }
        return [
            *(name for name, value in own.items() if value),
            *chosen.any_of,
            *(set(chosen.ranges) - set(chosen.any_of)),
        ]

    def _passes_facet(self, subject: Subject, facet: str) -> bool:
        chosen = self.selection
        if facet == "feature":
            return all(subject.has(feature) for feature in chosen.having)
        if facet == "brand":
            return subject.product.brand.slug in chosen.brands
        if facet == "category":
            return subject.product.category in chosen.categories
        if facet == "maker_says":
            return bool(subject.makers_problems & set(chosen.maker_says))
        if facet == "price":
            price = subject.prices.get(chosen.currency)
            return price is not None and _lies_in(price, chosen.price)
        return self._passes_feature(subject.cells[facet])

    def _passes_feature(self, cell: Cell) -> bool:
        slug = cell.feature.slug
        wanted = self.selection.any_of.get(slug, ())
        if cell.state in {"not_stated", "not_checked"}:
            return "not_stated" in wanted
        bounds = self.selection.ranges.get(slug)
        if cell.number is not None:
            return bounds is not None and _lies_in(cell.number, bounds)
        return any(choice.slug in wanted for choice in cell.choices)

    def _open_conditions(self, subject: Subject) -> list[str]:
        """The conditions that know "not known"."""
        chosen = self.selection
        verdicts = [_keeps(subject.cells[slug], choices) for slug, choices in chosen.excluded.items()]
        verdicts.append(NO if subject.product.brand.slug in chosen.not_brands else YES)
        verdicts.append(NO if self._lacks_words(subject) else YES)
        if chosen.is_stock_insole_fixed:
            verdicts.append(_fits_over_stock_insole(subject))
        return verdicts

    def _lacks_words(self, subject: Subject) -> bool:
        asked = words_of(self.selection.query)
        return bool(self.selection.query) and not (asked and _holds(words_of(subject.words), asked))

    # Problems

    def _needs_professional(self, problems: Iterable[str]) -> bool:
        groups = {problem.slug: problem.group for problem in self.world.problems}
        return any(groups[slug] == "clinician_first" for slug in problems)

    def _fits_problems(self, subject: Subject) -> str:
        if not self.selection.problems:
            return YES
        verdict = self.verdicts[subject.product.pk]
        return YES if verdict.is_listed else NOT_KNOWN if verdict.is_open else NO

    def _verdict(self, subject: Subject, problems: Sequence[str]) -> Verdict:
        """One match over the rows of all problems, a group by its best child; none where a professional comes first."""
        if not problems or self._needs_professional(problems):
            return Verdict(is_listed=False, is_open=False)
        children = {slug: self._children[slug] for slug in problems}
        looked_for = {row.feature.slug for lists in children.values() for rows in lists for row in rows}
        must = looked_for.intersection(self.selection.must)
        judged: list[tuple[Row, str]] = []
        for lists in children.values():
            judged += self._best(subject, lists, must)
        return _verdict_on(subject, judged, must)

    def _children_of(self, problem: Problem) -> list[list[Row]]:
        """The rows of a problem, or those of each child of a group; rows left out by the visitor are gone."""
        children = [p for p in self.world.problems if p.parent_id == problem.pk] or [problem]
        skip = self.selection.skip
        return [[row for row in self.world.rows.get(p.pk, []) if row.feature.slug not in skip] for p in children]

    def _best(self, subject: Subject, lists: list[list[Row]], must: set[str]) -> list[tuple[Row, str]]:
        """The outcomes of the best-scoring child, the first of equals; with must-haves only children that look for them."""
        needed = must & {row.feature.slug for rows in lists for row in rows}
        able = [rows for rows in lists if needed <= {row.feature.slug for row in rows}] or lists
        tried = [[(row, row.outcome(subject.cells[row.feature.slug])) for row in rows] for rows in able]
        best = max(_score(judged) for judged in tried)
        return next(judged for judged in tried if _score(judged) == best)

    # Counts

    def _problem_counts(self, base: list[Subject]) -> Counts:
        """Results with each problem as the only one."""
        slugs = [problem.slug for problem in self.world.problems]
        return Counts({slug: sum(self._verdict(s, (slug,)).is_listed for s in base) for slug in slugs})

    def _must_have_counts(self, _base: list[Subject]) -> Counts:
        """Results with each support feature added."""
        listed = [s for s in self.world.subjects if self._passes(s) == YES]
        support = [f.slug for f in self.world.filterable if f.group == "support" and f.kind != "number"]
        return Counts({slug: sum(s.has(slug) for s in listed) for slug in support})

    def _price_counts(self, base: list[Subject]) -> Counts:
        prices = [s.prices[self.selection.currency] for s in base if self.selection.currency in s.prices]
        return Counts(not_stated=len(base) - len(prices), low=min(prices, default=None), high=max(prices, default=None))

    def _feature_counts(self, slug: str, base: list[Subject]) -> Counts:
        cells = [s.cells[slug] for s in base]
        numbers = [cell.number for cell in cells if cell.number is not None]
        choices = next(f for f in self.world.features if f.slug == slug).choices.all()
        return Counts(
            {choice.slug: sum(choice in cell.choices for cell in cells) for choice in choices},
            not_stated=sum(cell.state in {"not_stated", "not_checked"} for cell in cells),
            not_applicable=sum(cell.state == "not_applicable" for cell in cells),
            low=min(numbers, default=None),
            high=max(numbers, default=None),
        )

    # Order

    def _in_order(self, subjects: Iterable[Subject]) -> list[int]:
        order = self.selection.order
        name = order.removeprefix("-")
        ordered = sorted(subjects, key=lambda s: s.place)
        if name == "name":
            ordered = ordered[::-1] if order.startswith("-") else ordered
        else:
            ordered.sort(key=lambda s: self._rank(s, name, -1 if order.startswith("-") else 1))
        return [s.product.pk for s in ordered]

    def _rank(self, subject: Subject, name: str, sign: int) -> tuple[Any, ...]:
        """What is sorted by before the name; what has no rank comes last whichever way."""
        if name == "match":
            verdict = self.verdicts[subject.product.pk]
            return (-verdict.score, verdict.unknown)
        if name == "known":
            return (sign * subject.known,)
        number = subject.prices.get(self.selection.currency) if name == "price" else subject.cells[name].number
        return (number is None, sign * (number or 0))


def _score(judged: Iterable[tuple[Row, str]]) -> Fraction:
    """Weights met less weights to avoid, out of all weights."""
    judged = list(judged)
    whole = sum(row.weight for row, _ in judged)
    gained = sum(row.weight for row, outcome in judged if outcome == MET)
    lost = sum(row.weight for row, outcome in judged if outcome == AVOID)
    return Fraction(gained - lost, whole) if whole else Fraction(0)


def _verdict_on(subject: Subject, judged: list[tuple[Row, str]], must: set[str]) -> Verdict:
    score, unknown = _score(judged), sum(outcome == UNKNOWN for _, outcome in judged)
    qualifies = any(
        row.qualifies and outcome == MET and subject.shows(row.feature.slug, *row.qualifying) for row, outcome in judged
    )
    may_qualify = any(row.qualifies and outcome == UNKNOWN for row, outcome in judged)
    musts = [[outcome for row, outcome in judged if row.feature.slug == feature] for feature in must]
    if qualifies and score > 0 and all(outcomes and set(outcomes) == {MET} for outcomes in musts):
        return Verdict(is_listed=True, is_open=False, score=score, unknown=unknown)
    spoilt = any(outcome == AVOID for _, outcome in judged)
    failed = any(not outcomes or NOT_MET in outcomes for outcomes in musts)
    waits_for_must = qualifies and any(UNKNOWN in outcomes for outcomes in musts)
    is_open = not spoilt and not failed and (may_qualify or waits_for_must)
    return Verdict(is_listed=False, is_open=is_open, score=score, unknown=unknown)


def _keeps(cell: Cell, excluded: Sequence[str]) -> str:
    """Whether an exclusion keeps a product: it shows something else, or cannot have it at all."""
    if any(choice.slug in excluded for choice in cell.choices):
        return NO
    return YES if cell.has_value or cell.state == "not_applicable" else NOT_KNOWN


def _fits_over_stock_insole(subject: Subject) -> str:
    if subject.shows("needs-removable-insole", "yes") or subject.shows("placement", "replaces", "underneath"):
        return NO
    if subject.shows("needs-removable-insole", "no") or subject.shows("placement", "on-top", "stuck-in"):
        return YES
    form, thickness = subject.cells.get("form"), subject.cells.get("thickness-heel")
    if form and form.choices and not subject.shows("form", "full-length"):
        return YES
    return YES if thickness and thickness.number is not None and thickness.number <= 3 else NOT_KNOWN


def _lies_in(number: Decimal, bounds: Range) -> bool:
    return not ((bounds.low is not None and number < bounds.low) or (bounds.high is not None and number > bounds.high))


def _tally(base: list[Subject], words: Iterable[str], said: Callable[[Subject], Iterable[str]]) -> Counts:
    counts = dict.fromkeys(words, 0)
    for subject in base:
        for word in said(subject):
            counts[word] = counts.get(word, 0) + 1
    return Counts(counts)


def _holds(names: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether every word asked for begins, or is another form of, a word of the names; two may be written as one."""
    if not asked:
        return True

    def is_held(word: str) -> bool:
        return any(name.startswith(word) or stem(name) == stem(word) for name in names)

    alone = is_held(asked[0]) and _holds(names, asked[1:])
    return alone or (len(asked) > 1 and is_held(asked[0] + asked[1]) and _holds(names, asked[2:]))
