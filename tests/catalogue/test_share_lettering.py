"""Words on share pictures: they keep to their room, and break or end where it does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from catalogue.drawing.share import colours
from catalogue.drawing.share.lettering import ELLIPSIS, FINER, Hand, face, lines, shortened, writable, write
from tests.share_pictures import (
    LONG_NAME,
)

SANS, SERIF = Hand("sans", 26, colours.INK), Hand("serif", 40, colours.INK)


class TestWords:
    @given(st.text(max_size=80), st.integers(60, 900), st.integers(1, 5), st.sampled_from([SANS, SERIF]))
    def test_never_take_more_room_than_they_are_given(self, text: str, width: int, most: int, hand: Hand) -> None:
        found = lines(hand, text, width, most)
        assert len(found) <= most
        assert all(hand.width(line) <= width for line in found)
        assert hand.width(shortened(hand, writable(hand.family, text), width)) <= width

    def test_are_kept_whole_where_there_is_room(self) -> None:
        assert " ".join(lines(SERIF, "Longitudinal Metatarsal Arch Pad (small)", 300, 4)) == (
            "Longitudinal Metatarsal Arch Pad (small)"
        )

    def test_end_with_an_ellipsis_where_there_is_none(self) -> None:
        assert lines(SERIF, LONG_NAME, 300, 2)[-1].endswith(ELLIPSIS)
        assert shortened(SANS, "Nonesuch", 60).endswith(ELLIPSIS)

    def test_break_where_a_word_is_longer_than_a_line(self) -> None:
        found = lines(SANS, "Fersenkissenübersichtlichkeit", 150, 6)
        assert len(found) > 1
        assert "".join(line.rstrip("-") for line in found) == "Fersenkissenübersichtlichkeit"

    @pytest.mark.parametrize("family", ["sans", "serif"])
    def test_keep_their_umlauts_and_signs(self, family: str) -> None:
        for text in ("Größe äöü ÄÖÜ ß éèñç", "Morton’s “pad”, 6½ mm – 3 × 2 € …", "®™"):
            assert writable(family, text) == text

    def test_lose_accents_that_the_face_does_not_have(self) -> None:
        assert writable("sans", "Žižka Łódź ć") == "Zizka Lódz c"

    def test_lose_signs_that_nobody_can_see_and_that_cannot_be_laid_out(self) -> None:
        assert lines(SANS, "None\x85such\u200b\ud800 7\n8\x00", 900, 1) == ["None such 7 8"]

    @pytest.mark.parametrize("hand", [SANS, SERIF])
    def test_are_written_whole_with_every_accent_and_tail(self, hand: Hand) -> None:
        image = Image.new("RGB", (300, 200), "#fff")
        write(image, hand, (100, 100), "ÅÄ|Qgj§")
        left, top, right, bottom = ImageOps.invert(image.convert("L")).getbbox() or (0, 0, 0, 0)
        inked = [round(edge / FINER) for edge in hand.font.getbbox("ÅÄ|Qgj§", anchor="ls")]
        assert (left - 100, top - 100, right - 100, bottom - 100) == pytest.approx(inked, abs=2)

    def test_are_written_in_the_fonts_of_the_site(self) -> None:
        assert face("sans", 20).getname()[0] is not None
        assert str(face("sans", 20).getname()[0]).startswith("Figtree")
        assert str(face("serif", 20).getname()[0]).startswith("Newsreader")

    def test_are_bolder_where_asked(self) -> None:
        assert Hand("sans", 26, colours.INK, 600).width("Nonesuch") > Hand("sans", 26, colours.INK, 400).width(
            "Nonesuch"
        )

    def test_a_width_is_that_of_the_size_asked_for(self) -> None:
        assert Hand("sans", 30, colours.INK).width("n" * 40) == pytest.approx(
            face("sans", 30 * FINER).getlength("n" * 40) / FINER
        )
