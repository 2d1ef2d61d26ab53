"""Findings decide: accepted, review or rejected."""

from __future__ import annotations

from dataclasses import replace

from orders.records import OrderRecord, Status

# what the letter of a mail says against its order: an exact resend is then none
LETTER = frozenset({"order-changed-in-mail", "mail-text-unexplained"})
ORDERS = frozenset({"purchase_order", "order_change", "order_cancellation"})


def decide(record: OrderRecord) -> OrderRecord:
    """Set the status its findings call for: errors hold, other kinds and exact resends are rejected.

    Changes and cancellations are always for a person (CONTRACT section 3, `status`).
    """
    return replace(record, status=_status(record))


def _status(record: OrderRecord) -> Status:
    codes = {finding.code for finding in record.findings}
    if record.status == "failed":
        return "failed"
    if "duplicate-order" in codes and not codes & LETTER:
        return "rejected"
    if any(finding.severity == "error" for finding in record.findings):
        return "review"
    if record.document_type not in ORDERS:
        return "rejected"
    return "accepted" if record.document_type == "purchase_order" and record.order is not None else "review"
