"""The made-up catalogue is sound and spread as promised; the same seed makes the same rows."""

import pytest
from django.db import connection, transaction
from django.db.models import Count

from catalogue.audit import faults
from catalogue.choices import EntryState
from catalogue.models import Offer, Product, SpecEntry, Statement, Suitability
from tests.benchmarks.catalogue import MadeUpCatalogue
from tests.benchmarks.conftest import PRODUCTS

pytestmark = pytest.mark.django_db

FEW = 60


def made_anew(seed: int) -> list[tuple[object, ...]]:
    """What a few products of a seed say, from a catalogue that is undone again."""
    with transaction.atomic():
        MadeUpCatalogue(seed).write(FEW)
        columns = ("product__slug", "feature__slug", "choice__slug", "number", "voice")
        rows = list(Statement.objects.order_by("pk").values_list(*columns))
        transaction.set_rollback(True)
    return rows


def test_a_seed_makes_the_same_rows_and_another_makes_others() -> None:
    first, again, other = made_anew(1), made_anew(1), made_anew(2)
    assert first == again
    assert first != other


@pytest.mark.usefixtures("made_up")
class TestSpread:
    def test_the_audit_finds_nothing(self) -> None:
        assert list(faults(connection)) == []

    def test_every_state_occurs(self) -> None:
        states = set(SpecEntry.objects.order_by().values_list("state", flat=True))
        assert states == set(EntryState) - {EntryState.NOT_CHECKED}
        assert SpecEntry.objects.filter(choice__is_unspecified=True).exists()
        assert SpecEntry.objects.filter(is_presence_disputed=True).exists()

    def test_most_state_three_to_eight_features_and_some_many_more(self) -> None:
        known = list(Product.objects.annotate(known=Count("entries")).values_list("known", flat=True))
        assert len(known) == PRODUCTS
        assert sum(3 <= number <= 8 for number in known) > PRODUCTS * 0.6
        assert max(known) > 15
        assert min(known) == 0

    def test_one_brand_has_many_and_most_have_few(self) -> None:
        sizes = Product.objects.order_by().values("brand").annotate(size=Count("pk")).values_list("size", flat=True)
        assert max(sizes) > PRODUCTS / 10
        assert sorted(sizes)[len(sizes) // 2] < PRODUCTS / 50

    def test_prices_and_claims_are_of_every_kind(self) -> None:
        assert Offer.objects.order_by().values("currency").distinct().count() > 2
        assert set(Offer.objects.order_by().values_list("price_kind", flat=True)) == {"street", "list", "struck_out"}
        assert set(Suitability.objects.order_by().values_list("says", "voice")) >= {
            ("for", "maker"),
            ("for", "retailer"),
            ("not_for", "maker"),
        }
