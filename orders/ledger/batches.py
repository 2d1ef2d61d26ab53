"""Questions about many values at once, asked in parts that every database takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select

AT_ONCE = 500  # values in one question; SQLite takes at most 999 in its older builds


def among(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Iterable[Any]
) -> Iterator[Row[Any]]:
    """Yield the rows of a query whose column has one of the values, in the order of the values' parts."""
    wanted = sorted(set(values))
    for start in range(0, len(wanted), AT_ONCE):
        yield from connection.execute(query.where(column.in_(wanted[start : start + AT_ONCE])))
