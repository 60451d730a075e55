"""Two who write at once: each takes the revision row before any other, so that they wait one after the other and never for each other."""

from typing import Any

import pytest
from django.db.models import Model, QuerySet

from catalogue.models import Brand, Product, Proposal, Revision, done_or_proposed, recorded_models
from catalogue.triggers import watched_tables
from tests import builders as make
from tests.desk import address, logged_in, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> list[type[Model]]:
    """The kinds of row that are locked, in order: SQLite locks none, and PostgreSQL these."""
    kinds: list[type[Model]] = []
    lock = QuerySet.select_for_update

    def noted(rows: Any, *arguments: Any, **named: Any) -> Any:
        kinds.append(rows.model)
        return lock(rows, *arguments, **named)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    return kinds


@pytest.mark.parametrize(("kind", "typed"), [(Product, {"line": "Typed"}), (Brand, {"note": "Typed"})])
def test_a_form_is_saved_in_turn(locked: list[type[Model]], kind: type[Any], typed: dict[str, str]) -> None:
    make.make_product()
    saved = submit(logged_in(), address(kind, "change", kind.objects.get().pk), typed)
    assert saved.status_code == 302
    assert locked == [Revision, kind]


def test_a_sheet_is_saved_in_turn(locked: list[type[Model]]) -> None:
    product = make.make_product()
    logged_in().post(address(Product, "sheet", product.pk), {})
    assert locked == [Revision, Product]


class TestAProposal:
    def test_is_compared_and_applied_in_turn(self, locked: list[type[Model]]) -> None:
        _done, proposal = done_or_proposed("somebody", "", make.make_problem)
        assert proposal is not None
        proposal.apply("second person")
        assert locked == [Revision, Proposal]

    def test_holds_only_rows_whose_writers_wait_for_the_revision(self) -> None:
        """So nobody else can change one between the comparison and the writing."""
        assert {model._meta.db_table for model in recorded_models()} <= set(watched_tables())
