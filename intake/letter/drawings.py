"""Drawings and agreements beside an order: they hold nothing, and the drawings go on with the order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from intake.decide import ORDERS
from orders.drawings import named_in
from orders.records import Drawing, OrderRecord
from orders.roles import ROLES, no_order_but

if TYPE_CHECKING:
    from intake.collect import Attachment

Read = tuple["Attachment", tuple[OrderRecord, ...]]


def with_drawings(read: Sequence[Read]) -> tuple[Read, ...]:
    """Give the drawings of a mail to its orders, and turn away what its roles say is no order.

    A drawing that names an item or drawing of one order only is that order's, any other is everybody's. Without an
    order in the mail nothing changes: where its drawings belong cannot be told.
    """
    orders = [record for _, records in read for record in records if _is_order(record)]
    if not orders:
        return tuple(read)
    drawings = [one for _, records in read for r in records if r.role == "drawing" for one in r.drawings]
    owners = {one: [order for order in orders if named_in(one, _names(order))] for one in drawings}
    return tuple((paper, tuple(_placed(record, owners) for record in records)) for paper, records in read)


def _placed(record: OrderRecord, owners: dict[Drawing, list[OrderRecord]]) -> OrderRecord:
    if _is_order(record):
        mine = (one for one, found in owners.items() if not found or any(order is record for order in found))
        return replace(record, drawings=tuple(mine))
    if record.role is not None and record.role in ROLES and record.status == "review":
        turned = OrderRecord(record.source, "other", "rejected", findings=(no_order_but(record.role),))
        return replace(turned, role=record.role, drawings=record.drawings)
    return record


def _is_order(record: OrderRecord) -> bool:
    ordered = record.order is not None and record.document_type in ORDERS and record.role not in ROLES
    return ordered and record.status in ("accepted", "review")


def _names(record: OrderRecord) -> Iterator[str]:
    lines = record.order.lines if record.order else ()
    for line in lines:
        yield from filter(None, (line.drawing_id, line.buyer_item_id, line.seller_item_id))
