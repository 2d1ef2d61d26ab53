"""Rows that are stored when they are new and renewed when they are known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, update


def renew(
    connection: Connection, table: Table, name: str, rows: Sequence[Mapping[str, Any]], known: Collection[str]
) -> None:
    """Insert the rows whose value of the key column `name` is not `known` yet, and update the others."""
    fresh = [row for row in rows if row[name] not in known]
    stored = [{**row, "stored": row[name]} for row in rows if row[name] in known]
    if fresh:
        connection.execute(insert(table), fresh)
    if stored:
        columns: dict[str, Any] = {column: bindparam(column) for column in rows[0] if column != name}
        connection.execute(update(table).where(table.c[name] == bindparam("stored")).values(**columns), stored)
