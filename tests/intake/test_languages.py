"""Orders in further languages are read by their label files alone; other papers in them are turned away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from orders.values import date_readings
from tests.intake.papers.goods import assert_read, record
from tests.intake.papers.kit import Paper
from tests.intake.papers.languages import OTHERS, READ, japanese


@pytest.mark.parametrize(("truth", "paper"), [pytest.param(*said, id=name) for name, said in READ.items()])
def test_an_order_in_another_language_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(("kind", "paper"), [pytest.param(*said, id=name) for name, said in OTHERS.items()])
def test_another_paper_in_it_is_turned_away(kind: str, paper: Paper) -> None:
    found = record(paper)
    assert (found.document_type, found.status) == (kind, "rejected")


@pytest.mark.parametrize(
    ("printed", "day"),
    [("令和元年5月1日", date(2019, 5, 1)), ("平成30年12月3日", date(2018, 12, 3)), ("R8/2/28", date(2026, 2, 28))],
)
def test_years_of_japanese_eras_count_from_their_first(printed: str, day: date) -> None:
    assert date_readings(printed, {}) == (day,)


def test_one_address_and_a_bare_sign_prove_no_currency() -> None:
    found = record(japanese(sums=[("合計", "¥253,200")]))
    assert found.order is not None
    assert found.order.currency is None
    assert "currency-unknown" in {item.code for item in found.findings}


def test_a_day_without_its_year_is_the_next_such_day_after_the_orders() -> None:
    paper = japanese((("注文番号", "PO-2026-0117"), ("発行日", "2026年11月17日"), ("納期", "2/28")))
    found = record(paper)
    assert found.order is not None
    assert (found.status, found.order.delivery.requested_date) == ("accepted", date(2027, 2, 28))
