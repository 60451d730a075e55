"""What the page of every insole needs beside the insole: features, what research found of them, general advice, currencies.

Kept in the process for as long as the revision says that nothing changed, so that a page asks one question for all of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from catalogue.models import Evidence, Feature, GuidePoint, Harm, LookFor, Offer, Rates, Revision
from catalogue.models.rates import EURO
from catalogue.models.trial import for_this_trial

Row = TypeVar("Row", Evidence, Harm, LookFor)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Read-only rows. Evidence, harms and look-for rows that avoid something stand under the id of their feature."""

    token: str
    features: tuple[Feature, ...]
    evidence: Mapping[int, tuple[Evidence, ...]]
    harms: Mapping[int, tuple[Harm, ...]]
    avoided: Mapping[int, tuple[LookFor, ...]]
    points: tuple[GuidePoint, ...]
    rates: Rates
    currencies: frozenset[str]


_held: Knowledge | None = None


def current_knowledge() -> Knowledge:
    """What is known now: one question for the token, and a dozen more after a change.

    The token is read before the rows: a change in between makes what is kept look old, never new.
    """
    global _held
    token = Revision.objects.token()
    if (known := for_this_trial("knowledge", partial(_loaded, token))) is not None:
        return known
    held = _held
    if held is None or held.token != token:
        held = _held = _loaded(token)
    return held


def _loaded(token: str) -> Knowledge:
    evidence = Evidence.objects.filter(feature__isnull=False).select_related("problem", "and_problem", "source")
    rates = Rates.stored()
    asked = Offer.objects.order_by().values_list("currency", flat=True).distinct()
    avoided = LookFor.objects.filter(avoid__isnull=False).distinct().select_related("problem")
    return Knowledge(
        token=token,
        features=tuple(Feature.objects.with_choices()),
        evidence=_by_feature(evidence.order_by("problem__position", "key")),
        harms=_by_feature(Harm.objects.filter(feature__isnull=False).prefetch_related("sources")),
        avoided=_by_feature(avoided.prefetch_related("avoid", "sources", "evidence__source")),
        points=tuple(GuidePoint.objects.general()),
        rates=rates,
        currencies=frozenset({EURO, *rates.kept, *asked}),
    )


def _by_feature(rows: Iterable[Row]) -> dict[int, tuple[Row, ...]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.feature_id is not None:
            found[row.feature_id].append(row)
    return {feature: tuple(kept) for feature, kept in found.items()}
