"""A change whose approval was refused is held: the order before it stands."""

from __future__ import annotations

from intake.check.context import Context
from intake.check.edit import add
from orders.codes import finding
from orders.records import OrderRecord

REFUSED = "approval-refused"
STOOD = frozenset({"accepted", "superseded", "cancelled"})  # of an order that was in force once


def check_approvals(record: OrderRecord, context: Context) -> OrderRecord:
    """Hold a change of an order that was in force if an approval that a rule asked for was refused.

    The refusal holds though the rule has changed since: it is a person's word. A first order is not held: its documents
    wait, so that what it was promised is promised to nobody else.
    """
    if not context.refused or not any(seen.state in STOOD for seen in context.history.orders(record.order_key or "")):
        return record
    return add(record, *(finding(REFUSED, "/order", rule=rule, seen=seen) for rule, seen in context.refused[:1]))
