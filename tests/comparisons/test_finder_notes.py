"""What does not go together: what it is, why and who says so, and what to do instead."""

import pytest
from django.test import Client

from catalogue.models import Feature, Harm, LookFor, Problem
from tests.builders import (
    make_feature,
    make_guide_point,
    make_harm,
    make_look_for,
    make_problem,
    make_product,
    make_shown,
)
from tests.comparisons.finder_forms import all_answers, link_to
from tests.comparisons.list_pages import as_data
from tests.pages import Element, opened

pytestmark = [pytest.mark.django_db]


def note(client: Client, title: str, **given: str) -> Element:
    """The note with this title on the result of these answers."""
    page = opened(client, all_answers(**given))
    [found] = [article for article in page.main.all("article", class_="finder-note") if article.one("h3").text == title]
    return found


def titles(client: Client, **given: str) -> list[str]:
    """The titles of all notes."""
    page = opened(client, all_answers(**given))
    return [article.one("h3").text for article in page.main.all("article", class_="finder-note")]


def number_at(client: Client, way: Element) -> None:
    """The number beside a way is that of the list it leads to."""
    assert way.one("b").text.split()[0] == str(as_data(client, way["href"])["count"])


@pytest.mark.usefixtures("starting_data")
class TestTheFoot:
    def test_a_wedge_the_wrong_way_for_the_foot(self, client: Client) -> None:
        found = note(
            client,
            "With “Supination (rolling outward)” avoid this: Medial posting (inner edge raised)",
            shape="supination",
        )
        row = LookFor.objects.get(problem__slug="supination", feature__slug="medial-posting")
        harm = Harm.objects.get(who_en="people with supination")
        assert str(row.reason) in found.text
        assert str(harm.harm) in found.text
        assert f"/sources/{harm.sources.get().slug}/" in found.links()

    def test_what_to_look_for_instead_is_named_with_it(self, client: Client) -> None:
        found = note(client, "With “High arch” avoid this: Arch height: Low", shape="high-arch")
        assert "Instead: Look for: High, Adjustable or sold in several heights." in found.text

    def test_two_shapes_that_ask_for_opposite_things(self, client: Client) -> None:
        title = "Arch height: what suits “Flat feet” is to be avoided with “High arch”"
        found = note(client, title, shape="flat-feet high-arch")
        for problem in ("flat-feet", "high-arch"):
            assert str(LookFor.objects.get(problem__slug=problem, feature__slug="arch-height").reason) in found.text
        way = found.one("a", text="The list without: Arch height")
        assert "skip=arch-height" in way["href"]
        number_at(client, way)
        assert "With “Flat feet” avoid this: Arch height: High" not in titles(client, shape="flat-feet high-arch")

    def test_a_heel_cup_moves_the_load_to_a_sore_forefoot(self, client: Client) -> None:
        both = {"problem": "plantar-heel-pain metatarsalgia"}
        found = note(client, "Heel cup may be wrong for “Pain under the ball of the foot”", **both)
        harm = Harm.objects.get(feature__slug="heel-cup")
        assert str(harm.harm) in found.text
        assert found.all("a", class_="source-mark")
        number_at(client, found.one("a", text="The list without: Heel cup"))
        assert not [title for title in titles(client) if "may be wrong" in title]

    def test_a_row_that_an_editor_adds_is_told_at_once(self, client: Client) -> None:
        feature = make_feature("made-up-ridge", name_en="Made-up ridge", position=900)
        make_look_for(
            Problem.objects.get(slug="plantar-heel-pain"), feature, ["low"], avoid=["high"], reason_en="It rubs."
        )
        assert "It rubs." in note(client, "With “Heel pain (plantar fasciitis)” avoid this: Made-up ridge: High").text


@pytest.mark.usefixtures("starting_data")
class TestTheShoe:
    def test_a_safety_shoe_may_lose_its_approval(self, client: Client) -> None:
        harm = Harm.objects.get(who_en="wearers of safety shoes")
        found = note(client, "Safety shoes: ask before you put an insole in", shoe="safety")
        assert str(harm.harm) in found.text
        assert f"/sources/{harm.sources.get().slug}/" in found.links()
        assert "Instead:" in found.text
        assert not [title for title in titles(client, shoe="work") if "ask before" in title]

    def test_a_harm_told_of_another_shoe_is_shown_for_it(self, client: Client) -> None:
        make_harm(who_en="people in high heels", harm_en="A made-up slip.")
        assert "A made-up slip." in note(client, "High heels: ask before you put an insole in", shoe="high-heels").text

    @pytest.mark.parametrize("given", [{"fit": "tight"}, {"shoe": "dress"}, {"shoe": "high-heels"}])
    def test_little_room_points_to_insoles_that_take_little(self, client: Client, given: dict[str, str]) -> None:
        found = note(client, "There is little room in your shoe", **given)
        for way in found.all("a"):
            number_at(client, way)
        assert "There is little room in your shoe" not in titles(client, shoe="casual")

    def test_two_uses_lead_to_the_same_answers_for_the_other_shoe(self, client: Client) -> None:
        found = note(client, "Dress shoes and Running are two uses", shoe="dress", activity="running")
        other = opened(client, found.one("a", text="The same answers for sports shoes")["href"])
        assert "footwear=running&footwear=trainers" in link_to(other, "The whole list")
        assert not [title for title in titles(client, shoe="trainers", activity="running") if "two uses" in title]

    def test_standing_all_day_asks_for_an_insole_that_can_go_back(self, client: Client) -> None:
        found = note(client, "You stand for most of the day: choose what can go back", activity="all_day_standing")
        row = LookFor.objects.get(feature__slug="returnable-after-wear")
        assert str(row.reason) in found.text
        assert found.all("a", class_="source-mark")

    def test_without_the_slugs_that_code_knows_the_notes_are_silent(self, client: Client) -> None:
        LookFor.objects.filter(feature__slug="returnable-after-wear").delete()
        Feature.objects.filter(slug="volume").update(is_filterable=False)
        given = {"activity": "all_day_standing", "fit": "tight"}
        assert "You stand for most of the day: choose what can go back" not in titles(client, **given)
        assert "Volume" not in note(client, "There is little room in your shoe", **given).text


@pytest.mark.usefixtures("starting_data")
class TestWhatWasTried:
    def test_an_insole_not_worn_for_long_may_need_time(self, client: Client) -> None:
        point = make_guide_point(kind="wearing_in", text_en="A made-up first week.")
        found = note(client, "The insole you have may need more time", tried="insole_not_long")
        assert str(point.text) in found.text
        assert found.all("a", class_="source-mark")

    def test_who_has_seen_the_foot_counts_more(self, client: Client) -> None:
        assert "ask them about it" in note(client, "Somebody has looked at your foot", tried="seen_someone").text


class TestOnlyMadeUp:
    def test_the_size_is_counted_only_where_sources_tell_it(self, client: Client) -> None:
        smallest = make_feature("sizes-from", kind="number", unit="EU size", group="fit")
        largest = make_feature("sizes-to", kind="number", unit="EU size", group="fit")
        support = make_feature("made-up-support")
        problem = make_problem("plantar-heel-pain")
        make_look_for(problem, support, ["low"])
        for sizes in ((36, 40), (40, 46), None):
            product = make_product()
            make_shown(product, support, "low")
            if sizes:
                make_shown(product, smallest, sizes[0])
                make_shown(product, largest, sizes[1])
        text = opened(client, all_answers(size="42")).main.text
        assert "Your size: 1 of them is stated to be sold in it. 1 is stated not to be." in text
