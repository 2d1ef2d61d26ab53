"""Papers that were once accepted wrong: each is held with the finding that says why, or read exactly as it is meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.intake.papers.doubtful_heads import HEADS
from tests.intake.papers.doubtful_numbers import NUMBERS
from tests.intake.papers.doubtful_rows import MARKED, ROWS_HELD
from tests.intake.papers.goods import HEAD, TITLE, assert_held, errors, facts, order, order_zh, record
from tests.intake.papers.kit import Book, Paper, head, parts, text, title
from tests.intake.papers.meant import MEANT
from tests.intake.papers.sheets import DOUBTFUL_SHEETS, MEANT_SHEETS

DOUBTFUL = [
    pytest.param(code, paper, id=f"{code}: {name}")
    for group in (HEADS, ROWS_HELD, NUMBERS, MARKED, DOUBTFUL_SHEETS)
    for code, papers in group.items()
    for name, paper in papers.items()
]
READ = [pytest.param(truth, paper, id=name) for name, (truth, paper) in {**MEANT, **MEANT_SHEETS}.items()]
OTHER_TITLES = (
    "Order Acceptance", "Return Order", "Works Order", "Purchase Requisition", "Purchase Forecast", "Credit Memo",
    "Booking Confirmation", "Goods Return Note", "Order Status Report", "Pick List", "Quotation", "Commercial Invoice",
    "Delivery Note", "Order Confirmation", "Price List 2026", "退货单", "请购单", "生产工单", "销售合同", "提货单",
    "采购退货单", "采购订单执行情况表", "委外加工退料单", "采购需求预测", "验收单",
)  # fmt: skip


@pytest.mark.parametrize(("code", "paper"), DOUBTFUL)
def test_what_cannot_be_proved_is_held(code: str, paper: Paper | Book) -> None:
    assert_held(code, paper)


@pytest.mark.parametrize(("truth", "paper"), READ)
def test_the_value_that_is_meant_is_read(truth: Mapping[str, Any], paper: Paper | Book) -> None:
    found = record(paper)
    assert found.status in ("accepted", "review")
    assert found.status == "review" or facts(found) == truth


@pytest.mark.parametrize("words", OTHER_TITLES)
def test_a_paper_of_another_title_is_no_order(words: str) -> None:
    found = record(order(title=title(words)) if words.isascii() else order_zh(title=title(words)))
    assert found.status == "rejected"
    assert found.document_type not in ("purchase_order", "order_change")
    assert "not-an-order" in {item.code for item in found.findings}


@pytest.mark.parametrize("words", ["Draft Purchase Order", "Tilausvahvistus"])
def test_a_title_that_nobody_knows_is_asked_about(words: str) -> None:
    found = record(order(title=title(words)))
    assert found.status == "review"
    assert "document-type-unproved" in errors(found)


def test_a_quotation_that_names_a_purchase_order_is_held() -> None:
    titles = parts(title("Quotation", 12), title("Purchase Order", 15), text("for your planned order 4500017432"))
    found = record(order(title=titles, head=head((("Quotation No", "88120"), *HEAD))))
    assert found.status == "review"
    assert "document-type-unproved" in errors(found)


def test_a_change_note_is_a_change() -> None:
    note = text("Change no. 2 of 2026-02-02 – replaces our order of 2026-01-08")
    found = record(order(title=parts(TITLE, note)))
    assert (found.document_type, found.status) == ("order_change", "review")
