"""Returns and cancellations cancel out: no false quantity, no false copy; what nobody else knows is one exception."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from orders.exceptions import ExceptionRecord
from tests.reconcile.books import WORDS, Books, Row, clean_books, found, run, write
from tests.reconcile.test_wrong_numbers import only

BACK = {"crm": "退货", "erp": "已退货", "wms": "退回"}
LATER, SOONER = "2026-03-03 19:00:00", "2026-02-27 08:00:00"  # both past the lag of 24 hours


def words() -> dict[str, Mapping[str, Any]]:
    return {
        system: {"values": {"status": {**WORDS[system], BACK[system]: "returned"}}} for system in ("crm", "erp", "wms")
    }


def again(books: Books, system: str, order: int = 9, **values: str) -> Row:
    """Add a row like the first of a line."""
    row = {**books.row(system, order), **values}
    books.of(system).append(row)
    return row


def size(books: Books, order: int = 9) -> int:
    return int(books.row("crm", order)["quantity"])


def took_back(books: Books, system: str, quantity: int, order: int = 9, **values: str) -> Row:
    return again(books, system, order, quantity=str(-quantity), shipped_quantity=str(-quantity), amount="", **values)


def minus(books: Books) -> None:
    took_back(books, "wms", 84)


def returned(books: Books) -> None:
    again(books, "wms", status=BACK["wms"], updated_at=LATER)


def known_everywhere(system: str, back: Callable[[Books], None]) -> Callable[[Books], None]:
    def change(books: Books) -> None:
        back(books)
        for other in {"crm", "erp", "wms"} - {system}:
            books.row(other, 9)["status"] = BACK[other]

    return change


def sent_again(books: Books) -> None:
    minus(books)
    again(books, "wms", waybill_id="YD0009X", updated_at=LATER)
    books.row("erp", 9)["waybill_id"] = ""


def returned_and_sent_again(books: Books) -> None:
    again(books, "wms", status=BACK["wms"], updated_at=SOONER, waybill_id="YD0009B")


def both_took_off(books: Books) -> None:
    for system in ("crm", "erp", "wms"):
        took_back(books, system, 4)


def taken_off_the_order(books: Books) -> None:
    took_back(books, "wms", 4)
    for system in ("crm", "erp"):
        books.row(system, 9).update(quantity="80", amount="588.00")


def cancelled_and_entered_again(books: Books) -> None:
    books.row("erp", 9)["status"] = "作废"
    again(books, "erp", status="已签收", line_id="7")


def cancelled_twice(books: Books) -> None:
    for _ in range(2):
        again(books, "crm", status="已取消")


def returned_under_a_line_of_its_own(books: Books) -> None:
    for system in ("erp", "wms"):
        took_back(books, system, 84, line_id="901")
    books.row("crm", 9)["status"] = BACK["crm"]


@pytest.mark.parametrize(
    "change",
    [
        known_everywhere("wms", minus),
        known_everywhere("wms", returned),
        sent_again,
        returned_and_sent_again,
        both_took_off,
        taken_off_the_order,
        cancelled_and_entered_again,
        cancelled_twice,
        returned_under_a_line_of_its_own,
    ],
)
def test_what_cancels_out_is_no_exception(change: Callable[[Books], None], tmp_path: Path) -> None:
    books = clean_books()
    change(books)
    assert summary(found(books, tmp_path, **words())) == []


@pytest.mark.parametrize(
    ("system", "quantity"), [("wms", 84), ("wms", 4), ("erp", 84), ("erp", 30)], ids=["all", "some", "erp", "erp some"]
)
def test_a_return_that_nobody_else_knows_is_one_conflict(system: str, quantity: int, tmp_path: Path) -> None:
    books = clean_books()
    took_back(books, system, quantity)
    record = only(found(books, tmp_path, **words()))
    assert (record.kind, record.odd_system, record.order_id) == ("status-conflict", system, "SO-2026-00009")
    assert getattr(record, f"{system}_rows") == books.numbers(system, 9)


def test_a_returned_row_that_came_after_the_shipped_one_is_one_conflict(tmp_path: Path) -> None:
    books = clean_books()
    returned(books)
    assert summary(found(books, tmp_path, **words())) == [("status-conflict", "wms")]


def test_a_part_of_a_split_that_came_back_is_one_conflict_and_no_quantity(tmp_path: Path) -> None:
    books = clean_books()
    books.row("wms", 8, part=1)["status"] = BACK["wms"]
    assert summary(found(books, tmp_path, **words())) == [("status-conflict", "wms")]


def test_a_return_within_the_lag_is_none(tmp_path: Path) -> None:
    books = clean_books()
    took_back(books, "wms", 84, updated_at="2026-03-04 08:00:00")
    assert summary(found(books, tmp_path, **words())) == []


def test_more_taken_off_by_one_system_than_by_the_other_is_one_exception(tmp_path: Path) -> None:
    books = clean_books()
    took_back(books, "wms", 5)
    for system in ("crm", "erp"):
        took_back(books, system, 4)
    assert summary(found(books, tmp_path, **words())) == [("status-conflict", "wms")]


def test_a_quantity_that_no_return_explains_is_a_mismatch(tmp_path: Path) -> None:
    books = clean_books()
    took_back(books, "wms", 4)
    books.row("wms", 9).update(quantity="90", shipped_quantity="90")
    assert summary(found(books, tmp_path, **words())) == [("quantity-mismatch", "wms")]


def test_rows_with_returns_add_up(tmp_path: Path) -> None:
    books = clean_books()
    sent_again(books)
    assert all(count.adds_up for count in run(write(books, tmp_path), **words()).rows.values())


def summary(records: tuple[ExceptionRecord, ...]) -> list[tuple[str, str]]:
    return [(record.kind, record.odd_system) for record in records]


# ── copies ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("name", "value"), [("waybill_id", "YD-OTHER"), ("shipped_date", "2026-03-03")])
def test_an_equal_part_of_another_waybill_or_day_is_no_copy(name: str, value: str, tmp_path: Path) -> None:
    books = clean_books()
    books.row("erp", 9)["waybill_id"] = ""
    again(books, "wms", 9, **{name: value})
    assert summary(found(books, tmp_path, **words())) == [("quantity-mismatch", "wms")]


@pytest.mark.parametrize(("order", "kind"), [(9, "duplicate"), (8, "quantity-mismatch")], ids=["alone", "part"])
def test_an_equal_row_of_another_moment_is_no_copy_where_there_are_other_parts(
    order: int, kind: str, tmp_path: Path
) -> None:
    books = clean_books()
    again(books, "wms", order, updated_at="2026-03-02 10:11:12")
    assert summary(found(books, tmp_path, **words())) == [(kind, "wms")]


# ── stalled ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_candidate_of_an_undecided_row_is_stalled_by_itself(tmp_path: Path) -> None:
    books = clean_books()
    for system in ("crm", "erp"):
        twin = {**books.row(system, 11), "key": "99/1", "order_id": "SO-2026-00099"}
        books.of(system).append(twin)
        for order in (11, 99):
            books.row(system, order)["updated_at"] = "2026-01-20 08:00:00"
    books.row("erp", 11)["order_id"] = books.row("erp", 99)["order_id"] = ""
    records = found(books, tmp_path)
    assert sorted(record.kind for record in records) == ["ambiguous-match"] * 2 + ["stalled"] * 2
    stalled = [record for record in records if record.kind == "stalled"]
    assert {(record.order_id, record.erp_rows) for record in stalled} == {("SO-2026-00011", ""), ("SO-2026-00099", "")}


def test_a_line_under_a_mistyped_number_is_stalled_too(tmp_path: Path) -> None:
    books = clean_books()
    for system in ("crm", "erp"):
        books.row(system, 11)["updated_at"] = "2026-01-20 08:00:00"
    books.row("erp", 11)["order_id"] = "SO-2026-0O011"
    assert sorted(record.kind for record in found(books, tmp_path)) == ["stalled", "suggested-match"]
