"""Lines of planned documents, from what was sold and from the lots that cover it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from orders.documents import EXPECTED, PlannedLine
from orders.records import Attribute, plain
from orders.units import unit_code
from orders.working_days import working_day_before
from plan.explode import Lot
from plan.needs import SoldLine, World
from plan.quantities import tidy

LATE = "late"
PART = "part "  # attribute name of a production line: PART + sku, with quantity and unit
_PRICE_STEP = Decimal("0.000001")


def lot_line(lot: Lot, line_id: str, world: World) -> PlannedLine:
    """Return the purchase or production line of a lot; a late one says when it is expected."""
    item, bought = lot.item, lot.item.make_or_buy == "buy"
    offer = lot.offer if bought else None
    return PlannedLine(
        line_id=line_id,
        sku=item.sku,
        description=item.name,
        specification=item.specification,
        quantity=lot.quantity,
        unit=item.unit,
        unit_code=unit_code(item.unit, world.words),
        unit_price=offer.unit_price if offer else None,
        currency=offer.currency if offer else None,
        start_date=lot.start,
        due_date=lot.due,
        warehouse=_warehouse(item.sku, world),
        bom_version=lot.bill[0] if lot.bill else None,
        drawing_id=item.drawing_id,
        drawing_revision=item.drawing_revision,
        level=lot.level,
        attributes=(*_asked(lot), *_parts(lot, world), *_expected(lot.ready if lot.late else None)),
        pegs=lot.pegs(),
        surplus=lot.surplus,
    )


def sold_line(one: SoldLine, ready: date, world: World, *, outbound: bool = False) -> PlannedLine:
    """Return the sales or outbound line of an order line, in the item's own unit; a late one says when it is ready."""
    line, item, need = one.line, one.item, one.need
    late = ready > max(working_day_before(need.day, world.masters.calendar), min(need.day, world.today))
    said = _shipping(one) if outbound else _ordering(one)
    return PlannedLine(
        line_id=need.line_id,
        sku=item.sku,
        description=line.description or item.name,
        specification=line.specification or item.specification,
        quantity=need.quantity,
        unit=item.unit,
        unit_code=unit_code(item.unit, world.words),
        unit_price=None if outbound else own_price(one),
        currency=None if outbound else one.order.currency,
        start_date=None,
        due_date=need.day,
        warehouse=_warehouse(item.sku, world) if outbound else None,
        bom_version=line.bom_version,
        drawing_id=line.drawing_id or item.drawing_id,
        drawing_revision=line.drawing_revision or item.drawing_revision,
        level=0,
        attributes=(*line.attributes, *said, *_expected(ready if late else None)),
        pegs=(need.peg(need.quantity),),
    )


def own_price(one: SoldLine) -> Decimal | None:
    """Return the order's price for one of the item's own unit, to 6 digits; None if none was printed."""
    if one.line.unit_price is None:
        return None
    units = (one.line.price_base_quantity or Decimal(1)) * one.factor
    if units == 1:
        return one.line.unit_price
    return (one.line.unit_price / units).quantize(_PRICE_STEP).normalize()


def _ordering(one: SoldLine) -> Iterator[Attribute]:
    """Say of a sales line what its columns do not: the customer's item, unit, price and amount as ordered."""
    line, order, price = one.line, one.order, own_price(one)
    if line.buyer_item_id:
        yield Attribute("buyer_item_id", line.buyer_item_id)
    if one.factor != 1 or (line.price_base_quantity or 1) != 1:
        yield Attribute("ordered_quantity", plain(line.quantity), line.unit)
        if line.unit_price is not None:
            per = f"{plain(line.price_base_quantity) if line.price_base_quantity else ''} {line.unit or ''}".strip()
            yield Attribute("ordered_price", plain(line.unit_price), per)
    if line.line_amount is not None and (price is None or price * one.need.quantity != line.line_amount):
        yield Attribute("line_amount", plain(line.line_amount), order.currency)
    includes = line.prices_include_tax if line.prices_include_tax is not None else order.prices_include_tax
    if includes is not None:
        yield Attribute("prices_include_tax", "yes" if includes else "no")


def _shipping(one: SoldLine) -> Iterator[Attribute]:
    order = one.order
    said = (("customer_order_id", order.order_id), ("buyer_item_id", one.line.buyer_item_id))
    place = (("ship_to", order.delivery.address), ("terms", order.delivery.terms))
    yield from (Attribute(name, value) for name, value in (*said, *place) if value)


def _asked(lot: Lot) -> Iterator[Attribute]:
    """Pass on what an order line asks for beyond its item; where lines differ, each says whose it is."""
    asked = {need: need.attributes for need, _ in lot.shares if need.level == 0}
    if len(set(asked.values())) <= 1 and len(asked) == len({id(need) for need, _ in lot.shares}):
        yield from next(iter(asked.values()), ())
        return
    for need, attributes in asked.items():
        for one in attributes:
            yield Attribute(f"{need.order_key}/{need.line_id} {one.name}", one.value, one.unit)


def _parts(lot: Lot, world: World) -> Iterator[Attribute]:
    for row, quantity in lot.parts:
        yield Attribute(PART + row.component_sku, plain(tidy(quantity)), world.masters.items[row.component_sku].unit)


def _expected(day: date | None) -> Iterator[Attribute]:
    if day:
        yield Attribute(EXPECTED, day.isoformat())


def _warehouse(sku: str, world: World) -> str | None:
    """Return the warehouse of an item that lies in one only; several or none: a person decides."""
    places = {row.warehouse for row in world.masters.stock.get(sku, ())}
    return places.pop() if len(places) == 1 else None
