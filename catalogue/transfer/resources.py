"""Tables in and out by django-import-export: its transactions and its files, with the rules of the fixture loader for each row."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, XLSX
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import RowResult
from rapidfuzz import process

from catalogue.imports import Loader, Stored
from catalogue.models import EditorDecision, LogOfEdit, SpecEntry, Statement, recorded
from catalogue.transfer.cells import guarded
from catalogue.transfer.kinds import Entry, Kind
from catalogue.transfer.names import Finder, plain
from catalogue.transfer.outcomes import CHANGED, NEW, REFUSED, SAME, Line, Note, Outcome
from catalogue.transfer.tables import Table, TableRow, read_table

# Ids handed to the database at once.
BATCH = 500
# How much of a text a report shows.
SHOWN = 60
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it some spreadsheets read UTF-8 as something else

FORMATS: dict[str, Any] = {"csv": CSV, "xlsx": XLSX}
IMPORT_TYPES = {
    NEW: RowResult.IMPORT_TYPE_NEW,
    CHANGED: RowResult.IMPORT_TYPE_UPDATE,
    SAME: RowResult.IMPORT_TYPE_SKIP,
    REFUSED: RowResult.IMPORT_TYPE_INVALID,
}


class Overtaken(Exception):  # noqa: N818  # nothing went wrong in the code
    """The rows would become something else than the trial run said."""


class TableResource(Resource):  # type: ignore[misc]  # comes without types
    """One table on its way in or out."""

    class Meta:
        import_id_fields: tuple[str, ...] = ()
        use_transactions = True
        instance_loader_class = BaseInstanceLoader  # the loader of fixtures finds rows itself

    def __init__(self, kind: Kind, outcome: Outcome | None = None, expected: Sequence[Line] | None = None) -> None:
        super().__init__()
        self.kind = kind
        self.outcome = outcome or Outcome(kind.name, is_trial=True)
        self.expected = expected
        self.written: dict[str, list[models.Model]] = {NEW: [], CHANGED: []}
        self.said: Callable[[int], None] = lambda done: None

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """What was there before anything is written."""
        self.loader, self.finder = Loader(), Finder()
        self.log = LogOfEdit()
        self.said_before = _values_said(self.kind)
        self.decided = _decisions(self.kind)

    def import_row(self, row: Any, _instance_loader: Any, **kwargs: Any) -> RowResult:
        """One row through the loader; whatever is wrong with it becomes a line of the report."""
        table_row: TableRow = self.rows[kwargs["row_number"] - 1]
        result = RowResult()
        try:
            line = self._stored(row, table_row)
        except ValidationError as error:
            result.validation_error = error
            line = Line(table_row.number, REFUSED, self.kind.called(row), None, _faults(self.kind, error))
        result.import_type = IMPORT_TYPES[line.outcome]
        self.outcome.lines.append(line)
        self.said(kwargs["row_number"])
        return result

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Where all is stored: the entries of the products concerned anew, and the log."""
        if self.expected is not None and not self.outcome.agrees_with(self.expected):
            raise Overtaken
        if self.outcome.is_trial or not self.outcome.is_clean:
            return
        rows = [row for rows in self.written.values() for row in rows]
        if rows:
            self.outcome.entries = _derive(self.kind.products_concerned(rows), self.log.note())

    def get_export_headers(self, **kwargs: Any) -> list[str]:
        """The words of docs/data.md."""
        return self.kind.headings

    def export_resource(self, instance: Any, **kwargs: Any) -> list[Any]:
        """One row, none of its cells a formula."""
        return [guarded(cell) for cell in self.kind.cells(instance)]

    @property
    def rows(self) -> Sequence[TableRow]:
        """The rows of the table that is read."""
        return self._rows

    def read(self, table: Table, *, is_trial: bool) -> None:
        """Store the whole table or nothing of it; a trial run stores nothing."""
        self._rows = table.rows
        dataset = tablib.Dataset(*(row.cells for row in table.rows), headers=list(table.headings))
        result = self.import_data(
            dataset, dry_run=is_trial, use_transactions=True, raise_errors=False, rollback_on_validation_errors=True
        )
        for fault in result.base_errors:
            if not isinstance(fault.error, Overtaken):
                raise fault.error
            self.outcome.is_overtaken = True

    def _stored(self, row: Any, table_row: TableRow) -> Line:
        if table_row.is_too_long:
            raise ValidationError(_("There are more cells than headings."))
        entry = self.kind.entry(row, self.finder)
        place = _("row %(number)d") % {"number": table_row.number}
        stored = self.loader.store(self.kind.model, entry, place, is_whole=False)
        self.kind.refuse(stored)
        outcome = NEW if stored.is_new else CHANGED if stored.changed else SAME
        if outcome != SAME:
            self.written[outcome].append(stored.row)
        if stored.is_new and self.kind.name in {"products", "sources"}:
            self.finder.learn(stored.row)
        notes = (*_changes(self.kind, stored), *self._other_value(stored, entry), *self._decided(stored))
        pk = None if self.outcome.is_trial and stored.is_new else stored.row.pk
        return Line(table_row.number, outcome, self.kind.called(row), pk, tuple(notes))

    def _other_value(self, stored: Stored, entry: Entry) -> Iterable[Note]:
        """A new statement beside another one of the same voice: it was perhaps meant to take its place."""
        row = stored.row
        if not stored.is_new or not isinstance(row, Statement) or row.feature.takes_several:
            return
        before = self.said_before[row.product_id, row.feature_id, row.source_id, row.voice]
        if before:
            said = {"values": ", ".join(sorted(before))}
            yield Note("value", _("This source says already: %(values)s. Both will stand.") % said)

    def _decided(self, stored: Stored) -> Iterable[Note]:
        """A statement that is not shown, since an editor decided what is."""
        row = stored.row
        if not isinstance(row, Statement) or not (stored.is_new or stored.changed):
            return
        decision = self.decided.get((row.product_id, row.feature_id))
        if decision and decision.statement_id is None:
            said = {"state": decision.get_state_display()}
            yield Note("value", _("An editor decided: %(state)s. The site goes on saying that.") % said)
        elif decision and decision.statement_id != row.pk:
            yield Note("value", _("An editor decided which statement is shown. The site goes on showing that one."))


def run(
    kind: Kind,
    content: bytes | Table,
    *,
    is_trial: bool,
    expected: Sequence[Line] | None = None,
    said: Callable[[int, int], None] | None = None,
) -> tuple[Outcome, dict[str, list[models.Model]]]:
    """Try or import a table. The outcome, and the rows that are new and changed. `said` is told how many rows of how many are done."""
    outcome = Outcome(kind.name, is_trial)
    try:
        table = content if isinstance(content, Table) else read_table(content)
    except ValidationError as error:
        outcome.faults += error.messages
        return outcome, {}
    outcome.faults += heading_faults(kind, table.headings)
    if outcome.faults:
        return outcome, {}
    resource = TableResource(kind, outcome, expected)
    if said:
        resource.said = lambda done: said(done, len(table.rows))
    with recorded(why=str(_("A table was imported."))):  # at the desk it is part of what the request does anyway
        resource.read(table, is_trial=is_trial)
    return outcome, resource.written if outcome.is_imported else {}


def heading_faults(kind: Kind, headings: Collection[str]) -> list[str]:
    """Columns that are not known, each with the one that was perhaps meant, and those without which no row can be read."""
    faults = []
    for heading in headings:
        if heading not in kind.columns:
            faults.append(_unknown(kind, heading))
    needed = [name for name in kind.needed if name not in headings]
    if "gtin" in headings and "gtin" in kind.columns:
        needed = [name for name in needed if name != "slug"]
    return faults + [_("The column “%(name)s” is missing.") % {"name": name} for name in needed]


def export(kind: Kind, chosen: models.QuerySet[Any], form: str) -> bytes:
    """These rows as a table, in one of FORMATS. Reading it again changes nothing."""
    dataset = TableResource(kind).export(kind.rows(chosen))
    dataset.title = kind.name
    content: bytes | str = FORMATS[form]().export_data(dataset)
    return content if isinstance(content, bytes) else BYTE_ORDER_MARK + content.encode()


def _unknown(kind: Kind, heading: str) -> str:
    found = process.extractOne(plain(heading), kind.headings, processor=plain, score_cutoff=60)
    if found:
        said = {"name": heading, "nearest": found[0]}
        return _("There is no column “%(name)s”. Did you mean “%(nearest)s”?") % said
    return _("There is no column “%(name)s”. Columns: %(columns)s.") % {
        "name": heading,
        "columns": ", ".join(kind.headings),
    }


def _derive(products: Iterable[int], unseen: Collection[int]) -> int:
    """One derivation of the products concerned, by as many as a statement has room for."""
    ids = sorted(products)
    batches = (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
    return sum(SpecEntry.objects.derive(batch, unseen=unseen) for batch in batches)


def _values_said(kind: Kind) -> defaultdict[tuple[int, int, int, str], set[str]]:
    """By product, feature, source and voice: the values that stand there. One query."""
    said: defaultdict[tuple[int, int, int, str], set[str]] = defaultdict(set)
    if kind.model is Statement:
        for row in Statement.objects.select_related("choice").order_by():
            said[row.product_id, row.feature_id, row.source_id, row.voice].add(row.value_text)
    return said


def _decisions(kind: Kind) -> dict[tuple[int, int], EditorDecision]:
    """By product and feature: what editors decided. One query."""
    stored = EditorDecision.objects.all() if kind.model is Statement else ()
    return {(one.product_id, one.feature_id): one for one in stored}


def _changes(kind: Kind, stored: Stored) -> Iterable[Note]:
    """Before and after of each column that changed."""
    for name, (before, after) in stored.changed.items():
        yield Note(kind.heading_of(name), f"{_shown(before)} → {_shown(after)}")


def _shown(value: Any) -> str:
    text = " | ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"“{text if len(text) <= SHOWN else text[:SHOWN] + '…'}”"


def _faults(kind: Kind, error: ValidationError) -> tuple[Note, ...]:
    if not hasattr(error, "error_dict"):
        return tuple(Note("", message) for message in error.messages)
    return tuple(
        Note("" if name == NON_FIELD_ERRORS else kind.heading_of(name), message)
        for name, messages in error.message_dict.items()
        for message in messages
    )
