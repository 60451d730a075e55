"""The one row that says whether anything changed, and the last changes one by one."""

from django.db import models

from catalogue.querysets import ChangeQuerySet, RevisionQuerySet


class Revision(models.Model):
    """Written by database triggers at every change of a watched table; never by code.

    `token` is random, so that a restored backup or a second writer can never show an old token for new data; `number` grows
    by one with each changed row.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.CharField(max_length=32, default="start")
    number = models.BigIntegerField(default=0)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="revision_single_row")]

    def __str__(self) -> str:
        return f"{self.number} {self.token}"


class Change(models.Model):
    """One of the last changes: the number and token that it gave the revision, and the product it belongs to: null where it may concern
    every product, 0 where it concerns none.

    Written by database triggers, which keep the last thousand numbers; never by code. No foreign key: the product may be gone.
    """

    number = models.BigIntegerField(db_index=True)
    token = models.CharField(max_length=32)
    product_id = models.BigIntegerField(null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]

    def __str__(self) -> str:
        return f"{self.number}: {self.product_id or '*'}"
