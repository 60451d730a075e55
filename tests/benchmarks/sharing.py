"""Share pictures that were not drawn before, through the whole request stack."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from django.test import override_settings

from catalogue.models import Product
from tests.benchmarks.stack import Site
from tests.benchmarks.timing import seconds

PATH = "/compare/share.png"


def share_picture_costs(site: Site, count: int, repeats: int) -> tuple[float, int]:
    """Seconds to the picture of so many insoles, the median, and its bytes as they are sent. The fonts are open by then."""
    slugs = Product.objects.published().order_by("slug").values_list("slug", flat=True)[:count]
    query = "&".join(f"with={slug}" for slug in slugs)
    with _emptied_folder() as folder:
        size = len(site.page(PATH, query).body)
        times = []
        for _ in range(repeats):
            for kept in folder.iterdir():
                kept.unlink()
            times.append(seconds(partial(site.page, PATH, query)))
    return median(times), size


@contextmanager
def _emptied_folder() -> Iterator[Path]:
    with TemporaryDirectory() as folder, override_settings(SHARE_PICTURES_ROOT=folder):
        yield Path(folder)
