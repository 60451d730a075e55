"""What guides say beside research: complete, sourced, in both languages."""

import pytest

from catalogue.choices import GuidePointKind
from catalogue.models import GuidePoint, Problem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


@pytest.mark.parametrize("kind", ["how_to_tell", "self_check_limit", "what_else"])
def test_every_problem_has_one_of_this_kind(kind: str) -> None:
    missing = Problem.objects.exclude(guide_points__kind=kind)
    assert list(missing) == []


def test_what_a_wet_footprint_cannot_show_is_said() -> None:
    [limit] = GuidePoint.objects.filter(kind="self_check_limit", text_en__contains="wet footprint")
    assert {"flat-feet", "high-arch"} <= {problem.slug for problem in limit.problems.all()}


@pytest.mark.parametrize("kind", ["wearing_in", "stop_sign"])
def test_getting_used_to_insoles_and_when_to_stop_is_said_of_insoles_as_such(kind: str) -> None:
    assert GuidePoint.objects.general().filter(kind=kind)


def test_only_what_is_said_of_insoles_as_such_has_no_problem() -> None:
    of_all = {GuidePointKind.WEARING_IN, GuidePointKind.STOP_SIGN}
    assert {point.kind for point in GuidePoint.objects.general()} <= of_all


def test_every_point_has_a_source_that_was_read_and_both_languages() -> None:
    for point in GuidePoint.objects.prefetch_related("sources"):
        assert point.sources.all(), point.slug
        for language in ("en", "de"):
            assert getattr(point, f"text_{language}"), point.slug
