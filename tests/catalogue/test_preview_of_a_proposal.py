"""A proposal on the real pages: staff see them as they would be, and nothing of that is left behind."""

import re
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.knowledge import current_knowledge
from catalogue.models import (
    Edit,
    Evidence,
    LookFor,
    Problem,
    Product,
    Proposal,
    Revision,
    ShownChange,
    done_or_proposed,
)
from catalogue.models.trial import is_tried_out, tried_out
from comparisons.index import current
from comparisons.models import Comparison
from tests import builders as make
from tests.comparisons.test_current import threads
from tests.databases import Database
from tests.desk import address, logged_in, make_editor
from tests.pages import opened

pytestmark = pytest.mark.django_db

index_module = sys.modules[current.__module__]
knowledge_module = sys.modules[current_knowledge.__module__]


@pytest.fixture
def desk() -> Client:
    return logged_in()


def proposed(change: Callable[[], Any]) -> Proposal:
    _done, proposal = done_or_proposed("somebody", "", change)
    assert proposal is not None
    return proposal


def changed(row: Any, **fields: Any) -> Proposal:
    """A proposal that changes these fields of a row."""

    def change() -> None:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()

    return proposed(change)


def preview(proposal: Proposal, page: str) -> str:
    """The address of a public page as it would be."""
    return reverse("admin:catalogue_proposal_preview", args=[proposal.pk, page.removeprefix("/")])


def links(desk: Client, proposal: Proposal) -> set[str]:
    """The public pages that the page of a proposal offers, in English."""
    text = desk.get(address(Proposal, "change", proposal.pk)).content.decode()
    return {
        f"/{page}" for page in re.findall(rf"/proposal/{proposal.pk}/preview/([^\"]+)\"", text) if page[:3] != "de/"
    }


class TestStaff:
    def test_see_the_page_as_it_would_be_and_that_it_is_a_preview(self, desk: Client) -> None:
        problem = make.make_problem(summary_en="The old text.")
        proposal = changed(problem, summary_en="The new text.")
        page = opened(desk, preview(proposal, problem.get_absolute_url()))
        assert "The new text." in page.main.text
        assert "this waits for a second person" in page.main.text
        assert address(Proposal, "change", proposal.pk) in page.main.links()
        assert not page.is_for_search_engines

    def test_see_it_in_german_too(self, desk: Client) -> None:
        problem = make.make_problem(summary_de="Der alte Text.")
        proposal = changed(problem, summary_de="Der neue Text.")
        answer = desk.get(preview(proposal, f"/de{problem.get_absolute_url()}"))
        assert "Der neue Text." in answer.content.decode()
        assert '<html lang="de">' in answer.content.decode()
        assert answer["Content-Language"] == "de"

    def test_see_what_would_be_counted_and_listed(self, desk: Client) -> None:
        feature, product = make.make_feature(), make.make_product(name="Counted")
        make.make_shown(product, feature, "high")
        problem = make.make_problem()
        proposal = proposed(lambda: make.make_look_for(problem, feature, ["high"]))
        page = problem.get_absolute_url()
        assert "Counted" not in desk.get(page).content.decode()
        assert "Counted" in desk.get(preview(proposal, page)).content.decode()
        assert "Counted" not in desk.get(page).content.decode()

    def test_see_a_comparison_that_is_not_there_yet(self, desk: Client) -> None:
        product = make.make_product()
        proposal = proposed(lambda: make.make_comparison(product, verdict_en="A made-up verdict."))
        assert "A made-up verdict." in desk.get(preview(proposal, "/compare/made-up-comparison-1/")).content.decode()
        assert desk.get("/compare/made-up-comparison-1/").status_code == 404

    def test_are_told_where_a_page_would_be_gone(self, desk: Client) -> None:
        comparison = make.make_comparison(make.make_product())
        proposal = proposed(Comparison.objects.get(pk=comparison.pk).delete)
        answer = desk.get(preview(proposal, comparison.get_absolute_url()), follow=True)
        assert "shows nothing at this address" in answer.content.decode()

    def test_get_no_copy_that_is_kept_and_no_304(self, desk: Client) -> None:
        problem = make.make_problem()
        proposal = changed(problem, summary_en="The new text.")
        mark = desk.get(problem.get_absolute_url())["ETag"]
        answer = desk.get(preview(proposal, problem.get_absolute_url()), headers={"If-None-Match": mark})
        assert answer.status_code == 200
        assert "ETag" not in answer
        assert "no-store" in answer["Cache-Control"]

    def test_see_it_without_scripts_which_could_put_the_page_of_today_in_its_place(self, desk: Client) -> None:
        problem = make.make_problem()
        page = preview(changed(problem, summary_en="The new text."), problem.get_absolute_url())
        assert "script-src 'none'" in desk.get(page)["Content-Security-Policy"]
        assert "script-src 'self'" in desk.get(problem.get_absolute_url())["Content-Security-Policy"]

    def test_stay_in_the_preview_where_the_page_asks_for_another_form_of_its_address(self, desk: Client) -> None:
        problem = make.make_problem()
        page = preview(changed(problem, summary_en="The new text."), problem.get_absolute_url())
        answer = desk.get(page, {"sort": "match", "with": "", "page": "1"}, follow=True)
        assert [address for address, _status in answer.redirect_chain][-1].startswith(page)
        assert "The new text." in answer.content.decode()

    def test_see_no_other_pages_in_this_way(self, desk: Client) -> None:
        proposal = changed(make.make_problem(), summary_en="The new text.")
        for page in ("/insoles/", "/admin/", "/data/", "/nonsense/"):
            assert desk.get(preview(proposal, page)).status_code == 302

    def test_see_none_of_what_is_decided(self, desk: Client) -> None:
        problem = make.make_problem()
        proposal = changed(problem, summary_en="The new text.")
        proposal.refuse("second", "")
        assert desk.get(preview(proposal, problem.get_absolute_url())).status_code == 404
        assert not links(desk, proposal)

    def test_are_told_why_it_can_no_longer_be_applied(self, desk: Client) -> None:
        problem = make.make_problem()
        proposal = changed(problem, summary_en="The new text.")
        Problem.objects.update(summary_en="Another one.")
        assert "was changed since" in desk.get(address(Proposal, "change", proposal.pk)).content.decode()
        assert not links(desk, proposal)


def test_the_page_of_a_proposal_only_reads(desk: Client) -> None:
    """It waits for nobody who writes, and nobody waits for it."""
    proposal = changed(make.make_problem(), summary_en="The new text.")
    with CaptureQueriesContext(connection) as asked:
        assert links(desk, proposal)
    assert not [query["sql"] for query in asked if not query["sql"].startswith("SELECT")]


def test_a_page_that_gets_another_address_is_offered_under_both(desk: Client) -> None:
    problem = make.make_problem("ache")
    proposal = changed(problem, slug="pain", summary_en="The new text.")
    assert {"/problems/ache/", "/problems/pain/"} <= links(desk, proposal)
    assert "The new text." in desk.get(preview(proposal, "/problems/pain/")).content.decode()


class TestEveryKindOfText:
    def test_leads_to_the_pages_on_which_it_stands(self, desk: Client) -> None:
        problem, feature, product = make.make_problem("ache"), make.make_feature("ribs"), make.make_product()
        source = make.make_source(slug="study")
        guide, pair = "/problems/ache/", "/problems/ache/ribs/"
        for make_it, pages in (
            (
                lambda: make.make_evidence(problem, feature, source=source),
                {guide, pair, "/evidence/", "/sources/study/"},
            ),
            (lambda: make.make_look_for(problem, feature, ["high"]), {guide, pair}),
            (lambda: make.make_red_flag(problem), {guide}),
            (lambda: make.make_guide_point(problem), {guide}),
            (lambda: make.make_guide_point(), {product.get_absolute_url()}),
            (lambda: make.make_harm(feature=feature), {"/features/ribs/"}),
            (lambda: make.make_problem("other"), {"/problems/other/", "/problems/"}),
            (lambda: make.make_comparison(product), {"/compare/", "/compare/made-up-comparison-1/"}),
        ):
            proposal = proposed(make_it)
            assert links(desk, proposal) == pages
            for page in pages:
                assert desk.get(preview(proposal, page)).status_code == 200, page


class TestVisitors:
    def test_find_no_preview(self) -> None:
        problem = make.make_problem()
        proposal = changed(problem, summary_en="The new text.")
        reader = make_editor(username="reader", is_staff=False, is_superuser=False)
        for client in (Client(), logged_in(reader)):
            answer = client.get(preview(proposal, problem.get_absolute_url()))
            assert answer.status_code == 302
            assert "/log" in answer["Location"]

    def test_without_the_right_to_look_see_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        problem = make.make_problem()
        proposal = changed(problem, summary_en="The new text.")
        monkeypatch.setattr(User, "has_perm", lambda *_arguments, **_named: False)
        staff = logged_in(make_editor(username="staff", is_superuser=False))
        assert staff.get(preview(proposal, problem.get_absolute_url())).status_code == 403

    def test_find_every_page_and_list_as_it_was(self, desk: Client) -> None:
        """Byte for byte, in what this process keeps too."""
        feature = make.make_feature()
        problem = make.make_problem(summary_en="The old text.")
        for _number in range(3):
            make.make_shown(make.make_product(), feature, "high")
        make.make_look_for(problem, feature, ["high"])
        pages = ["/", "/insoles/", f"/insoles/?problem={problem.slug}", problem.get_absolute_url(), "/problems/"]
        pages += [Product.objects.all()[0].get_absolute_url()]
        proposal = proposed(lambda: LookFor.objects.get().delete())
        before = {page: Client().get(page).content for page in pages}
        held = index_module._held, knowledge_module._held
        revision, rows = Revision.objects.get(), ShownChange.objects.count()
        assert desk.get(preview(proposal, problem.get_absolute_url())).status_code == 200
        assert (index_module._held, knowledge_module._held) == held
        assert {page: Client().get(page).content for page in pages} == before
        after = Revision.objects.get()
        assert (after.number, after.token) == (revision.number, revision.token)
        assert (LookFor.objects.count(), Edit.objects.count()) == (1, 0)
        assert ShownChange.objects.count() == rows

    def test_see_nothing_of_it_at_the_same_time(self, own_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        """While one looks, others read the page, the list and what the process keeps: as ever."""
        monkeypatch.setattr(index_module, "_held", None)
        study = Evidence.objects.select_related("problem")[0]
        page = study.problem.get_absolute_url()
        proposal = changed(study.problem, summary_en="The new text.")

        def look() -> tuple[bool, bool, str, str]:
            return (
                is_tried_out(),
                "The new text." in Client().get(page).content.decode(),
                current().token,
                current_knowledge().token,
            )

        here = Revision.objects.token()
        assert look() == (False, False, here, here)
        with proposal.tried_out():
            assert current().token != here
            assert "The new text." in Client().get(page).content.decode()
            with threads(3, look) as found:
                pass
        assert found == [(False, False, here, here)] * 3
        assert look() == (False, False, here, here)


def test_what_is_tried_out_is_undone_where_a_page_breaks() -> None:
    problem = make.make_problem(summary_en="The old text.")

    def broken_page() -> None:
        with tried_out():
            Problem.objects.update(summary_en="The new text.")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_page()
    assert not is_tried_out()
    problem.refresh_from_db()
    assert problem.summary == "The old text."
