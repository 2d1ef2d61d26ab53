"""Orders of the time before: rows of a list that another system kept, which are read and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

HISTORY = "application/x-orderloom-history"  # media type of the source of an imported order


@dataclass(frozen=True)
class HistoryRow:
    """One row of an imported list: an order, or one line of it where the list has lines."""

    order_id: str
    issue_date: date
    customer_id: str | None = None
    customer: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    revision: str | None = None
    line_id: str | None = None
    buyer_item_id: str | None = None
    sku: str | None = None
    description: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    line_amount: Decimal | None = None
