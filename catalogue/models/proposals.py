"""Texts about health need a second person: what one changes is kept as a proposal until another one applies or refuses it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import get_translation_fields

from catalogue.models.columns import one_of
from catalogue.models.edits import LONGEST_WHY, EditedRow
from catalogue.models.recording import (
    Key,
    Recorder,
    State,
    as_stored,
    kinds_with_history,
    recording_apart,
    say_how_german_stands,
    sign,
    states,
)
from catalogue.models.restoring import restore
from catalogue.models.revision import Revision
from catalogue.models.trial import tried_out
from catalogue.querysets.edits import ProposalQuerySet

Result = TypeVar("Result")


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    WAITING = "waiting", _("waiting for a second person")
    APPLIED = "applied", _("applied")
    REFUSED = "refused", _("refused")


class Proposal(models.Model):
    """What one person would change: each row before and after, as in an edit. Visitors see the old until it is applied."""

    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.CharField(_("by"), max_length=150)
    # The id alone, since proposals outlive accounts. Unlike the name it cannot be changed by whoever wants to be a second person.
    account = models.BigIntegerField(_("account"), null=True, editable=False)
    why = models.CharField(_("why"), max_length=LONGEST_WHY, blank=True)
    rows: "models.JSONField[Any, Any]" = models.JSONField(_("rows"), encoder=DjangoJSONEncoder)
    # Public pages that show a row of it, before or after, each with its address by language: once it waits, its new rows are gone.
    pages: "models.JSONField[Any, Any]" = models.JSONField(_("pages"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    note = models.CharField(_("note"), max_length=LONGEST_WHY, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal for a health text")
        verbose_name_plural = _("proposals for health texts")
        ordering = ["-pk"]
        constraints = [
            one_of("proposal", "state", ProposalState),
            models.CheckConstraint(
                condition=~Q(state="applied") | (~Q(decided_by="") & ~Q(decided_by=models.F("by"))),
                name="proposal_applied_by_a_second_person",
                violation_error_message=_("Somebody else than its author has to apply it."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by="", decided_at=None)
                | (~Q(state="waiting") & ~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="proposal_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return "; ".join(row["name"] for row in self.rows)

    @property
    def edited_rows(self) -> list[EditedRow]:
        """Its rows as those of an edit."""
        return [EditedRow(**row) for row in self.rows]

    @property
    def wanted(self) -> dict[Key, State]:
        """What it makes of each row; None: not there."""
        return {(row.model, row.row): row.after for row in self.edited_rows}

    @property
    def new(self) -> set[Key]:
        """Those that it adds: their numbers hold within it alone."""
        return {(row.model, row.row) for row in self.edited_rows if row.before is None}

    def is_by(self, name: str, account: int | None) -> bool:
        """Whether this is its author, by whatever name; in the history one name is one person as well."""
        return name == self.by or (account is not None and account == self.account)

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state == ProposalState.WAITING

    @transaction.atomic
    def apply(self, by: str, account: int | None = None) -> None:
        """Make it true. Raises ValidationError where its author tries, or what it was made from is another by now."""
        if self.is_by(by, account):
            raise ValidationError(gettext("Somebody else than its author has to apply it."), code="own_proposal")
        Revision.objects.take_turn()  # or a form that is saved between the comparison and the writing would be overwritten unseen
        self._wait()
        sign(by=self.by, why=self.why, approved_by=by)
        say_how_german_stands(
            {(row.model, row.row): (row.german, row.followed) for row in self.edited_rows if row.german}
        )
        self._make_true()
        self._decide(ProposalState.APPLIED, by)

    @contextmanager
    def tried_out(self) -> Iterator[None]:
        """Within, it has been applied for this page alone. Raises ValidationError where it cannot be."""
        with tried_out():
            self._make_true()
            yield

    def refuse_where_changed(self) -> None:
        """Nothing that came meanwhile is overwritten unseen: raises ValidationError. Only reads."""
        kinds = kinds_with_history()
        for row in self.edited_rows:
            now = states(kinds[row.model], [row.row]).get(row.row) if row.before is not None else None
            if row.before is not None and as_stored(now) != as_stored(row.before):
                reason = gettext("%(name)s was changed since. Refuse this proposal and make it anew.")
                raise ValidationError(reason % {"name": row.name}, code="changed_since")

    def _make_true(self) -> None:
        self.refuse_where_changed()
        restore(self.wanted, self.new)

    @transaction.atomic
    def refuse(self, by: str, note: str) -> None:
        """Leave everything as it is; the author may do that too."""
        self._wait()
        self.note = note.strip()[:LONGEST_WHY]
        self._decide(ProposalState.REFUSED, by)

    def _wait(self) -> None:
        """Two who decide at once do it one after the other."""
        if Proposal.objects.select_for_update().waiting().filter(pk=self.pk).first() is None:
            raise ValidationError(gettext("Somebody has decided on it already."), code="decided")

    def _decide(self, state: ProposalState, by: str) -> None:
        self.state, self.decided_by, self.decided_at = state, by, timezone.now()
        self.save()


@lru_cache(maxsize=1)
def health_texts() -> dict[str, frozenset[str]]:
    """Kinds of row that hold texts about health, by label, each with the columns that do; none stands for all of the row.

    The apps say which: `needs_second_person` of an AppConfig. Of a translated text that is every language.
    """
    said = {
        config.get_model(name): texts
        for config in apps.get_app_configs()
        for name, texts in getattr(config, "needs_second_person", {}).items()
    }
    return {
        model._meta.label_lower: frozenset(column for text in texts for column in get_translation_fields(text))
        for model, texts in said.items()
    }


def is_about_health(row: EditedRow) -> bool:
    """Whether a text about health is another after it than before; one that comes or goes is."""
    texts = health_texts().get(row.model)
    if texts is None or row.before == row.after:
        return False
    before, after = row.before or {}, row.after or {}
    return not texts or any((before.get(name) or "") != (after.get(name) or "") for name in texts)


def done_or_proposed(
    by: str, why: str, change: Callable[[], Result], account: int | None = None
) -> tuple[Result, Proposal | None]:
    """Let a change happen as one edit. Where it touches a text about health, undo it and keep all of it as a proposal instead,
    unless a second person has signed it.
    """
    with recording_apart(by, why) as recorder, transaction.atomic():
        result = change()
        rows = list(recorder.changed())
        is_held_back = not recorder.approved_by and any(map(is_about_health, rows))
        if not is_held_back:
            recorder.write(rows)
            return result, None
        kept, pages = [_as_proposed(row, recorder) for row in rows], _pages_of(rows)
        transaction.set_rollback(True)
        recorder.step_back()
    proposal = Proposal(by=by, account=account, why=recorder.why.strip()[:LONGEST_WHY], rows=kept)
    for page in (*_pages_of(rows), *pages):
        if page not in proposal.pages:
            proposal.pages.append(page)
    proposal.save()
    return result, proposal


def _as_proposed(row: EditedRow, recorder: Recorder) -> dict[str, Any]:
    """With what the site noted by itself on the way: it holds for the day of the proposal, and comes true with it."""
    kinds = kinds_with_history()
    after = row.after and {**row.after, **recorder.noted_since(kinds[row.model], row.row)}
    german = {"german": row.german, "followed": row.followed} if row.german else {}
    return {"model": row.model, "row": row.row, "name": row.name, "before": row.before, "after": after, **german}


def _pages_of(rows: Iterable[EditedRow]) -> list[dict[str, str]]:
    """Where the rows that are there now are shown: the address of each page, by language."""
    kinds = kinds_with_history()
    found = (kinds[row.model]._base_manager.filter(pk=row.row).first() for row in rows)
    shown: list[Any] = [row for row in found if hasattr(row, "shown_at")]
    by_language = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            by_language[code] = [address for row in shown for address in row.shown_at()]
    return [dict(zip(by_language, addresses, strict=True)) for addresses in zip(*by_language.values(), strict=True)]
