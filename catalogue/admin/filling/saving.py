"""Writing what a valid sheet says: all of it or nothing, the entries derived once."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import router
from django.db.models.deletion import Collector
from django.utils import timezone

from catalogue.admin.derives import derive_entries, entries_noted
from catalogue.admin.filling.board import Board, Part
from catalogue.admin.filling.forms import RowForm, StateForm, standard_reason
from catalogue.choices import EntryState
from catalogue.models import EditorDecision, Feature, Source, Statement
from catalogue.models.recording import made, touch_known

COLUMNS = ("choice", "number", "source", "voice", "as_stated", "context", "why_preferred")


@dataclass
class Edit:
    """What a sheet changes."""

    added: list[Statement] = field(default_factory=list)
    changed: list[Statement] = field(default_factory=list)
    removed: list[Statement] = field(default_factory=list)
    decided: list[EditorDecision] = field(default_factory=list)
    decided_anew: list[EditorDecision] = field(default_factory=list)
    undecided: list[int] = field(default_factory=list)
    new_sources: list[Source] = field(default_factory=list)
    features: list[Feature] = field(default_factory=list)


def save(board: Board) -> Edit:
    """Store a valid sheet, inside a transaction of the caller. As many queries for one feature as for forty."""
    edit, product = _edit(board), board.stored.product
    if not edit.features:
        return edit
    edit.new_sources = board.finder.store()
    noted = entries_noted([product.pk]) if edit.removed else None
    _write_statements(edit)
    _write_decisions(edit)
    derive_entries([product.pk], noted)
    return edit


def _edit(board: Board) -> Edit:
    edit = Edit()
    for part in board.parts:
        rows = [row for row in part.rows if row.is_bound and row.has_changed()]
        for row in rows:
            _take_row(edit, board, row)
        is_decided = part.decision.is_bound and part.decision.has_changed()
        if is_decided:
            _take_decision(edit, board, part)
        if rows or is_decided:
            edit.features.append(part.feature)
    return edit


def _take_row(edit: Edit, board: Board, row: RowForm) -> None:
    """A row is one statement, or one a choice: each is kept where its value stays, else added or taken out."""
    stored = [board.stored.statements[pk] for pk in row.pks]
    if row.cleaned_data.get("remove"):
        edit.removed += stored
        return
    left = list(row.values)
    for statement in stored:
        if not row.feature.takes_several:
            edit.changed.append(_told(statement, row, left.pop()))
        elif statement.choice_id is not None and statement.choice_id in left:
            left.remove(statement.choice_id)
            edit.changed.append(_told(statement, row, statement.choice_id))
        else:
            edit.removed.append(statement)
    new = (Statement(product=board.stored.product, feature=row.feature) for _value in left)
    edit.added += [_told(statement, row, value) for statement, value in zip(new, left, strict=True)]


def _told(statement: Statement, row: RowForm, value: int | Decimal) -> Statement:
    """The statement as the row tells it."""
    statement.number = value if isinstance(value, Decimal) else None
    statement.choice_id = value if isinstance(value, int) else None
    if row.speaker is not None:
        statement.source = row.speaker
    for name in ("voice", "as_stated", "context", "why_preferred"):
        setattr(statement, name, row.cleaned_data[name])
    return statement


def _take_decision(edit: Edit, board: Board, part: Part) -> None:
    stored, form = board.stored.decisions.get(part.feature.pk), part.decision
    if not form.cleaned_data["state"]:
        edit.undecided += [stored.pk] if stored else []
        return
    decision = _decided(stored or EditorDecision(product=board.stored.product, feature=part.feature), form)
    (edit.decided_anew if stored else edit.decided).append(decision)


def _decided(decision: EditorDecision, form: StateForm) -> EditorDecision:
    decision.statement_id = form.statement
    decision.state = EntryState.STATED if form.statement else form.cleaned_data["state"]
    decision.reason = form.cleaned_data["reason"] or standard_reason(decision.state)
    decision.decided_on = timezone.localdate()
    return decision


def _write_statements(edit: Edit) -> None:
    touch_known(Statement, [one.pk for one in (*edit.changed, *edit.removed)])
    if edit.removed:  # at once, and as they were read: whoever listens can name them without asking for each
        collector = Collector(using=router.db_for_write(Statement))
        collector.collect(edit.removed)
        collector.delete()
    if edit.changed:
        Statement.objects.bulk_update(edit.changed, COLUMNS)
    made(Statement.objects.bulk_create(edit.added))


def _write_decisions(edit: Edit) -> None:
    touch_known(EditorDecision, [*edit.undecided, *(one.pk for one in edit.decided_anew)])
    if edit.undecided:
        EditorDecision.objects.filter(pk__in=edit.undecided).delete()
    if edit.decided_anew:
        EditorDecision.objects.bulk_update(edit.decided_anew, ("state", "statement", "reason", "decided_on"))
    made(EditorDecision.objects.bulk_create(edit.decided))
