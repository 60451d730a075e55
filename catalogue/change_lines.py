"""Rows of the public log of changes in the words of the page's language: names where they are still known, else slugs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.choices import Basis, Certainty, ChangeKind, Direction, EntryState, Why
from catalogue.models import Evidence, Feature, Problem, Product, ShownChange, Source
from catalogue.models.method import METHOD_VERSIONS
from catalogue.wording import in_english, number_text, state_text

# What a word of the log is called on the page; a word that is no longer known stands for itself.
PRODUCT_STANDINGS = ("published", "withdrawn")


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that a change is about, with its page where it has one."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One row of the log as it is read."""

    at: datetime
    about: tuple[Subject, ...]
    old: tuple[str, ...]
    new: tuple[str, ...]
    reason: str
    reason_url: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What the rows of one page name, by slug. Six queries at most."""

    products: Mapping[str, Product]
    features: Mapping[str, Feature]
    problems: Mapping[str, Problem]
    sources: Mapping[str, Source]
    evidence: Mapping[str, str]

    def feature(self, slug: str) -> Subject:
        """A feature, with its place in the glossary."""
        found = self.features.get(slug)
        return Subject(str(found.name), found.get_absolute_url()) if found else Subject(slug)

    def product(self, slug: str) -> Subject:
        """An insole, with its page or the note that stands there."""
        found = self.products.get(slug)
        return Subject(found.full_name, found.get_absolute_url()) if found else Subject(slug)

    def problem(self, slug: str) -> Subject:
        """A foot problem, with its guide."""
        found = self.problems.get(slug)
        return Subject(str(found.name), found.get_absolute_url()) if found else Subject(slug)

    def choices(self, feature: str, slugs: Iterable[str]) -> str:
        """Choices of a feature."""
        known = {choice.slug: str(choice.name) for choice in self._choices_of(feature)}
        return ", ".join(known.get(slug, slug) for slug in slugs)

    def _choices_of(self, feature: str) -> Sequence[Any]:
        return list(self.features[feature].choices.all()) if feature in self.features else []


def change_lines(
    changes: Sequence[ShownChange], features: Mapping[str, Feature], problems: Mapping[str, Problem]
) -> list[ChangeLine]:
    """The rows in words. Features need their choices loaded. Three queries, whatever the number of rows."""
    names = Names(
        products=_products(changes),
        features=features,
        problems=problems,
        sources=Source.objects.in_bulk(_named(changes, "source"), field_name="slug"),
        evidence=_evidence(changes),
    )
    return [_line(change, names) for change in changes]


def _products(changes: Sequence[ShownChange]) -> dict[str, Product]:
    slugs = {change.product for change in changes} | {str(change.new.get("into", "")) for change in changes}
    known = Product.objects.filter(slug__in=slugs - {""}, status__in=PRODUCT_STANDINGS).with_brand()
    return {product.slug: product for product in known}


def _named(changes: Sequence[ShownChange], word: str) -> list[str]:
    return sorted({change.reason[word] for change in changes if change.reason.get(word)})


def _evidence(changes: Sequence[ShownChange]) -> dict[str, str]:
    """The pages where the study results are told from: those of their sources."""
    keys = {key for change in changes for side in (change.old, change.new) for key in side.get("evidence") or ()}
    if not keys:
        return {}
    return dict(Evidence.objects.filter(key__in=keys).values_list("key", "source__title"))


def _line(change: ShownChange, names: Names) -> ChangeLine:
    tell = {
        ChangeKind.VALUE: _value_line,
        ChangeKind.PRODUCT: _product_line,
        ChangeKind.LOOK_FOR: _look_for_line,
        ChangeKind.METHOD: _method_line,
    }
    about, old, new = tell[ChangeKind(change.kind)](change, names)
    reason, url = _reason(change, names)
    return ChangeLine(change.at, about, old, new, reason, url)


Told = tuple[tuple[Subject, ...], tuple[str, ...], tuple[str, ...]]


def _value_line(change: ShownChange, names: Names) -> Told:
    product, feature = names.product(change.product), names.feature(change.feature)
    place = Subject(feature.name, f"{product.url}#{change.feature}" if product.url else feature.url)
    return (product, place), (_value(change, change.old, names),), (_value(change, change.new, names),)


def _value(change: ShownChange, value: Mapping[str, Any], names: Names) -> str:
    """A value with its state where sources disagree, or the state alone."""
    state = str(value.get("state", ""))
    text = _plain_value(change, value, names)
    if not text:
        return state_text(state) if state in EntryState.values else state
    return _("%(value)s (sources disagree)") % {"value": text} if state == EntryState.DISPUTED else text


def _plain_value(change: ShownChange, value: Mapping[str, Any], names: Names) -> str:
    feature = names.features.get(change.feature)
    if "number" not in value:
        return names.choices(change.feature, value.get("choices", ()))
    with suppress(InvalidOperation):
        return number_text(Decimal(value["number"]), feature.unit if feature else "")
    return str(value["number"])


def _product_line(change: ShownChange, names: Names) -> Told:
    return (names.product(change.product),), (_standing(change.old, names),), (_standing(change.new, names),)


def _standing(standing: Mapping[str, str], names: Names) -> str:
    if not standing:
        return _("Not in the catalogue")
    if "into" in standing:
        return _("Merged into %(name)s") % {"name": names.product(standing["into"]).name}
    return {"published": _("In the catalogue"), "withdrawn": _("Withdrawn")}.get(standing["state"], standing["state"])


def _look_for_line(change: ShownChange, names: Names) -> Told:
    about = (names.problem(change.problem), names.feature(change.feature))
    return about, _row_parts(change, change.old, names), _row_parts(change, change.new, names)


def _row_parts(change: ShownChange, row: Mapping[str, Any], names: Names) -> tuple[str, ...]:
    if not row:
        return (_("Not looked for"),)
    is_part = not {"weight", "basis", "avoid"} <= row.keys()  # an empty list is worth a word only where it was changed
    found = []
    if "weight" in row:
        found.append(_("Weight: %(number)s") % {"number": row["weight"]})
    if "choices" in row:
        met = names.choices(change.feature, row["choices"]) or _("any that is there")
        found.append(_("Met by: %(choices)s") % {"choices": met})
    if row.get("avoid") or (is_part and "avoid" in row):
        avoided = names.choices(change.feature, row["avoid"]) or _("none")
        found.append(_("To avoid: %(choices)s") % {"choices": avoided})
    if "basis" in row:
        found.append(_("Basis: %(basis)s") % {"basis": _label(Basis, row["basis"])})
    if row.get("evidence") or (is_part and "evidence" in row):
        results = "; ".join(_result(key, result, names) for key, result in row["evidence"].items()) or _("none")
        found.append(_("Study results: %(results)s") % {"results": results})
    return tuple(found)


def _result(key: str, result: Sequence[str], names: Names) -> str:
    direction, certainty = result
    words = [_label(Direction, direction)]
    if certainty:
        words.append(_("certainty: %(grade)s") % {"grade": _label(Certainty, certainty)})
    return f"{names.evidence.get(key, key)} ({', '.join(words)})"


def _label(vocabulary: Any, word: str) -> str:
    return str(vocabulary(word).label) if word in vocabulary.values else word


def _method_line(change: ShownChange, names: Names) -> Told:
    url = f"{reverse('catalogue:method')}#method-{change.new['method']}"
    parts = [_("Method %(number)s") % {"number": side["method"]} for side in (change.old, change.new)]
    return (Subject(_("How scores are made"), url),), (parts[0],), (parts[1],)


def _reason(change: ShownChange, names: Names) -> tuple[str, str]:
    """Why, and the page of the source that it names."""
    if change.kind == ChangeKind.METHOD:
        return next((str(one.what_changed) for one in METHOD_VERSIONS if one.number == change.new["method"]), ""), ""
    if change.kind == ChangeKind.PRODUCT:
        return _("It stood here twice.") if "into" in change.new else _("An editor decided so."), ""
    why = change.reason.get("why", "")
    if why not in Why.values:
        return "", ""
    source = names.sources.get(change.reason.get("source", ""))
    words = {"source": source.title if source else change.reason.get("source", ""), "text": _own_words(change.reason)}
    url = reverse("catalogue:source", args=[source.slug]) if source else ""
    return format_html(
        str(Why(why).label).replace("%(source)s", "{source}").replace("%(text)s", "{text}"), **words
    ), url


def _own_words(reason: Mapping[str, str]) -> str:
    """What an editor wrote; in English where it exists in no other language, and marked so."""
    language = get_language() or "en"
    return reason.get(language) or in_english(reason.get("text") or reason.get("en", ""))
