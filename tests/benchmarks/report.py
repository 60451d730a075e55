"""A run in words: the table on the terminal, and docs/performance.md."""

from collections.abc import Sequence

from tests.benchmarks.figures import Figure, Report

VERDICTS = {True: "met", False: "not met", None: ""}
HEAD = ("what", "bar", "measured", "")

INTRODUCTION = """# Performance

Written by `python3 -m tests.benchmarks`; not by hand. Measured on: {machine}.

{verdict}

## Bars

{bars}

## How to run it

    python3 -m tests.benchmarks              # everything; a few minutes once the data is made
    python3 -m tests.benchmarks --million    # and the site alone at a million products
    python3 -m tests.benchmarks --only pages --sizes 2000 --repeats 5

Made-up catalogues are kept in `var/benchmarks` (another folder: `--data` or UNDERFOOT_BENCHMARKS_DIR) and used again until
the generator or a migration changes. This page is written by a whole run only. The command exits with 1 if a bar is missed.
Wall-clock times need an idle machine (on a busy one `--clock cpu` counts what the process computes); ratios bear some noise, since what is compared is measured in turns.

## What is measured

- **The data.** Made up from a seed: 41 features of every kind, 64 brands with a heavy-tailed share, 14 foot problems. As in the
  starting data most products state three to eight features and a tenth more, up to thirty. Some values are disputed, unspecified or do not apply.
- **The lists.** Thirty fixed addresses (`tests/benchmarks/addresses.py`): nothing chosen, any-of choices, must-haves, brands, kinds,
  ranges, prices, makers' claims, five orders, deeper pages. For each the median of {repeats} repeats, after one that is not counted;
  p50 and p95 are taken over the thirty (nearest rank).
- **A page** goes through the whole request stack in one process: handler, every middleware, gzip, view; the connection to the database
  is kept for a minute as on the server. No page is kept. Cards are, each under the version of its product, as on the server: a
  list whose cards were all on earlier lists asks for no rows. The same with every card made anew, and the first time each list is
  asked for right after the index was built, have columns of their own.
- **The baseline** (`tests/benchmarks/baseline/`) is the same list as an ordinary Django view: a django-filter FilterSet, one GROUP BY for
  each facet over the products without its own choice (for foot problems one a problem), prefetched rows, templates, and indexes of its own
  so that each GROUP BY reads an index and no table. A test holds that its products, order, total and counts are those of the site for
  all thirty lists. It has no chips, no quick filters and no search, and matches no foot problems beyond counting them.
- **Comparisons** are those of the insoles that state most, four at a time, with every feature. What they are measured against
  (`tests/benchmarks/baseline/compare.py`) is the same page in the usual way: querysets with everything prefetched, model objects, one
  template. It shares the words and the drawings, and a test holds that its insoles, features, values, states, differences
  and sources are those of the site. It has no controls beyond two selects, and does not number its sources.
- **Requests per second** are those of the site's server with two workers and a client with four connections on the same machine, in
  rounds of four seconds that take turns.
- **Memory** of the index is what Python has allocated for it (tracemalloc) when it is built.
- **An edit** is made through the models, triggers and all, in a copy of the database; then the time that `current()` takes to hand out an
  index that shows it is measured.
- **A share picture** goes through the whole request stack with its folder of kept pictures emptied before; the fonts are open by then.
- **Rubbish addresses** are random words of the grammar with random values, asked among valid ones; where one is sent on, the
  address that it is sent to comes next. p95 over single requests.
"""


def as_text(report: Report) -> str:
    """For the terminal."""
    tables = [_aligned(HEAD, [_cells(figure) for figure in report.figures])]
    tables += [f"{table.title} ({table.text})\n{_aligned(table.head, table.rows)}" for table in report.tables]
    return "\n\n".join([report.machine, *tables, _verdict(report)])


def as_markdown(report: Report, repeats: int) -> str:
    """For docs/performance.md."""
    bars = _markdown_table(("what", "bar", "measured", "verdict"), [_cells(figure) for figure in report.figures])
    parts = [INTRODUCTION.format(machine=report.machine, verdict=_verdict(report), bars=bars, repeats=repeats)]
    for table in report.tables:
        parts.append(f"## {table.title}\n\n{table.text}\n\n{_markdown_table(table.head, table.rows)}\n")
    return "\n".join(parts)


def _cells(figure: Figure) -> tuple[str, ...]:
    return figure.what, figure.bar, figure.measured, VERDICTS[figure.is_met]


def _verdict(report: Report) -> str:
    held = [figure for figure in report.figures if figure.is_met is not None]
    if not report.missed:
        return f"All {len(held)} bars hold."
    return f"{len(report.missed)} of {len(held)} bars are missed."


def _aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in [head, *rows])


def _markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])
