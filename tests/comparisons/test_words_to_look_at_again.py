"""A comparison whose products changed since an editor checked its words is flagged, with every change by name."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from catalogue.models import Choice, Feature, Product, Statement
from comparisons.models import ComparedProduct, Comparison
from tests.builders import derive, make_comparison, make_feature, make_product, make_shown, make_statement
from tests.desk import address, approved, complaints, logged_in, make_editor, submit

pytestmark = pytest.mark.django_db

CHECKED = {"words_checked": "on"}


@pytest.fixture
def weight() -> Feature:
    """A number."""
    return make_feature("weight", kind="number", unit="g")


@pytest.fixture
def cup() -> Feature:
    """A choice on a scale."""
    return make_feature("cup")


@pytest.fixture
def one(weight: Feature) -> Product:
    """A product of 60 g."""
    product = make_product(name="One")
    make_shown(product, weight, 60)
    return product


@pytest.fixture
def comparison(one: Product) -> Comparison:
    """Two products, of which only the weight of the first is known; checked."""
    made = make_comparison(one, make_product(name="Two"))
    Comparison.objects.check_off()
    return made


def changes() -> list[str]:
    """What is to be looked at again in the one comparison there is."""
    [since] = Comparison.objects.since_checked().values()
    assert since.checked_on is not None
    assert since.is_due == bool(since.changes)
    return [str(change) for change in since.changes]


def show(product: Product, feature: Feature, *values: Any) -> None:
    """Let a product show these values of a feature and no others."""
    Statement.objects.filter(product=product, feature=feature).delete()
    make_shown(product, feature, *values) if values else derive(product)


@pytest.mark.usefixtures("comparison")
class TestWhatIsFlagged:
    def test_is_nothing_right_after_the_check(self) -> None:
        assert changes() == []

    def test_is_a_value_that_changed(self, one: Product, weight: Feature) -> None:
        show(one, weight, 58.5)
        assert changes() == ["Testa One: Weight: 60 g → 58.5 g"]

    def test_is_a_value_that_is_gone(self, one: Product, weight: Feature) -> None:
        show(one, weight)
        assert changes() == ["Testa One: Weight: no longer stated (was 60 g)"]

    def test_is_a_value_that_is_new(self, one: Product, cup: Feature) -> None:
        make_shown(one, cup, "high")
        assert changes() == ["Testa One: Cup: High (new)"]

    def test_is_a_value_that_says_only_that_it_is_there(self, one: Product, cup: Feature) -> None:
        make_shown(one, cup, "stated-only")
        assert changes() == ["Testa One: Cup: Stated only (new)"]

    def test_is_a_list_of_values_as_a_set(self, one: Product) -> None:
        fabric = make_feature("fabric", kind="choices", choices=["cork", "wool", "felt"])
        make_shown(one, fabric, "wool", "cork")
        Comparison.objects.check_off()
        show(one, fabric, "cork", "wool")
        assert changes() == []
        show(one, fabric, "felt", "wool")
        assert changes() == ["Testa One: Fabric: Cork, Wool → Wool, Felt"]

    def test_is_a_disagreement_that_arises_and_one_that_ends(self, one: Product, weight: Feature) -> None:
        rival = make_statement(one, weight, 70, voice="reviewer")
        derive(one)
        assert changes() == ["Testa One: Weight: sources disagree now"]
        Comparison.objects.check_off()
        rival.delete()
        derive(one)
        assert changes() == ["Testa One: Weight: sources agree now"]

    @pytest.mark.parametrize(
        ("status", "said"),
        [("withdrawn", "withdrawn"), ("draft", "no longer published (draft)")],
    )
    def test_is_a_product_that_visitors_no_longer_see_and_none_of_its_values(
        self, one: Product, weight: Feature, status: str, said: str
    ) -> None:
        Product.objects.filter(pk=one.pk).update(status=status)
        show(one, weight, 1)
        assert changes() == [f"Testa One: {said}"]

    def test_is_one_that_they_see_again(self, one: Product) -> None:
        Product.objects.filter(pk=one.pk).update(status="withdrawn")
        Comparison.objects.check_off()
        assert changes() == []
        Product.objects.filter(pk=one.pk).update(status="published")
        assert changes() == ["Testa One: published again"]

    def test_is_a_merged_one_and_the_one_that_takes_its_place(self, one: Product, weight: Feature) -> None:
        other = make_product(name="Other")
        Product.objects.filter(pk=one.pk).update(status="withdrawn", merged_into=other)
        assert changes() == ["Testa One: merged into Testa Other", "Testa Other: new in the table"]
        Comparison.objects.check_off()
        make_shown(other, weight, 5)
        assert changes() == ["Testa Other: Weight: 5 g (new)"]

    def test_is_not_what_the_table_does_not_show(self, one: Product) -> None:
        Product.objects.filter(pk=one.pk).update(summary_en="Another sentence.", aka=["Uno"])
        assert changes() == []

    def test_is_a_value_whose_feature_or_choice_is_no_longer_there(self, one: Product, cup: Feature) -> None:
        make_shown(one, cup, "high")
        Comparison.objects.check_off()
        show(one, cup)
        Choice.objects.filter(feature=cup, slug="high").delete()
        assert changes() == ["Testa One: Cup: no longer stated (was high)"]
        cup.delete()
        assert changes() == ["Testa One: cup: no longer stated (was high)"]

    def test_is_said_in_the_language_of_the_desk(self, one: Product, weight: Feature) -> None:
        Feature.objects.update(name_de="Gewicht")
        show(one, weight, 58.5)
        with override("de"):
            assert "Gewicht: 60 g → 58,5 g" in changes()[0]


class TestTheCheck:
    def test_never_made_is_said_to_be_open(self, one: Product) -> None:
        make_comparison(one)
        [since] = Comparison.objects.since_checked().values()
        assert (since.checked_on, since.changes, since.is_due) == (None, (), True)

    def test_costs_the_same_whatever_the_number_of_comparisons(
        self, one: Product, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(7):
            make_comparison(one, make_product())
        Comparison.objects.check_off()
        with django_assert_num_queries(6):
            assert len(Comparison.objects.since_checked()) == 7

    def test_is_no_part_of_what_pages_load(self, client: Client, comparison: Comparison) -> None:
        with CaptureQueriesContext(connection) as asked:
            client.get(comparison.get_absolute_url())
            client.get("/compare/")
        assert not [query["sql"] for query in asked if "shown_then" in query["sql"]]


class TestOnTheDesk:
    @pytest.fixture
    def desk(self) -> Client:
        """Somebody logged in."""
        return logged_in()

    def text(self, desk: Client, comparison: Comparison) -> str:
        """The page of a comparison."""
        return str(desk.get(address(Comparison, "change", comparison.pk)).content.decode())

    def saved(self, desk: Client, comparison: Comparison, **values: Any) -> None:
        """Save its page with some values changed."""
        response = submit(desk, address(Comparison, "change", comparison.pk), values)
        assert response.status_code == 302, complaints(response)

    def test_the_list_says_how_much_changed(
        self, desk: Client, comparison: Comparison, one: Product, weight: Feature
    ) -> None:
        listed = address(Comparison, "changelist")
        assert "1 change" not in desk.get(listed).content.decode()
        show(one, weight, 58)
        assert "1 change" in desk.get(listed).content.decode()
        make_comparison(one)
        assert "never checked" in desk.get(listed).content.decode()

    def test_the_list_can_be_narrowed_down_to_what_is_open(
        self, desk: Client, comparison: Comparison, one: Product, weight: Feature
    ) -> None:
        settled = make_comparison(make_product())
        Comparison.objects.check_off()
        show(one, weight, 58)
        for answer, left in (("yes", [comparison]), ("no", [settled]), ("maybe", [comparison, settled])):
            page = desk.get(f"{address(Comparison, 'changelist')}?look_again={answer}")
            assert list(page.context["cl"].result_list) == left
        assert desk.get(f"{address(Comparison, 'changelist')}?_facets=True").status_code == 200

    def test_its_page_names_every_change(
        self, desk: Client, comparison: Comparison, one: Product, weight: Feature
    ) -> None:
        assert "Nothing has changed since." in self.text(desk, comparison)
        show(one, weight, 58)
        assert "<li>Testa One: Weight: 60 g → 58 g</li>" in self.text(desk, comparison)

    def test_what_a_value_is_called_is_no_markup(self, desk: Client, comparison: Comparison, one: Product) -> None:
        make_shown(one, make_feature("bold", name_en="<b>Bold</b>"), "high")
        assert "<b>Bold</b>" not in self.text(desk, comparison)

    def test_saving_leaves_open_what_is_open(
        self, desk: Client, comparison: Comparison, one: Product, weight: Feature
    ) -> None:
        show(one, weight, 58)
        self.saved(desk, comparison, intro_en="Other words.")
        assert len(changes()) == 1

    def test_the_tick_checks_it_off(self, desk: Client, comparison: Comparison, one: Product, weight: Feature) -> None:
        show(one, weight, 58)
        self.saved(desk, comparison, **CHECKED)
        assert changes() == []

    def test_the_tick_is_never_there_already(self, desk: Client, comparison: Comparison) -> None:
        self.saved(desk, comparison, **CHECKED)
        form = desk.get(address(Comparison, "change", comparison.pk)).context["adminform"].form
        assert not form["words_checked"].value()

    def test_a_product_that_is_put_in_is_remembered_and_the_others_stay_open(
        self, desk: Client, comparison: Comparison, one: Product, weight: Feature
    ) -> None:
        show(one, weight, 58)
        three = make_product(name="Three")
        make_shown(three, weight, 30)
        row = {"compared-2-position": 3, "compared-2-product": three.pk, "compared-TOTAL_FORMS": 3}
        self.saved(desk, comparison, **row)
        assert changes() == ["Testa One: Weight: 60 g → 58 g"]
        show(three, weight, 31)
        assert changes()[1:] == ["Testa Three: Weight: 30 g → 31 g"]

    def test_a_product_that_is_taken_out_is_forgotten(
        self, desk: Client, comparison: Comparison, one: Product, weight: Feature
    ) -> None:
        show(one, weight, 58)
        self.saved(desk, comparison, **{"compared-0-DELETE": "on"})
        assert changes() == []
        ComparedProduct.objects.create(comparison=comparison, product=one, position=1)
        assert changes() == ["Testa One: new in the table"]

    def test_saving_leaves_open_that_another_product_took_a_place(
        self, desk: Client, comparison: Comparison, one: Product
    ) -> None:
        Product.objects.filter(pk=one.pk).update(status="withdrawn", merged_into=make_product(name="Other"))
        self.saved(desk, comparison)
        assert changes() == ["Testa One: merged into Testa Other", "Testa Other: new in the table"]

    def test_one_that_was_never_checked_is_so_until_the_tick(self, desk: Client, one: Product) -> None:
        comparison = make_comparison(one)
        self.saved(desk, comparison)
        assert "Nobody has checked these words" in self.text(desk, comparison)
        self.saved(desk, comparison, **CHECKED)
        assert changes() == []

    def test_a_new_comparison_is_checked_and_has_nothing_to_tick(self, desk: Client, one: Product) -> None:
        url = address(Comparison, "add")
        assert "words_checked" not in desk.get(url).content.decode()
        words = {"title_en": "New", "slug": "new", "position": 3, "intro_en": "Why these."}
        columns = {"compared-TOTAL_FORMS": 1, "compared-0-position": 1, "compared-0-product": one.pk}
        added = submit(desk, url, {**words, **columns})
        assert added.status_code == 302, complaints(added)
        approved()
        assert changes() == []

    def test_what_changed_before_new_words_are_applied_is_to_be_looked_at(
        self, desk: Client, comparison: Comparison, one: Product, weight: Feature
    ) -> None:
        show(one, weight, 58)
        self.saved(desk, comparison, **CHECKED, verdict_en="A made-up verdict.")
        assert changes() == ["Testa One: Weight: 60 g → 58 g"], "nothing is checked before it is applied"
        show(one, weight, 57)
        approved()
        assert changes() == ["Testa One: Weight: 58 g → 57 g"], "checked on the day of the proposal"

    def test_new_words_without_the_tick_leave_what_was_open(
        self, desk: Client, comparison: Comparison, one: Product, weight: Feature
    ) -> None:
        show(one, weight, 58)
        self.saved(desk, comparison, verdict_en="A made-up verdict.")
        Comparison.objects.check_off()
        approved()
        assert changes() == [], "a check that came meanwhile holds"

    def test_somebody_who_may_only_look_sees_the_changes(
        self, comparison: Comparison, one: Product, weight: Feature
    ) -> None:
        viewer = make_editor(username="viewer", is_superuser=False)
        viewer.user_permissions.add(*Permission.objects.filter(codename__startswith="view_"))
        show(one, weight, 58)
        assert "Weight: 60 g → 58 g" in self.text(logged_in(viewer), comparison)
