"""What a customer may do: order up to its credit limit, order as urgent."""

from __future__ import annotations

from decimal import Decimal

from intake.check.context import Context
from intake.check.edit import add, lines_of, order_of
from intake.check.prices import listed_amount
from orders.codes import finding
from orders.masters import Customer
from orders.records import OrderRecord
from orders.worth import order_amount

URGENT = "urgent"
TOTALS = "/order/totals"


def check_credit(record: OrderRecord, context: Context) -> OrderRecord:
    """Hold an order that, with what is owed and every other open order, leads over the customer's credit limit.

    What cannot be added up (no amount, another currency than the limit's) is said.
    """
    customer, order = context.customer(record), order_of(record)
    if customer is None or customer.credit_limit is None:
        return record
    others = context.history.open_amounts(customer.customer_id, besides=record.order_key)
    amount, own = order_amount(order) or _listed(record, customer, context), customer.currency or order.currency
    strange = [currency for currency in (order.currency, *others) if currency not in (own, None)]
    if amount is None or strange:
        seen = ", ".join(sorted(set(strange))) or "—"
        return add(record, finding("credit-unknown", TOTALS, limit=customer.credit_limit, seen=seen))
    parts = (customer.credit_used or Decimal(0), sum(others.values(), Decimal(0)), amount)
    if sum(parts) <= customer.credit_limit:
        return record
    used = " + ".join(f"{part:f}" for part in (parts if parts[1] else (parts[0], parts[2])))
    return add(record, finding("credit-exceeded", TOTALS, limit=customer.credit_limit, used=used))


def _listed(record: OrderRecord, customer: Customer, context: Context) -> Decimal | None:
    """Return what an order that names no amounts comes to by the customer's price list."""
    amounts = [listed_amount(record, line, customer, context) for _, line in lines_of(record)]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def check_urgent(record: OrderRecord, context: Context) -> OrderRecord:
    """Hold an urgent order of a customer whose level does not allow it."""
    customer, order = context.customer(record), order_of(record)
    urgent = URGENT in order.tags or order.priority == URGENT
    if customer is None or not urgent or customer.level != "D":
        return record
    return add(record, finding("urgent-not-allowed", "/order/tags", level=customer.level))
