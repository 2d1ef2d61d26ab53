"""A few masters and a healthy order: every test changes one thing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from intake.check import Context, Seen, check
from orders.masters import BomLine, Calendar, Customer, Item, Masters, Price, UnitFactor
from orders.records import (
    Delivery,
    Evidence,
    Finding,
    Order,
    OrderLine,
    OrderRecord,
    Party,
    Source,
    Totals,
)
from orders.workspace import Company

D = Decimal
TODAY = date(2026, 3, 4)
FAR = date(2026, 5, 20)
WORDS = {
    "只": "H87",
    "个": "H87",
    "PCS": "H87",
    "H87": "H87",
    "箱": "XCT",
    "CTN": "XCT",
    "XCT": "XCT",
    "米": "MTR",
    "MTR": "MTR",
}


US = Company(("苏州辰芯传感科技有限公司", "Chenxin Sensing Co., Ltd."), ("91320594MA1X7K2P3A",), ("chenxin.example",))


VAT = D("0.13")
HOT = "High temperature pressure transmitter"
ITEMS = (
    Item(
        "SN-100", "压力变送器", "只", "make", 7,
        name_en="Pressure transmitter", drawing_id="DWG-1", drawing_revision="C", tax_rate=VAT,
    ),
    Item("SN-200", "温度变送器", "只", "buy", 5, name_en="Temperature transmitter", tax_rate=VAT),
    Item("SN-300", "高温压力变送器", "只", "buy", 5, name_en=HOT, tax_rate=VAT),
    Item("SN-090", "压力变送器", "只", "buy", 7, status="phase_out", replaced_by="SN-100"),
    Item("CB-10", "屏蔽电缆", "米", "buy", 6, name_en="Shielded cable", tax_rate=VAT),
    Item("CN-12", "M12连接器", "只", "buy", 8, name_en="M12 connector", tax_rate=VAT),
    Item("SA-1", "芯体组件", "只", "make", 5),
    Item("RM-1", "芯片", "只", "buy", 10),
)  # fmt: skip
BOM = {
    "SN-100": (
        BomLine("SN-100", "V2.8", "SA-1", D(1), "只", None, date(2025, 12, 31)),
        BomLine("SN-100", "V3.2", "SA-1", D(1), "只", date(2026, 1, 1), None),
    ),
    "SA-1": (BomLine("SA-1", "V1", "RM-1", D(2), "只"),),
}
CUSTOMERS = (
    Customer(
        "C001", "杭州云海自动化设备有限公司", "A", ("云海自动化",), ("yunhai.example",), "91330108MA2B4C6D8A",
        D("100000"), D(0), "CNY", True, "ymd", addresses=("杭州市滨江区云溪路216号",),
        bank_accounts=("1202026109900123456",),
    ),
    Customer(
        "C002", "Nordwind Prozesstechnik GmbH & Co. KG", "D", (), ("nordwind.example",), "DE811234565",
        currency="EUR", prices_include_tax=False, date_order="dmy",
    ),
    Customer("C003", "Lakeside Instruments, Inc.", "B", (), ("lakeside.example",), currency="USD", date_order="mdy"),
    Customer("C004", "东方仪表厂", "B", currency="CNY"),
    Customer("C005", "东方仪表厂", "B", currency="CNY"),
)  # fmt: skip
PRICES = {
    ("C001", "SN-100"): (
        Price("C001", "SN-100", D("113.00"), "CNY", True),
        Price("C001", "SN-100", D("100.00"), "CNY", True, minimum_quantity=D(500)),
        Price("C001", "SN-100", D("99.00"), "CNY", True, date(2020, 1, 1), date(2020, 12, 31)),
    ),
    ("C001", "SN-200"): (Price("C001", "SN-200", D("56.50"), "CNY", True),),
    ("C001", "SN-300"): (Price("C001", "SN-300", D("80.00"), "CNY", True),),
    ("C001", "SN-090"): (Price("C001", "SN-090", D("113.00"), "CNY", True),),
    ("C001", "CN-12"): (Price("C001", "CN-12", D("47.46"), "CNY", True, price_base_quantity=D(100)),),
    ("C002", "SN-100"): (Price("C002", "SN-100", D("14.20"), "EUR", False),),
    ("C003", "SN-100"): (Price("C003", "SN-100", D("15.00"), "USD", False),),
}
MASTERS = Masters(
    items={item.sku: item for item in ITEMS},
    bom=BOM,
    cross_reference={("C001", "YH-3001"): "SN-100", ("C001", "000123"): "SN-200", ("C001", "YH-9"): "SN-300"},
    customers={customer.customer_id: customer for customer in CUSTOMERS},
    prices=PRICES,
    units={"CN-12": (UnitFactor("CN-12", "箱", D(20)), UnitFactor("CN-12", "箱", D(50), "C002"))},
    calendar=Calendar({date(2026, 5, 1): False, date(2026, 5, 9): True, TODAY: True}),
)
LINE = OrderLine(
    "1",
    buyer_item_id="YH-3001",
    description="压力变送器",
    quantity=D("10"),
    unit="只",
    unit_price=D("113.00"),
    line_amount=D("1130.00"),
)
ORDER = Order(
    "CG-0018",
    issue_date=date(2026, 3, 3),
    currency="CNY",
    prices_include_tax=True,
    buyer=Party("杭州云海自动化设备有限公司"),
    seller=Party("苏州辰芯传感科技有限公司"),
    delivery=Delivery("浙江省杭州市滨江区云溪路216号", FAR),
    lines=(LINE,),
    totals=Totals(payable_total=D("1130.00")),
)
NORDWIND = replace(
    ORDER,
    currency="EUR",
    prices_include_tax=None,
    buyer=Party("NORDWIND Prozesstechnik GmbH & Co KG"),
    lines=(replace(LINE, buyer_item_id=None, seller_item_id="SN-100", unit_price=D("14.20"), line_amount=D("142.00")),),
    totals=Totals(payable_total=D("142.00")),
)


class Earlier:
    """A history of given orders and given bytes."""

    def __init__(self, *seen: Seen, files: Mapping[str, str] | None = None) -> None:
        self.seen, self.files = seen, files or {}

    def same_bytes(self, sha256: str) -> str | None:
        return self.files.get(sha256)

    def orders(self, order_key: str) -> tuple[Seen, ...]:
        return tuple(item for item in self.seen if item.record.order_key == order_key)

    def open_amounts(self, customer_id: str, *, besides: str | None) -> Mapping[str | None, Decimal]:
        mine = [item.record for item in self.seen if (item.record.order_key or "").startswith(f"{customer_id}/")]
        orders = [one.order for one in mine if one.order and one.order_key != besides]
        return {one.currency: one.totals.payable_total or D(0) for one in orders}


def record(order: Order = ORDER, *findings: Finding, **changes: Any) -> OrderRecord:
    """Return a record as the extract stage hands it on."""
    source = Source("a.eml/po.pdf", "ab" * 32, "application/pdf", (1,), sender="buyer@mail.example")
    evidence = {"/order/buyer/name": Evidence(order.buyer.name or "", "text", 1, (1.0, 2.0, 3.0, 4.0))}
    made = OrderRecord(source, "purchase_order", "accepted", order, None, evidence, findings)
    return replace(made, **changes)


def line(**changes: Any) -> Order:
    """Return the healthy order with its line changed; the amounts follow quantity and price."""
    changed = replace(LINE, **changes)
    if changed.quantity is None or changed.unit_price is None:
        return replace(ORDER, lines=(replace(changed, line_amount=None),), totals=Totals())
    amount = (changed.quantity * changed.unit_price / (changed.price_base_quantity or 1)).quantize(D("0.01"))
    return replace(ORDER, lines=(replace(changed, line_amount=amount),), totals=Totals(payable_total=amount))


def context(**changes: Any) -> Context:
    return replace(Context(MASTERS, US, TODAY, unit_words=WORDS), **changes)


def masters(**changes: Any) -> Context:
    return context(masters=replace(MASTERS, **changes))


def errors(checked: OrderRecord) -> list[str]:
    return [item.code for item in checked.findings if item.severity == "error"]


def codes(order: Order, where: Context | None = None, **changes: Any) -> list[str]:
    """Check an order and return the codes it gets."""
    return [item.code for item in check(record(order, **changes), where or context()).findings]


def found(order: Order, code: str, where: Context | None = None, **changes: Any) -> Finding:
    """Check an order and return its one finding of `code`."""
    checked = check(record(order, **changes), where or context())
    (item,) = [item for item in checked.findings if item.code == code]
    return item


def days(count: int) -> date:
    return TODAY + timedelta(count)
