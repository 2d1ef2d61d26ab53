"""Append-only events: what happened to an order, when, in which system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from orders.ledger.schema import events, orders
from orders.values import key

BETWEEN = ";"  # the lines of one event


class Movement(NamedTuple):
    """What one system's export says of lines of an order: their stage, since when.

    Ids are normalised, `printed` is the order number as it stands.
    """

    system: str
    order: str
    customer_order_id: str
    line_ids: tuple[str, ...]
    stage: str
    at: datetime
    printed: str = ""


def write(
    connection: Connection,
    run_id: str,
    order_key: str | None,
    stage: str,
    at: datetime,
    system: str,
    *,
    line_id: str | None = None,
    note: str | None = None,
) -> None:
    """Append one event once; an order without a key has no history yet, and the same fact is not written twice."""
    if order_key is None:
        return
    fact = {"order_key": order_key, "line_id": line_id, "stage": stage, "system": system, "note": note}
    same = [events.c[name].is_(None) if value is None else events.c[name] == value for name, value in fact.items()]
    if connection.execute(select(events.c.event_row).where(*same).limit(1)).first() is None:
        row = {**fact, "run_id": run_id, "at": at.isoformat(), "actor": "orderloom"}
        connection.execute(insert(events).values(**row))


def record_movements(connection: Connection, run_id: str, found: Iterable[Movement]) -> int:
    """Append what has changed since the last export of each system and line; return how many events that were.

    A line belongs to the order whose number the export names as the customer's, else to the export's own number. Lines
    of one movement are one event.
    """
    ours, count = _keys(connection), 0
    for system, items in groupby(found, key=lambda item: item.system):
        last = _last(connection, system)
        common = {"run_id": run_id, "system": system, "actor": system}
        rows = []
        for item in items:
            order_key = (ours.get(key(item.customer_order_id)) if ours else None) or item.order
            moved = [line for line in item.line_ids if last.get((order_key, line)) != item.stage]
            if moved:
                told = {"stage": item.stage, "at": item.at.isoformat(), "note": item.printed}
                rows.append({**common, **told, "order_key": order_key, "line_id": BETWEEN.join(moved)})
        _append(connection, rows)
        count += len(rows)
    return count


def _append(connection: Connection, rows: Sequence[Mapping[str, str]]) -> None:
    """Append events without a look at each value's type; all of them are texts."""
    if rows:
        names = list(rows[0])
        compiled = insert(events).compile(dialect=connection.dialect, column_keys=names)
        by_place = compiled.positiontup  # None where the driver takes values by name
        values: Any = list(map(itemgetter(*by_place), rows)) if by_place else rows
        connection.exec_driver_sql(str(compiled), values)


def _keys(connection: Connection) -> dict[str, str]:
    """Return customer's order number → order_key, where only one order has the number."""
    found: dict[str, set[str]] = defaultdict(set)
    for order_id, order_key in connection.execute(select(orders.c.order_id, orders.c.order_key)):
        if order_id and order_key:
            found[key(order_id)].add(order_key)
    return {order_id: keys.pop() for order_id, keys in found.items() if len(keys) == 1}


def _last(connection: Connection, system: str) -> dict[tuple[str, str | None], str]:
    columns = (events.c.order_key, events.c.line_id, events.c.stage)
    spoken = (events.c.actor == system, events.c.system == system)
    rows = connection.execute(select(*columns).where(*spoken).order_by(events.c.event_row))
    return {(order_key, line): stage for order_key, lines, stage in rows for line in lines_of(lines)}


def lines_of(line_id: str | None) -> tuple[str | None, ...]:
    """Return the lines an event is about; None is the whole order."""
    return (None,) if line_id is None else tuple(line_id.split(BETWEEN))
