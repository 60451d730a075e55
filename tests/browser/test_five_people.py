"""Five people go through the finder in a browser: by ticks, the one button of the page, and Back."""

from playwright.sync_api import Page, expect

DEAD_END = "See someone before you buy an insole"


def go_through(page: Page, *answers: str) -> None:
    """From the home page, one answer a question; several ticks of one question are joined by a bar."""
    page.goto("/")
    page.get_by_role("link", name="Answer six questions").click()
    for answer in answers:
        before = page.url
        for name in answer.split(" | "):
            page.locator("#main form").get_by_label(name).first.check()
        page.locator("#main form").get_by_role("button").click()
        expect(page).not_to_have_url(before)


def insoles(page: Page) -> int:
    """How many insoles stand on the page."""
    return page.locator('#main input[type="checkbox"][name="with"]').count()


def heading(page: Page) -> str:
    """What the page says first."""
    return page.locator("#main h1").inner_text()


def test_heel_pain_in_the_morning(page: Page) -> None:
    go_through(page, "Heel pain", "none of these", "I do not know", "Trainers", "Running", "Nothing yet")
    assert heading(page) == "Your short list"
    assert insoles(page) == 6
    found = page.url
    page.get_by_role("link", name="Change Shoe").click()
    page.get_by_label("Dress shoes").check()
    page.get_by_role("button", name="Show the result").click()
    expect(page.get_by_role("heading", name="There is little room in your shoe")).to_be_visible()
    page.goto(found)
    assert insoles(page) == 6


def test_flat_feet_and_knee_pain(page: Page) -> None:
    go_through(page, "Knee strain", "none of these", "Flat feet", "I do not know", "Nothing of this", "Exercises")
    assert heading(page) == "Your short list"
    assert insoles(page) > 0


def test_lower_back_pain_only(page: Page) -> None:
    go_through(page, "Low back pain", "none of these", "I do not know", "Work", "Standing", "Nothing yet")
    assert heading(page) == "An insole may not be the answer"
    assert insoles(page) == 0
    page.get_by_role("link", name="Show the list all the same").click()
    expect(page.get_by_role("heading", name="An insole may not be the answer")).to_be_visible()
    assert insoles(page) > 0


def test_diabetes_with_numb_toes(page: Page) -> None:
    go_through(page, "Tired or aching feet", "Diabetes with loss of feeling | Numbness")
    assert heading(page) == DEAD_END
    assert insoles(page) == 0
    assert page.locator('#main a[href*="/insoles/"]').count() == 0
    expect(page.get_by_text("Insoles and shoes only through the foot clinic")).to_be_visible()


def test_a_runner_with_high_arches_and_narrow_shoes(page: Page) -> None:
    go_through(
        page,
        "Tired or aching feet",
        "none of these",
        "High arch",
        "Trainers | narrow or tight",
        "Running",
        "Nothing yet",
    )
    assert insoles(page) > 0
    expect(page.get_by_role("heading", name="There is little room in your shoe")).to_be_visible()
    slug = page.locator('#main input[name="with"]').first.get_attribute("value")
    page.locator('#main input[name="with"]').first.check()
    expect(page.get_by_role("region", name="Insoles to compare")).to_contain_text("1 of 6")
    assert f"with={slug}" in page.url
