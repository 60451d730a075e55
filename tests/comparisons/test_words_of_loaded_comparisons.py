"""Words of comparisons that come with a file count as checked; what stood open stays open where they are the same."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from catalogue.imports import load
from catalogue.models import Feature, Product
from comparisons.models import Comparison
from tests.builders import make_feature, make_product, make_shown
from tests.comparisons.test_words_to_look_at_again import changes, show

pytestmark = pytest.mark.django_db


@pytest.fixture
def weight() -> Feature:
    """A number."""
    return make_feature("weight", kind="number", unit="g")


class TestLoading:
    def entries(self, write: Any, title: str = "A title") -> Any:
        """A file with a comparison of one product."""
        fields = {"slug": "made-up", "position": 1, "title_en": title, "intro_en": "So.", "highlights": [["weight"]]}
        columns = {"comparison": ["made-up"], "product": ["testa-nonesuch-1"], "position": 1}
        return write(
            [
                {"model": "comparisons.comparison", "fields": fields},
                {"model": "comparisons.comparedproduct", "fields": columns},
            ]
        )

    @pytest.fixture
    def write(self, tmp_path: Path) -> Callable[[Any], Path]:
        """Writes entries to a file."""

        def written(content: Any) -> Path:
            path = tmp_path / "made_up.json"
            path.write_text(json.dumps(content), encoding="utf-8")
            return path

        return written

    @pytest.fixture(autouse=True)
    def product(self, weight: Feature) -> Product:
        """What the file refers to."""
        product = make_product()
        make_shown(product, weight, 60)
        return product

    def test_a_new_comparison_checks_it_off(self, write: Any) -> None:
        call_command("load_data", self.entries(write), verbosity=0)
        assert changes() == []
        assert [feature.slug for feature in Comparison.objects.get().highlights.all()] == ["weight"]

    def test_the_same_again_keeps_what_is_open(self, write: Any, product: Product, weight: Feature) -> None:
        path = self.entries(write)
        call_command("load_data", path, verbosity=0)
        show(product, weight, 58)
        assert not load([path]).changes_anything
        call_command("load_data", path, verbosity=0)
        assert changes() == ["Testa Nonesuch 1: Weight: 60 g → 58 g"]

    def test_changed_words_checks_it_off_again(self, write: Any, product: Product, weight: Feature) -> None:
        call_command("load_data", self.entries(write), verbosity=0)
        show(product, weight, 58)
        call_command("load_data", self.entries(write, "Another title"), verbosity=0)
        assert changes() == []

    def test_other_files_keeps_what_is_open(self, write: Any, product: Product, weight: Feature) -> None:
        call_command("load_data", self.entries(write), verbosity=0)
        show(product, weight, 58)
        brand = {"model": "catalogue.brand", "fields": {"slug": "made-up", "name": "Made up"}}
        call_command("load_data", write([brand]), verbosity=0)
        assert len(changes()) == 1


@pytest.mark.usefixtures("starting_data")
def test_the_starting_data_leaves_nothing_open() -> None:
    found = Comparison.objects.since_checked().values()
    assert len(found) == 9
    assert not [since for since in found if since.is_due]
