"""Made-up share pictures, and what tests measure on the drawn ones."""

import io
from dataclasses import replace
from decimal import Decimal

from PIL import Image, ImageColor

from catalogue.drawing import InsoleShape
from catalogue.drawing.share import ComparisonPicture, Line, ProblemPicture, ProductPicture, SharedInsole

LONG_NAME = (
    "Größenverstellbare Fersenkissenübersichtlichkeitsverordnung with longitudinal and metatarsal arch, Morton’s extra"
)
LONG_BRAND = "Balbala Orthopädietechnische Werkstätten International"
LONG_WORDS = (
    "high arch, full length of the insole, everyday shoe, running shoe, hiking boot, ski boot and whatever comes"
)
RICH = InsoleShape(
    form="full-length",
    arch_height="high",
    arch_support="rigid",
    heel_cup="deep",
    cushioning="high",
    heel_cushion="yes",
    forefoot_cushion="yes",
    rigid_shell="carbon-fibre",
    metatarsal_pad="built-in",
    medial_posting="yes",
    texture_nubs="yes",
    magnets="yes",
    thickness_heel=Decimal("6.5"),
)
SHORT = SharedInsole("Testa", "Nonesuch", InsoleShape(form="three-quarter", heel_cup="shallow"))
LONG = SharedInsole(LONG_BRAND, LONG_NAME, RICH)


def comparison(*insoles: SharedInsole, points: int = 3, title: str = "") -> ComparisonPicture:
    """These insoles, with differences that are too long for a line."""
    return ComparisonPicture("Made-up kind", title, insoles, "Differences", (LONG_WORDS * 2,) * points, "Made up")


def product(insole: SharedInsole = SHORT, facts: int = 5) -> ProductPicture:
    """An insole with so many values, all too long."""
    lines = tuple(
        Line(f"{number} {LONG_WORDS}", LONG_WORDS, LONG_WORDS if number % 2 else "") for number in range(facts)
    )
    return ProductPicture("Made-up kind", insole, lines, "" if facts else LONG_WORDS * 3, LONG_WORDS, "Made up")


def problem(name: str = "Made-up ache", region: str = "rearfoot", points: int = 6) -> ProblemPicture:
    """A problem with so many features to look for, all too long."""
    lines = tuple(Line(LONG_WORDS, LONG_WORDS, LONG_WORDS if number % 2 else "") for number in range(points))
    summary = "" if points else LONG_WORDS * 5
    return ProblemPicture("Made-up kind", name, region, "What to look for", lines, summary, LONG_WORDS, "Made up")


def professional_first(name: str = "Made-up ache") -> ProblemPicture:
    """A problem that has to be looked at first."""
    return replace(problem(name, points=0), lead="See a made-up professional", is_professional_first=True)


def opened_picture(content: bytes) -> Image.Image:
    """A file as a picture in full colour."""
    with Image.open(io.BytesIO(content)) as image:
        assert image.format == "PNG"
        return image.convert("RGB")


def rgb(colour: str) -> tuple[int, ...]:
    """A colour of the style sheet as pixels have it."""
    return ImageColor.getrgb(colour)


def colours_of(image: Image.Image) -> set[tuple[int, ...]]:
    """Every colour that is in a picture."""
    found = image.getcolors(image.width * image.height)
    assert found is not None
    return {colour for _count, colour in found if isinstance(colour, tuple)}
