"""Prices from a shop's product feed: found by bar code or title, confirmed by an editor, imported like any table."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalogue.models import Offer, Product, Source
from catalogue.transfer.feeds import FeedItem, Match, gtins_table, matches, read_feed
from tests import builders as make
from tests.desk import address, logged_in

TSV = (
    b"id\ttitle\tbrand\tprice\tsale price\tgtin\tavailability\n"
    b"1\tTesta Nonesuch 1 insoles, size S\tTesta\t39.95 EUR\t29.95 EUR\t4006381333931\tin stock\n"
    b"2\tTesta Nonesuch 1 insoles, size M\tTesta\t29,95 EUR\t\t\tin_stock\n"
    b"3\tA lamp\tOther\t5 EUR\t\t\tin_stock\n"
)
RSS = b"""<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>
<item><title>Nonesuch 1</title><g:brand>Testa</g:brand><g:price>EUR 12.50</g:price><g:availability>out_of_stock</g:availability></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
<entry><g:title>Testa Nonesuch 1</g:title><g:price>12.50 EUR</g:price></entry></feed>"""


class TestReading:
    """Both forms of a feed."""

    def test_tabs_give_the_price_that_is_asked_now(self) -> None:
        first, second, _lamp = read_feed(TSV)
        assert (first.title, first.amount, first.currency) == ("Testa Nonesuch 1 insoles, size S", "29.95", "EUR")
        assert (second.amount, second.number) == ("29.95", 2)

    @pytest.mark.parametrize("content", [RSS, ATOM])
    def test_xml_gives_title_and_price(self, content: bytes) -> None:
        (item,) = read_feed(content)
        assert (item.title.endswith("Nonesuch 1"), item.amount, item.currency) == (True, "12.50", "EUR")

    def test_what_is_out_of_stock_is_marked(self) -> None:
        assert [item.is_in_stock for item in (*read_feed(RSS), *read_feed(ATOM))] == [False, True]

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"<rss><item>", "no XML"),
            (b'<!DOCTYPE a [<!ENTITY b "c">]><rss/>', "words of its own"),
            (b"<rss/>", "no product feed"),
            (b"slug,line\na,b\n", "no product feed"),
        ],
    )
    def test_anything_else_is_refused_with_the_reason(self, content: bytes, reason: str) -> None:
        with pytest.raises(ValidationError, match=reason):
            read_feed(content)


@pytest.mark.django_db
class TestMatching:
    """Which article is which product."""

    def test_a_title_is_offered_for_the_name_most_like_it_and_no_other_is(self) -> None:
        make.make_product(name="Nonesuch")
        make.make_product(name="Nonesuch Soft")
        make.make_product(name="Nonesuch Gone", status="withdrawn")
        titles = ["Testa Nonesuch Soft insoles (M)", "Nonesuch, black", "Testa Nonesuch Gone", "A lamp"]
        found = matches(FeedItem(number, title, brand="Testa") for number, title in enumerate(titles))
        assert [match.name for match in found[:2]] == ["Testa Nonesuch Soft", "Testa Nonesuch"]
        assert found[2].name != "Testa Nonesuch Gone"
        assert found[3].product == ""

    def test_a_bar_code_is_certain(self) -> None:
        make.make_product(gtin="4006381333931")
        (match,) = matches([FeedItem(1, "Something else", gtin="4006381333931")])
        assert (match.product, match.how) == ("testa-nonesuch-1", "gtin")

    def test_bar_codes_of_several_sizes_are_nobodys(self) -> None:
        sizes = [Match(FeedItem(number, "a", gtin=str(number)), "testa-nonesuch-1", how="title") for number in (1, 2)]
        assert gtins_table(sizes) is None


class TestAtTheDesk:
    """From the feed to the trial run of a table of offers."""

    @pytest.fixture
    def desk(self, db: None) -> Client:
        make.make_product()
        make.make_source()
        return logged_in()

    def send(self, desk: Client, content: bytes = TSV) -> Any:
        source = Source.objects.get()
        facts = {"source": source.pk, "seller": "Testa shop", "country": "de", "seen_on": "2026-11-26"}
        file = SimpleUploadedFile("feed.tsv", content)
        return desk.post(address(Offer, "feed"), {"feed": file, **facts}, follow=True)

    def test_what_is_found_by_title_is_not_ticked(self, desk: Client) -> None:
        page = self.send(desk)
        assert [(match.item.number, ticked) for match, ticked in page.context["rows"]] == [(1, False), (2, False)]
        assert "1 article is not read" in page.content.decode()

    def test_what_is_ticked_is_tried_and_imported_as_offers_and_sizes_of_one_price_once(self, desk: Client) -> None:
        page = self.send(desk)
        trial = desk.post(page.request["PATH_INFO"], {"item": ["1", "2"]}, follow=True)
        assert trial.context["outcome"].counts["new"] == 1
        assert not Offer.objects.exists()
        desk.post(trial.request["PATH_INFO"])
        offer = Offer.objects.get()
        assert (str(offer.amount), offer.seller, offer.country, offer.seen_on) == (
            "29.95",
            "Testa shop",
            "DE",
            "2026-11-26",
        )

    def test_a_bar_code_of_what_was_confirmed_by_title_waits_as_a_table_of_products(self, desk: Client) -> None:
        page = self.send(desk)
        trial = desk.post(page.request["PATH_INFO"], {"item": ["1"]}, follow=True)
        (message,) = trial.context["messages"]
        way = re.search(r'href="([^"]+)"', str(message))
        assert way
        assert desk.get(way[1]).context["outcome"].counts["changed"] == 1
        desk.post(way[1])
        assert Product.objects.values_list("gtin", flat=True).get() == "4006381333931"

    def test_without_a_tick_nothing_is_tried(self, desk: Client) -> None:
        page = self.send(desk)
        assert "Tick the articles" in desk.post(page.request["PATH_INFO"]).content.decode()

    def test_what_is_no_feed_is_refused_at_its_field(self, desk: Client) -> None:
        assert "This is no product feed" in self.send(desk, b"slug\na\n").content.decode()

    def test_the_list_of_offers_leads_to_it(self, desk: Client) -> None:
        assert address(Offer, "feed") in desk.get(address(Offer, "changelist")).content.decode()
