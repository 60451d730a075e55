"""Numbers with units: what people type, and what they are shown. No database."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.units import IMPERIAL, LARGEST, METRIC, SYSTEMS, measure, parse_number, shown_unit


class TestReading:
    @pytest.mark.parametrize(
        ("typed", "unit", "number"),
        [
            ("3", "mm", "3"),
            ("2.5", "mm", "2.5"),
            ("2,5", "mm", "2.5"),
            (".5", "mm", "0.5"),
            (",5", "mm", "0.5"),
            ("0", "mm", "0"),
            ("  4 mm ", "mm", "4"),
            ("4MM", "mm", "4"),
            ("2,54 cm", "mm", "25.4"),
            ("1in", "mm", "25.4"),
            ("1 inch", "mm", "25.4"),
            ("0.5 inches", "mm", "12.7"),
            ('1"', "mm", "25.4"),
            ("1″", "mm", "25.4"),
            ("1 Zoll", "mm", "25.4"),
            ("4.35 oz", "g", "123.32"),
            ("1 OZ", "g", "28.35"),
            ("2 ounces", "g", "56.699"),
            ("1 Unze", "g", "28.35"),
            ("0,08 kg", "g", "80"),
            ("80 Gramm", "g", "80"),
            ("12", "months", "12"),
            ("12 Months", "months", "12"),
            ("40 Shore A", "Shore A", "40"),
            ("42 EU size", "EU size", "42"),
            ("0,3g/cm3", "g/cm3", "0.3"),
            ("999999.999", "mm", "999999.999"),
            ("0.0004", "mm", "0"),
            ("0.0005", "mm", "0.001"),
        ],
    )
    def test_a_number_is_kept_in_the_stored_unit(self, typed: str, unit: str, number: str) -> None:
        assert parse_number(typed, unit) == Decimal(number)

    @pytest.mark.parametrize(
        "typed",
        [
            "", " ", "mm", "thin", "-1", "+1", "NaN", "inf", "Infinity", "1e9", "1E3", "0x1F", "1_000", "1 000", "1,000.5", "1.2.3",
            "1000000", "9999999999", "39370.079 in", "100000 cm", "5 g", "5 stone", "٣", "½", "3\x00", "1 in 2", "=1+1", "1/8",
        ],
    )  # fmt: skip
    def test_anything_else_is_refused(self, typed: str) -> None:
        with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
            parse_number(typed, "mm")

    @pytest.mark.parametrize(("typed", "unit"), [("40 Shore D", "Shore A"), ("Shore A", "Shore A"), ("4k%", "%")])
    def test_another_unit_than_that_of_an_editor_is_refused(self, typed: str, unit: str) -> None:
        with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
            parse_number(typed, unit)

    def test_a_weight_is_no_length_and_a_length_no_weight(self) -> None:
        with pytest.raises(ValueError, match="5 mm"):
            parse_number("5 mm", "g")
        with pytest.raises(ValueError, match="5 oz"):
            parse_number("5 oz", "mm")

    @given(st.text(), st.sampled_from(["mm", "g", "km", ""]))
    def test_any_text_gives_a_number_that_can_be_stored_or_is_refused(self, typed: str, unit: str) -> None:
        try:
            number = parse_number(typed, unit)
        except ValueError:
            return
        assert 0 <= number <= LARGEST
        assert number == round(number, 3)

    @given(st.decimals(min_value=0, max_value=LARGEST, places=3), st.sampled_from(["mm", "g", "km"]))
    def test_a_stored_number_written_out_reads_as_itself(self, number: Decimal, unit: str) -> None:
        assert parse_number(f"{number:f} {unit}", unit) == number


class TestShowing:
    @pytest.mark.parametrize(
        ("number", "unit", "system", "shown", "shown_as"),
        [
            ("25.4", "mm", METRIC, "25.4", "mm"),
            ("25.4", "mm", IMPERIAL, "1.00", "in"),
            ("3", "mm", IMPERIAL, "0.12", "in"),
            ("3.175", "mm", IMPERIAL, "0.13", "in"),
            ("28.35", "g", IMPERIAL, "1.0", "oz"),
            ("100", "g", IMPERIAL, "3.5", "oz"),
            ("12", "months", IMPERIAL, "12", "months"),
            ("800", "km", IMPERIAL, "800", "km"),
        ],
    )
    def test_lengths_and_weights_follow_the_system_and_others_stay(
        self, number: str, unit: str, system: str, shown: str, shown_as: str
    ) -> None:
        found = measure(Decimal(number), unit, system)
        assert (str(found.number), found.unit) == (shown, shown_as)
        assert shown_unit(unit, system) == shown_as

    @given(st.decimals(min_value=0, max_value=1000, places=3), st.sampled_from(["mm", "g"]), st.sampled_from(SYSTEMS))
    def test_what_is_shown_reads_back_within_its_rounding(self, number: Decimal, unit: str, system: str) -> None:
        shown = measure(number, unit, system)
        back = parse_number(f"{shown.number} {shown.unit}", unit)
        assert abs(back - number) <= (Decimal("0.128") if unit == "mm" else Decimal("1.42"))
