"""Accounts of the desk as tests make them, and what the history of accounts says of them."""

from typing import Any

from django.contrib.auth.models import Group, User

from config.admin import lines_of, what_happened
from config.models import HistoricalUser
from config.roles import EDITOR

PASSWORD = "a-made-up-long-password"


def newcomer(**fields: Any) -> User:
    """An account of the staff in no group, made by a command."""
    return User.objects.create_user(**{"username": "newcomer", "password": PASSWORD, "is_staff": True, **fields})


def group(name: str = EDITOR) -> Group:
    """A role."""
    return Group.objects.get(name=name)


def last(account: User) -> Any:
    """The newest row of an account."""
    return HistoricalUser.objects.filter(id=account.pk).first()


def told(row: Any) -> list[str]:
    """What the desk says of a row."""
    return [what_happened(row), *(f"{label}: {text}" for label, text in lines_of(row))]


def rows() -> int:
    """How many rows there are."""
    return int(HistoricalUser.objects.count())
