"""Texts about health change only when two people want it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from catalogue.models import (
    ArticleClaim,
    ChainStep,
    Edit,
    Evidence,
    GuidePoint,
    Harm,
    LookFor,
    Problem,
    Proposal,
    RedFlag,
    ShownChange,
    done_or_proposed,
    recorded,
)
from tests import builders as make
from tests.desk import address, complaints, logged_in, make_editor, one_who_may, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return logged_in()


@pytest.fixture
def second() -> Client:
    return logged_in(make_editor(username="second"))


def proposed(desk: Client, row: Any, **changes: Any) -> Proposal:
    """What saving a page with these changes leaves."""
    saved = submit(desk, address(type(row), "change", row.pk), changes)
    assert saved.status_code == 302, complaints(saved)
    return Proposal.objects.latest("pk")


def page_of(proposal: Proposal) -> str:
    return address(Proposal, "change", proposal.pk)


def make_health_rows() -> list[Any]:
    """One of every kind."""
    problem, feature = make.make_problem(), make.make_feature()
    said = {"why_en": "So.", "verdict": "mixed"}
    return [
        problem,
        make.make_evidence(problem, feature),
        make.make_look_for(problem, feature, ["high"]),
        make.make_red_flag(problem),
        make.make_guide_point(problem),
        make.make_harm(feature=feature),
        ChainStep.objects.create(from_place="insole", to_place="foot", position=1, article_says_en="So.", **said),
        ArticleClaim.objects.create(
            key="claim-1", paragraph=1, claim_en="So.", strength="strong", verdict="no_evidence", why_en="So."
        ),
    ]


class TestAChange:
    def test_of_every_kind_of_health_text_waits(self, desk: Client) -> None:
        texts = {
            Problem: "summary_en",
            Evidence: "summary_en",
            LookFor: "reason_en",
            RedFlag: "sign_en",
            GuidePoint: "text_en",
            Harm: "harm_en",
            ChainStep: "why_en",
            ArticleClaim: "why_en",
        }
        for row in make_health_rows():
            text = texts[type(row)]
            before = type(row).objects.values(text).get(pk=row.pk)
            proposal = proposed(desk, row, **{text: "Another made-up text."})
            assert type(row).objects.values(text).get(pk=row.pk) == before
            assert proposal.edited_rows[0].after[text] == "Another made-up text."
        assert not Edit.objects.exists()

    def test_is_not_seen_by_visitors_before_it_is_applied(self, desk: Client, second: Client, client: Client) -> None:
        problem = make.make_problem(summary_en="The old text.")
        proposal = proposed(desk, problem, summary_en="The new text.")
        assert "The old text." in client.get(problem.get_absolute_url()).content.decode()
        second.post(page_of(proposal), {"apply": "yes"})
        assert "The new text." in client.get(problem.get_absolute_url()).content.decode()

    def test_is_told_of_where_the_same_text_could_be_changed_again(self, desk: Client) -> None:
        problem, other = make.make_problem(), make.make_problem(slug="made-up-other", position=9)
        proposal = proposed(desk, problem, summary_en="The new text.")
        waits = "A change of this waits for a second person"
        page = desk.get(address(Problem, "change", problem.pk)).content.decode()
        assert waits in page
        assert page_of(proposal) in page
        assert waits not in desk.get(address(Problem, "change", other.pk)).content.decode()
        proposal.refuse("second", "No.")
        assert waits not in desk.get(address(Problem, "change", problem.pk)).content.decode()

    def test_of_a_row_is_told_of_on_the_page_that_holds_it(self, desk: Client) -> None:
        problem = make.make_problem()
        row = make.make_look_for(problem, make.make_feature(), ["high"])
        proposed(desk, row, reason_en="Another made-up reason.")
        page = desk.get(address(Problem, "change", problem.pk)).content.decode()
        assert "A change of this waits for a second person" in page

    def test_that_adds_a_row_with_others_of_its_own_is_made_whole(self, desk: Client, second: Client) -> None:
        feature = make.make_feature()
        typed = {
            "slug": "made-up-ache",
            "name_en": "Made-up ache",
            "summary_en": "A made-up complaint.",
            "group": "foot_pain",
            "region": "rearfoot",
            "position": 1,
            "is_selectable": "on",
            "look_for-TOTAL_FORMS": 1,
            "look_for-0-feature": feature.pk,
            "look_for-0-choices": [feature.choices.get(slug="high").pk],
            "look_for-0-avoid": [feature.choices.get(slug="low").pk],
            "look_for-0-weight": 2,
            "look_for-0-basis": "usual_practice",
            "look_for-0-reason_en": "A made-up reason.",
        }
        assert submit(desk, address(Problem, "add"), typed).status_code == 302
        assert not Problem.objects.exists()
        other = make.make_problem("came-meanwhile")  # takes the number that the proposal was made under
        second.post(page_of(Proposal.objects.get()), {"apply": "yes"})
        row = LookFor.objects.get()
        assert (row.problem.slug, row.weight) == ("made-up-ache", 2)
        assert row.problem != other
        assert [choice.slug for choice in (*row.choices.all(), *row.avoid.all())] == ["high", "low"]

    def test_that_deletes_waits_too(self, desk: Client, second: Client) -> None:
        sign = make.make_red_flag(make.make_problem())
        desk.post(address(RedFlag, "delete", sign.pk), {"post": "yes"})
        assert RedFlag.objects.exists()
        second.post(page_of(Proposal.objects.get()), {"apply": "yes"})
        assert not RedFlag.objects.exists()

    def test_by_an_action_on_several_is_one_proposal(self, desk: Client) -> None:
        signs = [make.make_red_flag(make.make_problem(f"made-up-{n}")).pk for n in range(2)]
        chosen = {"action": "delete_selected", "_selected_action": signs, "post": "yes"}
        desk.post(address(RedFlag, "changelist"), chosen)
        assert len(Proposal.objects.get().rows) == 2

    def test_that_is_none_leaves_no_proposal(self, desk: Client) -> None:
        row = make.make_look_for(make.make_problem(), make.make_feature())
        submit(desk, address(LookFor, "change", row.pk), {})
        submit(desk, address(LookFor, "change", row.pk), {"weight": 9})
        assert not Proposal.objects.exists()

    def test_by_way_of_the_history_waits_as_well(self, desk: Client) -> None:
        problem = make.make_problem(summary_en="The old text.")
        with recorded(by="one"):
            problem.summary_en = "The new text."  # type: ignore[attr-defined]
            problem.save()
        desk.post(address(Edit, "change", Edit.objects.get().pk), {})
        assert Problem.objects.get().summary == "The new text."
        assert Proposal.objects.get().edited_rows[0].after["summary_en"] == "The old text."


class TestTheSecondPerson:
    @pytest.fixture
    def proposal(self, desk: Client) -> Proposal:
        row = make.make_look_for(make.make_problem(), make.make_feature(), ["high"], weight=1)
        return proposed(desk, row, weight=3, _why="A made-up reason.")

    def test_applies_it_and_both_stand_in_the_history(self, second: Client, proposal: Proposal) -> None:
        make.make_product()  # without any the public log has not begun
        second.post(page_of(proposal), {"apply": "yes"})
        assert LookFor.objects.get().weight == 3
        edit = Edit.objects.get()
        assert (edit.by, edit.approved_by, edit.why) == ("editor", "second", "A made-up reason.")
        assert ShownChange.objects.get().new == {"weight": 3}

    def test_is_not_the_author(self, desk: Client, proposal: Proposal) -> None:
        assert "somebody else has to apply it" in desk.get(page_of(proposal)).content.decode()
        desk.post(page_of(proposal), {"apply": "yes"})
        assert LookFor.objects.get().weight == 1
        with pytest.raises(ValidationError, match="Somebody else"):
            proposal.apply("editor")

    def test_is_not_the_author_by_another_name(self, desk: Client, proposal: Proposal) -> None:
        User.objects.update(username="renamed")
        assert "somebody else has to apply it" in desk.get(page_of(proposal)).content.decode()
        answer = desk.post(page_of(proposal), {"apply": "yes"}, follow=True)
        assert "Somebody else than its author" in answer.content.decode()
        assert LookFor.objects.get().weight == 1

    def test_is_not_somebody_who_took_the_name_of_the_author(self, proposal: Proposal) -> None:
        User.objects.update(username="renamed")
        same_name = logged_in(make_editor())
        answer = same_name.post(page_of(proposal), {"apply": "yes"}, follow=True)
        assert "Somebody else than its author" in answer.content.decode()
        assert LookFor.objects.get().weight == 1

    def test_applies_what_was_proposed_before_accounts_were_remembered(
        self, second: Client, proposal: Proposal
    ) -> None:
        Proposal.objects.update(account=None)
        second.post(page_of(proposal), {"apply": "yes"})
        assert LookFor.objects.get().weight == 3

    def test_may_refuse_it_with_a_note(self, second: Client, proposal: Proposal) -> None:
        second.post(page_of(proposal), {"refuse": "yes", "note": "Not in the source."})
        proposal.refresh_from_db()
        assert (proposal.state, proposal.decided_by, proposal.note) == ("refused", "second", "Not in the source.")
        second.post(page_of(proposal), {"apply": "yes"})
        assert LookFor.objects.get().weight == 1

    def test_applies_nothing_over_what_came_meanwhile(self, second: Client, proposal: Proposal) -> None:
        LookFor.objects.update(weight=2)
        answer = second.post(page_of(proposal), {"apply": "yes"}, follow=True)
        assert "was changed since" in answer.content.decode()
        assert LookFor.objects.get().weight == 2

    def test_decides_once_whoever_else_does_at_the_same_time(self, proposal: Proposal) -> None:
        other = Proposal.objects.get(pk=proposal.pk)
        proposal.apply("second")
        LookFor.objects.update(weight=1)
        for decide in (other.apply, lambda by: other.refuse(by, "")):
            with pytest.raises(ValidationError, match="decided on it already"):
                decide("third")
        assert (Proposal.objects.get().decided_by, LookFor.objects.get().weight) == ("second", 1)

    def test_must_be_allowed_to_write_such_texts(self, proposal: Proposal) -> None:
        staff = logged_in(make_editor(username="staff", is_superuser=False))
        assert staff.get(page_of(proposal)).status_code == 200
        assert staff.post(page_of(proposal), {"apply": "yes"}).status_code == 403

    def test_must_be_allowed_to_delete_what_it_deletes(self, desk: Client) -> None:
        row = make.make_look_for(make.make_problem(), make.make_feature())
        desk.post(address(LookFor, "delete", row.pk), {"post": "yes"})
        deletion = Proposal.objects.get()
        for rights, answer in ((["add_lookfor", "change_lookfor"], 403), (["delete_lookfor"], 302)):
            assert one_who_may(*rights).post(page_of(deletion), {"apply": "yes"}).status_code == answer
        assert not LookFor.objects.exists()

    def test_must_be_allowed_to_add_what_it_adds(self) -> None:
        _result, addition = done_or_proposed("editor", "", lambda: make.make_problem(slug="made-up-ache"))
        assert addition is not None
        make.make_problem(slug="another-ache")  # has the number that the one of the proposal had
        for rights, answer in ((["change_problem", "delete_problem"], 403), (["add_problem"], 302)):
            assert one_who_may(*rights).post(page_of(addition), {"apply": "yes"}).status_code == answer
        assert Problem.objects.count() == 2

    def test_sees_what_would_change(self, second: Client, proposal: Proposal) -> None:
        (row,) = second.get(page_of(proposal)).context["rows"]
        assert [(line.label, line.before, line.after) for line in row.lines] == [("weight", "1", "3")]


def test_a_proposal_undoes_what_it_tried() -> None:
    problem = make.make_problem()
    _result, proposal = done_or_proposed("one", "", lambda: make.make_guide_point(problem))
    assert proposal is not None
    assert not GuidePoint.objects.exists()
