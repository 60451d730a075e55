"""Logging in to the editors' desk: a password, and a code from an app for whoever has one or must have one."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.translation import gettext_lazy as _
from django_otp import verify_token
from django_otp.forms import otp_verification_failed
from django_otp.plugins.otp_totp.models import TOTPDevice

DIGITS = 6


class CodeField(forms.CharField):
    """The six digits that an app shows; spaces between them are fine."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "size": DIGITS + 2}
        super().__init__(max_length=DIGITS + 4, widget=forms.TextInput(attrs=attributes), **kwargs)

    def to_python(self, value: Any) -> str:
        """Without spaces."""
        return "".join(str(super().to_python(value) or "").split())


class DeskLogInForm(AdminAuthenticationForm):
    """The stock form, with a code for those who have set up a second factor."""

    code = CodeField(
        required=False, label=_("Code from your app"), help_text=_("Only if you have set up a second factor.")
    )

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """Whoever has a second factor needs it; each wrong code makes the wait for the next try longer."""
        super().confirm_login_allowed(user)  # type: ignore[arg-type]  # every account here is one of Django's
        device = confirmed_device(user)
        if device is None:
            return
        code = self.cleaned_data.get("code")
        if not code:
            raise forms.ValidationError(
                _("This account has a second factor. Type the code that your app shows."), "code"
            )
        verified = verify_token(user, device.persistent_id, code)
        if verified is None:
            otp_verification_failed.send(sender=type(self), user=user)
            raise forms.ValidationError(
                _("This code is not the right one, or was used already. Wait for the next."), "code"
            )
        user.otp_device = verified  # type: ignore[attr-defined]  # read by django-otp as the session begins


class SecondFactorForm(forms.Form):
    """Shows that the app has the key: the first code."""

    code = CodeField(label=_("Code that the app shows"))

    def __init__(self, *args: Any, device: TOTPDevice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.device = device

    def clean_code(self) -> str:
        """Refused until it fits the key; guessing is slowed down."""
        code = str(self.cleaned_data["code"])
        if verify_token(self.device.user, self.device.persistent_id, code) is None:
            raise forms.ValidationError(
                _("This code does not fit the key. Check the clock of your phone and try the next.")
            )
        return code


def confirmed_device(user: AbstractBaseUser | AnonymousUser) -> TOTPDevice | None:
    """The second factor of an account that has one. One query."""
    found: TOTPDevice | None = TOTPDevice.objects.filter(user_id=user.pk, confirmed=True).first()
    return found


def device_to_set_up(user: AbstractBaseUser | AnonymousUser) -> TOTPDevice:
    """The key that an account is setting up: the same until it is confirmed."""
    device: TOTPDevice
    device, _is_new = TOTPDevice.objects.get_or_create(user_id=user.pk, confirmed=False, defaults={"name": "app"})
    return device


def is_let_in(user: Any) -> bool:
    """Whether somebody with the right password may go on: with a second factor given, or with none set up and none required."""
    if user.is_verified():
        return True
    return not settings.SECOND_FACTOR_REQUIRED and confirmed_device(user) is None


def must_set_up(user: Any) -> bool:
    """Whether the only way on is to set up a second factor."""
    return bool(user.is_active and user.is_staff and settings.SECOND_FACTOR_REQUIRED and confirmed_device(user) is None)
