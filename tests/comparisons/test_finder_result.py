"""The results: the card before everything, the reasons where an insole may not be the answer, and the short list as it stands elsewhere."""

import pytest
from django.test import Client

from catalogue.models import Problem, RedFlag
from tests.builders import make_guide_point
from tests.comparisons.finder_forms import all_answers, answers_on, leads_to_products, link_to, products_on
from tests.comparisons.list_pages import as_data
from tests.pages import Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

FULL = all_answers(
    problem="plantar-heel-pain metatarsalgia", shape="flat-feet", shoe="trainers", activity="running", size="42"
)


def listed(client: Client, address: str) -> list[str]:
    """The insoles of a whole list, in order."""
    found = as_data(client, address)
    return [product["slug"] for product in found["products"]]


class TestTheCareCard:
    CARE = all_answers(sign="diabetes-any numbness ischaemia", fit="tight", size="42")

    def test_shows_the_signs_that_were_ticked_and_no_others(self, client: Client) -> None:
        page = opened(client, self.CARE)
        care = page.main.one("section", aria_labelledby="care")
        signs = {row.one("b").text for row in care.all("li")}
        ticked = RedFlag.objects.filter(slug__in=["diabetes-any", "numbness", "ischaemia"])
        assert signs == {str(sign.sign) for sign in ticked}

    def test_puts_the_most_urgent_on_top_and_folds_nothing(self, client: Client) -> None:
        page = opened(client, self.CARE)
        care = page.main.one("section", aria_labelledby="care")
        assert care.all("li")[0].one("b").text == str(RedFlag.objects.get(slug="ischaemia").sign)
        assert all("open" in fold.attributes for fold in care.all("details"))
        assert page.main.one("h1").text == "Get help now"

    def test_leads_to_no_insole(self, client: Client) -> None:
        for address in (self.CARE, f"{self.CARE}&see=insoles", all_answers(problem="diabetic-foot")):
            page = opened(client, _canonical(client, address))
            assert not leads_to_products(page)

    def test_names_where_each_sign_comes_from(self, client: Client) -> None:
        links = opened(client, self.CARE).main.links()
        for sign in RedFlag.objects.filter(slug__in=["diabetes-any", "numbness", "ischaemia"]):
            assert all(source.get_absolute_url() in links for source in sign.sources.all())

    def test_comes_as_soon_as_a_sign_is_ticked_whatever_is_still_open(self, client: Client) -> None:
        page = opened(client, "/finder/?problem=hip-pain&sign=ischaemia")
        assert page.main.one("h1").text == "Get help now"

    def test_can_be_left_by_another_answer_only(self, client: Client) -> None:
        page = opened(client, "/finder/?problem=hip-pain&sign=ischaemia")
        change = [link for link in page.main.links() if "change=" in link]
        assert {link.partition("change=")[2].partition("&")[0] for link in change} == {"problem", "sign"}
        other = opened(client, "/finder/?change=shape&problem=hip-pain&sign=ischaemia")
        assert other.main.one("h1").text == "Get help now"

    def test_doubt_shows_every_sign_that_was_asked_about(self, client: Client) -> None:
        page = opened(client, "/finder/?problem=plantar-heel-pain&sign=not_sure")
        asked = opened(client, "/finder/?problem=plantar-heel-pain").main.all("input", name="sign")
        care = page.main.one("section", aria_labelledby="care")
        assert len(care.all("li")) == len(asked) - 2


class TestNotAnInsole:
    def test_says_why_with_the_results_and_shows_no_insole(self, client: Client) -> None:
        page = opened(client, all_answers(problem="low-back-pain"))
        assert page.main.one("h1").text == "An insole may not be the answer"
        assert page.main.under("Why").all("article", class_="evidence")
        assert not products_on(page)

    def test_says_what_to_do_instead(self, client: Client) -> None:
        heel = Problem.objects.get(slug="plantar-heel-pain")
        point = make_guide_point(heel, kind="what_else", text_en="A made-up thing to do.")
        steps = opened(client, all_answers(tried="insole_long_enough")).main.under("What you can do")
        assert str(point.text) in steps.text
        assert steps.all("a", class_="source-mark")
        assert "Have a doctor, podiatrist or physiotherapist look at it." in steps.text
        assert heel.get_absolute_url() in steps.links()

    def test_puts_each_step_under_the_problem_it_is_about(self, client: Client) -> None:
        for slug in ("plantar-heel-pain", "hip-pain"):
            make_guide_point(Problem.objects.get(slug=slug), kind="what_else", text_en=f"A made-up step, {slug}.")
        page = opened(client, all_answers(problem="plantar-heel-pain hip-pain"))
        steps = page.main.under("What else people do")
        heel, hip = (steps.one("li", text=f"A made-up step, {slug}.") for slug in ("plantar-heel-pain", "hip-pain"))
        assert steps.one("b", text="Heel pain").place < heel.place < steps.one("b", text="Hip pain").place < hip.place

    def test_tells_whoever_has_flat_feet_without_pain_what_the_sources_say(self, client: Client) -> None:
        flat = Problem.objects.get(slug="flat-feet")
        point = make_guide_point(flat, kind="not_an_insole", text_en="A made-up word on flat feet.")
        page = opened(client, "/finder/?problem=nothing_hurts&shape=flat-feet&sign=none_of_these")
        why = page.main.under("Why")
        assert str(flat.summary) in why.text
        assert str(point.text) in why.text

    def test_still_shows_the_way_to_the_list_after_everything_else(self, client: Client) -> None:
        page = opened(client, all_answers(problem="low-back-pain"))
        way = page.main.one("a", text="Show the list all the same")
        assert way.place > page.main.one("h2", text="What you can do").place
        shown = opened(client, way["href"])
        reason = shown.main.one("h2", text="An insole may not be the answer")
        assert reason.place < shown.first("input", name="with").place

    def test_explains_the_rule_in_words(self, client: Client) -> None:
        for address in (all_answers(), all_answers(problem="low-back-pain")):
            rule = opened(client, address).main.one("details", text="How the finder decides")
            assert len(rule.all("li")) == 6


class TestTheShortList:
    def test_is_the_beginning_of_the_list_of_all_insoles(self, client: Client) -> None:
        page = opened(client, FULL)
        whole = link_to(page, "The whole list")
        assert products_on(page) == listed(client, whole)[:6]
        count = as_data(client, whole)["count"]
        assert page.main.one("h2", class_="list-count").text.startswith(f"{count} insoles")

    def test_is_the_same_for_the_same_answers(self, client: Client) -> None:
        first, second = opened(client, FULL), opened(client, FULL)
        assert first.html == second.html
        shuffled = "/finder/?" + "&".join(reversed(FULL.partition("?")[2].split("&")))
        assert products_on(opened(client, _canonical(client, shuffled))) == products_on(first)

    def test_stands_below_the_answers_and_the_care_cards(self, client: Client) -> None:
        page = opened(client, FULL)
        first = page.first("input", name="with").place
        assert page.main.one("h2", text="Your answers").place < first
        assert page.main.one("h2", text="Get help first").place < first

    def test_names_every_answer(self, client: Client) -> None:
        assert answers_on(opened(client, FULL)) == {
            "Where it hurts": "Heel pain (plantar fasciitis); Pain under the ball of the foot",
            "Warning signs": "None of the signs asked about",
            "Shape of the foot": "Flat feet",
            "Shoe": "Trainers and sports shoes",
            "Activity": "Running",
            "Size, and what was tried": "EU 42; Nothing yet",
        }

    def test_says_for_each_insole_which_wishes_are_met(self, client: Client) -> None:
        page = opened(client, FULL)
        wishes = 0
        for card in page.main.all("article", class_="card"):
            marks = card.all("li", class_="mark")
            wishes = wishes or len(marks)
            assert len(marks) == wishes > 0
            assert f"of {wishes} met" in card.text

    def test_counts_insoles_of_which_nobody_says_for_which_shoes_they_are(self, client: Client) -> None:
        page = opened(client, FULL)
        way = page.main.one("a", text="Nobody says for which shoes they are")
        assert way.one("b").text == f"{as_data(client, way['href'])['count']} insoles"
        assert "footwear=not_stated" in way["href"]

    def test_counts_insoles_of_which_too_little_is_known(self, client: Client) -> None:
        page = opened(client, all_answers(fit="insole_fixed"))
        blocks = as_data(client, link_to(page, "The whole list"))["blocks"]
        way = page.main.one("a", text="Too little is known to tell")
        assert way.one("b").text == f"{blocks['unknown']} insoles"
        assert "block=unknown" in way["href"]

    def test_leads_to_the_first_ones_side_by_side_with_problem_and_size(self, client: Client) -> None:
        page = opened(client, FULL)
        address = link_to(page, "side by side")
        assert [part.partition("=")[2] for part in address.split("&") if part.startswith("with=")] == products_on(page)[
            :3
        ]
        assert "problem=plantar-heel-pain" in address
        assert "size=42" in address
        assert client.get(address).status_code == 200

    def test_an_empty_list_names_the_answer_to_leave_open_with_exact_numbers(self, client: Client) -> None:
        page = opened(client, all_answers(problem="hip-pain", shape="supination", shoe="safety", fit="insole_fixed"))
        assert not products_on(page)
        ways = page.main.one("div", class_="empty").all("a")
        assert ways
        for way in ways:
            found = opened(client, way["href"])
            assert found.main.one("h2", class_="list-count").text.startswith(way.one("b").text.split()[0])

    def test_keeps_what_is_chosen_to_compare(self, client: Client) -> None:
        page = opened(client, f"{FULL}&with=superfeet-green")
        tray = page.main.one("section", id="tray")
        assert tray.all("input", name="with") or "GREEN" in tray.text
        assert all("with=superfeet-green" in link for link in page.main.links() if "change=" in link)

    def test_says_when_to_stop_wearing_an_insole_and_how_to_get_used_to_it(self, client: Client) -> None:
        stop = make_guide_point(kind="stop_sign", text_en="A made-up reason to stop.")
        begin = make_guide_point(kind="wearing_in", text_en="A made-up first day.", position=99)
        wearing = opened(client, FULL).main.under("When you wear one")
        assert wearing.one("li", text=str(stop.text)).all("a", class_="source-mark")
        assert wearing.one("li", text=str(begin.text)).all("a", class_="source-mark")

    def test_without_a_place_and_a_shape_says_that_nothing_can_be_looked_for(self, client: Client) -> None:
        page = opened(client, all_answers(problem="not_sure"))
        assert page.main.under("No problem is named")
        assert products_on(page)


class TestAsData:
    def test_says_what_came_of_the_answers_and_why(self, client: Client) -> None:
        found = as_data(client, all_answers(problem="low-back-pain"))
        assert (found["outcome"], found["reasons"], found["list"]) == ("not_an_insole", ["no_benefit_found"], None)

    def test_has_the_insoles_of_the_page_with_their_matches(self, client: Client) -> None:
        found = as_data(client, all_answers())
        assert [product["slug"] for product in found["list"]["products"]] == products_on(opened(client, all_answers()))
        assert all(product["match"]["score"] > 0 for product in found["list"]["products"])

    def test_has_the_signs_and_no_insoles_where_care_comes_first(self, client: Client) -> None:
        found = as_data(client, all_answers(sign="ischaemia"))
        assert [sign["slug"] for sign in found["signs"]] == ["ischaemia"]
        assert found["list"] is None

    def test_says_which_question_is_open(self, client: Client) -> None:
        found = as_data(client, "/finder/?problem=hip-pain")
        assert (found["outcome"], found["next"]) == ("", "sign")


def _canonical(client: Client, address: str) -> str:
    response = client.get(address)
    return str(response["Location"]) if response.status_code == 302 else address


def test_german_pages_lead_through_the_same_questions(client: Client) -> None:
    page: Page = opened(client, f"/de{FULL}")
    assert products_on(page) == products_on(opened(client, FULL))
    assert all(link.startswith("/de/") for link in page.main.links() if link.startswith("/"))
