"""What a run says of itself: bars, verdicts, the exit code, the page it writes."""

import pytest

from tests.benchmarks.addresses import rubbish
from tests.benchmarks.command import is_whole, parser
from tests.benchmarks.figures import Report
from tests.benchmarks.report import as_markdown, as_text
from tests.benchmarks.timing import Spread, interleaved


def report_with(ratio: float) -> Report:
    """A run in which one thing was measured."""
    report = Report("a made-up machine")
    report.at_least("a page", ratio, 8)
    report.reported("a rate", "12 a second")
    report.table("Pages", "Milliseconds.", ("products", "p50"), [("2,000", "10.0")])
    return report


def test_a_bar_holds_or_is_missed() -> None:
    assert not report_with(8).missed
    assert [figure.what for figure in report_with(7.9).missed] == ["a page"]


def test_a_limit_holds_or_is_missed() -> None:
    report = Report("a made-up machine")
    report.at_most("an edit", 50, 50, "ms")
    report.at_most("flat", 1.51, 1.5, "x")
    assert [(figure.measured, figure.is_met) for figure in report.figures] == [("50.0 ms", True), ("1.51x", False)]


def test_the_page_holds_every_figure() -> None:
    page = as_markdown(report_with(7.9), repeats=5)
    assert "| a page | ≥ 8x | 7.9x | not met |" in page
    assert "| a rate | reported | 12 a second |  |" in page
    assert "1 of 1 bars are missed." in page
    assert "| 2,000 | 10.0 |" in page
    assert "All 1 bars hold." in as_text(report_with(9))


def test_percentiles_are_of_nearest_rank() -> None:
    spread = Spread(tuple(float(number) for number in range(1, 31)))
    assert (spread.p50, spread.p95, spread.mean) == (15.5, 29.0, 15.5)


def test_actions_take_turns_and_the_first_time_does_not_count() -> None:
    done: list[str] = []
    actions = {name: lambda case, name=name: done.append(f"{name} {case}") for name in ("ours", "theirs")}
    found = interleaved(actions, ["one", "two"], repeats=2)
    assert done == ["ours one", "theirs one", "ours two", "theirs two"] * 3
    assert [len(spread.times) for spread in found.values()] == [2, 2]


def test_rubbish_is_the_same_for_a_seed() -> None:
    assert list(rubbish(50, 1)) == list(rubbish(50, 1)) != list(rubbish(50, 2))


@pytest.mark.parametrize("options", [["--sizes", "2000"], ["--only", "pages"], ["--repeats", "4"]])
def test_a_part_of_a_run_does_not_rewrite_the_page(options: list[str]) -> None:
    assert is_whole(parser().parse_args([]))
    assert not is_whole(parser().parse_args(options))
