"""The revision row and the log of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connections, models

if TYPE_CHECKING:
    from catalogue.models import Change, Revision  # noqa: F401  # named in base classes


class RevisionQuerySet(models.QuerySet["Revision"]):
    """The revision row."""

    def token(self) -> str:
        """The token of the data as it stands: one query. Nothing where there is no row."""
        return next(iter(self.values_list("token", flat=True)), "")

    def take_turn(self) -> None:
        """Wait until nobody else writes; from here to the end of the transaction nobody else does.

        Whoever locks rows or compares before it writes calls this first: the triggers take the revision row at the first write,
        and two who took their own rows before it could wait for each other for ever. Nothing on SQLite, where a transaction
        is a turn already.
        """
        row = self.select_for_update().values_list("pk")
        if connections[self.db].features.has_select_for_update:
            list(row)


class ChangeQuerySet(models.QuerySet["Change"]):
    """The last changes."""

    def products_changed(self, before: tuple[int, str], now: tuple[int, str]) -> set[int] | None:
        """The products changed between two revisions, each a number and token, or later: one query.

        None where that cannot be said: something else changed too, the log no longer reaches back so far, or the database
        never stood at one of the revisions, as after a restored backup.
        """
        changes = list(self.filter(number__gte=before[0]).values_list("number", "token", "product_id"))
        if not {before, now} <= {change[:2] for change in changes}:
            return None
        products = {product for number, _, product in changes if number > before[0]}
        return None if None in products else {product for product in products if product}
