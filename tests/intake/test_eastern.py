"""Chinese orders of the mainland, Taiwan and Hong Kong: read as they are meant, or held."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from orders.values import date_readings
from tests.intake.papers.eastern import HELD, READ, dated
from tests.intake.papers.goods import (
    COLUMNS_ZH,
    HEAD_ZH,
    ROWS_ZH,
    assert_held,
    assert_read,
    errors,
    goods,
    order_zh,
    record,
)
from tests.intake.papers.kit import Paper, head, text, totals


@pytest.mark.parametrize(("truth", "paper"), [pytest.param(*said, id=name) for name, said in READ.items()])
def test_a_chinese_order_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(
    ("code", "paper"),
    [pytest.param(code, paper, id=f"{code}: {name}") for code, group in HELD.items() for name, paper in group.items()],
)
def test_a_chinese_order_that_leaves_a_question_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("中華民國112年09月11日", date(2023, 9, 11)),
        ("民國 98 年 9 月 1 日", date(2009, 9, 1)),
        ("113.05.06", date(2024, 5, 6)),
        ("113/5/6", date(2024, 5, 6)),
        ("二〇二六年十二月三十一日", date(2026, 12, 31)),
        ("二零二六年十月十日", date(2026, 10, 10)),
        ("2024年11⽉4⽇前", date(2024, 11, 4)),
    ],
)
def test_eastern_dates(printed: str, meant: date) -> None:
    assert date_readings(printed, {}) == (meant,)


@pytest.mark.parametrize(
    "printed", ["113-05", "A113.05.06", "192.113.5.6", "113年13月6日", "二〇二六年一月", "213.05.06"]
)
def test_what_is_no_eastern_date(printed: str) -> None:
    assert date_readings(printed, {}) == ()


def test_a_clause_about_the_prices_is_no_term_of_payment() -> None:
    terms = "六、结算方式：预付30%，发货前付清70%，以上价格含13%增值税。"
    order = record(order_zh(text(terms))).order
    assert order is not None
    assert order.payment_terms == "预付30%，发货前付清70%"


def test_one_wrong_amount_does_not_turn_the_columns_round() -> None:
    columns = (*COLUMNS_ZH[:6], "原币单价", "原币金额", "原币价税合计")
    taxed = [(*row, f"{float(row[7]) * 1.13:.2f}") for row in ROWS_ZH]
    wrong = (*taxed[1][:7], "2320.00", taxed[1][8])
    found = record(order_zh(items=goods([taxed[0], wrong, taxed[2]], columns), total=totals(("合计", "24340.20"))))
    assert found.order is not None
    assert "line-amount-disagrees" in errors(found)
    assert [str(line.line_amount) for line in found.order.lines] == ["18900.00", "2320.00", "420.00"]


def test_dates_of_signatures_are_the_orders_own_or_explained() -> None:
    paper = order_zh(text("需方代表：李雪梅  日期：2026-01-17"), head=head(dated(HEAD_ZH[1], HEAD_ZH[2])))
    assert record(paper).status == "accepted"
