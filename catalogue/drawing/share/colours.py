"""The colours and lines of the site, in light, as a picture needs them. A test holds them against the style sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

GROUND, SURFACE, EDGE_LINE = "#f6f3ec", "#ffffff", "#e4dfd4"
INK, SOFT, ACCENT, ACCENT_STRONG, ACCENT_TINT = "#1d2624", "#56605c", "#0a5f56", "#06463f", "#e5f1ee"
WARN, WARN_TINT = "#7d4f00", "#fbf1dc"

# The variables --draw-… of the style sheet.
DRAWN: Mapping[str, str] = {
    "ground": SURFACE,
    "paper": "#faf7f0",
    "line": "#33413e",
    "ghost": "#d4d0c6",
    "unknown": "#7e807a",
    "dot": "#b9b8ae",
    "arch": "#a9d3cb",
    "accent": "#0a5f56",
    "cup": "#d3e8e3",
    "pad": "#2f8f83",
    "soft": "#f6e6cb",
    "ring": "#b28640",
    "gel": "#f0d3a0",
    "gel-line": "#a87728",
    "hard": "#d3d7da",
    "grain": "#5d6a70",
    "heat": "#b4482f",
    "body": "#dbe6e2",
    "legs": "#cbdbd6",
    "text": "#24312e",
    "muted": "#56605c",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How one shape is drawn: names of DRAWN, widths and dashes in units of the site's pixels. Empty: not at all."""

    fill: str = ""
    fill_opacity: float = 1.0
    stroke: str = ""
    stroke_width: float = 1.0
    stroke_opacity: float = 1.0
    dash: tuple[float, ...] = ()
    is_round: bool = False


# Which classes say what, in the order of the style sheet: what comes later wins.
RULES: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("base edge part solid hole", {"stroke": "line", "stroke_width": 1.5}),
    ("unknown some several hard-some", {"stroke": "unknown", "stroke_width": 1.25, "dash": (3, 3)}),
    ("solid some several mark", {"stroke": "accent", "stroke_width": 1.5}),
    (
        "ghost dot ring gel-line arch-line contour grain heat edge-on nub-row leader step foot-edge foot-line spine lens",
        {"fill": "", "stroke_width": 1},
    ),
    ("ghost lens", {"stroke": "ghost"}),
    ("leader step foot-line", {"stroke": "unknown"}),
    ("foot-edge paper-edge", {"stroke": "line", "stroke_width": 1.25}),
    ("contour nub-row spine arch-line", {"stroke": "accent"}),
    ("grain edge-on hard-edge hard-some magnet-south", {"stroke": "grain"}),
    ("hard-edge soft-edge contour", {"stroke_width": 1.25, "is_round": True}),
    ("gel-line soft-edge", {"stroke": "gel-line"}),
    ("ring arch-line grain magnet-south", {"stroke_width": 0.8}),
    ("edge-on nub-row", {"stroke_width": 3}),
    ("nub-row", {"dash": (0, 6), "is_round": True}),
    ("arch-line", {"stroke_opacity": 0.55}),
    ("foot-line", {"dash": (2, 2)}),
    ("spine", {"stroke_width": 8, "dash": (5, 3)}),
    ("dot", {"stroke": "dot"}),
    ("ring", {"stroke": "ring"}),
    ("heat", {"stroke": "heat", "stroke_width": 1.5}),
    ("paper foot", {"fill": "paper"}),
    ("soft", {"fill": "soft"}),
    ("gel", {"fill": "gel"}),
    ("arch", {"fill": "arch"}),
    ("cup", {"fill": "cup"}),
    ("pad step-filled zone", {"fill": "pad"}),
    ("post nub", {"fill": "accent"}),
    ("hard plate magnet-south", {"fill": "hard"}),
    ("magnet", {"fill": "grain"}),
    ("nub", {"fill_opacity": 0.6}),
    ("plate", {"fill_opacity": 0.8}),
    ("hole q loose mark", {"fill": "ground"}),
    ("q", {"stroke": "unknown"}),
    ("hit pill", {"fill": ""}),
    ("body foot-zone", {"fill": "body"}),
    ("legs", {"fill": "legs"}),
    ("foot-zone", {"stroke": "ground", "stroke_width": 1.5}),
)
_RULES = tuple((frozenset(names.split()), said) for names, said in RULES)


@lru_cache(maxsize=256)
def style_of(classes: str) -> Style:
    """The style of an element by its classes, written as in the drawings: "d-base d-soft"."""
    own = {name.removeprefix("d-") for name in classes.split()}
    style = Style()
    for names, said in _RULES:
        if names & own:
            style = replace(style, **said)
    return style
