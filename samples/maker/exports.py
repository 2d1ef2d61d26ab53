"""The three systems' export files with their own headers, this site's mappings of them, and the expected exceptions."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from samples.maker import faults, sales, sheets
from samples.maker.faults import SYSTEMS, Expected
from samples.maker.sales import Books, Row

CRM = {
    "order_id": "销售单号",
    "line_id": "行号",
    "customer_order_id": "客户采购单号",
    "sku": "产品编码",
    "description": "产品名称",
    "customer": "客户名称",
    "quantity": "数量",
    "unit": "单位",
    "unit_price": "成交单价",
    "amount": "成交金额",
    "currency": "币种",
    "status": "订单状态",
    "order_date": "下单日期",
    "promised_date": "承诺交期",
    "updated_at": "最近更新",
}
ERP = {
    "order_id": "单据编号",
    "line_id": "行",
    "sku": "存货编码",
    "description": "存货名称",
    "customer": "客户全称",
    "quantity": "订货数量",
    "unit": "主计量单位",
    "unit_price": "结算单价",
    "amount": "价税合计",
    "currency": "币别",
    "status": "单据状态",
    "order_date": "单据日期",
    "promised_date": "计划交货日",
    "updated_at": "修改时间",
}
WMS = {
    "order_id": "来源单号",
    "line_id": "来源行号",
    "sku": "货品代码",
    "description": "货品描述",
    "customer": "收货方",
    "quantity": "应发数量",
    "shipped_quantity": "实发数量",
    "unit": "单位",
    "status": "出库状态",
    "shipped_date": "出库日期",
    "waybill_id": "运单号",
    "warehouse": "仓库",
    "updated_at": "操作时间",
}
HEADERS = {"crm": CRM, "erp": ERP, "wms": WMS}
KEYS = {"crm": r"SO-?(\d{4})-?(\d{8})", "erp": r"(\d{4})(\d{8})", "wms": r"SO-?(\d{4})-?(\d{8})"}
FIRST_ROWS = {"crm": 3, "erp": 2, "wms": 2}  # the CRM's export has a title above its header
TITLES = {"crm": "销售订单明细（导出时间 2026-03-04 19:40）"}
MAPPING = """# How the {name} export of this site reads.
kind: export
system: {system}
columns:
{columns}
values:
  status:
{words}
keys:
  order_id:
    pattern: '{pattern}'
tolerances:
  amount:
    absolute: "0.01"
  status:
    hours: 24
  stalled:
    days: 20
"""
EXPECTED_HEADER = [
    "kind",
    "order_id",
    "line_id",
    "sku",
    "crm_rows",
    "erp_rows",
    "wms_rows",
    "field",
    "odd_system",
    "amount_at_stake",
    "currency",
]


def write(folder: Path, mappings: Path) -> None:
    """Write the three exports, what must be found in them, and how they read."""
    folder.mkdir(parents=True, exist_ok=True)
    mappings.mkdir(parents=True, exist_ok=True)
    orders = sales.sold()
    books = sales.books(orders)
    expected = faults.plant(books, orders)
    _arrange(books)
    sheets.write_csv(
        folder / "exceptions.expected.csv", [EXPECTED_HEADER, *(_expected(entry, books) for entry in expected)]
    )
    (folder / "crm.xlsx").write_bytes(_crm(books.crm))
    sheets.write_csv(folder / "erp.csv", _erp(books.erp), "gb18030")
    sheets.write_csv(
        folder / "wms.csv", [list(WMS.values()), *([_iso(row[name]) for name in WMS] for row in books.wms)], "utf-8-sig"
    )
    for system in SYSTEMS:
        (mappings / f"{system}.yaml").write_text(_mapping(system), encoding="utf-8")


def _arrange(books: Books) -> None:
    """Give each system an order of its own: the CRM by number, the ERP by date, the WMS as the pallets went."""
    books.crm.sort(key=lambda row: row["key"])
    books.erp.sort(key=lambda row: (row["order_date"], row["key"]))
    random.Random("pallets").shuffle(books.wms)


def _expected(entry: Expected, books: Books) -> list[str]:
    sale = entry.sales[0]
    line, sku = ("", "") if entry.whole else (str(sale.line_id), sale.sku)
    rows = [_rows(getattr(books, system), entry.rows[system], FIRST_ROWS[system]) for system in SYSTEMS]
    return [
        entry.kind,
        sale.order_id,
        line,
        sku,
        *rows,
        entry.field,
        entry.odd_system,
        f"{entry.stake:.2f}",
        sale.customer.currency,
    ]


def _rows(all_rows: list[Row], wanted: list[Row], first: int) -> str:
    """Return physical row numbers as Excel counts them."""
    marks = {id(row) for row in wanted}
    return ";".join(str(first + at) for at, row in enumerate(all_rows) if id(row) in marks)


def _crm(rows: Sequence[Row]) -> bytes:
    def fill(book: Any) -> None:
        sheet, day = book.add_worksheet("订单明细"), book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_string(0, 0, TITLES["crm"])
        sheet.write_row(1, 0, CRM.values())
        for at, row in enumerate(rows, 2):
            for place, name in enumerate(CRM):
                _cell(sheet, (at, place), row[name], day, moment)

    return sheets.workbook(fill)


def _cell(sheet: Any, at: tuple[int, int], value: Any, day: Any, moment: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(*at, value, moment)
    elif isinstance(value, date):
        sheet.write_datetime(*at, datetime.combine(value, time()), day)
    elif isinstance(value, int | Decimal):
        sheet.write_number(*at, float(value))
    else:
        sheet.write_string(*at, value)


def _erp(rows: Sequence[Row]) -> list[list[str]]:
    """Return the ERP's table: dates with slashes, amounts with thousands separators, a total row at the end."""
    body = [[_slashed(row[name], name) for name in ERP] for row in rows]
    sums = {
        "order_id": "合计",
        "quantity": str(sum(row["quantity"] for row in rows)),
        "amount": f"{sum(row['amount'] for row in rows):,}",
    }
    return [list(ERP.values()), *body, [sums.get(name, "") for name in ERP]]


def _slashed(value: Any, name: str) -> str:
    if isinstance(value, datetime):
        return f"{value.year}/{value.month}/{value.day} {value:%H:%M:%S}"
    if isinstance(value, date):
        return f"{value.year}/{value.month}/{value.day}"
    return f"{value:,}" if name == "amount" else str(value)


def _iso(value: Any) -> str:
    return "" if value is None else str(value)


def _mapping(system: str) -> str:
    """Return the mapping file of one export."""
    columns = "\n".join(f"  {name}: {header}" for name, header in HEADERS[system].items())
    words = "\n".join(f"    {word}: {stage}" for stage, word in sales.WORDS[system].items())
    return MAPPING.format(system=system, name=system.upper(), columns=columns, words=words, pattern=KEYS[system])
