"""Imported orders of the time before: added once, never changed, found by customer and period."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, insert, select

from orders.ledger.batches import among
from orders.ledger.keys import of_customer
from orders.ledger.schema import orders
from orders.records import OrderRecord, build, plain

STATE = ORIGIN = "history"


def add(
    connection: Connection, run_id: str, records: Iterable[OrderRecord], content: Callable[[OrderRecord], Hashable]
) -> int:
    """Add the orders whose content the history has not yet under their key; return how many that were."""
    records = tuple(records)
    known = {(one.order_key, content(one)) for one in _of_keys(connection, {one.order_key for one in records})}
    fresh = [record for record in records if (record.order_key, content(record)) not in known]
    if fresh:
        connection.execute(insert(orders), [_row(run_id, record) for record in fresh])
    return len(fresh)


def find(connection: Connection, customer: str, first: date | None, last: date | None) -> tuple[OrderRecord, ...]:
    """Return the imported orders of a customer (an id, or the beginning of an order key), by date, ends inside."""
    mine = and_(orders.c.origin == ORIGIN, of_customer(connection, customer))
    found = [record for record in _records(connection, mine) if _inside(record, first, last)]
    return tuple(sorted(found, key=lambda record: (_day(record) or date.min, record.order_key or "")))


def _of_keys(connection: Connection, order_keys: Collection[str | None]) -> Iterator[OrderRecord]:
    query = select(orders.c.order_key, orders.c.order_row).where(orders.c.origin == ORIGIN)
    rows = [row.order_row for row in connection.execute(query) if row.order_key in order_keys]
    records = select(orders.c.record).order_by(orders.c.order_row)
    return (build(OrderRecord, row.record) for row in among(connection, records, orders.c.order_row, rows))


def _records(connection: Connection, chosen: Any) -> list[OrderRecord]:
    query = select(orders.c.record).where(chosen).order_by(orders.c.order_row)
    return [build(OrderRecord, record) for record in connection.execute(query).scalars()]


def _row(run_id: str, record: OrderRecord) -> dict[str, Any]:
    order = record.order
    return {
        "run_id": run_id,
        "order_key": record.order_key,
        "order_revision": order.revision if order else None,
        "sequence": 0,  # before everything that came as a paper
        "current": False,
        "origin": ORIGIN,
        "state": STATE,
        "order_id": order.order_id if order else None,
        "record": plain(record),
    }


def _day(record: OrderRecord) -> date | None:
    return record.order.issue_date if record.order else None


def _inside(record: OrderRecord, first: date | None, last: date | None) -> bool:
    day = _day(record)
    return day is not None and (first is None or first <= day) and (last is None or day <= last)
