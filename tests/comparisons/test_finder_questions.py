"""The questions: one a page, made of the catalogue as it stands, each with a way out and a way back."""

import pytest
from django.test import Client

from catalogue.models import Feature, GuidePoint, Problem, RedFlag
from comparisons.finder import Step
from tests.builders import make_choice, make_guide_point, make_problem, make_red_flag
from tests.comparisons.finder_forms import all_answers, answered, answers_on, asked, followed, link_to, link_to_change
from tests.pages import Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

HEEL = "/finder/?problem=plantar-heel-pain"
PAGES = {
    Step.WHERE: "/finder/",
    Step.SIGNS: HEEL,
    Step.SHAPE: f"{HEEL}&sign=none_of_these",
    Step.SHOE: f"{HEEL}&shape=not_sure&sign=none_of_these",
    Step.ACTIVITY: f"{HEEL}&shape=not_sure&shoe=not_sure&sign=none_of_these",
    Step.TRIED: "/finder/?activity=not_sure&problem=plantar-heel-pain&shape=not_sure&shoe=not_sure&sign=none_of_these",
}
EVERY = pytest.mark.parametrize(("step", "address"), PAGES.items())


def values(page: Page, name: str) -> list[str]:
    """What can be chosen."""
    return [field["value"] for field in page.main.all("input", name=name) if field["type"] != "hidden"]


class TestEachPage:
    @EVERY
    def test_says_which_question_of_how_many_it_is(self, client: Client, step: Step, address: str) -> None:
        page = opened(client, address)
        assert page.main.one("p", class_="eyebrow").text == f"Question {list(Step).index(step) + 1} of 6"
        assert len(page.main.all("h1")) == 1

    @EVERY
    def test_asks_for_an_answer_where_none_was_chosen(self, client: Client, step: Step, address: str) -> None:
        page = answered(client, opened(client, address))
        assert asked(page) == asked(opened(client, address))
        assert page.main.one("div", role="alert")
        assert not opened(client, address).main.all(role="alert")

    @EVERY
    def test_can_be_left_open(self, client: Client, step: Step, address: str) -> None:
        page = opened(client, address)
        assert {"not_sure", "nothing_yet"} & set(values(page, step))

    @EVERY
    def test_leads_back_with_all_answers_kept(self, client: Client, step: Step, address: str) -> None:
        if step == Step.WHERE:
            return
        before = opened(client, link_to(opened(client, address), "Previous question"))
        assert before.main.one("p", class_="eyebrow").text == f"Question {list(Step).index(step)} of 6"
        assert before.main.all("input", checked=True)

    @EVERY
    def test_has_one_form_that_is_sent_by_get(self, client: Client, step: Step, address: str) -> None:
        form = opened(client, address).main.one("form")
        assert (form["method"], form["action"]) == ("get", "/finder/")
        assert form.all("button", type="submit")


class TestWhereItHurts:
    def test_asks_for_every_complaint_under_its_place(self, client: Client) -> None:
        page = opened(client, "/finder/")
        offered = values(page, "problem")
        wanted = Problem.objects.exclude(group="foot_posture").exclude(slug="spinal-overload")
        assert set(offered) == {*wanted.values_list("slug", flat=True), "nothing_hurts", "not_sure"}
        heel = page.main.one("fieldset", id="rearfoot")
        assert "heel pain" in heel.text

    def test_a_new_problem_is_asked_for_at_once(self, client: Client) -> None:
        make_problem("made-up-ache", position=900, region="hip")
        page = opened(client, "/finder/")
        assert page.main.one("fieldset", id="hip").all("input", value="made-up-ache")

    def test_says_how_to_tell_a_complaint_and_what_that_cannot_show(self, client: Client) -> None:
        heel = Problem.objects.get(slug="plantar-heel-pain")
        telling = make_guide_point(heel, kind="how_to_tell", text_en="A made-up pattern of pain.")
        limit = make_guide_point(heel, kind="self_check_limit", text_en="A made-up limit of it.")
        shown = opened(client, "/finder/").main.one("fieldset", id="rearfoot").one("div", class_="answer")
        assert shown.one("li", text=str(telling.text)).place < shown.one("li", text=str(limit.text)).place
        assert len(shown.all("a", class_="source-mark")) >= 2

    def test_places_of_the_figure_are_on_the_page(self, client: Client) -> None:
        page = opened(client, "/finder/")
        targets = {link.removeprefix("#") for link in page.main.links() if link.startswith("#")}
        assert targets
        assert targets <= {field["id"] for field in page.main.all("fieldset", id=True)}


class TestWarningSigns:
    def test_asks_for_the_signs_of_what_hurts_and_of_every_shape(self, client: Client) -> None:
        offered = set(values(opened(client, HEEL), "sign"))
        concerned = RedFlag.objects.filter(problems__slug="plantar-heel-pain")
        of_shapes = RedFlag.objects.filter(problems__group="foot_posture", problems__is_selectable=True)
        signs = {*concerned.values_list("slug", flat=True), *of_shapes.values_list("slug", flat=True)}
        assert offered == {*signs, "none_of_these", "not_sure"}
        assert "cauda-equina" not in offered

    def test_whoever_does_not_know_where_is_asked_for_all(self, client: Client) -> None:
        offered = set(values(opened(client, "/finder/?problem=not_sure"), "sign"))
        assert offered == {*RedFlag.objects.values_list("slug", flat=True), "none_of_these", "not_sure"}

    def test_emergencies_come_first(self, client: Client) -> None:
        offered = values(opened(client, "/finder/?problem=low-back-pain"), "sign")
        urgencies = dict(RedFlag.objects.values_list("slug", "urgency"))
        graded = [urgencies[slug] for slug in offered if slug in urgencies]
        order = ["emergency", "same_day", "soon", "clinician_first"]
        assert graded == sorted(graded, key=order.index)

    def test_a_new_sign_is_asked_for_at_once(self, client: Client) -> None:
        sign = make_red_flag(Problem.objects.get(slug="hip-pain"), sign_en="A made-up sign of the hip.")
        assert sign.slug in values(opened(client, "/finder/?problem=hip-pain"), "sign")

    def test_other_places_open_the_question_again(self, client: Client) -> None:
        change = opened(client, link_to_change(opened(client, all_answers()), "Where it hurts"))
        page = answered(client, change, "plantar-heel-pain", "low-back-pain")
        assert asked(page) == "Do you have one of these warning signs?"
        assert "cauda-equina" in values(page, "sign")


class TestShapeOfTheFoot:
    def test_says_how_to_tell_and_what_such_a_check_cannot_show(self, client: Client) -> None:
        flat = Problem.objects.get(slug="flat-feet")
        telling = make_guide_point(flat, kind="how_to_tell", text_en="A made-up wet footprint.")
        limit = make_guide_point(flat, kind="self_check_limit", text_en="A made-up limit of it.")
        page = opened(client, PAGES[Step.SHAPE])
        shown = page.main.one("div", class_="answer", text="Flat feet")
        assert str(telling.text) in shown.text
        assert shown.all("a", class_="source-mark")
        limits = page.main.under("What such a check cannot show")
        assert str(limit.text) in limits.text
        assert limits.all("a", class_="source-mark")

    def test_invents_no_check_where_no_source_gives_one(self, client: Client) -> None:
        page = opened(client, PAGES[Step.SHAPE])
        told = GuidePoint.objects.filter(
            kind="how_to_tell", problems__group="foot_posture", problems__is_selectable=True
        )
        assert len(page.main.all("summary", text="How can I tell?")) == told.values("problems").distinct().count()

    def test_a_new_shape_is_asked_for_at_once(self, client: Client) -> None:
        make_problem("made-up-shape", position=900, group="foot_posture")
        assert "made-up-shape" in values(opened(client, PAGES[Step.SHAPE]), "shape")


class TestShoeAndActivity:
    def test_together_offer_every_kind_of_footwear_once(self, client: Client) -> None:
        shoes = values(opened(client, PAGES[Step.SHOE]), "shoe")
        activities = values(opened(client, PAGES[Step.ACTIVITY]), "activity")
        own = {"not_sure", "all_day_standing"}
        both = [word for word in (*shoes, *activities) if word not in own]
        assert sorted(both) == sorted(Feature.objects.get(slug="footwear").choices.values_list("slug", flat=True))

    def test_a_new_kind_is_a_shoe(self, client: Client) -> None:
        make_choice(Feature.objects.get(slug="footwear"), "made-up-clogs", position=90)
        assert "made-up-clogs" in values(opened(client, PAGES[Step.SHOE]), "shoe")

    def test_the_shoe_may_be_tight_or_keep_its_own_insole(self, client: Client) -> None:
        page = opened(client, PAGES[Step.SHOE])
        assert values(page, "fit") == ["tight", "insole_fixed"]
        after = answered(client, page, "dress", "tight", "insole_fixed")
        assert asked(after) == "What do you do most in it?"


class TestChanging:
    @pytest.mark.parametrize(
        ("title", "ticked"),
        [
            ("Warning signs", "none_of_these"),
            ("Shape of the foot", "high-arch"),
            ("Shoe", "dress"),
            ("Activity", "running"),
            ("Size, and what was tried", "exercises_done"),
        ],
    )
    def test_one_answer_from_the_result_keeps_the_others(self, client: Client, title: str, ticked: str) -> None:
        result = opened(client, all_answers(size="42", fit="tight"))
        page = opened(client, link_to_change(result, title))
        assert asked(page)
        after = answered(client, page, ticked)
        assert not asked(after)
        before, now = answers_on(result), answers_on(after)
        assert {line: text for line, text in now.items() if line != title} == {
            line: text for line, text in before.items() if line != title
        }

    def test_nothing_need_be_changed(self, client: Client) -> None:
        page = opened(client, link_to_change(opened(client, all_answers()), "Shoe"))
        assert followed(client, link_to(page, "nothing changed")).main.one("h1").text == "Your short list"
