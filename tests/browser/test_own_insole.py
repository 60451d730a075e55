"""What a visitor wears, typed in as one more column of a comparison: on the device alone, and not at all without script."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.browser.test_accessibility import findings
from tests.browser.test_layout import SIDEWAYS
from tests.browser.test_remembered import BLOCKED

HEEL_LIFT, GREEN, BALL_PAD = "posture-dynamics-heel-lifts", "superfeet-green", "spenco-rx-ball-of-foot-cushions"
THREE = f"/compare/?with={HEEL_LIFT}&with={GREEN}&with={BALL_PAD}"
PAIR = f"/compare/?with={GREEN}&with=powerstep-pulse-maxx"
SIX = f"{THREE}&with=powerstep-pulse-maxx&with=formthotics&with=sole-custom-footbeds"
FEW_ROWS = THREE.replace("?", "?only=differences&")
CURATED = "/compare/superfeet-green-blue-black-carbon/"
FORM = "/compare/own/form/"
ADD, NAME, HEEL, FOREFOOT = (
    "Add what you wear now",
    "Name, if you like",
    "Thickness at the heel",
    "Thickness at the forefoot",
)

UNREAD = "Write a number above 0, such as 4.5 mm."
TOO_MUCH = "That is more than 100 mm. Look again at the number and its unit."
COMPLAINTS = {"abc": UNREAD, "0": UNREAD, "-3": UNREAD, "3 miles": UNREAD, "900": TOO_MUCH, "40 cm": TOO_MUCH}
NONSENSE = (
    "7",
    '{"own": 7}',
    '{"own": {}}',
    '{"own": {"name": {}, "values": {"form": "no-such", "thickness-heel": 900}}}',
)


@pytest.fixture(autouse=True, params=[1280, 360])
def width(page: Page, request: pytest.FixtureRequest) -> int:
    """Every journey on a desk and on a phone."""
    found: int = request.param
    page.set_viewport_size({"width": found, "height": 800})
    return found


def button(page: Page) -> Locator:
    """The button that begins it."""
    return page.get_by_role("button", name=ADD)


def form_opened(page: Page, address: str = THREE) -> Locator:
    """The empty form on a comparison."""
    page.goto(address)
    button(page).click()
    form = page.get_by_role("form", name="What you wear now")
    expect(form).to_be_visible()
    return form


def shown(page: Page, address: str = THREE, *, name: str = "", heel: str = "", **chosen: str) -> None:
    """A comparison with what was typed as a column, and with the differences told."""
    form = form_opened(page, address)
    form.get_by_label(NAME).fill(name)
    form.get_by_label(HEEL).fill(heel)
    for feature, value in chosen.items():
        form.locator(f"#own-{feature}").select_option(value)
    with page.expect_response("**format=json**"):
        form.get_by_role("button", name="Show").click()
    expect(head(page)).to_be_visible()


def head(page: Page) -> Locator:
    """The head of the visitor's column."""
    return page.locator("#own-column")


def cells(page: Page, feature: str) -> Locator:
    """The cells of one row: those of the products, then the visitor's."""
    return page.locator(f"#row-{feature} > td")


def kept(page: Page) -> dict[str, Any]:
    """What the browser keeps."""
    found: dict[str, Any] = json.loads(page.evaluate("localStorage.getItem('underfoot') ?? '{}'"))
    return found


def asked(page: Page) -> list[Request]:
    """What the server is asked for from now on, but for files that never change."""
    found: list[Request] = []
    page.on("request", lambda request: found.append(request) if "/static/" not in request.url else None)
    return found


def paths(page: Page, requests: list[Request]) -> list[str]:
    """Where they went, without the site."""
    site = page.evaluate("location.origin")
    return [request.url.removeprefix(site) for request in requests]


class TestTheColumn:
    def test_stands_last_under_its_name_in_every_row(self, page: Page) -> None:
        shown(page, name="Testa Sneaker", heel="5", form="full-length")
        expect(head(page)).to_have_accessible_name("Testa Sneaker Yours")
        expect(page.locator("table.compare")).to_have_class("compare compare--4")
        for row in page.locator("table.compare tr").all():
            last = row.locator("> :last-child")
            if "compare-group" in str(row.get_attribute("class")):
                expect(last).to_have_attribute("colspan", "5")
            else:
                expect(row.locator("> *")).to_have_count(5)
                expect(last).not_to_be_empty()
        expect(cells(page, "thickness-heel").last).to_have_text("5 mm")
        expect(cells(page, "form").last).to_have_text("Full length")
        expect(cells(page, "weight").last).to_have_text("Not given")
        expect(page.get_by_role("status").filter(has_text="stands in the last column")).to_be_visible()

    def test_is_what_the_others_are_told_against(self, page: Page) -> None:
        shown(page, heel="5", **{"arch-height": "medium", "form": "full-length"})
        expect(cells(page, "thickness-heel").nth(0)).to_contain_text("2 mm thinner at the heel than yours")
        expect(cells(page, "arch-height").nth(1)).to_contain_text("higher arch than in yours")
        expect(cells(page, "form").nth(1)).to_contain_text("same as yours")
        expect(cells(page, "form").nth(2)).to_contain_text("different from yours")

    def test_tells_nothing_where_nothing_is_stated_or_nothing_was_typed(self, page: Page) -> None:
        shown(page, heel="5")
        expect(cells(page, "thickness-heel").nth(0)).to_contain_text("than yours")
        expect(cells(page, "thickness-heel").nth(1)).to_have_text("Not stated")
        expect(cells(page, "thickness-heel").nth(2)).to_have_text("Not applicable")
        expect(page.locator("table.compare .versus").filter(has_text="yours")).to_have_count(1)

    def test_is_told_against_each_by_its_name_whatever_the_order_of_the_data(self, page: Page) -> None:
        def first_comes_last(route: Route) -> None:
            data = route.fetch().json()
            for columns in (data["products"], *(row["cells"] for row in data["rows"])):
                columns.append(columns.pop(0))
            route.fulfill(json=data)

        page.route("**format=json**", first_comes_last)
        shown(page, form="full-length")
        expect(cells(page, "form").nth(0)).to_contain_text("different from yours")
        expect(cells(page, "form").nth(1)).to_contain_text("same as yours")
        expect(cells(page, "form").nth(2)).to_contain_text("different from yours")

    def test_has_a_name_without_one(self, page: Page) -> None:
        shown(page, heel="3")
        expect(head(page)).to_have_accessible_name("What you wear Yours")
        expect(cells(page, "thickness-heel").nth(0)).to_contain_text("same as yours")

    @pytest.mark.parametrize("address", [CURATED, "/compare/?with=superfeet-green", FEW_ROWS, SIX])
    def test_stands_beside_any_comparison(self, page: Page, address: str) -> None:
        page.goto(address)
        before = page.locator(".compare-names th").count()
        shown(page, address, heel="4", form="full-length")
        expect(page.locator(".compare-names th")).to_have_count(before + 1)
        assert page.evaluate(SIDEWAYS) == []

    def test_stands_beside_the_others_on_a_phone_too(self, page: Page) -> None:
        shown(page, PAIR, heel="4")  # a row in which nobody else states anything
        boxes = [cell.bounding_box() for cell in cells(page, "thickness-heel").all()]
        assert len(boxes) == 3
        tops = {box["y"] for box in boxes if box}
        lefts = [box["x"] for box in boxes if box]
        assert len(tops) == 1
        assert lefts == sorted(set(lefts))
        assert len(lefts) == 3

    def test_stays_while_the_table_changes(self, page: Page) -> None:
        shown(page, heel="5", form="full-length")
        page.evaluate("window.isStillHere = true")
        with page.expect_response("**format=json**"):
            page.get_by_label("Tell the others against").select_option(GREEN)
        page.wait_for_url("**reference=superfeet-green**")
        expect(head(page)).to_have_count(1)
        expect(page.locator("table.compare")).to_have_class("compare compare--4")
        expect(page.locator(".compare-group th").first).to_have_attribute("colspan", "5")
        for feature in ("thickness-heel", "weight"):
            expect(cells(page, feature)).to_have_count(4)
        expect(cells(page, "form").nth(1)).to_contain_text("same as yours")
        expect(cells(page, "form").filter(has_text="same as yours")).to_have_count(1)
        assert page.evaluate("window.isStillHere")


class TestTheForm:
    def test_takes_the_focus_along(self, page: Page) -> None:
        form = form_opened(page)
        expect(form.get_by_label(NAME)).to_be_focused()
        form.get_by_label(HEEL).fill("5")
        form.get_by_label(HEEL).press("Enter")
        expect(head(page)).to_be_focused()
        expect(form).to_be_hidden()
        expect(button(page)).to_have_count(0)
        page.get_by_role("button", name="Change what you wear").click()
        expect(form.get_by_label(NAME)).to_be_focused()
        form.get_by_role("button", name="Cancel").click()
        expect(page.get_by_role("button", name="Change what you wear")).to_be_focused()
        page.get_by_role("button", name="Forget what you wear").click()
        expect(button(page)).to_be_focused()

    def test_is_reached_and_left_by_keyboard(self, page: Page) -> None:
        page.goto(THREE)
        expect(button(page)).to_be_visible()
        button(page).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_label(NAME)).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.type("5")
        for _step in range(5):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # Cancel: after three more fields and Show
        expect(button(page)).to_be_focused()
        expect(head(page)).to_have_count(0)

    def test_says_what_it_cannot_read_beside_the_field(self, page: Page) -> None:
        form = form_opened(page)
        field = form.get_by_label(HEEL)
        for typed, complaint in COMPLAINTS.items():
            field.fill(typed)
            form.get_by_label(NAME).focus()
            form.get_by_role("button", name="Show").click()
            expect(field).to_be_focused()
            expect(field).to_have_attribute("aria-invalid", "true")
            expect(field).to_have_accessible_description(f"{complaint} How thick the insole is under the heel.")
            expect(head(page)).to_have_count(0)
        field.fill("4,5")
        form.get_by_role("button", name="Show").click()
        expect(cells(page, "thickness-heel").last).to_have_text("4.5 mm")

    def test_wants_at_least_one_value(self, page: Page) -> None:
        form = form_opened(page)
        form.get_by_label(NAME).fill("Testa Sneaker")
        form.get_by_role("button", name="Show").click()
        expect(form.get_by_text("Fill in at least one of these.")).to_be_visible()
        expect(form.get_by_label(HEEL)).to_be_focused()

    def test_takes_other_units(self, page: Page) -> None:
        shown(page, heel="0.5 in")
        expect(cells(page, "thickness-heel").last).to_have_text("12.7 mm")

    def test_counts_in_inches_where_the_page_does(self, page: Page) -> None:
        shown(page, THREE.replace("?", "?units=imperial&"), heel="0.2")
        expect(cells(page, "thickness-heel").last).to_have_text("0.2 in")
        expect(cells(page, "thickness-heel").nth(0)).to_contain_text("0.08 in thinner at the heel than yours")
        assert kept(page)["own"]["values"] == {"thickness-heel": 5.08}

    def test_writes_numbers_as_the_language_does(self, page: Page) -> None:
        page.goto(f"/de{THREE}")
        page.locator(".own-insole button").click()
        page.locator("#own-thickness-heel").fill("4,5")
        page.locator("#own-thickness-heel").press("Enter")
        expect(cells(page, "thickness-heel").last).to_have_text("4,5 mm")
        expect(cells(page, "thickness-heel").nth(0)).to_contain_text("1,5 mm dünner an der Ferse")

    def test_is_filled_in_to_be_changed(self, page: Page) -> None:
        shown(page, THREE.replace("?", "?units=imperial&"), name="Testa", heel="4,5 mm", form="heel-cup")
        page.get_by_role("button", name="Change what you wear").click()
        expect(page.get_by_label(NAME)).to_have_value("Testa")
        expect(page.get_by_label(HEEL)).to_have_value("0.18")
        page.get_by_label(NAME).fill("Balbala")
        page.get_by_label(NAME).press("Enter")
        expect(head(page)).to_have_accessible_name("Balbala Yours")
        assert kept(page)["own"] == {"name": "Balbala", "values": {"thickness-heel": 4.5, "form": "heel-cup"}}

    def test_stays_as_it_is_while_the_table_changes(self, page: Page) -> None:
        form = form_opened(page)
        form.get_by_label(HEEL).fill("7")
        page.get_by_label("Tell the others against").select_option(GREEN)
        page.wait_for_url("**reference=superfeet-green**")
        page.wait_for_load_state("networkidle")
        expect(form.get_by_label(HEEL)).to_have_value("7")
        form.get_by_role("button", name="Show").click()
        expect(cells(page, "thickness-heel").last).to_have_text("7 mm")


class TestOnTheDevice:
    def test_nothing_typed_is_ever_sent_and_no_cookie_is_set(self, page: Page) -> None:
        requests = asked(page)
        shown(page, name="Balbala", heel="7.77", **{"arch-height": "medium"})
        page.reload()
        expect(head(page)).to_be_visible()
        page.get_by_label("Tell the others against").select_option(GREEN)
        page.wait_for_url("**reference=superfeet-green**")
        page.wait_for_load_state("networkidle")
        other = THREE.replace("?", f"?reference={GREEN}&")
        data, other_data = (address.replace("?", "?format=json&") for address in (THREE, other))
        assert set(paths(page, requests)) == {THREE, FORM, data, other, other_data}
        for request in requests:
            assert request.method == "GET"
            assert request.post_data is None
            assert not [
                value for value in request.all_headers().values() if "balbala" in value.lower() or "7.77" in value
            ]
        assert page.context.cookies() == []

    def test_nothing_is_fetched_before_it_is_wanted(self, page: Page) -> None:
        requests = asked(page)
        page.goto(THREE)
        page.wait_for_load_state("networkidle")
        assert paths(page, requests) == [THREE]

    def test_it_is_there_again_the_next_time(self, page: Page) -> None:
        shown(page, name="Testa", heel="5")
        page.goto(PAIR)
        expect(head(page)).to_have_accessible_name("Testa Yours")
        expect(cells(page, "thickness-heel").last).to_have_text("5 mm")
        expect(button(page)).to_have_count(0)
        expect(page.locator("body")).to_be_focused()

    def test_it_is_kept_beside_what_else_is(self, page: Page) -> None:
        page.goto("/insoles/")
        page.evaluate("""localStorage.setItem("underfoot", '{"size": "42"}')""")
        shown(page, heel="5")
        assert kept(page) == {"size": "42", "own": {"name": "", "values": {"thickness-heel": 5}}}
        page.goto("/insoles/")
        page.locator("details.show-in").evaluate("fold => fold.open = true")
        page.get_by_label("Shoe size (EU)").fill("43")
        page.get_by_label("Shoe size (EU)").press("Enter")
        page.wait_for_url("**/insoles/?size=43")
        assert kept(page) == {"size": "43", "own": {"name": "", "values": {"thickness-heel": 5}}}
        page.goto(THREE)
        page.get_by_role("button", name="Forget what you wear").click()
        assert kept(page) == {"size": "43"}

    def test_what_makes_no_sense_there_is_passed_over(self, page: Page) -> None:
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(THREE)
        for found in NONSENSE:
            page.evaluate("found => localStorage.setItem('underfoot', found)", found)
            page.reload()
            page.wait_for_load_state("networkidle")
            expect(button(page)).to_be_visible()
            expect(head(page)).to_have_count(0)
        assert complaints == []


class TestForgetting:
    def test_takes_the_column_away_and_leaves_nothing(self, page: Page) -> None:
        page.goto(THREE)
        before = page.locator("table.compare").inner_html()
        shown(page, heel="5", form="full-length")
        page.get_by_role("button", name="Forget what you wear").click()
        assert page.evaluate("localStorage.length") == 0
        expect(page.locator("table.compare")).to_have_class("compare compare--3")
        expect(page.get_by_text("Forgotten. Nothing of what you wear is kept on this device.")).to_be_visible()
        after = page.locator("table.compare").inner_html()
        assert after.replace(' class=""', "") == before
        page.reload()
        expect(button(page)).to_be_visible()
        expect(head(page)).to_have_count(0)

    def test_all_that_is_kept_takes_it_along(self, page: Page) -> None:
        shown(page, heel="5")
        page.locator("details.show-in summary").click()
        page.get_by_role("button", name="Forget", exact=True).click()
        assert page.evaluate("localStorage.length") == 0
        expect(head(page)).to_have_count(0)
        expect(button(page)).to_be_visible()
        expect(page.locator("details.show-in summary")).to_be_focused()


class TestWhereSomethingIsMissing:
    def test_it_works_without_storage_and_says_that_it_will_not_last(self, page: Page) -> None:
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.add_init_script(BLOCKED)
        shown(page, heel="5")
        expect(cells(page, "thickness-heel").nth(0)).to_contain_text("2 mm thinner at the heel than yours")
        expect(page.get_by_text("until you leave this page. Your browser keeps nothing.")).to_be_visible()
        page.get_by_label("Tell the others against").select_option(GREEN)
        page.wait_for_url("**reference=superfeet-green**")
        expect(head(page)).to_be_visible()
        page.get_by_role("button", name="Forget what you wear").click()
        expect(head(page)).to_have_count(0)
        assert complaints == []

    def test_a_form_that_does_not_come_can_be_asked_for_again(self, page: Page) -> None:
        page.route(f"**{FORM}", lambda route: route.abort())
        page.goto(THREE)
        button(page).click()
        expect(page.get_by_text("That did not work. Please try again.")).to_be_visible()
        page.unroute(f"**{FORM}")
        button(page).click()
        expect(page.get_by_label(NAME)).to_be_focused()
        expect(page.get_by_text("That did not work. Please try again.")).to_have_count(0)

    def test_differences_that_do_not_come_are_said_to_be_missing(self, page: Page) -> None:
        page.route("**format=json**", lambda route: route.abort())
        form = form_opened(page)
        form.get_by_label(HEEL).fill("5")
        form.get_by_role("button", name="Show").click()
        expect(cells(page, "thickness-heel").last).to_have_text("5 mm")
        expect(page.get_by_text("How the others differ from it could not be loaded.")).to_be_visible()

    @pytest.mark.browser_context_args(java_script_enabled=False)
    def test_without_script_there_is_no_trace_of_it(self, page: Page) -> None:
        page.goto(THREE)
        expect(page.get_by_role("table")).to_be_visible()
        expect(page.get_by_text(ADD)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_form_and_column_open(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    shown(page, name="Testa Sneaker", heel="5", **{"arch-height": "medium"})
    assert findings(page) == []
    page.get_by_role("button", name="Change what you wear").click()
    page.get_by_label(FOREFOOT).fill("abc")
    page.get_by_role("button", name="Show").and_(page.locator(".own-form button")).click()
    expect(page.get_by_label(FOREFOOT)).to_be_focused()
    assert findings(page) == []
    assert page.evaluate(SIDEWAYS) == []
