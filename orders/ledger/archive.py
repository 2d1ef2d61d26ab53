"""The archive: every document as it was read, as it is judged today, and what persons decided about it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from orders.ledger.paper import Paper, Settlement
from orders.ledger.schema import decisions, documents
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


def archive(connection: Connection) -> tuple[Archived, ...]:
    """Return every document, oldest first."""
    made: dict[int, list[Settlement]] = {}
    for row in connection.execute(select(decisions).order_by(decisions.c.decision_row)).mappings():
        made.setdefault(row["document_row"], []).append(build(Settlement, dict(row)))
    rows = connection.execute(select(documents).order_by(documents.c.document_row)).mappings()
    return tuple(
        Archived(
            row["document_row"],
            row["position"],
            build(Paper, dict(row)),
            build(OrderRecord, row["record"]),
            build(OrderRecord, row["judgement"]),
            tuple(made.get(row["document_row"], ())),
        )
        for row in rows
    )
