"""The revision row: the database itself notes every change, however it is made."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from catalogue.models import (
    Brand,
    Change,
    Feature,
    LookFor,
    Offer,
    Product,
    Revision,
    Source,
    SpecEntryChoice,
    Statement,
)
from catalogue.triggers import (
    LOGGED,
    NAMED_AT_ONCE,
    events,
    missing_triggers,
    set_triggers,
    trigger_name,
    watched_tables,
)
from tests.builders import (
    make_brand,
    make_feature,
    make_look_for,
    make_offer,
    make_picture,
    make_problem,
    make_product,
    make_shown,
    make_source,
    make_statement,
)


def token() -> str:
    """The token as it stands."""
    return Revision.objects.token()


@pytest.mark.usefixtures("starting_data")
@pytest.mark.django_db
class TestEveryWatchedTable:
    """Raw statements: nothing of Django is between them and the table."""

    @pytest.fixture(autouse=True)
    def a_picture(self) -> None:
        """The one table that the starting data leaves empty."""
        make_picture()

    @pytest.mark.parametrize("table", watched_tables())
    def test_notes_insert_update_and_delete(self, table: str) -> None:
        tokens = [token()]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}" LIMIT 1')  # noqa: S608  # a table of ours
            row, names = cursor.fetchone(), [column[0] for column in cursor.description]
            columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join(["%s"] * len(names))
            for statement, values in (
                (f'UPDATE "{table}" SET id = id WHERE id = %s', row[:1]),  # noqa: S608
                (f'DELETE FROM "{table}" WHERE id = %s', row[:1]),  # noqa: S608
                (f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', row),  # noqa: S608
            ):
                cursor.execute(statement, values)
                tokens.append(token())
            transaction.set_rollback(True)
        assert names[0] == "id"
        assert len(set(tokens)) == 4


def test_tables_of_facts_comparisons_and_their_links_are_watched_and_no_others() -> None:
    tables = watched_tables()
    assert {"catalogue_statement", "catalogue_lookfor_choices", "comparisons_comparison"} <= set(tables)
    assert not {"catalogue_revision", "auth_user", "django_session"} & set(tables)


CHANGES: dict[str, Callable[[], Any]] = {
    "a saved row": lambda: Brand.objects.get().save(),
    "a new row": lambda: make_brand(slug="made-up"),
    "a bulk insert": lambda: Brand.objects.bulk_create([Brand(slug="made-up", name="Made up")]),
    "a bulk update": lambda: Brand.objects.update(country="DE"),
    "a bulk delete": lambda: Statement.objects.all().delete(),
    "a linked list": lambda: LookFor.objects.get().sources.add(make_source()),
    "an emptied linked list": lambda: LookFor.objects.get().choices.clear(),
    "a cascade": lambda: Product.objects.get().delete(),
}


@pytest.mark.django_db
class TestTheToken:
    """What changes it and what does not."""

    @pytest.fixture(autouse=True)
    def a_row_of_each(self) -> None:
        """Something to change."""
        feature = make_feature()
        make_statement(make_product(), feature, "low", source=make_source())
        make_look_for(make_problem(), feature, met=["low"])

    @pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
    def test_changes_with(self, change: Callable[[], Any]) -> None:
        before = Revision.objects.get()
        try:
            with transaction.atomic():
                change()
                after = Revision.objects.get()
                transaction.set_rollback(True)
        finally:
            undone = token()
        assert after.token != before.token
        assert after.number > before.number
        assert undone == before.token

    def test_stays_when_nothing_is_written(self) -> None:
        before = token()
        list(Product.objects.for_page())
        assert token() == before

    def test_stays_when_an_account_is_made(self) -> None:
        before = token()
        User.objects.create_user("testa")
        assert token() == before

    def test_is_never_the_same_twice(self) -> None:
        seen = set()
        for country in ("DE", "AT") * 5:
            Brand.objects.update(country=country)
            seen.add(token())
        assert len(seen) == 10

    def test_comes_back_new_after_the_database_was_emptied(self) -> None:
        before = token()
        Revision.objects.all().delete()
        set_triggers(connection)
        assert token() not in {before, "start"}
        Brand.objects.update(country="DE")
        assert Revision.objects.get().number > 0


def products_changed_by(change: Callable[[], Any]) -> set[int] | None:
    """The products that the log names for a change; None where it may concern all."""
    make_brand(slug="an-earlier-change")
    before = Revision.objects.get()
    change()
    now = Revision.objects.get()
    return Change.objects.products_changed((before.number, before.token), (now.number, now.token))


@pytest.mark.django_db
class TestTheLog:
    """Which products a change belongs to."""

    @pytest.mark.parametrize(
        "change",
        {
            "a product": lambda product: Product.objects.filter(pk=product.pk).update(line="made up"),
            "a statement": lambda product: make_statement(product, Feature.objects.get(), "low", source=a_source()),
            "an offer": lambda product: make_offer(product, source=a_source()),
            "a picture": lambda product: make_picture(product),
            "one of several choices": lambda product: SpecEntryChoice.objects.filter(entry__product=product).delete(),
            "a cascade": lambda product: Product.objects.get(pk=product.pk).delete(),
        }.values(),
        ids=lambda change: "",
    )
    def test_names_the_product_of(self, change: Callable[[Product], Any]) -> None:
        make_source()
        product, feature = make_product(), make_feature("fabrics", kind="choices", choices=["cork", "low"])
        make_shown(product, feature, "cork")
        make_product()
        assert products_changed_by(lambda: change(product)) == {product.pk}

    def test_names_every_product_of_one_statement(self) -> None:
        products = {make_product().pk for _ in range(3)}
        make_product(status=Product.Status.DRAFT)
        assert products_changed_by(lambda: Product.objects.published().update(line="made up")) == products

    def test_names_both_products_of_a_row_that_moves(self) -> None:
        offer, other = make_offer(make_product()), make_product()
        moved = Offer.objects.filter(pk=offer.pk)
        assert products_changed_by(lambda: moved.update(product=other)) == {offer.product_id, other.pk}

    def test_names_none_for_a_new_source(self) -> None:
        assert products_changed_by(make_source) == set()

    @pytest.mark.parametrize("change", [make_brand, make_feature, make_problem], ids=lambda make: make.__name__)
    def test_says_that_any_may_be_concerned(self, change: Callable[..., Any]) -> None:
        assert products_changed_by(lambda: change(slug="made-up-too")) is None

    def test_says_so_too_where_a_source_changes(self) -> None:
        make_source()
        assert products_changed_by(lambda: Source.objects.update(title="Made up")) is None

    def test_does_not_name_hundreds(self) -> None:
        brand = make_brand()
        many = [
            Product(slug=f"testa-{number}", name=f"Nonesuch {number}", brand=brand, sort_key=str(number))
            for number in range(NAMED_AT_ONCE + 1)
        ]
        changed = products_changed_by(lambda: Product.objects.bulk_create(many))
        assert changed is None or len(changed) > NAMED_AT_ONCE

    def test_ends_somewhere(self) -> None:
        make_brand()
        for _ in range(LOGGED + 5):
            Brand.objects.update(country="DE")
        assert Change.objects.count() == LOGGED

    def test_forgets_what_a_transaction_takes_back(self) -> None:
        make_brand()
        before = list(Change.objects.values_list("number", "token"))
        with transaction.atomic():
            make_brand()
            transaction.set_rollback(True)
        assert list(Change.objects.values_list("number", "token")) == before

    def test_begins_anew_with_the_revision_row(self) -> None:
        make_brand()
        Revision.objects.all().delete()
        set_triggers(connection)
        begun = Revision.objects.get()
        assert list(Change.objects.values_list("number", "token")) == [(0, begun.token)]

    def test_knows_the_revision_that_it_begins_with(self) -> None:
        product = make_product()
        Change.objects.all().delete()
        set_triggers(connection)
        before = Revision.objects.get()
        make_product()
        now = Revision.objects.get()
        changed = Change.objects.products_changed((before.number, before.token), (now.number, now.token))
        assert changed == {product.pk + 1}


def a_source() -> Source:
    """One that is stored already."""
    return Source.objects.all()[0]


@pytest.mark.django_db
class TestAMissingTrigger:
    """It is named, and set again."""

    def test_none_is_missing(self) -> None:
        assert missing_triggers(connection) == []
        assert run_checks(tags=[Tags.database], databases=["default"]) == []

    @pytest.mark.parametrize("event", events(connection))
    def test_is_named_by_the_check_and_set_again(self, event: str) -> None:
        name = trigger_name("catalogue_brand", event)
        drop(connection, "catalogue_brand", event)
        assert missing_triggers(connection) == [name]
        [message] = run_checks(tags=[Tags.database], databases=["default"])
        assert name in message.msg
        assert "migrate" in str(message.hint)
        set_triggers(connection)
        assert missing_triggers(connection) == []

    def test_does_not_stop_the_migrate_that_sets_it_again(self) -> None:
        drop(connection, "catalogue_brand", "INSERT")
        call_command("migrate", verbosity=0)
        assert missing_triggers(connection) == []


def drop(database: BaseDatabaseWrapper, table: str, event: str) -> None:
    """Take one trigger away."""
    table_too = f' ON "{table}"' if database.vendor == "postgresql" else ""
    with database.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{trigger_name(table, event)}"{table_too}')
