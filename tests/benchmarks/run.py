"""One run: every part for every size, and the bars that the figures are held against."""

import gc
import os
import platform
import sqlite3
import tracemalloc
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

import django

from comparisons import listing
from comparisons.index import build, current
from comparisons.kept_cards import KeptCards
from comparisons.views import lists
from config.progress import step
from config.serving import prepare_to_serve
from tests.benchmarks.addresses import (
    BASELINE_PATH,
    EMPTY_PATH,
    FIXED_SETS,
    LIST_PATH,
    PROBLEM_SETS,
    rubbish,
)
from tests.benchmarks.command import MILLION
from tests.benchmarks.comparing import measure_comparisons
from tests.benchmarks.databases import copy_in_use, database, in_use
from tests.benchmarks.edits import edit_times
from tests.benchmarks.figures import Report, amount, milliseconds
from tests.benchmarks.load import requests_per_second
from tests.benchmarks.parts import listing_of, measure_parts
from tests.benchmarks.sharing import share_picture_costs
from tests.benchmarks.stack import Page, Site
from tests.benchmarks.timing import Spread, interleaved, seconds, use_clock

SMALL, MIDDLE, LARGE = 2_000, 10_000, 100_000
# (size, percentile, how many times as fast as the baseline)
PAGE_BARS = ((SMALL, "p50", 8), (SMALL, "p95", 8), (MIDDLE, "p95", 20), (LARGE, "p95", 75))
FLAT_BAR, RENDERING_BAR, HTTP_BAR, RUBBISH_BAR = 1.5, 2, 8, 2
BUILD_BAR_SECONDS, MEMORY_BAR_MB, EDIT_BAR_MS = 3, 60, 50
SHARED, SHARE_BAR_MS, SHARE_BAR_KB = (2, 4, 6), 150, 80
MEGABYTE = 1_000_000
EXPECTED_OF_RUBBISH = {200, 302, 400}
RUBBISH_TO_ONE_VALID = 10
STEP_REPEATS = 3
CLOCK_WORDS = {"wall": "wall-clock time", "cpu": "processor time (but for HTTP)"}


def measure(options: Namespace) -> Report:
    """Everything that the options ask for."""
    use_clock(options.clock)
    run = Run(options)
    parts = {name: part for name, part in run.parts().items() if name in options.only}
    for name, part in parts.items():
        with step(f"Measuring {name}"):
            part()
    if options.million:
        run.million()
    return run.report


def machine(clock: str) -> str:
    """What it was measured on, in neutral words."""
    busy = os.getloadavg()[0]
    return (
        f"{date.today().isoformat()}, {os.cpu_count()} cores ({platform.machine()}, {platform.system()}), "
        f"Python {platform.python_version()}, Django {django.get_version()}, SQLite {sqlite3.sqlite_version}; "
        f"load average at the start {busy:.1f}, {CLOCK_WORDS[clock]}"
    )


class Run:
    """The state of one run."""

    def __init__(self, options: Namespace) -> None:
        self.options = options
        self.repeats: int = options.repeats
        self.report = Report(machine(options.clock))
        self.site = Site()
        self.paths: dict[int, Path] = {size: database(size, options.seed) for size in sorted(options.sizes)}
        self.smallest, self.largest = min(self.paths), max(self.paths)

    def parts(self) -> dict[str, Callable[[], None]]:
        """What can be measured, in order."""
        return {
            "pages": self.pages,
            "compare": self.compare,
            "rendering": self.rendering,
            "steps": self.steps,
            "index": self.index,
            "edits": self.edits,
            "rubbish": self.rubbish,
            "again": self.again,
            "share": self.share,
            "http": self.http,
        }

    def pages(self) -> None:
        """Whole pages of the site and of the baseline, interleaved."""
        ours: dict[int, Spread] = {}
        rows = []
        for size, path in self.paths.items():
            with in_use(path):
                prepare_to_serve()
                first = Spread(tuple(seconds(partial(self._list, query)) for query in FIXED_SETS))
                actions = {"ours": self._list, "baseline": self._baseline, "no card kept": self._without_kept_cards}
                found = interleaved(actions, FIXED_SETS, self.repeats)
                problems = interleaved({"ours": self._list}, PROBLEM_SETS, self.repeats)["ours"]
            ours[size], baseline = found["ours"], found["baseline"]
            for bar_size, percentile, bar in PAGE_BARS:
                if bar_size == size:
                    ratio = getattr(baseline, percentile) / getattr(ours[size], percentile)
                    self.report.at_least(f"list page against the baseline, {size:,} products, {percentile}", ratio, bar)
            anew = found["no card kept"]
            times = (
                *(ours[size].p50, ours[size].p95, baseline.p50, baseline.p95),
                *(anew.p50, anew.p95, first.p95, problems.p95),
            )
            rows.append((f"{size:,}", *map(milliseconds, times)))
        if len(ours) > 1:
            flat = ours[self.largest].p95 / ours[self.smallest].p95
            self.report.at_most(f"flat: p95 at {self.largest:,} against {self.smallest:,}", flat, FLAT_BAR, "x")
        head = (
            "products",
            "site p50",
            "site p95",
            "baseline p50",
            "baseline p95",
            "no card kept p50",
            "no card kept p95",
        )
        text = "Milliseconds through the whole request stack, gzip included. The last column: lists for foot problems, without a baseline."
        self.report.table("Pages", text, (*head, "asked for the first time p95", "for a problem p95"), rows)

    def _list(self, query: str) -> object:
        return self.site.page(LIST_PATH, query)

    def _without_kept_cards(self, query: str) -> object:
        with replaced(listing, "KEPT", KeptCards()):
            return self._list(query)

    def _baseline(self, query: str) -> object:
        return self.site.page(BASELINE_PATH, query)

    def compare(self) -> None:
        """Comparisons of four insoles."""
        with in_use(self.paths[self.smallest]):
            prepare_to_serve()
            measure_comparisons(self.site, self.report, self.repeats)

    def rendering(self) -> None:
        """The page against the same page from data that is there already."""
        rows = []
        for size, path in self.paths.items():
            with in_use(path):
                listings = {query: listing_of(query) for query in FIXED_SETS}
                contexts = {query: lists.list_context(kept) for query, kept in listings.items()}

                def from_fixed_data(query: str, kept: Any = listings) -> None:
                    with replaced(lists, "listing_for", lambda _request, _index: kept[query]):
                        self._list(query)

                def template_only(query: str, kept: Any = listings, rendered: Any = contexts) -> None:
                    with (
                        replaced(lists, "listing_for", lambda _request, _index: kept[query]),
                        replaced(lists, "list_context", lambda _listing: rendered[query]),
                    ):
                        self._list(query)

                actions = {"page": self._list, "fixed": from_fixed_data, "template": template_only}
                found = interleaved(actions, FIXED_SETS, self.repeats)
            ratio = found["page"].p50 / found["fixed"].p50
            self.report.at_most(f"page against the same from fixed data, {size:,} products", ratio, RENDERING_BAR, "x")
            times = [found[name].p50 for name in actions]
            rows.append((f"{size:,}", *map(milliseconds, times), f"{ratio:.2f}x", f"{times[0] / times[2]:.2f}x"))
        head = (
            "products",
            "page",
            "from fixed rows and counts",
            "with prepared cards too",
            "page : fixed",
            "page : prepared",
        )
        text = "Milliseconds (p50), all through the whole request stack."
        self.report.table("Rendering from fixed data", text, head, rows)

    def steps(self) -> None:
        """Parts of the page, and the same in the usual way."""
        found: dict[int, dict[str, Spread]] = {}
        for size, path in self.paths.items():
            with in_use(path):
                found[size] = measure_parts(min(self.repeats, STEP_REPEATS))
        names = next(iter(found.values()))
        rows = [(STEPS[name], *(milliseconds(parts[name].mean) for parts in found.values())) for name in names]
        text = "Milliseconds, the mean over every fifth list of the median of each. Each part is measured by itself."
        self.report.table("What each step gains", text, ("step", *(f"{size:,}" for size in found)), rows)

    def index(self) -> None:
        """How long the index takes to build, and what it holds."""
        with in_use(self.paths[self.largest]):
            took = median(seconds(build) for _ in range(self.repeats))
            gc.collect()
            tracemalloc.start()
            index = build()
            gc.collect()
            held = tracemalloc.get_traced_memory()[0] / MEGABYTE
            tracemalloc.stop()
            assert index.ids
        self.report.at_most(f"index: build, {self.largest:,} products", took, BUILD_BAR_SECONDS, "s")
        self.report.at_most(f"index: memory, {self.largest:,} products", held, MEMORY_BAR_MB, "MB")

    def edits(self) -> None:
        """From an edit to an index that shows it."""
        with copy_in_use(self.paths[self.largest]):
            for name, took in edit_times(self.repeats).items():
                what = f"index: current again after an edit of {name}, {self.largest:,} products"
                self.report.at_most(what, took * 1000, EDIT_BAR_MS, "ms")

    def rubbish(self) -> None:
        """Rubbish addresses among valid ones; where one is sent on, the address that it is sent to comes next."""
        times: dict[str, list[float]] = {"valid": [], "rubbish": []}
        statuses: Counter[int] = Counter()
        with in_use(self.paths[self.smallest]):
            current()
            waiting = list(rubbish(self.options.rubbish, self.options.seed))
            for number in range(len(waiting)):
                if number % RUBBISH_TO_ONE_VALID == 0:
                    valid = FIXED_SETS[number // RUBBISH_TO_ONE_VALID % len(FIXED_SETS)]
                    times["valid"].append(seconds(partial(self._list, valid)))
                answers: list[Page] = []
                times["rubbish"].append(seconds(partial(self._ask_into, answers, *waiting.pop())))
                statuses[answers[0].status] += 1
                if there := answers[0].headers.get("Location"):
                    path, _, query = there.partition("?")
                    waiting.append((path, query))
        p95 = {name: Spread(tuple(each)).p95 for name, each in times.items()}
        what = f"{len(times['rubbish']):,} rubbish addresses, p95 against valid ones"
        self.report.at_most(what, p95["rubbish"] / p95["valid"], RUBBISH_BAR, "x")
        told = ", ".join(f"{status}: {count:,}" for status, count in sorted(statuses.items()))
        self.report.only("rubbish addresses: statuses", "200, 302 or 400", told, statuses.keys() <= EXPECTED_OF_RUBBISH)

    def _ask_into(self, answers: list[Page], path: str, query: str) -> None:
        answers.append(self.site.ask(path, query))

    def again(self) -> None:
        """A page asked for once more, nothing changed."""
        with in_use(self.paths[self.smallest]):
            first = self.site.page(LIST_PATH, "")
            known = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}
            headers = {name: first.headers[of] for name, of in known.items() if of in first.headers}
            actions = {
                "again": lambda _query: self.site.ask(LIST_PATH, "", **headers),
                "empty": lambda _query: self.site.ask(EMPTY_PATH),
            }
            found = interleaved(actions, [""], self.repeats * 10)
            status = self.site.ask(LIST_PATH, "", **headers).status
        share = found["empty"].p50 / found["again"].p50
        text = f"{status}, {milliseconds(found['again'].p50)} ms; {share:.2f} of an empty view's rate"
        self.report.reported("page asked for again, nothing changed", text)

    def share(self) -> None:
        """Share pictures that were not drawn before."""
        with in_use(self.paths[self.smallest]):
            current()
            for count in SHARED:
                took, size = share_picture_costs(self.site, count, self.repeats)
                self.report.at_most(f"share picture of {count} insoles, drawn anew", took * 1000, SHARE_BAR_MS, "ms")
                self.report.at_most(f"share picture of {count} insoles, its file", size / 1024, SHARE_BAR_KB, "KB")

    def http(self) -> None:
        """Requests per second of the real server."""
        rates = requests_per_second(self.paths[self.smallest], self.repeats)
        ratio = rates[LIST_PATH] / rates[BASELINE_PATH]
        what = f"requests per second over HTTP against the baseline, two workers, {self.smallest:,} products"
        self.report.at_least(what, ratio, HTTP_BAR)
        text = f"{amount(rates[LIST_PATH])} and {amount(rates[BASELINE_PATH])} a second"
        self.report.reported("requests per second, site and baseline", text)

    def million(self) -> None:
        """The site alone with very many products."""
        with in_use(database(MILLION, self.options.seed)):
            took = seconds(prepare_to_serve)
            found = interleaved({"ours": self._list}, FIXED_SETS, self.repeats)["ours"]
        text = f"p50 {milliseconds(found.p50)} ms, p95 {milliseconds(found.p95)} ms; index built in {amount(took)} s"
        self.report.reported(f"list page, {MILLION:,} products", text)


STEPS = {
    "is the index current": "the token of the index is asked for",
    "parse": "address parsed, fields only for what it names",
    "parse, all fields": "address parsed, a field for every filter",
    "find": "products of the page and total, from the index",
    "find, SQL": "products of the page and total, in SQL (with reading the vocabulary)",
    "count": "all counts, from the index, with words and order",
    "count, SQL": "all counts, one GROUP BY a facet",
    "load": "rows of the page loaded",
    "cards": "24 cards as prepared strings",
    "cards, template": "24 cards in a template",
    "filters": "filter column, values as prepared strings",
    "filters, template": "filter column in a template",
}


@contextmanager
def replaced(module: ModuleType, name: str, value: object) -> Iterator[None]:
    """Another function under a name of a module, for a moment."""
    usual = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, usual)
