"""More than a hundred hostile files: each is refused for a reason or made safe, and a process that takes them all stays small."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from catalogue.images.gate import LONGEST_SIDE
from tests.hostile_pictures import SAFE, SECRETS, hostile_files

MOST_MEGABYTES = 300
# What a process that serves the site has in memory besides, its index above all, when no photo is being looked at.
OF_THE_SITE = 50
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Sent:
    """All that was sent: what was to become of it and what did, the folder of what is kept, and the memory it took."""

    contents: set[str]
    expected: dict[str, str]
    became: dict[str, list[str]]
    media: Path
    peak: int

    def kept(self) -> dict[str, Path]:
        """Each file that was kept: its name when it was sent, and where it lies."""
        return {name: self.media / path for name, (_code, path) in self.became.items() if path}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """A process that takes in each file and makes its sizes, as the server does."""
    folder, var = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("var")
    contents, expected = set(), {}
    for number, hostile in enumerate(hostile_files()):
        name = f"{number:03}-{hostile.name}"
        content = hostile.make()
        (folder / name).write_bytes(content)
        contents.add(hashlib.sha256(content).hexdigest())
        expected[name] = hostile.outcome
    surroundings = {**os.environ, "UNDERFOOT_VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings"}
    told = subprocess.run(
        [sys.executable, "-m", "tests.take_in_pictures", str(folder)],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(told.stdout)
    return Sent(contents, expected, said["files"], var / "media", said["peak"])


def test_there_are_a_hundred_and_no_two_are_alike(sent: Sent) -> None:
    assert len(sent.contents) == len(sent.expected) >= 100


def test_each_is_refused_for_its_reason_or_kept(sent: Sent) -> None:
    assert {name: code for name, (code, _path) in sent.became.items()} == sent.expected


def test_what_is_kept_is_a_plain_photo_within_limits(sent: Sent) -> None:
    assert len(sent.kept()) == sum(outcome == SAFE for outcome in sent.expected.values())
    for name, path in sent.kept().items():
        with Image.open(path) as photo:
            assert (photo.format, photo.mode in {"RGB", "RGBA"}, getattr(photo, "n_frames", 1)) == ("WEBP", True, 1), (
                name
            )
            assert max(photo.size) <= LONGEST_SIDE, name
            assert not {"exif", "icc_profile", "xmp"} & set(photo.info), name
            photo.load()


def test_nothing_hidden_and_nothing_behind_a_photo_is_in_any_file_that_is_kept(sent: Sent) -> None:
    files = [path for path in sent.media.rglob("*") if path.is_file()]
    assert len(files) > 5 * len(sent.kept())
    for path in files:
        content = path.read_bytes()
        assert not [secret for secret in SECRETS if secret in content], path.name
        if path.suffix == ".webp":
            assert len(content) == 8 + int.from_bytes(content[4:8], "little"), path.name


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_turned_photo_stands_upright(sent: Sent, turn: int) -> None:
    path = next(path for name, path in sent.kept().items() if name.endswith(f"-turned-{turn}.jpg"))
    with Image.open(path) as photo:
        assert photo.size == ((320, 240) if turn < 5 else (240, 320))
        sides = {
            "left": (5, photo.height // 2),
            "right": (photo.width - 5, photo.height // 2),
            "top": (photo.width // 2, 5),
            "bottom": (photo.width // 2, photo.height - 5),
        }
        red = [side for side, place in sides.items() if _is_red(photo, place)]
    where = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}
    assert where[turn] in red
    assert {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}[where[turn]] not in red


def test_the_process_that_takes_them_all_stays_small(sent: Sent) -> None:
    assert sent.peak + OF_THE_SITE <= MOST_MEGABYTES, f"{sent.peak} MB at most, and {OF_THE_SITE} MB of the site"


def _is_red(photo: Image.Image, place: tuple[int, int]) -> bool:
    pixel = photo.convert("RGB").getpixel(place)
    assert isinstance(pixel, tuple)
    red, green, blue = pixel
    return red > 200 and green < 60 and blue < 60
