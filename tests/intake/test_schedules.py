"""Several deliveries of one item are lines with its number, wherever they stand; what adds up to no whole is held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from tests.intake.papers.eastern_forms import PLAN, scheduled
from tests.intake.papers.goods import HEAD, HEAD_ZH, assert_held, errors, order, order_zh, record
from tests.intake.papers.kit import Book, Paper, Row, head, table, totals
from tests.intake.papers.western import _delivered

COLUMNS = ("序号", "物料编码", "名称", "数量", "单位", "单价", "金额")
FIRST = ("1", "WL-10021", "压力变送器", "300", "台", "10.00", "3000.00")
SECOND = ("2", "WL-10035", "安装支架", "120", "件", "20.00", "2400.00", "2026-03-10")
MARCH, APRIL = date(2026, 3, 10), date(2026, 4, 10)
UNDATED = (*HEAD_ZH[:2], *HEAD_ZH[3:])


def drawn(*rows: Row, more: Sequence[str] = ("交期",), total: str = "5400.00") -> Paper:
    items = table((*COLUMNS, *more), rows, right=(3, 5, 6))
    return order_zh(head=head(UNDATED), items=items, total=totals(("合计", total)))


def sheet(cell: str) -> Book:
    def fill(page: object, book: object) -> None:
        for row in [
            ["采购订单"],
            ["订单编号", "CG-2026-0117", "订单日期", "2026-01-17"],
            ["需方", "苏州恒泰仪表有限公司", "供方", "宁波晨光传感器有限公司"],
            [*COLUMNS, "交期"],
            [*FIRST, cell],
            list(SECOND),
            ["合计", None, None, None, None, None, "5400.00"],
        ]:
            page.append(row)  # type: ignore[attr-defined]

    return Book(fill)


def part(quantity: str, day: str, line: str = "1") -> Row:
    return (line, "WL-10021", "压力变送器", quantity, "台", "10.00", f"{int(quantity) * 10}.00", day)


SPLIT: Mapping[str, Paper | Book] = {
    "in one cell": drawn((*FIRST, "2026-03-10：100，2026-04-10：200"), SECOND),
    "counts before days": drawn((*FIRST, "100台 2026-03-10, 200台 2026-04-10"), SECOND),
    "in lines of a cell": drawn((*FIRST, "2026-03-10：100\n2026-04-10：200"), SECOND),
    "in a cell of a sheet": sheet("100台 2026/3/10；200台 2026/4/10"),
    "in lines of a sheet's cell": sheet("2026-03-10 100台\n2026-04-10 200台"),
    "in columns of days": drawn((*FIRST, "100", "200"), (*SECOND[:7], "120", ""), more=("2026-03-10", "2026-04-10")),
    "in rows with nothing else": drawn(
        (*FIRST, ""), ("", "", "分批交货", "100", "", "", "", "2026-03-10"),
        ("", "", "分批交货", "200", "", "", "", "2026-04-10"), SECOND,
    ),
    "in a line below the item": drawn((*FIRST, "分批"), "分批交货：2026-03-10 100台；2026-04-10 200台", SECOND),
    "in rows without a number of their own": drawn(part("100", "2026-03-10"), part("200", "2026-04-10", ""), SECOND),
    "in rows numbered 1-1, 1-2": drawn(
        part("100", "2026-03-10", "1-1"), part("200", "2026-04-10", "1-2"), ("2-1", *SECOND[1:])
    ),
}  # fmt: skip


@pytest.mark.parametrize("paper", [pytest.param(paper, id=name) for name, paper in SPLIT.items()])
def test_deliveries_are_lines_of_their_item(paper: Paper | Book) -> None:
    found = record(paper)
    assert found.order is not None
    assert (found.status, errors(found)) == ("accepted", set())
    read = [(one.line_id, one.schedule_id, one.buyer_item_id, int(one.quantity or 0)) for one in found.order.lines]
    rest = [(one.unit, str(one.line_amount), one.requested_date) for one in found.order.lines]
    assert read[:2] == [("1", "1", "WL-10021", 100), ("1", "2", "WL-10021", 200)]
    assert rest[:2] == [("台", "1000.00", MARCH), ("台", "2000.00", APRIL)]
    assert [(line, *item) for line, _, *item in read[2:]] == [("2", "WL-10035", 120)]
    amount = found.evidence["/order/lines/0/line_amount"]
    assert (amount.text, amount.method) in (("3000.00", "derived"), ("1000.00", "text"))


def test_deliveries_under_a_heading_of_their_own_and_in_a_plan() -> None:
    below = record(order(items=_delivered(("2026-03-04", 40), ("2026-04-04", 60)), head=head((*HEAD[:2], *HEAD[3:]))))
    assert below.order is not None
    assert (below.status, [(one.line_id, one.schedule_id) for one in below.order.lines][:3]) == (
        "accepted", [("1", "1"), ("1", "2"), ("2", "1")],
    )  # fmt: skip
    plan = record(scheduled(*PLAN[:2], (PLAN[2][0], "3", "200", "2026-02-20"), (PLAN[2][0], "4", "300", "2026-02-28")))
    assert plan.order is not None
    assert [(one.line_id, one.schedule_id, int(one.quantity or 0)) for one in plan.order.lines][2:] == [
        ("3", "1", 200), ("3", "2", 300),
    ]  # fmt: skip
    assert (plan.status, errors(plan)) == ("accepted", set())


HELD: Mapping[str, tuple[str, Paper]] = {
    "that do not come to the quantity": (
        "number-unexplained", drawn((*FIRST, "2026-03-10：100，2026-04-10：250"), SECOND),
    ),
    "in columns that do not come to it": (
        "number-unexplained",
        drawn((*FIRST, "100", "250"), (*SECOND[:7], "120", ""), more=("2026-03-10", "2026-04-10")),
    ),
    "in months": ("number-unexplained", drawn((*FIRST, "100", "200"), (*SECOND[:7], "120", ""), more=("3月", "4月"))),
    "whose amounts cannot be parted": (
        "number-unexplained",
        drawn((*FIRST[:5], "0.333", "99.90", "2026-03-10：1，2026-04-10：299"), SECOND, total="2499.90"),
    ),
    "in a row of another quantity": (
        "line-incomplete", drawn((*FIRST, ""), ("", "", "分批交货", "100", "", "", "", "2026-03-10"), SECOND),
    ),
    "beside another day": (
        "number-unexplained",
        drawn((*FIRST, "2026-05-05"), "分批交货：2026-03-10 100台；2026-04-10 200台", SECOND),
    ),
    "of one day twice": (
        "line-number-gap", drawn(part("100", "2026-03-10"), part("200", "2026-03-10", ""), SECOND),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "paper"), [pytest.param(*said, id=name) for name, said in HELD.items()])
def test_deliveries_that_leave_a_doubt_are_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)


def test_days_without_a_year_are_the_next_after_the_orders() -> None:
    found = record(drawn((*FIRST, "100台 3/10, 200台 4/10"), SECOND))
    assert found.order is not None
    assert (found.status, errors(found)) == ("accepted", set())
    assert [(one.schedule_id, one.requested_date) for one in found.order.lines][:2] == [("1", MARCH), ("2", APRIL)]
