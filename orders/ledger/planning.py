"""What we planned and handed on: planned documents with their state, reservations, deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, func, insert, or_, select, update

from orders.documents import UNDELIVERED, Plan, PlannedDocument, Reservation, key_of, served
from orders.engineering import APPLIED
from orders.ledger import events, revisions, ruled
from orders.ledger.schema import deliveries, orders, planned_documents, reservations, runs
from orders.problems import Problem, UnusableError
from orders.records import OrderRecord, build, plain

LOCKED = "locked"  # of a reservation: for an order that is held


class PlanOutdatedError(UnusableError):
    """Another run planned one of these orders in the meantime; nothing was saved."""

    def __init__(self) -> None:
        what = "another run has just planned the same orders; nothing was planned twice"
        super().__init__([Problem("ledger", None, None, "plan-outdated", what, "wait for that run, then start again")])


@dataclass(frozen=True)
class Waiting:
    """An accepted order that has no plan yet, and the document it came in."""

    order_row: int
    document_row: int
    record: OrderRecord


def unplanned_orders(connection: Connection) -> tuple[Waiting, ...]:
    """Return every current accepted order without a plan, in the order they came."""
    query = select(orders).where(_unplanned()).order_by(orders.c.order_row)
    rows = connection.execute(query).mappings()
    return tuple(Waiting(row["order_row"], row["document_row"], build(OrderRecord, row["record"])) for row in rows)


def open_documents(connection: Connection) -> tuple[PlannedDocument, ...]:
    """Return every document that is not cancelled; delivered ones count until an export shows them."""
    query = select(planned_documents).where(planned_documents.c.state != "cancelled").order_by(*_document_order())
    return tuple(revisions.as_planned(row) for row in connection.execute(query).mappings())


def open_reservations(connection: Connection) -> tuple[Reservation, ...]:
    """Return every reservation that still counts."""
    counting = reservations.c.state.in_(("open", LOCKED))
    query = select(reservations).where(counting).order_by(reservations.c.reservation_row)
    return tuple(_reservation(row) for row in connection.execute(query).mappings())


def note_incoming(connection: Connection, document_ids: Iterable[str]) -> frozenset[str]:
    """Remember which of our documents an export lists as incoming; return all that one ever listed."""
    for document_id in document_ids:
        chosen = planned_documents.c.document_id == document_id
        connection.execute(update(planned_documents).where(chosen).values(shown=True))
    query = select(planned_documents.c.document_id).where(planned_documents.c.shown.is_(True))
    return frozenset(connection.execute(query).scalars())


def save_plan(connection: Connection, run_id: str, order_rows: Sequence[int], plan: Plan) -> None:
    """Store a whole plan or nothing; raise PlanOutdatedError if one of its orders was planned meanwhile."""
    mine = and_(_unsettled(), orders.c.order_row.in_(order_rows))
    if connection.execute(update(orders).where(mine).values(planned_in=run_id)).rowcount != len(order_rows):
        raise PlanOutdatedError()
    _end_reservations(connection, plan.freed)
    waiting = ruled.unapproved(connection)
    for document in plan.documents:
        document = revisions.follow(connection, document)
        state = "proposed" if revisions.touched(connection, document) & waiting else "approved"
        values = {**plain(document), "run_id": run_id, "state": state}
        connection.execute(insert(planned_documents).values(**values))
        _promise(connection, document)
    revisions.cancel(connection, planned_documents.c.document_id.in_(plan.superseded))
    _reserve(connection, run_id, plan.reservations, "open")
    accepted = and_(orders.c.order_row.in_(order_rows), orders.c.state == "accepted")
    planned = select(orders.c.record).where(accepted)
    records = (build(OrderRecord, one) for one in connection.execute(planned).scalars())
    ruled.note_reserved(connection, {"reserved": frozenset(map(key_of, records))})


def lock_stock(connection: Connection, run_id: str, locks: Iterable[Reservation]) -> None:
    """Put these locks in the place of all earlier ones."""
    connection.execute(update(reservations).where(reservations.c.state == LOCKED).values(state="released"))
    _reserve(connection, run_id, locks, LOCKED)


def _reserve(connection: Connection, run_id: str, made: Iterable[Reservation], state: str) -> None:
    for one in made:
        values = {**plain(one), "quantity": one.quantity, "run_id": run_id, "state": state}
        connection.execute(insert(reservations).values(**values))


def _end_reservations(connection: Connection, order_keys: Iterable[str]) -> None:
    mine = and_(reservations.c.order_key.in_(tuple(order_keys)), reservations.c.state == "open")
    connection.execute(update(reservations).where(mine).values(state="released"))


def ended_orders(connection: Connection) -> tuple[Waiting, ...]:
    """Return the cancelled orders for which nothing has been planned since, though documents of theirs still stand."""
    chosen = and_(orders.c.state == "cancelled", orders.c.current.is_(True), orders.c.planned_in.is_(None))
    rows = connection.execute(select(orders).where(chosen).order_by(orders.c.order_row)).mappings()
    standing = served(open_documents(connection))
    ended = (row for row in rows if row["order_key"] in standing)
    return tuple(Waiting(row["order_row"], row["document_row"], build(OrderRecord, row["record"])) for row in ended)


def planned_by(connection: Connection, run_ids: Sequence[str]) -> tuple[PlannedDocument, ...]:
    """Return the documents these runs planned."""
    query = select(planned_documents).where(planned_documents.c.run_id.in_(run_ids)).order_by(*_document_order())
    return tuple(revisions.as_planned(row) for row in connection.execute(query).mappings())


def deliverable(connection: Connection) -> tuple[PlannedDocument, ...]:
    """Return every approved document that was not delivered yet, those approved since they were planned among them.

    One for an order that was judged otherwise since, and is held or not planned again yet, waits for that.
    """
    ruled.approve_documents(connection)
    query = select(planned_documents).where(planned_documents.c.state == "approved").order_by(*_document_order())
    approved = (revisions.as_planned(row) for row in connection.execute(query).mappings().all())
    unsettled = _undecided(connection)
    return tuple(one for one in approved if not revisions.touched(connection, one) & unsettled)


def _undecided(connection: Connection) -> frozenset[str]:
    """Return the orders of which it is open what is to be planned: documents for them say what may hold no more."""
    held = and_(orders.c.current.is_(True), orders.c.state == "review")
    chosen = or_(_unsettled(), held)
    named = connection.execute(select(orders.c.order_key).where(chosen, orders.c.order_key.is_not(None))).scalars()
    nameless = connection.execute(select(orders.c.record).where(chosen, orders.c.order_key.is_(None))).scalars()
    return frozenset(named) | {key_of(build(OrderRecord, one)) for one in nameless}


def pending(connection: Connection) -> frozenset[str]:
    """Return the orders for which a document is to be handed on, or changes something when it is.

    What a person has asked for by name, `engineering apply`, waits for its delivery and for no second judgement.
    """
    asked = select(runs.c.run_id).where(runs.c.command == APPLIED)
    query = select(planned_documents).where(
        planned_documents.c.state.in_(UNDELIVERED), planned_documents.c.run_id.not_in(asked)
    )
    undelivered = map(revisions.as_planned, connection.execute(query).mappings().all())
    return frozenset[str]().union(*(revisions.touched(connection, one) for one in undelivered))


def proposed_by_order(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the ids of proposed documents by the orders they are for."""
    found: dict[str, tuple[str, ...]] = {}
    for document in open_documents(connection):
        for order_key in sorted(revisions.touched(connection, document)) if document.state == "proposed" else ():
            found[order_key] = (*found.get(order_key, ()), document.document_id)
    return found


def record_delivery(
    connection: Connection,
    run_id: str,
    document: PlannedDocument,
    *,
    target: str,
    state: str,
    reason: str | None,
    at: datetime,
) -> None:
    """Store how a delivery ended (sent, already, failed); a document that arrived is delivered for good."""
    key = f"{document.document_id}/{document.revision}/{target}"
    row = {
        "delivery_key": key,
        "run_id": run_id,
        "document_id": document.document_id,
        "revision": document.revision,
        "target": target,
        "state": state,
        "reason": reason,
        "at": at.isoformat(),
    }
    found = deliveries.c.delivery_key == key
    if not connection.execute(update(deliveries).where(found).values(**row)).rowcount:
        connection.execute(insert(deliveries).values(**row))
    if state == "failed":
        return
    revisions.set_state(connection, document, "delivered")
    for order_key in document.order_keys:
        events.write(connection, run_id, order_key, "released", at, document.document_type, note=document.document_id)


def delivered_count(connection: Connection) -> int:
    """Count the documents delivered so far, by every run."""
    query = select(func.count()).select_from(planned_documents).where(planned_documents.c.state == "delivered")
    return int(connection.execute(query).scalar_one())


def release(connection: Connection, order_key: str) -> None:
    """Free an ended order's reservations and take back its undelivered documents that change nothing for others."""
    mine = and_(reservations.c.order_key == order_key, reservations.c.state == "open")
    connection.execute(update(reservations).where(mine).values(state="released"))
    for document in (item for item in open_documents(connection) if item.state in UNDELIVERED):
        served_by = order_key in revisions.touched(connection, document)
        if served_by and not _borrowed(connection, document, order_key):
            revisions.take_back(connection, document, order_key)


def _unplanned() -> Any:
    return and_(orders.c.state == "accepted", orders.c.current.is_(True), orders.c.planned_in.is_(None))


def _unsettled() -> Any:
    current = and_(orders.c.current.is_(True), orders.c.planned_in.is_(None))
    return and_(orders.c.state.in_(("accepted", "cancelled")), current)


def _document_order() -> tuple[Any, ...]:
    return (planned_documents.c.document_type, planned_documents.c.document_id, planned_documents.c.revision)


def _reservation(row: RowMapping) -> Reservation:
    reservation = build(Reservation, {name: row[name] for name in row if name != "quantity"} | {"quantity": "0"})
    return replace(reservation, quantity=row["quantity"])


def _borrowed(connection: Connection, document: PlannedDocument, order_key: str) -> bool:
    """Say whether other orders count on more of this document than is theirs: on its surplus."""
    inside = reservations.c.reference.like(f"{document.document_id}/%")
    others = and_(inside, reservations.c.state == "open", reservations.c.order_key != order_key)
    promised = sum(connection.execute(select(reservations.c.quantity).where(others)).scalars(), Decimal(0))
    pegs = (peg for line in document.lines for peg in line.pegs if peg.order_key != order_key)
    return promised > sum((peg.quantity for peg in pegs), Decimal(0))


def _promise(connection: Connection, document: PlannedDocument) -> None:
    if document.document_type == "sales" and (last := _latest(line.comes for line in document.lines)):
        mine = and_(orders.c.order_key == document.order_key, orders.c.current.is_(True))
        connection.execute(update(orders).where(mine).values(promised_date=last.isoformat()))


def _latest(dates: Iterable[date | None]) -> date | None:
    return max((day for day in dates if day), default=None)
