"""What is planned anew: orders that changed, or only those lines of them that an engineering change concerns."""

from __future__ import annotations

from dataclasses import dataclass

from orders.documents import Peg, Reservation
from plan.needs import LineName


@dataclass(frozen=True)
class Changed:
    """Orders by key; with `lines` only these lines of them."""

    orders: frozenset[str]
    lines: frozenset[LineName] | None = None

    def has(self, one: Peg | Reservation) -> bool:
        """Say whether a peg or reservation is for what is planned anew."""
        return one.order_key in self.orders and (self.lines is None or name_of(one) in self.lines)


def name_of(one: Peg | Reservation) -> LineName:
    """Name the order line that a peg or reservation is for."""
    return one.order_key, one.line_id, one.schedule_id
