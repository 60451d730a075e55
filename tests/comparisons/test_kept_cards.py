"""Cards and table rows that are kept: never another product's, never an old one, and no more of them than agreed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import set_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import override

from catalogue.models import Brand, Choice, Feature, LookFor, Offer, Problem, Product, ReferenceRate
from comparisons import listing
from comparisons.index import Index, build
from comparisons.kept_cards import MOST_KEPT, Card, KeptCards, Look, look_of
from comparisons.rows import Row, load_rows
from comparisons.selection import PAGE_SIZE, Selection
from tests.builders import derive, make_brand, make_feature, make_offer, make_product, make_shown, make_statement
from tests.comparisons.list_pages import products_on
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

GREEN = "superfeet-green"
ONLY_REVISION = 1
LISTS = (
    "/insoles/",
    "/insoles/?page=2",
    "/insoles/?problem=flat-feet&problem=low-back-pain",
    "/insoles/?problem=low-back-pain&view=table",
    "/insoles/?arch-support=rigid&view=table&with=superfeet-green",
    "/insoles/?block=unknown&problem=low-back-pain",
    "/insoles/?units=imperial&with=superfeet-green&with=sole-custom-footbeds",
    "/problems/arch-structure/?view=cards",
)


def html(client: Client, address: str) -> str:
    """A page as it is sent."""
    return opened(client, address).html


def made_anew(client: Client, address: str) -> str:
    """The same page with nothing kept."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(listing, "KEPT", KeptCards())
        return html(client, address)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows were loaded, one number a time that some were."""
    counts: list[int] = []

    def counted(ids: Sequence[int], *rest: Any) -> list[Row]:
        counts.append(len(ids))
        return load_rows(ids, *rest)

    monkeypatch.setattr(listing, "load_rows", counted)
    return counts


class TestAPageSeenBefore:
    @pytest.mark.parametrize("address", LISTS)
    @pytest.mark.parametrize("prefix", ["", "/de"])
    def test_is_the_page_as_it_was_made(self, client: Client, prefix: str, address: str) -> None:
        first = html(client, prefix + address)
        assert html(client, prefix + address) == first == made_anew(client, prefix + address)

    @pytest.mark.parametrize("address", LISTS[:6])
    def test_asks_the_database_for_no_row(self, client: Client, address: str) -> None:
        html(client, address)
        with CaptureQueriesContext(connection) as queries:
            html(client, address)
        assert len(queries) == ONLY_REVISION, [query["sql"] for query in queries]

    def test_lends_its_cards_to_other_lists(self, client: Client, loaded: list[int]) -> None:
        few = products_on(opened(client, "/insoles/?brand=superfeet"))
        both = products_on(opened(client, "/insoles/?brand=sole&brand=superfeet"))
        html(client, "/insoles/?brand=sole&brand=superfeet&sort=name")
        assert loaded == [len(few), len(set(both) - set(few))]

    def test_has_rows_where_something_asks_for_them(self, client: Client, loaded: list[int]) -> None:
        html(client, "/insoles/")
        assert len(client.get("/insoles/?format=json").json()["products"]) == loaded[-1] == PAGE_SIZE


class TestTheTick:
    def test_is_no_part_of_a_card(self, client: Client, loaded: list[int]) -> None:
        html(client, "/insoles/?brand=superfeet")
        page = opened(client, f"/insoles/?brand=superfeet&with={GREEN}")
        ticks = page.all("input", type="checkbox", name="with")
        assert [tick["value"] for tick in ticks if "checked" in tick.attributes] == [GREEN]
        assert len(loaded) == 1
        assert page.html == made_anew(client, f"/insoles/?brand=superfeet&with={GREEN}")
        assert not opened(client, "/insoles/?brand=superfeet").all("input", name="with", checked=True)

    def test_of_a_row_is_none_either(self, client: Client) -> None:
        address = "/insoles/?arch-support=rigid&view=table"
        html(client, address)
        page = opened(client, f"{address}&with={GREEN}")
        assert [tick["value"] for tick in page.all("input", name="with", type="checkbox", checked=True)] == [GREEN]

    def test_of_an_insole_elsewhere_is_kept_in_the_tray(self, client: Client) -> None:
        address = f"/insoles/?brand=sole&with={GREEN}"
        assert html(client, address) == html(client, address)
        assert opened(client, address).one("form", id="compare").one("input", type="hidden", name="with", value=GREEN)


def _edit_statement(green: Product) -> None:
    make_statement(green, Feature.objects.get(slug="weight"), 77)
    derive(green)


def _edit_choice(green: Product) -> None:
    shown = green.entries.get(feature__slug="arch-support").choice
    assert shown is not None
    Choice.objects.filter(pk=shown.pk).update(name_en="Unbending")


EDITS: dict[str, Callable[[Product], object]] = {
    "its name": lambda green: Product.objects.filter(pk=green.pk).update(name="Verdant"),
    "its category": lambda green: Product.objects.filter(pk=green.pk).update(category="custom"),
    "its level": lambda green: Product.objects.filter(pk=green.pk).update(level="line"),
    "its brand": lambda _green: Brand.objects.filter(slug="superfeet").update(name="Testafeet"),
    "a statement": _edit_statement,
    "a price": lambda green: make_offer(green, "0.17"),
    "a price taken back": lambda green: Offer.objects.filter(product=green).delete(),
    "the name of a choice": _edit_choice,
    "the name of a feature": lambda _green: Feature.objects.filter(slug="arch-support").update(name_en="Bow"),
    "what is core": lambda _green: Feature.objects.update(is_core=False),
    "the order of features": lambda _green: Feature.objects.filter(slug="arch-support").update(position=999),
    "its being published": lambda green: Product.objects.filter(pk=green.pk).update(status="withdrawn"),
}


class TestAnEdit:
    @pytest.mark.parametrize("edit", EDITS)
    def test_shows_on_the_next_page(self, client: Client, edit: str) -> None:
        before = html(client, "/insoles/?brand=superfeet")
        EDITS[edit](Product.objects.get(slug=GREEN))
        after = html(client, "/insoles/?brand=superfeet")
        assert before != after == made_anew(client, "/insoles/?brand=superfeet")

    @pytest.mark.parametrize("view", ["cards", "table"])
    def test_of_what_is_looked_for_shows_on_the_next_page(self, client: Client, view: str) -> None:
        address = f"/problems/low-back-pain/?view={view}".replace("?view=table", "")
        before = html(client, address)
        LookFor.objects.filter(problem__slug="low-back-pain").update(weight=3)
        after = html(client, address)
        assert before != after == made_anew(client, address)

    def test_of_a_reference_rate_shows_on_the_next_page(self, client: Client) -> None:
        address = "/insoles/?brand=superfeet"
        before = html(client, address)
        ReferenceRate.objects.update(per_euro=5)
        after = html(client, address)
        assert before != after == made_anew(client, address)

    def test_of_the_name_of_a_child_shows_in_the_list_of_its_group(self, client: Client) -> None:
        before = html(client, "/insoles/?problem=arch-structure")
        Problem.objects.filter(slug="flat-feet").update(name_en="Made-up flatness")
        after = html(client, "/insoles/?problem=arch-structure")
        assert before != after == made_anew(client, "/insoles/?problem=arch-structure")

    def test_after_a_restored_backup_is_not_taken_for_the_one_before(self, client: Client) -> None:
        """Both edits give the revision the same number, counted from the same complete build."""
        address = "/insoles/?brand=superfeet"
        html(client, address)
        with transaction.atomic():
            make_offer(Product.objects.get(slug=GREEN), "0.17")
            lost = html(client, address)
            transaction.set_rollback(True)
        html(client, address)
        make_offer(Product.objects.get(slug=GREEN), "0.19")
        after = html(client, address)
        assert lost != after == made_anew(client, address)

    def test_that_is_undone_brings_the_old_page_back(self, client: Client) -> None:
        name = Product.objects.get(slug=GREEN).name
        pages = []
        for name_then in (name, "Verdant", name):
            Product.objects.filter(slug=GREEN).update(name=name_then)
            pages.append(html(client, "/insoles/?brand=superfeet"))
        assert pages[0] != pages[1]
        assert pages[0] == pages[2]


class TestOneLook:
    """A card that was made for one address, and an address for which it looks different."""

    @pytest.mark.parametrize(
        ("seen", "asked"),
        [
            ("/insoles/?brand=superfeet", "/de/insoles/?brand=superfeet"),
            ("/insoles/?sort=weight", "/insoles/?sort=weight&units=imperial"),
            ("/insoles/?sort=price", "/insoles/?currency=USD&sort=price"),
            ("/insoles/?problem=low-back-pain", "/insoles/?problem=flat-feet"),
            ("/insoles/?problem=flat-feet&problem=low-back-pain", "/insoles/?problem=low-back-pain&problem=flat-feet"),
            ("/insoles/?problem=low-back-pain", "/insoles/?problem=low-back-pain&skip=cushioning"),
            ("/insoles/?problem=arch-structure", "/insoles/?must=arch-support&problem=arch-structure"),
            ("/insoles/?arch-support=rigid&view=table", "/insoles/?arch-support=rigid&form=full-length&view=table"),
            ("/insoles/?arch-support=rigid", "/insoles/?arch-support=rigid&view=table"),
        ],
    )
    def test_is_not_taken_for_another(self, client: Client, seen: str, asked: str) -> None:
        html(client, seen)
        assert html(client, asked) == made_anew(client, asked)
        assert html(client, seen) == made_anew(client, seen)

    def test_is_of_one_day(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        today = date.today()
        make_offer(Product.objects.get(slug=GREEN), "0.17", seen_on=today.isoformat())
        fresh = html(client, "/insoles/?brand=superfeet")

        class Later(date):
            @classmethod
            def today(cls) -> date:  # type: ignore[override]
                return today + timedelta(days=100)

        monkeypatch.setattr(listing, "date", Later)
        old = html(client, "/insoles/?brand=superfeet")
        assert old.count('<span class="tag">old</span>') > fresh.count('<span class="tag">old</span>')

    def test_is_of_one_language_and_place_of_the_site(self) -> None:
        looks = {look_of(Selection(), date(2026, 11, 23))}
        with override("de"):
            looks.add(look_of(Selection(), date(2026, 11, 23)))
        try:
            set_script_prefix("/shop/")
            looks.add(look_of(Selection(), date(2026, 11, 23)))
        finally:
            set_script_prefix("/")
        assert len(looks) == 3


class TestNastyNames:
    NASTY = '"><script>alert(1)</script>&amp;{}%s checked'

    @pytest.mark.parametrize("view", ["", "&view=table"])
    def test_are_shown_as_they_are_and_do_nothing(self, client: Client, view: str) -> None:
        product = make_product(brand=make_brand(name=self.NASTY[:80]), name=self.NASTY)
        feature = make_feature("ribs", name_en=self.NASTY, explanation_en=self.NASTY, position=900)
        feature.choices.filter(slug="low").update(name_en=self.NASTY)
        make_shown(product, feature, "low")
        for prefix in ("", "/de"):
            for _again in range(2):
                page = opened(client, f"{prefix}/insoles/?ribs=low{view}")
                assert "<script>" not in page.html
                assert page.main.text.count(self.NASTY) >= 5
                assert products_on(page) == [product.slug]
                assert not page.all("input", name="with", checked=True)


class TestTheStore:
    @pytest.fixture
    def index(self) -> Index:
        """Any index."""
        return build()

    @pytest.fixture
    def look(self) -> Look:
        """Any look."""
        return look_of(Selection(), date(2026, 11, 23))

    def test_is_bounded_and_forgets_what_was_not_asked_for_longest(self, index: Index, look: Look) -> None:
        store, asked = KeptCards(most=3), list[int]()

        def noted(missing: Sequence[int]) -> Iterator[Card]:
            asked.extend(missing)
            return _cards(missing)

        def ask(*products: int) -> None:
            store.of(index, products, look, noted)

        ask(1, 2, 3)
        ask(1)
        ask(4)
        assert len(store) == 3
        assert asked == [1, 2, 3, 4]
        ask(1, 3, 4)
        assert asked == [1, 2, 3, 4]
        ask(2)
        assert asked == [1, 2, 3, 4, 2]

    def test_keeps_the_order_asked_for_and_leaves_out_what_is_gone(self, index: Index, look: Look) -> None:
        store = KeptCards()
        store.of(index, [2], look, _cards)
        found = store.of(index, [3, 2, 1], look, lambda missing: _cards(p for p in missing if p != 1))
        assert [card.product for card in found] == [3, 2]

    def test_gives_threads_what_they_ask_for(self, index: Index, look: Look) -> None:
        store = KeptCards(most=10)

        def ask(start: int) -> list[int]:
            return [card.product for card in store.of(index, range(start, start + 8), look, _cards)]

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(ask, range(200))) == [list(range(start, start + 8)) for start in range(200)]
        assert len(store) == 10

    def test_holds_some_ten_megabytes_of_html_when_full(self, client: Client) -> None:
        store = KeptCards()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(listing, "KEPT", store)
            for address in ("/insoles/", "/insoles/?page=2", "/insoles/?problem=low-back-pain", "/insoles/?view=table"):
                html(client, address)
        sizes = [len(card.before) + len(card.after) for card in store._held.values()]
        assert MOST_KEPT * sum(sizes) / len(sizes) < 15_000_000


def _cards(products: Iterable[int]) -> Iterator[Card]:
    for product in products:
        yield Card(product, str(product), SafeString("<i"), SafeString(">"))
