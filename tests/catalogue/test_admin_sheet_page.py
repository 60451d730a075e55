"""What the page of a sheet shows: the site's groups and order, help, the way to the site, and to whom."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from catalogue.models import Product
from tests import builders as make
from tests.desk import address, logged_in, make_editor
from tests.sheets import fill, row, sent_by, sheet_address


@pytest.fixture
def desk(db: None) -> Client:
    return logged_in()


def member(group: str) -> Client:
    """Staff in a group, or in none."""
    user = make_editor(username=group or "new", is_superuser=False)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return logged_in(user)


class TestTheOrder:
    def test_is_that_of_the_site(self, desk: Client) -> None:
        make.make_feature("weight", group="construction", position=1)
        make.make_feature("arch-height", group="support", position=3)
        make.make_feature("heel-cup", group="support", position=2)
        sections = desk.get(sheet_address(make.make_product())).context["sections"]
        assert [(one.name, [line.feature.slug for line in one.lines]) for one in sections] == [
            ("Support", ["heel-cup", "arch-height"]),
            ("Materials and make", ["weight"]),
        ]

    def test_brings_core_features_first_on_demand(self, desk: Client) -> None:
        make.make_feature("heel-cup")
        make.make_feature("weight", group="construction", is_core=True)
        product = make.make_product()
        sections = desk.get(sheet_address(product), {"order": "core"}).context["sections"]
        assert [(one.name, [line.feature.slug for line in one.lines]) for one in sections] == [
            ("Core features", ["weight"]),
            ("Support", ["heel-cup"]),
        ]

    def test_folds_away_what_the_form_cannot_have(self, desk: Client) -> None:
        form = make.make_feature("form", choices=("heel-cup", "full-length"))
        make.make_feature("metatarsal-pad", zone="forefoot")
        product = make.make_product()
        make.make_shown(product, form, "heel-cup")
        (section,) = desk.get(sheet_address(product)).context["sections"]
        assert [line.feature.slug for line in section.lines] == ["form"]
        assert [line.feature.slug for line in section.beside] == ["metatarsal-pad"]


class TestALine:
    def test_helps_with_the_words_of_the_glossary(self, desk: Client) -> None:
        make.make_feature(explanation_en="How deep the heel sits.", trap_en="Not the thickness.")
        page = desk.get(sheet_address(make.make_product())).text
        assert "<p>How deep the heel sits.</p><p>Not the thickness.</p>" in page

    def test_tells_what_is_shown_and_why(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        make.make_statement(product, cup, "low")
        make.make_statement(product, cup, "high", voice="retailer")
        make.derive(product)
        line = desk.get(sheet_address(product)).context["sections"][0].lines[0]
        assert (line.shown.value, line.shown.state, line.shown.why) == (
            "Low",
            "Disputed",
            "maker comes before retailer",
        )

    def test_has_the_widget_of_its_kind(self, desk: Client) -> None:
        one, several = make.make_feature("one"), make.make_feature("several", kind="choices", choices=("cork",))
        number = make.make_feature("number", kind="number", unit="g")
        months = make.make_feature("months", kind="number", unit="months")
        page = desk.get(sheet_address(make.make_product())).text
        assert re.search(rf'<select [^>]*name="r{one.pk}-0-value"', page)
        assert re.search(rf'<input type="checkbox" name="r{several.pk}-0-value"', page)
        assert re.search(rf'<input type="text" name="r{months.pk}-0-value"[^>]*inputmode="decimal"', page)
        letters_too = re.search(rf'<input type="text" name="r{number.pk}-0-value"[^>]*>', page)
        assert letters_too
        assert "inputmode" not in letters_too[0], "ounces are typed with letters"
        assert "Value (g)" in page

    def test_writes_names_of_choices_as_text(self, desk: Client) -> None:
        feature = make.make_feature(choices=())
        make.make_choice(feature, "odd", name_en="<b>odd</b>")
        assert "<b>odd" not in desk.get(sheet_address(make.make_product())).text


class TestWaysToAndFro:
    def test_a_published_product_links_to_its_page_on_the_site(self, desk: Client) -> None:
        public, draft = make.make_product(), make.make_product(status="draft")
        assert f'href="{public.get_absolute_url()}"' in desk.get(sheet_address(public)).text
        assert f'href="{draft.get_absolute_url()}"' not in desk.get(sheet_address(draft)).text

    def test_the_address_of_a_page_on_the_site_finds_its_product_at_the_desk(self, desk: Client) -> None:
        product, _other = make.make_product(), make.make_product()
        for pasted in (
            f"https://site.example{product.get_absolute_url()}",
            f"/de{product.get_absolute_url()}?units=imperial",
        ):
            found = desk.get(address(Product, "changelist"), {"q": pasted}).context["cl"].result_list
            assert list(found) == [product], pasted

    def test_it_is_in_german_too(self, desk: Client) -> None:
        product = make.make_product()
        assert desk.get(f"/de{sheet_address(product)}").status_code == 200


class TestWho:
    @pytest.mark.parametrize("group", ["", "health reviewer"])
    def test_staff_without_the_right_may_look_and_not_write(self, group: str, db: None) -> None:
        product, cup = make.make_product(), make.make_feature()
        client = member(group)
        page = client.get(sheet_address(product))
        assert page.status_code == 200
        assert "_save" not in page.text
        assert "disabled" in page.text
        assert client.post(sheet_address(product), {**sent_by(page), **row(cup, value="1")}).status_code == 403
        assert client.get(sheet_address(product) + "copy/").status_code == 403

    @pytest.mark.parametrize("group", ["editor", "manager"])
    def test_editors_and_managers_fill_it_in(self, group: str, db: None) -> None:
        product, cup = make.make_product(), make.make_feature()
        typed = row(cup, value=cup.choices.get(slug="low").pk, source=make.make_source().pk, voice="maker")
        assert fill(member(group), product, typed).status_code == 302

    def test_visitors_are_sent_to_the_log_in(self, db: None) -> None:
        assert "/admin/login/" in Client().get(sheet_address(make.make_product()))["Location"]
