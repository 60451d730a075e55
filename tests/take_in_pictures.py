"""What becomes of files sent as photos, and how much memory the process needed at most: `python -m tests.take_in_pictures FOLDER`.

A process of its own with several threads, as a server is one: the peak is that of taking in photos and making their sizes, and of nothing else.
"""

import json
import resource
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
from django.core.exceptions import ValidationError
from django.core.files.base import File

THREADS = 4


def main(folder: Path) -> None:
    """Print as JSON: for each file the code of its refusal or, with an empty code, the name it is kept under; the peak in MB."""
    django.setup()
    paths = sorted(folder.iterdir())
    with ThreadPoolExecutor(THREADS) as threads:
        became = dict(zip((path.name for path in paths), threads.map(_taken, paths), strict=True))
    print(json.dumps({"files": became, "peak": _peak()}))


def _taken(path: Path) -> list[str]:
    from catalogue import images
    from catalogue.models import Picture

    with path.open("rb") as file:
        try:
            kept = images.take_in(File(file, name=path.name))
        except ValidationError as refused:
            return [str(refused.code), ""]
    picture = Picture()
    picture.image.save(str(kept.name), kept, save=False)
    images.make_variants(picture)
    return ["", str(picture.image.name)]


def _peak() -> int:
    """Linux counts for the process what its parent had before it began; there the kernel's own note of this one is read."""
    status = Path("/proc/self/status")
    if status.exists():
        noted = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(noted.split()[1]) // 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 2**20 if sys.platform == "darwin" else peak // 2**10


if __name__ == "__main__":
    main(Path(sys.argv[1]))
