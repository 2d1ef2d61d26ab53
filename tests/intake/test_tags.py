"""Urgent orders and replenishments say so on the paper; conditions, fees and denials say nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.intake.papers.goods import HEAD, HEAD_ZH, assert_held, errors, order, order_zh, record
from tests.intake.papers.kit import Paper, head, parts, text, title

URGENT, RESTOCK = ("urgent",), ("replenishment",)
SAID: Mapping[str, tuple[Paper, str | None, tuple[str, ...]]] = {
    "in the title": (order_zh(title=title("采购订单（加急）")), "urgent", URGENT),
    "by the title": (order_zh(title=title("补货订单")), None, RESTOCK),
    "behind a label": (order_zh(head=head((*HEAD_ZH, ("紧急程度", "特急")))), "urgent", URGENT),
    "a plain word behind a label": (order_zh(head=head((*HEAD_ZH, ("是否加急", "是")))), "urgent", URGENT),
    "an everyday order": (order_zh(head=head((*HEAD_ZH, ("紧急程度", "普通")))), "normal", ()),
    "a level of the buyer's own": (order(head=head((*HEAD, ("Priority", "P2")))), "P2", ()),
    "in a remark": (order_zh(text("备注：本单为补货订单，加急，请优先安排。")), "urgent", ("replenishment", "urgent")),
    "as a stamp": (order_zh(head=parts(text("加急", size=16), head(HEAD_ZH))), "urgent", URGENT),
    "as the kind of order": (order_zh(head=head((*HEAD_ZH, ("订单类型", "补货")))), None, RESTOCK),
    "in an English title": (order(title=title("URGENT PURCHASE ORDER")), "urgent", URGENT),
    "in English": (order(text("Remarks: RUSH ORDER - please ship at once")), "urgent", URGENT),
    "a fee": (order_zh(text("备注：加急费用由供方承担。")), None, ()),
    "a denial": (order_zh(text("备注：本单不加急。加急：否")), None, ()),
    "a condition": (order_zh(text("如遇加急订单，另行通知。"), text("Rush orders may carry a charge.")), None, ()),
    "a sentence of the terms": (
        order(text("The seller shall treat every order it calls an urgent order before all others.")), None, (),
    ),
    "a way of sending": (order(text("Ship via: Express", "Certificates: Yes")), None, ()),
}  # fmt: skip


@pytest.mark.parametrize(("paper", "priority", "tags"), [pytest.param(*said, id=name) for name, said in SAID.items()])
def test_what_makes_an_order_special_is_read(paper: Paper, priority: str | None, tags: tuple[str, ...]) -> None:
    found = record(paper)
    assert found.order is not None
    assert (found.status, errors(found)) == ("accepted", set())
    assert (found.order.priority, found.order.tags) == (priority, tags)
    assert all(f"/order/tags/{index}" in found.evidence for index in range(len(tags)))
    assert ("/order/priority" in found.evidence) == (priority is not None)


def test_a_label_and_a_stamp_that_contradict_are_held() -> None:
    assert_held("field-ambiguous", order_zh(text("加急", size=16), head=head((*HEAD_ZH, ("紧急程度", "普通")))))
