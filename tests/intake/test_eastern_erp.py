"""Orders from the ERP systems of China, Taiwan and Hong Kong: read as they are meant, or held."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import Any

import pytest

from tests.intake.papers.eastern_erp import GRID, HELD, NET, READ, TERMS, workflow
from tests.intake.papers.goods import HEAD_ZH, ROWS_ZH, assert_held, assert_read, goods, order_zh, record
from tests.intake.papers.kit import Paper, Pen, head, parts, text


@pytest.mark.parametrize(("truth", "paper"), [pytest.param(*said, id=name) for name, said in READ.items()])
def test_an_order_of_an_eastern_erp_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(
    ("code", "paper"),
    [pytest.param(code, paper, id=f"{code}: {name}") for code, group in HELD.items() for name, paper in group.items()],
)
def test_an_order_of_an_eastern_erp_that_leaves_a_question_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)


@pytest.mark.parametrize("terms", list(permutations(TERMS)))
def test_when_to_pay_is_a_term_before_how_to_pay(terms: tuple[tuple[str, str], ...]) -> None:
    order = record(order_zh(head=head((*HEAD_ZH, *terms)))).order
    assert order is not None
    assert order.payment_terms == "货到30天"


def test_how_to_pay_is_the_term_where_nothing_says_when() -> None:
    order = record(order_zh(head=head((*HEAD_ZH, TERMS[0])))).order
    assert order is not None
    assert order.payment_terms == "电汇"


def test_what_is_free_stays_beside_what_is_ordered() -> None:
    order = record(workflow(("M6×20 SUS304", "5", "N"), ("L=1200", "0", "Y"))).order
    assert order is not None
    assert [str(line.quantity) for line in order.lines] == ["1750", "18"]
    assert [[one.value for one in line.attributes] for line in order.lines] == [["5", "N"], ["0", "Y"]]


def test_an_address_under_the_sellers_number_is_no_name() -> None:
    paper = order_zh(head=parts(head((*HEAD_ZH[:5], ("供应商", "105642"))), text("宁波市北仑区安居路19号", gap=0)))
    order = record(paper).order
    assert order is not None
    assert order.seller is None or order.seller.name is None


def test_the_last_line_of_a_ruled_head_is_no_heading() -> None:
    def close(pen: Pen) -> None:
        pen.y -= 8  # what a table leaves above itself

    found = record(order_zh(head=head(GRID, "grid"), items=parts(close, goods(ROWS_ZH, NET))))
    assert found.order is not None
    assert [str(line.unit_price) for line in found.order.lines] == ["315.00", "18.50", "0.84"]
    assert found.order.payment_terms == "月结60天"
