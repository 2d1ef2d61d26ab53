"""Find imported orders by customer and period."""

from __future__ import annotations

from datetime import date

from intake.check.catalogue import Catalogue, party_key
from intake.check.parties import order_key_of
from orders.ledger import open_ledger, sqlite_file
from orders.masters import Masters
from orders.records import OrderRecord


def find_history(
    database: str, masters: Masters, customer: str, first: date | None = None, last: date | None = None
) -> tuple[OrderRecord, ...]:
    """Return the imported orders of a customer, given by id or exact name, by date; both ends are inside.

    A ledger that does not exist yet is not made.
    """
    file = sqlite_file(database)
    if file is not None and not file.exists():
        return ()
    ledger = open_ledger(database)
    found = (record for owner in _owners(customer, masters) for record in ledger.history(owner, first, last))
    return tuple(sorted(found, key=lambda record: (_day(record), record.order_key or "")))


def _day(record: OrderRecord) -> date:
    return (record.order.issue_date if record.order else None) or date.min


def _owners(customer: str, masters: Masters) -> list[str]:
    """Return what an order key of the customer begins with: its id, or of one nobody knows a hash of its name."""
    named = Catalogue(masters).customers_by_name.get(party_key(customer), frozenset())
    return sorted({customer, *named, order_key_of(None, customer, "").rpartition("/")[0]})
