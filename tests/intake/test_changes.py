"""What changes and cancellations say: against which order, which lines and fields, from what to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.intake.papers.goods import COLUMNS, HEAD_ZH, ROWS, errors, goods, order, order_zh, record
from tests.intake.papers.kit import Book, Paper, Part, Row, head, parts, table, text, title, totals

CHANGE, CANCEL = title("采购订单变更通知单"), title("订单取消通知")
UNNAMED = (("日期", "2026-01-20"), *HEAD_ZH[4:])  # the head without the order's number
OLD_NEW = ("序号", "物料编码", "名称", "原数量", "变更后数量", "单位", "单价", "金额")
ALTERED = (
    ("1", "WL-10021", "压力变送器", "60", "80", "台", "315.00", "25200.00"),
    ("2", "WL-10035", "安装支架", "120", "120", "件", "18.50", "2220.00"),
    ("3", "WL-20017", "密封垫圈", "500", "800", "个", "0.84", "672.00"),
)
LISTED = (("1", "WL-10021", "数量", "60", "80"), ("3", "WL-20017", "交货日期", "2026-02-28", "2026-03-15"))
ONE, TWO = "行 line 1: 数量 quantity 60 → 80", "行 line 3: 数量 quantity 500 → 800"
LATER = "行 line 3: 交期 requested date 2026-02-28 → 2026-03-15"


def changed(*body: Part, named: Sequence[tuple[str, str]] = HEAD_ZH, called: Part = CHANGE) -> Paper:
    return order_zh(title=called, head=head(named), items=parts(*body), total=parts())


def altered(columns: Sequence[str] = OLD_NEW, rows: Sequence[Row] = ALTERED, total: str = "28092.00") -> Paper:
    return order_zh(title=CHANGE, items=goods(rows, columns), total=totals(("合计", total)))


def said(paper: Paper) -> list[str]:
    """Return what the paper says it changes; each is against its order and shows where it stands."""
    stated = [item for item in record(paper).findings if item.code == "change-stated"]
    assert all(item.evidence is not None for item in stated)
    assert {item.facts["order"] for item in stated} == {"CG-2026-0117"}
    return [item.facts["changes"] for item in stated]


WHOLE: Mapping[str, Paper] = {
    "columns of both": altered(),
    "other words for both": altered((*OLD_NEW[:3], "变更前数量", "现数量", *OLD_NEW[5:])),
    "words in brackets": altered((*OLD_NEW[:3], "数量（变更前）", "数量（变更后）", *OLD_NEW[5:])),
    "the new one without a word": altered((*OLD_NEW[:4], "数量", *OLD_NEW[5:])),
    "in English": altered((*OLD_NEW[:3], "Old Qty", "New Qty", *OLD_NEW[5:])),
    "the old one struck out": altered(
        (*OLD_NEW[:3], "数量", *OLD_NEW[5:]),
        [(*r[:3], r[4] if r[3] == r[4] else f"~{r[3]}\n{r[4]}", *r[5:]) for r in ALTERED],
    ),
}


@pytest.mark.parametrize("paper", [pytest.param(paper, id=name) for name, paper in WHOLE.items()])
def test_an_order_printed_again_has_its_new_values_and_says_what_they_were(paper: Paper) -> None:
    found = record(paper)
    assert found.order is not None
    assert (found.document_type, found.status, errors(found)) == ("order_change", "review", set())
    assert [int(one.quantity or 0) for one in found.order.lines] == [80, 120, 800]
    assert said(paper) == [ONE, TWO]


def test_prices_and_dates_change_too() -> None:
    columns = ("序号", "物料编码", "名称", "数量", "单位", "原单价", "新单价", "金额", "原交期", "变更后交期")
    row = ("1", "WL-10021", "压力变送器", "60", "台", "315.00", "310.00", "18600.00", "2026-02-28", "2026-03-15")
    paper = order_zh(title=CHANGE, items=goods([row], columns), total=totals(("合计", "18600.00")))
    assert said(paper) == [
        "行 line 1: 交期 requested date 2026-02-28 → 2026-03-15",
        "行 line 1: 单价 unit price 315.00 → 310.00",
    ]
    found = record(paper)
    assert found.order is not None
    assert (found.order.lines[0].unit_price, found.order.lines[0].requested_date) == (D("310.00"), date(2026, 3, 15))


D = Decimal
PARTIAL: Mapping[str, tuple[Paper, Sequence[str], Sequence[Mapping[str, Any]]]] = {
    "a table of changes": (
        changed(table(("序号", "物料编码", "变更项目", "变更前", "变更后"), LISTED)),
        [ONE, LATER],
        [
            {"line_id": "1", "buyer_item_id": "WL-10021", "quantity": D(80)},
            {"line_id": "3", "buyer_item_id": "WL-20017", "requested_date": date(2026, 3, 15)},
        ],
    ),
    "sentences": (
        changed(text("变更内容如下：", "第3行数量由500改为800；", "第1项交货日期由2026-02-28变更为2026-03-15。")),
        [TWO, LATER.replace("3:", "1:")],
        [{"line_id": "3", "quantity": D(800)}, {"line_id": "1", "requested_date": date(2026, 3, 15)}],
    ),
    "the number in a sentence": (
        changed(text("现将我司采购订单 CG-2026-0117 变更如下：", "第3行数量由500改为800"), named=UNNAMED),
        [TWO],
        [{"line_id": "3", "quantity": D(800)}],
    ),
    "the number of the order changed": (
        changed(
            text("第3行数量由500改为800"),
            named=(("变更单号", "BG-2026-003"), ("原订单号", "CG-2026-0117"), *UNNAMED),
        ),
        [TWO],
        [{"line_id": "3", "quantity": D(800)}],
    ),
    "a line cancelled": (
        changed(text("第2行安装支架取消，其余不变。")),
        ["行 line 2: 取消 cancelled"],
        [{"line_id": "2", "quantity": None}],
    ),
    "the order's own date": (
        changed(text("交货日期由2026-02-28改为2026-03-15"), named=(*HEAD_ZH[:2], *HEAD_ZH[3:])),
        ["订单 order: 交货日期 requested date 2026-02-28 → 2026-03-15"],
        [],
    ),
    "columns nobody can name": (
        changed(table(("序号", "物料编码", "变更前", "变更后"), [("1", "WL-10021", "60", "80")])),
        ["行 line 1: 1 WL-10021 60 80"],
        [{"line_id": "1", "quantity": None}],
    ),
}


@pytest.mark.parametrize(("paper", "stated", "lines"), [pytest.param(*said, id=name) for name, said in PARTIAL.items()])
def test_a_paper_of_changes_only_names_them_and_is_no_whole_order(
    paper: Paper, stated: Sequence[str], lines: Sequence[Mapping[str, Any]]
) -> None:
    found = record(paper)
    assert found.order is not None
    assert (found.document_type, found.status, errors(found)) == ("order_change", "review", {"changes-only"})
    assert said(paper) == list(stated)
    assert [
        {name: getattr(one, name) for name in said} for one, said in zip(found.order.lines, lines, strict=True)
    ] == list(lines)


def test_english_sentences_change_lines() -> None:
    paper = order(
        title=title("Purchase Order Change"), total=parts(),
        items=text("Line 1: quantity changed from 100 to 120 pcs.", "Line 3: cancelled."),
    )  # fmt: skip
    found = record(paper)
    assert [item.facts["changes"] for item in found.findings if item.code == "change-stated"] == [
        "行 line 1: 数量 quantity 100 → 120 pcs", "行 line 3: 取消 cancelled",
    ]  # fmt: skip
    assert found.order is not None
    assert [(one.line_id, one.quantity, one.unit) for one in found.order.lines] == [
        ("1", D(120), "pcs"),
        ("3", None, None),
    ]


def test_a_change_that_nobody_can_read_shows_its_text() -> None:
    found = record(changed(text("请参照附件图纸的新要求执行。")))
    assert found.status == "review"
    assert next(item.facts["seen"] for item in found.findings if item.code == "order-mentioned").endswith(
        "新要求执行。"
    )


def test_old_values_on_a_plain_order_hold_it() -> None:
    found = record(order_zh(items=goods(ALTERED, OLD_NEW), total=totals(("合计", "28092.00"))))
    assert (found.document_type, found.status, errors(found)) == ("purchase_order", "review", {"change-stated"})


def test_a_sentence_that_cancels_a_line_holds_a_plain_order() -> None:
    assert errors(record(order_zh(text("另：第2行取消。")))) == {"change-stated"}
    assert errors(record(order(text("Line 2: cancelled")))) == {"change-stated"}
    assert errors(record(order(text("Cancelled lines are charged; a change from 1 to 2 needs consent.")))) == set()


def test_headings_of_what_was_and_what_is_over_two_lines_of_a_sheet() -> None:
    def fill(page: Any, book: object) -> None:
        page.append(["订单变更通知单"])
        page.append(["原订单号", "CG-2026-0117", "需方", "苏州恒泰仪表有限公司", "供方", "宁波晨光传感器有限公司"])
        page.append(["行号", "料号", "品名", "变更前", None, "变更后", None])
        page.append([None, None, None, "数量", "交期", "数量", "交期"])
        page.append([1, "WL-10021", "压力变送器", 60, "2026-02-28", 80, "2026-03-15"])
        page.append([2, "WL-10035", "安装支架", 120, "2026-02-28", 120, "2026-02-28"])
        for cells in ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3"):
            page.merge_cells(cells)

    found = record(Book(fill))
    assert found.order is not None
    assert (found.order.order_id, errors(found)) == ("CG-2026-0117", {"changes-only"})
    assert [item.facts["changes"] for item in found.findings if item.code == "change-stated"] == [
        ONE, "行 line 1: 交期 requested date 2026-02-28 → 2026-03-15",
    ]  # fmt: skip
    assert [int(one.quantity or 0) for one in found.order.lines] == [80, 120]


CANCELLED: Mapping[str, tuple[Paper, str, str | None]] = {
    "the whole order": (
        changed(text("我司采购订单 CG-2026-0117 现整单取消，请停止生产。"), named=UNNAMED, called=CANCEL),
        "order-cancelled", "现整单取消",
    ),
    "a line of it": (
        changed(text("订单 CG-2026-0117 第2行 WL-10035 取消，其余不变。"), called=CANCEL),
        "changes-only", "第2行 WL-10035 取消",
    ),
    "nobody can tell": (
        changed(text("订单 CG-2026-0117 中支架不再需要。"), called=CANCEL), "cancellation-unclear", "支架不再需要",
    ),
    "lines without a word": (
        order_zh(title=CANCEL), "cancellation-unclear", "WL-20017",
    ),
    "in English": (
        order(title=title("Purchase Order Cancellation"), total=parts(),
              items=text("Please cancel the above order in full.")),
        "order-cancelled", "Please cancel the above order in full",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("paper", "code", "seen"), [pytest.param(*said, id=name) for name, said in CANCELLED.items()])
def test_a_cancellation_says_what_it_ends(paper: Paper, code: str, seen: str) -> None:
    found = record(paper)
    assert found.order is not None
    assert (found.document_type, found.status) == ("order_cancellation", "review")
    assert found.order.order_id in ("CG-2026-0117", "4500017432")
    own = [item for item in found.findings if item.code in ("order-cancelled", "changes-only", "cancellation-unclear")]
    assert [item.code for item in own] == [code]
    assert seen in own[0].facts["seen"]


def test_struck_cells_that_say_nothing_else_are_held_as_before() -> None:
    found = record(order(items=goods([ROWS[0], (*ROWS[1][:3], "~40", *ROWS[1][4:]), ROWS[2]], COLUMNS)))
    assert "text-struck" in errors(found)
