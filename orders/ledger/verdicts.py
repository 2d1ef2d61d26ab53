"""What persons have decided about exceptions: appended, never changed, never taken back by the machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from orders.exceptions import ExceptionRecord
from orders.judged import Judged, judge
from orders.ledger.batches import among
from orders.ledger.schema import exception_decisions, exceptions
from orders.records import build, plain
from orders.standing import SETTLING, Verdict


@dataclass(frozen=True)
class Parted:
    """Rows that a person has said do not belong together: (system, what the row says) of the one side and the other."""

    mine: frozenset[tuple[str, str]]
    others: frozenset[tuple[str, str]]


def records(connection: Connection, exception_ids: Iterable[str] | None = None) -> dict[str, ExceptionRecord]:
    """Return exceptions as they were last found: those named, else all that are open."""
    query = select(exceptions.c.exception_id, exceptions.c.record)
    rows: Iterable[Any]
    if exception_ids is None:
        rows = connection.execute(query.where(exceptions.c.state == "open")).all()
    else:
        rows = among(connection, query, exceptions.c.exception_id, exception_ids)
    return {row.exception_id: build(ExceptionRecord, row.record) for row in rows}


def append(
    connection: Connection, run_id: str, made: Sequence[Verdict], known: Mapping[str, ExceptionRecord], at: datetime
) -> None:
    """Append decisions with the records they are about."""
    names = ("exception_id", "decision", "value", "note", "person")
    rows = [
        {
            **{name: getattr(item, name) for name in names},
            "run_id": run_id,
            "record": plain(known[item.exception_id]),
            "at": at.isoformat(),
        }
        for item in made
    ]
    if rows:
        connection.execute(insert(exception_decisions), rows)


def verdicts(connection: Connection) -> dict[str, tuple[Verdict, ...]]:
    """Return all decisions by exception, oldest first."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    for verdict, _ in _decided(connection):
        found[verdict.exception_id].append(verdict)
    return {exception_id: tuple(made) for exception_id, made in found.items()}


def parted(connection: Connection) -> tuple[Parted, ...]:
    """Return what the wrong matches in force keep apart."""
    wrong = ((made.value or "", then) for made, then in _settling(connection) if made.decision == "wrong-match")
    return tuple(apart(then, system) for system, then in wrong)


def judged(connection: Connection) -> Judged:
    """Sum up what persons have said of links."""
    return judge(_settling(connection))


def _settling(connection: Connection) -> Iterable[tuple[Verdict, ExceptionRecord]]:
    """Return the last decision that settles about each exception, with the exception as it was."""
    decided = ((made, then) for made, then in _decided(connection) if made.decision in SETTLING)
    return {made.exception_id: (made, then) for made, then in decided}.values()


def apart(record: ExceptionRecord, system: str) -> Parted:
    """Name the rows of `system` that were matched wrongly, and the rows of the other systems that they were put to."""
    mine = record.joined.get(system) or record.members.get(system, ())
    others = ((name, row) for name, rows in record.members.items() if name != system for row in rows)
    return Parted(frozenset((system, row) for row in mine), frozenset(others))


def _decided(connection: Connection) -> Iterable[tuple[Verdict, ExceptionRecord]]:
    query = select(exception_decisions).order_by(exception_decisions.c.decision_row)
    for row in connection.execute(query).mappings():
        then = build(ExceptionRecord, row["record"])
        yield build(Verdict, {**row, "evidence": then.evidence}), then
