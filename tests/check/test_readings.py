"""Doubts of a scan that the masters settle, and those they must not."""

from __future__ import annotations

from dataclasses import replace

from intake.check import check
from orders.codes import finding
from orders.records import Evidence, OrderRecord
from tests.check.small_world import ORDER, context, record

UNIT = "/order/lines/0/unit"
CODE = "/order/lines/0/buyer_item_id"


def _doubted(code: str, path: str, method: str = "ocr") -> OrderRecord:
    made = record(ORDER, finding(code, path, seen="?"))
    seen = Evidence("?", method, page=1, bbox=(0, 0, 1, 1))  # type: ignore[arg-type]
    return replace(made, status="review", evidence={**made.evidence, path: seen})


def _status(doubted: OrderRecord) -> str:
    return check(doubted, context()).status


def test_a_unit_that_is_the_items_own_needs_no_second_reading() -> None:
    assert _status(_doubted("readings-differ", UNIT)) == "accepted"


def test_a_code_nobody_read_twice_is_proved_by_its_list_price() -> None:
    assert _status(_doubted("ocr-unconfirmed", CODE)) == "accepted"


def test_a_code_read_in_two_ways_stays_held() -> None:
    assert _status(_doubted("readings-differ", CODE)) == "review"


def test_a_wrapped_code_with_its_list_price_was_joined_right() -> None:
    assert _status(_doubted("code-wrapped", CODE, "text")) == "accepted"


def test_a_doubt_about_a_digital_paper_stays_held() -> None:
    assert _status(_doubted("readings-differ", UNIT, "text")) == "review"
