"""Plain records of the open data, and the one way of writing them that hashes agree on. docs/data.md describes the form."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models

Record = dict[str, Any]


def record(**fields: Any) -> Record:
    """The fields that are known, in the order given: nothing and empty text are left out, an empty list stays."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def english(row: models.Model, name: str) -> str:
    """A translated text in English, the one language of most texts of this form."""
    text: str | None = getattr(row, f"{name}_en")
    return text or ""


def in_each_language(row: models.Model, name: str, *, missing: Any = None) -> Record:
    """A translated text or list by language; `missing` stands where a language has none."""
    texts = {language: getattr(row, f"{name}_{language}") or missing for language, _ in settings.LANGUAGES}
    return record(**texts)


def linked(links: Any, name: str) -> defaultdict[int, list[str]]:
    """By the id of each row: the slugs or keys it links to, in the order in which the links were made. One query."""
    here, there = links.field.m2m_field_name(), links.field.m2m_reverse_field_name()
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row, slug in links.through.objects.order_by("pk").values_list(f"{here}_id", f"{there}__{name}"):
        found[row].append(slug)
    return found


def plain(number: Decimal | None) -> int | float | None:
    """A number of JSON: whole ones without a fraction."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def canonical(records: Sequence[Mapping[str, Any]]) -> bytes:
    """Canonical JSON: UTF-8, keys sorted, no spaces, whole numbers without a fraction, no `"preferred": false`."""
    text = json.dumps(_canonical(records), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest(records: Sequence[Mapping[str, Any]]) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(records)).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _canonical(part) for key, part in value.items() if (key, part) != ("preferred", False)}
    if isinstance(value, list | tuple):
        return [_canonical(part) for part in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
