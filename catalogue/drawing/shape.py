"""What the drawings know of an insole: plain values by feature, and how much each of them says."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from catalogue.choices import Known, Zone, form_reaches

ShownValue = str | Decimal | frozenset[str] | None

# Every feature that has a place in the drawing, in the order in which it is told, with the zone it sits in.
PART_ZONES: Mapping[str, Zone] = {
    "arch-height": Zone.MIDFOOT,
    "arch-support": Zone.MIDFOOT,
    "heel-cup": Zone.REARFOOT,
    "metatarsal-pad": Zone.FOREFOOT,
    "cushioning": Zone.FULL_LENGTH,
    "heel-cushion": Zone.REARFOOT,
    "forefoot-cushion": Zone.FOREFOOT,
    "medial-posting": Zone.REARFOOT,
    "lateral-wedge": Zone.FULL_LENGTH,
    "rigid-shell": Zone.REARFOOT,
    "stabiliser-plate": Zone.FOREFOOT,
    "heel-recess": Zone.REARFOOT,
    "heel-lift": Zone.REARFOOT,
    "texture-nubs": Zone.FULL_LENGTH,
    "magnets": Zone.FULL_LENGTH,
    "heated": Zone.FULL_LENGTH,
    "volume": Zone.FULL_LENGTH,
    "thickness-heel": Zone.REARFOOT,
    "thickness-forefoot": Zone.FOREFOOT,
    "heel-drop": Zone.FULL_LENGTH,
}

# Choices that say how much, least first, or of which sort. Any other choice that is there says only that it is there.
SPECIFIC_CHOICES: Mapping[str, tuple[str, ...]] = {
    "arch-height": ("low", "medium", "high"),
    "arch-support": ("flexible", "semi-rigid", "rigid"),
    "heel-cup": ("shallow", "medium", "deep"),
    "metatarsal-pad": ("optional", "built-in"),
    "cushioning": ("low", "medium", "high"),
    "rigid-shell": (
        "dense-foam",
        "cork",
        "thermoplastic",
        "fibreglass",
        "carbon-fibre",
    ),
    "stabiliser-plate": ("forefoot", "full-length"),
    "volume": ("low", "medium", "high"),
}
ABSENT_CHOICES = frozenset({"none", Known.NO})


class Presence(Enum):
    """How much is known of one part. Only UNKNOWN and UNSPECIFIED are drawn with a dashed edge."""

    UNKNOWN = "nobody said"
    ABSENT = "known not to be there"
    UNSPECIFIED = "there, how much is not said"
    SPECIFIC = "there, and how much or of which sort is said"
    OUT_OF_REACH = "this form does not reach there"

    @property
    def is_there(self) -> bool:
        """It is drawn as a solid part."""
        return self in {Presence.SPECIFIC, Presence.UNSPECIFIED}


@dataclass(frozen=True, slots=True)
class InsoleShape:
    """The values that can be drawn: choice slugs, numbers in millimetres, None where nobody said."""

    form: str | None = None
    arch_height: str | None = None
    arch_support: str | None = None
    heel_cup: str | None = None
    metatarsal_pad: str | None = None
    cushioning: str | None = None
    heel_cushion: str | None = None
    forefoot_cushion: str | None = None
    medial_posting: str | None = None
    lateral_wedge: str | None = None
    rigid_shell: str | None = None
    stabiliser_plate: str | None = None
    heel_recess: str | None = None
    heel_lift: str | None = None
    texture_nubs: str | None = None
    magnets: str | None = None
    heated: str | None = None
    volume: str | None = None
    thickness_heel: Decimal | None = None
    thickness_forefoot: Decimal | None = None
    heel_drop: Decimal | None = None

    def value(self, slug: str) -> str | Decimal | None:
        """The value of the feature with this slug."""
        value: str | Decimal | None = getattr(self, slug.replace("-", "_"))
        return value

    def presence(self, slug: str) -> Presence:
        """How much is known of the feature with this slug. A stated value wins over the reach of the form."""
        value = self.value(slug)
        if value is None:
            reaches = form_reaches(self.form, slug, PART_ZONES[slug])
            return Presence.UNKNOWN if reaches else Presence.OUT_OF_REACH
        if value in ABSENT_CHOICES:
            return Presence.ABSENT
        choices = SPECIFIC_CHOICES.get(slug, (Known.YES,))
        return Presence.SPECIFIC if isinstance(value, Decimal) or value in choices else Presence.UNSPECIFIED

    def level(self, slug: str) -> int:
        """Place on the scale, 1 for the least; 0 where there is none."""
        choices = SPECIFIC_CHOICES[slug]
        value = self.value(slug)
        return choices.index(value) + 1 if isinstance(value, str) and value in choices else 0

    @property
    def arch(self) -> Presence:
        """The arch as it is drawn: the height decides, the stiffness alone says that there is one."""
        height = self.presence("arch-height")
        support = self.presence("arch-support")
        if height.is_there or support is Presence.ABSENT:
            return height if height.is_there else Presence.ABSENT
        return Presence.UNSPECIFIED if support.is_there else height

    def with_presence(self, presence: Presence) -> list[str]:
        """The slugs of the parts of which this much is known, in the order of telling."""
        return [slug for slug in PART_ZONES if self.presence(slug) is presence]


NUMBERS = frozenset({"thickness-heel", "thickness-forefoot", "heel-drop"})


def shape_from(values: Mapping[str, ShownValue]) -> InsoleShape:
    """The shape told by shown values (feature slug to value). A value of the wrong kind counts as not stated."""
    drawable: dict[str, Any] = {}
    for slug in (Known.FORM, *PART_ZONES):
        value = values.get(slug)
        if isinstance(value, Decimal if slug in NUMBERS else str):
            drawable[slug.replace("-", "_")] = value
    return InsoleShape(**drawable)
