"""A remark under a label of its own is read to its end: rules ask what it says; it proves nothing and holds nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from orders.rules.judge import judge
from tests.intake.papers.goods import HEAD, HEAD_ZH, errors, order, order_zh, record
from tests.intake.papers.kit import Paper, head, text
from tests.rules.small_rules import standing

SAID: Mapping[str, tuple[Paper, str | None]] = {
    "none": (order_zh(), None),
    "in the head": (order_zh(head=head((*HEAD_ZH, ("备注", "特殊包装，每箱四只")))), "特殊包装，每箱四只"),
    "below the table": (order_zh(text("备注：特殊包装。")), "特殊包装。"),
    "over three lines": (order_zh(text("备注：按时交货，", "附报告，", "特殊包装。")), "按时交货，附报告，特殊包装。"),
    "under its label": (order_zh(text("备注：", "1. 附报告。", "2. 特殊包装。")), "1. 附报告。2. 特殊包装。"),
    "before another label": (order_zh(text("备注：特殊包装。", "付款方式：月结60天")), "特殊包装。"),
    "in English": (order(head=head((*HEAD, ("Remarks", "Special packing")))), "Special packing"),
    "in two places": (
        order_zh(text("备注：特殊包装。"), head=head((*HEAD_ZH, ("备注", "分批交货")))),
        "分批交货\n特殊包装。",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("paper", "note"), [pytest.param(*said, id=name) for name, said in SAID.items()])
def test_a_remark_is_read_to_its_end(paper: Paper, note: str | None) -> None:
    found = record(paper)
    assert found.order is not None
    assert found.order.note == note
    assert ("/order/note" in found.evidence) == (note is not None)


@pytest.mark.parametrize("name", [name for name, (_, note) in SAID.items() if note and "特殊" in note])
def test_a_rule_about_remarks_holds_for_all_of_them(name: str) -> None:
    assert judge(record(SAID[name][0]), standing("备注 含 特殊 → 暂停"))


def test_a_remark_owns_no_day_that_may_be_the_delivery_s() -> None:
    without = tuple(pair for pair in HEAD_ZH if pair[0] != "交货日期")
    assert errors(record(order_zh(text("备注：2026年2月28日前送到。"), head=head(without)))) == {"date-unreadable"}
