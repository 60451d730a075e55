"""Drawings say what is known, show what is not, and stay small and safe."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue.choices import Region, Side, Zone
from catalogue.drawing import (
    BodyRegion,
    InsoleShape,
    body_figure_svg,
    description,
    foot_map_svg,
    insole_svg,
    insole_symbols,
    scale_svg,
    shape_from,
)
from catalogue.drawing.outlines import FORM_OUTLINES
from catalogue.drawing.shape import NUMBERS, PART_ZONES, SPECIFIC_CHOICES, ShownValue
from catalogue.drawing.side import thicknesses

CARD_LIMIT, TYPICAL_CARD_LIMIT, PAGE_LIMIT, SYMBOLS_LIMIT = 2_600, 1_300, 6_000, 8_000
FORMS = ("full-length", "three-quarter", "heel-cup", "heel-insert", "arch-insert", "forefoot")
# A well described insole, and the sparse ones that are the rule.
RICH: dict[str, ShownValue] = {
    "form": "full-length",
    "arch-height": "high",
    "arch-support": "rigid",
    "heel-cup": "deep",
    "heel-cushion": "yes",
    "forefoot-cushion": "yes",
    "cushioning": "stated-only",
    "rigid-shell": "thermoplastic",
    "volume": "high",
}
SPARSE: tuple[dict[str, ShownValue], ...] = (
    {},
    {"form": "three-quarter"},
    {"metatarsal-pad": "built-in"},
    {"arch-support": "stated-only"},
)


def choices_of(slug: str) -> st.SearchStrategy[ShownValue]:
    if slug in NUMBERS:
        return st.none() | st.decimals(-5, 60, places=3)
    known = (
        FORMS if slug == "form" else (*SPECIFIC_CHOICES.get(slug, ("yes",)), "none", "no", "stated-only", "new-choice")
    )
    return st.none() | st.sampled_from(known)


any_shape = st.fixed_dictionaries({slug: choices_of(slug) for slug in ("form", *PART_ZONES)}).map(shape_from)


def make_shape(**values: ShownValue) -> InsoleShape:
    return shape_from({name.replace("_", "-"): value for name, value in values.items()})


def card(shape: InsoleShape, label: str = "Drawing") -> str:
    return insole_svg(shape, label=label, size="card")


def page(shape: InsoleShape) -> str:
    return insole_svg(shape, label="Drawing", size="page")


def drawn(shape: InsoleShape) -> str:
    """The card without its words."""
    return insole_svg(shape, label="", size="card", decorative=True)


def assert_well_formed(svg: str) -> None:
    ElementTree.fromstring(svg)  # noqa: S314 - our own markup


def make_regions() -> list[BodyRegion]:
    return [BodyRegion(slug, f"Name of {slug}", f"/problems/#{slug}", "2 problems") for slug in Region.values]


class TestOutline:
    @pytest.mark.parametrize("form", FORMS)
    def test_it_is_solid_and_follows_the_form(self, form: str) -> None:
        assert f'<use href="#d-{form}" class="d-base"' in drawn(make_shape(form=form))

    @pytest.mark.parametrize("form", FORMS)
    def test_it_is_among_the_symbols(self, form: str) -> None:
        assert f'<path id="d-{form}"' in insole_symbols()

    def test_every_form_has_its_own(self) -> None:
        assert set(FORM_OUTLINES) == set(FORMS)
        assert len({drawn(make_shape(form=form)) for form in FORMS}) == len(FORMS)

    def test_an_unknown_form_is_a_dashed_full_outline(self) -> None:
        assert '<use href="#d-full-length" class="d-unknown" fill="url(#d-dots)"/>' in drawn(InsoleShape())

    def test_a_short_form_lies_on_the_ghost_of_the_foot(self) -> None:
        assert '<use href="#d-full-length" class="d-ghost"/>' in drawn(make_shape(form="heel-cup"))
        assert '<use href="#d-full-length" class="d-ghost"/>' not in drawn(make_shape(form="full-length"))

    def test_a_form_added_later_is_never_an_error(self) -> None:
        shape = make_shape(form="toe-cap", heel_cup="very-deep")
        assert 'class="d-unknown"' in drawn(shape)
        assert "not stated: form" not in description(shape)


class TestUnknownAndAbsent:
    @pytest.mark.parametrize(
        ("slug", "part"), [("heel-cup", "cup"), ("metatarsal-pad", "pad"), ("arch-support", "arch")]
    )
    def test_unknown_is_shown_and_absent_is_left_out(self, slug: str, part: str) -> None:
        unknown, absent = drawn(InsoleShape()), drawn(shape_from({slug: "none"}))
        assert f"#d-{part}-unknown" in unknown
        assert f"#d-{part}" not in absent

    def test_no_cushioning_is_plain_and_unknown_cushioning_dotted(self) -> None:
        assert 'class="d-base d-paper"' in drawn(make_shape(form="full-length", cushioning="none"))
        assert 'class="d-base" fill="url(#d-dots)"' in drawn(make_shape(form="full-length"))

    @pytest.mark.parametrize("slug", sorted(set(PART_ZONES) - NUMBERS - {"arch-height"}))
    def test_the_words_tell_absent_from_unknown_for_every_part(self, slug: str) -> None:
        absent, unknown = shape_from({slug: "no"}), InsoleShape()
        assert description(absent) != description(unknown)
        assert "; without " in description(absent)
        assert "; without " not in description(unknown)

    def test_there_without_a_level_has_a_dashed_edge(self) -> None:
        assert '#d-cup" class="d-cup d-some"' in drawn(make_shape(heel_cup="stated-only"))
        assert '#d-cup" class="d-cup d-solid"' in drawn(make_shape(heel_cup="deep"))

    def test_parts_out_of_reach_are_neither_drawn_nor_called_unknown(self) -> None:
        shape = make_shape(form="heel-insert")
        assert "#d-arch" not in drawn(shape)
        assert "arch" not in description(shape)

    def test_a_stated_value_wins_over_the_reach_of_the_form(self) -> None:
        assert '#d-ball"' in drawn(make_shape(form="three-quarter", forefoot_cushion="yes"))

    def test_more_lines_mean_a_higher_arch(self) -> None:
        lines = [drawn(make_shape(arch_height=height)).count("d-contour") for height in ("low", "medium", "high")]
        assert lines == [1, 2, 3]


class TestSideView:
    def test_thickness_is_to_scale(self) -> None:
        assert thicknesses(make_shape(thickness_forefoot=Decimal("3.5"), thickness_heel=Decimal(8))) == (7, 16)

    def test_the_drop_gives_the_other_end(self) -> None:
        assert thicknesses(make_shape(thickness_forefoot=Decimal(3), heel_drop=Decimal(4))) == (6, 14)
        assert thicknesses(make_shape(thickness_heel=Decimal(8), heel_drop=Decimal(4))) == (8, 16)

    def test_an_absurd_number_stays_in_the_picture(self) -> None:
        assert thicknesses(make_shape(thickness_forefoot=Decimal(900), thickness_heel=Decimal(-3))) == (28, 2)

    def test_an_end_of_unknown_thickness_stays_dashed(self) -> None:
        one_end = drawn(make_shape(form="full-length", thickness_forefoot=Decimal(3)))
        both = drawn(make_shape(form="full-length", thickness_forefoot=Decimal(3), thickness_heel=Decimal(3)))
        body = r'class="d-unknown" fill="url\(#d-dots\)" d="M9 '
        assert re.search(body, one_end)
        assert not re.search(body, both)

    def test_a_heel_lift_raises_the_heel(self) -> None:
        assert "d-gel d-soft-edge" in drawn(make_shape(heel_lift="yes"))
        assert "d-gel d-soft-edge" not in drawn(make_shape(heel_lift="no"))


class TestWords:
    def test_they_say_what_is_drawn_and_what_is_unknown(self) -> None:
        words = description(make_shape(form="three-quarter", arch_height="high", heel_cup="deep"))
        assert words.startswith(
            "three-quarter insole, high arch, deep heel cup; not stated: metatarsal pad, cushioning"
        )

    def test_nothing_known_is_said_plainly(self) -> None:
        assert description(InsoleShape()).startswith("insole; not stated: form, arch height, heel cup, metatarsal pad")

    def test_numbers_carry_their_unit(self) -> None:
        assert "thickness at the heel 6.5 mm" in description(make_shape(thickness_heel=Decimal("6.500")))
        assert "heel drop 10 mm" in description(make_shape(heel_drop=Decimal("10.000")))

    def test_they_are_the_name_of_the_picture(self) -> None:
        assert 'role="img" aria-label="Drawing: insole; not stated: form' in card(InsoleShape())

    def test_a_decorative_drawing_is_hidden(self) -> None:
        assert 'aria-hidden="true"' in drawn(InsoleShape())
        assert "role=" not in drawn(InsoleShape())

    def test_labels_are_escaped(self) -> None:
        hostile = '"><script>alert(1)</script>'
        for svg in (card(InsoleShape(), hostile), scale_svg(1, 3, hostile)):
            assert "<script" not in svg
            assert "&lt;script&gt;" in svg

    def test_the_large_drawing_names_unknown_parts_beside_them(self) -> None:
        svg = page(make_shape(heel_cup="deep"))
        assert ">deep heel cup</tspan>" in svg
        assert ">metatarsal pad:</tspan>" in svg
        assert ">not stated</tspan>" in svg

    def test_the_large_drawing_has_a_key_for_the_other_parts(self) -> None:
        svg = page(make_shape(magnets="yes", heated="no"))
        assert ">magnets</tspan>" in svg
        assert ">without heating</tspan>" in svg


class TestValues:
    def test_values_of_the_wrong_kind_count_as_not_stated(self) -> None:
        assert (
            shape_from({"form": Decimal(3), "thickness-heel": "thick", "magnets": frozenset({"yes"})}) == InsoleShape()
        )

    def test_features_without_a_place_in_the_drawing_are_ignored(self) -> None:
        assert shape_from({"warranty": "lifetime", "form": "forefoot"}) == InsoleShape(form="forefoot")


class TestSize:
    def test_symbols_are_small(self) -> None:
        assert len(insole_symbols()) <= SYMBOLS_LIMIT

    def test_cards_are_compact_on_average(self) -> None:
        sizes = [len(card(shape_from(values), "Drawing of a well known insole").encode()) for values in (*SPARSE, RICH)]
        assert sum(sizes) / len(sizes) <= TYPICAL_CARD_LIMIT

    @hypothesis_settings(max_examples=150, deadline=None)
    @given(any_shape)
    def test_any_drawing_is_well_formed_bounded_and_always_the_same(self, shape: InsoleShape) -> None:
        for svg, limit in ((card(shape), CARD_LIMIT), (page(shape), PAGE_LIMIT)):
            assert len(svg.encode()) <= limit
            assert not re.search(r"\d--|None|style=", svg)
            assert_well_formed(svg)
        assert (card(shape), page(shape)) == (card(shape), page(shape))

    @hypothesis_settings(max_examples=100, deadline=None)
    @given(any_shape)
    def test_every_piece_and_texture_used_is_among_the_symbols(self, shape: InsoleShape) -> None:
        ids = set(re.findall(r'id="([^"]+)"', insole_symbols()))
        assert set(re.findall(r"#(d-[a-z0-9-]+)", page(shape))) <= ids


class TestMarks:
    def test_the_bar_fills_up_to_the_position(self) -> None:
        bar = scale_svg(2, 5, "2 of 5")
        filled, empty = re.findall(r'd="([^"]+)"', bar)
        assert (filled.count("M"), empty.count("M")) == (2, 3)
        assert 'aria-label="2 of 5"' in bar

    @pytest.mark.parametrize(("position", "length"), [(0, 3), (3, 3), (9, 3), (-1, 3), (1, 0)])
    def test_the_bar_bears_any_position(self, position: int, length: int) -> None:
        assert_well_formed(scale_svg(position, length, ""))

    @pytest.mark.parametrize("zone", Zone.values)
    @pytest.mark.parametrize("side", Side.values)
    def test_every_zone_and_side_has_its_map(self, zone: str, side: str) -> None:
        svg = foot_map_svg(zone, side)
        assert ('class="d-zone"' in svg) == (zone != Zone.NONE)
        assert "Foot map: " in svg

    def test_sides_differ(self) -> None:
        assert len({foot_map_svg(Zone.REARFOOT, side) for side in (Side.MEDIAL, Side.LATERAL, Side.BOTH)}) == 3


def test_pieces_have_unique_ids() -> None:
    ids = re.findall(r'id="([^"]+)"', insole_symbols() + body_figure_svg(make_regions()))
    assert len(ids) == len(set(ids))


def test_pieces_of_given_drawings_are_all_that_they_place_and_no_more() -> None:
    drawing = insole_svg(
        shape_from({"form": "full-length", "arch-support": "rigid"}), label="", size="card", decorative=True
    )
    some = insole_symbols(drawing)
    ids = set(re.findall(r'id="(d-[^"]+)"', some))
    assert set(re.findall(r"#(d-[a-z0-9-]+)", drawing + some)) == ids
    assert 0 < len(some) < len(insole_symbols())
    assert "<path" not in insole_symbols("")


def test_words_follow_the_language_at_the_time_of_drawing() -> None:
    with translation.override("de"):
        assert card(make_shape(thickness_heel=Decimal("6.5"))).count("6,5") == 1


def test_the_desk_draws_by_the_same_rules_as_the_site() -> None:
    of_desk, of_site = drawing_rules("admin.css"), drawing_rules("underfoot.css")
    assert len(of_desk) > 30
    assert of_desk <= of_site


def drawing_rules(sheet: str) -> set[str]:
    """The lines of a style sheet that say how the parts of a drawing look."""
    text = (settings.BASE_DIR / "catalogue/static/catalogue" / sheet).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    return {line for line in lines if re.match(r"(:is\()?\.d-(?!symbols)[^{]*\{", line)}
