"""The page with the history of accounts: who may look at it, and what it shows."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from config.models import HistoricalUser
from config.roles import EDITOR, MANAGER
from tests.accounts import group, last, newcomer, told
from tests.desk import address, logged_in, make_editor, one_who_may

pytestmark = pytest.mark.django_db

LIST = "/admin/config/historicaluser/"


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
