"""What is exported and imported again changes nothing, whatever stands in the catalogue."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.models import Brand, Feature, Offer, Product, Source, Statement
from catalogue.transfer import FORMATS, KINDS, export, run
from tests import builders as make

pytestmark = pytest.mark.django_db

# Texts with all that means something to a spreadsheet or to a text file.
TRICKY = st.text(alphabet="=+-@'\"|,;\t\n ab1ß", max_size=12).map(str.strip)


def counts_of_round_trip(kind: str, form: str) -> dict[str, int]:
    """What importing the export of all rows would do."""
    content = export(KINDS[kind], KINDS[kind].model._default_manager.all(), form)
    outcome, _rows = run(KINDS[kind], content, is_trial=False)
    assert outcome.is_clean, (outcome.faults, outcome.of("refused"))
    return {name: count for name, count in outcome.counts.items() if count}


def test_the_starting_data_comes_back_the_same() -> None:
    call_command("load_data", verbosity=0)
    for kind in KINDS.values():
        before = list(kind.model._default_manager.order_by("pk").values())
        for form in FORMATS:
            assert counts_of_round_trip(kind.name, form) == {"same": len(before)}, (kind.name, form)
        assert list(kind.model._default_manager.order_by("pk").values()) == before


@pytest.mark.parametrize("form", FORMATS)
@given(texts=st.lists(TRICKY, min_size=4, max_size=4), number=st.decimals(0, 999, places=3))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_tricky_texts_and_numbers_come_back_the_same(form: str, texts: Sequence[str], number: Any) -> None:
    for model in (Offer, Statement, Product, Source):
        model.objects.all().delete()
    make.make_brand(slug=f"testa-{Brand.objects.count()}")
    source = make.make_source(title=texts[0] or "Title", note=texts[1])
    product = make.make_product(
        name=texts[2] or "Name", line=texts[3], aka=[text for text in texts if text and "|" not in text]
    )
    feature = Feature.objects.first() or make.make_feature(kind="number", unit="EU size")
    make.make_statement(product, feature, number, source=source, context=texts[0], as_stated=texts[1])
    for kind in ("sources", "products", "statements"):
        assert counts_of_round_trip(kind, form) == {"same": 1}
