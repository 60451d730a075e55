"""Who changed what, when, and why: each edit with every row as it was before and after it."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models.columns import one_of
from catalogue.querysets.edits import EditedRowQuerySet, EditQuerySet

LONGEST_WHY = 250


class Edit(models.Model):
    """All that one person changed in one step: one form, one action on many rows, one file. Never changed again."""

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    # The name, not the account: the history outlives accounts.
    by = models.CharField(_("by"), max_length=150, blank=True)
    # Of a text about health: the second person.
    approved_by = models.CharField(_("approved by"), max_length=150, blank=True)
    why = models.CharField(_("why"), max_length=LONGEST_WHY, blank=True)

    objects = EditQuerySet.as_manager()

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("history of edits")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=models.F("by")), name="edit_approved_by_a_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}".strip()


class German(models.TextChoices):
    """What an edit does to the German texts of a row."""

    BEHIND = "behind", _("the German fell behind")
    FOLLOWS = "follows", _("the German follows again")
    RIGHT = "right", _("the German is still right")


class EditedRow(models.Model):
    """One row before and after an edit, as plain data: None where it did not exist.

    Rows are named by kind and id and not linked, since the history outlives them. `product` and `was_of` are the ids of the
    products it belongs to after and before: two where a merge moved it.
    """

    edit = models.ForeignKey(Edit, on_delete=models.CASCADE, related_name="rows", verbose_name=_("edit"))
    model = models.CharField(_("kind"), max_length=60)
    row = models.PositiveBigIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=300)
    product = models.PositiveBigIntegerField(null=True)
    was_of = models.PositiveBigIntegerField(null=True)
    before: "models.JSONField[Any, Any]" = models.JSONField(_("before"), null=True, encoder=DjangoJSONEncoder)
    after: "models.JSONField[Any, Any]" = models.JSONField(_("after"), null=True, encoder=DjangoJSONEncoder)
    # How its German texts stand from here on; empty: as before. `followed`: of each that is behind the English that it follows.
    german = models.CharField(_("German"), max_length=10, choices=German, blank=True)
    followed: "models.JSONField[Any, Any]" = models.JSONField(null=True)

    objects = EditedRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("edited row")
        verbose_name_plural = _("edited rows")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edit", "model", "row"], name="edited_row_once_an_edit"),
            one_of("edited_row", "german", German, blank=True),
            models.CheckConstraint(
                condition=Q(german__in=["behind", "right"], followed__isnull=False)
                | (~Q(german__in=["behind", "right"]) & Q(followed__isnull=True)),
                name="edited_row_names_what_is_behind",
            ),
        ]
        indexes = [
            models.Index(fields=["model", "row"], name="edited_row_by_row"),
            models.Index(fields=["product"], name="edited_row_by_product"),
            models.Index(fields=["was_of"], name="edited_row_by_former_product"),
            models.Index(fields=["model", "row"], name="edited_row_tells_german", condition=~Q(german="")),
        ]

    def __str__(self) -> str:
        return self.name
