"""The read-only sheet on a product's page: what the catalogue shows, who says it, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.admin.reasons import why_shown
from catalogue.choices import EntryState, FeatureKind
from catalogue.models import Cell, EditorDecision, Feature, Product, Statement, sheets
from catalogue.wording import state_text, statement_text, value_text


@dataclass(frozen=True, slots=True)
class Explained:
    """What is shown for one feature, and why."""

    state: str
    is_open_dispute: bool
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as an editor reads it."""

    feature: str
    shown: Explained
    said_by: tuple[str, ...]
    decide_url: str
    decide_text: str


@dataclass(frozen=True, slots=True)
class DeskSheet:
    """The entries of a product that statements or an editor made, and the names of the other features by state."""

    rows: tuple[Row, ...]
    rest: tuple[tuple[str, str], ...]


def desk_sheet(product: Product) -> DeskSheet:
    """What a product's page shows: five queries, whatever the number of entries."""
    cells = sheets([product], list(Feature.objects.all()))[0].cells
    decisions = {decision.feature_id: decision for decision in product.decisions.all()}
    said: dict[int, list[Statement]] = defaultdict(list)
    for statement in product.statements.with_all():
        said[statement.feature_id].append(statement)
    rows = (
        _row(product, cell, said[cell.feature.pk], decisions.get(cell.feature.pk))
        for cell in cells
        if _has_row(cell, decisions)
    )
    return DeskSheet(tuple(rows), _rest(cell for cell in cells if not _has_row(cell, decisions)))


def decide_url(product: int, feature: int, decision: int | None) -> str:
    """Where an editor decides on an entry; `decision`: the id of the one there is."""
    if decision:
        return reverse("admin:catalogue_editordecision_change", args=[decision])
    return f"{reverse('admin:catalogue_editordecision_add')}?{urlencode({'product': product, 'feature': feature})}"


def _has_row(cell: Cell, decisions: Mapping[int, EditorDecision]) -> bool:
    return cell.has_value or cell.feature.pk in decisions


def explained(cell: Cell, statements: list[Statement], decision: EditorDecision | None) -> Explained:
    """What a cell shows, and the reason of a decision or the step of the rule behind it."""
    return Explained(
        state=state_text(cell.state),
        is_open_dispute=cell.is_disputed and decision is None,
        value=value_text(cell) if cell.has_value else "",
        why=_why(cell, statements, decision) if cell.has_value or decision else "",
    )


def _row(product: Product, cell: Cell, statements: list[Statement], decision: EditorDecision | None) -> Row:
    return Row(
        feature=str(cell.feature.name),
        shown=explained(cell, statements, decision),
        said_by=tuple(map(saying, statements)),
        decide_url=decide_url(product.pk, cell.feature.pk, decision.pk if decision else None),
        decide_text=_("Change the decision") if decision else _("Decide"),
    )


def saying(statement: Statement) -> str:
    """Value, voice, source and its date; and whether it counts."""
    source = statement.source
    words = {
        "value": statement_text(statement),
        "voice": statement.get_voice_display(),
        "source": " · ".join(filter(None, (source.publisher, source.title))),
        "date": source.dated,
    }
    said = _("%(value)s: %(voice)s, %(source)s, %(date)s") % words
    return f"{said} ({_('barred')})" if source.is_barred else said


def _why(cell: Cell, statements: list[Statement], decision: EditorDecision | None) -> str:
    """An editor's reason where one decided, else the step of the rule."""
    shown = {statement.pk for statement in cell.shown}
    if decision and (decision.state != EntryState.STATED or decision.statement_id in shown):
        return _("decided by an editor: %(reason)s") % {"reason": decision.reason}
    candidates = [statement.as_candidate() for statement in statements]
    if cell.feature.kind == FeatureKind.CHOICES:
        return _("every value that a source names is shown")
    first = next((c for c in candidates if c.id in shown), None)
    return why_shown(cell.feature.kind, first, candidates) if first else ""  # taken out while the page was read


def _rest(cells: Iterable[Cell]) -> tuple[tuple[str, str], ...]:
    """(state, names of features) for what has no row."""
    names: dict[EntryState, list[str]] = defaultdict(list)
    for cell in cells:
        names[cell.state].append(str(cell.feature.name))
    return tuple((state_text(state), ", ".join(listed)) for state, listed in names.items())
