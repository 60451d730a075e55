"""The one parser of addresses: what a visitor may ask for, by name, and what of an address could not be followed.

Every word of the grammar is a filter here. The fixed ones are class attributes; each filterable feature adds its own, by kind.
They are made once a vocabulary (grammar.py); an address gets copies of those it names, a handful of some two hundred.
"""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.choices import Category
from catalogue.models import Product
from catalogue.units import SYSTEMS
from comparisons import conditions
from comparisons.filters.fields import RecordsBad, WordsField
from comparisons.filters.gone import products_gone, with_successors
from comparisons.filters.grammar import compare_grammar, list_grammar, products_compared
from comparisons.filters.parameters import Bounds, Measure, Page, Parameter, Query, Word, Words
from comparisons.index import Vocabulary
from comparisons.prepared import Prepared
from comparisons.selection import (
    COMPARE_ONLY,
    DEFAULT_CURRENCY,
    DEFAULTS,
    NOT_STATED,
    SINGLE,
    Ignored,
    Pairs,
    Range,
    Selection,
    address_pairs,
    in_order,
)

STAND_ONCE = frozenset({*SINGLE, *COMPARE_ONLY})
FORMATS = ("html", "json", "csv")
VIEWS = ("cards", "table")


class ProductFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """An address, parsed: `selection`, `ignored`, `canonical`, and `qs`, the meaning of the selection in SQL.

    The index answers the same selection faster; tests hold the two against each other.
    """

    filters: dict[str, Parameter]
    base_filters: dict[str, Parameter]

    problem = Words(label=gettext_lazy("foot problem"), words=())
    skip = Words(label=gettext_lazy("wish left out"), words=())
    must = Words(label=gettext_lazy("must-have"), words=())
    feature = Words(label=gettext_lazy("has all of"), words=())
    brand = Words(label=gettext_lazy("brand"), words=())
    not_brand = Words(label=gettext_lazy("not the brand"), words=())
    category = Words(label=gettext_lazy("kind of insole"), words=Category.values)
    maker_says = Words(label=gettext_lazy("the maker says it is for"), words=())
    price = Bounds(label=gettext_lazy("price"), unit="", takes_not_stated=False, ends=("_min", "_max"))
    currency = Word(label=gettext_lazy("currency"), words=())
    units = Word(label=gettext_lazy("units"), words=SYSTEMS)
    size = Measure(label=gettext_lazy("EU size"), unit="", low=Decimal(15), high=Decimal(55))
    stock_insole = Word(label=gettext_lazy("the shoe’s own insole"), words=("fixed",))
    q = Query(label=gettext_lazy("name"))
    sort = Word(label=gettext_lazy("order"), words=())
    page = Page(label=gettext_lazy("page"))
    view = Word(label=gettext_lazy("view"), words=VIEWS)
    block = Word(label=gettext_lazy("block"), words=("unknown",))
    format = Word(label=gettext_lazy("format"), words=FORMATS)

    def __init__(
        self,
        data: QueryDict,
        vocabulary: Vocabulary,
        *,
        products: Collection[str] = (),
        fixed_problem: str = "",
        default_view: str = "cards",
        compares: bool = False,
        compared: Collection[str] | None = None,
    ) -> None:
        """`products` are the slugs that `with` may name; `fixed_problem` is chosen by the page itself.

        `compares` is for the comparison of chosen products: it knows fewer words, and two of its own; `compared` are those
        of a comparison whose address does not name them.
        """
        cleaned = _cleaned(data)
        naming = PRODUCT_WORDS & cleaned.keys()
        known = KNOWN_PRODUCTS.of(products) if naming else frozenset()
        gone = products_gone([slug for name in naming for slug in cleaned.getlist(name)], known)
        for name in naming:
            cleaned.setlist(name, with_successors(cleaned.getlist(name), gone))
        self._withdrawn = {slug: product for slug, product in gone.items() if product.successor is None}
        self.grammar = (COMPARING if compares else LISTS).of(vocabulary)
        # Of these the filter set makes its own copies, and its form has their fields.
        self.base_filters = self.grammar.named_in(cleaned)
        super().__init__(data=cleaned, queryset=Product.objects.published())
        self.vocabulary = vocabulary
        self.fixed_problem = fixed_problem
        self.default_view = default_view
        self.compares = compares
        self._late: list[Ignored] = []
        self._narrow(known)
        self.selection = self._selection()
        self.reference = self._reference(self.selection.compared if compared is None else compared)

    def _narrow(self, products: frozenset[str]) -> None:
        """Give the filters that are named the words that only this page has."""
        words = {"with": products | self._withdrawn.keys() if self._withdrawn else products, "reference": products}
        for name in PRODUCT_WORDS & self.filters.keys():
            self.filters[name].extra["words"] = words[name]
        if self.fixed_problem and "problem" in self.filters:
            problems = self.filters["problem"].extra
            problems["words"] = [slug for slug in problems["words"] if slug != self.fixed_problem]
            problems["at_most"] -= 1

    @property
    def qs(self) -> QuerySet[Product]:
        """The listed products in order, as SQL says: the reference for the index."""
        return conditions.listed(self.queryset, self.selection, self.vocabulary)

    # What was read

    def _read(self, name: str, default: Any) -> Any:
        return self.form.cleaned_data.get(name, default) if name in self.form.fields else default

    def _selection(self) -> Selection:
        """The selection that the readable part of the address says."""
        self.form.full_clean()
        problems = (*filter(None, [self.fixed_problem]), *self._read("problem", ()))
        view = self._read("view", "")
        return Selection(
            problems=problems,
            skip=self._looked_for("skip", problems),
            must=self._looked_for("must", problems),
            having=self._sorted("feature"),
            any_of=self._any_of(),
            excluded={name[4:]: words for name in self._feature_names("not_") if (words := self._sorted(name))},
            ranges={name: bounds for name, (bounds, _) in self._bounds() if bounds != Range()},
            brands=self._sorted("brand"),
            not_brands=self._sorted("not_brand"),
            categories=self._sorted("category"),
            maker_says=self._sorted("maker_says"),
            price=self._read("price", (Range(), False))[0],
            currency=self._read("currency", "") or DEFAULT_CURRENCY,
            units=self._read("units", "") or DEFAULTS["units"],
            size=self._read("size", None),
            is_stock_insole_fixed=bool(self._read("stock_insole", "")),
            query=self._read("q", ""),
            sort=self._order(problems),
            page=self._read("page", 1),
            view="" if view == self.default_view else view,
            shows_unknown=bool(self._read("block", "")),
            compared=self._read("with", ()),
        )

    def _sorted(self, name: str) -> tuple[str, ...]:
        return tuple(sorted(self._read(name, ())))

    def _feature_names(self, prefix: str = "") -> Iterator[str]:
        """Parameters of choice features that the address names."""
        for feature in self.vocabulary.filterable:
            if not feature.is_number and f"{prefix}{feature.slug}" in self.form.fields:
                yield f"{prefix}{feature.slug}"

    def _bounds(self) -> Iterator[tuple[str, tuple[Range, bool]]]:
        """(feature, (bounds, wants not stated)) of number features that the address names."""
        for feature in self.vocabulary.filterable:
            if feature.is_number and feature.slug in self.form.fields:
                yield feature.slug, self._read(feature.slug, (Range(), False))

    def _any_of(self) -> dict[str, tuple[str, ...]]:
        chosen = {name: words for name in self._feature_names() if (words := self._sorted(name))}
        chosen |= {name: (NOT_STATED,) for name, (_, wants_not_stated) in self._bounds() if wants_not_stated}
        return dict(sorted(chosen.items()))

    def _looked_for(self, name: str, problems: Sequence[str]) -> tuple[str, ...]:
        """Wishes left out or made must-haves: only those that the chosen problems have, and not both."""
        wishes = self.vocabulary.wishes
        wished = {wish.feature for slug in problems for child in wishes.get(slug, ()) for wish in child}
        if name == "must":
            wished -= set(self._read("skip", ()))
        known = []
        for word in self._sorted(name):
            if word in wished:
                known.append(word)
            else:
                self._late.append(Ignored(name, word, _("This is not among the features looked for.")))
        return tuple(known)

    def _order(self, problems: Sequence[str]) -> str:
        """The order asked for; the default one is not named, and match needs a problem."""
        order: str = self._read("sort", "")
        if order == "match" and not problems:
            self._late.append(Ignored("sort", order, _("Choose a foot problem first: without one nothing can match.")))
            return ""
        if self.compares:
            return order
        return "" if order == ("match" if problems else "-known") else order

    def _reference(self, compared: Collection[str]) -> str:
        """The product that the others are told against; empty for the first. The first need not be named."""
        chosen = str(self._read("reference", ""))
        if chosen and chosen not in compared:
            self._late.append(Ignored("reference", chosen, _("This insole is not in the comparison.")))
        return chosen if chosen in compared else ""

    @property
    def withdrawn(self) -> list[Product]:
        """Chosen products that were withdrawn and have no successor, with their brands: they keep their places, as notes."""
        return [self._withdrawn[slug] for slug in self.selection.compared if slug in self._withdrawn]

    @property
    def shows_only_differences(self) -> bool:
        """Whether rows that do not differ are folded away."""
        return bool(self._read("only", ""))

    # What could not be followed

    @cached_property
    def ignored(self) -> list[Ignored]:
        """Every parameter that could not be followed, in the order of names."""
        found = [*self._late]
        for name, field in self.form.fields.items():
            if isinstance(field, RecordsBad):
                found += [Ignored(f"{name}{end}", value, why) for end, value, why in field.bad]
        no_such = _("There is no such filter.")
        for name in self.data:
            if name not in self.grammar.read_by:
                found += [Ignored(name, value, no_such) for value in dict.fromkeys(self.data.getlist(name))]
        once = {(bad.name, bad.value): bad for bad in found}
        return [once[pair] for pair in sorted(once)]

    @property
    def is_json(self) -> bool:
        """Whether the answer is wanted as JSON."""
        return bool(self._read("format", "") == "json")

    @property
    def is_csv(self) -> bool:
        """Whether the answer is wanted as CSV."""
        return bool(self._read("format", "") == "csv")

    @property
    def is_text(self) -> bool:
        """Whether the answer is wanted as plain text; only comparisons have one."""
        return bool(self._read("format", "") == "txt")

    @property
    def clean_pairs(self) -> Pairs:
        """The canonical parameters without anything ignored; what the page itself fixes is left out."""
        pairs = [pair for pair in address_pairs(self.selection) if pair != ("problem", self.fixed_problem)]
        chosen_format = self._read("format", "")
        pairs += [("reference", self.reference)] if self.reference else []
        pairs += [("only", "differences")] if self.shows_only_differences else []
        return in_order([*pairs, *([("format", chosen_format)] if chosen_format not in {"", "html"} else [])])

    @property
    def canonical(self) -> Pairs:
        """The canonical parameters, bad values kept so that the page can name them."""
        return in_order([*self.clean_pairs, *((bad.name, bad.value) for bad in self.ignored)])


# Those of the grammar that may name products, which are many: their words are not part of the vocabulary.
PRODUCT_WORDS = frozenset({"with", "reference"})
KNOWN_PRODUCTS: Prepared[Collection[str], frozenset[str]] = Prepared(frozenset, in_language=False)


def compared_field(products: Collection[str]) -> WordsField:
    """The field of "with", for pages that read nothing else of the grammar."""
    return WordsField(words=KNOWN_PRODUCTS.of(products), **products_compared())


LISTS = Prepared(partial(list_grammar, ProductFilter.base_filters))
COMPARING = Prepared(partial(compare_grammar, ProductFilter.base_filters))


def _cleaned(data: QueryDict) -> MultiValueDict[str, str]:
    """The parameters without empty values; of a word that stands once, the last."""
    cleaned = {}
    for name, values in data.lists():
        if kept := [value for value in values if value]:
            cleaned[name] = kept[-1:] if name in STAND_ONCE else kept
    return MultiValueDict(cleaned)
