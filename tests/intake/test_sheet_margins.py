"""Cells beside the items under no heading, and rows hidden among them."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from intake.extract import extract
from intake.read import read
from orders.records import OrderRecord, Source

HEADS = ("序号", "料号", "品名", "数量", "单位", "单价", "金额")
ROWS = ((1, "A-100", "阀", 5, "只", 2.5, 12.5), (2, "A-200", "泵", 4, "只", 3, 12), (3, "A-300", "管", 2, "只", 4, 8))


def order(change: Callable[[Any], object], *, total: str = "32.50") -> OrderRecord:
    """Read a plain order of three lines that `change` has changed: an openpyxl sheet, items in rows 5 to 7."""
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet: Any = book.active
    head = (
        ("采购订单",),
        ("订单编号", "PO-4711", "订单日期", "2026-01-08"),
        ("需方", "甲有限公司", "供方", "乙有限公司"),
    )
    rows: list[Any] = [*head, HEADS, *ROWS]
    for row in rows:
        sheet.append(row)
    if total:
        sheet.append(("合计", None, None, None, None, None, float(total)))
    change(sheet)
    book.save(out)
    (record,) = extract(read(out.getvalue(), "a.xlsx"), Source("a.xlsx", "0", ""))
    return record


def codes(record: OrderRecord) -> set[str]:
    return {item.code for item in record.findings if item.severity == "error"}


def test_a_plain_order_goes_through() -> None:
    assert order(lambda sheet: None).status == "accepted"


@pytest.mark.parametrize("cell", ["H6", "I5", "K7"])
def test_a_cell_beside_an_item_holds(cell: str) -> None:
    record = order(lambda sheet: sheet.__setitem__(cell, "取消"))
    assert codes(record) == {"row-unexplained"}


def test_a_column_that_all_items_have_says_nothing_of_one() -> None:
    def mark(sheet: Any) -> None:
        for row in (5, 6, 7):
            sheet[f"H{row}"] = "国产"

    assert order(mark).status == "accepted"


def test_a_list_behind_an_empty_column_is_none_of_the_order() -> None:
    def prices(sheet: Any) -> None:
        sheet["I2"], sheet["I3"], sheet["J3"] = "价格表", "料号", "标准价"
        for row in (4, 5, 6):
            sheet[f"I{row}"], sheet[f"J{row}"] = f"A-{row}00", 9.5

    record = order(prices)
    assert (record.status, codes(record)) == ("accepted", set())


def hide(sheet: Any) -> None:
    sheet.row_dimensions[6].hidden = True
    sheet["A7"] = 2  # numbered anew: no number is missing


def test_a_hidden_item_holds_unless_the_total_closes_without_it() -> None:
    assert "row-unexplained" in codes(order(hide, total=""))
    assert "total-disagrees" in codes(order(hide))
    assert order(hide, total="20.50").status == "accepted"


def test_sums_in_one_cell_are_each_read() -> None:
    said = "未税合计：28.76    税额：3.74    价税合计：32.50"
    record = order(lambda sheet: sheet.append((said,)), total="")
    assert record.order is not None
    assert (record.order.totals.payable_total, record.order.totals.tax_total) == (Decimal("32.50"), Decimal("3.74"))


def test_a_sum_nobody_can_read_is_asked_where_no_other_is_printed() -> None:
    assert codes(order(lambda sheet: sheet.append(("合计：32.50/33.50",)), total="")) == {"number-unexplained"}
