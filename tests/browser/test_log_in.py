"""The way in to the desk: closed after five wrong tries, and with a code from an app where one is set up."""

import time
from base64 import b32decode
from collections.abc import Sequence

from django.conf import global_settings
from django.contrib.auth.models import Group, User
from django.test import override_settings
from django_otp.oath import TOTP
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk, NewWindow, listed, told

PASSWORD = "a-made-up-long-password"
HALF_A_MINUTE = 30


def made_account(desk: Desk, name: str, roles: Sequence[str]) -> None:
    """Somebody with a password, stored as the site does it."""
    with desk.rows(), override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
        user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        user.groups.set(Group.objects.filter(name__in=roles))


def try_log_in(page: Page, name: str, password: str = PASSWORD, code: str = "") -> None:
    """One try, sent with the keyboard."""
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_label("Code from your app").fill(code)
    page.keyboard.press("Enter")


def code_of(key: str, steps: int = 0) -> str:
    """What an app with this key shows now, or some half minutes later."""
    totp = TOTP(b32decode(key.replace(" ", "")), step=HALF_A_MINUTE)
    totp.time = time.time() + steps * HALF_A_MINUTE
    return f"{totp.token():06d}"


def test_five_wrong_tries_close_it_and_a_manager_sees_them(new_window: NewWindow, desk: Desk) -> None:
    made_account(desk, "forgetful", ["editor"])
    page = desk.visitor(new_window)
    page.goto("/admin/")
    for _try in range(4):
        try_log_in(page, "forgetful", "wrong")
        expect(page.locator(".errornote")).to_be_visible()
    try_log_in(page, "forgetful", "wrong")
    expect(page.get_by_role("heading", level=1, name="Please wait")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("For a quarter of an hour it is closed for this account")

    manager = desk.page_of(new_window, "manager", ["manager"])
    manager.goto("/admin/axes/accessfailurelog/?q=forgetful")
    expect(listed(manager)).to_have_count(5)
    editor = desk.page_of(new_window, "plain editor", ["editor"])
    answer = editor.goto("/admin/axes/accessfailurelog/")
    assert answer is not None
    assert answer.status == 403


def test_a_second_factor_is_set_up_and_asked_for(new_window: NewWindow, desk: Desk) -> None:
    made_account(desk, "careful", ["editor"])
    page = desk.visitor(new_window)
    page.goto("/admin/")
    try_log_in(page, "careful")
    page.get_by_role("link", name="Second factor").click()
    key = page.locator("code").inner_text()
    page.get_by_label("Code that the app shows").fill(code_of(key))
    page.get_by_role("button", name="Set up").click()
    expect(told(page)).to_contain_text("From now on each log-in asks for a code.")

    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/")
    try_log_in(page, "careful")
    expect(page.locator(".errornote")).to_contain_text("Type the code that your app shows.")
    code = code_of(key, 1)
    try_log_in(page, "careful", code=f"{code[:3]} {code[3:]}")
    expect(page.get_by_role("heading", level=1, name="What would you like to look after?")).to_be_visible()
