"""What a customer may do: order up to its credit limit, order as urgent."""

from __future__ import annotations

from decimal import Decimal

from intake.check.context import Context
from intake.check.edit import add, order_of
from orders.codes import finding
from orders.records import Order, OrderRecord

URGENT = "urgent"


def check_credit(record: OrderRecord, context: Context) -> OrderRecord:
    """Hold an order that leads over the customer's credit limit; amounts in another currency are not compared."""
    customer, order = context.customer(record), order_of(record)
    if customer is None or customer.credit_limit is None or order.currency not in (customer.currency, None):
        return record
    used, amount = customer.credit_used or Decimal(0), order_amount(order)
    if amount is None or used + amount <= customer.credit_limit:
        return record
    limit = customer.credit_limit
    return add(record, finding("credit-exceeded", "/order/totals", limit=limit, used=f"{used} + {amount}"))


def order_amount(order: Order) -> Decimal | None:
    """Return what the order is worth: the printed payable total, else the sum of all line amounts, else None."""
    if order.totals.payable_total is not None:
        return order.totals.payable_total
    amounts = [line.line_amount for line in order.lines]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def check_urgent(record: OrderRecord, context: Context) -> OrderRecord:
    """Hold an urgent order of a customer whose level does not allow it."""
    customer, order = context.customer(record), order_of(record)
    urgent = URGENT in order.tags or order.priority == URGENT
    if customer is None or not urgent or customer.level != "D":
        return record
    return add(record, finding("urgent-not-allowed", "/order/tags", level=customer.level))
