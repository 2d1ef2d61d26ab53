"""Exported lists: order, day, parties, currency and terms stand in columns of the rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from intake.extract import extract
from intake.read import read
from orders.records import OrderRecord, Source

HEADS = ["PO_NUMBER", "PO_DATE", "SUPPLIER_NAME", "BUYER_NAME", "ITEM_CODE", "DESCRIPTION", "QTY", "UOM", "UNIT_PRICE"]
HEADS = [*HEADS, "LINE_AMOUNT", "NEED_BY", "CURRENCY", "PAYMENT_TERMS"]
ROWS = [
    row.split("|")
    for row in (
        "71-0042|2026-11-09|Wabash Thermal LLC|Orchard Dairy Inc|A-1|Well|15|EA|58.20|873.00|2026-12-04|USD|Net 45",
        "71-0042|2026-11-09|Wabash Thermal LLC|Orchard Dairy Inc|A-2|Head|15|EA|22.65|339.75|2026-12-04|USD|Net 45",
        "71-0043|2026-11-10|Wabash Thermal LLC|Orchard Dairy Inc|A-3|Kit|5|EA|18.00|90.00|2026-12-18|EUR|Net 45",
    )
]


def records(rows: Sequence[Sequence[str]], name: str = "Export") -> tuple[OrderRecord, ...]:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet(name)
    for index, row in enumerate(rows):
        sheet.write_row(index, 0, row)
    book.close()
    return extract(read(buffer.getvalue(), "a.xlsx"), Source("a.xlsx", "0", "x"))


def codes(record: OrderRecord) -> set[str]:
    return {item.code for item in record.findings if item.severity == "error"}


def with_column(heading: str, cells: Sequence[str]) -> list[list[str]]:
    return [[*HEADS, heading], *([*row, cell] for row, cell in zip(ROWS, cells, strict=True))]


def test_a_list_of_one_order_says_in_columns_what_a_head_says() -> None:
    (record,) = records([HEADS, *ROWS[:2]])
    order: Any = record.order
    assert (record.status, record.document_type) == ("accepted", "purchase_order")
    assert (order.order_id, order.issue_date, order.currency) == ("71-0042", date(2026, 11, 9), "USD")
    assert (order.buyer.name, order.seller.name) == ("Orchard Dairy Inc", "Wabash Thermal LLC")
    assert order.payment_terms == "Net 45"
    assert [line.attributes for line in order.lines] == [(), ()]
    assert record.evidence["/order/issue_date"].cell == "B2"


def test_each_order_of_a_list_has_what_its_own_rows_say() -> None:
    first, second = records([HEADS, *ROWS])
    assert [r.status for r in (first, second)] == ["accepted", "accepted"]
    orders: Any = [first.order, second.order]
    assert [(o.order_id, o.issue_date, o.currency) for o in orders] == [
        ("71-0042", date(2026, 11, 9), "USD"),
        ("71-0043", date(2026, 11, 10), "EUR"),
    ]
    assert [len(o.lines) for o in orders] == [2, 1]
    assert second.evidence["/order/currency"].cell == "L4"


def test_an_order_does_not_get_the_supplier_of_the_order_above_it() -> None:
    blank = [*ROWS[2][:2], "", *ROWS[2][3:]]
    first, second = records([HEADS, *ROWS[:2], blank])
    orders: Any = [first.order, second.order]
    assert [order.seller.name for order in orders] == ["Wabash Thermal LLC", None]


def test_rows_of_one_order_that_disagree_are_asked_about() -> None:
    other = [*ROWS[1][:2], "Calder Valves Ltd", *ROWS[1][3:]]
    (record,) = records([HEADS, ROWS[0], other])
    assert record.status == "review"
    assert "field-ambiguous" in codes(record)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("RECEIVED_QTY", ["15", "0", "0"]),
        ("Open Quantity", ["0", "15", "5"]),
        ("INVOICE_NO", ["R-1", "R-1", "R-2"]),
        ("GRN", ["4711", "4711", "4712"]),
        ("STATUS", ["Closed", "Closed", "Closed"]),
        ("Order Type", ["Returned goods", "Returned goods", "Returned goods"]),
        ("Order Kind", ["Standard", "Standard", "Standard"]),
    ],
)
def test_a_list_of_something_else_is_no_order(heading: str, cells: Sequence[str]) -> None:
    found = records(with_column(heading, cells))
    assert all(record.status == "review" and "document-type-unproved" in codes(record) for record in found)


def test_a_list_of_invoices_is_turned_away() -> None:
    assert {r.status for r in records(with_column("Order Type", ["Invoice", "Invoice", "Invoice"]))} == {"rejected"}


def test_a_list_in_force_is_read_and_one_under_unknown_words_is_held() -> None:
    approved = with_column("STATUS", ["Approved", "Approved", "Approved"])
    assert {r.status for r in records(approved)} == {"accepted"}
    assert {r.status for r in records([["Goods inward, week 46"], *approved])} == {"review"}
    without = [[cell for at, cell in enumerate(row) if at != 2] for row in [HEADS, *ROWS]]
    assert {r.status for r in records(without)} == {"review"}


def test_numbers_of_any_paper_are_orders_where_the_sheet_is_called_so() -> None:
    heads = ["单据编号", "采购日期", "供应商", "物料编码", "物料名称", "采购数量", "采购单位", "含税单价", "价税合计"]
    row = ["CGDD003918", "2026-06-02", "台州鑫磊机械配件厂", "P.10.0031", "阀杆", "300", "件", "18.60", "5580.00"]
    assert {r.status for r in records([heads, row], "采购订单#单据头")} == {"accepted"}
    assert {r.status for r in records([heads, row], "Sheet1")} == {"review"}


def test_a_supplier_s_number_beside_his_name_is_no_code_of_an_item() -> None:
    heads = [
        "订单编号",
        "订单日期",
        "供应商编码",
        "供应商",
        "存货编码",
        "存货名称",
        "数量",
        "单位",
        "含税单价",
        "价税合计",
    ]
    row = ["0000004127", "2026-05-06", "02018", "上海仪川传感技术有限公司", "1020300045", "变送器", "12", "只"]
    (record,) = records([heads, [*row, "780.00", "9360.00"]], "采购订单")
    assert record.order is not None
    assert (record.order.lines[0].buyer_item_id, record.order.lines[0].seller_item_id) == ("1020300045", None)
