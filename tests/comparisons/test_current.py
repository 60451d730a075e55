"""The index in use: up to date on the next request, made once however many ask, and never a reason to wait for long."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from catalogue.models import Brand, Offer, Product, Revision
from comparisons.index import Index, build, current
from tests.builders import make_feature, make_product, make_shown
from tests.databases import Database

# The package gives the function the name of its module.
module = sys.modules[current.__module__]


@contextmanager
def threads(count: int, task: Callable[[], Any]) -> Iterator[list[Any]]:
    """Run a task in so many threads at once, each with a connection of its own; their results stand when all have ended."""
    connection.ensure_connection()  # a copy of a SQLite database is made ready by its first connection alone
    results: list[Any] = []

    def run() -> None:
        try:
            results.append(task())
        finally:
            connection.close()

    running = [threading.Thread(target=run) for _ in range(count)]
    for thread in running:
        thread.start()
    yield results
    for thread in running:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in running)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done to have an index, from a start without any."""
    done: list[str] = []

    def counting(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def counted_act(*arguments: Any) -> Any:
            done.append(name)
            return act(*arguments)

        return counted_act

    monkeypatch.setattr(module, "_held", None)
    monkeypatch.setattr(module, "build", counting("build", module.build))
    monkeypatch.setattr(module, "updated", counting("delta", module.updated))
    return done


@pytest.mark.django_db
class TestAnEdit:
    def test_is_in_the_next_index(self, counted: list[str]) -> None:
        product, feature = make_product(), make_feature("ribs")
        first = current()
        assert current() is first
        make_shown(product, feature, "low")
        assert current() is not first
        assert current().features["ribs"].having == 1
        assert counted == ["build", "delta"]

    def test_of_more_than_products_leads_to_a_build(self, counted: list[str]) -> None:
        make_product()
        first = current()
        Brand.objects.update(name="Otra")
        assert current().edition != first.edition
        assert counted == ["build", "delta", "build"]

    def test_that_is_undone_is_gone_again(self, counted: list[str]) -> None:
        make_product()
        before = current()
        make_product()
        during = current()
        Product.objects.latest("pk").delete()
        assert (len(before.ids), len(during.ids), len(current().ids)) == (1, 2, 1)

    def test_of_the_revision_alone_leads_to_a_build(self, counted: list[str]) -> None:
        make_product()
        current()
        Revision.objects.update(token="restored")
        assert current().token == "restored"
        assert counted == ["build", "delta", "build"]


class TestManyAtOnce:
    def test_the_first_requests_after_a_start_build_one_index(self, own_database: Database, counted: list[str]) -> None:
        with threads(8, current) as found:
            pass
        assert counted == ["build"]
        assert len(found) == 8
        assert len({id(index) for index in found}) == 1

    def test_an_edit_is_read_once(self, own_database: Database, counted: list[str]) -> None:
        current()
        Offer.objects.update(seller="a made-up shop")
        Product.objects.filter(pk=Product.objects.published()[0].pk).update(line="Made up")
        with threads(8, current) as found:
            pass
        assert counted.count("build") <= 2
        assert {index.token for index in found} == {Revision.objects.token()}

    def test_nobody_waits_long_for_a_build_of_somebody_else(
        self, own_database: Database, counted: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = current()
        Brand.objects.update(country="DE")
        has_begun, may_end = threading.Event(), threading.Event()

        def slow_build() -> Index:
            has_begun.set()
            assert may_end.wait(timeout=30)
            return build()

        monkeypatch.setattr(module, "build", slow_build)
        monkeypatch.setattr(module, "PATIENCE", 0.05)
        with threads(1, current) as builder:
            assert has_begun.wait(timeout=30)
            with threads(4, current) as readers:
                pass
            assert readers == [before] * 4
            may_end.set()
        assert builder[0].token == Revision.objects.token()
        assert current() is builder[0]

    def test_a_build_that_fails_is_tried_again(
        self, own_database: Database, counted: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def failing_build() -> Index:
            raise OperationalError

        with monkeypatch.context() as broken:
            broken.setattr(module, "build", failing_build)
            with pytest.raises(OperationalError):
                current()
        assert current().token == Revision.objects.token()


class TestARestoredBackup:
    def test_shows_what_the_backup_holds(self, own_database: Database, counted: list[str]) -> None:
        """Another writer brings the old state back and goes on from there, with numbers that this process has seen."""
        kept = Product.objects.published()[0]
        backup = Revision.objects.get()
        Product.objects.filter(pk=kept.pk).update(status=Product.Status.DRAFT)
        assert kept.pk not in current().ids
        Product.objects.filter(pk=kept.pk).update(status=Product.Status.PUBLISHED)
        backup.save()
        assert kept.pk in current().ids

    def test_of_an_emptied_and_loaded_database_too(self, own_database: Database, counted: list[str]) -> None:
        before = current()
        call_command("load_data", verbosity=0)
        assert current().slugs == before.slugs
        assert current().token == Revision.objects.token()
