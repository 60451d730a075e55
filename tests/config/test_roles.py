"""Who may do what at the desk, as a table."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from config.roles import EDITOR, HEALTH_REVIEWER, MANAGER
from tests.builders import make_product
from tests.desk import address, logged_in, make_editor

pytestmark = pytest.mark.django_db

A, C, D = "add", "change", "delete"
NOBODY, SOME, EVERY = frozenset[str](), frozenset({A, C}), frozenset({A, C, D})

# What may be added, changed, deleted, by: somebody without a group, an editor, a health reviewer, a manager.
TABLE: dict[str, tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]] = {
    "catalogue.articleclaim": (NOBODY, NOBODY, SOME, EVERY),
    "catalogue.brand": (NOBODY, SOME, NOBODY, EVERY),
    "catalogue.chainstep": (NOBODY, NOBODY, SOME, EVERY),
    "catalogue.choice": (NOBODY, SOME, NOBODY, EVERY),
    "catalogue.editordecision": (NOBODY, EVERY, NOBODY, EVERY),
    "catalogue.evidence": (NOBODY, NOBODY, SOME, EVERY),
    "catalogue.feature": (NOBODY, SOME, NOBODY, EVERY),
    "catalogue.finding": (NOBODY, EVERY, NOBODY, EVERY),
    "catalogue.guidepoint": (NOBODY, NOBODY, EVERY, EVERY),
    "catalogue.harm": (NOBODY, NOBODY, EVERY, EVERY),
    "catalogue.lookfor": (NOBODY, NOBODY, EVERY, EVERY),
    "catalogue.offer": (NOBODY, EVERY, NOBODY, EVERY),
    "catalogue.picture": (NOBODY, EVERY, NOBODY, EVERY),
    "catalogue.problem": (NOBODY, NOBODY, SOME, EVERY),
    "catalogue.product": (NOBODY, SOME, NOBODY, EVERY),
    "catalogue.redflag": (NOBODY, NOBODY, EVERY, EVERY),
    "catalogue.referencerate": (NOBODY, SOME, NOBODY, EVERY),
    "catalogue.savedlist": (NOBODY, NOBODY, NOBODY, NOBODY),  # nobody but its owner, who needs no right for it
    "catalogue.source": (NOBODY, SOME, SOME, EVERY),
    "catalogue.statement": (NOBODY, EVERY, NOBODY, EVERY),
    "catalogue.suitability": (NOBODY, EVERY, NOBODY, EVERY),
    "catalogue.valuereport": (NOBODY, frozenset({C}), NOBODY, frozenset({C, D})),
    "comparisons.comparedproduct": (NOBODY, EVERY, NOBODY, EVERY),
    "comparisons.comparison": (NOBODY, SOME, NOBODY, EVERY),
}
# Made by the site itself: nobody writes them.
MADE_HERE = {
    "catalogue.change",
    "catalogue.edit",
    "catalogue.editedrow",
    "catalogue.proposal",
    "catalogue.revision",
    "catalogue.specentry",
    "catalogue.specentrychoice",
    "catalogue.shownchange",
}
ROLES: tuple[str, ...] = ("", EDITOR, HEALTH_REVIEWER, MANAGER)


def somebody(role: str) -> User:
    """Staff in a group, or in none."""
    user = make_editor(username=role or "new", is_superuser=False)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def change_account(client: Client, user: User, **changes: Any) -> None:
    """Send the page of an account."""
    joined = {"date_joined_0": "2026-11-26", "date_joined_1": "10:00:00"}
    form = {"username": user.username, "is_active": "on", "is_staff": "on", **joined, **changes}
    assert client.post(address(User, "change", user.pk), form).status_code == 302


def test_the_table_names_every_model_that_people_write() -> None:
    written = {
        model._meta.label_lower
        for label in ("catalogue", "comparisons")
        for model in apps.get_app_config(label).get_models()
    }
    assert written == set(TABLE) | MADE_HERE


@pytest.mark.parametrize(("column", "role"), list(enumerate(ROLES)), ids=[role or "no group" for role in ROLES])
class TestEachRole:
    def test_may_write_what_the_table_says(self, column: int, role: str) -> None:
        user = somebody(role)
        for model, allowed in TABLE.items():
            app, name = model.split(".")
            may = {action for action in EVERY if user.has_perm(f"{app}.{action}_{name}")}
            assert may == allowed[column], model

    def test_may_look_at_everything(self, column: int, role: str) -> None:
        client = logged_in(somebody(role))
        for model in (*TABLE, "catalogue.specentry"):
            app, name = model.split(".")
            if client.get("/admin/").status_code == 200 and name != "comparedproduct":
                assert client.get(f"/admin/{app}/{name}/").status_code == 200, model

    def test_may_write_nothing_that_the_site_makes(self, column: int, role: str) -> None:
        user = somebody(role)
        for model in MADE_HERE:
            app, name = model.split(".")
            assert not any(user.has_perm(f"{app}.{action}_{name}") for action in EVERY), model


class TestLooking:
    def test_a_product_opens_for_staff_without_a_group_and_cannot_be_saved(self) -> None:
        product = make_product(name="Nonesuch")
        client = logged_in(somebody(""))
        page = client.get(address(type(product), "change", product.pk))
        assert page.status_code == 200
        assert b'name="_save"' not in page.content
        assert client.post(address(type(product), "change", product.pk), {"name": "Another"}).status_code == 403

    def test_is_for_staff_only(self) -> None:
        reader = make_editor(username="reader", is_staff=False, is_superuser=False)
        assert not reader.has_perm("catalogue.view_product")
        gone = make_editor(username="gone", is_active=False, is_superuser=False)
        assert not gone.has_perm("catalogue.view_product")

    def test_opens_nothing_about_accounts(self) -> None:
        client = logged_in(somebody(EDITOR))
        for page in ("auth/user", "auth/group", "axes/accesslog", "otp_totp/totpdevice"):
            assert client.get(f"/admin/{page}/").status_code == 403, page


class TestTheOwnAccount:
    def test_is_deleted_by_nobody(self) -> None:
        me, other = make_editor(), make_editor(username="other")
        client = logged_in(me)
        assert client.post(address(User, "delete", me.pk), {"post": "yes"}).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": [me.pk, other.pk], "post": "yes"}
        assert client.post(address(User, "changelist"), chosen).status_code == 403
        assert User.objects.count() == 2


class TestAManager:
    def test_makes_an_account_and_puts_it_into_a_group(self) -> None:
        client = logged_in(somebody(MANAGER))
        user = User.objects.create_user("newcomer", password="a-made-up-long-password", is_staff=True)
        editor = Group.objects.get(name=EDITOR)
        change_account(client, user, groups=[editor.pk])
        assert list(user.groups.all()) == [editor]

    def test_cannot_give_away_what_a_manager_has_not(self) -> None:
        client = logged_in(somebody(MANAGER))
        user = User.objects.create_user("newcomer", is_staff=True)
        everything = list(Permission.objects.values_list("pk", flat=True))
        change_account(client, user, is_superuser="on", user_permissions=everything, first_name="Changed")
        user.refresh_from_db()
        assert user.first_name == "Changed", "the form was taken"
        assert not user.is_superuser
        assert not user.user_permissions.exists()

    def test_cannot_touch_somebody_more_powerful(self) -> None:
        client = logged_in(somebody(MANAGER))
        above = make_editor(username="above")
        assert client.post(address(User, "change", above.pk), {"username": "x"}).status_code == 403
        assert client.get(f"/admin/auth/user/{above.pk}/password/").status_code == 403

    def test_cannot_lock_the_own_account_out(self) -> None:
        for role, powers in ((MANAGER, False), ("", True)):
            me = make_editor(username=f"me-{powers}", is_superuser=powers)
            me.groups.set(Group.objects.filter(name=role))
            client = logged_in(me)
            change_account(client, me, is_active="", is_staff="", is_superuser="", first_name="Changed")
            me.refresh_from_db()
            assert (me.first_name, me.is_active, me.is_staff, me.is_superuser) == ("Changed", True, True, powers)
            assert client.get("/admin/").status_code == 200

    def test_is_told_where_a_group_alone_lets_nobody_in(self) -> None:
        client = logged_in(somebody(MANAGER))
        user = User.objects.create_user("newcomer")
        form = {"username": "newcomer", "is_active": "on", "groups": [Group.objects.get(name=EDITOR).pk]}
        joined = {"date_joined_0": "2026-11-26", "date_joined_1": "10:00:00"}
        page = client.post(address(User, "change", user.pk), {**form, **joined}, follow=True)
        assert "The account newcomer is in a group, but cannot log in to the desk" in page.content.decode()

    def test_sees_in_the_list_who_is_in_which_group(self) -> None:
        client = logged_in(somebody(MANAGER))
        page = client.get(address(User, "changelist")).content.decode()
        assert '<td class="field-in_groups">manager</td>' in page

    def test_sees_log_ins(self) -> None:
        client = logged_in(somebody(MANAGER))
        for page in ("axes/accesslog", "axes/accessfailurelog", "axes/accessattempt", "otp_totp/totpdevice"):
            assert client.get(f"/admin/{page}/").status_code == 200, page


def test_the_names_in_code_are_those_of_the_migration(client: Client) -> None:
    text = (Path(__file__).parents[2] / "config" / "migrations" / "0001_roles.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"([a-z ]+)": [A-Z_]+,?', text)) >= {EDITOR, HEALTH_REVIEWER, MANAGER}
