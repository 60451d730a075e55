"""What visitors can type of the insole or shoe that they wear, and the words for how others stand to it.

Only words are made here: what is typed never reaches the server.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.choices import FeatureKind, Known
from catalogue.models import Choice, Feature
from catalogue.units import SPELLINGS, shown_unit
from catalogue.wording import told
from comparisons.index import Vocabulary

ASKED = (Known.THICKNESS_HEEL, Known.THICKNESS_FOREFOOT, Known.ARCH_HEIGHT, Known.FORM)
LENGTHS = "mm"  # the stored unit of what is typed as a number
AMOUNT = "{amount}"  # where the script puts how far two numbers lie apart


@dataclass(frozen=True, slots=True)
class OwnChoice:
    """One choice on offer; `place` is where it stands on the feature's scale, 0 where that says nothing."""

    slug: str
    name: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class OwnField:
    """One feature to type or choose: a number where there are no choices. `more`, `less` and `other` tell a product against it."""

    slug: str
    name: str
    explanation: str
    more: str
    less: str
    other: str
    choices: tuple[OwnChoice, ...] = ()


def own_fields(vocabulary: Vocabulary) -> list[OwnField]:
    """The features asked for that the catalogue has, as far as they are lengths or one choice."""
    found = (vocabulary.feature(slug) for slug in ASKED)
    fields = (_field(feature) for feature in found if feature is not None)
    return [field for field in fields if field is not None]


def _field(feature: Feature) -> OwnField | None:
    more, less = str(feature.more), str(feature.less)
    if feature.kind == FeatureKind.CHOICE:
        choices = tuple(_choices(feature, has_words=bool(more and less)))
        than = _(
            "%(difference)s than in yours"
        )  # an arch is in what one wears; "than yours" could mean that of the foot
        return _made(feature, than, more, less, choices) if choices else None
    if feature.is_number and feature.unit == LENGTHS:
        more = _amount(more) or _("%(amount)s more") % {"amount": AMOUNT}
        less = _amount(less) or _("%(amount)s less") % {"amount": AMOUNT}
        return _made(feature, _("%(difference)s than yours"), more, less)
    return None


def _made(feature: Feature, than: str, more: str, less: str, choices: tuple[OwnChoice, ...] = ()) -> OwnField:
    return OwnField(
        slug=feature.slug,
        name=str(feature.name),
        explanation=told(feature, "explanation"),
        more=than % {"difference": more},
        less=than % {"difference": less},
        other=_("different from yours"),
        choices=choices,
    )


def _amount(words: str) -> str:
    return _("%(amount)s %(words)s") % {"amount": AMOUNT, "words": words} if words else ""


def _choices(feature: Feature, *, has_words: bool) -> Iterator[OwnChoice]:
    """Those on the scale of an ordered feature, else all that say how it is. What has no place beside the others has place 0."""
    offered = [choice for choice in feature.choices.all() if _is_offered(choice, is_ordered=feature.is_ordered)]
    for place, choice in enumerate(offered, 1):
        is_told = has_words and feature.is_ordered and not choice.is_absent
        yield OwnChoice(choice.slug, str(choice.name), place if is_told else 0)


def _is_offered(choice: Choice, *, is_ordered: bool) -> bool:
    return choice.is_on_scale if is_ordered else not choice.is_unspecified


def spellings(units: str) -> dict[str, float]:
    """What may be typed beside a length: word → millimetres. Without a word the visitor's unit is meant."""
    words = {word: float(factor) for word, factor in SPELLINGS[LENGTHS].items()}
    return {**words, "": words[shown_unit(LENGTHS, units)]}
