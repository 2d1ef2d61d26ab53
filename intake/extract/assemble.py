"""Values by JSON pointer → one frozen order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from orders.records import Delivery, Order, OrderLine, Party, Totals

T = TypeVar("T")


def order_from(values: Mapping[str, Any]) -> Order:
    """Build the order whose values stand in `values`; "/order/lines" holds the number of lines."""
    count = values.get("/order/lines", 0)
    lines = tuple(_part(OrderLine, values, f"/order/lines/{index}/") for index in range(count))
    return Order(
        **_own(Order, values, "/order/", leave={"lines"}),
        buyer=_part(Party, values, "/order/buyer/"),
        seller=_part(Party, values, "/order/seller/"),
        delivery=_part(Delivery, values, "/order/delivery/"),
        totals=_part(Totals, values, "/order/totals/"),
        lines=lines,
    )


def _part(cls: type[T], values: Mapping[str, Any], base: str) -> T:
    return cls(**_own(cls, values, base))


def _own(
    cls: Any, values: Mapping[str, Any], base: str, leave: frozenset[str] | set[str] = frozenset()
) -> dict[str, Any]:
    names = {f.name for f in fields(cls)} - leave
    return {name: values[base + name] for name in names if base + name in values}
