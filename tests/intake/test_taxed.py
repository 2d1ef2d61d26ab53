"""Prices with and without tax, tax columns, discounts, freight, sums in words; and sheets of several orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from tests.intake.papers.goods import (
    CHENGUANG,
    HEAD_ZH,
    HENGTAI,
    ROWS_ZH,
    TRUTH_ZH,
    Line,
    Said,
    assert_read,
    errors,
    goods,
    line,
    order_zh,
    record,
    records,
)
from tests.intake.papers.kit import Book, Paper, Row, head, parts, table, totals

PAIRS = ("序号", "物料编码", "名称", "数量", "单位", "未税单价", "含税单价", "未税金额", "税额", "价税合计")
TAXED: Sequence[Row] = (
    ("1", "WL-10021", "压力变送器", "60", "台", "300.00", "339.00", "18000.00", "2340.00", "20340.00"),
    ("2", "WL-10035", "安装支架", "120", "件", "20.00", "22.60", "2400.00", "312.00", "2712.00"),
    ("3", "WL-20017", "密封垫圈", "500", "个", "1.00", "1.13", "500.00", "65.00", "565.00"),
)
SUM = ("合计", "", "", "680", "", "", "", "20900.00", "2717.00", "23617.00")
RATED = ("序号", "物料编码", "名称", "数量", "单位", "单价(未税)", "税率", "金额(未税)", "税额", "价税合计")
IN_WORDS = "贰万叁仟陆佰壹拾柒元整"
GROSS = tuple(line(str(r[1]), str(r[3]), str(r[4]), str(r[6]), str(r[9])) for r in TAXED)
NET = tuple(line(str(r[1]), str(r[3]), str(r[4]), str(r[5]), str(r[7])) for r in TAXED)


def paper(columns: Sequence[str], rows: Sequence[Row], *sums: tuple[str, str]) -> Paper:
    return order_zh(items=table(columns, rows, right=range(3, len(columns))), total=totals(*sums) if sums else parts())


def truth(lines: tuple[Line, ...], total: str, tax: str | None, *, gross: bool, **more: Any) -> Mapping[str, Any]:
    amount = Decimal(tax) if tax else None
    said = {"lines": lines, "payable_total": Decimal(total), "tax_total": amount, "prices_include_tax": gross}
    return {**TRUTH_ZH, **said, **more}


READ: Mapping[str, Said] = {
    "pairs of prices and amounts": (
        truth(GROSS, "23617.00", "2717.00", gross=True),
        paper(PAIRS, TAXED, ("未税合计", "20900.00"), ("税额", "2717.00"), ("价税合计", "23617.00"),
              ("大写", IN_WORDS)),
    ),
    "a row of sums, and the total in words": (
        truth(GROSS, "23617.00", "2717.00", gross=True),
        paper(PAIRS, [*TAXED, SUM], (f"价税合计（大写）：{IN_WORDS}", "¥23617.00")),
    ),
    "net prices, a rate, freight": (
        truth(
            tuple(one for one in NET), "23717.00", "2717.00", gross=False, charges=((True, Decimal("100.00")),),
        ),
        paper(
            RATED, [(*r[:6], "13%", *r[7:]) for r in TAXED],
            ("合计（未税）", "20900.00"), ("增值税13%", "2717.00"), ("运费", "100.00"), ("总计（含税）", "23717.00"),
        ),
    ),
    "prices after a discount beside the list prices": (
        truth(
            (line("WL-10021", "60", "台", "315.00", "18900.00"), line("WL-10035", "120", "件", "18.50", "2220.00")),
            "21000.00", None, gross=True, charges=((False, Decimal("120.00")),),
        ),
        paper(
            ("序号", "物料编码", "名称", "数量", "单位", "原价", "折扣%", "折后单价", "金额"),
            [
                ("1", "WL-10021", "压力变送器", "60", "台", "350.00", "10", "315.00", "18900.00"),
                ("2", "WL-10035", "安装支架", "120", "件", "20.00", "7.5", "18.50", "2220.00"),
            ],
            ("小计", "21120.00"), ("优惠", "-120.00"), ("合计（含税）", "21000.00"), ("人民币（大写）", "贰万壹仟元整"),
        ),
    ),
    "what a discount leaves, and the tax that the total contains": (
        truth(
            (
                line("WL-10021", "60", "台", "350.00", "18900.00", discount="10"),
                line("WL-10035", "100", "件", "20.00", "2000.00", discount="0"),
            ),
            "20900.00", "2404.42", gross=True,
        ),
        paper(
            ("序号", "物料编码", "名称", "数量", "单位", "含税单价", "折扣率", "金额"),
            [
                ("1", "WL-10021", "压力变送器", "60", "台", "350.00", "90%", "18900.00"),
                ("2", "WL-10035", "安装支架", "100", "件", "20.00", "100%", "2000.00"),
            ],
            ("合计", "20900.00"), ("其中：税额(13%)", "2404.42"), ("不含税金额", "18495.58"),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "drawn"), [pytest.param(*said, id=name) for name, said in READ.items()])
def test_prices_with_and_without_tax_are_read_as_they_are_meant(said: Mapping[str, Any], drawn: Paper) -> None:
    assert_read(said, drawn)


def test_a_discount_that_is_in_the_price_is_a_parameter() -> None:
    found = record(READ["prices after a discount beside the list prices"][1])
    assert found.order is not None
    assert [(one.name, one.value) for one in found.order.lines[0].attributes] == [("原价", "350.00"), ("折扣%", "10")]


def numbered() -> Paper:
    rows = [
        (number, at, *row[1:3], *row[4:])
        for number, at, row in zip(("PO-1001", "PO-1001", "PO-1002"), "121", ROWS_ZH, strict=False)
    ]
    columns = ("订单号", "行号", "物料编码", "名称", "数量", "单位", "单价", "金额")
    return order_zh(head=head(HEAD_ZH[1:]), items=goods(rows, columns), total=parts())


def listed() -> Book:
    def fill(page: Any, book: object) -> None:
        page.append(["采购订单"])
        page.append(["需方", HENGTAI, "供方", CHENGUANG])
        page.append(["订单日期", "2026-01-17"])
        page.append(["PO号", "行号", "料号", "品名", "数量", "单位", "含税单价", "含税金额", "交期"])
        for number, at, row in zip(("PO-1001", "PO-1001", "PO-1002"), (10, 20, 10), ROWS_ZH, strict=True):
            page.append([number, at, row[1], row[2], int(row[4]), row[5], float(row[6]), float(row[7]), "2026-02-28"])

    return Book(fill)


@pytest.mark.parametrize(("sheet", "lines"), [(numbered(), ["1", "2", "1"]), (listed(), ["10", "20", "10"])])
def test_a_number_in_each_row_makes_several_orders(sheet: Paper | Book, lines: Sequence[str]) -> None:
    orders = records(sheet)
    assert [(one.status, errors(one)) for one in orders] == [("accepted", set())] * 2
    read = [one.order for one in orders if one.order]
    assert [one.order_id for one in read] == ["PO-1001", "PO-1002"]
    assert [item.line_id for one in read for item in one.lines] == lines
    assert [item.buyer_item_id for one in read for item in one.lines] == [row[1] for row in ROWS_ZH]
