"""The customers' drawings on the production documents: each at the line that makes what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from orders.documents import PlannedLine, key_of
from orders.drawings import named_in
from orders.masters import Masters
from orders.records import Drawing, OrderLine, OrderRecord


def with_drawings(lines: Sequence[PlannedLine], records: Sequence[OrderRecord], masters: Masters) -> list[PlannedLine]:
    """Add to each line of a production document the drawings that came with the orders behind it.

    One that names an item or drawing stands at that item's lines, with their drawing number; one that names none
    stands at every item that was sold, without one.
    """
    drawings = {one: record for record in records for one in record.drawings}
    if not drawings:
        return list(lines)
    items = [name for item in masters.items.values() for name in (item.drawing_id, item.sku) if name]
    ordered = [name for record in records for line in _lines(record) for name in _codes(line)]
    shown = {one: named_in(one, [*items, *ordered]) for one in drawings}
    return [replace(line, drawings=tuple(_of(line, drawings, shown))) for line in lines]


def _of(
    line: PlannedLine, drawings: dict[Drawing, OrderRecord], shown: dict[Drawing, frozenset[str]]
) -> Iterator[Drawing]:
    for one, record in drawings.items():
        pegged = {peg.line_id for peg in line.pegs if peg.order_key == key_of(record)}
        if not pegged:
            continue
        names = {line.sku, line.drawing_id, *(_sold_as(record, pegged) if line.level == 0 else ())}
        if shown[one] & names:
            yield replace(one, drawing_id=line.drawing_id or one.drawing_id)
        elif not shown[one] and line.level == 0:
            yield replace(one, drawing_id=None)


def _sold_as(record: OrderRecord, line_ids: set[str]) -> Iterator[str]:
    """Yield the codes under which the order lines buy what the planned line makes."""
    for position, line in enumerate(_lines(record), 1):
        if (line.line_id or str(position)) in line_ids:
            yield from _codes(line)


def _lines(record: OrderRecord) -> tuple[OrderLine, ...]:
    return record.order.lines if record.order else ()


def _codes(line: OrderLine) -> tuple[str, ...]:
    return tuple(code for code in (line.drawing_id, line.buyer_item_id, line.seller_item_id) if code)
