"""How slugs, dates, currencies and rates are written: the database refuses anything else."""

import pytest
from django.db import DatabaseError, transaction

from catalogue.choices import RESERVED_WORDS
from tests.builders import make_brand, make_feature, make_rate, make_source
from tests.databases import refuses


@pytest.mark.django_db
class TestTheDatabase:
    @pytest.mark.parametrize("slug", ["", "A", "a b", "a_b", "-a", "a-", "a--b", "ä", "a\n", "a/b"])
    def test_refuses_a_slug_that_breaks_the_grammar(self, slug: str) -> None:
        refuses("brand_slug_grammar", lambda: make_brand(slug=slug))

    @pytest.mark.parametrize("slug", ["a", "a-b", "2-in-1", "n02"])
    def test_takes_a_slug_that_keeps_it(self, slug: str) -> None:
        assert make_brand(slug=slug).pk

    @pytest.mark.parametrize("word", sorted(RESERVED_WORDS))
    def test_refuses_a_feature_named_like_a_word_of_the_addresses(self, word: str) -> None:
        refuses("feature_slug_not_reserved", lambda: make_feature(word))

    @pytest.mark.parametrize("text", ["14", "2014-00", "2014-13", "2014-01-32", "2014-1", "2014-01\n", "２０１４"])
    def test_refuses_what_is_no_date(self, text: str) -> None:
        refuses("source_published_written_as_date", lambda: make_source(published=text))

    @pytest.mark.parametrize("text", ["", "2014", "2014-04", "2014-04-21"])
    def test_takes_a_date_as_precise_as_it_is(self, text: str) -> None:
        assert make_source(published=text).pk

    @pytest.mark.parametrize("currency", ["", "usd", "US", "USDT", "U$D", "USD\n"])
    def test_refuses_what_is_no_currency_of_a_rate(self, currency: str) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            make_rate(currency)

    @pytest.mark.parametrize("per_euro", ["-1", "0", "90000.00001"])
    def test_refuses_a_rate_that_prices_cannot_be_told_by(self, per_euro: str) -> None:
        refuses("rate_above_zero", lambda: make_rate("JPY", per_euro))
