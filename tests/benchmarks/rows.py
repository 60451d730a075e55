"""Writing made-up rows in bulk: several times as fast as bulk_create, and as careful about columns the generator leaves out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models

from catalogue.models.columns import FoldedColumn, folded

# What the driver takes as it is.
PLAIN = {int, str, bool, type(None)}


class Table:
    """Rows of one model, gathered column by column name. Every row names the same columns; the others get their default."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.rows: list[Mapping[str, Any]] = []
        self.last_id = 0

    def add(self, **columns: Any) -> int:
        """One row with the next id, which comes back."""
        self.last_id += 1
        columns["id"] = self.last_id
        self.rows.append(columns)
        return self.last_id

    def write(self) -> None:
        """Store the gathered rows and forget them."""
        if not self.rows:
            return
        columns = list(self.model._meta.concrete_fields)
        values = [self._values_of(column) for column in columns]
        names = ", ".join(connection.ops.quote_name(str(column.column)) for column in columns)
        places = ", ".join(["%s"] * len(columns))
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608  # names of our own columns
                list(zip(*values, strict=True)),
            )
        self.rows = []

    def _values_of(self, column: "models.Field[Any, Any]") -> Sequence[Any]:
        """The values of one column as the database takes them."""
        if isinstance(column, FoldedColumn):
            return [folded(row[column.source]) for row in self.rows]
        name = column.attname
        if name not in self.rows[0]:
            return [self._stored(column, column.get_default())] * len(self.rows)
        return [row[name] if type(row[name]) in PLAIN else self._stored(column, row[name]) for row in self.rows]

    @staticmethod
    def _stored(column: "models.Field[Any, Any]", value: Any) -> Any:
        return column.get_db_prep_save(value, connection)
