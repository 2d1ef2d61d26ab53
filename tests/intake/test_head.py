"""Heads as customers print them: letters, labels on every side of their values, contracts, titles, dates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.intake.papers.goods import (
    HARBOR,
    HEAD,
    SUNRISE,
    TRUTH,
    Said,
    assert_held,
    assert_read,
    order,
    record,
)
from tests.intake.papers.kit import Paper, beside, head, parts, text, text_width
from tests.intake.papers.letters import DIRECTIONS, HELD, LETTERS, PERSONS, PROVED_DATES, TITLES

UNNAMED = head(HEAD[:4])
READ: Mapping[str, Said] = {**LETTERS, **DIRECTIONS, **TITLES, **PERSONS, **PROVED_DATES}


@pytest.mark.parametrize(("truth", "paper"), [pytest.param(*said, id=name) for name, said in READ.items()])
def test_a_head_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(
    ("code", "paper"),
    [pytest.param(code, paper, id=f"{code}: {name}") for code, group in HELD.items() for name, paper in group.items()],
)
def test_a_head_that_leaves_a_question_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)


def test_the_person_beside_the_buyer_is_whom_to_ask() -> None:
    _, paper = PERSONS["a person buys for the letterhead"]
    order = record(paper).order
    assert order is not None
    assert order.buyer.contact == "Margaret Olsen"


def test_a_letterhead_in_two_sizes_is_one_name() -> None:
    """The title on the right ends between the two sizes, as high as neither."""
    name = beside(text("Harbor", size=15), text("Instruments Ltd", size=9, gap=13), x=text_width("Harbor", 15) + 4)
    paper = order(before=[beside(name, text("Purchase Order", size=9, gap=8.5), x=330)], title=parts(), head=UNNAMED)
    found = record(paper).order
    assert found is not None
    assert found.buyer.name == HARBOR


def test_a_label_may_have_the_number_of_its_party() -> None:
    """The company in the letterhead, with its address below, is not whom the order is addressed to."""
    window = text("Supplier (No. 100881):", SUNRISE, "88 Xinhua Road, Ningbo", gap=14)
    letterhead = text("苏州恒泰仪表有限公司", "18 Jinji Lake Road, Suzhou 215000", size=8)
    found = record(order(before=[letterhead, text(HARBOR, size=14), window], head=UNNAMED)).order
    assert found is not None
    assert found.seller.name == SUNRISE


def test_a_rate_behind_the_word_for_a_tax_number_is_none() -> None:
    paper = order(total=text("VAT 13% included", gap=12), head=head(HEAD))
    found = record(paper).order
    assert found is not None
    assert (found.buyer.tax_id, found.seller.tax_id) == (None, None)


@pytest.mark.parametrize("number", ["NR-2671-8793", "NO/6546/26"])
def test_letters_bound_to_a_number_are_no_sign_before_it(number: str) -> None:
    assert_read({**TRUTH, "order_id": number}, order(head=head((("PO Number", number), *HEAD[1:]))))
