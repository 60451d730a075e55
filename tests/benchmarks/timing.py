"""Times and what is made of them: medians over repeats, percentiles over lists."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import mean, median
from time import perf_counter, process_time

CLOCKS: dict[str, Callable[[], float]] = {"wall": perf_counter, "cpu": process_time}
_clock = perf_counter


def use_clock(name: str) -> None:
    """Measure by this clock from now on: the wall's, or for a busy machine the time that this process was computing."""
    global _clock
    _clock = CLOCKS[name]


@dataclass(frozen=True, slots=True)
class Spread:
    """The times of one thing over several lists, in seconds: one median a list."""

    times: tuple[float, ...]

    @property
    def p50(self) -> float:
        """The middle."""
        return median(self.times)

    @property
    def p95(self) -> float:
        """What 95 of a hundred do not exceed (nearest rank)."""
        return sorted(self.times)[ceil(0.95 * len(self.times)) - 1]

    @property
    def mean(self) -> float:
        """The average: shares of a page add up in it."""
        return mean(self.times)


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    started = _clock()
    action()
    return _clock() - started


def interleaved(
    actions: Mapping[str, Callable[[str], object]], cases: Sequence[str], repeats: int
) -> dict[str, Spread]:
    """The spread of each action over the cases. In every repeat each case is done by all actions, one after the other.

    So whatever else the machine does falls on all of them alike. Once before, unmeasured, everything is done for the first time.
    """
    times: dict[str, list[list[float]]] = {name: [[] for _ in cases] for name in actions}
    for repeat in range(repeats + 1):
        for place, case in enumerate(cases):
            for name, action in actions.items():
                took = seconds(lambda action=action, case=case: action(case))  # type: ignore[misc]
                if repeat:
                    times[name][place].append(took)
    return {name: Spread(tuple(map(median, by_case))) for name, by_case in times.items()}
