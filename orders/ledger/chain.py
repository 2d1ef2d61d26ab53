"""The revisions of an order, one after the other under its key: which of them is in force."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, func, insert, select, update

from orders.ledger import events, ruled, supplements
from orders.ledger.planning import release
from orders.ledger.schema import orders
from orders.records import Order, OrderRecord, build, plain

IN_FORCE = ("accepted", "cancelled")  # of the current revision


def place(connection: Connection, run_id: str, document_row: int, record: OrderRecord, at: datetime) -> None:
    """Give the document's order its place in the revision chain of its key; a resend makes no order.

    One that was in force and is held or rejected now gives its place back to the revision before it.
    """
    before = _of_document(connection, document_row)
    if before is None and record.status not in ("accepted", "review"):
        return
    row = before["order_row"] if before else _received(connection, run_id, document_row, record, at)
    values = _order(record)
    if before and before["order_key"] != record.order_key:
        values["sequence"] = _next(connection, record.order_key)  # it is an order of another chain than it seemed
    if record.status == "accepted":
        values["state"] = _accept(connection, run_id, row, record, at)
    if before and before["state"] == "accepted" and before["current"]:
        values |= _out_of_force(connection, run_id, before, record, at)
    if values["state"] in IN_FORCE:
        supplements.end(connection, run_id, record, at)
    alone = record.status == "review" and not _current(connection, record.order_key, besides=row)
    values["current"] = values["state"] in IN_FORCE or alone
    connection.execute(update(orders).where(orders.c.order_row == row).values(**values))


def _of_document(connection: Connection, document_row: int) -> RowMapping | None:
    return connection.execute(select(orders).where(orders.c.document_row == document_row)).mappings().first()


def _received(connection: Connection, run_id: str, document_row: int, record: OrderRecord, at: datetime) -> int:
    row = _append(connection, run_id, document_row, record)
    received = record.source.received_at or at
    events.write(connection, run_id, record.order_key, "received", received, "intake", note=record.source.file)
    return row


def _out_of_force(
    connection: Connection, run_id: str, before: RowMapping, record: OrderRecord, at: datetime
) -> dict[str, Any]:
    """End what was planned for an order in force that is judged otherwise now, and let the revision before it stand.

    One that stays in force keeps its plan, unless what is planned from it has changed.
    """
    stays = record.status == "accepted"
    if stays and before["record"]["order"] == plain(record)["order"]:
        return {}
    if before["order_key"] is not None:
        release(connection, before["order_key"])
        if not stays:
            _stand_again(connection, run_id, before, at)
            supplements.let_stand(connection, run_id, build(OrderRecord, before["record"]), at)
    return {"planned_in": None}


def _stand_again(connection: Connection, run_id: str, after: RowMapping, at: datetime) -> None:
    """Put the revision before one in force again; it is planned anew, for what it had reserved was freed."""
    earlier = and_(orders.c.order_key == after["order_key"], orders.c.sequence < after["sequence"])
    ended = and_(earlier, orders.c.state.in_(("superseded", "cancelled")))
    row = connection.execute(select(orders).where(ended).order_by(orders.c.sequence.desc())).mappings().first()
    if row is None:
        return
    record = build(OrderRecord, row["record"])
    state = "cancelled" if record.document_type == "order_cancellation" else "accepted"
    values = {"state": state, "current": True, "planned_in": None}
    connection.execute(update(orders).where(orders.c.order_row == row["order_row"]).values(**values))
    if row["document_row"] is not None:  # what its rules ask of persons counts again
        ruled.store(connection, run_id, row["document_row"], record, settled=(), at=at)


def _accept(connection: Connection, run_id: str, row: int, record: OrderRecord, at: datetime) -> str:
    """End the revision before it, and return what an accepted order is now: accepted, cancelled or superseded."""
    if _newer(connection, record.order_key, row):
        return "superseded"
    cancelled = record.document_type == "order_cancellation"
    _supersede(connection, record.order_key, row)
    stage = "cancelled" if cancelled else "confirmed"
    events.write(connection, run_id, record.order_key, stage, at, "intake", note=record.source.file)
    return "cancelled" if cancelled else "accepted"


def _newer(connection: Connection, order_key: str | None, row: int) -> bool:
    """Say whether a later revision was accepted already, or the order cancelled since."""
    if order_key is None:
        return False  # one without a number is no revision of another
    mine = select(orders.c.sequence).where(orders.c.order_row == row).scalar_subquery()
    chosen = and_(orders.c.order_key == order_key, orders.c.state.in_(IN_FORCE), orders.c.sequence > mine)
    return connection.execute(select(orders.c.order_row).where(chosen).limit(1)).first() is not None


def _append(connection: Connection, run_id: str, document_row: int, record: OrderRecord) -> int:
    values = {
        **_order(record),
        "run_id": run_id,
        "document_row": document_row,
        "sequence": _next(connection, record.order_key),
        "current": False,
        "origin": "intake",
    }
    row = connection.execute(insert(orders).values(**values)).inserted_primary_key
    assert row is not None
    return int(row[0])


def _next(connection: Connection, order_key: str | None) -> int:
    last = select(func.max(orders.c.sequence)).where(orders.c.order_key == order_key)
    return (connection.execute(last).scalar() or 0) + 1


def _order(record: OrderRecord) -> dict[str, Any]:
    order = record.order
    assert order is not None
    return {
        "order_key": record.order_key,
        "order_revision": order.revision,
        "order_id": order.order_id,
        "state": record.status,
        "requested_date": _text(_requested(order)),
        "record": plain(record),
    }


def _requested(order: Order) -> date | None:
    dates = [line.requested_date for line in order.lines if line.requested_date]
    return min(dates, default=order.delivery.requested_date)


def _current(connection: Connection, order_key: str | None, *, besides: int) -> bool:
    chosen = and_(orders.c.order_key == order_key, orders.c.current.is_(True), orders.c.order_row != besides)
    return order_key is not None and connection.execute(select(orders.c.order_row).where(chosen)).first() is not None


def _supersede(connection: Connection, order_key: str | None, row: int) -> None:
    """End the earlier revision: its reservations are free again and its undelivered documents are cancelled."""
    if order_key is None:
        return
    earlier = and_(orders.c.order_key == order_key, orders.c.state == "accepted", orders.c.order_row != row)
    if connection.execute(update(orders).where(earlier).values(state="superseded", current=False)).rowcount:
        release(connection, order_key)
    held = and_(orders.c.order_key == order_key, orders.c.current.is_(True), orders.c.order_row != row)
    connection.execute(update(orders).where(held).values(current=False))


def _text(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
