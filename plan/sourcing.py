"""Where an item comes from: its supplier, how long it takes and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from orders.masters import Item, Masters


@dataclass(frozen=True)
class Offer:
    """A supplier's terms; made items have no supplier. Lead time in working days."""

    supplier: str | None
    lead_time: int
    unit_price: Decimal | None = None
    currency: str | None = None


def is_passed_through(item: Item) -> bool:
    """Say whether an item is only a name for its parts: never made, bought or waited for by itself."""
    return item.phantom and item.make_or_buy == "make"


def offer_of(item: Item, masters: Masters) -> Offer:
    """Return the terms of the item's own supplier, else of the supplier with the first priority."""
    if item.make_or_buy == "make":
        return Offer(None, 0 if is_passed_through(item) else item.lead_time_days)
    rows = sorted(masters.suppliers.get(item.sku, ()), key=lambda row: (row.priority, row.supplier))
    row = next((row for row in rows if item.supplier in (None, row.supplier)), None)
    if row is None:
        return Offer(item.supplier, item.lead_time_days)
    lead_time = item.lead_time_days if row.lead_time_days is None else row.lead_time_days
    return Offer(row.supplier, lead_time, row.unit_price, row.currency)
