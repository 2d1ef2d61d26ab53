"""What reconciliations found night after night: exceptions with their history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from orders.exceptions import ExceptionRecord, at_stake
from orders.ledger import verdicts
from orders.ledger.renewal import renew
from orders.ledger.schema import exception_history, exceptions, runs
from orders.records import plain
from orders.standing import FRESH, SETTLED, Known, Memory, Night, concerned, standing

MOST_NIGHTS = 14


@dataclass(frozen=True)
class Changes:
    """Exception ids since the last reconciliation; `settled` are accepted or snoozed by a person.

    One that was solved and is there again, or whose decision holds no more, is reopened.
    """

    new: tuple[str, ...] = ()
    still: tuple[str, ...] = ()
    solved: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()


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
    """Return when each exception was found for the first time; one that was solved for some nights is no new one."""
    query = select(exceptions.c.exception_id, exceptions.c.first_seen)
    return {row.exception_id: datetime.fromisoformat(row.first_seen) for row in connection.execute(query)}


def compare(connection: Connection, found: Iterable[ExceptionRecord], at: datetime, systems: Iterable[str]) -> Memory:
    """Judge how tonight's exceptions stand, and which earlier ones the exports of `systems` no longer show."""
    tonight = {item.exception_id: item for item in found}
    decided, before = verdicts.verdicts(connection), verdicts.records(connection)
    known = _known(connection, before)
    standings = {
        name: standing(item, known.get(name), decided.get(name, ()), at.date()) for name, item in tonight.items()
    }
    there = frozenset(systems)
    gone = (record for name, record in sorted(before.items()) if name not in tonight and concerned(record) <= there)
    memory = Memory(standings, tuple(gone), judged=verdicts.judged(connection))
    past = (night for night in nights(connection) if night.as_of.date() < at.date())
    return replace(memory, nights=(*past, _tonight(tuple(tonight.values()), memory, at)))


def today(connection: Connection, at: datetime) -> tuple[tuple[ExceptionRecord, ...], Memory]:
    """Return the open exceptions of the last reconciliation as they stand after the decisions made since."""
    records = verdicts.records(connection)
    memory = compare(connection, records.values(), at, ())
    last = select(exception_history.c.run_id).order_by(exception_history.c.history_row.desc()).limit(1)
    query = select(exception_history.c.exception_id, exception_history.c.change)
    rows = connection.execute(query.where(exception_history.c.run_id == last.scalar_subquery()))
    became = {row.exception_id: row.change for row in rows}
    standings = {
        name: replace(item, change=became[name]) if item.change == "still" and became.get(name) in FRESH else item
        for name, item in memory.standings.items()
    }
    return tuple(records.values()), replace(memory, standings=standings, nights=nights(connection))


def record_exceptions(
    connection: Connection, run_id: str, found: Iterable[ExceptionRecord], memory: Memory, at: datetime
) -> Changes:
    """Store tonight's exceptions and what became of the earlier ones, as `compare` has judged them."""
    tonight, known = {item.exception_id: item for item in found}, first_seen(connection)
    rows = [_row(item, known.get(name), at) for name, item in tonight.items()]
    renew(connection, exceptions, "exception_id", rows, known)
    solved = tuple(record.exception_id for record in memory.solved)
    if solved:
        ended = update(exceptions).where(exceptions.c.exception_id == bindparam("ended")).values(state="solved")
        connection.execute(ended, [{"ended": name} for name in solved])
    became = {name: memory.standings[name].change for name in tonight}
    _history(connection, run_id, {**became, **dict.fromkeys(solved, "solved")}, at)
    return changes(memory)


def changes(memory: Memory) -> Changes:
    """Return the exceptions by what became of them."""
    became: dict[str, list[str]] = defaultdict(list)
    for name, item in memory.standings.items():
        became["settled" if item.settled else item.change].append(name)
    solved = tuple(record.exception_id for record in memory.solved)
    return Changes(solved=solved, **{name: tuple(ids) for name, ids in became.items()})


def _known(connection: Connection, open_ones: Mapping[str, ExceptionRecord]) -> dict[str, Known]:
    names = ("exception_id", "state", "first_seen", "last_seen")
    return {
        row.exception_id: Known(
            row.state == "solved",
            datetime.fromisoformat(row.first_seen),
            datetime.fromisoformat(row.last_seen),
            open_ones[row.exception_id].evidence if row.exception_id in open_ones else {},
        )
        for row in connection.execute(select(*(exceptions.c[name] for name in names)))
    }


def nights(connection: Connection, most: int = MOST_NIGHTS) -> tuple[Night, ...]:
    """Return the last reconciliation of each of the last days, oldest first, by the runs' own summaries."""
    query = select(runs).where(runs.c.state == "finished").order_by(runs.c.as_of.desc(), runs.c.run_id.desc())
    last: dict[str, RowMapping] = {}
    for row in connection.execute(query).mappings():
        if len(last) == most:
            break
        if (row["summary"] or {}).get("rows"):
            last.setdefault(row["as_of"][:10], row)
    return tuple(_night(connection, row) for row in reversed(last.values()))


def _tonight(found: Sequence[ExceptionRecord], memory: Memory, at: datetime) -> Night:
    became = changes(memory)
    return Night(at, len(found), len(became.new), len(became.solved), len(became.settled), at_stake(found))


def _night(connection: Connection, row: RowMapping) -> Night:
    counted = select(exception_history.c.change, func.count()).where(exception_history.c.run_id == row["run_id"])
    became = {
        str(change): int(count) for change, count in connection.execute(counted.group_by(exception_history.c.change))
    }
    stake = {currency: Decimal(amount) for currency, amount in row["summary"].get("at_stake", {}).items()}
    return Night(
        datetime.fromisoformat(row["as_of"]),
        sum(row["summary"].get("exceptions", {}).values()),
        became.get("new", 0),
        became.get("solved", 0),
        sum(became.get(name, 0) for name in SETTLED),
        stake,
    )


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


def _history(connection: Connection, run_id: str, became: Mapping[str, str], at: datetime) -> None:
    rows = [
        {"run_id": run_id, "exception_id": name, "change": change, "at": at.isoformat()}
        for name, change in became.items()
    ]
    if rows:
        connection.execute(insert(exception_history), rows)
