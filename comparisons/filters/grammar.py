"""The grammar of addresses as the catalogue stands: every filter with its words, made once a vocabulary and language."""

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalogue.choices import FeatureGroup, FeatureKind
from comparisons.filters.parameters import FILTERS_BY_KIND, Parameter, Word, Words
from comparisons.index import Vocabulary
from comparisons.selection import DEFAULT_CURRENCY, MAX_COMPARED, MAX_PROBLEMS

COMPARE_WORDS = ("with", "problem", "sort", "units", "currency", "size", "format")
COMPARE_FORMATS = ("html", "json", "csv", "txt")
ORDERS = ("match", "name", "-name", "known", "-known", "price", "-price")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Every filter by its name, and by each parameter that it reads. The filters are shared: take copies."""

    filters: Mapping[str, Parameter]
    read_by: Mapping[str, str]

    def named_in(self, parameters: Iterable[str]) -> dict[str, Parameter]:
        """The filters that read these parameters of an address; what none of them reads is passed over."""
        named = {self.read_by[parameter] for parameter in parameters if parameter in self.read_by}
        return {name: found for name, found in self.filters.items() if name in named}


def list_grammar(fixed: Mapping[str, Parameter], vocabulary: Vocabulary) -> Grammar:
    """What a list can be asked: the fixed filters, and one or two of each filterable feature, by its kind."""
    filters = _opened(fixed, vocabulary)
    for feature in vocabulary.filterable:
        filters.update(FILTERS_BY_KIND[FeatureKind(feature.kind)](feature))
    return _grammar(filters)


def compare_grammar(fixed: Mapping[str, Parameter], vocabulary: Vocabulary) -> Grammar:
    """What a comparison of chosen products can be asked: fewer words, and two of its own."""
    filters = {name: parameter for name, parameter in _opened(fixed, vocabulary).items() if name in COMPARE_WORDS}
    filters["reference"] = Word(label=_("compared with"), words=(), why=_("This insole is not in the comparison."))
    filters["only"] = Word(label=_("rows"), words=("differences",))
    features = [feature.slug for feature in vocabulary.features]
    filters["sort"].extra |= {
        "words": ["match", "name", "price", "-price", *features, *(f"-{slug}" for slug in features)],
        "why": _("The columns cannot be put in this order."),
    }
    filters["format"].extra["words"] = COMPARE_FORMATS
    return _grammar(filters)


def _grammar(filters: Mapping[str, Parameter]) -> Grammar:
    read_by = {f"{name}{end}": name for name, parameter in filters.items() for end in parameter.ends}
    return Grammar(filters, read_by)


def _opened(fixed: Mapping[str, Parameter], vocabulary: Vocabulary) -> dict[str, Parameter]:
    """The fixed filters with the words that the catalogue has today. Those of "with" are as many as products: see ProductFilter."""
    looked_for = {wish.feature for children in vocabulary.wishes.values() for child in children for wish in child}
    not_looked_for = _("This is not among the features looked for.")
    numbers = [feature.slug for feature in vocabulary.features if feature.is_number]
    brands = [brand.slug for brand in vocabulary.brands]
    opened: dict[str, dict[str, Any]] = {
        "problem": {
            "words": [problem.slug for problem in vocabulary.problems],
            "why": _("There is no such foot problem."),
            "at_most": MAX_PROBLEMS,
            "too_many": _("At most three foot problems can be chosen together."),
        },
        "skip": {"words": looked_for, "why": not_looked_for},
        "must": {"words": looked_for, "why": not_looked_for},
        "feature": {"words": support_features(vocabulary), "why": _("There is no such support feature.")},
        "brand": {"words": brands, "why": _("There is no such brand.")},
        "not_brand": {"words": brands, "why": _("There is no such brand.")},
        "maker_says": {
            "words": [problem.slug for problem in vocabulary.problems if not problem.is_clinician_first],
            "why": _("There is no such foot problem to choose here."),
        },
        "currency": {
            "words": {*vocabulary.currencies, DEFAULT_CURRENCY},
            "why": _("No price can be told in this currency."),
        },
        "sort": {
            "words": [*ORDERS, *numbers, *(f"-{number}" for number in numbers)],
            "why": _("The list cannot be put in this order."),
        },
        "with": products_compared(),
    }
    # "with" is a word of Python and cannot be a class attribute.
    filters = {**copy.deepcopy(dict(fixed)), "with": Words(label=_("chosen products"), words=())}
    for name, options in opened.items():
        filters[name].extra.update(options)
    return filters


def products_compared() -> dict[str, Any]:
    """How "with" is read, on lists and elsewhere: which words it may be is for the page to say."""
    return {
        "why": _("There is no such product."),
        "at_most": MAX_COMPARED,
        "too_many": _("At most six products can be compared at once."),
    }


def support_features(vocabulary: Vocabulary) -> list[str]:
    """The features that visitors can ask to have all of."""
    return [
        feature.slug
        for feature in vocabulary.filterable
        if feature.group == FeatureGroup.SUPPORT and not feature.is_number
    ]
