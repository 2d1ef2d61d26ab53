"""What an order is worth, and what it leaves of the customer's credit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from orders.records import Order


@dataclass(frozen=True)
class Credit:
    """A customer's limit, what is owed already, what other open orders and this one are worth, in one currency."""

    limit: Decimal
    used: Decimal
    others: Decimal
    order: Decimal

    @property
    def taken(self) -> Decimal:
        """All that counts against the limit."""
        return self.used + self.others + self.order

    @property
    def share(self) -> Decimal | None:
        """How much of the limit that is, in percent; None where the limit is nothing."""
        return self.taken / self.limit * 100 if self.limit else None


def order_amount(order: Order) -> Decimal | None:
    """Return the printed payable total, else the sum of all line amounts; None if neither is known."""
    return _amount(order.totals.payable_total, [line.line_amount for line in order.lines])


def stored_amount(order: Mapping[str, Any]) -> Decimal | None:
    """Return the `order_amount` of an order as the ledger keeps it, without building all of it."""
    return _amount(_number(order["totals"]["payable_total"]), [_number(line["line_amount"]) for line in order["lines"]])


def _amount(total: Decimal | None, amounts: list[Decimal | None]) -> Decimal | None:
    if total is not None:
        return total
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
