"""Append-only events: what happened to an order, when, in which system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from orders.ledger.schema import events, orders
from orders.values import key


@dataclass(frozen=True)
class Movement:
    """What one system's export says of an order line: its stage, since when; ids normalised, `printed` as it stands."""

    system: str
    order: str
    customer_order_id: str
    line_id: str
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

    A line belongs to the order whose number the export names as the customer's, else to the export's own number.
    """
    ours, last = _keys(connection), _last(connection)
    rows = []
    for item in found:
        order_key = ours.get(key(item.customer_order_id), item.order)
        if last.get((order_key, item.line_id, item.system)) != item.stage:
            row = {"run_id": run_id, "order_key": order_key, "line_id": item.line_id, "stage": item.stage}
            origin = {"system": item.system, "actor": item.system, "note": item.printed}
            rows.append({**row, **origin, "at": item.at.isoformat()})
    if rows:
        connection.execute(insert(events), rows)
    return len(rows)


def _keys(connection: Connection) -> dict[str, str]:
    """Return customer's order number → order_key, where only one order has the number."""
    found: dict[str, set[str]] = defaultdict(set)
    for order_id, order_key in connection.execute(select(orders.c.order_id, orders.c.order_key)):
        if order_id and order_key:
            found[key(order_id)].add(order_key)
    return {order_id: keys.pop() for order_id, keys in found.items() if len(keys) == 1}


def _last(connection: Connection) -> dict[tuple[str, str | None, str], str]:
    columns = (events.c.order_key, events.c.line_id, events.c.system, events.c.stage)
    rows = connection.execute(select(*columns).where(events.c.actor == events.c.system).order_by(events.c.event_row))
    return {(row.order_key, row.line_id, row.system): row.stage for row in rows}
