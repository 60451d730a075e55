"""Five people who know no jargon, from the first question to what they leave with. Without script, form after form."""

import pytest
from django.test import Client

from catalogue.models import RedFlag
from tests.comparisons.finder_forms import answered, asked, leads_to_products, link_to, products_on
from tests.pages import Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


def begun(client: Client) -> Page:
    """The first question, as one comes to it from the home page."""
    return opened(client, link_to(opened(client, "/"), "Answer six questions"))


def to_the_end(client: Client, page: Page, *answers: str, **typed: str) -> Page:
    """One answer a question; the size is typed beside the last."""
    for number, answer in enumerate(answers, 1):
        assert asked(page)
        page = answered(client, page, *answer.split(), **(typed if number == len(answers) else {}))
    assert not asked(page)
    return page


def test_heel_pain_in_the_morning_leads_to_a_short_list_with_reasons(client: Client) -> None:
    page = to_the_end(
        client,
        begun(client),
        "plantar-heel-pain",
        "none_of_these",
        "not_sure",
        "trainers",
        "walking",
        "nothing_yet",
        size="42",
    )
    assert page.main.one("h1").text == "Your short list"
    assert len(products_on(page)) == 6
    assert page.main.one("h2", text="Get help first").place < page.first("input", name="with").place
    assert page.main.all("p", text="of 5 met")
    assert page.main.under("What else people do").all("li", text="stretching")
    assert page.main.all("span", text="EU 42")


def test_flat_feet_and_knee_pain_are_looked_at_together(client: Client) -> None:
    page = to_the_end(
        client, begun(client), "knee-pressure", "none_of_these", "flat-feet", "casual", "not_sure", "exercises_done"
    )
    assert page.main.one("h1").text == "Your short list"
    assert products_on(page)
    assert {"Flat feet.", "Knee strain."} <= {name.text for name in page.main.under("What is known").all("b")}
    assert page.main.all("h3", text="With “Flat feet” avoid this: Arch height: High")


def test_lower_back_pain_alone_ends_with_the_news_that_an_insole_may_not_be_the_answer(client: Client) -> None:
    page = to_the_end(
        client, begun(client), "low-back-pain", "none_of_these", "not_sure", "work", "not_sure", "nothing_yet"
    )
    assert page.main.one("h1").text == "An insole may not be the answer"
    assert not products_on(page)
    assert page.main.under("Why").all("article", class_="evidence")
    listed = opened(client, link_to(page, "Show the list all the same"))
    assert products_on(listed)
    assert (
        listed.main.one("h2", text="An insole may not be the answer").place < listed.first("input", name="with").place
    )


def test_diabetes_with_numb_toes_ends_at_the_care_card_and_meets_no_insole_on_the_way(client: Client) -> None:
    sign = RedFlag.objects.get(slug="diabetes-any")
    where = begun(client)
    signs = answered(client, where, "foot-pain-nonspecific")
    care = answered(client, signs, "diabetes-any", "numbness")
    for page in (where, signs, care):
        assert not leads_to_products(page)
    assert care.main.one("h1").text == "See someone before you buy an insole"
    shown = care.main.one("li", text=str(sign.sign))
    assert str(sign.advice) in shown.text
    assert all(f"/sources/{source.slug}/" in care.main.links() for source in sign.sources.all())


def test_naming_diabetes_itself_ends_at_the_door_of_its_guide(client: Client) -> None:
    care = answered(client, begun(client), "diabetic-foot")
    assert not asked(care)
    assert not leads_to_products(care)
    assert "/problems/diabetic-foot/" in care.main.links()


def test_a_runner_with_high_arches_and_narrow_shoes_is_told_what_takes_little_room(client: Client) -> None:
    page = to_the_end(
        client,
        begun(client),
        "foot-pain-nonspecific",
        "none_of_these",
        "high-arch",
        "trainers tight",
        "running",
        "insole_not_long",
        size="44",
    )
    assert page.main.one("h1").text == "Your short list"
    assert products_on(page)
    note = page.main.one("article", text="There is little room in your shoe")
    thin = note.one("a", text="Volume (room it takes): Low")
    listed = opened(client, thin["href"])
    assert thin.one("b").text == f"{len(products_on(listed))} insoles"
    assert "footwear=running&footwear=trainers" in thin["href"]
    assert page.main.one("article", text="The insole you have may need more time").all("a", class_="source-mark")
