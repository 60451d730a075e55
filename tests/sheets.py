"""The sheet of a product at the desk as a test uses it: what a browser would send, and rows by feature."""

from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.urls import reverse

from catalogue.models import EditorDecision, Feature, Product, SpecEntry, Statement


def sheet_address(product: Product) -> str:
    """Where it is filled in."""
    return reverse("admin:catalogue_product_sheet", args=[product.pk])


def sent_by(page: Any) -> dict[str, Any]:
    """What the browser would send if nothing were touched."""
    form: dict[str, Any] = {"base": page.context["base"]}
    for part in page.context["board"].forms():
        for field in part:
            value = "" if field.value() is None else field.value()
            if value not in (False, []):
                form[field.html_name] = value
    return form


def row(feature: Feature, number: int = 0, **fields: Any) -> dict[str, Any]:
    """The fields of one row."""
    return {f"r{feature.pk}-{number}-ids": "", **{f"r{feature.pk}-{number}-{name}": v for name, v in fields.items()}}


def touched(feature: Feature, number: int = 0, **fields: Any) -> dict[str, Any]:
    """The same of a row that is on the page already."""
    return {f"r{feature.pk}-{number}-{name}": value for name, value in fields.items()}


def decided(feature: Feature, state: Any, reason: str = "") -> dict[str, Any]:
    """The decision on a feature."""
    return {f"d{feature.pk}-state": str(state), f"d{feature.pk}-reason": reason}


def fill(client: Client, product: Product, *changes: Mapping[str, Any], at: str = "") -> Any:
    """Open the sheet, change what is named and send it; with `at`, what an open page holds is sent instead."""
    return send(client, product, sent_by(client.get(sheet_address(product) + at)), *changes)


def send(client: Client, product: Product, form: Mapping[str, Any], *changes: Mapping[str, Any]) -> Any:
    """Send what an open page holds, with changes."""
    merged = dict(form)
    for change in changes:
        merged |= change
    return client.post(sheet_address(product), {name: value for name, value in merged.items() if value is not None})


def faults(page: Any) -> str:
    """Every message of a sheet that was not saved, in one text."""
    forms = page.context["board"].forms()
    return " ".join(text for form in forms for errors in form.errors.values() for text in errors)


def shown(product: Product) -> dict[str, str]:
    """What the catalogue shows of a product: feature → choice, number, or state."""
    entries = SpecEntry.objects.filter(product=product).select_related("feature", "choice")
    return {e.feature.slug: e.choice.slug if e.choice else str(e.number or e.state) for e in entries}


def said(product: Product) -> list[tuple[str, str, str, str]]:
    """Feature, value, source and voice of every statement."""
    statements = Statement.objects.filter(product=product).with_all().order_by("feature__position", "pk")
    return [(one.feature.slug, one.value_text, one.source.title, one.voice) for one in statements]


def decision_on(feature: Feature) -> EditorDecision:
    """The one decision."""
    return EditorDecision.objects.get(feature=feature)
