"""The page of one insole."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.choices import FeatureGroup
from catalogue.drawing import insole_svg, scale_svg, shape_from
from catalogue.images import variants
from catalogue.models import Cell, EditorDecision, Feature, Offer, Product, Sheet, Statement, sheet_of
from catalogue.sharing import product_picture
from catalogue.views.withdrawn import withdrawn_product
from catalogue.wording import (
    STATE_CLASSES,
    SourceMark,
    date_text,
    dispute_text,
    scale_place,
    source_mark,
    statement_mark,
    statement_text,
    value_text,
)

KEY_FACTS = 6


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One statement as it stands under a value."""

    statement: Statement
    value: str
    mark: SourceMark
    is_shown: bool

    @property
    def barred_because(self) -> str:
        """Why no value is taken from its source; empty where it is not barred."""
        return self.statement.source.barred_because


@dataclass(frozen=True, slots=True)
class SpecLine:
    """One row of the spec sheet."""

    cell: Cell
    value: str
    scale: str
    said: tuple[SaidLine, ...]
    dispute: str
    decision: EditorDecision | None

    @property
    def state_class(self) -> str:
        """The class of its state."""
        return STATE_CLASSES[self.cell.state]

    @property
    def marks(self) -> list[SourceMark]:
        """Who says the shown value, each once."""
        return list(dict.fromkeys(line.mark for line in self.said if line.is_shown))

    @property
    def context(self) -> str:
        """Size, zone, per foot or pair: what the shown statement says about its number."""
        return next((line.statement.context for line in self.said if line.is_shown), "")


@dataclass(frozen=True, slots=True)
class SpecGroup:
    """One group of the spec sheet: rows about which something is said, then those about which nothing is."""

    name: str
    said: tuple[SpecLine, ...]
    unsaid: tuple[SpecLine, ...]


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A price seen, with its age."""

    offer: Offer
    seen: str
    is_old: bool
    mark: SourceMark


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Picture, spec sheet with sources, who says it suits what, findings, prices; or what became of it."""
    found = Product.objects.published().for_page().filter(slug=slug).first()
    if found is None:
        return withdrawn_product(request, slug)
    features = list(Feature.objects.with_choices())
    sheet = sheet_of(found, features)
    decided = EditorDecision.objects.filter(product=found) if found.is_decided else ()
    lines = spec_lines(sheet, list(found.statements.all()), decided)
    context = {
        "product": found,
        "sheet": sheet,
        "pictures": [(picture, variants(picture)) for picture in (found.pictures.all() if found.is_pictured else ())],
        "share_picture": product_picture(sheet),
        "drawing": drawing(sheet, str(found.full_name)),
        "groups": spec_groups(lines),
        "key_lines": key_lines(lines),
        "known": len(sheet.known),
        "feature_count": len(features),
        "known_percent": len(sheet.known) * 100 // max(len(features), 1),
        "is_unknown": not any(line.said for line in lines),
        "is_barred_only": not sheet.known and any(line.said for line in lines),
        "suitability": [(row, source_mark(row.source, row.voice)) for row in found.suitability.all()],
        "findings": found.findings.all(),
        "offers": offer_lines(found.offers.all()),
        "nav": "insoles",
    }
    return render(request, "catalogue/product.html", context)


def drawing(sheet: Sheet, name: str) -> str:
    """The insole drawn from its shown values, with names of its parts."""
    return insole_svg(shape_from(sheet.single_values), label=name, size="page")


def spec_lines(sheet: Sheet, statements: Iterable[Statement], decisions: Iterable[EditorDecision]) -> list[SpecLine]:
    """The rows of the spec sheet in the order of the features."""
    said: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        said[statement.feature_id].append(statement)
    decided = {decision.feature_id: decision for decision in decisions}
    return [_spec_line(cell, said[cell.feature.pk], decided.get(cell.feature.pk)) for cell in sheet.cells]


def _spec_line(cell: Cell, statements: Sequence[Statement], decision: EditorDecision | None) -> SpecLine:
    shown = {statement.pk for statement in cell.shown}
    place = scale_place(cell)
    lines = (
        SaidLine(statement, statement_text(statement), statement_mark(statement), statement.pk in shown)
        for statement in sorted(statements, key=lambda s: (s.pk not in shown, s.source.is_barred))
    )
    return SpecLine(
        cell=cell,
        value=value_text(cell),
        scale=scale_svg(*place, "") if place else "",
        said=tuple(lines),
        dispute=dispute_text(statements) if cell.is_disputed else "",
        decision=decision,
    )


def spec_groups(lines: Iterable[SpecLine]) -> list[SpecGroup]:
    """Rows under the groups of the spec sheet."""
    by_group: dict[str, list[SpecLine]] = defaultdict(list)
    for line in lines:
        by_group[line.cell.feature.group].append(line)
    return [
        SpecGroup(
            str(group.label),
            tuple(line for line in by_group[group] if line.said),
            tuple(line for line in by_group[group] if not line.said),
        )
        for group in FeatureGroup
        if by_group[group]
    ]


def key_lines(lines: Sequence[SpecLine]) -> list[SpecLine]:
    """The few values that stand beside the picture: core features first."""
    known = [line for line in lines if line.cell.has_value]
    return sorted(known, key=lambda line: (not line.cell.feature.is_core, line.cell.feature.position))[:KEY_FACTS]


def offer_lines(offers: Iterable[Offer]) -> list[OfferLine]:
    """Prices seen, each with its age and who saw it."""
    today = date.today()
    return [
        OfferLine(offer, date_text(offer.seen_on), offer.is_old(today), source_mark(offer.source, "retailer"))
        for offer in offers
    ]
