"""What nobody states of some insoles, put as questions that can be sent to a maker."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.models import Feature, Product
from catalogue.wording import unit_name
from comparisons.kind import KnownKind
from comparisons.matrix import Matrix

# A question offers the answers as long as they are this few.
MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Questions:
    """Features that nobody states, and a message that asks for them."""

    features: tuple[Feature, ...]
    message: str

    @property
    def lines(self) -> int:
        """How many lines the message has, two more for those that are broken."""
        return self.message.count("\n") + 3


def questions(matrix: Matrix, kind: KnownKind | None) -> Questions | None:
    """What to ask: core features that nobody states, and those that set the kind apart. None where nothing is open."""
    marking = {marking.feature for marking in kind.features} if kind else set()
    unstated = (row.feature for row in matrix.rows if not row.is_known)
    asked = tuple(feature for feature in unstated if feature.is_core or feature in marking)
    if not asked or not matrix.products:
        return None
    return Questions(asked, _message(matrix.products, asked))


def _message(products: Sequence[Product], features: Sequence[Feature]) -> str:
    """A whole message in plain text. Several products stand in brackets: whoever sends it keeps the one that is meant."""
    names = " / ".join(product.full_name for product in products)
    opening = _("I would like to know this about your insole %(name)s and could not find it stated anywhere:")
    asked = [f"{number}. {question(feature)}" for number, feature in enumerate(features, 1)]
    return "\n".join(
        [
            _("Hello,"),
            "",
            opening % {"name": names if len(products) == 1 else f"[{names}]"},
            "",
            *asked,
            "",
            _("Is there a page or a leaflet of yours that says so? Then please name it."),
            _("Thank you"),
        ]
    )


def question(feature: Feature) -> str:
    """One feature as a question, with its unit or the answers to choose from. Needs its choices loaded."""
    words = {"feature": feature.name}
    if feature.is_number:
        return _("%(feature)s: how much, in %(unit)s?") % {**words, "unit": unit_name(feature.unit)}
    offered = [choice for choice in feature.choices.all() if not choice.is_unspecified]
    if feature.takes_several or len(offered) > MOST_OFFERED:
        return _("%(feature)s: which?") % words
    return _("%(feature)s: %(choices)s?") % {**words, "choices": " / ".join(str(choice.name) for choice in offered)}
