"""The number under a bar code (GTIN): 8, 12, 13 or 14 digits, the last of which checks the others."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    PerhapsText = models.CharField[str | None, str | None]
else:  # Django's fields are generic for the type checker only
    PerhapsText = models.CharField

LENGTHS = (8, 12, 13, 14)
# As it is stored: noughts in front are no part of a number, so that one insole has one number however it was typed.
GTIN_PATTERN = r"^([0-9]{8}|[0-9]{12}|[1-9][0-9]{12}|[1-9][0-9]{13})\Z"
BETWEEN_DIGITS = str.maketrans("", "", " -\u00a0\u202f")


def shortest(gtin: str) -> str:
    """The same number with as few noughts in front as one of the lengths allows; what is no number stays as it is."""
    digits = gtin.translate(BETWEEN_DIGITS)
    if len(digits) not in LENGTHS or not (digits.isascii() and digits.isdigit()):
        return digits
    plain = digits.lstrip("0")
    return plain.zfill(next(length for length in LENGTHS if length >= len(plain)))


def validate_gtin(value: str) -> None:
    """Digits of a known number, and the last one fits."""
    if len(value) not in LENGTHS or not (value.isascii() and value.isdigit()):
        raise ValidationError(_("A GTIN has 8, 12, 13 or 14 digits."), code="gtin_length")
    if check_digit(value[:-1]) != value[-1]:
        raise ValidationError(_("The last digit does not fit: one of the digits is mistyped."), code="gtin_check_digit")


def check_digit(digits: str) -> str:
    """The last digit for those before it: from the right they count three times and once in turn, and all add up to tens."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


class GtinColumn(PerhapsText):
    """A GTIN that no two rows share; NULL where none is known."""

    default_validators = [validate_gtin]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)  # room for the spaces that people type between the digits
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("unique", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """The check is no matter of migrations: they know a plain column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def to_python(self, value: Any) -> Any:
        """Without what people type between the digits, and without needless noughts."""
        value = super().to_python(value)
        return shortest(value) if isinstance(value, str) else value


def gtin_written(model: str) -> models.CheckConstraint:
    """The database refuses what is no GTIN at all, and one with needless noughts."""
    return models.CheckConstraint(
        condition=models.Q(gtin=None) | models.Q(gtin__regex=GTIN_PATTERN),
        name=f"{model}_gtin_written_as_gtin",
        violation_error_message=_("A GTIN has 8, 12, 13 or 14 digits."),
    )
