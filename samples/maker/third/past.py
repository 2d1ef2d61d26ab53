"""A list of the time before the product, as a clerk kept it in Excel, and what its import must say."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from samples.maker import sheets, world
from samples.maker.orders import Order
from samples.maker.third.papers import third

HEADER = ["行政区", "客户", "客户PO", "签单日", "签单额", "币"]
MAPPING = """# The clerk's own headings for the list of earlier orders.
kind: master
tables:
  history:
    columns:
      customer: 客户
      order_id: 客户PO
      issue_date: 签单日
      amount: 签单额
      currency: 币
"""
RESENT = third("C001", "CG-20260226-004", [("CX-PT100-05", 22), ("CX-TT200-A", 11)], issued="2026-02-26")
CONFLICTING = third("C001", "CG-20260225-002", [("CX-PT100-16", 15)], issued="2026-02-25")
STRANGER = "无锡锡山泵阀有限公司"


def _plain() -> list[list[str]]:
    """Return one order a customer and month, from July 2025 on."""
    chance = random.Random("history")
    rows = []
    for number, customer in enumerate(world.CUSTOMERS * 8):
        day = date(2025, 7, 1) + timedelta(days=30 * (number // 12) + chance.randrange(28))
        amount = Decimal(chance.randrange(80000, 9000000)) / 100
        rows.append(
            ["华东", customer.name, f"OLD-{number + 1:04d}", day.isoformat(), f"{amount:,.2f}", customer.currency]
        )
    return rows


def _of(order: Order, amount: Decimal) -> list[str]:
    return ["华东", order.customer.name, order.order_id, order.issue_date, f"{amount:,.2f}", "CNY"]


def rows() -> list[list[str]]:
    """Return the list: 96 plain rows, and each kind of row that a clerk's list has."""
    plain = _plain()
    conflict = _of(CONFLICTING, CONFLICTING.payable_total + Decimal("200.00"))
    return [
        ["历史订单台账 2025-07 至 2026-02"],
        HEADER,
        *plain,
        _of(RESENT, RESENT.payable_total),
        conflict,
        plain[7],  # entered twice
        [plain[8][0], plain[8][1], plain[8][2].lower().replace("-", " - "), *plain[8][3:]],  # twice, spelled otherwise
        ["华东", world.CUSTOMERS[0].name, "OLD-9001", "2025-11-03", "1,880.00", "CNY"],
        ["华东", world.CUSTOMERS[0].name, "OLD-9001", "2025-11-20", "2,350.00", "CNY"],  # one number, two contents
        ["江苏", STRANGER, "XS-77", "2025-12-01", "5,400.00", "CNY"],
        ["华东", "", "OLD-9002", "2025-12-02", "610.00", "CNY"],  # nobody's
        ["华东", world.CUSTOMERS[2].name, "OLD-9003", "03/04/2025", "77.00", "CNY"],  # 3 April or 4 March
        ["华东", world.CUSTOMERS[3].name, "", "2025-12-04", "920.00", "CNY"],  # no number
        ["合计", "", "", "", "4,611,223.00", ""],
    ]


# taken + repeated + without_number + refused = rows; several: numbers with more than one content
COUNTS = {
    "rows": 107, "taken": 102, "repeated": 1, "without_number": 2, "refused": 2,
    "orders": 101, "several": 1, "strangers": 1, "added": 101,
}  # fmt: skip


def write(folder: Path) -> None:
    """Write the list, its mapping and what the import must count."""
    import json

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "历史订单台账.xlsx").write_bytes(sheets.text_table(rows(), "台账"))
    (folder / "history.yaml").write_text(MAPPING, encoding="utf-8")
    (folder / "history.expected.json").write_text(json.dumps(COUNTS, indent=1) + "\n", encoding="utf-8")
