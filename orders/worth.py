"""What an order is worth."""

from __future__ import annotations

from decimal import Decimal

from orders.records import Order


def order_amount(order: Order) -> Decimal | None:
    """Return the printed payable total, else the sum of all line amounts; None if neither is known."""
    if order.totals.payable_total is not None:
        return order.totals.payable_total
    amounts = [line.line_amount for line in order.lines]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None
