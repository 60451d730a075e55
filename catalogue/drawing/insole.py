"""One insole as an inline SVG: plan above, side view below; small on cards, with labels and key on its own page; smallest, the plan."""

from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from catalogue.drawing.labels import labelled_drawing
from catalogue.drawing.plan import plan_view
from catalogue.drawing.shape import InsoleShape
from catalogue.drawing.side import side_view
from catalogue.drawing.words import description

Size = Literal["plan", "card", "page"]
CARD_BOX = "0 -4 260 160"
PLAN_BOX = "0 -4 260 112"


def insole_svg(shape: InsoleShape, *, label: str, size: Size, decorative: bool = False, name: str = "") -> SafeString:
    """The drawing. `label` says whose it is; what is drawn and what is unknown is added in words.

    By a `name` of its own it can be placed once more, smaller: see `small_svg`.

    The page must also hold `insole_symbols()`. A decorative drawing is hidden from assistive technology.
    """
    if size == "plan":
        drawn, box = plan_view(shape), PLAN_BOX
    elif size == "card":
        drawn, box = _card(shape), CARD_BOX
    else:
        drawn, box = labelled_drawing(shape)
    spoken = (
        'aria-hidden="true"' if decorative else f'role="img" aria-label="{escape(f"{label}: {description(shape)}")}"'
    )
    named = f'id="{name}" ' if name else ""
    start = f'<svg {named}class="draw draw-{size}" viewBox="{box}" {spoken}>'
    return mark_safe(f"{start}{drawn}</svg>")  # noqa: S308 - the label is escaped, the rest are numbers and constants


def small_svg(name: str) -> SafeString:
    """The plan of a card's drawing of this name once more, as small as a word. Decoration."""
    placed = f'<use href="#{escape(name)}" width="26" height="16"/>'
    svg = f'<svg class="draw-small" viewBox="0 0 26 11" aria-hidden="true">{placed}</svg>'
    return mark_safe(svg)  # noqa: S308 - the name is escaped


def _card(shape: InsoleShape) -> str:
    return f'{plan_view(shape)}<g transform="translate(0 150)">{side_view(shape)}</g>'
