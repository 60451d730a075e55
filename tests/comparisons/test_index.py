"""The index, the SQL and the oracle list the same, for any address, over real and made-up products."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, note, settings
from hypothesis import strategies as st

from catalogue.models import Product, Revision
from comparisons import conditions
from comparisons.index import Answer, build
from comparisons.selection import Selection, address
from tests.builders import make_feature, make_product, make_shown
from tests.comparisons.addresses import selections
from tests.comparisons.conftest import Catalogue

pytestmark = pytest.mark.django_db

# A group of problems asked of SQLite takes a third of a second; the other properties cost a tenth of that.
FEWER = settings(max_examples=max(settings().max_examples * 2 // 5, 1))


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

    @FEWER
    @given(data=st.data())
    def test_the_sql_lists_what_the_oracle_lists(self, data: st.DataObject, catalogue: Catalogue) -> None:
        selection = drawn(data, catalogue)
        asked = catalogue.world.ask(selection)
        published, vocabulary = Product.objects.published(), catalogue.vocabulary
        listed = conditions.listed(published, selection, vocabulary)
        unknown = conditions.unknown_block(published, selection, vocabulary)
        assert list(listed.values_list("pk", flat=True)) == asked.listed
        assert list(unknown.values_list("pk", flat=True)) == asked.unknown

    @given(data=st.data(), start=st.integers(0, 250), count=st.integers(0, 60))
    def test_a_page_is_a_piece_of_the_whole_list(
        self, data: st.DataObject, start: int, count: int, catalogue: Catalogue
    ) -> None:
        answer = Answer(catalogue.index, drawn(data, catalogue))
        assert answer.ids(start, count) == answer.ids()[start : start + count]

    @given(data=st.data())
    def test_listed_open_and_not_fitting_never_overlap(self, data: st.DataObject, catalogue: Catalogue) -> None:
        answer = Answer(catalogue.index, drawn(data, catalogue))
        listed, unknown = answer.ids(), answer.ids(unknown=True)
        assert len({*listed, *unknown}) == len(listed) + len(unknown)
        assert len(listed) + len(unknown) + answer.not_fitting <= len(catalogue.index.ids)

    def test_only_published_products_are_in_it(self, catalogue: Catalogue) -> None:
        published = set(Product.objects.filter(status=Product.Status.PUBLISHED).values_list("pk", flat=True))
        assert Product.objects.count() > len(published)
        assert set(catalogue.index.ids) == published

    def test_names_stand_in_the_order_of_code_points(self, catalogue: Catalogue) -> None:
        rows = Product.objects.in_bulk(catalogue.index.ids)
        keys = [(rows[pk].sort_key, rows[pk].slug) for pk in catalogue.index.ids]
        assert keys == sorted(keys)


class TestABuild:
    def test_it_carries_the_token_of_the_data_it_was_built_from(self) -> None:
        make_product()
        assert build().token == Revision.objects.token()

    def test_it_costs_the_same_number_of_queries_for_any_number_of_products(self) -> None:
        feature = make_feature("ribs")
        make_shown(make_product(), feature, "low")
        with CaptureQueriesContext(connection) as few:
            build()
        for _ in range(20):
            make_shown(make_product(), feature, "low")
        with CaptureQueriesContext(connection) as many:
            build()
        assert len(many) == len(few)

    def test_an_empty_catalogue_answers_too(self) -> None:
        answer = Answer(build(), Selection(query="anything"))
        assert (answer.total, answer.ids(), answer.not_fitting) == (0, [], 0)
        assert dict(answer.counts())["brand"].values == {}
