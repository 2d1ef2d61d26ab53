"""What a customer's open orders are worth: accepted, and not invoiced as far as the exports say."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from orders.codes import STAGES
from orders.ledger import tracking
from orders.ledger.keys import of_customer
from orders.ledger.schema import events, orders, planned_documents
from orders.worth import stored_amount

INVOICED = STAGES[STAGES.index("invoiced") :]


def open_amounts(connection: Connection, customer_id: str, besides: str | None) -> dict[str | None, Decimal]:
    """Return currency → sum of the customer's accepted orders that are not wholly invoiced, one of them left out.

    An order without an amount is there under the currency "?": nobody knows what it is worth.
    """
    found: dict[str | None, Decimal] = defaultdict(Decimal)
    for row in connection.execute(_accepted(connection, customer_id)):
        if row.order_key != besides and not _invoiced(connection, row.order_key):
            amount = stored_amount(row.order)
            found["?" if amount is None else row.order["currency"]] += amount or Decimal(0)
    return dict(found)


def _accepted(connection: Connection, customer_id: str) -> Any:
    mine = of_customer(connection, customer_id)
    issued = select(planned_documents.c.order_key).where(
        planned_documents.c.document_type == "sales", planned_documents.c.state == "delivered"
    )
    held = and_(orders.c.state == "review", orders.c.order_key.in_(issued))  # held since: its goods are on their way
    open_ones = and_(mine, or_(orders.c.state == "accepted", held), orders.c.current.is_(True))
    query = select(orders.c.order_key, orders.c.record["order"].label("order"))
    return query.where(open_ones, orders.c.origin == "intake")


def _invoiced(connection: Connection, order_key: str) -> bool:
    said = and_(events.c.order_key == order_key, events.c.stage.in_(INVOICED))
    if connection.execute(select(events.c.event_row).where(said).limit(1)).first() is None:
        return False
    return tracking.stage_of(connection, order_key) in INVOICED
