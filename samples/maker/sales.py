"""Last months' sales as three systems should show them: one row of CRM and ERP a line, one or two of the WMS."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from samples.maker import world
from samples.maker.catalogue import items

Row = dict[str, Any]
STAGES = [
    "received",
    "confirmed",
    "released",
    "in_production",
    "ready",
    "picking",
    "shipped",
    "in_transit",
    "delivered",
    "signed",
    "invoiced",
    "paid",
]
WORDS = {
    "crm": {
        "received": "新建",
        "confirmed": "已确认",
        "in_production": "生产中",
        "ready": "待发货",
        "shipped": "已发货",
        "signed": "已签收",
        "invoiced": "已开票",
        "paid": "已回款",
        "on_hold": "暂停",
        "cancelled": "已取消",
    },
    "erp": {
        "confirmed": "已审核",
        "released": "已下达",
        "in_production": "生产中",
        "ready": "完工入库",
        "shipped": "已出库",
        "invoiced": "发票已开",
        "paid": "已收款",
        "on_hold": "挂起",
        "cancelled": "作废",
    },
    "wms": {
        "ready": "待拣货",
        "picking": "拣货中",
        "shipped": "已出库",
        "in_transit": "运输中",
        "delivered": "已送达",
        "signed": "已签收",
        "cancelled": "取消",
    },
}
MIX = {
    "confirmed": 8,
    "released": 8,
    "in_production": 14,
    "ready": 12,
    "picking": 6,
    "shipped": 20,
    "in_transit": 12,
    "delivered": 8,
    "signed": 24,
    "invoiced": 10,
    "paid": 6,
}
NOW = datetime.fromisoformat(world.AS_OF)
ORDER_COUNT = 152
PREPAYING = ("C008", "C012")  # their invoices say nothing about fulfilment


@dataclass(frozen=True)
class Sale:
    """One order line that was sold; `moved` is when it reached its stage."""

    number: int
    line_id: int
    customer: world.Customer
    sku: str
    quantity: int
    price: Decimal
    stage: str
    moved: datetime
    ordered: date
    promised: date

    @property
    def amount(self) -> Decimal:
        return self.price * self.quantity

    @property
    def order_id(self) -> str:
        return f"SO-2026-{self.number:08d}"


@dataclass
class Books:
    """The rows of the three systems; faults are planted by changing them."""

    crm: list[Row] = field(default_factory=list)
    erp: list[Row] = field(default_factory=list)
    wms: list[Row] = field(default_factory=list)

    def rows(self, system: str, sales: Iterable[Sale]) -> list[Row]:
        """Return one system's rows of some sales."""
        keys = {(sale.number, sale.line_id) for sale in sales}
        found: list[Row] = [row for row in getattr(self, system) if row["key"] in keys]
        return found

    def drop(self, system: str, sales: Iterable[Sale]) -> None:
        """Take the rows of some sales out of a system."""
        gone = {(sale.number, sale.line_id) for sale in sales}
        setattr(self, system, [row for row in getattr(self, system) if row["key"] not in gone])


def word(system: str, stage: str) -> str:
    """Return the word a system shows for a stage: its own latest stage not beyond it; empty if it knows none yet."""
    words = WORDS[system]
    if stage in ("on_hold", "cancelled"):
        return words.get(stage, "")
    reached = [words[name] for name in STAGES[: STAGES.index(stage) + 1] if name in words]
    return reached[-1] if reached else ""


def sold() -> list[list[Sale]]:
    """Return the sold orders, each as its lines."""
    chance = random.Random("sales")
    stages = [stage for stage, share in MIX.items() for _ in range(share)]
    return [_order(chance, 101 + at, chance.choice(stages)) for at in range(ORDER_COUNT)]


def _order(chance: random.Random, number: int, stage: str) -> list[Sale]:
    late = STAGES.index(stage) >= STAGES.index("invoiced")
    buyers = [customer for customer in world.CUSTOMERS if not (late and customer.customer_id in PREPAYING)]
    customer = chance.choice(buyers)
    skus = chance.sample(
        [sku for sku in items() if sku.startswith(("CX-", "CN-", "DS-", "BR-")) and sku != "CX-PT090-10"],
        chance.choice((1, 1, 1, 1, 2, 3, 3, 4, 5, 5)),
    )
    days = chance.uniform(2, 17) if STAGES.index(stage) < STAGES.index("signed") else chance.uniform(2, 40)
    moved = (NOW - timedelta(days=days)).replace(second=0, microsecond=0)
    ordered = moved.date() - timedelta(days=chance.randrange(3, 25))
    promised = ordered + timedelta(days=chance.randrange(30, 50))
    quantity = (4, 5, 8, 10, 12, 20, 24, 30, 40, 50, 60, 100)
    return [
        Sale(
            number,
            at,
            customer,
            sku,
            chance.choice(quantity),
            world.price(customer.customer_id, sku),
            stage,
            moved,
            ordered,
            promised,
        )
        for at, sku in enumerate(skus, 1)
    ]


def books(orders: Iterable[list[Sale]]) -> Books:
    """Return the three systems' rows of the sales, all in agreement; some lines were shipped in two parts."""
    made = Books()
    for sale in (sale for lines in orders for sale in lines):
        made.crm.append(_crm(sale))
        made.erp.append(_erp(sale))
        made.wms.extend(_wms(sale))
    return made


def _crm(sale: Sale) -> Row:
    return {
        "key": (sale.number, sale.line_id),
        "order_id": sale.order_id,
        "line_id": str(sale.line_id),
        "customer_order_id": _their_order(sale),
        "sku": sale.sku,
        "description": items()[sale.sku].name,
        "customer": sale.customer.name,
        "quantity": sale.quantity,
        "unit": items()[sale.sku].unit,
        "unit_price": sale.price,
        "amount": sale.amount,
        "currency": sale.customer.currency,
        "status": word("crm", sale.stage),
        "order_date": sale.ordered,
        "promised_date": sale.promised,
        "updated_at": sale.moved + timedelta(minutes=25),
    }


def _their_order(sale: Sale) -> str:
    return f"{sale.customer.domain[:4].upper()}-26{sale.number:05d}"


def _erp(sale: Sale) -> Row:
    return {
        "key": (sale.number, sale.line_id),
        "order_id": f"2026{sale.number:08d}",
        "line_id": str(sale.line_id),
        "sku": sale.sku,
        "description": items()[sale.sku].name,
        "customer": sale.customer.name,
        "quantity": sale.quantity,
        "unit": items()[sale.sku].unit,
        "unit_price": sale.price,
        "amount": sale.amount,
        "currency": sale.customer.currency,
        "status": word("erp", sale.stage),
        "order_date": sale.ordered,
        "promised_date": sale.promised,
        "updated_at": sale.moved + timedelta(minutes=10),
    }


def _wms(sale: Sale) -> Iterator[Row]:
    """Yield the shipments of a line; before `ready` the warehouse knows nothing of it."""
    if not word("wms", sale.stage):
        return
    split = sale.number % 7 == 0 and sale.quantity >= 20 and STAGES.index(sale.stage) >= STAGES.index("shipped")
    parts = (sale.quantity * 3 // 5, sale.quantity - sale.quantity * 3 // 5) if split else (sale.quantity,)
    for at, part in enumerate(parts):
        yield _shipment(sale, part, at)


def _shipment(sale: Sale, part: int, at: int) -> Row:
    gone = STAGES.index(sale.stage) >= STAGES.index("shipped")
    return {
        "key": (sale.number, sale.line_id),
        "order_id": sale.order_id,
        "line_id": str(sale.line_id),
        "sku": sale.sku,
        "description": items()[sale.sku].name,
        "customer": sale.customer.name,
        "quantity": part,
        "shipped_quantity": part if gone else 0,
        "unit": items()[sale.sku].unit,
        "status": word("wms", sale.stage),
        "shipped_date": sale.moved.date() if gone else None,
        "waybill_id": f"YD7{sale.number:06d}{sale.line_id}{at}" if gone else "",
        "warehouse": "成品库",
        "updated_at": sale.moved + timedelta(minutes=5 * at),
    }
