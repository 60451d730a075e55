"""Share pictures: words and drawings that stay where they belong, files that stay small, keys that tell contents apart."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PIL import Image

from catalogue.choices import Region
from catalogue.drawing.share import SharePicture, colours, content_key, share_png
from catalogue.drawing.share.comparison import FOOT
from catalogue.drawing.share.frame import LEFT, MARGIN, RIGHT, SIZE, TOP
from catalogue.drawing.share.layout import drawn_picture
from tests.share_pictures import (
    LONG,
    LONG_NAME,
    RICH,
    SHORT,
    colours_of,
    comparison,
    opened_picture,
    problem,
    product,
    professional_first,
    rgb,
)

CORNER = 24  # more than the radius of a card
MOST_BYTES = 80 * 1024
EVERY_KIND: dict[str, SharePicture] = {
    **{f"comparison of {count}": comparison(*[LONG] * count) for count in range(1, 7)},
    "comparison of none": comparison(title=LONG_NAME),
    "comparison with a title": comparison(*[LONG] * 4, title=LONG_NAME),
    "insole": product(LONG),
    "insole, nothing known": product(LONG, facts=0),
    "problem": problem(LONG_NAME),
    "problem, nothing to look for": problem(LONG_NAME, "spine", points=0),
    "professional first": professional_first(LONG_NAME),
}


@pytest.mark.parametrize("kind", EVERY_KIND)
class TestEveryPicture:
    def test_is_a_png_of_1200_by_630_and_at_most_80_kilobytes(self, kind: str) -> None:
        content = share_png(EVERY_KIND[kind])
        assert opened_picture(content).size == (1200, 630)
        assert len(content) <= MOST_BYTES

    def test_keeps_its_margins_free(self, kind: str) -> None:
        image = drawn_picture(EVERY_KIND[kind])
        allowed = {rgb(colours.GROUND), rgb(colours.ACCENT_TINT)}
        left, right = image.crop((0, 0, LEFT - 4, SIZE[1])), image.crop((RIGHT + 4, 0, *SIZE))
        below = image.crop((0, SIZE[1] - 8, *SIZE))
        assert colours_of(left) | colours_of(right) | colours_of(below) <= allowed
        assert colours_of(image.crop((0, 0, SIZE[0], MARGIN - 24))) == {rgb(colours.GROUND)}

    def test_comes_out_the_same_twice(self, kind: str) -> None:
        assert share_png(EVERY_KIND[kind]) == share_png(EVERY_KIND[kind])


class TestAComparison:
    @pytest.mark.parametrize("count", range(1, 7))
    def test_every_insole_and_name_stays_in_its_card_however_long_it_is(self, count: int) -> None:
        image = drawn_picture(comparison(*[LONG] * count))
        bottom = panel_of(image) - FOOT
        found = cards_of(image)
        assert len(found) == count
        for left, right in found:
            ring = [
                (left + 4, TOP + CORNER, left + 10, bottom - CORNER),
                (right - 10, TOP + CORNER, right - 4, bottom - CORNER),
                (left + CORNER, TOP + 4, right - CORNER, TOP + 10),
                (left + CORNER, bottom - 10, right - CORNER, bottom - 4),
            ]
            assert {colour for box in ring for colour in colours_of(image.crop(box))} == {rgb(colours.SURFACE)}
        assert colours_of(image.crop((0, bottom + 2, SIZE[0], bottom + FOOT))) == {rgb(colours.GROUND)}

    def test_draws_each_insole_from_its_own_values(self) -> None:
        rich, plain = (drawn_picture(comparison(SHORT, insole)) for insole in (replace(SHORT, shape=RICH), SHORT))
        assert rich.crop((0, 0, 600, 630)).tobytes() == plain.crop((0, 0, 600, 630)).tobytes()
        assert rich.crop((600, 0, 1200, 630)).tobytes() != plain.crop((600, 0, 1200, 630)).tobytes()

    def test_writes_all_names_in_one_size_so_that_none_wins(self) -> None:
        both = drawn_picture(comparison(SHORT, replace(SHORT, name=LONG_NAME)))
        other = drawn_picture(comparison(SHORT, replace(SHORT, name=LONG_NAME[:-3])))
        alone = drawn_picture(comparison(SHORT, SHORT))
        first = (0, TOP, 600, 400)
        assert both.crop(first).tobytes() == other.crop(first).tobytes() != alone.crop(first).tobytes()


def panel_of(image: Image.Image) -> int:
    """Where the panel of differences begins."""
    return next(y for y in range(SIZE[1]) if image.getpixel((2, y)) == rgb(colours.ACCENT_TINT))


def cards_of(image: Image.Image) -> list[tuple[int, int]]:
    """From where to where each card reaches, told from the free room between them."""
    middle = image.crop((0, TOP, SIZE[0], panel_of(image)))
    ground = [
        x for x in range(SIZE[0]) if colours_of(middle.crop((x, 0, x + 1, middle.height))) == {rgb(colours.GROUND)}
    ]
    return [(before + 1, after) for before, after in pairwise(ground) if after - before > 1]


class TestAProblem:
    @pytest.mark.parametrize("region", Region.values)
    def test_marks_its_place(self, region: str) -> None:
        found = colours_of(drawn_picture(problem(region=region)).crop((892, TOP, RIGHT, 574)))
        assert {rgb(colours.DRAWN["pad"]), rgb(colours.DRAWN["accent"])} & found

    def test_an_unknown_place_is_drawn_without_a_mark(self) -> None:
        found = colours_of(drawn_picture(problem(region="made-up")).crop((892, TOP, RIGHT, 574)))
        assert rgb(colours.DRAWN["body"]) in found
        assert not {rgb(colours.DRAWN["pad"]), rgb(colours.DRAWN["accent"])} & found

    def test_shows_what_to_look_for_but_not_where_a_professional_comes_first(self) -> None:
        looked_for = problem(points=3)
        first = replace(looked_for, is_professional_first=True, summary="Made-up advice.")
        assert drawn_picture(first).tobytes() == drawn_picture(replace(first, points=())).tobytes()
        assert drawn_picture(looked_for).tobytes() != drawn_picture(replace(looked_for, points=())).tobytes()


class TestTheKey:
    def test_is_the_same_for_the_same_content(self) -> None:
        assert content_key(comparison(SHORT, LONG)) == content_key(comparison(SHORT, LONG))

    @pytest.mark.parametrize(
        "other",
        [
            comparison(LONG, SHORT),
            comparison(SHORT, replace(LONG, name="Nonesuch 2")),
            comparison(SHORT, replace(LONG, shape=replace(RICH, arch_height="low"))),
            comparison(SHORT, LONG, points=2),
            comparison(SHORT, LONG, title="Made-up title"),
        ],
    )
    def test_differs_with_whatever_is_drawn(self, other: SharePicture) -> None:
        assert content_key(other) != content_key(comparison(SHORT, LONG))

    def test_differs_when_the_way_of_drawing_does(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = content_key(comparison(SHORT, LONG))
        monkeypatch.setattr("catalogue.drawing.share.pictures.DRAWING_VERSION", 2_000)
        assert content_key(comparison(SHORT, LONG)) != before
