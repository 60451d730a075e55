"""The sources of a sheet: chosen, named in a few words, or added on the way by pasting an address."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from catalogue.models import Feature, Product, Source, Statement
from tests import builders as make
from tests.desk import logged_in, make_editor
from tests.sheets import faults, fill, row, sheet_address


@pytest.fixture
def desk(db: None) -> Client:
    return logged_in()


@pytest.fixture
def cup(db: None) -> Feature:
    return make.make_feature("heel-cup")


def low(cup: Feature) -> int:
    """The value that every row here says."""
    return cup.choices.get(slug="low").pk


class TestAnAddress:
    def test_that_is_new_becomes_a_source_and_is_told(self, desk: Client, cup: Feature) -> None:
        product = make.make_product()
        typed = {"source_text": " shop.example/deep-heel_cups.html?utm_source=x&size=2#top ", "voice": "retailer"}
        fill(desk, product, row(cup, value=low(cup)), typed)
        source = Source.objects.get()
        assert source.url == "https://shop.example/deep-heel_cups.html?size=2"
        assert (source.title, source.publisher, source.kind) == (
            "shop.example: deep heel cups",
            "shop.example",
            "other",
        )
        assert (source.read_on, source.read_level) == (timezone.localdate(), "excerpt")
        assert Statement.objects.get().source == source
        page = desk.get(sheet_address(product))
        assert "New source: “shop.example: deep heel cups” (other, a part of it read today)." in page.text
        assert f"/admin/catalogue/source/{source.pk}/change/" in page.text

    def test_takes_title_and_kind_that_were_typed_for_it(self, desk: Client, cup: Feature) -> None:
        typed = {"source_text": "https://shop.example/1", "new_title": "A shop", "new_kind": "retailer"}
        fill(desk, make.make_product(), row(cup, value=low(cup), voice="retailer"), typed)
        assert (Source.objects.get().title, Source.objects.get().kind) == ("A shop", "retailer")

    def test_of_the_brand_is_the_makers_page(self, desk: Client, cup: Feature) -> None:
        product = make.make_product(brand=make.make_brand(website="https://www.testa.example/"))
        fill(desk, product, row(cup, value=low(cup), voice="maker", source_text="testa.example/one"))
        assert (Source.objects.get().publisher, Source.objects.get().kind) == ("Testa", "manufacturer")

    @pytest.mark.parametrize(
        "pasted", ["https://shop.example/one", "http://www.shop.example/one/", "shop.example/one?gclid=1#size"]
    )
    def test_that_is_known_is_the_source_there_is(self, desk: Client, cup: Feature, pasted: str) -> None:
        known = make.make_source(url="https://shop.example/one/")
        fill(desk, make.make_product(), row(cup, value=low(cup), voice="maker", source_text=pasted))
        assert Statement.objects.get().source == known

    def test_pasted_into_two_rows_is_one_source(self, desk: Client, cup: Feature) -> None:
        arch = make.make_feature("arch-height")
        rows = (row(one, value=low(one), voice="maker", source_text="shop.example/one") for one in (cup, arch))
        fill(desk, make.make_product(), *rows)
        assert Source.objects.count() == 1
        assert Statement.objects.count() == 2

    def test_like_another_one_gets_a_slug_of_its_own(self, desk: Client, cup: Feature) -> None:
        make.make_source(slug="shopexample-shopexample-one")
        fill(desk, make.make_product(), row(cup, value=low(cup), voice="maker", source_text="shop.example/one"))
        assert Source.objects.filter(slug="shopexample-shopexample-one-2").exists()

    @pytest.mark.parametrize("broken", ["https://", "http://[", "ftp.a", "https://shop.example/" + "x" * 290])
    def test_that_is_none_is_refused_and_nothing_is_saved(self, desk: Client, cup: Feature, broken: str) -> None:
        page = fill(desk, make.make_product(), row(cup, value=low(cup), voice="maker", source_text=broken))
        assert faults(page)
        assert not Source.objects.exists()
        assert not Statement.objects.exists()

    def test_comes_about_only_if_the_whole_sheet_is_saved(self, desk: Client, cup: Feature) -> None:
        typed = row(cup, value="", as_stated="deep", voice="maker", source_text="shop.example/one")
        assert fill(desk, make.make_product(), typed).status_code == 200
        assert not Source.objects.exists()

    def test_is_refused_to_who_may_not_add_sources(self, cup: Feature) -> None:
        user = make_editor(is_superuser=False)
        for model in ("statement", "editordecision"):
            user.user_permissions.add(*Permission.objects.filter(content_type__model=model))
        typed = row(cup, value=low(cup), voice="maker", source_text="shop.example/one")
        assert "you may not add one" in faults(fill(logged_in(user), make.make_product(), typed))


class TestAFewWords:
    def test_that_mean_one_source_are_enough(self, desk: Client, cup: Feature) -> None:
        wanted = make.make_source(title="Guarantee of the maker", publisher="Testa")
        make.make_source(title="Guarantee of a shop")
        fill(desk, make.make_product(), row(cup, value=low(cup), voice="maker", source_text="testa guarantee"))
        assert Statement.objects.get().source == wanted

    def test_that_mean_several_put_them_into_the_list_to_choose_from(self, desk: Client, cup: Feature) -> None:
        both = [make.make_source(title=f"Guarantee {number}") for number in (1, 2)]
        page = fill(desk, make.make_product(), row(cup, value=low(cup), voice="maker", source_text="guarantee"))
        assert "Several sources are named like this" in faults(page)
        (part,) = page.context["board"].parts
        offered = {key for key, _name in part.rows[0].fields["source"].choices}
        assert {str(source.pk) for source in both} <= offered

    def test_that_mean_none_say_how_to_add_it(self, desk: Client, cup: Feature) -> None:
        typed = row(cup, value=low(cup), voice="maker", source_text="nowhere")
        assert "Paste its address" in faults(fill(desk, make.make_product(), typed))


def test_the_list_holds_the_sources_of_the_product_alone(desk: Client, cup: Feature) -> None:
    product = make.make_product()
    mine = make.make_statement(product, cup, "low").source
    make.make_source(title="Of another product")
    (part,) = desk.get(sheet_address(product)).context["board"].parts
    assert [key for key, _name in part.rows[0].fields["source"].choices] == ["", str(mine.pk)]
    assert Product.objects.count() == 1
