"""The archive: every document as it was read, as it is judged today, and what persons decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from orders.ledger.paper import Paper, Settlement
from orders.ledger.schema import decisions, documents, runs
from orders.records import OrderRecord, build


@dataclass(frozen=True)
class Archived:
    """A document: `said` is what was read from the paper, `record` how it is judged since, with what was decided."""

    document_row: int
    position: int
    paper: Paper
    said: OrderRecord
    record: OrderRecord
    decided: tuple[Settlement, ...] = ()
    judged_at: datetime | None = None  # when the run was that read it


def archive(connection: Connection) -> tuple[Archived, ...]:
    """Return every document, oldest first."""
    made: dict[int, list[Settlement]] = {}
    for row in connection.execute(select(decisions).order_by(decisions.c.decision_row)).mappings():
        made.setdefault(row["document_row"], []).append(build(Settlement, dict(row)))
    query = select(documents, runs.c.as_of).join(runs, documents.c.run_id == runs.c.run_id)
    rows = connection.execute(query.order_by(documents.c.document_row)).mappings()
    return tuple(
        Archived(
            row["document_row"],
            row["position"],
            build(Paper, dict(row)),
            build(OrderRecord, row["record"]),
            build(OrderRecord, row["judgement"]),
            tuple(made.get(row["document_row"], ())),
            datetime.fromisoformat(row["as_of"]),
        )
        for row in rows
    )
