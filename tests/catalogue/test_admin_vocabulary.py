"""Features, choices, foot problems and what hangs on them, edited on the desk."""

from datetime import date

import pytest
from django.db.models import F
from django.test import Client

from catalogue.models import Choice, Edit, Feature, LookFor, Picture, Problem, RedFlag, ReferenceRate, Revision
from tests import builders as make
from tests.desk import address, approved, complaints, filled, go_on, logged_in, look_at, submit

NEW_FEATURE = {
    "name_en": "Toe bar",
    "slug": "toe-bar",
    "explanation_en": "A bar under the toes.",
    "group": "support",
    "position": 7,
    "kind": "choice",
    "added_on": "2026-11-24",
    "synonyms_de": "Zehensteg\nSteg",
}


@pytest.fixture
def desk(db: None) -> Client:
    return logged_in()


def make_yes_no(desk: Client, *features: Feature) -> str:
    """The message after the action."""
    return str(go_on(desk, look_at(desk, "make_yes_no", *features)).content.decode())


class TestFeatures:
    """A row here is all it takes to have a feature everywhere."""

    def test_one_is_added_with_its_choices(self, desk: Client) -> None:
        choices = {
            "choices-TOTAL_FORMS": 2,
            "choices-0-position": 1,
            "choices-0-name_en": "Soft",
            "choices-0-slug": "soft",
            "choices-1-position": 2,
            "choices-1-name_en": "Firm",
            "choices-1-slug": "firm",
        }
        added = submit(desk, address(Feature, "add"), {**NEW_FEATURE, **choices})
        assert added.status_code == 302, complaints(added)
        feature = Feature.objects.get(slug="toe-bar")
        assert feature.synonyms_de == ["Zehensteg", "Steg"]  # type: ignore[attr-defined]  # a translated column
        assert [choice.slug for choice in feature.choices.all()] == ["soft", "firm"]

    def test_one_without_choices_is_made_yes_or_no_by_an_action(self, desk: Client) -> None:
        page = desk.post(
            address(Feature, "add"),
            {**NEW_FEATURE, "choices-TOTAL_FORMS": 0, "choices-INITIAL_FORMS": 0, "zone": "none", "side": "none"},
            follow=True,
        )
        assert "This feature has no choices yet" in page.content.decode()
        feature = Feature.objects.get()
        assert "1 feature now takes yes or no" in make_yes_no(desk, feature)
        assert [(c.slug, c.is_absent) for c in feature.choices.all()] == [("yes", False), ("no", True)]
        in_history = Edit.objects.latest("pk").rows.values_list("model", "after__slug")
        assert list(in_history) == [("catalogue.choice", "yes"), ("catalogue.choice", "no")]

    def test_the_action_leaves_others_alone_and_says_so(self, desk: Client) -> None:
        number, scale = make.make_feature("weight", kind="number", unit="g"), make.make_feature()
        stays = look_at(desk, "make_yes_no", number, scale).context["look"].passed_over
        assert [one.why for one in stays] == ["It is not of the kind “one choice”.", "It has choices already."]
        assert Choice.objects.filter(feature=number).count() == 0

    def test_what_is_new_comes_behind_what_is_there_and_is_added_today(self, desk: Client) -> None:
        make.make_feature("weight", kind="number", unit="g", position=40)
        make.make_problem(position=7)
        typed = filled(desk.get(address(Feature, "add")))
        assert (typed["position"], typed["added_on"]) == (41, date.today().isoformat())
        assert filled(desk.get(address(Problem, "add")))["position"] == 8

    def test_no_place_is_offered_to_what_has_its_order_within_something_else(self, desk: Client) -> None:
        feature = make.make_feature(choices=("low", "high"))
        feature.choices.update(position=F("position") + 40)
        make.make_picture(make.make_product(), position=7)
        assert filled(desk.get(address(Choice, "add"))).get("position") is None
        assert filled(desk.get(address(Picture, "add")))["position"] == 1

    def test_choices_without_a_place_come_after_the_others_in_the_order_typed(self, desk: Client) -> None:
        feature = make.make_feature(choices=["low"])
        more = {"choices-TOTAL_FORMS": 4, "choices-2-position": 7}
        for number, slug in enumerate(["huge", "giant", "vast"], 1):
            more |= {f"choices-{number}-name_en": slug, f"choices-{number}-slug": slug}  # type: ignore[dict-item]
        saved = submit(desk, address(Feature, "change", feature.pk), more)
        assert saved.status_code == 302, complaints(saved)
        assert list(feature.choices.values_list("slug", "position")) == [
            ("low", 1),
            ("giant", 7),
            ("huge", 8),
            ("vast", 9),
        ]

    def test_a_stored_slug_stays_whatever_is_sent(self, desk: Client) -> None:
        feature = make.make_feature("heel-cup", choices=("low",))
        changes = {"slug": "other", "choices-0-slug": "other", "choices-0-name_en": "Shallow"}
        saved = submit(desk, address(Feature, "change", feature.pk), changes)
        assert saved.status_code == 302, complaints(saved)
        feature.refresh_from_db()
        assert (feature.slug, [(c.slug, c.name) for c in feature.choices.all()]) == ("heel-cup", [("low", "Shallow")])

    @pytest.mark.parametrize("typed", ["heel depth", "heel-depth", "Fersen"])
    def test_one_is_found_by_any_of_its_names(self, desk: Client, typed: str) -> None:
        make.make_feature("heel-cup", synonyms_en=["heel-depth", "heel depth"], name_de="Fersenschale")
        make.make_feature("arch-height")
        asked = {"app_label": "catalogue", "model_name": "statement", "field_name": "feature", "term": typed}
        found = desk.get("/admin/autocomplete/", asked).json()["results"]
        assert [hit["text"] for hit in found] == ["Heel cup"]

    def test_a_choice_is_offered_with_its_feature(self, desk: Client) -> None:
        make.make_feature("heel-cup")
        asked = {"app_label": "catalogue", "model_name": "statement", "field_name": "choice", "term": "cup high"}
        assert [hit["text"] for hit in desk.get("/admin/autocomplete/", asked).json()["results"]] == ["Heel cup: High"]


class TestLinkedLists:
    """Lists of linked rows are checked as the loader checks them, and keep their order."""

    def test_a_choice_of_another_feature_is_refused_at_its_list(self, desk: Client) -> None:
        row = make.make_look_for(make.make_problem(), make.make_feature("heel-cup"))
        stranger = make.make_feature("arch-height").choices.get(slug="low")
        refused = submit(desk, address(LookFor, "change", row.pk), {"choices": [stranger.pk]})
        assert refused.context["adminform"].form.errors["choices"] == [
            "“Arch height: Low” is not a choice of this feature."
        ]

    def test_the_feature_just_typed_is_what_choices_are_compared_with(self, desk: Client) -> None:
        cup = make.make_feature("heel-cup")
        typed = {
            "problem": make.make_problem().pk,
            "feature": cup.pk,
            "choices": [cup.choices.get(slug="high").pk],
            "weight": 2,
            "basis": "usual_practice",
            "reason_en": "A made-up reason.",
        }
        added = submit(desk, address(LookFor, "add"), typed)
        assert added.status_code == 302, complaints(added)

    def test_nothing_is_both_met_and_avoided(self, desk: Client) -> None:
        feature = make.make_feature()
        row = make.make_look_for(make.make_problem(), feature, ("low",))
        refused = submit(desk, address(LookFor, "change", row.pk), {"avoid": [feature.choices.get(slug="low").pk]})
        assert "A choice cannot be both met and avoided." in complaints(refused)

    def test_no_row_for_what_needs_a_professional_first(self, desk: Client) -> None:
        row = make.make_look_for(make.make_problem(), make.make_feature())
        doctor = make.make_problem("made-up-wound", group="clinician_first")
        refused = submit(desk, address(LookFor, "change", row.pk), {"problem": doctor.pk})
        assert "What needs a professional first never leads to products." in complaints(refused)

    def test_a_warning_sign_keeps_a_source(self, desk: Client) -> None:
        sign = make.make_red_flag(make.make_problem())
        refused = submit(desk, address(RedFlag, "change", sign.pk), {"sources": []})
        assert "required" in complaints(refused) or "A warning sign needs a source." in complaints(refused)

    def test_links_keep_their_order_and_new_ones_come_last(self, desk: Client) -> None:
        problem, feature = make.make_problem(), make.make_feature()
        first, second, third = (make.make_evidence(problem, feature) for _ in range(3))
        row = make.make_look_for(problem, feature)
        for study in (third, first):
            row.evidence.add(study)
        submit(desk, address(LookFor, "change", row.pk), {"evidence": [first.pk, second.pk, third.pk]})
        approved()
        through = LookFor.evidence.through.objects.filter(lookfor=row).order_by("pk")
        assert list(through.values_list("evidence_id", flat=True)) == [third.pk, first.pk, second.pk]


class TestProblems:
    """Foot problems."""

    def test_paragraphs_are_typed_as_numbers(self, desk: Client) -> None:
        problem = make.make_problem(article_paragraphs=[4, 6])
        page = address(Problem, "change", problem.pk)
        assert 'value="4, 6"' in desk.get(page).content.decode()
        saved = submit(desk, page, {"article_paragraphs": "1, 7 9"})
        assert saved.status_code == 302, complaints(saved)
        approved()
        problem.refresh_from_db()
        assert problem.article_paragraphs == [1, 7, 9]
        refused = submit(desk, page, {"article_paragraphs": "four"})
        assert "Write the numbers of paragraphs, such as 4, 6." in complaints(refused)

    def test_saving_without_a_change_changes_nothing(self, desk: Client) -> None:
        problem = make.make_problem(lay_names_en=["sore heel", "heel ache"], article_paragraphs=[4])
        before = Problem.objects.values().get()
        saved = submit(desk, address(Problem, "change", problem.pk), {})
        assert saved.status_code == 302, complaints(saved)
        after = Problem.objects.values().get()
        assert {name: value for name, value in after.items() if value} == {n: v for n, v in before.items() if v}

    def test_choices_of_its_look_for_rows_are_checked_as_on_their_own_page(self, desk: Client) -> None:
        problem, cup, arch = make.make_problem(), make.make_feature("heel-cup"), make.make_feature("arch-height")
        make.make_look_for(problem, cup, ["low"])
        refused = submit(desk, address(Problem, "change", problem.pk), {"look_for-0-feature": arch.pk})
        assert "“Heel cup: Low” is not a choice of this feature." in complaints(refused)

    def test_a_page_with_more_look_for_rows_names_their_choices_at_no_more_cost(self, desk: Client) -> None:
        problem = make.make_problem()
        for number in range(3):  # the client fails on a query that comes with every row
            make.make_look_for(problem, make.make_feature(f"made-up-{number}"), ["low", "high"], avoid=["none"])
        assert "Made up 2: High" in desk.get(address(Problem, "change", problem.pk)).content.decode()


class TestReferenceRates:
    """One row a currency, renewed in place."""

    TYPED = {"currency": "USD", "per_euro": "1.0705", "set_on": "2024-06-28"}

    def test_one_is_added_with_its_day_and_source(self, desk: Client) -> None:
        source = make.make_source(publisher="A made-up bank")
        added = submit(desk, address(ReferenceRate, "add"), {**self.TYPED, "source": source.pk})
        assert added.status_code == 302, complaints(added)
        rate = ReferenceRate.objects.get()
        assert (str(rate), str(rate.set_on), rate.source) == ("1 EUR = 1.0705 USD", "2024-06-28", source)

    def test_one_that_is_renewed_is_seen_on_the_next_page(self, desk: Client) -> None:
        make.make_offer(make.make_product(), 30, currency="USD")
        rate = make.make_rate("USD", "2")
        before = Revision.objects.token()
        assert "about 15 EUR" in desk.get("/insoles/").content.decode()
        saved = submit(desk, address(ReferenceRate, "change", rate.pk), {"per_euro": "1.5", "set_on": "2026-11-25"})
        assert saved.status_code == 302, complaints(saved)
        assert "about 20 EUR" in desk.get("/insoles/").content.decode()
        assert Revision.objects.token() != before

    def test_one_that_is_renewed_is_in_the_history_and_can_be_brought_back(self, desk: Client) -> None:
        rate = make.make_rate("USD", "2")
        submit(desk, address(ReferenceRate, "change", rate.pk), {"per_euro": "1.5", "_why": "A made-up day."})
        edit = Edit.objects.get()
        [row] = edit.rows.all()
        assert (edit.by, edit.why, row.before["per_euro"], row.after["per_euro"]) == (
            "editor",
            "A made-up day.",
            "2.00000",
            "1.50000",
        )
        desk.post(address(Edit, "change", edit.pk))
        rate.refresh_from_db()
        assert rate.per_euro == 2

    @pytest.mark.parametrize(
        ("typed", "complaint"),
        [
            ({"currency": "EUR"}, "the euro needs no rate"),
            ({"currency": "usd"}, "three capital letters"),
            ({"currency": "JPY"}, "already exists"),
            ({"per_euro": "0"}, "greater than or equal to"),
            ({"per_euro": "1.070501"}, "no more than 5 decimal places"),
            ({"per_euro": "90001"}, "less than or equal to 90000"),
            ({"set_on": ""}, "required"),
            ({"source": ""}, "required"),
        ],
    )
    def test_what_is_no_rate_is_refused_in_words(self, desk: Client, typed: dict[str, str], complaint: str) -> None:
        make.make_rate("JPY", "160")
        sent = {**self.TYPED, "source": make.make_source().pk, **typed}
        refused = submit(desk, address(ReferenceRate, "add"), sent)
        assert complaint in complaints(refused)

    def test_a_stored_rate_stands_without_needless_zeros(self, desk: Client) -> None:
        page = desk.get(address(ReferenceRate, "change", make.make_rate("USD", "1.0705").pk))
        assert 'value="1.0705"' in page.content.decode()
