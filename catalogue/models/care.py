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


def care_cards(problems: Iterable[Problem], *, all_open: bool = False) -> list[CareCard]:
    """The cards of some problems together, in one query; none without problems."""
    signs = list(RedFlag.objects.for_problems(problems))
    cards = []
    for urgency in Urgency:
        found = tuple(sign for sign in signs if sign.urgency == urgency)
        if found:
            cards.append(CareCard(urgency, found, is_open=all_open or urgency == Urgency.EMERGENCY))
    return cards
