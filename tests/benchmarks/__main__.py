"""`python3 -m tests.benchmarks`: measure lists and comparisons, print a table, write docs/performance.md. Exits with 1 if a bar is missed."""

import sys

from config import bootstrap

if __name__ == "__main__":
    bootstrap.enter(sys.argv)
    from tests.benchmarks.command import main

    sys.exit(main(sys.argv[1:]))
