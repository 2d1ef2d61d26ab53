"""Where an order is, since when, and who is next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, or_, select

from orders.codes import STAGES
from orders.ledger.events import lines_of
from orders.ledger.memory import open_exceptions
from orders.ledger.schema import events, findings, orders, planned_documents
from orders.records import Finding, build


@dataclass(frozen=True)
class Happening:
    """One event of an order; several lines are joined by `;`."""

    stage: str
    at: datetime
    system: str
    line_id: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Trace:
    """One order as the ledger knows it; `waits_for` is person (held), split, deliver, downstream or nobody."""

    order_key: str | None
    order_id: str | None
    revision: str | None
    state: str
    stage: str
    since: datetime | None
    waits_for: str
    file: str | None
    requested_date: str | None
    promised_date: str | None
    findings: tuple[Finding, ...] = ()
    planned: tuple[Mapping[str, Any], ...] = ()
    exceptions: tuple[Mapping[str, Any], ...] = ()
    events: tuple[Happening, ...] = ()


def track(connection: Connection, order: str) -> tuple[Trace, ...]:
    """Find orders by key or by number, their newest revision last; () if the ledger knows none."""
    query = (
        select(orders)
        .where(or_(orders.c.order_key == order, orders.c.order_id == order, orders.c.order_key.like(f"%/{order}")))
        .where(orders.c.state != "superseded")
        .order_by(orders.c.order_key, orders.c.sequence)
    )
    found = tuple(_trace(connection, row) for row in connection.execute(query).mappings().all())
    return found or _exported(connection, order)


def _exported(connection: Connection, order: str) -> tuple[Trace, ...]:
    """Return what the exports say of an order whose paper we never had."""
    named = select(events.c.order_key).where(or_(events.c.order_key == order, events.c.note == order)).limit(1)
    happened = _events(connection, connection.execute(named).scalar())
    if not happened:
        return ()
    last = _furthest(happened)
    found = tuple(item for name in {item.note for item in happened} for item in open_exceptions(connection, name or ""))
    nobody = (None, None, None)
    trace = Trace(order, order, None, "export", last.stage, last.at, "downstream", *nobody, exceptions=found)
    return (replace(trace, events=happened),)


def _furthest(happened: tuple[Happening, ...]) -> Happening:
    """Return the event that says where an order is: each line's furthest stage, of all lines the least."""
    by_line: dict[str | None, list[Happening]] = {}
    for item in happened:
        for line in lines_of(item.line_id):
            by_line.setdefault(line, []).append(item)
    whole = by_line.pop(None, [])
    lines = [max(items, key=_progress) for items in by_line.values()]
    return min(lines, key=_progress) if lines else max(whole, key=_progress)


def stage_of(connection: Connection, order_key: str) -> str | None:
    """Return how far the exports say an order is, of all its lines the least; None if nothing is known."""
    happened = _events(connection, order_key)
    return _furthest(happened).stage if happened else None


def at_or_past(connection: Connection, stage: str, order_keys: Iterable[str]) -> frozenset[str]:
    """Return those of the orders whose lines have all reached a stage, as far as the exports say."""
    later = STAGES[STAGES.index(stage) :]
    return frozenset(key for key in order_keys if stage_of(connection, key) in later)


def _last(happened: tuple[Happening, ...], state: str) -> Happening | None:
    """Return the event that says where an order is; one that was cancelled stays so whatever moved before."""
    ended = [item for item in happened if item.stage == state == "cancelled"]
    return ended[-1] if ended else _furthest(happened) if happened else None


def _progress(item: Happening) -> tuple[int, datetime]:
    return (STAGES.index(item.stage) if item.stage in STAGES else -1, item.at)


def _trace(connection: Connection, row: RowMapping) -> Trace:
    happened = _events(connection, row["order_key"])
    planned = _planned(connection, row["order_key"]) if row["state"] == "accepted" else ()
    last = _last(happened, row["state"])
    return Trace(
        order_key=row["order_key"],
        order_id=row["order_id"],
        revision=row["order_revision"],
        state=row["state"],
        stage=last.stage if last else "history" if row["origin"] == "history" else "received",
        since=last.at if last else None,
        waits_for=_waits_for(row, planned),
        file=row["record"]["source"]["file"],
        requested_date=row["requested_date"],
        promised_date=row["promised_date"],
        findings=_findings(connection, row["document_row"]),
        planned=planned,
        exceptions=open_exceptions(connection, row["order_id"] or ""),
        events=happened,
    )


def _waits_for(row: RowMapping, planned: tuple[Mapping[str, Any], ...]) -> str:
    if row["state"] != "accepted":
        return "person" if row["state"] == "review" else "nobody"
    if row["planned_in"] is None:
        return "split"
    return "deliver" if any(item["state"] in ("proposed", "approved") for item in planned) else "downstream"


def _events(connection: Connection, order_key: str | None) -> tuple[Happening, ...]:
    query = select(events).where(events.c.order_key == order_key).order_by(events.c.event_row)
    return tuple(build(Happening, dict(row)) for row in connection.execute(query).mappings())


def _planned(connection: Connection, order_key: str) -> tuple[Mapping[str, Any], ...]:
    """Return the documents that serve the order: its own, and those that peg one of its lines."""
    columns = ("document_id", "document_type", "state", "order_key", "lines")
    query = select(*(planned_documents.c[name] for name in columns)).order_by(planned_documents.c.document_id)
    rows = connection.execute(query.where(planned_documents.c.state != "cancelled")).mappings()
    return tuple({name: row[name] for name in columns[:3]} for row in rows if _serves(row, order_key))


def _serves(row: RowMapping, order_key: str) -> bool:
    pegs = (peg for line in row["lines"] for peg in line["pegs"])
    return row["order_key"] == order_key or any(peg["order_key"] == order_key for peg in pegs)


def _findings(connection: Connection, document_row: int | None) -> tuple[Finding, ...]:
    chosen = (findings.c.document_row == document_row, findings.c.open.is_(True))
    query = select(findings).where(*chosen).order_by(findings.c.finding_row)
    return tuple(build(Finding, dict(row)) for row in connection.execute(query).mappings())
