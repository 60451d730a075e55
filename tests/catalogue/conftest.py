"""What the tests of loading files share."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import make_feature, make_problem, make_product, make_source


@pytest.fixture
def catalogue(db: None) -> None:
    """What the entries of tests/catalogue/fixture_entries.py refer to."""
    make_product()
    make_source()
    make_feature()
    make_feature("made-up-weight", kind="number", unit="g")
    make_problem()


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """A function that writes entries, or any text, to a file and returns its path."""

    def written(content: Any, name: str = "made_up.json") -> Path:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return written
