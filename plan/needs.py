"""Accepted order lines as needs: which item, how much in its own unit, by when, for whom; and what forbids planning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from orders.bills import Bill, bill_of
from orders.codes import finding
from orders.documents import Peg, key_of
from orders.masters import Item, Masters
from orders.records import Attribute, Finding, Order, OrderLine, OrderRecord
from orders.units import UnitWords, factor, meant_unit
from orders.working_days import ahead, back, working_day_before
from plan.quantities import tidy
from plan.sourcing import is_passed_through, offer_of

LineName = tuple[str, str, str | None]  # order key, line, schedule line


@dataclass(frozen=True)
class World:
    """What a plan is made in: masters, the day it is made, and the words for units."""

    masters: Masters
    today: date
    words: UnitWords

    def factor(self, unit: str, item: Item, customer_id: str | None = None) -> Decimal | None:
        """Return how many of the item's own unit one `unit` holds; None if it cannot be told."""
        return factor(unit, item, customer_id, self.masters.units.get(item.sku, ()), self.words)


@dataclass(frozen=True, eq=False)
class Need:
    """A quantity of an item for one order line by `day`; `rank` says who comes first of two on one day.

    Two needs are never the same one, even if all they say is equal. `level` counts from 0 (sold). `bom_version` and
    `attributes` are the printed ones of a sold item.
    """

    sku: str
    quantity: Decimal
    day: date
    rank: tuple[int, int]
    level: int
    order_key: str
    line_id: str
    schedule_id: str | None
    bom_version: str | None = None
    attributes: tuple[Attribute, ...] = ()

    @property
    def name(self) -> LineName:
        """The order line it is for."""
        return self.order_key, self.line_id, self.schedule_id

    def peg(self, quantity: Decimal) -> Peg:
        return Peg(self.order_key, self.line_id, self.schedule_id, quantity, self.day)


@dataclass(frozen=True)
class SoldLine:
    """An order line with the need it makes; `undated` if nobody asked for a day and the earliest one is planned."""

    record: OrderRecord
    order: Order
    line: OrderLine
    item: Item
    factor: Decimal
    need: Need
    undated: bool


class CannotPlanError(Exception):
    """Orders that cannot be planned, by order key, with the findings that say why; nothing was planned."""

    def __init__(self, faults: dict[str, tuple[Finding, ...]]) -> None:
        self.faults = faults
        named = ((order_key, one) for order_key, found in faults.items() for one in found)
        super().__init__("; ".join(f"{order_key}{one.path}: {one.code} {dict(one.facts)}" for order_key, one in named))


def in_order(records: Sequence[OrderRecord]) -> tuple[OrderRecord, ...]:
    """Sort records by when they were received, issued, and then by what they are, whatever order they came in.

    Those for which a rule locks stock go first.
    """
    return tuple(sorted(records, key=lambda record: (not reserves(record), _arrival(record))))


def reserves(record: OrderRecord) -> bool:
    """Say whether a rule asks to lock stock for the order."""
    return any(called.deed == "reserve" for firing in record.firings for called in firing.actions)


def sold_lines(records: Sequence[OrderRecord], world: World) -> tuple[SoldLine, ...]:
    """Return every line of the records (already in order, without planning faults) with its need."""
    lines = (_sold(record, row, rank, world) for rank, record in enumerate(records) for row in _numbered(record))
    return tuple(lines)


def planning_faults(record: OrderRecord, world: World) -> tuple[Finding, ...]:
    """Return what forbids planning the record: item, quantity, unit, a bill that is missing, circular or miscounted."""
    found: dict[tuple[str, str, str | None], Finding] = {}
    for position, line in _numbered(record):
        for fault in _line_faults(record, f"/order/lines/{position}", line, world):
            found.setdefault((fault.code, fault.path, fault.facts.get("sku")), fault)
    return tuple(found.values())


def start_of(due: date, lead_time: int, world: World) -> tuple[date, bool]:
    """Schedule backward: return (start, late); a start before today becomes today and is late."""
    start = back(due, lead_time, world.masters.calendar)
    return (start, False) if start >= world.today else (world.today, True)


def due_of(day: date, world: World) -> date:
    """Return the working day by which a need must be there; not before today unless the need itself is."""
    return max(working_day_before(day, world.masters.calendar), min(day, world.today))


def bill_for(item: Item, day: date, world: World, printed: str | None = None) -> Bill | None:
    """Return the bill valid on the day of need, else on the day its making starts; never one of the past."""
    start, _ = start_of(due_of(day, world), offer_of(item, world.masters).lead_time, world)
    return bill_of(item.sku, (max(day, world.today), start), world.masters, printed)


def _arrival(record: OrderRecord) -> tuple[float, str, str, str, str, str]:
    at, order = record.source.received_at, record.order
    aware = (at if at.tzinfo else at.replace(tzinfo=UTC)) if at else datetime.max.replace(tzinfo=UTC)
    issued = order.issue_date.isoformat() if order and order.issue_date else "9999"
    revision = (order.revision or "") if order else ""
    return aware.timestamp(), issued, key_of(record), revision, record.source.sha256, record.source.file


def _numbered(record: OrderRecord) -> Iterator[tuple[int, OrderLine]]:
    yield from enumerate(record.order.lines if record.order else ())


def _sold(record: OrderRecord, row: tuple[int, OrderLine], rank: int, world: World) -> SoldLine:
    position, line = row
    order, item = record.order, world.masters.items[line.sku or ""]
    assert order is not None
    assert line.quantity is not None
    times = _factor(order, line, item, world) or Decimal(1)
    asked = line.requested_date or order.delivery.requested_date
    day = asked or ahead(world.today, _path(item, line.bom_version, world), world.masters.calendar)
    identity = (key_of(record), line.line_id or str(position + 1), line.schedule_id)
    need = Need(
        item.sku, tidy(line.quantity * times), day, (rank, position), 0, *identity, line.bom_version, line.attributes
    )
    return SoldLine(record, order, line, item, times, need, asked is None)


def _path(item: Item, printed: str | None, world: World) -> int:
    """Return the longest lead time through all levels; a faultless tree has an end."""
    found = bill_of(item.sku, (world.today,), world.masters, printed) if item.make_or_buy == "make" else None
    parts = [world.masters.items[line.component_sku] for line in (found[1] if found else ())]
    return offer_of(item, world.masters).lead_time + max((_path(part, None, world) for part in parts), default=0)


def _factor(order: Order, line: OrderLine, item: Item, world: World) -> Decimal | None:
    """Return how many of the item's unit the line's unit holds; None if it cannot be told."""
    unit = meant_unit(line, world.words)
    return world.factor(unit, item, order.buyer.party_id) if unit else None


def _line_faults(record: OrderRecord, path: str, line: OrderLine, world: World) -> Iterator[Finding]:
    item = world.masters.items.get(line.sku or "")
    assert record.order is not None
    if reason := world.masters.why_shut_out(line.sku or ""):
        yield finding("item-shut-out", f"{path}/sku", sku=line.sku, reason=reason)
        return
    if item is None:
        yield finding("item-unknown", f"{path}/sku", seen=line.sku)
        return
    if line.quantity is None or line.quantity <= 0:
        yield finding("line-incomplete", f"{path}/quantity", missing="quantity")
    if _factor(record.order, line, item, world) is None:
        yield finding("unit-unknown", f"{path}/unit", seen=line.unit, sku=item.sku, unit=item.unit)
    day = line.requested_date or record.order.delivery.requested_date or world.today
    yield from _bill_faults(item, day, line.bom_version, (), f"{path}/sku", world)


def _bill_faults(
    item: Item, day: date, printed: str | None, above: tuple[str, ...], path: str, world: World
) -> Iterator[Finding]:
    if item.sku in above:
        circle = " → ".join((*above[above.index(item.sku) :], item.sku))
        yield finding("bom-circular", path, sku=item.sku, circle=circle)
        return
    if item.make_or_buy == "buy":
        return
    bill = bill_for(item, day, world, printed)
    if bill is None:
        yield finding("bom-missing", path, sku=item.sku, day=day)
        return
    start = (
        day
        if is_passed_through(item)
        else start_of(due_of(day, world), offer_of(item, world.masters).lead_time, world)[0]
    )
    for row in bill[1]:
        part = world.masters.items.get(row.component_sku)
        if reason := world.masters.why_shut_out(row.component_sku):
            yield finding("item-shut-out", path, sku=row.component_sku, reason=reason)
        elif part is None:
            yield finding("item-unknown", path, seen=row.component_sku)
        elif world.factor(row.unit, part) is None:
            yield finding("unit-disagrees", path, sku=part.sku, unit=part.unit, seen=row.unit)
        else:
            yield from _bill_faults(part, start, None, (*above, item.sku), path, world)
