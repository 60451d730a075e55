"""Comparisons of four insoles with every feature: the site's page beside the baseline's."""

import gzip
from functools import partial

from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Product
from tests.benchmarks.addresses import BASELINE_COMPARE_PATH, COMPARE_PATH
from tests.benchmarks.figures import Report, milliseconds
from tests.benchmarks.stack import Site
from tests.benchmarks.timing import interleaved

SETS, COLUMNS = 12, 4
RATIO_BAR, QUERIES_BAR, KILOBYTES_BAR = 2, 4, 60
REVISION = 1  # the query that every page asks: whether the index is current
KILOBYTE = 1024


def compared_sets() -> list[str]:
    """The addresses of the comparisons: the products that state most, dealt out so that each is compared with others like it."""
    richest = Product.objects.published().with_known().order_by("-known", "slug")  # type: ignore[misc]  # with_known adds it
    slugs = list(richest.values_list("slug", flat=True)[: SETS * COLUMNS])
    return ["&".join(f"with={slug}" for slug in slugs[place::SETS]) for place in range(SETS)]


def measure_comparisons(site: Site, report: Report, repeats: int) -> None:
    """Times of both pages in turns; queries and kilobytes of the site's."""
    sets = compared_sets()
    actions = {"ours": partial(site.page, COMPARE_PATH), "baseline": partial(site.page, BASELINE_COMPARE_PATH)}
    found = interleaved(actions, sets, repeats)
    ours, baseline = found["ours"], found["baseline"]
    what = f"comparison of {COLUMNS} insoles, all features"
    report.at_least(f"{what}, against the baseline, p50", baseline.p50 / ours.p50, RATIO_BAR)
    costs = {path: [_cost(site, path, query) for query in sets] for path in (COMPARE_PATH, BASELINE_COMPARE_PATH)}
    queries = max(queries for queries, _size in costs[COMPARE_PATH]) - REVISION
    report.only(f"{what}: queries beside the revision", f"≤ {QUERIES_BAR}", f"{queries}", queries <= QUERIES_BAR)
    size = max(size for _queries, size in costs[COMPARE_PATH]) / KILOBYTE
    report.at_most(f"{what}: the longest page, before gzip", size, KILOBYTES_BAR, "KB")
    rows = [
        (
            name,
            *map(milliseconds, (spread.p50, spread.p95)),
            str(max(queries for queries, _size in costs[path])),
            f"{max(size for _queries, size in costs[path]) / KILOBYTE:.1f}",
        )
        for name, spread, path in (("site", ours, COMPARE_PATH), ("baseline", baseline, BASELINE_COMPARE_PATH))
    ]
    text = (
        f"Milliseconds through the whole request stack, gzip included, over {SETS} sets of {COLUMNS}; queries and kilobytes (before gzip) "
        "are those of the set that needs most, the query for the revision among them."
    )
    report.table("Comparisons", text, ("page", "p50", "p95", "queries", "KB"), rows)


def _cost(site: Site, path: str, query: str) -> tuple[int, int]:
    """Queries and bytes of one page."""
    with CaptureQueriesContext(connection) as queries:
        page = site.page(path, query)
    return len(queries), len(gzip.decompress(page.body))
