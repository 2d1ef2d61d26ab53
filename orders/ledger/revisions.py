"""Revisions of planned documents: which stands, whose change it waits for, and which one the other side has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, func, select, update

from orders.documents import PlannedDocument, PlanState
from orders.ledger.schema import deliveries, planned_documents
from orders.records import build


def as_planned(row: RowMapping) -> PlannedDocument:
    """Build a planned document of its row."""
    return build(PlannedDocument, dict(row))


def set_state(connection: Connection, document: PlannedDocument, state: PlanState) -> None:
    """Set the state of one revision of a document."""
    same = planned_documents.c.document_id == document.document_id
    mine = and_(same, planned_documents.c.revision == document.revision)
    connection.execute(update(planned_documents).where(mine).values(state=state))


def cancel(connection: Connection, chosen: Any) -> None:
    """Cancel the documents a condition chooses."""
    connection.execute(update(planned_documents).where(chosen).values(state="cancelled"))


def follow(connection: Connection, document: PlannedDocument) -> PlannedDocument:
    """End the earlier revisions of a document that comes anew: what is promised must not count twice.

    One that comes back (a change that was taken back) is returned with the revision behind its last one.
    """
    same = planned_documents.c.document_id == document.document_id
    last = connection.execute(select(func.max(planned_documents.c.revision)).where(same)).scalar()
    if last is None:
        return document
    cancel(connection, and_(same, planned_documents.c.revision <= last))
    return document if last < document.revision else replace(document, revision=last + 1)


def touched(connection: Connection, document: PlannedDocument) -> frozenset[str]:
    """Return the keys of the orders a document is for or, since the revision last delivered, was for.

    A line that is needed no more names no order; that it goes away is still a change of the order it was for.
    """
    found = document.order_keys
    for before in _earlier(connection, document) if document.revision > 1 else ():
        found |= before.order_keys
        if _delivered(connection, before):
            break
    return found


def take_back(connection: Connection, document: PlannedDocument, order_key: str) -> None:
    """Cancel a document that nobody got, for an order; the one delivered before it stands again: that is the one known.

    It stays if it says something of further orders, too, that the one delivered does not say: that would be lost.
    """
    before = _known(connection, document)
    if _of_others(document, order_key) == (_of_others(before, order_key) if before else []):
        set_state(connection, document, "cancelled")
        if before:
            set_state(connection, before, "delivered")


def _of_others(document: PlannedDocument, order_key: str) -> list[tuple[str, ...]]:
    found = ((line.line_id, peg) for line in document.lines for peg in line.pegs if peg.order_key != order_key)
    return sorted(
        (line_id, peg.order_key, peg.line_id, peg.schedule_id or "", f"{peg.quantity:f}") for line_id, peg in found
    )


def _known(connection: Connection, document: PlannedDocument) -> PlannedDocument | None:
    """Return what was delivered last of the document that this one replaces, or of its own revisions."""
    found = _earlier(connection, document)
    if document.replaces and document.replaces != document.document_id:
        found = [*_revisions(connection, planned_documents.c.document_id == document.replaces), *found]
    return next((one for one in found if _delivered(connection, one)), None)


def _earlier(connection: Connection, document: PlannedDocument) -> list[PlannedDocument]:
    same = planned_documents.c.document_id == document.document_id
    return _revisions(connection, and_(same, planned_documents.c.revision < document.revision))


def _revisions(connection: Connection, chosen: Any) -> list[PlannedDocument]:
    query = select(planned_documents).where(chosen).order_by(planned_documents.c.revision.desc())
    return [as_planned(row) for row in connection.execute(query).mappings()]


def _delivered(connection: Connection, document: PlannedDocument) -> bool:
    same = and_(deliveries.c.document_id == document.document_id, deliveries.c.revision == document.revision)
    arrived = select(deliveries.c.delivery_key).where(same, deliveries.c.state != "failed")
    return connection.execute(arrived.limit(1)).first() is not None
