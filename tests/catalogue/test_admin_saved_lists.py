"""A list of the desk is kept under a name with its search, filters and order: by each for themselves, or for everybody."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import Brand, Revision, SavedList
from tests import builders as make
from tests.desk import address, logged_in, make_editor, submit

pytestmark = pytest.mark.django_db

PRODUCTS, KEEP = "/admin/catalogue/product/", "/admin/catalogue/savedlist/keep/"
DRAFTS = "q=superfeet&status__exact=draft&o=2"


@pytest.fixture
def anna() -> Client:
    """Somebody who may only look."""
    return logged_in(make_editor(username="anna", is_superuser=False))


@pytest.fixture
def bert() -> Client:
    """Somebody who may do everything."""
    return logged_in(make_editor(username="bert"))


def keep(client: Client, name: str = "My drafts", query: str = DRAFTS, **more: Any) -> Any:
    return client.post(KEEP, {"list": "catalogue.product", "name": name, "query": query, **more}, follow=True)


def offered(client: Client, page: str = PRODUCTS) -> list[tuple[str, str]]:
    """The saved lists on a page of the desk: the name, and whose it is if somebody else's."""
    context = client.get(page).context
    return [(line.name, line.by) for line in context["saved" if page == "/admin/" else "lines"]]


class TestKeepingOne:
    def test_leads_back_to_the_list_which_offers_it_from_then_on(self, anna: Client) -> None:
        page = keep(anna)
        assert page.redirect_chain == [(f"{PRODUCTS}?{DRAFTS}", 302)]
        assert "Saved as “My drafts”." in page.content.decode()
        assert f'href="{PRODUCTS}?{DRAFTS.replace("&", "&amp;")}" aria-current="page"' in page.content.decode()

    def test_stands_on_the_first_page_of_the_desk(self, anna: Client) -> None:
        keep(anna)
        assert offered(anna, "/admin/") == [("My drafts", "")]

    def test_forgets_the_page_and_whatever_says_no_more_than_where_somebody_stood(self, anna: Client) -> None:
        keep(anna, query="p=3&e=1&_popup=1&_facets=True&q=green")
        assert SavedList.objects.get().query == "q=green"

    def test_is_offered_on_no_other_list(self, anna: Client) -> None:
        keep(anna)
        assert offered(anna, "/admin/catalogue/brand/") == []

    def test_needs_a_name_and_one_that_is_new(self, anna: Client) -> None:
        for name in (" ", "\0", "x" * 81):
            assert "Not saved." in keep(anna, name=name).content.decode()
        keep(anna)
        assert "You have a list of this name already." in keep(anna, query="q=other").content.decode()
        assert SavedList.objects.get().query == DRAFTS

    def test_of_a_list_that_is_not_there_or_not_theirs_to_see_is_refused(self, anna: Client) -> None:
        for label in ("catalogue.nothing", "nothing", "a.b.c", "auth.user", ""):
            assert anna.post(KEEP, {"list": label, "name": "x", "query": ""}).status_code == 403
        assert anna.get(KEEP).status_code == 403

    def test_works_for_the_lists_of_accounts_too(self, bert: Client) -> None:
        bert.post(KEEP, {"list": "auth.user", "name": "Staff", "query": "is_staff__exact=1"})
        assert offered(bert, "/admin/auth/user/") == [("Staff", "")]

    @pytest.mark.parametrize(
        "query",
        [
            f"q={'x' * 3000}",
            f"q=cut+off&_changelist_filters={'x' * 5000}&status__exact=draft",
            "&".join(f"f{number}=1" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)),
        ],
        ids=["long", "long in what is not kept", "of many parts"],
    )
    def test_a_query_without_an_end_is_refused_and_not_cut(self, anna: Client, query: str) -> None:
        kept = anna.post(KEEP, {"list": "catalogue.product", "name": "Long", "query": query})
        assert kept.status_code == 302
        assert "Not saved." in anna.get(PRODUCTS).content.decode()
        assert not SavedList.objects.exists()


class TestSharing:
    def test_one_that_is_not_shared_is_seen_by_nobody_else(self, anna: Client, bert: Client) -> None:
        keep(anna)
        kept = SavedList.objects.get()
        assert offered(bert) == offered(bert, "/admin/") == []
        assert bert.get(address(SavedList, "change", kept.pk)).status_code == 302

    def test_one_for_everybody_is_offered_after_ones_own_with_the_name_of_its_owner(
        self, anna: Client, bert: Client
    ) -> None:
        keep(anna, name="A shared one", is_shared="on")
        keep(bert, name="One of mine")
        assert offered(bert) == [("One of mine", ""), ("A shared one", "anna")]

    def test_two_people_may_use_the_same_name(self, anna: Client, bert: Client) -> None:
        keep(anna, is_shared="on")
        keep(bert)
        assert offered(bert) == [("My drafts", ""), ("My drafts", "anna")]

    def test_a_list_that_somebody_may_not_see_is_not_offered(self, anna: Client, bert: Client) -> None:
        bert.post(KEEP, {"list": "auth.user", "name": "Staff", "query": "", "is_shared": "on"})
        assert offered(anna, "/admin/") == []


class TestChangingOne:
    def test_its_owner_renames_shares_and_deletes_it(self, anna: Client) -> None:
        keep(anna)
        kept = SavedList.objects.get()
        assert (
            submit(anna, address(SavedList, "change", kept.pk), {"name": "Renamed", "is_shared": "on"}).status_code
            == 302
        )
        kept.refresh_from_db()
        assert (kept.name, kept.is_shared) == ("Renamed", True)
        anna.post(address(SavedList, "delete", kept.pk), {"post": "yes"})
        assert not SavedList.objects.exists()

    def test_nobody_changes_or_deletes_that_of_somebody_else(self, anna: Client, bert: Client) -> None:
        keep(anna, is_shared="on")
        kept = SavedList.objects.get()
        assert b'name="_save"' not in bert.get(address(SavedList, "change", kept.pk)).content
        assert bert.post(address(SavedList, "change", kept.pk), {"name": "Mine now"}).status_code == 403
        assert bert.post(address(SavedList, "delete", kept.pk), {"post": "yes"}).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": kept.pk, "post": "yes"}
        bert.post(address(SavedList, "changelist"), chosen)
        assert SavedList.objects.get().name == "My drafts"

    def test_one_whose_owner_is_here_no_more_is_deleted_by_somebody_who_may_do_everything(
        self, anna: Client, bert: Client
    ) -> None:
        keep(anna, is_shared="on")
        kept = SavedList.objects.get()
        User.objects.filter(username="anna").update(is_active=False)
        look_on = logged_in(make_editor(username="another", is_superuser=False))
        assert look_on.post(address(SavedList, "delete", kept.pk), {"post": "yes"}).status_code == 403
        assert bert.post(address(SavedList, "delete", kept.pk), {"post": "yes"}).status_code == 302
        assert not SavedList.objects.exists()

    def test_it_goes_with_the_account_of_its_owner(self, anna: Client, bert: Client) -> None:
        keep(anna)
        keep(anna, name="A shared one", is_shared="on")
        owner = User.objects.get(username="anna")
        assert bert.post(address(User, "delete", owner.pk), {"post": "yes"}).status_code == 302
        assert list(User.objects.all()) == [User.objects.get(username="bert")]
        assert not SavedList.objects.exists()


class TestWhatIsRotten:
    @pytest.mark.parametrize(
        "query", ["no_such_field__exact=1", "status__exact=%00", "o=x.y", "%ff=%fe", "p=9999999", "&&=="]
    )
    def test_opens_the_list_all_the_same(self, anna: Client, query: str) -> None:
        make.make_product()
        SavedList.objects.create(owner=User.objects.get(), list="catalogue.product", name="Rotten", query=query)
        line = anna.get(PRODUCTS).context["lines"][0]
        assert anna.get(line.url, follow=True).status_code == 200

    def test_an_address_of_many_parts_opens_the_list_too(self, anna: Client) -> None:
        assert anna.get(f"{PRODUCTS}?{'&'.join(['o=1'] * 1001)}").status_code == 200

    def test_a_filter_that_is_no_more_is_told(self, anna: Client) -> None:
        page = anna.get(f"{PRODUCTS}?no_such_field__exact=1", follow=True).content.decode()
        assert "One of these filters is not known any more: this is the whole list." in page

    def test_one_of_a_list_that_is_gone_is_not_offered_and_can_be_deleted(self, anna: Client) -> None:
        kept = SavedList.objects.create(owner=User.objects.get(), list="catalogue.gone", name="Gone")
        assert offered(anna, "/admin/") == []
        assert anna.get(address(SavedList, "changelist")).status_code == 200
        assert anna.post(address(SavedList, "delete", kept.pk), {"post": "yes"}).status_code == 302


def test_many_with_long_names_cost_no_more_queries_than_one_and_are_all_there(anna: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            anna.get(address(Brand, "changelist"))
        return len(seen)

    owner = User.objects.get()
    SavedList.objects.create(owner=owner, list="catalogue.brand", name="One")
    few = queries()
    rows = [SavedList(owner=owner, list="catalogue.brand", name=f"{n:02} {'long ' * 15}".strip()) for n in range(40)]
    SavedList.objects.bulk_create(rows)
    assert queries() == few
    assert len(offered(anna, address(Brand, "changelist"))) == 41


def test_keeping_a_list_is_no_change_of_the_catalogue(anna: Client) -> None:
    before = Revision.objects.get().token
    keep(anna)
    assert Revision.objects.get().token == before
