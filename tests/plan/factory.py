"""A few masters and orders in one line each, for the tests of the plan room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar

from orders.documents import Plan, PlannedDocument, PlannedLine
from orders.masters import BomLine, Calendar, Customer, Incoming, Item, ItemSupplier, Masters, Stock, UnitFactor
from orders.records import Delivery, Order, OrderLine, OrderRecord, Party, Source
from plan import Commitments

D = Decimal
TODAY = date(2026, 3, 4)  # a Wednesday
DUE = date(2026, 5, 20)  # a Wednesday too
T = TypeVar("T")


def item(sku: str, kind: Literal["make", "buy"] = "buy", lead_time: int = 5, **more: Any) -> Item:
    more.setdefault("unit", "只")
    if kind == "buy":
        more.setdefault("supplier", "S001")
    return Item(sku=sku, name=f"名称{sku}", make_or_buy=kind, lead_time_days=lead_time, **more)


def bom(parent: str, component: str, per: str, version: str = "V1", **more: Any) -> BomLine:
    more.setdefault("unit", "只")
    return BomLine(parent, version, component, D(per), **more)


def masters(
    items: Iterable[Item],
    boms: Iterable[BomLine] = (),
    *,
    stock: Iterable[Stock] = (),
    incoming: Iterable[Incoming] = (),
    suppliers: Iterable[ItemSupplier] = (),
    units: Iterable[UnitFactor] = (),
    days: dict[date, bool] | None = None,
) -> Masters:
    return Masters(
        items={one.sku: one for one in items},
        bom=_by(boms, "parent_sku"),
        customers={"C1": Customer("C1", "杭州云海自动化设备有限公司", "A")},
        stock=_by(stock, "sku"),
        incoming=_by(incoming, "sku"),
        suppliers=_by(suppliers, "sku"),
        units=_by(units, "sku"),
        calendar=Calendar(days or {}),
    )


def line(sku: str, quantity: str, line_id: str = "1", day: date | None = DUE, **more: Any) -> OrderLine:
    more.setdefault("unit", "只")
    return OrderLine(line_id=line_id, sku=sku, quantity=D(quantity), requested_date=day, **more)


def order(number: str, *lines: OrderLine, customer: str = "C1", hour: int = 8, **more: Any) -> OrderRecord:
    source = Source(f"{number}.pdf", number.encode().hex().ljust(64, "0"), "application/pdf")
    received = datetime(2026, 3, 4, hour, tzinfo=UTC)
    more.setdefault("currency", "CNY")
    more.setdefault("delivery", Delivery(address="滨江区云溪路216号"))
    body = Order(order_id=number, issue_date=TODAY, buyer=Party("云海", customer), lines=lines, **more)
    source = Source(source.file, source.sha256, source.media_type, received_at=received)
    return OrderRecord(source, "purchase_order", "accepted", body, f"{customer}/{number}")


def of_type(plan: Plan, kind: str) -> list[PlannedDocument]:
    return [one for one in plan.documents if one.document_type == kind]


def made(plan: Plan, sku: str) -> list[PlannedLine]:
    """Return the purchase and production lines of an item, the earliest first."""
    supplying = (one for one in plan.documents if one.document_type in ("purchase", "production"))
    lines = [one for document in supplying for one in document.lines if one.sku == sku]
    return sorted(lines, key=lambda one: one.due_date or date.max)


def quantity_of(plan: Plan, sku: str) -> Decimal:
    return sum((one.quantity for one in made(plan, sku)), D(0))


def taken(plan: Plan, kind: str, sku: str, own: bool = False) -> Decimal:
    """Return what was reserved of an item's supply; `own` counts the pegs of this plan's documents too."""
    mine = {one.document_id for one in plan.documents}
    chosen = [x for x in plan.reservations if x.kind == kind and x.sku == sku]
    return sum((x.quantity for x in chosen if own or x.reference.rpartition("/")[0] not in mine), D(0))


def after(*plans: Plan) -> Commitments:
    documents = tuple(one for plan in plans for one in plan.documents)
    return Commitments(tuple(one for plan in plans for one in plan.reservations), documents)


def _by(rows: Iterable[T], field: str) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[getattr(row, field)].append(row)
    return {name: tuple(group) for name, group in found.items()}
