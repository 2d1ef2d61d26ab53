"""Append-only events: what happened to an order, when, in which system."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from orders.ledger.schema import events


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
