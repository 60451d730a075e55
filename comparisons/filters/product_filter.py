"""The one parser of addresses: what a visitor may ask for, by name, and what of an address could not be followed.

Every word of the grammar is a filter here. The fixed ones are class attributes; each filterable feature adds its own, by kind.
A filter's field is made only when the address names it: most addresses name a handful of some two hundred parameters.
"""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.choices import Category, FeatureGroup, FeatureKind
from catalogue.models import Product
from catalogue.units import SYSTEMS
from comparisons import conditions
from comparisons.filters.fields import RecordsBad
from comparisons.filters.parameters import FILTERS_BY_KIND, Bounds, Measure, Page, Parameter, Query, Word, Words
from comparisons.index import Vocabulary
from comparisons.selection import (
    COMPARE_ONLY,
    DEFAULT_CURRENCY,
    DEFAULTS,
    MAX_COMPARED,
    MAX_PROBLEMS,
    NOT_STATED,
    SINGLE,
    Ignored,
    Pairs,
    Range,
    Selection,
    address_pairs,
    in_order,
)

COMPARE_WORDS = ("with", "problem", "sort", "units", "currency", "size", "format")
FORMATS = ("html", "json", "csv")
VIEWS = ("cards", "table")
ORDERS = ("match", "name", "-name", "known", "-known", "price", "-price")


class ProductFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """An address, parsed: `selection`, `ignored`, `canonical`, and `qs`, the meaning of the selection in SQL.

    The index answers the same selection faster; tests hold the two against each other.
    """

    filters: dict[str, Parameter]

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
    ) -> None:
        """`products` are the slugs that `with` may name; `fixed_problem` is chosen by the page itself.

        `compares` is for the comparison of chosen products: it knows fewer words, and two of its own.
        """
        super().__init__(data=_cleaned(data), queryset=Product.objects.published())
        self.vocabulary = vocabulary
        self.fixed_problem = fixed_problem
        self.default_view = default_view
        self._late: list[Ignored] = []
        # "with" is a word of Python and cannot be a class attribute.
        self.filters["with"] = Words(label=_("chosen products"), words=products)
        self._open(products)
        if compares:
            self._narrow(products)
        else:
            for feature in vocabulary.filterable:
                self.filters.update(FILTERS_BY_KIND[FeatureKind(feature.kind)](feature))
        self.selection = self._selection()

    def _open(self, products: Collection[str]) -> None:
        """Give the fixed filters the words that the catalogue has today."""
        vocabulary = self.vocabulary
        problems = [problem.slug for problem in vocabulary.problems if problem.slug != self.fixed_problem]
        looked_for = {wish.feature for children in vocabulary.wishes.values() for child in children for wish in child}
        not_looked_for = _("This is not among the features looked for.")
        numbers = [feature.slug for feature in vocabulary.features if feature.is_number]
        opened: dict[str, dict[str, Any]] = {
            "problem": {
                "words": problems,
                "why": _("There is no such foot problem."),
                "at_most": MAX_PROBLEMS - bool(self.fixed_problem),
                "too_many": _("At most three foot problems can be chosen together."),
            },
            "skip": {"words": looked_for, "why": not_looked_for},
            "must": {"words": looked_for, "why": not_looked_for},
            "feature": {"words": support_features(vocabulary), "why": _("There is no such support feature.")},
            "brand": {"words": [brand.slug for brand in vocabulary.brands], "why": _("There is no such brand.")},
            "not_brand": {"words": [brand.slug for brand in vocabulary.brands], "why": _("There is no such brand.")},
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
            "with": {
                "words": products,
                "why": _("There is no such product."),
                "at_most": MAX_COMPARED,
                "too_many": _("At most six products can be compared at once."),
            },
        }
        for name, options in opened.items():
            self.filters[name].extra.update(options)

    def _narrow(self, products: Collection[str]) -> None:
        """Keep the words that a comparison of chosen products has."""
        kept = {name: parameter for name, parameter in self.filters.items() if name in COMPARE_WORDS}
        kept["reference"] = Word(label=_("compared with"), words=products, why=_("There is no such product."))
        kept["only"] = Word(label=_("rows"), words=("differences",))
        self.filters = kept

    def get_form_class(self) -> Any:
        """A form of those fields only that the address names."""
        named = {name: parameter for name, parameter in self.filters.items() if self._is_named(name, parameter)}
        every, self.filters = self.filters, named
        try:
            return super().get_form_class()
        finally:
            self.filters = every

    def _is_named(self, name: str, parameter: Parameter) -> bool:
        return any(f"{name}{end}" in self.data for end in parameter.ends)

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
        return "" if order == ("match" if problems else "-known") else order

    @property
    def reference(self) -> str:
        """The product that the others are compared with; empty for none."""
        return str(self._read("reference", ""))

    @property
    def shows_only_differences(self) -> bool:
        """Whether rows that do not differ are folded away."""
        return bool(self._read("only", ""))

    # What could not be followed

    @property
    def ignored(self) -> list[Ignored]:
        """Every parameter that could not be followed, in the order of names."""
        found = [*self._late]
        for name, field in self.form.fields.items():
            if isinstance(field, RecordsBad):
                found += [Ignored(f"{name}{end}", value, why) for end, value, why in field.bad]
        known = {f"{name}{end}" for name, parameter in self.filters.items() for end in parameter.ends}
        for name in self.data:
            if name not in known:
                found += [
                    Ignored(name, value, _("There is no such filter."))
                    for value in dict.fromkeys(self.data.getlist(name))
                ]
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
    def clean_pairs(self) -> Pairs:
        """The canonical parameters without anything ignored; what the page itself fixes is left out."""
        pairs = [pair for pair in address_pairs(self.selection) if pair != ("problem", self.fixed_problem)]
        chosen_format = self._read("format", "")
        for name in COMPARE_ONLY:
            pairs += [(name, self._read(name, ""))] if self._read(name, "") else []
        return in_order([*pairs, *([("format", chosen_format)] if chosen_format not in {"", "html"} else [])])

    @property
    def canonical(self) -> Pairs:
        """The canonical parameters, bad values kept so that the page can name them."""
        return in_order([*self.clean_pairs, *((bad.name, bad.value) for bad in self.ignored)])


def support_features(vocabulary: Vocabulary) -> list[str]:
    """The features that visitors can ask to have all of."""
    return [
        feature.slug
        for feature in vocabulary.filterable
        if feature.group == FeatureGroup.SUPPORT and not feature.is_number
    ]


def _cleaned(data: QueryDict) -> QueryDict:
    """The parameters without empty values; of a word that stands once, the last."""
    cleaned = QueryDict(mutable=True)
    for name, values in data.lists():
        kept = [value for value in values if value]
        if kept:
            cleaned.setlist(name, kept[-1:] if name in {*SINGLE, *COMPARE_ONLY} else kept)
    return cleaned
