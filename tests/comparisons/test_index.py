"""The index, the SQL and the oracle give the same answers, for any address, over real and made-up products."""

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from catalogue.models import Product
from comparisons import conditions
from comparisons.index import Answer
from comparisons.selection import Selection, address
from tests.comparisons.addresses import selections
from tests.comparisons.conftest import Catalogue

pytestmark = pytest.mark.django_db


def drawn(data: st.DataObject, catalogue: Catalogue) -> Selection:
    """A random selection, named when a test fails."""
    selection = data.draw(selections(catalogue.world, catalogue.vocabulary))
    note(address("/insoles/", selection))
    return selection


class TestTheSameForAnyAddress:
    @given(data=st.data())
    def test_the_index_lists_what_the_oracle_lists(self, data: st.DataObject, catalogue: Catalogue) -> None:
        selection = drawn(data, catalogue)
        answer, asked = Answer(catalogue.index, selection), catalogue.world.ask(selection)
        assert answer.ids() == asked.listed
        assert answer.total == len(asked.listed)
        assert answer.ids(unknown=True) == asked.unknown
        assert answer.not_fitting == asked.not_fitting

    @given(data=st.data())
    def test_the_sql_lists_what_the_oracle_lists(self, data: st.DataObject, catalogue: Catalogue) -> None:
        selection = drawn(data, catalogue)
        asked = catalogue.world.ask(selection)
        published, vocabulary = Product.objects.published(), catalogue.vocabulary
        listed = conditions.listed(published, selection, vocabulary)
        unknown = conditions.unknown_block(published, selection, vocabulary)
        assert list(listed.values_list("pk", flat=True)) == asked.listed
        assert list(unknown.values_list("pk", flat=True)) == asked.unknown

    @given(data=st.data())
    def test_the_index_counts_what_the_oracle_counts(self, data: st.DataObject, catalogue: Catalogue) -> None:
        selection = drawn(data, catalogue)
        asked = catalogue.world.ask(selection)
        counted = dict(Answer(catalogue.index, selection).counts())
        assert list(counted) == catalogue.world.facets()
        for facet, counts in counted.items():
            expected = asked.counts(facet)
            assert {slug: n for slug, n in counts.values.items() if n} == {
                slug: n for slug, n in expected.values.items() if n
            }
            assert (counts.not_stated, counts.not_applicable) == (expected.not_stated, expected.not_applicable)
            assert (counts.low, counts.high) == (expected.low, expected.high)
