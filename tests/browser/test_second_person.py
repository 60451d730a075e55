"""One writer changes a warning sign; visitors see the old text until somebody else applies it."""

from playwright.sync_api import expect

from catalogue.models import Problem, RedFlag
from tests import desk as addresses
from tests.browser.desk import Desk, NewWindow, listed, told
from tests.builders import make_red_flag

OLD, NEW = "See a made-up doctor soon.", "See a made-up doctor today."


def test_a_warning_sign_takes_two(new_window: NewWindow, desk: Desk) -> None:
    with desk.rows():
        problem = Problem.objects.get(slug="plantar-heel-pain")
        sign = make_red_flag(problem, slug="made-up-sign-for-two", sign_en="A made-up sign for two.", advice_en=OLD)
    writer = desk.page_of(new_window, "first writer", ["health reviewer"])
    second = desk.page_of(new_window, "second writer", ["health reviewer"])
    visitor = desk.visitor(new_window)

    writer.goto(addresses.address(RedFlag, "change", sign.pk))
    writer.get_by_label("Advice [en]").fill(NEW)
    writer.get_by_label("Why:").fill("A made-up guideline says so.")
    writer.get_by_role("button", name="Save", exact=True).click()
    expect(told(writer)).to_contain_text("This waits for a second person now. Visitors see the old text until then.")
    expect(writer.get_by_role("row", name="Advice [en]")).to_contain_text(OLD)
    expect(writer.get_by_role("row", name="Advice [en]")).to_contain_text(NEW)
    expect(writer.get_by_text("somebody else has to apply it")).to_be_visible()
    expect(writer.get_by_role("button", name="Apply")).to_have_count(0)
    expect(writer.get_by_role("button", name="Take it back")).to_be_visible()
    visitor.goto(problem.get_absolute_url())
    expect(visitor.get_by_role("main")).to_contain_text(OLD)

    second.goto("/admin/")
    second.get_by_role("link", name="Health texts waiting for a second person").click()
    listed(second).filter(has_text="A made-up sign for two.").get_by_role("link").click()
    second.get_by_role("button", name="Apply: I have checked it against its sources").press("Enter")
    expect(told(second)).to_contain_text("Applied: visitors see it from now on.")
    visitor.reload()
    expect(visitor.get_by_role("main")).to_contain_text(NEW)
    expect(visitor.get_by_role("main")).not_to_contain_text(OLD)

    second.goto(addresses.address(RedFlag, "change", sign.pk))
    second.get_by_role("link", name="History", exact=True).click()
    listed(second).first.get_by_role("link").click()
    expect(second.get_by_role("main")).to_contain_text("first writer · second writer")
    expect(second.get_by_role("main")).to_contain_text("A made-up guideline says so.")
