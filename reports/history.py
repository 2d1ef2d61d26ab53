"""Imported orders of the time before on the screen."""

from __future__ import annotations

import json
from collections.abc import Sequence

from orders.records import OrderRecord, plain


def history_json(records: Sequence[OrderRecord]) -> str:
    """Return the orders as JSON: order_key, where each stood, and the order itself."""
    found = [{"order_key": one.order_key, "source": one.source.file, "order": plain(one.order)} for one in records]
    return json.dumps(found, ensure_ascii=False)


def history_text(records: Sequence[OrderRecord]) -> str:
    """Return one line an order: day, key, amount, number of lines, and where it stood."""
    return "\n".join(map(_line, records))


def _line(record: OrderRecord) -> str:
    order = record.order
    if order is None:
        return f"{record.order_key}  {record.source.file}"
    total = order.totals.payable_total
    amount = f"{total:f} {order.currency or ''}".strip() if total is not None else "—"
    return f"{order.issue_date}  {record.order_key}  {amount}  {len(order.lines)}  {record.source.file}"
