"""Sums, charges, currencies and pages: what adds up is accepted as it is, what does not is held."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from tests.intake.papers.goods import ROWS, assert_held, assert_read, records
from tests.intake.papers.kit import Book, Paper, new_page, parts
from tests.intake.papers.paged import FILES_HELD, LETTER, NUMBERED_HELD, PAGES, PAGES_HELD, TERMS, numbered, one_of
from tests.intake.papers.sums import CURRENCIES, HELD, SUMS

HEALTHY = [
    pytest.param(truth, paper, id=name) for group in (SUMS, CURRENCIES, PAGES) for name, (truth, paper) in group.items()
]
DOUBTFUL = [
    pytest.param(code, paper, id=f"{code}: {name}")
    for group in (HELD, PAGES_HELD)
    for code, papers in group.items()
    for name, paper in papers.items()
]


@pytest.mark.parametrize(("truth", "paper"), HEALTHY)
def test_what_adds_up_is_accepted_as_it_is(truth: Mapping[str, Any], paper: Paper | Book) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(("code", "paper"), DOUBTFUL)
def test_what_does_not_add_up_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)


@pytest.mark.parametrize("paper", [pytest.param(paper, id=name) for name, paper in FILES_HELD.items()])
def test_orders_of_one_file_that_may_have_lost_lines_to_each_other_are_all_held(paper: Paper) -> None:
    found = records(paper)
    assert [one.status for one in found] == ["review", "review"]


def test_a_letter_three_orders_and_terms_in_one_file_are_three_records() -> None:
    orders = [
        ("4711", ROWS[0], "1,250.00"),
        ("4712", ("1", *ROWS[1][1:]), "128.00"),
        ("4713", ("1", *ROWS[2][1:]), "220.00"),
    ]
    pages = [part for one in orders for part in (new_page, one_of(*one))]
    found = records(Paper((*LETTER, *pages, new_page, parts(*TERMS))))
    assert [one.status for one in found] == ["accepted"] * 3
    assert [(one.order.order_id, one.order.totals.payable_total) for one in found if one.order] == [
        (number, Decimal(total.replace(",", ""))) for number, _, total in orders
    ]


@pytest.mark.parametrize("counts", ["123", "121"], ids=["counted through", "counted each"])
def test_a_column_of_order_numbers_gives_one_record_for_each(counts: str) -> None:
    found = records(numbered(("4711", "4711", "4712"), counts))
    assert [one.status for one in found] == ["accepted", "accepted"]
    said = [(one.order.order_id, [item.buyer_item_id for item in one.order.lines]) for one in found if one.order]
    assert said == [("4711", ["A-1001", "B-2002"]), ("4712", ["C-3003"])]
    assert found[1].evidence["/order/lines/0/quantity"].text == "250"
    assert found[1].evidence["/order/order_id"].text == "4712"


@pytest.mark.parametrize("paper", [pytest.param(paper, id=name) for name, paper in NUMBERED_HELD.items()])
def test_a_column_of_order_numbers_that_proves_nothing_is_held(paper: Paper) -> None:
    assert {one.status for one in records(paper)} == {"review"}
