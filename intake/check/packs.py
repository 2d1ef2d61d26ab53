"""Does a quantity come out whole: no half piece, and full packs where the masters know a pack?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from intake.check.context import Context
from intake.check.edit import add, lines_of, order_of
from intake.check.units import read_unit
from orders.codes import finding
from orders.masters import Item, UnitFactor
from orders.records import Finding, OrderLine, OrderRecord
from orders.units import comes_whole, is_pack


def check_packs(record: OrderRecord, context: Context) -> OrderRecord:
    """Hold quantities that leave a part of a piece; say which ones leave a pack half full."""
    customer_id = order_of(record).buyer.party_id
    for path, line in lines_of(record):
        item = context.masters.items.get(line.sku or "")
        if item and line.quantity is not None:
            record = add(record, *_line(line, item, f"{path}/quantity", customer_id, context))
    return record


def _line(line: OrderLine, item: Item, path: str, customer_id: str | None, context: Context) -> Iterator[Finding]:
    factor = read_unit(line, item, customer_id, context).factor
    if factor is None or line.quantity is None:
        return
    own = line.quantity * factor
    facts = {"sku": item.sku, "quantity": f"{own.normalize():f}", "unit": item.unit}
    if comes_whole(item.unit, context.unit_words) and own != own.to_integral_value():
        yield finding("quantity-not-whole", path, **facts)
        return
    pack = _pack(item, customer_id, context)
    if pack and factor < pack.factor and own % pack.factor:
        full = (own / pack.factor).quantize(Decimal(1), ROUND_CEILING) * pack.factor / factor
        facts |= {"pack": pack.unit, "many": f"{pack.factor.normalize():f}"}
        yield finding("pack-not-full", path, proposed=f"{full.normalize():f}", **facts)


def _pack(item: Item, customer_id: str | None, context: Context) -> UnitFactor | None:
    """Return the item's smallest pack, the customer's own before those of all; None if the masters know none."""
    rows = [row for row in context.masters.units.get(item.sku, ()) if row.factor > 1]
    rows = [row for row in rows if row.customer_id in (None, customer_id) and is_pack(row.unit, context.unit_words)]
    own = [row for row in rows if row.customer_id]
    return min(own or rows, key=lambda row: row.factor, default=None)
