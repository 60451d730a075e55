"""The history of accounts: what is kept of whom, and who may look at it."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.utils import translation

from config.admin import lines_of, what_happened
from config.models import NOT_KEPT, HistoricalUser
from config.roles import EDITOR, HEALTH_REVIEWER, MANAGER
from tests.desk import address, logged_in, make_editor, one_who_may, submit

pytestmark = pytest.mark.django_db

PASSWORD = "a-made-up-long-password"
LIST = "/admin/config/historicaluser/"
# The form of an account has its times in two boxes each.
TIMES = {"date_joined_0": "2026-11-26", "date_joined_1": "10:00:00", "last_login_0": "", "last_login_1": ""}


def newcomer(**fields: Any) -> User:
    """An account of the staff in no group, made by a command."""
    return User.objects.create_user(**{"username": "newcomer", "password": PASSWORD, "is_staff": True, **fields})


def group(name: str = EDITOR) -> Group:
    """A role."""
    return Group.objects.get(name=name)


def last(account: User) -> Any:
    """The newest row of an account."""
    return HistoricalUser.objects.filter(id=account.pk).first()


def told(row: Any) -> list[str]:
    """What the desk says of a row."""
    return [what_happened(row), *(f"{label}: {text}" for label, text in lines_of(row))]


def rows() -> int:
    """How many rows there are."""
    return int(HistoricalUser.objects.count())


class TestAtTheDesk:
    """A manager changes accounts; each change stands there with who did it, before and after."""

    def test_an_account_is_made(self) -> None:
        client = logged_in(make_editor(username="boss"))
        form = {"username": "newcomer", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
        assert client.post(address(User, "add"), form).status_code == 302
        row = last(User.objects.get(username="newcomer"))
        assert (row.by, row.username) == ("boss", "newcomer")
        assert told(row) == ["Created", "Active: yes"]

    def test_a_group_is_given_and_another_taken(self) -> None:
        account = newcomer()
        account.groups.add(group(HEALTH_REVIEWER))
        client = logged_in(make_editor(username="boss"))
        submit(client, address(User, "change", account.pk), {"groups": [group().pk], **TIMES})
        changed = list(HistoricalUser.objects.filter(id=account.pk, by="boss"))
        assert changed[0].groups == [EDITOR], "as it stands now"
        assert changed[-1].before == {"groups": [HEALTH_REVIEWER]}, "as it stood before"

    def test_somebody_is_switched_off(self) -> None:
        account = newcomer()
        client = logged_in(make_editor(username="boss"))
        submit(client, address(User, "change", account.pk), {"is_active": None, **TIMES})
        assert last(account).by == "boss"
        assert told(last(account)) == ["Changed", "Active: yes → no"]

    def test_a_password_is_set(self) -> None:
        account = newcomer()
        client = logged_in(make_editor(username="boss"))
        other = "another-made-up-password"
        page = f"/admin/auth/user/{account.pk}/password/"
        form = {"usable_password": "true", "password1": other, "password2": other}
        assert client.post(page, form).status_code == 302
        assert last(account).by == "boss"
        assert told(last(account)) == ["New password"]

    def test_somebody_deletes_the_own_account(self) -> None:
        account = make_editor(username="boss")
        assert logged_in(account).post(address(User, "delete", account.pk), {"post": "yes"}).status_code == 302
        connection.check_constraints()
        row = HistoricalUser.objects.get(username="boss", history_type="-")
        assert (row.by, told(row)) == ("boss", ["Deleted"])


class TestWhatIsKept:
    def test_a_right_is_named_by_its_code(self) -> None:
        account = newcomer()
        account.user_permissions.add(Permission.objects.get(codename="change_brand"))
        assert told(last(account)) == ["Changed", "User permissions: given: catalogue.change_brand"]

    def test_a_group_given_from_its_own_side_counts(self) -> None:
        account = newcomer()
        group().user_set.add(account)
        assert told(last(account)) == ["Changed", f"Groups: given: {EDITOR}"]
        group().user_set.remove(account)
        assert told(last(account)) == ["Changed", f"Groups: taken: {EDITOR}"]

    def test_a_group_emptied_is_taken_from_each(self) -> None:
        accounts = [newcomer(), newcomer(username="second")]
        group().user_set.set(accounts)
        group().user_set.clear()
        assert [last(account).before for account in accounts] == [{"groups": [EDITOR]}] * 2

    def test_several_given_and_taken_at_once_are_told_apart(self) -> None:
        row = HistoricalUser(history_type="~", groups=["b", "c", "d"], before={"groups": ["a", "b"]})
        assert told(row) == ["Changed", "Groups: given: c, d; taken: a"]

    def test_a_deleted_group_is_still_named(self) -> None:
        made_up = Group.objects.create(name="Made-up group")
        account = newcomer()
        account.groups.add(made_up)
        made_up.delete()
        assert told(last(account)) == ["Changed", "Groups: taken: Made-up group"]
        account.is_active = False
        account.save()
        assert last(account).before == {"is_active": True}, "the group was told of already"

    def test_a_command_is_nobody(self) -> None:
        assert last(newcomer()).by == ""

    def test_logging_in_leaves_nothing(self, client: Client) -> None:
        newcomer()
        before = rows()
        form = {"username": "newcomer", "password": PASSWORD, "code": ""}
        assert client.post("/admin/login/", form).status_code == 302
        assert User.objects.get().last_login is not None
        assert rows() == before

    def test_saving_the_same_again_leaves_nothing(self) -> None:
        account = newcomer()
        before = rows()
        account.save()
        account.groups.add(*Group.objects.none())
        account.email = "somebody@example.org"
        account.save()
        assert rows() == before

    def test_no_name_address_or_password_of_a_person(self) -> None:
        kept = {field.name for field in HistoricalUser._meta.get_fields()}
        assert not kept & set(NOT_KEPT)
        newcomer(first_name="Jane", email="jane@example.org")
        stored = " ".join(str(value) for row in HistoricalUser.objects.values() for value in row.values())
        assert "newcomer" in stored
        for word in ("Jane", "example.org", PASSWORD, "md5"):
            assert word not in stored


class TestAccountsOlderThanTheHistory:
    def test_begin_with_how_they_stand(self) -> None:
        account = newcomer()
        account.groups.add(group())
        account.user_permissions.add(Permission.objects.get(codename="change_brand"))
        HistoricalUser.objects.all().delete()
        import_module("config.migrations.0002_history_of_accounts").begin_the_history(apps, None)
        assert told(last(account)) == [
            "As it stood when this history began",
            "Active: yes",
            "Staff status: yes",
            f"Groups: {EDITOR}",
            "User permissions: catalogue.change_brand",
        ]
        account.groups.clear()
        assert last(account).before == {"groups": [EDITOR]}, "nothing else is another than that row says"

    def test_and_an_account_whose_rows_were_cleared_away_begins_anew(self) -> None:
        account = newcomer()
        HistoricalUser.objects.all().delete()
        account.groups.add(group())
        assert told(last(account))[-1] == f"Groups: {EDITOR}"


class TestThePage:
    def test_is_for_managers(self) -> None:
        manager, editor = make_editor(username="m", is_superuser=False), make_editor(username="e", is_superuser=False)
        manager.groups.add(group(MANAGER))
        editor.groups.add(group())
        assert logged_in(manager).get(LIST).status_code == 200
        assert logged_in(editor).get(LIST).status_code == 403
        assert one_who_may("view_user").get(LIST).status_code == 403

    def test_shows_line_by_line_what_changed(self) -> None:
        account = newcomer()
        account.groups.add(group())
        page = logged_in().get(LIST, {"account": account.pk}).content.decode()
        assert "<li>Groups: given: editor</li>" in page
        assert "a command" in page

    def test_speaks_german(self) -> None:
        account = newcomer()
        account.groups.add(group())
        with translation.override("de"):
            assert told(last(account)) == ["Geändert", f"Gruppen: gegeben: {EDITOR}"]

    def test_is_where_the_history_of_an_account_leads(self) -> None:
        account, other = newcomer(), newcomer(username="somebody-else")
        page = logged_in().get(address(User, "history", account.pk), follow=True)
        assert page.redirect_chain == [(f"{LIST}?account={account.pk}", 302)]
        assert {row.id for row in page.context["cl"].result_list} == {account.pk} != {other.pk}

    def test_still_has_a_deleted_account(self) -> None:
        account = newcomer()
        pk = account.pk
        account.delete()
        page = logged_in().get(LIST, {"account": pk})
        assert [row.history_type for row in page.context["cl"].result_list] == ["-", "+"]
        assert "newcomer" in page.content.decode()

    @pytest.mark.parametrize("rubbish", ["0", "x", "-1", "9" * 30, "", "١"])
    def test_takes_a_rubbish_account_for_none(self, rubbish: str) -> None:
        newcomer()
        assert logged_in().get(LIST, {"account": rubbish}).status_code == 200

    def test_can_be_written_by_nobody(self) -> None:
        row = last(newcomer())
        client = logged_in()
        before = list(HistoricalUser.objects.values())
        page = client.post(address(HistoricalUser, "change", row.pk), {"username": "x"})
        assert page.headers["Location"] == f"{LIST}?account={row.id}", "the list is all there is"
        assert client.post(address(HistoricalUser, "delete", row.pk), {"post": "yes"}).status_code == 403
        assert client.get(address(HistoricalUser, "add")).status_code == 403
        assert list(HistoricalUser.objects.values()) == before

    def test_asks_the_same_number_of_queries_for_many_rows(self, django_assert_max_num_queries: Any) -> None:
        for number in range(30):
            newcomer(username=f"made-up-{number}")
        client = logged_in()
        with django_assert_max_num_queries(12):
            assert client.get(LIST).status_code == 200
