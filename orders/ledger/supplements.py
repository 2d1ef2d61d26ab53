"""What becomes of an order's supplements when the order ends, or comes anew with their lines in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, select, update

from orders.ledger import events, ruled
from orders.ledger.planning import release
from orders.ledger.schema import orders
from orders.records import OrderRecord, build
from orders.supplements import names_lines_of, supplement_key

CANCELLATION = "order_cancellation"


def end(connection: Connection, run_id: str, record: OrderRecord, at: datetime) -> None:
    """End the supplements that an order in force takes the place of: it names their lines, or cancels the number."""
    for row, old in _replaced(connection, record, "accepted"):
        values = {"state": "cancelled", "current": True, "planned_in": None}
        connection.execute(update(orders).where(orders.c.order_row == row["order_row"]).values(**values))
        release(connection, row["order_key"])
        events.write(connection, run_id, old.order_key, "cancelled", at, "intake", note=record.source.file)


def let_stand(connection: Connection, run_id: str, record: OrderRecord, at: datetime) -> None:
    """Put the supplements in force again that an order had ended which is in force no more."""
    for row, old in _replaced(connection, record, "cancelled"):
        values = {"state": "accepted", "current": True, "planned_in": None}
        connection.execute(update(orders).where(orders.c.order_row == row["order_row"]).values(**values))
        ruled.store(connection, run_id, row["document_row"], old, settled=(), at=at)


def _replaced(connection: Connection, record: OrderRecord, state: str) -> Iterator[tuple[RowMapping, OrderRecord]]:
    """Return the supplements of a state, and what they order, whose place the record takes."""
    number = 1
    while record.order_key and (rows := _of(connection, supplement_key(record.order_key, number))):
        for row in rows:
            old = build(OrderRecord, row["record"])
            living = row["state"] == state and row["current"] and old.document_type != CANCELLATION
            if living and _takes_place(record, old):
                yield row, old
        number += 1


def _of(connection: Connection, order_key: str) -> list[RowMapping]:
    query = select(orders).where(and_(orders.c.order_key == order_key, orders.c.document_row.is_not(None)))
    return list(connection.execute(query).mappings())


def _takes_place(record: OrderRecord, old: OrderRecord) -> bool:
    if record.document_type == CANCELLATION:
        return True
    return bool(record.order and old.order and names_lines_of(record.order, old.order))
