"""The drawings of the site as pixels: their paths, their colours, their room."""

import re
from dataclasses import replace
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest
from django.conf import settings

from catalogue.drawing import InsoleShape, insole_svg
from catalogue.drawing.body import SPOTS
from catalogue.drawing.outlines import FORM_OUTLINES, PARTS, TEXTURES, UNKNOWN_PARTS
from catalogue.drawing.plan import plan_view
from catalogue.drawing.share import colours
from catalogue.drawing.share.frame import SIGN
from catalogue.drawing.share.paths import lines_of
from catalogue.drawing.share.raster import drawn
from tests.share_pictures import (
    RICH,
    colours_of,
    rgb,
)

STYLES = (Path(settings.BASE_DIR) / "catalogue/static/catalogue/underfoot.css").read_text(encoding="utf-8")


class TestPaths:
    def test_lines_curves_and_half_circles_end_where_they_should(self) -> None:
        for d, end in {
            "M1 2L3 4": (3, 4),
            "M1 2h5v-1": (6, 1),
            "M0 0C1 9 8 9 9 0": (9, 0),
            "M0 0c1 9 8 9 9 0s8-9 9 0": (18, 0),
            "M0 2q2-2 4 0t4 0": (8, 2),
            "M3 4a2 2 0 1 0 4 0": (7, 4),
        }.items():
            assert lines_of(d)[0].points[-1] == pytest.approx(end), d

    def test_a_circle_keeps_its_distance_from_its_middle(self) -> None:
        (circle,) = lines_of("M205 50a9 9 0 1 1 18 0a9 9 0 1 1-18 0Z")
        assert circle.is_closed
        assert all(hypot(x - 214, y - 50) == pytest.approx(9) for x, y in circle.points)
        assert {round(y) for _x, y in circle.points} >= {41, 59}

    def test_a_half_circle_bulges_to_the_side_that_is_asked_for(self) -> None:
        over, under = (lines_of(f"M0 0a5 5 0 0 {sweep} 10 0")[0].points for sweep in (1, 0))
        assert min(y for _x, y in over) == pytest.approx(-5)
        assert max(y for _x, y in under) == pytest.approx(5)

    def test_every_part_of_a_path_is_followed(self) -> None:
        assert [line.is_closed for line in lines_of("M0 0h9M0 5h9v3zM1 1L2 2")] == [False, True, False]

    def test_curves_are_followed_closely(self) -> None:
        for d in (*FORM_OUTLINES.values(), *PARTS.values()):
            for line in lines_of(d):
                assert max(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line.points)) < 70, d

    def test_every_arc_of_the_drawings_is_half_an_ellipse(self) -> None:
        drawings = [*PARTS.values(), *FORM_OUTLINES.values(), *(tile for *_size, tile in TEXTURES), *SIGN]
        arcs = [arc for d in drawings for arc in re.findall(r"a([\d.]+) [\d.]+ 0 [01] [01] ?(-?[\d.]+) (-?[\d.]+)", d)]
        assert arcs
        assert all(abs(float(across)) == 2 * float(radius) and float(down) == 0 for radius, across, down in arcs)


class TestColours:
    def test_they_are_those_of_the_style_sheet(self) -> None:
        light = STYLES[: STYLES.index("prefers-color-scheme: dark")]
        tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", light))
        for name, colour in colours.DRAWN.items():
            if name != "ground":
                assert tokens[f"draw-{name}"] == colour, name
        for token, colour in {
            "sunk": colours.GROUND,
            "line": colours.EDGE_LINE,
            "ink": colours.INK,
            "soft": colours.SOFT,
            "accent": colours.ACCENT,
            "accent-strong": colours.ACCENT_STRONG,
            "accent-tint": colours.ACCENT_TINT,
            "warn": colours.WARN,
            "warn-tint": colours.WARN_TINT,
        }.items():
            assert tokens[token] == colour, token

    def test_every_class_is_drawn_as_the_style_sheet_says(self) -> None:
        for classes in drawn_classes():
            assert as_written(colours.style_of(classes)) == css_of(classes), classes

    def test_the_sign_is_that_of_the_pages(self) -> None:
        head = (Path(settings.BASE_DIR) / "templates/base.html").read_text(encoding="utf-8")
        assert all(f'd="{d}"' in head for d in SIGN)


def drawn_classes() -> set[str]:
    """Every set of classes that an insole or a figure is drawn with."""
    shapes = [RICH, InsoleShape(), InsoleShape(form="heel-insert", arch_support="stated-only", heel_cup="stated-only")]
    shapes += [InsoleShape(form=form, metatarsal_pad="optional", rigid_shell="stated-only") for form in FORM_OUTLINES]
    shapes += [InsoleShape(heel_lift="yes", heel_recess="yes", lateral_wedge="yes", heated="yes", volume="low")]
    shapes += [InsoleShape(stabiliser_plate=choice, arch_height="adjustable") for choice in ("forefoot", "stated-only")]
    markup = "".join(insole_svg(shape, label="", size="card") for shape in shapes)
    markup += "".join(tile for *_size, tile in TEXTURES) + "".join(spot.drawn for spot in SPOTS.values())
    found = {classes for classes in re.findall(r'class="([^"]+)"', markup) if "draw" not in classes}
    return found | {"d-q", "d-zone", "d-foot", "d-foot-line", "d-foot-edge"}


def css_of(classes: str) -> dict[str, str]:
    """What the style sheet says of an element with these classes, of what we draw."""
    part = STYLES[STYLES.index("the classes that catalogue/drawing writes") : STYLES.index(".d-region:is")]
    own = {f".{name}" for name in classes.split()}
    said: dict[str, str] = {}
    for selector, body in re.findall(r"^  (?::is\()?(\.[^{]+?)\)? \{ (.+) \}$", part, re.MULTILINE):
        if own & set(selector.split(", ")):
            said |= dict(item.split(": ", 1) for item in body.rstrip(" ;").split("; "))
    said = {
        name: re.sub(r"var\(--draw-([a-z-]+)\)", r"\1", value) for name, value in ({"stroke-width": "1"} | said).items()
    }
    line = {"stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap"}
    drawn = {"fill", "fill-opacity"} | (line if said.get("stroke", "none") != "none" else set())
    return {name: value for name, value in said.items() if name in drawn and value not in {"none", "transparent"}}


def as_written(style: colours.Style) -> dict[str, str]:
    """Our style in the words of a style sheet; what says nothing new is left out."""

    def number(value: float) -> str:
        return f"{value:g}".removeprefix("0") if 0 < value < 1 else f"{value:g}"

    said = {"fill": style.fill, "stroke": style.stroke}
    said["fill-opacity"] = number(style.fill_opacity) if style.fill_opacity != 1 else ""
    said["stroke-opacity"] = number(style.stroke_opacity) if style.stroke_opacity != 1 else ""
    said["stroke-dasharray"] = " ".join(map(number, style.dash))
    said["stroke-linecap"] = "round" if style.is_round else ""
    said["stroke-width"] = number(style.stroke_width) if style.stroke else ""
    return {name: value for name, value in said.items() if value}


class TestTheInsole:
    def test_is_drawn_in_the_colours_of_its_parts(self) -> None:
        image = drawn(plan_view(RICH), (424, 1032), unit=4, pixel=1, origin=(3, 3), is_upright=True)
        found = colours_of(image)
        assert {rgb(colours.DRAWN[name]) for name in ("pad", "cup", "arch", "gel", "soft", "hard", "accent")} <= found

    def test_shows_nothing_solid_where_nothing_is_known(self) -> None:
        found = colours_of(
            drawn(plan_view(InsoleShape()), (424, 1032), unit=4, pixel=1, origin=(3, 3), is_upright=True)
        )
        assert not {rgb(colours.DRAWN[name]) for name in ("pad", "cup", "arch", "soft", "line", "accent")} & found
        assert rgb(colours.DRAWN["unknown"]) in found

    @pytest.mark.parametrize("is_upright", [True, False])
    @pytest.mark.parametrize("form", [None, *FORM_OUTLINES])
    def test_stays_within_its_room_whatever_its_form(self, form: str | None, is_upright: bool) -> None:
        size = (106, 258) if is_upright else (258, 106)
        image = drawn(
            plan_view(replace(RICH, form=form, lateral_wedge="yes")),
            size,
            unit=1,
            pixel=1,
            origin=(3, 3),
            is_upright=is_upright,
        )
        edge = [(x, y) for x in range(size[0]) for y in (0, size[1] - 1)]
        edge += [(x, y) for y in range(size[1]) for x in (0, size[0] - 1)]
        assert {image.getpixel(place) for place in edge} == {rgb(colours.SURFACE)}

    def test_lies_with_its_toes_up_when_it_is_upright(self) -> None:
        heel_only = plan_view(InsoleShape(form="heel-cup", heel_cup="deep"))
        image = drawn(heel_only, (106, 258), unit=1, pixel=1, origin=(3, 3), is_upright=True)
        cup = rgb(colours.DRAWN["cup"])
        rows = [y for y in range(258) for x in range(106) if image.getpixel((x, y)) == cup]
        assert min(rows) > 129

    def test_has_every_piece_that_a_drawing_may_name(self) -> None:
        everything = "".join(f'<use href="#d-{name}" class="d-line"/>' for name in (*FORM_OUTLINES, *PARTS))
        everything += "".join(f'<use href="#d-{name}-unknown"/>' for name in UNKNOWN_PARTS)
        assert drawn(everything, (260, 100), unit=1, pixel=1).size == (260, 100)
