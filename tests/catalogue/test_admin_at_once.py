"""Two sessions send the form of one product at the same moment, with real commits."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from catalogue.models import Edit, Product
from tests.databases import Database
from tests.desk import address, filled, logged_in, make_editor


class TestTwoAtOnce:
    @pytest.fixture
    def product(self, own_database: Database) -> Product:
        product: Product = Product.objects.published().order_by("pk")[0]
        return product

    def at_once(self, product: Product, sent: list[tuple[Client, dict[str, Any]]]) -> list[Any]:
        """The answers to forms that are sent together."""
        together = threading.Barrier(len(sent))

        def send(one: tuple[Client, dict[str, Any]]) -> Any:
            client, form = one
            try:
                together.wait()
                return client.post(address(Product, "change", product.pk), form)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(sent)) as pool:
            return list(pool.map(send, sent))

    def test_one_is_saved_and_the_other_one_is_told(self, product: Product) -> None:
        before, sent = Edit.objects.count(), []
        for name in ("anna", "bert"):
            client = logged_in(make_editor(username=name))
            form = filled(client.get(address(Product, "change", product.pk)))
            sent.append((client, {k: v for k, v in {**form, "line": f"Line of {name}"}.items() if v is not None}))
        answers = self.at_once(product, sent)
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        saved, held = sorted(
            ("anna", "bert"), key=lambda name: answers[["anna", "bert"].index(name)].status_code == 200
        )
        product.refresh_from_db()
        assert product.line == f"Line of {saved}"
        assert Edit.objects.count() == before + 1
        page = next(answer for answer in answers if answer.status_code == 200)
        line = page.context["meanwhile"][0].lines[0]
        assert (line.line.after, line.is_mine) == (f"Line of {saved}", True)
        assert filled(page)["line"] == f"Line of {held}"
