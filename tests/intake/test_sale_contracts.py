"""购销合同 in prose: parties, number, day and place of signing in the head, terms in articles; as Word and as PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from intake.extract import extract
from intake.read import read
from orders.records import OrderRecord, Source
from tests.intake.papers.goods import (
    CHENGUANG,
    COLUMNS_ZH,
    HENGTAI,
    ROWS_ZH,
    TOTAL_ZH,
    TRUTH_ZH,
    errors,
    facts,
    goods,
    order_zh,
    record,
)
from tests.intake.papers.kit import Paper, text, title
from tests.read.office_files import word

MADE = {**TRUTH_ZH, "order_id": "HT-2026-0117"}
AGREED = "甲乙双方经友好协商，就甲方向乙方采购下列货物达成如下协议："
HEADS = {
    "a line each": (
        "合同编号：HT-2026-0117",
        "签订日期：2026年1月17日",
        "签订地点：江苏省苏州市虎丘区滨河路588号",
        f"甲方（需方）：{HENGTAI}",
        f"乙方（供方）：{CHENGUANG}",
        AGREED,
    ),
    "two labels a line": (
        f"甲方：{HENGTAI}        合同编号：HT-2026-0117",
        f"乙方：{CHENGUANG}        签订地点：苏州市",
        "签订日期：2026-01-17",
    ),
    "signed in the house of a party": (
        f"合同编号：HT-2026-0117 签订地点：{HENGTAI}会议室 签订日期：2026年1月17日",
        f"供方：{CHENGUANG}",
        f"需方：{HENGTAI}",
    ),
}
ARTICLES = (
    "合计人民币（大写）：贰万壹仟伍佰肆拾元整",
    "一、质量标准：按国家标准执行。",
    "二、交货日期：2026年2月28日前。",
    "三、结算方式：货到30天付款。",
    "四、本合同一式两份，双方各执一份，自双方签字盖章之日起生效。",
)
DELIVERY = "五、交货地点：宁波市江北区长兴路88号"
IN_WORDS = (
    "第一条 甲方向乙方购买压力变送器（物料编码WL-10021）60台，单价315.00元，金额18900.00元；",
    "安装支架（WL-10035）120件，单价18.50元，金额2220.00元。",
    "第二条 合同总价为人民币21120.00元（大写：贰万壹仟壹佰贰拾元整）。",
    "第三条 乙方应于2026年2月28日前交货。",
)
PREAMBLE = (
    f"购方（以下简称甲方）：{HENGTAI}",
    f"供方（以下简称乙方）：{CHENGUANG}",
    "甲、乙双方于2026年1月17日在苏州市虎丘区签订本合同，合同编号为HT-2026-0117，共同遵守。",
)


def contract(above: Sequence[str], below: Sequence[str], *, listed: bool = True) -> OrderRecord:
    """Let python-docx write a contract, and read it."""

    def fill(document: Any) -> None:
        document.add_heading("购销合同", 0)
        for line in above:
            document.add_paragraph(line)
        table = document.add_table(0, len(COLUMNS_ZH))
        for row in (COLUMNS_ZH, *ROWS_ZH, ("合计", *[""] * 6, "21540.00")) if listed else ():
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = value
        for line in below:
            document.add_paragraph(line)

    data = word(fill)
    source = Source("合同.docx", hashlib.sha256(data).hexdigest(), "")
    (only,) = extract(read(data, source.file), source)
    return only


@pytest.mark.parametrize("above", HEADS.values(), ids=HEADS)
def test_a_contract_is_read_as_it_is_meant_and_its_place_of_signing_is_nobodys(above: Sequence[str]) -> None:
    paper = order_zh(text(*ARTICLES), head=text(*above), title=title("购销合同"))
    for found in (contract(above, ARTICLES), record(paper)):
        assert (found.status, errors(found)) == ("accepted", set())
        assert facts(found) == MADE
        assert found.order is not None
        assert found.order.delivery.address is None


def test_where_to_deliver_is_no_place_of_signing() -> None:
    found = contract(HEADS["a line each"], (*ARTICLES, DELIVERY))
    assert found.order is not None
    assert (found.status, found.order.delivery.address) == ("accepted", "宁波市江北区长兴路88号")


def test_goods_in_sentences_are_held_with_what_the_head_says() -> None:
    found = contract((*HEADS["a line each"], *IN_WORDS), (), listed=False)
    assert found.order is not None
    assert (found.status, found.order.order_id, found.order.issue_date) == (
        "review",
        MADE["order_id"],
        date(2026, 1, 17),
    )
    assert "lines-missing" in errors(found)


def test_a_number_and_a_day_in_a_sentence_are_asked_about() -> None:
    for found in (
        contract(PREAMBLE, ARTICLES),
        record(Paper((title("购销合同"), text(*PREAMBLE), goods(ROWS_ZH, COLUMNS_ZH), TOTAL_ZH, text(*ARTICLES)))),
    ):
        assert found.status == "review"
        assert {"order-number-missing", "date-unreadable"} <= errors(found)
