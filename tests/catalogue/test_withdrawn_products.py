"""What becomes of a product that is withdrawn, or merged into another one: no address ends in an error."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.imports import BadFixtures, load
from catalogue.models import Change, Product, Revision
from comparisons.index import current
from config.open_data import EXPORTS
from tests.builders import DAY, make_brand, make_feature, make_product, make_shown
from tests.catalogue.fixture_entries import brand, entry
from tests.pages import opened

pytestmark = pytest.mark.django_db

WITHDRAWN = Product.Status.WITHDRAWN


def make_withdrawn(**fields: Any) -> Product:
    """A product that visitors saw once."""
    return make_product(status=WITHDRAWN, **fields)


def refused(product: Product) -> str:
    """What clean() and the constraints say against a product as it is."""
    with pytest.raises(ValidationError) as caught:
        product.full_clean()
    return str(caught.value)


class TestTheDatabase:
    @pytest.mark.parametrize("status", ["draft", "in_review", "published"])
    def test_lets_only_a_withdrawn_product_be_merged(self, status: str) -> None:
        one, other = make_product(), make_product()
        Product.objects.filter(pk=one.pk).update(status=WITHDRAWN, merged_into=other)
        with pytest.raises(IntegrityError), transaction.atomic():
            Product.objects.filter(pk=one.pk).update(status=status)

    def test_lets_no_product_be_merged_into_itself(self) -> None:
        one = make_withdrawn()
        with pytest.raises(IntegrityError), transaction.atomic():
            Product.objects.filter(pk=one.pk).update(merged_into=one)

    def test_keeps_a_product_that_others_were_merged_into(self) -> None:
        other = make_product()
        make_withdrawn(merged_into=other)
        with pytest.raises(IntegrityError), transaction.atomic():
            other.delete()

    def test_gives_a_day_of_withdrawal_to_withdrawn_products_only(self) -> None:
        one = make_withdrawn(withdrawn_on=DAY)
        with pytest.raises(IntegrityError), transaction.atomic():
            Product.objects.filter(pk=one.pk).update(status="published")

    def test_notes_a_merge_as_a_change_of_the_product(self) -> None:
        one, other = make_withdrawn(), make_product()
        before = Revision.objects.get()
        Product.objects.filter(pk=one.pk).update(merged_into=other)
        now = Revision.objects.get()
        assert now.token != before.token
        changed = Change.objects.products_changed((before.number, before.token), (now.number, now.token))
        assert changed == {one.pk}


class TestTheForm:
    @pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
    def test_refuses_a_merge_into_what_is_not_published(self, status: str) -> None:
        other = make_product(status=status, name="Hidden")
        assert "Testa Hidden is not published" in refused(make_withdrawn(merged_into=other))

    def test_refuses_a_merge_into_what_is_merged_itself(self) -> None:
        middle = make_withdrawn(name="Middle", merged_into=make_product())
        assert "Testa Middle is not published" in refused(make_withdrawn(merged_into=middle))

    @pytest.mark.parametrize("merged", [True, False])
    def test_refuses_to_take_away_what_others_were_merged_into(self, merged: bool) -> None:
        end, middle = make_product(), make_product()
        make_withdrawn(name="First", merged_into=middle)
        middle.status = WITHDRAWN
        middle.merged_into = end if merged else None
        assert "Merged into this product: Testa First." in refused(middle)

    def test_says_in_words_what_the_database_refuses(self) -> None:
        one = make_product()
        one.merged_into = make_product()
        assert "Only a withdrawn product can be merged into another one." in refused(one)
        itself = make_product()
        itself.merged_into = itself
        assert "A product cannot be merged into itself." in refused(itself)

    def test_lets_two_be_merged_into_a_third(self) -> None:
        other = make_product()
        for _ in range(2):
            make_withdrawn(merged_into=other).full_clean()
        other.full_clean()


class TestTheAddressOfAMergedOne:
    @pytest.fixture
    def merged(self) -> Product:
        """Merged into the product `testa-other`."""
        return make_withdrawn(slug="testa-old", merged_into=make_product(slug="testa-other"))

    @pytest.mark.parametrize("prefix", ["", "/de"])
    def test_leads_to_the_other_for_good_in_the_same_language(
        self, client: Client, merged: Product, prefix: str
    ) -> None:
        response = client.get(f"{prefix}/insoles/testa-old/")
        assert (response.status_code, response["Location"]) == (301, f"{prefix}/insoles/testa-other/")

    def test_is_asked_about_each_time_since_a_merge_can_be_undone(self, client: Client, merged: Product) -> None:
        assert client.get("/insoles/testa-old/")["Cache-Control"] == "no-cache"

    def test_is_a_note_should_the_other_be_gone_as_well(self, client: Client, merged: Product) -> None:
        Product.objects.filter(slug="testa-other").update(status=WITHDRAWN)
        assert client.get("/insoles/testa-old/").status_code == 410


class TestTheAddressOfAWithdrawnOne:
    def test_is_a_note_that_names_it_and_says_since_when(self, client: Client) -> None:
        make_withdrawn(slug="testa-old", name="Old", withdrawn_on=date(2026, 11, 20))
        page = opened(client, "/insoles/testa-old/", 410)
        assert page.headings("h1") == ["Testa Old"]
        assert "This insole was withdrawn from the catalogue on Nov. 20, 2026." in page.main.text
        assert not page.is_for_search_engines

    def test_is_asked_about_each_time_since_it_can_come_back(self, client: Client) -> None:
        make_withdrawn(slug="testa-old")
        assert client.get("/insoles/testa-old/")["Cache-Control"] == "no-cache"

    def test_names_no_day_that_nobody_noted(self, client: Client) -> None:
        make_withdrawn(slug="testa-old")
        assert "This insole was withdrawn from the catalogue." in opened(client, "/insoles/testa-old/", 410).main.text

    def test_shows_nothing_of_what_was_said_of_it(self, client: Client) -> None:
        old = make_withdrawn(slug="testa-old", summary_en="A made-up secret.")
        make_shown(old, make_feature(), "high")
        page = opened(client, "/insoles/testa-old/", 410)
        assert "secret" not in page.html
        assert "Made up height" not in page.main.text

    def test_leads_on_to_its_brand_and_to_others_of_its_kind(self, client: Client) -> None:
        make_withdrawn(slug="testa-old", category="comfort")
        same = make_product()
        alike = make_product(brand=make_brand(slug="balbala", name="Balbala"), category="comfort")
        make_product(brand=alike.brand, category="custom")
        main = opened(client, "/insoles/testa-old/", 410).main
        assert main.under("Insoles of Testa").links() == [same.get_absolute_url(), "/insoles/?brand=testa"]
        assert main.under("Others of its kind: Comfort insole").links() == [
            alike.get_absolute_url(),
            "/insoles/?category=comfort",
        ]

    def test_offers_no_filter_that_finds_nothing(self, client: Client) -> None:
        make_withdrawn(slug="testa-old", category="comfort")
        links = opened(client, "/insoles/testa-old/", 410).main.links()
        assert not [link for link in links if "?" in link]
        assert "/insoles/" in links

    def test_costs_a_handful_of_queries(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_withdrawn(slug="testa-old", category="comfort")
        for _ in range(6):
            make_product(category="comfort")
        with django_assert_max_num_queries(5):
            opened(client, "/insoles/testa-old/", 410)

    @pytest.mark.parametrize("status", ["draft", "in_review"])
    def test_is_not_that_of_what_visitors_never_saw(self, client: Client, status: str) -> None:
        make_product(slug="testa-old", status=status)
        assert client.get("/insoles/testa-old/").status_code == 404


class TestTheIndex:
    def test_drops_one_that_is_merged_and_keeps_the_other(self) -> None:
        one, other = make_product(), make_product()
        assert {one.slug, other.slug} <= set(current().slugs)
        Product.objects.filter(pk=one.pk).update(status=WITHDRAWN, merged_into=other)
        assert one.slug not in current().slugs
        assert other.slug in current().slugs


class TestFiles:
    def product(self, slug: str, **fields: Any) -> dict[str, Any]:
        """An entry of a file."""
        said = {"slug": slug, "brand": ["made-up"], "name": slug, "status": "published"}
        return entry("catalogue.product", {**said, **fields})

    def test_bring_a_merge_by_natural_key_and_go_out_again(self, write: Any) -> None:
        gone = {"status": "withdrawn", "withdrawn_on": "2026-11-20", "merged_into": ["stays"]}
        path = write([brand(), self.product("stays"), self.product("goes", **gone)])
        load([path])
        assert not load([path]).changes_anything
        assert EXPORTS["withdrawn"]() == [
            {
                "slug": "goes",
                "brand": "made-up",
                "name": "goes",
                "withdrawn_on": "2026-11-20",
                "merged_into": "stays",
            }
        ]
        assert [record["slug"] for record in EXPORTS["products"]()] == ["stays"]

    def test_are_read_by_django_too(self, write: Any) -> None:
        gone = {"status": "withdrawn", "merged_into": ["stays"]}
        call_command("loaddata", write([brand(), self.product("stays"), self.product("goes", **gone)]), verbosity=0)
        assert Product.objects.get(slug="goes").successor == Product.objects.get(slug="stays")

    def test_are_refused_where_a_merge_leads_nowhere(self, write: Any) -> None:
        gone = {"status": "withdrawn", "merged_into": ["draft"]}
        path = write([brand(), self.product("draft", status="draft"), self.product("goes", **gone)])
        with pytest.raises(BadFixtures, match=r"goes.*merged_into.*is not published"):
            load([path])

    def test_the_audit_finds_a_merge_that_leads_nowhere(self, capsys: pytest.CaptureFixture[str]) -> None:
        other = make_product()
        make_withdrawn(slug="testa-old", merged_into=other)
        Product.objects.filter(pk=other.pk).update(status=WITHDRAWN)
        with pytest.raises(CommandError):
            call_command("audit")
        assert "product testa-old: merged_into" in capsys.readouterr().out
