"""Every action on a list shows first what each row would become and what stays, and is one edit then."""

from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from catalogue.admin import previewed
from catalogue.admin.product_steps import Withdraw
from catalogue.admin.publishing import PublishGate
from catalogue.models import Edit, Feature, Product, ShownChange, Source, SpecEntry
from tests import builders as make
from tests.desk import address, go_on, logged_in, look_at, make_editor

pytestmark = pytest.mark.django_db

# Deleting has a stock page of its own that names what goes along.
STOCK = {"delete_selected"}


@pytest.fixture
def desk() -> Client:
    return logged_in()


def told(page: Any) -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    """What would change (row, before, after), and what stays and why."""
    look = page.context["look"]
    changes = [(str(one.row), one.before, one.after) for one in look.changes]
    return changes, {str(one.row): one.why for one in look.passed_over}


def test_no_action_of_the_desk_goes_without_a_look() -> None:
    for page in admin.site._registry.values():
        if page.opts.app_label in {"catalogue", "comparisons"}:
            for action in page.actions or ():
                assert isinstance(action, previewed.PreviewedAction), page


class TestTheLook:
    def test_changes_nothing_and_names_each_row(self, desk: Client) -> None:
        draft = make.make_product(name="Draft", status="draft")
        public = make.make_product(name="Public")
        page = look_at(desk, "action_send_to_review", draft, public)
        assert told(page) == (
            [("Testa Draft", "draft", "in review")],
            {"Testa Public": "It is no draft: published."},
        )
        text = page.content.decode()
        for words in (
            "1 entry will change",
            "1 entry stays as it is",
            'name="_why"',
            address(Product, "change", draft.pk),
        ):
            assert words in text
        assert not Edit.objects.exists()

    def test_says_so_where_nothing_would_change(self, desk: Client) -> None:
        page = look_at(desk, "action_send_to_review", make.make_product())
        assert "Nothing would change." in page.content.decode()
        assert b'name="confirmed"' not in page.content

    def test_is_shown_again_where_something_changed_since(self, desk: Client) -> None:
        one, other = make.make_product(status="draft"), make.make_product(status="draft")
        page = look_at(desk, "action_send_to_review", one, other)
        Product.objects.filter(pk=one.pk).update(status="published")
        again = go_on(desk, page)
        assert "something changed meanwhile" in again.content.decode()
        assert Product.objects.get(pk=other.pk).status == "draft"
        go_on(desk, again)
        assert dict(Product.objects.values_list("pk", "status")) == {one.pk: "published", other.pk: "in_review"}

    def test_never_takes_more_rows_than_were_shown(self, desk: Client) -> None:
        page = look_at(desk, "action_send_to_review", make.make_product(status="draft"))
        other = make.make_product(status="draft")
        go_on(desk, page)
        other.refresh_from_db()
        assert other.status == "draft"

    def test_takes_all_rows_of_a_long_list_up_to_a_limit(self, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        drafts = [make.make_product(status="draft") for _number in range(3)]
        page = look_at(desk, "action_send_to_review", drafts[0], select_across="1")
        assert len(page.context["look"].changes) == 3
        monkeypatch.setattr(previewed, "MOST_ROWS", 2)
        page = look_at(desk, "action_send_to_review", drafts[0], select_across="1")
        assert page.status_code == 302
        assert "At most 2 at once." in desk.get(address(Product, "changelist")).content.decode()

    def test_leads_back_to_the_list_as_it_was_narrowed_down(self, desk: Client) -> None:
        draft = make.make_product(status="draft")
        listed = f"{address(Product, 'changelist')}?status__exact=draft"
        page = desk.post(listed, {"action": "action_send_to_review", "_selected_action": draft.pk})
        assert page.context["address"] == listed
        assert go_on(desk, page).redirect_chain == [(listed, 302)]

    def test_keeps_apart_what_two_people_look_at_at_the_same_time(self) -> None:
        leads_here, alone = make.make_product(name="Stays"), make.make_product(name="Alone")
        make.make_product(name="Gone", status="withdrawn", merged_into=leads_here)
        one_for_all = Withdraw()
        seen_by_anna = one_for_all.look([leads_here])
        seen_by_bert = one_for_all.look([alone])
        assert one_for_all.why_not(leads_here, seen_by_anna)
        assert not one_for_all.why_not(alone, seen_by_bert)
        steps: Any = PublishGate.actions
        for step in steps:
            step.sorted_out(Product.objects.all())
            assert not vars(step), "shared by threads: what it found belongs to one page"


class TestTheStep:
    def test_is_one_edit_with_the_reason_and_stands_in_the_recent_actions(self, desk: Client) -> None:
        drafts = [make.make_product(status="draft") for _number in range(3)]
        go_on(desk, look_at(desk, "action_send_to_review", *drafts), _why="A made-up reason.")
        edit = Edit.objects.get()
        assert (edit.rows.count(), edit.by, edit.why) == (3, "editor", "A made-up reason.")
        assert LogEntry.objects.count() == 3

    def test_is_not_done_without_a_look(self, desk: Client) -> None:
        draft = make.make_product(status="draft")
        for unseen in ({}, {"seen": ""}, {"seen": "0" * 64}):
            page = look_at(desk, "action_send_to_review", draft, confirmed="yes", **unseen)
            assert "something changed meanwhile" in page.content.decode()
        draft.refresh_from_db()
        assert draft.status == "draft"

    @pytest.mark.parametrize(
        ("action", "status"),
        [
            ("action_withdraw", "published"),
            ("action_checked_today", "published"),
            ("action_publish", "draft"),
            ("action_send_to_review", "draft"),
        ],
    )
    def test_is_only_for_those_who_may_change_the_rows(self, desk: Client, action: str, status: str) -> None:
        product = make.make_product(status=status)
        page = look_at(desk, action, product)
        assert page.context["look"].changes, "else nobody could do it"
        staff = logged_in(make_editor(username="staff", is_superuser=False))
        go_on(staff, page)
        product.refresh_from_db()
        assert (product.status, product.checked_on) == (status, make.DAY)
        go_on(desk, page)
        product.refresh_from_db()
        assert (product.status, product.checked_on) != (status, make.DAY)


class TestWithdrawing:
    def test_notes_the_day_and_tells_the_public_log(self, desk: Client) -> None:
        public, draft = make.make_product(name="Public"), make.make_product(name="Draft", status="draft")
        page = look_at(desk, "action_withdraw", public, draft)
        assert told(page) == (
            [("Testa Public", "published", "withdrawn")],
            {"Testa Draft": "Visitors do not see it: draft."},
        )
        go_on(desk, page)
        public.refresh_from_db()
        assert (public.status, public.withdrawn_on) == ("withdrawn", timezone.localdate())
        assert ShownChange.objects.get().product == public.slug

    def test_leaves_one_that_other_addresses_lead_to(self, desk: Client) -> None:
        stays = make.make_product(name="Stays")
        make.make_product(name="Gone", status="withdrawn", merged_into=stays)
        _changes, left = told(look_at(desk, "action_withdraw", stays))
        assert left == {"Testa Stays": "Merged into this product: Testa Gone. Merge them into another one first."}


class TestCheckedToday:
    def test_sets_the_day(self, desk: Client) -> None:
        never, now = (
            make.make_product(name="Never", checked_on=None),
            make.make_product(checked_on=timezone.localdate()),
        )
        page = look_at(desk, "action_checked_today", never, now)
        changes, left = told(page)
        assert [(name, before) for name, before, _after in changes] == [("Testa Never", "–")]
        assert list(left.values()) == ["It is so already."]
        go_on(desk, page)
        never.refresh_from_db()
        assert never.checked_on == timezone.localdate()
        assert Edit.objects.get().rows.get().after["checked_on"] == timezone.localdate().isoformat()


class TestSourcesReadToday:
    def test_sets_the_day_and_derives_what_rests_on_them(self, desk: Client) -> None:
        feature, product = make.make_feature(choices=("low", "high")), make.make_product()
        old, older = (make.make_source(read_on=date(2024, 1, day)) for day in (2, 1))
        make.make_statement(product, feature, "low", source=old)
        make.make_statement(product, feature, "high", source=older)
        make.derive()
        assert SpecEntry.objects.get().choice.slug == "low"  # type: ignore[union-attr]
        page = look_at(desk, "read_today", older)
        go_on(desk, page)
        assert Source.objects.get(pk=older.pk).read_on == timezone.localdate()
        assert SpecEntry.objects.get().choice.slug == "high"  # type: ignore[union-attr]
        assert Edit.objects.get().rows.get().model == "catalogue.source"


def test_making_features_yes_or_no_is_in_the_history(desk: Client) -> None:
    feature = make.make_feature(choices=())
    page = look_at(desk, "make_yes_no", feature)
    assert told(page)[0] == [(str(feature), "no choices", "yes, no")]
    go_on(desk, page)
    assert Feature.objects.get().choices.count() == 2
    assert [row.before for row in Edit.objects.get().rows.all()] == [None, None]
