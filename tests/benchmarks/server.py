"""The site's real server with two workers: `python -m tests.benchmarks.server HOST PORT`."""

import sys

from config.server import SiteServer, load_application

WORKERS = 2


class TwoWorkers(SiteServer):
    """The same server, twice."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port)
        self.workers = WORKERS


if __name__ == "__main__":
    TwoWorkers(sys.argv[1], int(sys.argv[2])).serve(target_loader=load_application)
