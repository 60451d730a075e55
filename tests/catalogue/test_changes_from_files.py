"""What a file that is loaded writes into the public log."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from catalogue.models import Feature, Product
from tests import builders as make
from tests.catalogue.test_changes import LOW, NOT_STATED, log, one

pytestmark = pytest.mark.django_db


@pytest.fixture
def product() -> Product:
    """A published product beside one with a value, so that the log has begun."""
    make.make_statement(make.make_product(), make.make_feature("other"), "low")
    make.derive()
    return make.make_product(slug="tried")


@pytest.fixture
def feature(product: Product) -> Feature:
    return make.make_feature("arch-height")


class TestLoading:
    @pytest.fixture
    def load(self, write: Any) -> Callable[..., None]:
        def loaded(*entries: dict[str, Any]) -> None:
            call_command("load_data", str(write(list(entries))), verbosity=0)

        return loaded

    def test_a_new_product_is_one_row_and_a_new_value_of_an_old_one_another(
        self, load: Any, product: Product, feature: Feature
    ) -> None:
        make.make_source(slug="label")
        new = {"slug": "new", "brand": ["testa"], "name": "New", "status": "published", "checked_on": "2026-11-23"}
        said = {"feature": ["arch-height"], "choice": ["arch-height", "low"], "source": ["label"], "voice": "maker"}
        load(
            {"model": "catalogue.product", "fields": new},
            *({"model": "catalogue.statement", "fields": {"product": [slug], **said}} for slug in ("new", "tried")),
        )
        assert log() == [
            ("new", "", {}, {"state": "published"}, {}),
            ("tried", "arch-height", NOT_STATED, LOW, {"why": "said", "source": "label"}),
        ]

    def test_a_changed_row_of_what_is_looked_for(self, load: Any, feature: Feature) -> None:
        make.make_look_for(make.make_problem("ache"), feature, weight=1)
        row = {
            "problem": ["ache"],
            "feature": ["arch-height"],
            "weight": 3,
            "basis": "usual_practice",
            "reason_en": "A made-up reason.",
        }
        load({"model": "catalogue.lookfor", "fields": row})
        assert one()[2:4] == ({"weight": 1}, {"weight": 3})
