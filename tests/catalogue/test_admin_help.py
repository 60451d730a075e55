"""Every field of the desk says what it means, unless its name does; beside a feature stands what the glossary says."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import Client, RequestFactory

from catalogue.admin.help_texts import HELP, SELF_EVIDENT
from tests import builders as make
from tests.desk import address, logged_in, make_editor

pytestmark = pytest.mark.django_db


def fields() -> dict[str, Any]:
    """Every field of every form and of the rows on its page, by kind and column."""
    request = RequestFactory().get("/admin/")
    request.user = make_editor()
    found: dict[str, Any] = {}
    for model, page in admin.site._registry.items():
        if model._meta.app_label in {"catalogue", "comparisons"} and page.has_change_permission(request):
            forms = [page.get_form(request, None)]
            forms += [inline.get_formset(request).form for inline in page.get_inline_instances(request)]
            for form in forms:
                named = form._meta.model._meta.model_name
                found |= {f"{named}.{name}": field for name, field in form.base_fields.items()}
    return found


def test_every_field_says_what_it_means() -> None:
    silent = {name.removesuffix("_en").removesuffix("_de") for name, field in fields().items() if not field.help_text}
    assert silent - SELF_EVIDENT == set()
    assert SELF_EVIDENT - silent == set(), "these are gone, or say what they mean by now"


def test_every_text_is_that_of_a_column() -> None:
    for name in HELP:
        kind, column = name.split(".")
        app = "comparisons" if kind in {"comparison", "comparedproduct"} else "catalogue"
        assert isinstance(apps.get_model(app, kind)._meta.get_field(column), models.Field), name


@pytest.mark.parametrize("kind", ["statement", "decision", "look-for row"])
def test_beside_a_feature_stands_what_the_glossary_says_of_it(kind: str) -> None:
    feature = make.make_feature(explanation_en="A made-up plain sentence.")
    product = make.make_product()
    statement = make.make_statement(product, feature, "low")
    row: Any = statement
    if kind == "decision":
        row = make.make_decision(statement)
    elif kind == "look-for row":
        row = make.make_look_for(make.make_problem(), feature, ("low",))
    desk: Client = logged_in()
    page = desk.get(address(type(row), "change", row.pk)).content.decode()
    assert "A made-up plain sentence." in page
    assert f'href="{feature.get_absolute_url()}"' in page
