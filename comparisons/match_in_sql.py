"""The match of comparisons.match as columns of a product: what the index's matching is held against.

Every product gets the tallies of the wishes that count for it, over all chosen problems; a group counts as its best child.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from math import lcm
from operator import add
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, NullIf

from catalogue.choices import FeatureKind
from catalogue.models import Problem, SpecEntry, SpecEntryChoice
from comparisons.index import Vocabulary
from comparisons.match import Outcome, Wish, able_children
from comparisons.selection import Selection

if TYPE_CHECKING:
    from catalogue.querysets import ProductQuerySet

Tallies = dict[str, Any]  # name of a column → expression
Child = tuple[Problem, tuple[Wish, ...]]

KNOWN = (Outcome.MET, Outcome.NOT_MET, Outcome.AVOID)


def with_match(products: ProductQuerySet, selection: Selection, vocabulary: Vocabulary) -> ProductQuerySet:
    """Products with the tallies of their match, as aliases; none where a chosen problem needs a professional first."""
    chosen = [problem for problem in map(vocabulary.problem, selection.problems) if problem is not None]
    must = musts(selection, vocabulary)
    groups = [_children(problem, selection, vocabulary) for problem in chosen]
    tallies = _added([_best_child(_able(children, must), must) for children in groups])
    possible = NullIf(Cast(F("possible"), FloatField()), Value(0.0))
    score = ExpressionWrapper(Cast(F("gained"), FloatField()) / possible, FloatField())
    matched = products.alias(**tallies).alias(score=Coalesce(score, Value(0.0)))
    return matched.none() if any(problem.is_clinician_first for problem in chosen) else matched


def is_listed(must: Sequence[str]) -> Q:
    """Known to meet a qualifying wish and every must-have, with a score above 0."""
    met = (Q(**{f"wished_{place}__gt": 0, f"met_{place}": F(f"wished_{place}")}) for place in range(len(must)))
    return reduce(Q.__and__, met, Q(qualified__gt=0, gained__gt=0))


def is_open(must: Sequence[str]) -> Q:
    """Not listed, but nothing known stands against it: what would have to be known is not."""
    places = range(len(must))
    waits = (Q(**{f"met_{place}__lt": F(f"wished_{place}")}) for place in places)
    passable = (Q(**{f"wished_{place}__gt": 0, f"failed_{place}": 0}) for place in places)
    wanting = reduce(Q.__or__, (Q(qualified__gt=0) & wait for wait in waits), Q(open__gt=0))
    return reduce(Q.__and__, passable, Q(avoided=0)) & wanting & ~is_listed(must)


def musts(selection: Selection, vocabulary: Vocabulary) -> list[str]:
    """The must-haves that the chosen problems look for; others have no meaning."""
    wished = {
        wish.feature for slug in selection.problems for child in vocabulary.wishes.get(slug, ()) for wish in child
    }
    return sorted(wished.intersection(selection.must).difference(selection.skip))


def _children(problem: Problem, selection: Selection, vocabulary: Vocabulary) -> list[Child]:
    """The children of a group, or the problem itself, each with the wishes that are not left out."""
    children = vocabulary.children(problem) or (problem,)
    wishes = [tuple(w for w in child if w.feature not in selection.skip) for child in vocabulary.wishes[problem.slug]]
    return list(zip(children, wishes, strict=True))


def _able(children: Sequence[Child], must: Iterable[str]) -> list[Child]:
    able = able_children([wishes for _, wishes in children], frozenset(must))
    return [child for child in children if child[1] in able]


def _best_child(children: Sequence[Child], must: Sequence[str]) -> Tallies:
    """The tallies of each product's best-scoring child; of equal ones the first counts."""
    if len(children) == 1:
        return _tallies(children[0][1], must, OuterRef("pk"))
    tallies = {problem.pk: _tallies(wishes, must, OuterRef(OuterRef("pk"))) for problem, wishes in children}
    weights = {problem.pk: sum(wish.weight for wish in wishes) for problem, wishes in children}
    whole = lcm(*filter(None, weights.values()))
    scores = {pk: one["gained"] * Value(whole // (weights[pk] or whole)) for pk, one in tallies.items()}
    # Compared, not ordered by: SQLite cannot see the product from within an ORDER BY two queries down.
    best = Problem.objects.alias(score=_by_child(scores), highest=Greatest(*scores.values()))
    ranked = best.filter(pk__in=tallies, score=F("highest")).order_by("position", "slug")
    names = next(iter(tallies.values()))
    return {
        name: Subquery(
            ranked.annotate(tally=_by_child({pk: one[name] for pk, one in tallies.items()})).values("tally")[:1]
        )
        for name in names
    }


def _by_child(values: Mapping[int, Any]) -> Case:
    return Case(*(When(pk=pk, then=value) for pk, value in values.items()), output_field=IntegerField())


def _added(groups: Sequence[Tallies]) -> Tallies:
    return {name: reduce(add, (tallies[name] for tallies in groups)) for name in groups[0]}


def _tallies(wishes: Sequence[Wish], must: Sequence[str], product: OuterRef) -> Tallies:
    """The tallies of one list of wishes. `wished_0`, `met_0`, `failed_0` are those of the first must-have, and so on."""

    def total(among: Iterable[Wish], points: Callable[[Wish], Mapping[Outcome, int]]) -> Any:
        return _total(among, points, product)

    # What meets a qualifying wish in the sense that lists a product: a choice that is met and not absent.
    qualifying = [replace(wish, met=wish.qualifying) for wish in wishes if wish.qualifying]
    asked = [wish for wish in wishes if wish.qualifying]
    tallies = {
        "gained": total(wishes, lambda wish: {Outcome.MET: wish.weight, Outcome.AVOID: -wish.weight}),
        "possible": Value(sum(wish.weight for wish in wishes)),
        "unknown": Value(len(wishes)) - total(wishes, _one_for(*KNOWN)),
        "avoided": total(wishes, _one_for(Outcome.AVOID)),
        "qualified": total(qualifying, _one_for(Outcome.MET)),
        "open": Value(len(asked)) - total(asked, _one_for(*KNOWN)),
    }
    for place, feature in enumerate(must):
        rows = [wish for wish in wishes if wish.feature == feature]
        tallies[f"wished_{place}"] = Value(len(rows))
        tallies[f"met_{place}"] = total(rows, _one_for(Outcome.MET))
        tallies[f"failed_{place}"] = total(rows, _one_for(Outcome.NOT_MET, Outcome.AVOID))
    return tallies


def _one_for(*outcomes: Outcome) -> Callable[[Wish], Mapping[Outcome, int]]:
    return lambda _wish: dict.fromkeys(outcomes, 1)


def _total(wishes: Iterable[Wish], points: Callable[[Wish], Mapping[Outcome, int]], product: OuterRef) -> Any:
    """The points of a product's shown entries. Wishes without a shown value get none: they are unknown."""
    cases = [
        When(condition, then=Value(points(wish).get(outcome, 0)))
        for wish in wishes
        for outcome, condition in _outcomes(wish)
    ]
    if not cases:
        return Value(0)
    shown = SpecEntry.objects.filter(product=product).with_value().order_by().values("product")
    summed = shown.annotate(total=Sum(Case(*cases, default=Value(0), output_field=IntegerField())))
    return Coalesce(Subquery(summed.values("total")), Value(0))


def _outcomes(wish: Wish) -> list[tuple[Outcome, Q]]:
    """Outcomes with the condition on a shown entry, the first that holds counting."""
    about = Q(feature=wish.row.feature_id) if wish.row else Q(feature__slug=wish.feature)
    is_open = Q() if wish.kind == FeatureKind.CHOICES else _shows(wish, wish.unspecified) | Q(is_presence_disputed=True)
    return [
        (Outcome.AVOID, about & _shows(wish, wish.avoid)),
        (Outcome.MET, about & _shows(wish, wish.counts_as_met)),
        (Outcome.UNKNOWN, about & is_open),
        (Outcome.NOT_MET, about),
    ]


def _shows(wish: Wish, choices: frozenset[str]) -> Q:
    """That an entry shows one of these choices."""
    if wish.kind == FeatureKind.CHOICES:
        return Q(Exists(SpecEntryChoice.objects.filter(entry=OuterRef("pk"), choice__slug__in=sorted(choices))))
    return Q(choice__slug__in=sorted(choices))
