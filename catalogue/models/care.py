"""Care cards: the warning signs of problems, graded, most urgent first. They stand before every product."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.choices import Urgency
from catalogue.models.problems import Problem, RedFlag


@dataclass(frozen=True, slots=True)
class CareCard:
    """The signs of one urgency. Emergency signs are always open."""

    urgency: Urgency
    signs: tuple[RedFlag, ...]
    is_open: bool

    @property
    def title(self) -> str:
        """What to do, and when."""
        return self.urgency.advice


def care_cards(problems: Iterable[Problem], signs: Iterable[RedFlag], *, all_open: bool = False) -> list[CareCard]:
    """The cards of some problems together, from signs with their problems loaded; none without problems."""
    chosen = {problem.pk for problem in problems}
    return cards_of((sign for sign in signs if not chosen.isdisjoint(sign.concerns)), all_open=all_open)


def cards_of(signs: Iterable[RedFlag], *, all_open: bool = False) -> list[CareCard]:
    """The cards of exactly these signs. Within a card those of few problems stand before those of many."""
    concerned = sorted(signs, key=lambda sign: (len(sign.concerns), sign.slug))
    cards = []
    for urgency in Urgency:
        found = tuple(sign for sign in concerned if sign.urgency == urgency)
        if found:
            cards.append(CareCard(urgency, found, is_open=all_open or urgency == Urgency.EMERGENCY))
    return cards
