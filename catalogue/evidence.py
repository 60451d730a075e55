"""Study results at a glance: what a cell of the overview says. Results that differ stand side by side and are never averaged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.choices import Aspect, Certainty, Direction
from catalogue.models import Evidence
from catalogue.wording import CERTAINTY_STEPS

# Whether people fared better comes first; what changed in a laboratory comes last.
ASPECTS_IN_ORDER = (
    Aspect.TREATMENT,
    Aspect.PREVENTION,
    Aspect.COMFORT,
    Aspect.ADVERSE,
    Aspect.ASSOCIATION,
    Aspect.MECHANISM,
)

_SHORT: dict[tuple[str, str], Promise] = {
    (Aspect.TREATMENT, Direction.HELPS): gettext_lazy("in favour"),
    (Aspect.TREATMENT, Direction.NO_EFFECT): gettext_lazy("no benefit found"),
    (Aspect.TREATMENT, Direction.MIXED): gettext_lazy("mixed"),
    (Aspect.TREATMENT, Direction.HARMS): gettext_lazy("more trouble"),
    (Aspect.TREATMENT, Direction.INSUFFICIENT): gettext_lazy("too little to tell"),
    (Aspect.PREVENTION, Direction.HELPS): gettext_lazy("fewer new cases"),
    (Aspect.PREVENTION, Direction.NO_EFFECT): gettext_lazy("no fewer new cases"),
    (Aspect.PREVENTION, Direction.MIXED): gettext_lazy("new cases: mixed"),
    (Aspect.PREVENTION, Direction.HARMS): gettext_lazy("more new cases"),
    (Aspect.PREVENTION, Direction.INSUFFICIENT): gettext_lazy("new cases: too little to tell"),
    (Aspect.COMFORT, Direction.HELPS): gettext_lazy("comfort: rated higher"),
    (Aspect.COMFORT, Direction.NO_EFFECT): gettext_lazy("comfort: rated no higher"),
    (Aspect.COMFORT, Direction.MIXED): gettext_lazy("comfort: differs from person to person"),
    (Aspect.COMFORT, Direction.HARMS): gettext_lazy("comfort: rated lower"),
    (Aspect.COMFORT, Direction.INSUFFICIENT): gettext_lazy("comfort: too little to tell"),
    (Aspect.ADVERSE, Direction.HELPS): gettext_lazy("fewer unwanted effects"),
    (Aspect.ADVERSE, Direction.NO_EFFECT): gettext_lazy("no more unwanted effects"),
    (Aspect.ADVERSE, Direction.MIXED): gettext_lazy("unwanted effects: mixed"),
    (Aspect.ADVERSE, Direction.HARMS): gettext_lazy("more unwanted effects"),
    (Aspect.ADVERSE, Direction.INSUFFICIENT): gettext_lazy("unwanted effects: too little to tell"),
    (Aspect.ASSOCIATION, Direction.HELPS): gettext_lazy("go together; no insole tested"),
    (Aspect.ASSOCIATION, Direction.NO_EFFECT): gettext_lazy("do not go together; no insole tested"),
    (Aspect.ASSOCIATION, Direction.MIXED): gettext_lazy("go together in some groups; no insole tested"),
    (Aspect.ASSOCIATION, Direction.HARMS): gettext_lazy("go together in the direction not wanted; no insole tested"),
    (Aspect.ASSOCIATION, Direction.INSUFFICIENT): gettext_lazy("whether they go together: too little to tell"),
    (Aspect.MECHANISM, Direction.HELPS): gettext_lazy("laboratory only: change wanted"),
    (Aspect.MECHANISM, Direction.NO_EFFECT): gettext_lazy("laboratory only: no change"),
    (Aspect.MECHANISM, Direction.MIXED): gettext_lazy("laboratory only: changes both ways"),
    (Aspect.MECHANISM, Direction.HARMS): gettext_lazy("laboratory only: change not wanted"),
    (Aspect.MECHANISM, Direction.INSUFFICIENT): gettext_lazy("laboratory only: too little to tell"),
}

_SIGNS: dict[str, str] = {
    Direction.HELPS: "+",
    Direction.NO_EFFECT: "=",
    Direction.MIXED: "±",
    Direction.HARMS: "!",
    Direction.INSUFFICIENT: "?",
}
# Neither says that anybody fared better or worse, so neither has the sign of its direction.
_SIGNS_OF_ASPECTS: dict[str, str] = {Aspect.MECHANISM: "◇", Aspect.ASSOCIATION: "↔"}


@dataclass(frozen=True, slots=True)
class ResultLine:
    """Results of one kind: sign, words and how sure, with how many there are. `tone` is a class word."""

    sign: str
    text: str
    certainty: str
    count: int
    tone: str


def short_result(direction: str, aspect: str) -> str:
    """A result in a few words, from direction and aspect alone."""
    return str(_SHORT[aspect, direction])


def result_sign(direction: str, aspect: str) -> str:
    """A sign that stands beside the words, never for them."""
    return _SIGNS_OF_ASPECTS.get(aspect, _SIGNS[direction])


def certainty_span(grades: Sequence[str]) -> str:
    """How sure results of one kind are: "low certainty", "very low to moderate certainty, some not graded"."""
    graded = sorted({grade for grade in grades if grade}, key=CERTAINTY_STEPS.__getitem__)
    if not graded:
        return _("not graded")
    lowest, highest = Certainty(graded[0]).label, Certainty(graded[-1]).label
    span = _("%(grade)s certainty") % {"grade": lowest}
    if lowest != highest:
        span = _("%(lowest)s to %(highest)s certainty") % {"lowest": lowest, "highest": highest}
    return span if all(grades) else _("%(span)s, some not graded") % {"span": span}


def result_lines(records: Iterable[Evidence]) -> list[ResultLine]:
    """Every kind of result once, in a fixed order; opposing ones one below the other."""
    grades: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record in records:
        grades[record.aspect, record.direction].append(record.certainty)
    kinds = [(aspect, direction) for aspect in ASPECTS_IN_ORDER for direction in Direction]
    return [
        ResultLine(
            sign=result_sign(direction, aspect),
            text=short_result(direction, aspect),
            certainty=certainty_span(grades[aspect, direction]),
            count=len(grades[aspect, direction]),
            tone="laboratory" if aspect in _SIGNS_OF_ASPECTS else str(direction).replace("_", "-"),
        )
        for aspect, direction in kinds
        if (aspect, direction) in grades
    ]
