"""What a share picture says: plain values with every word in them, and the key of their content."""

import hashlib
from dataclasses import dataclass

from catalogue.drawing.shape import InsoleShape

# Raised when the same values are drawn in another way: kept pictures of before are then passed over.
DRAWING_VERSION = 1


@dataclass(frozen=True, slots=True)
class SharedInsole:
    """One insole: its names, and its shape as far as it is known."""

    brand: str
    name: str
    shape: InsoleShape


@dataclass(frozen=True, slots=True)
class Line:
    """A label, what is said of it, and a remark below that must not be cut off."""

    label: str
    text: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonPicture:
    """Up to six insoles side by side, and in what they differ. Without insoles only the words are drawn."""

    kind: str
    title: str
    insoles: tuple[SharedInsole, ...]
    lead: str
    points: tuple[str, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class ProductPicture:
    """One insole with the few values that say most of it."""

    kind: str
    insole: SharedInsole
    facts: tuple[Line, ...]
    note: str
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class ProblemPicture:
    """One foot problem: where it is, and what to look for; or that a professional comes first, and then nothing else."""

    kind: str
    name: str
    region: str
    lead: str
    points: tuple[Line, ...]
    summary: str
    note: str
    alt: str
    is_professional_first: bool = False


SharePicture = ComparisonPicture | ProductPicture | ProblemPicture


def content_key(picture: SharePicture) -> str:
    """Equal for pictures that look the same. Words are drawn as they are, so that it differs between languages."""
    content = f"{DRAWING_VERSION} {picture!r}"
    return hashlib.sha256(content.encode()).hexdigest()[:32]
