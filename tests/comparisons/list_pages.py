"""The parts of a page with a list as a visitor sees them: insoles, controls, chips, the count."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.test import Client
from django.utils.translation import gettext as _

from catalogue.models import Feature
from tests.pages import Element

# The controls that are not named after a feature.
OWN_NAMES = {
    "problem": "Foot problem",
    "feature": "Support features",
    "maker_says": "The maker says it is for",
    "category": "Kind of insole",
    "brand": "Brand",
    "price": "Price per pair",
}


@dataclass(frozen=True)
class ShownValue:
    """One value of a control."""

    name: str
    count: int
    is_ticked: bool
    is_inert: bool


def products_on(page: Element) -> list[str]:
    """The insoles of a list, in page order, by the ticks that take them to the comparison."""
    return [tick["value"] for tick in page.all("input", type="checkbox", name="with")]


def control(page: Element, slug: str) -> Element:
    """The full control of a filter."""
    name = OWN_NAMES.get(slug) or str(Feature.objects.get(slug=slug).name)
    found = [legend for legend in page.all("legend") if legend.text.startswith(f"{_(name)}, ")]
    assert len(found) == 1, f"{len(found)} controls {name}"
    return found[0].around("fieldset")


def values_of(fieldset: Element) -> list[ShownValue]:
    """The values of a control, "not stated" last."""
    return [_value(label) for label in fieldset.all("label") if label.all("b")]


def _value(label: Element) -> ShownValue:
    count, box = label.one("b"), label.one("input")
    name = label.text.removesuffix(count.text).strip()
    return ShownValue(name, int(count.text), "checked" in box.attributes, "disabled" in box.attributes)


def ticked(page: Element) -> set[tuple[str, str]]:
    """(parameter, value) of every filter that is ticked in the filter column."""
    boxes = page.one("form", id="filters").all("input", type="checkbox", checked=True)
    return {(box["name"], box["value"]) for box in boxes}


def chips(page: Element) -> list[Element]:
    """The active filters, each a link to the list without it; the one that clears all is left out."""
    groups = page.all("div", role="group", aria_label="Active filters")
    return [link for group in groups for link in group.all("a") if link.all("span", text="Remove the filter")]


def parameters(address: str) -> list[tuple[str, str]]:
    """The parameters of an address, in order."""
    return parse_qsl(urlsplit(address).query, keep_blank_values=True)


def headed_count(page: Element) -> int:
    """The number that stands over a list."""
    status = next(found for found in page.all("span", role="status"))
    number = re.search(r"\d+", status.text)
    return int(number.group()) if number else 0


def as_data(client: Client, address: str) -> dict[str, Any]:
    """The same list as JSON."""
    path, query = urlsplit(address).path, [*parameters(address), ("format", "json")]
    response = client.get(path, sorted_pairs(query))
    assert response.status_code == 200, f"{response.status_code} {response.get('Location')}"
    data: dict[str, Any] = response.json()
    return data


def sorted_pairs(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Parameters in the order of the one address."""
    found: dict[str, list[str]] = {}
    for name, value in sorted(pairs, key=lambda pair: pair[0]):
        found.setdefault(name, []).append(value)
    return found


def csv_rows(client: Client, address: str) -> list[dict[str, str]]:
    """A CSV file, row by row, by the names in its header."""
    response = client.get(address)
    assert response.status_code == 200, f"{response.status_code} {response.get('Location')}"
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))
