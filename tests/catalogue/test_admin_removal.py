"""Before anything is deleted at the desk the page says in plain words what goes with it, and what stands in the way."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import Brand, Choice, Feature, LookFor, Picture, Problem, Product, Proposal, Source, Statement
from tests import builders as make
from tests.desk import address, approved, complaints, logged_in, make_editor, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return logged_in()


def lines(page: Any) -> list[str]:
    """The list of what stands in the way, goes with it, or stays, as it is read."""
    found = re.findall(r'<ul class="removal">(.*?)</ul>', page.content.decode(), re.DOTALL)
    return [re.sub(r"<[^>]+>", "", line).strip() for part in found for line in re.findall(r"<li>(.*?)</li>", part)]


def asked(desk: Client, row: Any) -> Any:
    """The page that asks before one row is deleted."""
    return desk.get(address(type(row), "delete", row.pk))


def selected(desk: Client, *rows: Any, **more: str) -> Any:
    """The action on several rows of a list."""
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], **more}
    return desk.post(address(type(rows[0]), "changelist"), chosen, follow=True)


def text(page: Any) -> str:
    return page.content.decode()  # type: ignore[no-any-return]


@pytest.fixture
def cup() -> Feature:
    """Stated three times on two insoles, one of which visitors see, and looked for."""
    feature, seen = make.make_feature("made-up-cup"), make.make_product()
    make.make_statement(seen, feature, "low")
    make.make_statement(seen, feature, "high")
    make.make_statement(make.make_product(status="draft"), feature, "low")
    make.make_look_for(make.make_problem(), feature, ["low"])
    make.make_comparison(seen).highlights.set([feature])
    return feature


class TestWhatStandsInTheWay:
    def test_of_a_feature(self, desk: Client, cup: Feature) -> None:
        page = asked(desk, cup)
        stands = ["1 look-for row", "3 statements on 2 insoles, of them 1 that visitors see", "1 comparison"]
        assert lines(page) == [*stands, "5 choices"]
        assert "take the tick off “filterable”" in text(page)
        desk.post(address(Feature, "delete", cup.pk), {"post": "yes"})
        assert Feature.objects.exists()

    def test_leads_to_the_list_of_exactly_those(self, desk: Client, cup: Feature) -> None:
        make.make_statement(Product.objects.all()[0], make.make_feature("made-up-arch"), "low")
        (link,) = re.findall(r'href="([^"]*/statement/[^"]*__in=[^"]*)"', text(asked(desk, cup)))
        assert set(desk.get(link).context["cl"].queryset) == set(cup.statements.all())

    def test_of_a_choice_is_every_look_for_row_that_names_it(self, desk: Client, cup: Feature) -> None:
        low, none = cup.choices.get(slug="low"), cup.choices.get(slug="none")
        make.make_look_for(make.make_problem("other-ache"), cup, avoid=["low"])
        stands = [
            "1 look-for row (met by)",
            "1 look-for row (to avoid)",
            "2 statements on 2 insoles, of them 1 that visitors see",
        ]
        assert lines(asked(desk, low)) == stands
        assert "that needs a second person" in text(asked(desk, low))
        Statement.objects.all().delete()
        desk.post(address(Choice, "delete", low.pk), {"post": "yes"})
        desk.post(address(Choice, "delete", none.pk), {"post": "yes"})
        assert set(LookFor.objects.get(problem__slug="made-up-ache").choices.all()) == {low}
        assert not Choice.objects.filter(pk=none.pk).exists()

    def test_of_a_source(self, desk: Client, cup: Feature) -> None:
        source = make.make_source()
        make.make_offer(make.make_product(), source=source)
        make.make_harm(feature=cup).sources.set([source])
        make.make_finding(product_line="a made-up range", source=source)
        page = asked(desk, source)
        assert lines(page) == ["1 offer on 1 insole, of them 1 that visitors see", "1 harm", "1 finding"]
        assert "bar it instead" in text(page)

    def test_of_a_brand(self, desk: Client, cup: Feature) -> None:
        page = asked(desk, Brand.objects.get())
        assert lines(page) == ["2 products, of them 1 that visitors see"]
        assert "Withdraw its products instead" in text(page)

    def test_of_a_problem(self, desk: Client, cup: Feature) -> None:
        problem = Problem.objects.get()
        make.make_red_flag(problem)
        make.make_guide_point(problem)
        page = asked(desk, problem)
        assert lines(page) == ["1 warning sign", "1 guide point", "1 look-for row"]
        assert "take the tick off “selectable”" in text(page)
        desk.post(address(Problem, "delete", problem.pk), {"post": "yes"})
        assert not Proposal.objects.exists()

    def test_of_a_product(self, desk: Client, cup: Feature) -> None:
        product = Product.objects.get(status="published")
        page = asked(desk, product)
        assert lines(page) == ["1 comparison", "2 statements"]
        assert "withdraw it instead" in text(page)
        assert "Visitors have met 1 of these insoles" in text(page)

    def test_of_several_at_once(self, desk: Client, cup: Feature) -> None:
        page = selected(desk, *Product.objects.all(), post="yes")
        assert lines(page) == ["1 comparison", "3 statements"]
        assert Product.objects.count() == 2

    def test_is_said_in_german(self, desk: Client, cup: Feature) -> None:
        page = text(desk.get(f"/de{address(Brand, 'delete', Brand.objects.get().pk)}"))
        assert "2 Produkte" in page


class TestWhatGoesWithIt:
    def test_of_a_draft_is_deleted_with_it(self, desk: Client) -> None:
        product = make.make_product(status="draft")
        make.make_shown(product, make.make_feature(), "low")
        page = asked(desk, product)
        assert lines(page) == ["1 statement"]
        assert "Visitors have met" not in text(page)
        assert "The history can bring all of it back." in text(page)
        desk.post(address(Product, "delete", product.pk), {"post": "yes"})
        assert not Product.objects.exists()

    def test_names_what_no_history_keeps(self, desk: Client) -> None:
        product = make.make_product()
        make.make_picture(product)
        make.make_report(product, make.make_feature())
        assert "The history cannot bring these back: reports of wrong values." in text(asked(desk, product))

    def test_names_the_newer_model_that_is_no_longer_named(self, desk: Client) -> None:
        newer = make.make_product(status="draft")
        make.make_product(succeeded_by=newer)
        page = asked(desk, newer)
        assert "This stays, and no longer names it" in text(page)
        assert lines(page) == ["1 product, of them 1 that visitors see"]

    def test_of_nothing_is_said_too(self, desk: Client) -> None:
        source = make.make_source()
        assert "Nothing hangs on it." in text(asked(desk, source))
        selected(desk, source, post="yes")
        assert not Source.objects.exists()

    def test_of_a_look_for_row_is_what_the_list_of_its_problem_loses(self, desk: Client, cup: Feature) -> None:
        make.derive()
        row = LookFor.objects.get()
        said = [
            "The guide to Made up ache no longer looks for Made up cup.",
            "1 insole that visitors see shows a value of it",
        ]
        pages = [asked(desk, row), selected(desk, row)]
        desk.post(address(LookFor, "delete", row.pk), {"post": "yes"})
        pages.append(desk.get(address(Proposal, "change", Proposal.objects.get().pk)))
        for page in pages:
            assert all(sentence in text(page) for sentence in said)
        assert "nothing is deleted before somebody else applies it" in text(pages[0])
        approved()
        assert not LookFor.objects.exists()

    def test_is_refused_to_who_may_not_delete_it(self) -> None:
        keeper = make_editor(is_superuser=False)
        keeper.user_permissions.set(Permission.objects.filter(codename__in=["delete_product", "view_product"]))
        desk, product = logged_in(keeper), make.make_product(status="draft")
        make.make_statement(product, make.make_feature(), "low")
        assert "Your account may not delete: statement" in text(asked(desk, product))
        assert desk.post(address(Product, "delete", product.pk), {"post": "yes"}).status_code == 403


def test_a_page_costs_no_more_queries_for_more_rows(desk: Client, cup: Feature) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            asked(desk, cup)
        return len(seen)

    few = queries()
    for _number in range(5):
        make.make_statement(make.make_product(), cup, "low")
    assert queries() == few


class TestOnThePageOfAnotherFact:
    def test_a_choice_in_use_is_not_taken_away(self, desk: Client, cup: Feature) -> None:
        page = submit(desk, address(Feature, "change", cup.pk), {"choices-1-DELETE": "on", "choices-3-DELETE": "on"})
        assert (
            "“Made up cup: Low” cannot be deleted: 1 look-for row; 2 statements on 2 insoles, of them 1"
            in complaints(page)
        )
        assert "“Made up cup: High” cannot be deleted: 1 statement on 1 insole, of them 1" in complaints(page)
        assert cup.choices.count() == 5

    def test_one_that_nothing_names_is(self, desk: Client, cup: Feature) -> None:
        saved = submit(desk, address(Feature, "change", cup.pk), {"choices-2-DELETE": "on"})
        assert saved.status_code == 302, complaints(saved)
        assert not cup.choices.filter(slug="medium").exists()

    def test_a_look_for_row_is_proposed_to_go_and_the_proposal_says_what_that_means(
        self, desk: Client, cup: Feature
    ) -> None:
        problem = Problem.objects.get()
        submit(desk, address(Problem, "change", problem.pk), {"look_for-0-DELETE": "on"})
        assert LookFor.objects.exists()
        page = text(desk.get(address(Proposal, "change", Proposal.objects.get().pk)))
        assert "The guide to Made up ache no longer looks for Made up cup." in page


def test_pictures_are_counted_too(desk: Client) -> None:
    product = make.make_product(status="draft")
    make.make_picture(product)
    assert lines(asked(desk, product)) == ["1 picture"]
    assert Picture.objects.exists()
