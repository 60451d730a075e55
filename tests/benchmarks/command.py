"""The command: its options, the settings it runs with, and what it writes."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER_VARIABLE = "UNDERFOOT_BENCHMARKS_DIR"
SIZES = (2_000, 10_000, 100_000)
MILLION = 1_000_000
FEWEST_REPEATS = 5
PARTS = ("pages", "compare", "rendering", "steps", "index", "edits", "rubbish", "again", "share", "http")


def main(arguments: Sequence[str]) -> int:
    """0 if every bar holds, else 1. The page is written by a whole run only."""
    options = parser().parse_args(arguments)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    os.environ["UNDERFOOT_VAR_DIR"] = str(options.data)
    options.data.mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    # Only now can models be imported.
    from tests.benchmarks.report import as_markdown, as_text
    from tests.benchmarks.run import measure

    report = measure(options)
    print(as_text(report))
    if is_whole(options):
        (ROOT / "docs" / "performance.md").write_text(as_markdown(report, options.repeats), encoding="utf-8")
    else:
        print("A part only: docs/performance.md stays as it is.", file=sys.stderr)
    return 1 if report.missed else 0


def parser() -> ArgumentParser:
    """The options."""
    options = ArgumentParser(prog="python3 -m tests.benchmarks", description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="how many made-up products")
    options.add_argument("--repeats", type=int, default=FEWEST_REPEATS, help="of which the median counts")
    options.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS), help="what is measured")
    options.add_argument("--million", action="store_true", help="the site alone at a million products too")
    options.add_argument(
        "--clock", choices=("wall", "cpu"), default="wall", help="cpu: for a machine that is busy otherwise"
    )
    options.add_argument("--rubbish", type=int, default=10_000, help="how many rubbish addresses")
    options.add_argument("--seed", type=int, default=1, help="of the made-up data")
    default = os.environ.get(FOLDER_VARIABLE, str(ROOT / "var" / "benchmarks"))
    options.add_argument(
        "--data", type=Path, default=Path(default), help=f"where databases are kept ({FOLDER_VARIABLE})"
    )
    return options


def is_whole(options: Namespace) -> bool:
    """Whether everything is measured that the page tells of."""
    return set(options.sizes) >= set(SIZES) and set(options.only) == set(PARTS) and options.repeats >= FEWEST_REPEATS
