"""Texts about health need a second person: what one changes is kept as a proposal until another one applies or refuses it."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.models.columns import one_of
from catalogue.models.edits import LONGEST_WHY, EditedRow
from catalogue.models.recording import recorded_models, recording_apart, sign, states
from catalogue.models.restoring import restore
from catalogue.querysets.edits import ProposalQuerySet

Result = TypeVar("Result")

# What guides, verdicts and scores are made of.
HEALTH = frozenset(
    f"catalogue.{name}"
    for name in ("articleclaim", "chainstep", "evidence", "guidepoint", "harm", "lookfor", "problem", "redflag")
)


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    WAITING = "waiting", _("waiting for a second person")
    APPLIED = "applied", _("applied")
    REFUSED = "refused", _("refused")


class Proposal(models.Model):
    """What one person would change: each row before and after, as in an edit. Visitors see the old until it is applied."""

    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.CharField(_("by"), max_length=150)
    why = models.CharField(_("why"), max_length=LONGEST_WHY, blank=True)
    rows: "models.JSONField[Any, Any]" = models.JSONField(_("rows"), encoder=DjangoJSONEncoder)
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
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state == ProposalState.WAITING

    @transaction.atomic
    def apply(self, by: str) -> None:
        """Make it true. Raises ValidationError where its author tries, or what it was made from is another by now."""
        if by == self.by:
            raise ValidationError(gettext("Somebody else than its author has to apply it."), code="own_proposal")
        rows = self.edited_rows
        _refuse_where_changed(rows)
        sign(by=self.by, why=self.why, approved_by=by)
        new = {(row.model, row.row) for row in rows if row.before is None}
        restore({(row.model, row.row): row.after for row in rows}, new=new)
        self._decide(ProposalState.APPLIED, by)

    def refuse(self, by: str, note: str) -> None:
        """Leave everything as it is; the author may do that too."""
        self.note = note.strip()[:LONGEST_WHY]
        self._decide(ProposalState.REFUSED, by)

    def _decide(self, state: ProposalState, by: str) -> None:
        if not self.is_waiting:
            raise ValidationError(gettext("Somebody has decided on it already."), code="decided")
        self.state, self.decided_by, self.decided_at = state, by, timezone.now()
        self.save()


def propose(by: str, why: str, change: Callable[[], Result]) -> tuple[Result, Proposal | None]:
    """Let a change happen, keep what it did as a proposal, and undo it. Without a proposal where it did nothing."""
    with recording_apart() as recorder, transaction.atomic():
        result = change()
        rows = list(recorder.changed())
        transaction.set_rollback(bool(rows))
    if not rows:
        return result, None
    kept = [
        {"model": row.model, "row": row.row, "name": row.name, "before": row.before, "after": row.after} for row in rows
    ]
    return result, Proposal.objects.create(by=by, why=why.strip()[:LONGEST_WHY], rows=kept)


def _refuse_where_changed(rows: list[EditedRow]) -> None:
    """Nothing that came meanwhile is overwritten unseen."""
    kinds = {model._meta.label_lower: model for model in recorded_models()}
    for row in rows:
        now = states(kinds[row.model], [row.row]).get(row.row) if row.before is not None else None
        if row.before is not None and json.loads(json.dumps(now, cls=DjangoJSONEncoder)) != row.before:
            reason = gettext("%(name)s was changed since. Refuse this proposal and make it anew.") % {"name": row.name}
            raise ValidationError(reason, code="changed_since")
