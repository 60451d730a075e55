"""The coverage matrix: of how many insoles of each kind each feature is known, and the list of those of which it is not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from catalogue.admin.due import list_url
from catalogue.choices import Category, FeatureGroup
from catalogue.models import Feature, Product, Statement


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """One feature and one kind of insole: how many of them are without a statement, and where they are listed."""

    missing: int
    total: int
    url: str

    @property
    def known(self) -> int:
        """Of how many something is said."""
        return self.total - self.missing

    @property
    def percent(self) -> int:
        """How much of the bar is filled."""
        return self.known * 100 // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One feature over all kinds of insoles."""

    feature: Feature
    cells: tuple[CoverageCell, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole matrix, features under their groups."""

    columns: tuple[str, ...]
    groups: tuple[tuple[str, tuple[CoverageRow, ...]], ...]


def coverage() -> Coverage:
    """Published products alone; statements of barred sources say nothing. Three queries."""
    totals = Counter(dict(_per_category(Product.objects.published())))
    kinds = [kind for kind in (*Category.values, "") if totals[kind]]
    said = _said()
    rows: dict[str, list[CoverageRow]] = {group: [] for group in FeatureGroup.values}
    for feature in Feature.objects.all():
        cells = [_cell(feature, kind, totals[kind], said[feature.pk, kind]) for kind in kinds]
        everything = _cell(feature, None, sum(totals.values()), sum(said[feature.pk, kind] for kind in kinds))
        rows[feature.group].append(CoverageRow(feature, (everything, *cells)))
    names = [str(Category(kind).label) if kind else _("kind not known") for kind in kinds]
    groups = tuple((str(FeatureGroup(group).label), tuple(found)) for group, found in rows.items() if found)
    return Coverage((_("all"), *names), groups)


def _per_category(products: Any) -> Sequence[tuple[str, int]]:
    return list(products.order_by().values_list("category").annotate(n=Count("pk")))


def _said() -> Counter[tuple[int, str]]:
    statements = Statement.objects.filter(product__status=Product.Status.PUBLISHED, source__barred_because="")
    counted = statements.order_by().values_list("feature", "product__category")
    return Counter({(f, kind): n for f, kind, n in counted.annotate(n=Count("product", distinct=True))})


def _cell(feature: Feature, kind: str | None, total: int, said: int) -> CoverageCell:
    words = {"nothing_said_of": feature.slug, "status__exact": Product.Status.PUBLISHED.value}
    if kind is not None:
        words["category__exact"] = kind
    return CoverageCell(total - said, total, list_url(Product, **words))


def coverage_page(request: HttpRequest, context: dict[str, Any]) -> TemplateResponse:
    """The matrix as a page of the desk; `context` is that of its site."""
    return TemplateResponse(
        request,
        "admin/coverage.html",
        {**context, "title": _("What is known, and what is not"), "coverage": coverage()},
    )
