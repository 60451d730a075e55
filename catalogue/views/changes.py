"""The public log of changes: what is shown otherwise than before, when, and why."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.change_lines import change_lines
from catalogue.choices import SLUG_PATTERN
from catalogue.models import Feature, Problem, Product, ShownChange
from catalogue.querysets import ShownChangeQuerySet

ON_A_PAGE = 50
MOST_NAMED = 10
FILTERS = ("product", "problem", "feature")


@dataclass(slots=True)
class Asked:
    """What the address asks for, and what of it could not be followed."""

    features: Mapping[str, Feature]
    problems: Mapping[str, Problem]
    product: Product | None = None
    problem: Problem | None = None
    feature: Feature | None = None
    ignored: list[str] = field(default_factory=list)

    @property
    def is_filtered(self) -> bool:
        """Whether not all changes are asked for."""
        return any((self.product, self.problem, self.feature))

    @property
    def words(self) -> dict[str, str]:
        """The filters as they stand in the address."""
        chosen = {"product": self.product, "problem": self.problem, "feature": self.feature}
        return {name: row.slug for name, row in chosen.items() if row}

    def address(self, **others: str) -> str:
        """The log with these filters; an empty one is dropped."""
        words = {name: word for name, word in {**self.words, **others}.items() if word}
        url = reverse("catalogue:changes")
        return f"{url}?{urlencode(words)}" if words else url

    @property
    def chips(self) -> list[dict[str, str]]:
        """The chosen filters, each with the address without it."""
        chosen = (
            ("product", _("Insole"), self.product),
            ("problem", _("Foot problem"), self.problem),
            ("feature", _("Feature"), self.feature),
        )
        return [
            {"facet": facet, "value": str(row), "url": self.address(**{word: ""})} for word, facet, row in chosen if row
        ]

    def changes(self) -> ShownChangeQuerySet:
        """The rows asked for. One query more for a score of one product."""
        changes = ShownChange.objects.after_start()
        if self.problem:
            problems = [self.problem.slug, *(p.slug for p in self.problems.values() if p.parent_id == self.problem.pk)]
            if self.product:
                changes = changes.of_scores(self.product.slug, problems, self._looked_for(problems))
            else:
                changes = changes.of_problems(problems)
        elif self.product:
            changes = changes.of_product(self.product.slug)
        return changes.of_feature(self.feature.slug) if self.feature else changes

    def _looked_for(self, problems: list[str]) -> set[str]:
        """The features that decide these scores, those that did once among them. Two queries."""
        now = Feature.objects.filter(look_for__problem__slug__in=problems).values_list("slug", flat=True)
        return {*now, *ShownChange.objects.features_looked_for(problems)}


def _asked(request: HttpRequest) -> Asked:
    asked = Asked(
        {feature.slug: feature for feature in Feature.objects.with_choices()},
        {problem.slug: problem for problem in Problem.objects.all()},
    )
    words = {name: request.GET.get(name, "") for name in FILTERS}
    asked.feature, asked.problem = asked.features.get(words["feature"]), asked.problems.get(words["problem"])
    if re.match(SLUG_PATTERN, words["product"]):
        known = Product.objects.filter(status__in=["published", "withdrawn"]).with_brand()
        asked.product = known.filter(slug=words["product"]).first()
    why = {
        "product": _("there is no such insole"),
        "problem": _("there is no such foot problem"),
        "feature": _("there is no such feature"),
    }
    unknown = [name for name in FILTERS if words[name] and name not in asked.words]
    asked.ignored += [f"{name}={words[name][:80]}: {why[name]}" for name in unknown]
    others = [name for name in request.GET if name not in (*FILTERS, "page")]
    asked.ignored += [f"{name[:80]}: {_no_word()}" for name in others[:MOST_NAMED]]
    return asked


def _no_word() -> str:
    return _("no word of this address")


def _page_number(request: HttpRequest, pages: int, ignored: list[str]) -> int:
    word = request.GET.get("page", "1")
    if word.isascii() and word.isdigit() and len(word) < 7 and 1 <= int(word) <= pages:
        return int(word)
    why = _("there is no such page")
    ignored.append(f"page={word[:80]}: {why}")
    return 1


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Newest first; of one insole, one foot problem, one feature, or of the score of one insole for one problem."""
    asked = _asked(request)
    pages = Paginator(asked.changes(), ON_A_PAGE)
    page = pages.page(_page_number(request, pages.num_pages, asked.ignored))
    start = ShownChange.objects.filter(kind="start").first()
    context = {
        "asked": asked,
        "lines": change_lines(list(page), asked.features, asked.problems),
        "count": pages.count,
        "page": page,
        "page_links": [_page_link(asked, number, page.number) for number in pages.get_elided_page_range(page.number)],
        "previous_url": asked.address(page=_word(page.number - 1)) if page.has_previous() else "",
        "next_url": asked.address(page=_word(page.number + 1)) if page.has_next() else "",
        "start": start,
        "clean_url": asked.address(),
        "nav": "method",
    }
    return render(request, "catalogue/changes.html", context)


def _page_link(asked: Asked, number: int | str, current: int) -> dict[str, object]:
    """A page of the log, or the gap between two."""
    if isinstance(number, str):
        return {"gap": True}
    return {"number": number, "current": number == current, "url": asked.address(page=_word(number))}


def _word(number: int) -> str:
    """The number of a page as it stands in the address; the first one has none."""
    return str(number) if number > 1 else ""
