"""Entries of fixture files that would load but for what a test changes."""

from typing import Any

Entry = dict[str, Any]

STATEMENT = {
    "product": ["testa-nonesuch-1"],
    "feature": ["made-up-height"],
    "choice": ["made-up-height", "low"],
    "source": ["made-up-source-1"],
    "voice": "maker",
}
BRAND = {"slug": "made-up", "name": "Made up"}
LOOK_FOR = {
    "problem": ["made-up-ache"],
    "feature": ["made-up-height"],
    "choices": [["made-up-height", "low"]],
    "weight": 2,
    "basis": "usual_practice",
    "reason_en": "A made-up reason.",
}
FEATURE = {
    "slug": "made-up-toe",
    "group": "shape",
    "position": 90,
    "kind": "choice",
    "name_en": "Made-up toe",
    "explanation_en": "A made-up feature.",
    "added_on": "2026-11-23",
}
OFFER = {
    "product": ["testa-nonesuch-1"],
    "amount": "9.50",
    "currency": "EUR",
    "pairs": 1,
    "price_kind": "street",
    "seller": "a made-up shop",
    "source": ["made-up-source-1"],
}


def entry(model: str, fields: Entry, without: str = "", **changes: Any) -> Entry:
    """A fixture entry, some of its fields changed or one left out."""
    kept = {name: value for name, value in {**fields, **changes}.items() if name != without}
    return {"model": model, "fields": kept}


def statement(without: str = "", **changes: Any) -> Entry:
    """A statement that would load but for what is changed."""
    return entry("catalogue.statement", STATEMENT, without, **changes)


def brand(without: str = "", **changes: Any) -> Entry:
    """A brand that would load but for what is changed."""
    return entry("catalogue.brand", BRAND, without, **changes)


def look_for(without: str = "", **changes: Any) -> Entry:
    """A look-for row that would load but for what is changed."""
    return entry("catalogue.lookfor", LOOK_FOR, without, **changes)
