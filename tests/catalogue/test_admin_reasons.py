"""The sheet of a product says which step of the rule decided. No database needed."""

import pytest

from catalogue.admin.reasons import why_shown
from catalogue.choices import FeatureKind
from catalogue.derivation import Candidate, derive


def make_candidate(number: int, value: int, **fields: object) -> Candidate:
    """A maker of 2020 who says how much."""
    defaults = {
        "is_absent": False,
        "is_unspecified": False,
        "is_barred": False,
        "voice": "maker",
        "dated": "2020",
        "place": number,
    }
    return Candidate(id=number, value=value, **{**defaults, **fields})  # type: ignore[arg-type]


LOW = make_candidate(1, 10)

CASES: list[tuple[str, str, list[Candidate]]] = [
    ("the only usable statement", FeatureKind.CHOICE, [LOW]),
    ("2 statements say the same", FeatureKind.CHOICE, [LOW, make_candidate(2, 10, voice="retailer")]),
    ("the only usable statement", FeatureKind.CHOICE, [LOW, make_candidate(2, 20, is_barred=True)]),
    (
        "it says how much; the other only that it is there",
        FeatureKind.CHOICE,
        [make_candidate(2, 20, voice="other"), make_candidate(3, 30, is_unspecified=True)],
    ),
    ("a tester’s number comes before all others", FeatureKind.NUMBER, [LOW, make_candidate(2, 20, voice="tester")]),
    ("maker comes before tester", FeatureKind.CHOICE, [LOW, make_candidate(2, 20, voice="tester")]),
    ("its source is newer: 2020, not 2019", FeatureKind.CHOICE, [LOW, make_candidate(2, 20, dated="2019")]),
    ("it was recorded first", FeatureKind.CHOICE, [LOW, make_candidate(2, 20)]),
]


@pytest.mark.parametrize(("why", "kind", "candidates"), CASES)
def test_the_reason_is_the_step_that_decided(why: str, kind: str, candidates: list[Candidate]) -> None:
    derived = derive(kind, candidates)
    assert derived
    assert why_shown(kind, derived.shown[0], candidates) == why
