"""“Report a wrong value”: the only form that visitors can send."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from catalogue import report_form
from catalogue.models import Product, ValueReport, queue_is_full
from catalogue.models.reports import LONGEST_ADDRESS, LONGEST_TEXT, LONGEST_VALUE, MOST_AN_HOUR
from catalogue.throttle import MOST_REMEMBERED, Throttle
from catalogue.views import reporting
from tests import builders as make
from tests.desk import address, go_on, logged_in, look_at, make_editor, submit
from tests.pages import Page, opened, read

pytestmark = pytest.mark.django_db

ADDRESS = "/report/?feature=arch-height&product=tried"
LATER = report_form.SHORTEST_SECONDS + 1


class Clock:
    """The time of day as a test sets it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(report_form, "time", made)
    monkeypatch.setattr(reporting, "THROTTLE", Throttle(5, 3600, clock=made))
    return made


@pytest.fixture(autouse=True)
def product() -> Product:
    product = make.make_product(slug="tried", name="Tried")
    make.make_shown(product, make.make_feature("arch-height"), "low", source=make.make_source(slug="label"))
    return product


def send(client: Client, clock: Clock, page: Page | None = None, *, after: float = LATER, **typed: Any) -> Any:
    """Fill in the form of a page as a browser does, wait a little, and send it."""
    form = (page or opened(client, ADDRESS)).one("form", class_="report-form")
    clock.now += after
    hidden = {field["name"]: field.get("value") for field in form.all("input", "textarea")}
    return client.post(form["action"], {**hidden, "wrong": "It is high.", **typed})


class TestTheForm:
    def test_knows_product_feature_value_and_who_says_so(self, client: Client) -> None:
        page = opened(client, ADDRESS)
        assert "Arch height of Testa Tried" in page.main.text
        assert page.main.one("dl").one("b").text == "Low"
        assert page.main.one("dl").first("a")["href"] == "/sources/label/"

    def test_says_so_where_there_is_no_value(self, client: Client) -> None:
        make.make_feature("weight", kind="number", unit="g")
        page = opened(client, "/report/?feature=weight&product=tried")
        assert page.main.one("dl").one("b").text == "Not stated"

    def test_asks_for_no_name_and_no_mail_address(self, client: Client) -> None:
        form = opened(client, ADDRESS).one("form", class_="report-form")
        names = [field["name"] for field in form.all("input", "textarea", "select")]
        assert names == ["ticket", report_form.TRAP, "wrong", "should_be", "read_at"]

    def test_every_field_has_a_label_and_its_hint(self, client: Client) -> None:
        form = opened(client, ADDRESS).one("form", class_="report-form")
        labels = {label["for"] for label in form.all("label")}
        for field in form.all("input", "textarea"):
            if field.get("type") != "hidden":
                assert field["id"] in labels
        assert form.one("input", name="read_at")["aria-describedby"] == "id_read_at_helptext"

    def test_sets_no_cookie_and_is_kept_nowhere(self, client: Client, clock: Clock) -> None:
        response = client.get(ADDRESS)
        sent = send(client, clock)
        assert not response.cookies
        assert not sent.cookies
        assert "no-store" in response["Cache-Control"]
        assert not Session.objects.exists()
        assert "noindex" in response.content.decode()

    def test_is_in_german_at_a_german_address(self, client: Client, clock: Clock) -> None:
        page = opened(client, f"/de{ADDRESS}")
        assert page.one("form", class_="report-form")["action"].startswith("/de/report/")
        send(client, clock, page)
        assert ValueReport.objects.get().language == "de"


class TestAnAddressThatNamesNoValue:
    def test_with_an_insole_alone_offers_its_features(self, client: Client) -> None:
        page = opened(client, "/report/?product=tried")
        assert page.main.one("ul", class_="ways").one("a")["href"] == ADDRESS

    def test_without_anything_says_what_to_do(self, client: Client) -> None:
        assert "Open the page of the insole" in opened(client, "/report/").main.text

    @pytest.mark.parametrize(
        "query", ["product=nobody&feature=arch-height", "product=tried&feature=nix", "product=%00"]
    )
    def test_with_something_unknown_names_it(self, client: Client, query: str) -> None:
        page = opened(client, f"/report/?{query}")
        assert page.main.one("div", class_="notice--warn")
        assert not page.all("form", class_="report-form")

    def test_of_a_draft_says_nothing_about_it(self, client: Client) -> None:
        make.make_product(slug="draft", name="Secret", status="draft")
        assert "Secret" not in client.get("/report/?product=draft&feature=arch-height").content.decode()

    def test_takes_no_report(self, client: Client) -> None:
        assert client.post("/report/?product=nobody&feature=nix", {"wrong": "x"}).status_code == 200
        assert not ValueReport.objects.exists()


class TestSending:
    def test_puts_it_into_the_queue_with_what_was_shown(self, client: Client, clock: Clock) -> None:
        response = send(client, clock, should_be="High", read_at="https://example.com/page")
        report = ValueReport.objects.get()
        assert (report.product.slug, report.feature.slug, report.shown) == ("tried", "arch-height", "Low")
        assert (report.wrong, report.should_be, report.read_at) == ("It is high.", "High", "https://example.com/page")
        assert (report.state, report.language) == ("new", "en")
        assert response.status_code == 302
        thanks = opened(client, response["Location"])
        assert thanks.main.one("a", class_="button")["href"] == "/insoles/tried/#arch-height"

    def test_the_same_form_twice_is_one_report(self, client: Client, clock: Clock) -> None:
        page = opened(client, ADDRESS)
        locations = {send(client, clock, page)["Location"] for _again in range(2)}
        assert len(locations) == 1
        assert ValueReport.objects.count() == 1

    def test_works_where_forged_forms_are_looked_for_and_without_a_cookie(self, clock: Clock) -> None:
        client = Client(enforce_csrf_checks=True)
        assert send(client, clock).status_code == 302

    def test_what_is_typed_is_shown_escaped(self, client: Client, clock: Clock) -> None:
        response = send(client, clock, wrong="<script>alert(1)</script>", read_at="no address")
        assert "<script>alert" not in response.content.decode()
        assert "&lt;script&gt;alert(1)" in response.content.decode()


REFUSED = {
    "nothing said": ({"wrong": "  "}, "Say in a few words what is wrong."),
    "too long a text": ({"wrong": "a" * (LONGEST_TEXT + 1)}, "at most"),
    "too long a value": ({"should_be": "a" * (LONGEST_VALUE + 1)}, "at most"),
    "too long an address": ({"read_at": "https://example.com/" + "a" * LONGEST_ADDRESS}, "at most"),
    "a control character": ({"wrong": "It is\x07 high."}, "cannot be read"),
    "a zero byte": ({"should_be": "High\x00"}, "Null characters are not allowed."),
    "turned reading": ({"should_be": "\u202ehgih"}, "cannot be read"),
    "no address": ({"read_at": "the label"}, "Write the whole address"),
    "a script for an address": ({"read_at": "javascript:alert(1)"}, "Write the whole address"),
    "an address that cannot be": ({"read_at": "https://[nix"}, "Write the whole address"),
}


class TestARefusedForm:
    @pytest.mark.parametrize(("typed", "words"), REFUSED.values(), ids=REFUSED)
    def test_says_why_and_loses_nothing(self, client: Client, clock: Clock, typed: dict[str, str], words: str) -> None:
        kept: dict[str, Any] = {"wrong": "It is high.", "should_be": "High", **typed}
        page = read(send(client, clock, **kept))
        assert any(words in error.text for error in page.all("p", class_="field-error"))
        assert page.one("input", name="should_be").get("value") == kept["should_be"]
        assert not ValueReport.objects.exists()

    def test_can_be_put_right_and_sent_at_once(self, client: Client, clock: Clock) -> None:
        page = read(send(client, clock, read_at="the label"))
        assert send(client, clock, page, after=0, read_at="").status_code == 302

    def test_marks_the_field_for_those_who_do_not_see_it(self, client: Client, clock: Clock) -> None:
        page = read(send(client, clock, read_at="the label"))
        assert page.one("input", name="read_at")["aria-invalid"] == "true"
        assert page.one("div", class_="notice--warn")["role"] == "alert"


class TestTheTicket:
    def test_a_form_sent_within_seconds_asks_to_send_it_again(self, client: Client, clock: Clock) -> None:
        page = read(send(client, clock, after=1))
        assert "That was very quick" in page.main.text
        assert not ValueReport.objects.exists()
        assert send(client, clock, page, after=LATER).status_code == 302

    def test_a_form_older_than_a_day_gets_a_new_one(self, client: Client, clock: Clock) -> None:
        page = read(send(client, clock, after=report_form.LONGEST_SECONDS + 1))
        assert "more than a day old" in page.main.text
        assert page.one("textarea").text == "It is high."
        assert send(client, clock, page).status_code == 302

    @pytest.mark.parametrize("ticket", ["", "made:up", "WyJ4Il0:1:x", "\x00"])
    def test_a_form_that_is_not_ours_is_refused(self, client: Client, clock: Clock, ticket: str) -> None:
        assert "not one of ours" in read(send(client, clock, ticket=ticket)).main.text
        assert not ValueReport.objects.exists()

    def test_the_form_of_another_value_is_refused(self, client: Client, clock: Clock) -> None:
        make.make_feature("other")
        other = opened(client, "/report/?feature=other&product=tried").one("input", name="ticket")["value"]
        assert "not one of ours" in read(send(client, clock, ticket=other)).main.text

    def test_a_program_that_fills_in_the_hidden_field_is_thanked_and_ignored(
        self, client: Client, clock: Clock
    ) -> None:
        filled: dict[str, Any] = {report_form.TRAP: "https://spam.example"}
        response = send(client, clock, **filled)
        assert response.status_code == 302
        assert not ValueReport.objects.exists()

    def test_the_hidden_field_is_out_of_the_way_of_people(self, client: Client) -> None:
        field = opened(client, ADDRESS).one("input", name=report_form.TRAP)
        assert (field["tabindex"], field.around("p")["aria-hidden"]) == ("-1", "true")


class TestLimits:
    def test_one_address_may_send_five_an_hour(self, client: Client, clock: Clock) -> None:
        assert [send(client, clock).status_code for _ in range(6)] == [302] * 5 + [429]
        assert ValueReport.objects.count() == 5
        clock.now += 3600
        assert send(client, clock).status_code == 302

    def test_others_may_still_send(self, client: Client, clock: Clock) -> None:
        for _ in range(6):
            send(client, clock)
        assert send(Client(REMOTE_ADDR="192.0.2.7"), clock).status_code == 302

    def test_a_refused_one_keeps_what_was_typed(self, client: Client, clock: Clock) -> None:
        for _ in range(5):
            send(client, clock)
        page = read(send(client, clock, wrong="My words."))
        assert page.one("textarea").text == "My words."
        assert "please try again later" in page.main.text

    def test_all_together_have_a_limit_too(self, client: Client, clock: Clock, product: Product) -> None:
        feature = product.entries.get().feature
        for _ in range(MOST_AN_HOUR):
            make.make_report(product, feature)
        assert send(client, clock).status_code == 429
        ValueReport.objects.update(at=timezone.now() - timedelta(hours=2))
        assert not queue_is_full()

    def test_behind_a_proxy_the_last_address_named_counts(self) -> None:
        request = RequestFactory().get("/", headers={"X-Forwarded-For": "198.51.100.1, 192.0.2.9"})
        with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
            assert reporting.visitor_address(request) == "192.0.2.9"
        assert reporting.visitor_address(request) == "127.0.0.1"


class TestTheThrottle:
    def test_keeps_no_address(self, clock: Clock) -> None:
        throttle = Throttle(5, 3600, clock=clock)
        throttle.allows("192.0.2.7")
        assert b"192.0.2.7" not in repr(vars(throttle)).encode()

    def test_two_processes_know_an_address_by_different_names(self, clock: Clock) -> None:
        first, second = Throttle(1, 1, clock=clock), Throttle(1, 1, clock=clock)
        for throttle in (first, second):
            throttle.allows("192.0.2.7")
        assert set(first._seen) != set(second._seen)

    def test_does_not_grow_without_end(self, clock: Clock) -> None:
        throttle = Throttle(1, 1, clock=clock)
        for number in range(MOST_REMEMBERED + 10):
            throttle.allows(str(number))
        assert len(throttle._seen) == MOST_REMEMBERED


class TestTheQueue:
    def test_an_editor_sees_it_with_the_ways_to_value_and_statements(self, product: Product) -> None:
        report = make.make_report(product, product.entries.get().feature, wrong="<i>high</i>")
        desk = logged_in()
        page = desk.get(address(ValueReport, "change", report.pk)).content.decode()
        assert "/insoles/tried/#arch-height" in page
        assert "&lt;i&gt;high" in page
        (statements,) = re.findall(r'href="([^"]*product__id__exact[^"]*)"', page)
        listed = desk.get(statements.replace("&amp;", "&"))
        assert list(listed.context["cl"].queryset) == list(product.statements.all())

    def test_the_list_can_be_filtered_and_searched(self, product: Product) -> None:
        feature = product.entries.get().feature
        make.make_report(product, feature, wrong="A first fault.")
        make.make_report(product, feature, wrong="A second fault.", state="done")
        desk = logged_in()
        page = desk.get(address(ValueReport, "changelist"), {"state__exact": "new"}).content.decode()
        assert "A first fault." in page
        assert "A second fault." not in page
        assert "A second" in desk.get(address(ValueReport, "changelist"), {"q": "second"}).content.decode()

    @pytest.mark.parametrize(("action", "state"), [("accept", "accepted"), ("refuse", "refused"), ("finish", "done")])
    def test_actions_move_reports_on(self, product: Product, action: str, state: str) -> None:
        report = make.make_report(product, product.entries.get().feature)
        desk = logged_in()
        go_on(desk, look_at(desk, action, report))
        report.refresh_from_db()
        assert (report.state, report.decided_by) == (state, "editor")
        assert report.decided_at

    def test_every_decision_is_traceable_to_who_took_it_and_when(self, product: Product) -> None:
        report = make.make_report(product, product.entries.get().feature)
        assert (report.decided_by, report.decided_at) == ("", None)
        desk = logged_in(make_editor(username="first"))
        go_on(desk, look_at(desk, "accept", report))
        desk = logged_in(make_editor(username="second"))
        submit(desk, address(ValueReport, "change", report.pk), {"note": "A made-up note."})
        report.refresh_from_db()
        assert report.decided_by == "first", "a note is no decision"
        submit(desk, address(ValueReport, "change", report.pk), {"state": "done"})
        report.refresh_from_db()
        assert report.decided_by == "second"
        log = desk.get(address(ValueReport, "history", report.pk)).content.decode()
        assert "first" in log
        assert "second" in log

    def test_a_note_is_kept_and_the_visitors_words_cannot_be_changed(self, product: Product) -> None:
        report = make.make_report(product, product.entries.get().feature)
        url = address(ValueReport, "change", report.pk)
        submit(logged_in(), url, {"state": "refused", "note": "The label says low.", "wrong": "Else."})
        report.refresh_from_db()
        assert (report.state, report.note, report.wrong) == ("refused", "The label says low.", "A made-up fault.")

    def test_the_first_page_of_the_desk_counts_what_waits(self, product: Product) -> None:
        desk = logged_in()
        assert "<b>1</b> Reports from visitors" not in desk.get("/admin/").content.decode()
        make.make_report(product, product.entries.get().feature)
        assert "<b>1</b> Reports from visitors" in desk.get("/admin/").content.decode()


class TestLinks:
    def test_comparisons_have_one_for_each_insole_and_no_cookie(self, client: Client) -> None:
        make.make_product(slug="second")
        page = opened(client, "/compare/?with=tried&with=second")
        links = [link["href"] for link in page.main.all("a") if re.match("/report/", link["href"])]
        assert links == ["/report/?product=tried", "/report/?product=second"]
        assert not client.cookies
