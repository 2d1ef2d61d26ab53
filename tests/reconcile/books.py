"""A small clean world of three exports that tests damage one cell at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from orders.exceptions import ExceptionRecord, Reconciliation
from orders.mapping import mappings
from reconcile.pipeline import reconcile

AS_OF = datetime(2026, 3, 4, 20)
CUSTOMERS = (
    "杭州云海自动化设备有限公司",
    "宁波海川泵业股份有限公司",
    "重庆山城仪表有限公司",
    "Nordwind Prozesstechnik GmbH",
)
ITEMS = tuple((f"SN-{n:02d}G", Decimal(n) * 7 + Decimal("0.35")) for n in range(1, 13))
STAGES = ("confirmed", "in_production", "ready", "shipped", "signed")
CRM_WORDS = {
    "已确认": "confirmed",
    "生产中": "in_production",
    "待发货": "ready",
    "已发货": "shipped",
    "已签收": "signed",
    "已取消": "cancelled",
    "暂停": "on_hold",
}
ERP_WORDS = {
    "已审核": "confirmed",
    "生产中": "in_production",
    "完工入库": "ready",
    "已出库": "shipped",
    "已签收": "signed",
    "作废": "cancelled",
    "挂起": "on_hold",
}
WMS_WORDS = {"待拣货": "ready", "拣货中": "picking", "已出库": "shipped", "已签收": "signed", "取消": "cancelled"}
WORDS = {"crm": CRM_WORDS, "erp": ERP_WORDS, "wms": WMS_WORDS}
HEADERS = {
    "crm": {
        "order_id": "订单号",
        "line_id": "行号",
        "sku": "产品编码",
        "customer": "客户名称",
        "quantity": "数量",
        "unit": "单位",
        "unit_price": "单价",
        "amount": "金额",
        "currency": "币种",
        "status": "订单状态",
        "order_date": "订单日期",
        "promised_date": "承诺交期",
        "updated_at": "更新时间",
    },
    "erp": {
        "order_id": "销售订单号",
        "line_id": "行号",
        "sku": "存货编码",
        "customer": "客户名称",
        "quantity": "数量",
        "unit": "计量单位",
        "unit_price": "含税单价",
        "amount": "价税合计",
        "currency": "币种",
        "status": "单据状态",
        "order_date": "单据日期",
        "promised_date": "交货日期",
        "updated_at": "修改时间",
        "waybill_id": "运单号",
        "bom_version": "BOM版本",
    },
    "wms": {
        "order_id": "来源单号",
        "line_id": "来源行号",
        "sku": "货品编码",
        "customer": "收货单位",
        "quantity": "应发数量",
        "shipped_quantity": "实发数量",
        "unit": "单位",
        "status": "出库状态",
        "shipped_date": "出库日期",
        "waybill_id": "运单号",
        "bom_version": "BOM版本",
        "updated_at": "操作时间",
    },
}
Row = dict[str, str]


@dataclass
class Books:
    """The rows of the three systems by canonical name; tests change them in place."""

    crm: list[Row] = field(default_factory=list)
    erp: list[Row] = field(default_factory=list)
    wms: list[Row] = field(default_factory=list)

    def of(self, system: str) -> list[Row]:
        rows: list[Row] = getattr(self, system)
        return rows

    def row(self, system: str, order: int, line: int = 1, part: int = 0) -> Row:
        """Return one row by the order and line it was made for."""
        return [row for row in self.of(system) if row["key"] == f"{order}/{line}"][part]

    def number(self, system: str, row: Row) -> str:
        """Return the physical row number."""
        return str(next(n for n, other in enumerate(self.of(system), 2) if other is row))

    def numbers(self, system: str, order: int, line: int = 1) -> str:
        found = [str(n) for n, row in enumerate(self.of(system), 2) if row["key"] == f"{order}/{line}"]
        return ";".join(found)


def typed(cell: str) -> object:
    """Store a cell as a person would: numbers as numbers, dates as dates, nothing for a blank."""
    if cell.replace(".", "", 1).isdigit():
        return float(cell) if "." in cell else int(cell)
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return cell or None


def order_number(order: int) -> str:
    return f"SO-2026-{order:05d}"


def clean_books(orders: int = 40) -> Books:
    """Make orders of one to three lines; every fifth ready line is shipped in two parts; stages agree everywhere."""
    books = Books()
    for order in range(1, orders + 1):
        for line in range(1, order % 3 + 2):
            _add_line(books, order, line)
    return books


def _add_line(books: Books, order: int, line: int) -> None:
    sku, price = ITEMS[(order * 5 + line * 3) % len(ITEMS)]
    quantity, stage = 10 + (order * 7 + line * 11) % 90, STAGES[order % len(STAGES)]
    moved = AS_OF - timedelta(hours=30 + order % 400)
    common = {
        "key": f"{order}/{line}",
        "order_id": order_number(order),
        "line_id": str(line),
        "sku": sku,
        "customer": CUSTOMERS[order % len(CUSTOMERS)],
        "quantity": str(quantity),
        "unit": "只",
        "unit_price": str(price),
        "amount": str(price * quantity),
        "currency": "CNY",
        "order_date": f"2026-01-{order % 28 + 1:02d}",
        "promised_date": f"2026-04-{order % 27 + 1:02d}",
        "updated_at": moved.isoformat(" "),
    }
    waybill = f"YD{order:04d}{line}" if stage in ("shipped", "signed") else ""
    shipped = f"2026-03-{order % 2 + 1:02d}" if waybill else ""
    books.crm.append({**common, "status": word("crm", stage)})
    books.erp.append(
        {**common, "status": word("erp", stage), "waybill_id": "" if order % 5 == 3 else waybill, "bom_version": "V3.2"}
    )
    if stage in ("ready", "shipped", "signed"):
        for part in [quantity // 2, quantity - quantity // 2] if (order, line) in SPLIT else [quantity]:
            books.wms.append(
                {
                    **common,
                    "quantity": str(part),
                    "shipped_quantity": str(part) if waybill else "0",
                    "status": word("wms", stage),
                    "shipped_date": shipped,
                    "waybill_id": waybill,
                    "bom_version": "V3.2",
                }
            )


SPLIT = {(8, 1), (13, 2), (18, 1), (23, 1)}


def word(system: str, stage: str) -> str:
    return next(text for text, value in WORDS[system].items() if value == stage)


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def table(books: Books, system: str, *, leave_out: Sequence[str] = ()) -> list[list[str]]:
    names = [name for name in HEADERS[system] if name not in leave_out]
    return [
        [HEADERS[system][name] for name in names],
        *([row.get(name, "") for name in names] for row in books.of(system)),
    ]


def write(
    books: Books, folder: Path, systems: Sequence[str] = ("crm", "erp", "wms"), *, leave_out: Sequence[str] = ()
) -> dict[str, tuple[Path, ...]]:
    folder.mkdir(parents=True, exist_ok=True)
    return {s: (write_csv(folder / f"{s}.csv", table(books, s, leave_out=leave_out)),) for s in systems}


@dataclass(frozen=True)
class FakeMapping:
    path: Path
    data: Mapping[str, Any]


def site_mappings(**changes: Mapping[str, Any]) -> tuple[FakeMapping, ...]:
    """Return the site's three mappings: status words, a lag of 24 hours, stalled after 20 days; `changes` by system."""
    base = {"tolerances": {"amount": {"absolute": "0.01"}, "status": {"hours": 24}, "stalled": {"days": 20}}}
    return tuple(
        FakeMapping(
            Path(f"site/{s}.yaml"),
            {"kind": "export", "system": s, "values": {"status": WORDS[s]}, **base, **changes.get(s, {})},
        )
        for s in ("crm", "erp", "wms")
    )


def run(files: Mapping[str, tuple[Path, ...]], **changes: Mapping[str, Any]) -> Reconciliation:
    return reconcile(files, (*site_mappings(**changes), *mappings("export")), mappings("owners")[0], AS_OF)


def found(books: Books, folder: Path, **changes: Mapping[str, Any]) -> tuple[ExceptionRecord, ...]:
    return run(write(books, folder), **changes).exceptions
