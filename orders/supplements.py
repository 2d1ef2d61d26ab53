"""Supplements: orders of their own beside the order whose number they bear (C012/4711+1 beside C012/4711)."""

from __future__ import annotations

from orders.records import Order, OrderLine
from orders.values import key

BESIDE = "+"  # between the key of an order and the number of its supplement


def supplement_key(order_key: str, number: int) -> str:
    """Return the key of the supplement of this number, from 1, of an order."""
    return f"{order_key}{BESIDE}{number}"


def ordered(line: OrderLine) -> tuple[object, ...]:
    """Return what a line orders: item, how many, by when."""
    code = line.buyer_item_id or line.seller_item_id or line.description or ""
    return key(code), line.quantity, line.requested_date


def names_lines_of(whole: Order, part: Order) -> bool:
    """Say whether an order names a line of another one: its number, or what it orders."""
    numbers = {line.line_id for line in whole.lines} & {line.line_id for line in part.lines}
    return bool(numbers - {None}) or bool({*map(ordered, whole.lines)} & {*map(ordered, part.lines)})
