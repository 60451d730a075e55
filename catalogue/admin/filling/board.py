"""A product's sheet as it is filled in: rows and a decision a feature, as stored or as somebody sent them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from catalogue.admin.asked import ids_of
from catalogue.admin.filling.forms import PageForm, RowForm, StateForm
from catalogue.admin.filling.sources import SourceFinder
from catalogue.admin.filling.stored import Snapshot, Stored, said_of
from catalogue.choices import Voice
from catalogue.models import Feature, Statement

ROW = re.compile(r"r([0-9]{1,18})-([0-9]{1,3})-ids")
# More rows than anybody types on one feature; the list of them is what a stranger could lengthen.
MOST_ROWS = 60


@dataclass
class Part:
    """One feature of the sheet."""

    feature: Feature
    rows: list[RowForm]
    decision: StateForm


class Board:
    """All forms of the page. `sent` is what somebody sent; None shows what is stored, with copied rows beside it."""

    def __init__(
        self, stored: Stored, finder: SourceFinder, sent: QueryDict | None = None, copied: Sequence[Statement] = ()
    ) -> None:
        self.stored, self.finder, self.sent = stored, finder, sent
        self.copied, self.copied_from = Snapshot(said_of(copied)), str(copied[0].product) if copied else ""
        self.base = stored.snapshot if sent is None else Snapshot.opened(sent.get("base", ""))
        finder.load(_sources_named(sent or {}))
        self.page = PageForm(sent, initial=self._defaults(), finder=finder)
        self._offer_sources(self.page)
        self.page.is_valid()
        self.parts = [self._part(feature) for feature in stored.features.values()]

    @property
    def is_current(self) -> bool:
        """Whether nobody saved anything since the page was opened."""
        return self.base == self.stored.snapshot

    @cached_property
    def has_typed(self) -> bool:
        """Whether anything was changed."""
        rows = any(row.has_changed() for row in self.rows())
        return rows or any(part.decision.has_changed() for part in self.parts)

    def forms(self) -> Iterator[PageForm | RowForm | StateForm]:
        """Every form of the page."""
        yield self.page
        for part in self.parts:
            yield from part.rows
            yield part.decision

    def rows(self) -> Iterator[RowForm]:
        """Every row of every feature."""
        for part in self.parts:
            yield from part.rows

    def is_valid(self) -> bool:
        """Whether all of it can be stored. Every fault stands at its field afterwards."""
        forms = [form for form in self.forms() if form.is_bound]
        for form in forms:
            form.full_clean()
        if not any(form.errors for form in forms):
            self._find_repeats()
            for part in self.parts:
                self._check_decision(part)
        self._offer_sources(self.page)  # words that mean several sources have put them into the list
        for row in self.rows():
            self._offer_sources(row)
        return not any(form.errors for form in forms)

    def add_row(self, feature: int) -> None:
        """One more empty row, to be filled in next."""
        part = next((part for part in self.parts if part.feature.pk == feature), None)
        if part is None or len(part.rows) >= MOST_ROWS:
            return
        taken = [int(str(row.prefix).rsplit("-", 1)[1]) for row in part.rows]
        row = self._row(part.feature, max(taken, default=-1) + 1)
        row.fields["value"].widget.attrs["autofocus"] = True
        part.rows.append(row)

    def rebased(self) -> Board:
        """The same typed values upon what is stored now: rows nobody touched here are shown as they are now."""
        return Board(self.stored, self.finder, self._sent_anew())

    def _part(self, feature: Feature) -> Part:
        rows = list(self._stored_rows(feature) if self.sent is None else self._sent_rows(feature))
        prefix, decided = f"d{feature.pk}", self._base.decided.get(feature.pk)
        initial = {"state": decided.choice, "reason": decided.reason} if decided else {}
        is_sent = self.sent is not None and f"{prefix}-state" in self.sent
        said = self.stored.of_feature(feature.pk)
        decision = StateForm(feature, said, self.sent if is_sent else None, initial=initial, prefix=prefix)
        return Part(feature, rows or [self._row(feature, 0)], decision)

    def _stored_rows(self, feature: Feature) -> Iterator[RowForm]:
        number = -1
        for number, ids in enumerate(self._base.rows(feature)):
            yield self._row(feature, number, self._base.typed(feature, ids))
        for place, ids in enumerate(self.copied.rows(feature), start=number + 1):
            row = {**self.copied.typed(feature, ids), "ids": ""}
            yield self._row(feature, place, row, copied_from=self.copied_from)

    def _sent_rows(self, feature: Feature) -> Iterator[RowForm]:
        for number in sorted(self._numbers[feature.pk])[:MOST_ROWS]:
            ids = _ids(str(self.sent[f"r{feature.pk}-{number}-ids"])) if self.sent else ()
            said = [self._base.said.get(pk) for pk in ids]
            is_known = all(one is not None and one.feature == feature.pk for one in said)
            yield self._row(feature, number, self._base.typed(feature, ids) if is_known else {}, self.sent)

    def _row(
        self,
        feature: Feature,
        number: int,
        initial: Mapping[str, Any] | None = None,
        sent: QueryDict | None = None,
        copied_from: str = "",
    ) -> RowForm:
        prefix = f"r{feature.pk}-{number}"
        row = RowForm(feature, self.page, sent, initial=dict(initial or {}), prefix=prefix, copied_from=copied_from)
        self._offer_sources(row)
        voices: Any = row.fields["voice"]
        voices.choices = [("", _("as at the top of the page")), *Voice.choices]
        return row

    def _offer_sources(self, form: PageForm | RowForm) -> None:
        nothing = "–" if isinstance(form, PageForm) else _("as at the top of the page")
        field: Any = form.fields["source"]
        field.choices = [("", nothing), *self.finder.options()]

    @property
    def _base(self) -> Snapshot:
        return self.base or self.stored.snapshot

    @cached_property
    def _numbers(self) -> dict[int, set[int]]:
        """The numbers of the rows that were sent, by feature."""
        numbers: dict[int, set[int]] = defaultdict(set)
        for name in self.sent or ():
            if found := ROW.fullmatch(name):
                numbers[int(found[1])].add(int(found[2]))
        return numbers

    def _defaults(self) -> dict[str, str]:
        """The source and the voice that were used last."""
        newest = self.stored.newest
        return {"source": str(newest.source_id), "voice": newest.voice} if newest else {}

    def _find_repeats(self) -> None:
        """Name the second of two rows that say the same."""
        seen = set()
        touched = {pk for row in self.rows() if row.has_changed() for pk in row.pks}
        for pk, statement in self.stored.statements.items():
            if pk not in touched:
                value = statement.choice_id or statement.number
                seen.add((statement.feature_id, str(statement.source_id), statement.voice, value))
        for row in (row for row in self.rows() if row.is_bound and row.is_written):
            speaker = str(row.speaker.pk or row.speaker.url) if row.speaker else ""  # a new one has no id yet
            said = {(row.feature.pk, speaker, row.cleaned_data["voice"], value) for value in row.values}
            if said & seen:
                row.add_error("value", ValidationError(_("This source says this already."), code="said_twice"))
            seen |= said

    def _check_decision(self, part: Part) -> None:
        """A decision must not hide what is typed beside it, and needs what it speaks of."""
        decision, rows = part.decision, [row for row in part.rows if row.is_bound]
        if not decision.is_bound:
            return
        removed = {pk for row in rows if row.has_changed() and row.cleaned_data.get("remove") for pk in row.pks}
        is_said = any(row.is_written or row.pks for row in rows if not row.cleaned_data.get("remove"))
        if decision.is_outright and any(row.is_written and not row.pks for row in rows):
            decision.add_error("state", _("This decision would hide the value that you typed. Take one of them back."))
        if decision.statement in removed:
            decision.add_error("state", _("You take out the statement that this decision shows."))
        shown = self.stored.statements.get(decision.statement or 0)
        if shown and shown.source.is_barred and decision.has_changed():
            decision.add_error("state", _("Its source is barred: no value is taken from it."))
        needs_words = decision.statement is not None or (decision.is_outright and is_said)
        if needs_words and not decision.cleaned_data.get("reason"):
            decision.add_error("reason", _("A decision needs a reason."))

    def _sent_anew(self) -> QueryDict:
        """What was sent, renumbered upon what is stored now."""
        anew = QueryDict(mutable=True)
        for name in ("source", "source_text", "new_title", "new_kind", "voice"):
            anew[name] = self.sent.get(name, "") if self.sent else ""
        now = self.stored.snapshot
        anew["base"] = now.sealed()
        for part in self.parts:
            touched = [row for row in part.rows if row.is_bound and row.has_changed()]
            for number, row in enumerate(self._rows_now(part.feature, touched)):
                for name, value in row.items():
                    anew.setlist(f"r{part.feature.pk}-{number}-{name}", value if isinstance(value, list) else [value])
            decided = now.decided.get(part.feature.pk)
            stored = {"state": decided.choice, "reason": decided.reason} if decided else {"state": "", "reason": ""}
            is_mine = part.decision.is_bound and part.decision.has_changed()
            for name in ("state", "reason"):
                anew[f"d{part.feature.pk}-{name}"] = part.decision[name].value() or "" if is_mine else stored[name]
        return anew

    def _rows_now(self, feature: Feature, touched: list[RowForm]) -> Iterator[dict[str, Any]]:
        """What is stored now, with what was typed in place of it; what was typed on a row that is gone comes as a new one."""
        now, left = self.stored.snapshot, list(touched)
        for ids in now.rows(feature):
            row = now.typed(feature, ids)
            mine = next((row for row in left if set(row.pks) & set(ids)), None)
            if mine:
                left.remove(mine)
                row |= _merged(row, mine)
            yield row
        yield from ({**_typed_in(row), "ids": ""} for row in left if not row.data.get(f"{row.prefix}-remove"))


def _merged(now: Mapping[str, Any], mine: RowForm) -> dict[str, Any]:
    """The fields that were changed here; of several choices those that were ticked or unticked here."""
    changed = {name: value for name, value in _typed_in(mine).items() if name in mine.changed_data}
    if mine.feature.takes_several and "value" in mine.changed_data:
        before, typed = mine.initial["value"], mine["value"].value() or []
        kept = [value for value in now["value"] if value in typed or value not in before]
        changed["value"] = kept + [value for value in typed if value not in before and value not in kept]
    return changed


def _typed_in(row: RowForm) -> dict[str, Any]:
    """What stands in the fields of a row, as it was sent."""
    typed = {name: row[name].value() for name in row.fields if name != "ids"}
    return {name: "" if value is None else value for name, value in typed.items() if value is not False}


def _ids(text: str) -> tuple[int, ...]:
    return tuple(ids_of(text.split(",")))


def _sources_named(sent: Mapping[str, Any]) -> list[str]:
    return [str(sent[name]) for name in sent if name == "source" or name.endswith("-source")]
