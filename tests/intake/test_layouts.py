"""Plain papers in the layouts that customers use: each is accepted, and every value is the one on the paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.intake.papers.goods import (
    HEAD,
    TITLE,
    TOTAL,
    TRUTH,
    assert_read,
    facts,
    goods,
    order,
    order_zh,
    records,
)
from tests.intake.papers.healthy_heads import DATES, HEADS
from tests.intake.papers.healthy_tables import NUMBERS, PAGES, SHEETS, SUMS, TABLES
from tests.intake.papers.kit import Book, Paper, head, new_page, parts

HEALTHY = [
    pytest.param(truth, paper, id=name)
    for group in (HEADS, DATES, NUMBERS, TABLES, SUMS, PAGES, SHEETS)
    for name, (truth, paper) in group.items()
]


@pytest.mark.parametrize(("truth", "paper"), HEALTHY)
def test_a_healthy_paper_is_accepted_as_it_is(truth: Mapping[str, Any], paper: Paper | Book) -> None:
    assert_read(truth, paper)


def test_two_orders_in_one_file_are_two_records() -> None:
    numbers = ("4711", "4712")
    pages = [parts(TITLE, head((("PO Number", number), *HEAD[1:])), goods(), TOTAL) for number in numbers]
    found = records(Paper((pages[0], new_page, pages[1])))
    assert [facts(one) for one in found] == [{**TRUTH, "order_id": number} for number in numbers]
    assert [one.status for one in found] == ["accepted", "accepted"]


@pytest.mark.parametrize("paper", [order(), order_zh()], ids=["English", "Chinese"])
def test_a_paper_is_drawn_to_the_same_bytes(paper: Paper) -> None:
    assert paper.bytes == paper.bytes
