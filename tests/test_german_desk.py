"""Every page of the desk is German under its German address: no text of ours stands there in English."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from catalogue.models import (
    Edit,
    Feature,
    Picture,
    Product,
    Proposal,
    SavedList,
    ShownChange,
    Source,
    SpecEntry,
    Statement,
    ValueReport,
)
from tests import builders as make
from tests.desk import address, filled, logged_in, make_editor
from tests.everything import make_one_of_everything

# Words that are the same in both languages, names, and what the software below the desk calls itself.
SAME_IN_BOTH = {
    *(
        "Underfoot",
        "Name",
        "Name [de]",
        "Name [en]",
        "Text",
        "Text [de]",
        "Text [en]",
        "Status",
        "Position",
        "Feed",
        "Slug",
        "Website",
    ),
    *("CSV", "XLSX", "DOI", "PMID", "GTIN", "Filter", "Zone"),
    "Search",  # of the sign beside the search, in the stock page
    *("English", "Deutsch"),  # each language by its own name
}
# A stored text longer than this is data, also where something that is no word follows it: "low," but not "lower".
LONG_ENOUGH = 2
# Keys of the keyboard and words of tables are the same in every language.
UNREAD = {"script", "style", "svg", "code", "kbd"}
ATTRIBUTES = ("alt", "aria-label", "placeholder", "title", "label", "data-empty")
# Numbers, dates, codes, addresses, slugs, signs, plain data.
NO_WORDS = re.compile(
    r"[\W\d_]*|\{.*\}|[A-Z\d ]{8,}|[A-Z]{2,3}|[a-z]{2}|[a-z0-9]+(?:[-_.][a-z0-9]+)+|https?://\S+|/\S*"
)


class Texts(HTMLParser):
    """What a page says: its texts and the attributes that are read out or shown."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._unread = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag with what it shows; scripts and styles say nothing."""
        self._unread += tag in UNREAD
        named = {name: value or "" for name, value in attrs}
        shown = [named[name] for name in ATTRIBUTES if name in named]
        if tag == "input" and named.get("type") in {"submit", "button", "reset"}:
            shown.append(named.get("value", ""))
        self.found |= {" ".join(text.split()) for text in shown}

    def handle_endtag(self, tag: str) -> None:
        """The end of what says nothing."""
        self._unread -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        """A text between tags."""
        if not self._unread:
            self.found.add(" ".join(data.split()))


def make_one_of_each() -> None:
    """Enough for every page to have something to show."""
    make_one_of_everything(0)
    product = Product.objects.get()
    make.make_product(status="draft")
    Picture.objects.all().delete()
    make.make_picture(product)
    ShownChange.objects.create(kind="product", product=product.slug, new={"state": "published"})


def stored_texts() -> set[str]:
    """Whatever stands in the database: data are the same in both languages."""
    found: set[str] = set()
    for label in ("catalogue", "comparisons", "auth"):
        for model in apps.get_app_config(label).get_models():
            for row in model._default_manager.all():
                found |= set(_texts_of(row))
    return {" ".join(text.split()) for text in found}


def _texts_of(row: models.Model) -> Iterator[str]:
    yield str(row)
    for column in row._meta.concrete_fields:
        yield from _texts_in(getattr(row, column.attname))


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(one)
    else:
        yield str(value)


def begins_with_one_of(stored: set[str], text: str) -> bool:
    """Whether a text is one of these, or one of them with something behind it that does not go on with the word."""
    begun = (one for one in stored if len(one) > LONG_ENOUGH and text.startswith(one))
    return any(not text[len(one) : len(one) + 1].isalpha() for one in begun)


def nobodys_pages() -> set[str]:
    """Where rows would be added or deleted that nobody adds or deletes."""
    kept: dict[type[models.Model], tuple[str, ...]] = {
        Edit: ("add", "delete"),
        Proposal: ("add", "delete"),
        ShownChange: ("add", "delete"),
        SpecEntry: ("add", "delete"),
        SavedList: ("add",),
        ValueReport: ("add",),
    }
    return {
        address(model, page, *([model._default_manager.all()[0].pk] if page == "delete" else []))
        for model, refused in kept.items()
        for page in refused
    }


def pages() -> Iterator[str]:
    """The address of every page that is opened by following the desk."""
    yield from ("/admin/", "/admin/coverage/", "/admin/second-factor/", "/admin/catalogue/", "/admin/comparisons/")
    yield "/admin/config/historicaluser/"
    for model in sorted(admin.site._registry, key=lambda model: model._meta.label):
        if model._meta.app_label in {"catalogue", "comparisons"}:
            row = model._default_manager.all()[0]
            yield address(model, "changelist")
            yield f"{address(model, 'changelist')}?e=1"
            yield from (address(model, page) for page in ("add",))
            yield from (address(model, page, row.pk) for page in ("change", "delete", "history"))
    product, draft = Product.objects.order_by("pk")[:2]
    for page in ("sheet/", "sheet/?order=core", "sheet/copy/", "photos/", "publish/", "merge/"):
        yield f"/admin/catalogue/product/{product.pk}/{page}"
    yield f"/admin/catalogue/product/{draft.pk}/change/"
    yield f"/admin/catalogue/product/{draft.pk}/publish/"
    yield f"/admin/catalogue/product/{product.pk}/sheet/copy/?from={product.slug}"
    for name in ("product", "statement", "offer", "source"):
        yield f"/admin/catalogue/{name}/import/"
    yield "/admin/catalogue/offer/feed/"


def sent() -> Iterator[tuple[str, dict[str, Any]]]:
    """What is sent to see the pages that answer: looks before a step, faults, what changed meanwhile."""
    for model in (Product, Feature, Source, ValueReport):
        for action in admin.site._registry[model].actions or ():
            chosen = [row.pk for row in model._default_manager.all()]
            yield address(model, "changelist"), {"action": getattr(action, "__name__", ""), "_selected_action": chosen}
    chosen = [Statement.objects.all()[0].pk]
    yield address(Statement, "changelist"), {"action": "delete_selected", "_selected_action": chosen}
    product = Product.objects.order_by("pk")[0]
    yield f"/admin/catalogue/product/{product.pk}/sheet/", {"base": "broken"}
    for model in (Product, Feature, Source):
        row = model._default_manager.order_by("pk")[0]
        yield address(model, "change", row.pk), {"_base": "broken"}
    yield "/admin/catalogue/product/import/", {"table": SimpleUploadedFile("made-up.csv", b"x,y\n1,2\n")}


class TestTheDeskInGerman:
    @pytest.fixture
    def desk(self, db: None) -> Client:
        editor = make_editor()
        SavedList.objects.create(owner=editor, list="catalogue.product", name="A made-up list")
        make_one_of_each()
        return logged_in(editor)

    def untranslated(
        self, desk: Client, page: str, form: dict[str, Any] | None = None, data: set[str] | None = None
    ) -> set[str]:
        """Texts that the German page shares with the English one, but for data (if not given, what is stored by then) and words
        that are the same.
        """
        found = []
        for prefix in ("", "/de"):
            for file in (value for value in (form or {}).values() if hasattr(value, "seek")):
                file.seek(0)
            answer = (
                desk.get(prefix + page, follow=True) if form is None else desk.post(prefix + page, form, follow=True)
            )
            if answer.status_code == 403 and page in nobodys_pages():
                return set()
            assert answer.status_code == 200, page
            found.append(Texts(answer.content.decode()).found)
        shared = {text.strip("›:· ") for text in found[0] & found[1]} - SAME_IN_BOTH
        data = stored_texts() if data is None else data
        return {text for text in shared if not NO_WORDS.fullmatch(text) and not begins_with_one_of(data, text)}

    def test_no_page_says_anything_in_english(self, desk: Client) -> None:
        data = stored_texts()  # opening a page stores nothing
        left = {text: page for page in pages() for text in self.untranslated(desk, page, data=data)}
        assert left == {}

    def test_nor_does_any_answer(self, desk: Client) -> None:
        left = {text: page for page, form in sent() for text in self.untranslated(desk, page, form)}
        assert left == {}

    def test_nor_what_is_told_of_a_change_meanwhile(self, desk: Client) -> None:
        product = Product.objects.order_by("pk")[0]
        form = {**filled(desk.get(address(Product, "change", product.pk))), "line": "Typed"}
        form = {name: value for name, value in form.items() if value is not None}
        Product.objects.filter(pk=product.pk).update(line="Changed", status="withdrawn", is_discontinued=True)
        assert self.untranslated(desk, address(Product, "change", product.pk), form) - {"Typed"} == set()
        Edit.objects.all().delete()


def test_a_text_that_goes_on_with_the_word_of_a_stored_one_is_no_data() -> None:
    stored = {"low", "A made-up reason."}
    assert begins_with_one_of(stored, "low")
    assert begins_with_one_of(stored, "low, says Anna")
    assert begins_with_one_of(stored, "A made-up reason. 26 November")
    assert not begins_with_one_of(stored, "lower than before")
    assert not begins_with_one_of(stored, "lo")


def test_a_text_that_is_not_marked_for_translation_is_found_out() -> None:
    page = '<p title="Fine">Left in English</p><script>var no = "text";</script><input type="submit" value="Go on">'
    assert Texts(page).found == {"Fine", "Left in English", "Go on"}
