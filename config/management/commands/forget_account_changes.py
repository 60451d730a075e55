"""Forget what the history of accounts holds of older days: user names outlive their accounts there."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from config.models import HistoricalUser

HUNDRED_YEARS = 36_500


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= HUNDRED_YEARS):
        raise ArgumentTypeError(f"a whole number of days, at most {HUNDRED_YEARS}")
    return int(text)


class Command(BaseCommand):
    """`manage.py forget_account_changes --age 365`."""

    help = "Deletes the rows of the history of accounts that are older than so many days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How old is too old; there is no default, since it deletes."""
        parser.add_argument("--age", type=_days, required=True, help="in days")

    def handle(self, *_args: Any, age: int, **_options: Any) -> None:
        """Delete them, and say how many."""
        old = HistoricalUser.objects.filter(history_date__lt=timezone.now() - timedelta(days=age))
        count, _of_each = old.delete()
        self.stdout.write(f"Changes of accounts forgotten: {count}")
