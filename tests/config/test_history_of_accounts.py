"""The history of accounts: what is kept of whom, and who is named for it."""

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
from django.utils import timezone

from config.models import NOT_KEPT, HistoricalUser
from config.roles import EDITOR, HEALTH_REVIEWER
from tests.accounts import PASSWORD, group, last, newcomer, rows, told
from tests.desk import address, logged_in, make_editor, submit

pytestmark = pytest.mark.django_db

# The form of an account has its times in two boxes each.
TIMES = {"date_joined_0": "2026-11-26", "date_joined_1": "10:00:00", "last_login_0": "", "last_login_1": ""}


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
