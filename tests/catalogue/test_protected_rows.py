"""What something rests on cannot be deleted."""

from datetime import date
from typing import Any

import pytest
from django.db import models

from tests.builders import make_feature, make_product, make_rate, make_statement


@pytest.mark.django_db
class TestAProtectedRow:
    @pytest.mark.parametrize("kind", ["source", "feature", "brand"])
    def test_of_a_statement_stays(self, kind: str) -> None:
        statement = make_statement(make_product(checked_on=date(2026, 1, 1)), make_feature(), "low")
        rows: dict[str, Any] = {
            "source": statement.source,
            "feature": statement.feature,
            "brand": statement.product.brand,
        }
        with pytest.raises(models.ProtectedError):
            rows[kind].delete()

    def test_source_of_a_rate_stays(self) -> None:
        with pytest.raises(models.ProtectedError):
            make_rate().source.delete()
