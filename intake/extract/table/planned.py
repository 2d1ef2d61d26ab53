"""A plan of deliveries in a table of its own behind the order's: code, quantity and date, and no price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.extract.table.deliveries import Delivery
from intake.extract.table.rows import Row
from intake.extract.table.spoken import CODES
from intake.extract.table.table import Table
from intake.extract.words.lexicon import compared
from orders.values import number_readings


def planned(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Give the items the deliveries of a plan that has each of their codes and no other.

    That they come to what is ordered is asked for where deliveries below an item are, too.
    """
    if len(tables) < 2:
        return tuple(tables)
    *items, plan = tables
    said = _deliveries(plan)
    codes = [_code(table, row) for table in items for row in table.rows]
    priced = all(any(column.priced for column in table.columns) for table in items)
    if not priced or not said or {*codes} != {*said} or len({*codes}) != len(codes):
        return tuple(tables)
    given = [
        replace(table, rows=tuple(replace(row, deliveries=said[_code(table, row)]) for row in table.rows))
        for table in items
    ]
    return (*given, replace(plan, rows=()))


def _deliveries(plan: Table) -> dict[str, tuple[Delivery, ...]]:
    """Return a plan's deliveries by code; {} if the table is no plan or a row lacks something."""
    at = {name: [n for n, c in enumerate(plan.columns) if c.role == name] for name in ("quantity", "requested_date")}
    if any(column.priced for column in plan.columns) or any(len(found) != 1 for found in at.values()):
        return {}
    found: dict[str, tuple[Delivery, ...]] = {}
    for row in plan.rows:
        day, count = (row.cells.get(at[name][0]) for name in ("requested_date", "quantity"))
        if day is None or count is None or not number_readings(count.text) or not _code(plan, row):
            return {}
        found[_code(plan, row)] = (*found.get(_code(plan, row), ()), (day, count))
    return {} if plan.lost or plan.leftover else found


def _code(table: Table, row: Row) -> str:
    coded = [n for n, column in enumerate(table.columns) if column.role in CODES]
    return compared(row.cells[coded[0]].text) if len(coded) == 1 and coded[0] in row.cells else ""
