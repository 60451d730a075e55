"""How the page of an insole shows things: the same control as beside a list, and whether a size is offered."""

from decimal import Decimal
from typing import Protocol

from django import template

from comparisons.index import Index
from comparisons.presentation import Presentation, presentation
from comparisons.selection import Selection
from comparisons.sizes import size_mark

register = template.Library()

register.simple_tag(size_mark, name="offered")


class Asked(Protocol):
    """What the address of the page asks for."""

    @property
    def units(self) -> str:
        """The system of units."""

    @property
    def currency(self) -> str:
        """The currency of prices."""

    @property
    def size(self) -> Decimal | None:
        """The visitor's shoe size."""


@register.simple_tag
def shown_as(asked: Asked, index: Index) -> Presentation:
    """What is in force, and what can be chosen."""
    selection = Selection(units=asked.units, currency=asked.currency, size=asked.size)
    return presentation(selection, index.vocabulary.currencies)
