"""How long an exception has been waiting, on three clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from orders.exceptions import ExceptionRecord


@dataclass(frozen=True)
class Clocks:
    """Days since the order, hours since anything moved, days since it was first found; None where nothing says so."""

    since_order: int | None
    age_hours: Decimal | None
    since_found: int | None


def clocks(record: ExceptionRecord, as_of: datetime) -> Clocks:
    """Read the clocks of a record at `as_of`; days are calendar days."""
    day = as_of.date()
    ordered, found = record.order_date, record.first_seen
    return Clocks(
        None if ordered is None else (day - ordered).days,
        record.age_hours,
        None if found is None else (day - found.date()).days,
    )
