"""What a scan left in doubt and the masters prove: an item's own unit, a code with its list price, a known name."""

from __future__ import annotations

import re

from intake.check.context import Context
from intake.check.edit import keep, lines_of, order_of
from orders.records import Finding, OrderLine, OrderRecord
from orders.values import key

DOUBTS = frozenset({"ocr-unconfirmed", "readings-differ", "code-wrapped"})
_LINE = re.compile(r"^/order/lines/(\d+)/(unit|buyer_item_id|seller_item_id)$")


def check_readings(record: OrderRecord, context: Context) -> OrderRecord:
    """Drop the doubts about OCR values that the masters confirm; what another engine read differently stays in doubt.

    A unit is proved by being the item's own; a name by the customer or company it led to; a code nobody could read
    a second time by an item whose list price is the printed one (CONTRACT section 3, "Accepted needs").
    """
    return keep(record, lambda item: item.code not in DOUBTS or not _proved(record, item, context))


def _proved(record: OrderRecord, item: Finding, context: Context) -> bool:
    evidence = record.evidence.get(item.path)
    if item.code == "code-wrapped" and (wrapped := _LINE.match(item.path)):
        return _priced(record, wrapped[1], lines_of(record)[int(wrapped[1])][1])
    if evidence is None or evidence.method != "ocr":
        return False
    if item.path == "/order/buyer/name":
        return order_of(record).buyer.party_id is not None
    if item.path == "/order/seller/name":
        return bool(context.company.names) and not _has(record, "seller-not-us")
    found = _LINE.match(item.path)
    if found is None:
        return False
    line = lines_of(record)[int(found[1])][1]
    return (
        _own_unit(line, context)
        if found[2] == "unit"
        else item.code == "ocr-unconfirmed" and _priced(record, found[1], line)
    )


def _own_unit(line: OrderLine, context: Context) -> bool:
    owner = context.masters.items.get(line.sku or "")
    return owner is not None and line.unit is not None and key(line.unit) == key(owner.unit)


def _priced(record: OrderRecord, index: str, line: OrderLine) -> bool:
    """A code that resolves and whose printed price is this item's list price has been read right."""
    own = f"/order/lines/{index}/"
    doubted = any(f.path.startswith(own) and f.code not in DOUBTS and f.severity == "error" for f in record.findings)
    return line.sku is not None and line.unit_price is not None and not doubted


def _has(record: OrderRecord, code: str) -> bool:
    return any(item.code == code for item in record.findings)
