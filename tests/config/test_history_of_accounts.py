"""The history of accounts: what is kept of whom, and who may look at it."""

import json
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

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
        assert told(row) == ["Created", "Active: yes", "A password is set: yes"]

    def test_a_group_is_given_and_another_taken(self) -> None:
        account = newcomer()
        account.groups.add(group(HEALTH_REVIEWER))
        client = logged_in(make_editor(username="boss"))
        submit(client, address(User, "change", account.pk), {"groups": [group().pk], **TIMES})
        given, taken = HistoricalUser.objects.filter(id=account.pk, by="boss")
        assert told(taken) == ["Changed", f"Groups: taken: {HEALTH_REVIEWER}"]
        assert told(given) == ["Changed", f"Groups: given: {EDITOR}"]

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

    def test_a_password_is_taken_away_and_another_one_set(self) -> None:
        account = newcomer()
        client = logged_in(make_editor(username="boss"))
        page = f"/admin/auth/user/{account.pk}/password/"
        assert client.post(page, {"usable_password": "false", "unset-password": "1"}).status_code == 302
        assert last(account).by == "boss"
        assert told(last(account)) == ["Changed", "A password is set: yes → no"]
        form = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD, "set-password": "1"}
        assert client.post(page, form).status_code == 302
        assert told(last(account)) == ["Changed, with a new password", "A password is set: no → yes"]

    def test_a_group_gets_another_name(self) -> None:
        account = newcomer()
        made_up = Group.objects.create(name="Made-up group")
        account.groups.add(made_up)
        client = logged_in(make_editor(username="boss"))
        assert client.post(address(Group, "change", made_up.pk), {"name": "Renamed group"}).status_code == 302
        assert last(account).by == "boss"
        assert told(last(account)) == ["Changed", "Groups: given: Renamed group; taken: Made-up group"]

    def test_an_account_is_deleted(self) -> None:
        account = newcomer()
        pk = account.pk
        client = logged_in(make_editor(username="boss"))
        assert client.post(address(User, "delete", pk), {"post": "yes"}).status_code == 302
        row = HistoricalUser.objects.filter(id=pk)[0]
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

    def test_who_deletes_the_own_account_is_named_all_the_same(self) -> None:
        account = newcomer()
        account._history_user = User.objects.get()  # type: ignore[attr-defined]  # read by the library
        account.delete()
        connection.check_constraints()
        assert HistoricalUser.objects.get(history_type="-").by == "newcomer"

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


class TestWhatChangedUnnoticed:
    """A bulk statement or a file leaves no row. Whoever comes next is not named for it."""

    def test_is_nobodys_when_somebody_else_changes_something(self) -> None:
        account = newcomer()
        User.objects.filter(pk=account.pk).update(is_superuser=True)
        client = logged_in(make_editor(username="boss"))
        submit(client, address(User, "change", account.pk), {"is_active": None, **TIMES})
        mine, nobodys = HistoricalUser.objects.filter(id=account.pk)[:2]
        assert (mine.by, told(mine)) == ("boss", ["Changed", "Active: yes → no"])
        assert (nobodys.by, told(nobodys)) == ("", ["Changed", "Superuser status: no → yes"])

    def test_is_nobodys_when_somebody_gives_a_group(self) -> None:
        account = newcomer()
        User.objects.filter(pk=account.pk).update(is_staff=False)
        account.groups.add(group())
        assert [told(row)[1:] for row in HistoricalUser.objects.filter(id=account.pk)[:2]] == [
            [f"Groups: given: {EDITOR}"],
            ["Staff status: yes → no"],
        ]

    def test_is_not_written_by_a_log_in(self, client: Client) -> None:
        account = newcomer()
        User.objects.filter(pk=account.pk).update(is_superuser=True)
        before = rows()
        assert (
            client.post("/admin/login/", {"username": "newcomer", "password": PASSWORD, "code": ""}).status_code == 302
        )
        assert rows() == before

    def test_what_a_stale_account_in_memory_says_is_not_believed(self) -> None:
        stale = newcomer()
        User.objects.filter(pk=stale.pk).update(is_active=False)
        stale.save(update_fields=["last_login"])
        stale.is_superuser = True  # not saved
        stale.groups.add(group())
        assert not last(stale).is_active
        assert not last(stale).is_superuser

    def test_an_account_from_a_file_begins_with_how_it_stood(self, tmp_path: Path) -> None:
        entry = {"username": "from-a-file", "password": "!", "is_staff": True}
        file = tmp_path / "accounts.json"
        file.write_text(json.dumps([{"model": "auth.user", "fields": entry}]), encoding="utf-8")
        call_command("loaddata", file, verbosity=0)
        account = User.objects.get(username="from-a-file")
        client = logged_in(make_editor(username="boss"))
        submit(client, address(User, "change", account.pk), {"is_superuser": "on", **TIMES})
        changed, begun = HistoricalUser.objects.filter(id=account.pk)
        assert (changed.by, told(changed)) == ("boss", ["Changed", "Superuser status: no → yes"])
        assert told(begun) == ["As it stood when this history began", "Active: yes", "Staff status: yes"]


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
            "A password is set: yes",
            f"Groups: {EDITOR}",
            "User permissions: catalogue.change_brand",
        ]
        account.groups.clear()
        assert last(account).before == {"groups": [EDITOR]}, "nothing else is another than that row says"
        assert HistoricalUser.objects.filter(id=account.pk).count() == 2, "nor was anything found to be another"


class TestForgetting:
    def test_takes_the_rows_that_are_too_old_and_the_account_begins_anew(self, capsys: Any) -> None:
        account = newcomer()
        HistoricalUser.objects.update(history_date=timezone.now() - timedelta(days=100))
        other = newcomer(username="somebody-else")
        call_command("forget_account_changes", "--age=90")
        assert capsys.readouterr().out == "Changes of accounts forgotten: 1\n"
        assert list(HistoricalUser.objects.values_list("id", flat=True)) == [other.pk]
        account.groups.add(group())
        assert [told(row)[0] for row in HistoricalUser.objects.filter(id=account.pk)] == [
            "Changed",
            "As it stood when this history began",
        ]

    @pytest.mark.parametrize("age", ["-5", "x", "99999999999", "1.5", ""])
    def test_wants_a_number_of_days(self, age: str) -> None:
        newcomer()
        with pytest.raises(CommandError):
            call_command("forget_account_changes", f"--age={age}")
        assert rows() == 1


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
            assert told(last(account)) == ["Geändert", f"Gruppen: erteilt: {EDITOR}"]

    def test_is_one_step_from_the_stock_history_of_an_account(self) -> None:
        account, _other = newcomer(), newcomer(username="somebody-else")
        way = f"{LIST}?account={account.pk}"
        client = logged_in()
        assert f'<a href="{way}">' in client.get(address(User, "history", account.pk)).content.decode()
        assert {row.id for row in client.get(way).context["cl"].result_list} == {account.pk}

    def test_is_not_offered_to_those_who_may_not_open_it(self) -> None:
        account = newcomer()
        page = one_who_may("view_user").get(address(User, "history", account.pk))
        assert page.status_code == 200
        assert LIST not in page.content.decode()

    def test_still_has_a_deleted_account(self) -> None:
        account = newcomer()
        pk = account.pk
        account.delete()
        page = logged_in().get(LIST, {"account": pk})
        assert [row.history_type for row in page.context["cl"].result_list] == ["-", "+"]
        assert "newcomer" in page.content.decode()

    @pytest.mark.parametrize("rubbish", ["0", "x", "-1", "9" * 30, "١"])
    def test_takes_a_rubbish_account_for_none(self, rubbish: str) -> None:
        newcomer()
        page = logged_in().get(LIST, {"account": rubbish})
        assert page.status_code == 200
        assert not page.context["cl"].result_list

    def test_can_be_written_by_nobody(self) -> None:
        row = last(newcomer())
        client, somebody = logged_in(), one_who_may("view_user")
        before = list(HistoricalUser.objects.values())
        page = client.post(address(HistoricalUser, "change", row.pk), {"username": "x"})
        assert page.headers["Location"] == f"{LIST}?account={row.id}", "the list is all there is"
        assert somebody.get(address(HistoricalUser, "change", row.pk)).status_code == 403
        assert client.post(address(HistoricalUser, "delete", row.pk), {"post": "yes"}).status_code == 403
        assert client.get(address(HistoricalUser, "add")).status_code == 403
        assert list(HistoricalUser.objects.values()) == before

    def test_asks_the_same_number_of_queries_for_many_rows(self, django_assert_max_num_queries: Any) -> None:
        for number in range(30):
            newcomer(username=f"made-up-{number}")
        client = logged_in()
        with django_assert_max_num_queries(12):
            assert client.get(LIST).status_code == 200
