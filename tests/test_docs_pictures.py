"""The pictures of the documents: each is named somewhere, told to those who do not see it, and small."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
TAKEN = sorted(path.name for path in (DOCS / "pictures").glob("desk-*"))
NAMED = {
    name: words
    for words, name in re.findall(
        r"!\[([^\]]*)\]\(pictures/([^)]+)\)", (DOCS / "editors.md").read_text(encoding="utf-8")
    )
}


def test_every_picture_of_the_desk_stands_in_the_text() -> None:
    assert sorted(NAMED) == TAKEN


@pytest.mark.parametrize("name", TAKEN)
def test_a_picture_has_words_and_is_small(name: str) -> None:
    assert len(NAMED[name]) > 40
    assert (DOCS / "pictures" / name).stat().st_size <= 80_000
