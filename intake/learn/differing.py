"""Where what is read differs from what is confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from orders.records import Order, OrderLine

FIELDS = {
    "order_id": ("order_id",),
    "issue_date": ("issue_date",),
    "requested_date": ("delivery", "requested_date"),
    "buyer_name": ("buyer", "name"),
    "seller_name": ("seller", "name"),
    "payment_terms": ("payment_terms",),
    "delivery_address": ("delivery", "address"),
    "revision": ("revision",),
    "tax_id": ("buyer", "tax_id"),
}
COLUMNS = (
    *("line_id", "buyer_item_id", "seller_item_id", "description", "specification", "drawing_id", "quantity", "unit"),
    *("unit_price", "line_amount", "requested_date"),
)


def differing(read: Order | None, wanted: Order) -> Iterator[str]:
    """Yield the paths of confirmed values that are not what is read."""
    said = read or Order()
    for name, path in FIELDS.items():
        if (value := value_at(wanted, path)) is not None and value_at(said, path) != value:
            yield name
    for name in ("currency", "prices_include_tax"):
        if getattr(wanted, name) is not None and getattr(said, name) != getattr(wanted, name):
            yield name
    for index, line in enumerate(wanted.lines):
        own = said.lines[index] if index < len(said.lines) else OrderLine()
        for name in COLUMNS:
            if (value := getattr(line, name)) is not None and getattr(own, name) != value:
                yield f"lines/{index}/{name}"


def value_at(order: Order, path: Sequence[str]) -> Any:
    """Return the value of an order under the names of its fields, from outside in."""
    value: Any = order
    for step in path:
        value = getattr(value, step)
    return value
