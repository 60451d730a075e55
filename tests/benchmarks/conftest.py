"""A small made-up catalogue for the tests of what is measured with."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.benchmarks import settings as benchmark_settings
from tests.benchmarks.catalogue import MadeUpCatalogue

PRODUCTS, SEED = 400, 1


@pytest.fixture(scope="module")
def made_up(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The catalogue in the database, and the baseline among the addresses; what tests change is undone."""
    with (
        django_db_blocker.unblock(),
        override_settings(ROOT_URLCONF=benchmark_settings.ROOT_URLCONF, TEMPLATES=benchmark_settings.TEMPLATES),
        transaction.atomic(),
    ):
        MadeUpCatalogue(SEED).write(PRODUCTS)
        yield
        transaction.set_rollback(True)
