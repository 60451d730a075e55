"""Logging in to the desk: who has to wait, who needs a code, and what is kept of it."""

import time
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from tests.desk import logged_in

pytestmark = pytest.mark.django_db

PASSWORD = "a-made-up-long-password"
LOG_IN = "/admin/login/"


@pytest.fixture
def somebody() -> User:
    """Somebody of the desk, with a password."""
    return User.objects.create_user("somebody", password=PASSWORD, is_staff=True)


@pytest.fixture
def device(somebody: User) -> TOTPDevice:
    """The second factor of somebody."""
    found: TOTPDevice = TOTPDevice.objects.create(user=somebody, confirmed=True)
    return found


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    """What the app shows now, or some half minutes later."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


def try_log_in(client: Client, password: str = PASSWORD, code: str = "", name: str = "somebody", **extra: Any) -> Any:
    """One try at the log-in."""
    return client.post(LOG_IN, {"username": name, "password": password, "code": code}, **extra)


def is_in(client: Client) -> bool:
    """Whether the desk opens."""
    return bool(client.get("/admin/").status_code == 200)


@pytest.mark.usefixtures("somebody")
class TestThePassword:
    def test_lets_in(self, client: Client) -> None:
        assert try_log_in(client).status_code == 302
        assert is_in(client)

    def test_is_closed_for_a_while_after_five_wrong_tries(self, client: Client) -> None:
        answers = [try_log_in(client, "wrong").status_code for _ in range(5)]
        assert answers == [200, 200, 200, 200, 429]
        locked = try_log_in(client)
        assert locked.status_code == 429
        assert "closed for this account" in locked.content.decode()
        assert not is_in(client)

    def test_opens_again_after_a_quarter_of_an_hour(self, client: Client) -> None:
        for _ in range(5):
            try_log_in(client, "wrong")
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
        assert try_log_in(client).status_code == 302

    def test_a_right_one_forgets_the_wrong_ones(self, client: Client) -> None:
        for _ in range(3):
            for _ in range(4):
                try_log_in(client, "wrong")
            assert try_log_in(client).status_code == 302

    def test_a_colleague_at_the_same_address_does_not_wait_along(self, client: Client) -> None:
        User.objects.create_user("colleague", password=PASSWORD, is_staff=True)
        for _ in range(5):
            try_log_in(client, "wrong")
        assert try_log_in(client, name="colleague").status_code == 302

    def test_a_made_up_address_in_a_header_does_not_help(self, client: Client) -> None:
        for number in range(5):
            try_log_in(client, "wrong", headers={"X-Forwarded-For": f"10.0.0.{number}"})
        assert try_log_in(client, headers={"X-Forwarded-For": "10.0.0.99"}).status_code == 429

    def test_what_happened_is_there_for_managers_only(self, client: Client, somebody: User) -> None:
        try_log_in(client, "wrong")
        try_log_in(client)
        assert AccessFailureLog.objects.get().username == AccessLog.objects.get().username == "somebody"
        for page in ("accesslog", "accessfailurelog", "accessattempt"):
            assert client.get(f"/admin/axes/{page}/").status_code == 403
            assert (
                logged_in(User.objects.filter(is_superuser=True).first()).get(f"/admin/axes/{page}/").status_code == 200
            )

    def test_no_password_is_kept(self, client: Client) -> None:
        try_log_in(client, "wrong-but-secret")
        assert "wrong-but-secret" not in str(AccessAttempt.objects.values())
        assert "wrong-but-secret" not in str(AccessFailureLog.objects.values())


class TestTheSecondFactor:
    def test_is_asked_for_where_one_is_set_up(self, client: Client, device: TOTPDevice) -> None:
        assert "has a second factor" in try_log_in(client).content.decode()
        assert not is_in(client)
        assert try_log_in(client, code=code_of(device)).status_code == 302
        assert is_in(client)

    def test_takes_a_code_with_a_space_in_it(self, client: Client, device: TOTPDevice) -> None:
        code = code_of(device)
        assert try_log_in(client, code=f"{code[:3]} {code[3:]}").status_code == 302

    def test_takes_each_code_once(self, client: Client, device: TOTPDevice) -> None:
        code = code_of(device)
        try_log_in(client, code=code)
        assert "used already" in try_log_in(Client(), code=code).content.decode()

    def test_guessing_gets_slower(self, client: Client, device: TOTPDevice) -> None:
        try_log_in(client, code="000000")
        assert try_log_in(client, code=code_of(device)).status_code == 200
        device.refresh_from_db()
        assert device.throttling_failure_count == 1

    def test_of_somebody_else_does_not_help(self, client: Client, device: TOTPDevice) -> None:
        User.objects.create_user("colleague", password=PASSWORD, is_staff=True)
        other = TOTPDevice.objects.create(user=User.objects.get(username="colleague"), confirmed=True)
        assert try_log_in(client, code=code_of(other)).status_code == 200
        assert not is_in(client)

    def test_a_session_from_before_ends_as_one_is_set_up(self, somebody: User) -> None:
        client = logged_in(somebody)
        assert is_in(client)
        TOTPDevice.objects.create(user=somebody, confirmed=True)
        assert not is_in(client)


class TestSettingOneUp:
    def test_is_linked_from_every_page_of_the_desk(self, somebody: User) -> None:
        assert 'href="/admin/second-factor/"' in logged_in(somebody).get("/admin/catalogue/product/").content.decode()

    def test_shows_a_key_and_takes_the_first_code(self, somebody: User) -> None:
        client = logged_in(somebody)
        page = client.get("/admin/second-factor/").content.decode()
        device = TOTPDevice.objects.get()
        assert not device.confirmed
        assert "otpauth://totp/" in page
        assert client.post("/admin/second-factor/", {"code": code_of(device)}).status_code == 302
        device.refresh_from_db()
        assert device.confirmed
        assert is_in(client), "who has just set it up is in"

    def test_a_wrong_code_is_told_and_nothing_changes(self, somebody: User) -> None:
        client = logged_in(somebody)
        client.get("/admin/second-factor/")
        page = client.post("/admin/second-factor/", {"code": "000000"})
        assert "does not fit the key" in page.content.decode()
        assert not TOTPDevice.objects.get().confirmed
        assert is_in(client)

    def test_the_key_stays_the_same_until_it_is_confirmed(self, somebody: User) -> None:
        client = logged_in(somebody)
        assert [client.get("/admin/second-factor/").context["key"] for _ in range(2)] == [
            client.get("/admin/second-factor/").context["key"]
        ] * 2

    def test_is_for_the_desk_only(self, client: Client) -> None:
        assert client.get("/admin/second-factor/").status_code == 302
        User.objects.create_user("reader", password=PASSWORD)
        assert logged_in(User.objects.get(username="reader")).get("/admin/second-factor/").status_code == 302
        assert not TOTPDevice.objects.exists()


class TestWhereEverybodyNeedsOne:
    @pytest.fixture(autouse=True)
    def required(self, settings: Settings) -> None:
        """The setting is on."""
        settings.SECOND_FACTOR_REQUIRED = True

    def test_the_first_log_in_leads_to_setting_one_up(self, client: Client, somebody: User) -> None:
        try_log_in(client)
        answer = client.get("/admin/", follow=True)
        assert answer.redirect_chain[-1][0] == "/admin/second-factor/"
        device = TOTPDevice.objects.get(user=somebody)
        client.post("/admin/second-factor/", {"code": code_of(device)})
        assert is_in(client)

    def test_nothing_else_opens_before(self, client: Client, somebody: User) -> None:
        try_log_in(client)
        for address in ("/admin/catalogue/product/", "/admin/password_change/", "/admin/axes/accesslog/"):
            assert client.get(address).status_code == 302
