"""The one row that says whether anything changed."""

from django.db import models

from catalogue.querysets import RevisionQuerySet


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
