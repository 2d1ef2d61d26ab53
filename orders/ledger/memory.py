"""What reconciliations found night after night: exceptions with their history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert, select, update

from orders.ledger.schema import exception_history, exceptions, runs
from orders.records import plain

if TYPE_CHECKING:
    from orders.exceptions import ExceptionRecord


@dataclass(frozen=True)
class Changes:
    """Exception ids since the last reconciliation: new, still there, solved."""

    new: tuple[str, ...] = ()
    still: tuple[str, ...] = ()
    solved: tuple[str, ...] = ()


@dataclass(frozen=True)
class LastExport:
    """What the last export of a system was: when, how many order lines, header by canonical column."""

    as_of: str
    lines: int
    columns: Mapping[str, str]


def last_exports(connection: Connection) -> dict[str, LastExport]:
    """Return the last export of each system that a finished run has reconciled."""
    query = select(runs.c.as_of, runs.c.summary).where(runs.c.state == "finished")
    found: dict[str, LastExport] = {}
    for as_of, summary in connection.execute(query.order_by(runs.c.as_of.desc(), runs.c.run_id.desc())):
        for system, row in (summary or {}).get("rows", {}).items():
            columns = summary.get("columns", {}).get(system, {})
            found.setdefault(system, LastExport(as_of, row["in"] - row["excluded"], columns))
    return found


def first_seen(connection: Connection) -> dict[str, datetime]:
    """Return since when each open exception is known; a solved one that comes back is a new one."""
    query = select(exceptions.c.exception_id, exceptions.c.first_seen).where(exceptions.c.state == "open")
    return {row.exception_id: datetime.fromisoformat(row.first_seen) for row in connection.execute(query)}


def record_exceptions(connection: Connection, run_id: str, found: Iterable[ExceptionRecord], at: datetime) -> Changes:
    """Store tonight's exceptions and what became of the earlier ones."""
    tonight = {item.exception_id: item for item in found}
    known = first_seen(connection)
    stored = set(connection.execute(select(exceptions.c.exception_id)).scalars())
    for exception_id, item in tonight.items():
        _save(connection, item, _row(item, known.get(exception_id), at), stored=exception_id in stored)
    solved = tuple(sorted(known.keys() - tonight.keys()))
    for exception_id in solved:
        connection.execute(update(exceptions).where(exceptions.c.exception_id == exception_id).values(state="solved"))
    still = tuple(key for key in tonight if key in known)
    changes = Changes(tuple(key for key in tonight if key not in known), still, solved)
    _history(connection, run_id, changes, at)
    return changes


def open_exceptions(connection: Connection, order_id: str) -> tuple[Mapping[str, Any], ...]:
    """Return the open exceptions of an order number as the reports wrote them."""
    chosen = (exceptions.c.state == "open", exceptions.c.order_id == order_id)
    query = select(exceptions.c.record).where(*chosen).order_by(exceptions.c.first_seen, exceptions.c.exception_id)
    return tuple(connection.execute(query).scalars())


def _row(item: ExceptionRecord, known: datetime | None, at: datetime) -> dict[str, Any]:
    return {
        "exception_id": item.exception_id,
        "kind": item.kind,
        "state": "open",
        "order_id": item.order_id,
        "line_id": item.line_id,
        "sku": item.sku,
        "owner": item.owner,
        "amount_at_stake": item.amount_at_stake,
        "currency": item.currency,
        "first_seen": (known or at).isoformat(),
        "last_seen": at.isoformat(),
        "record": plain(item),
    }


def _save(connection: Connection, item: ExceptionRecord, row: dict[str, Any], *, stored: bool) -> None:
    if stored:
        connection.execute(update(exceptions).where(exceptions.c.exception_id == item.exception_id).values(**row))
    else:
        connection.execute(insert(exceptions).values(**row))


def _history(connection: Connection, run_id: str, changes: Changes, at: datetime) -> None:
    rows = [
        {"run_id": run_id, "exception_id": key, "change": change, "at": at.isoformat()}
        for change, keys in (("new", changes.new), ("still", changes.still), ("solved", changes.solved))
        for key in keys
    ]
    if rows:
        connection.execute(insert(exception_history), rows)
