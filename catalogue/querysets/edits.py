"""The history of edits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from catalogue.querysets.late import model_named

if TYPE_CHECKING:
    from catalogue.models.edits import Edit, EditedRow  # noqa: F401  # named in a base class
    from catalogue.models.proposals import Proposal  # the same


BATCH = 500


class EditedRowQuerySet(models.QuerySet["EditedRow"]):
    """Rows before and after."""

    def of_product(self, product: int) -> Self:
        """Those of a product (id) and of all that belongs or belonged to it."""
        return self.filter(Q(product=product) | Q(was_of=product))

    def german_behind(self) -> Self:
        """Rows with German texts that are behind: those that say so, unless a later edit of the row says otherwise."""
        later = _rows().filter(model=OuterRef("model"), row=OuterRef("row"), pk__gt=OuterRef("pk")).exclude(german="")
        return self.filter(~Exists(later), german="behind")

    def followed(self, model: str, rows: Sequence[int]) -> dict[int, dict[str, str]]:
        """Of rows of a kind (ids) each German text that is behind after these edits, with the English that it follows.

        A query for each batch.
        """
        found: dict[int, dict[str, str]] = {}
        for start in range(0, len(rows), BATCH):
            telling = self.filter(model=model, row__in=rows[start : start + BATCH]).exclude(german="").order_by("pk")
            for row, german, followed in telling.values_list("row", "german", "followed"):
                found[row] = followed if german == "behind" else {}
        return {row: followed for row, followed in found.items() if followed}

    def states_before(self, edit: int) -> dict[tuple[str, int], Any]:
        """How each row stood before this edit (id), for those that changed in it or since: by kind and number. One query."""
        states: dict[tuple[str, int], Any] = {}
        for row in self.filter(edit__gte=edit).order_by("edit_id", "pk"):
            states.setdefault((row.model, row.row), row.before)
        return states


class EditQuerySet(models.QuerySet["Edit"]):
    """Edits."""

    def of_product(self, product: int) -> Self:
        """Those that changed something of a product (id)."""
        return self.filter(Exists(_rows().of_product(product).filter(edit=OuterRef("pk"))))

    def of_row(self, model: str, row: int) -> Self:
        """Those that changed one row, by kind and number."""
        return self.filter(Exists(_rows().filter(edit=OuterRef("pk"), model=model, row=row)))


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Changes that need a second person."""

    def waiting(self) -> Self:
        """Those that nobody has decided on."""
        return self.filter(state="waiting")

    def waiting_for(self, rows: Collection[tuple[str, int]]) -> list[Proposal]:
        """Those that wait and would change one of these rows, by kind and number. One query: few wait at a time."""
        return [one for one in self.waiting() if any((row["model"], row["row"]) in rows for row in one.rows)]


def _rows() -> EditedRowQuerySet:
    rows: EditedRowQuerySet = model_named("EditedRow").objects.all()
    return rows
