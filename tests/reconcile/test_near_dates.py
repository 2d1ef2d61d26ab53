"""Dates that may lie apart speak against no match: a wrong number beside them is still one exception."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from orders.exceptions import ExceptionRecord
from tests.reconcile.books import Books, clean_books, found, order_number

ORDER = 9
TOLERANCES = {"amount": {"absolute": "0.01"}, "status": {"hours": 24}, "stalled": {"days": 20}}
GENEROUS = {**TOLERANCES, "order_date": {"days": 3}, "promised_date": {"days": 2}, "shipped_date": {"days": 2}}
MAPPED = {system: {"tolerances": GENEROUS} for system in ("crm", "erp", "wms")}
WRONG = {"blank": "", "typed": "SO-2026-10090", "another order's": order_number(14)}
KIND = {"blank": "suggested-match", "typed": "suggested-match", "another order's": "key-collision"}


def apart(books: Books, **days: int) -> Books:
    for row in books.erp:
        for name, count in days.items():
            row[name] = (date.fromisoformat(row[name]) + timedelta(count)).isoformat()
    return books


def single() -> Books:
    """Return books in which no two orders are alike, all of one line."""
    books = clean_books()
    for system in ("crm", "erp", "wms"):
        books.of(system)[:] = [row for row in books.of(system) if row["key"].endswith("/1")]
    return books


def kinds(records: tuple[ExceptionRecord, ...]) -> list[tuple[str, str]]:
    return [(record.kind, record.odd_system) for record in records]


@pytest.mark.parametrize("system", ["crm", "erp"])
@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("days", [{"order_date": 1}, {"order_date": 3, "promised_date": 2}, {"promised_date": -2}])
def test_a_wrong_number_is_one_exception(wrong: str, system: str, days: dict[str, int], tmp_path: Path) -> None:
    books = apart(single(), **days)
    books.row(system, ORDER)["order_id"] = WRONG[wrong]
    assert kinds(found(books, tmp_path, **MAPPED)) == [(KIND[wrong], system)]


def test_the_nearer_of_two_like_orders_is_suggested(tmp_path: Path) -> None:
    books = single()
    for system in ("crm", "erp", "wms"):
        row = books.row(system, ORDER)
        again = {**row, "key": "99/1", "order_id": order_number(99), "waybill_id": ""}
        later = {"order_date": "2026-01-12", "promised_date": "2026-04-11"}
        books.of(system).append({**again, **later})
        row["waybill_id"] = ""
    for order in (ORDER, 99):
        books.row("crm", order)["order_id"] = ""
    records = found(books, tmp_path, **MAPPED)
    assert [record.kind for record in records] == ["suggested-match"] * 2
    assert {record.order_id for record in records} == {order_number(ORDER), order_number(99)}


@pytest.mark.parametrize(
    ("days", "promised"), [(0, "2026-04-20"), (1, "2026-04-20"), (3, "2026-04-20"), (0, "2026-04-11")]
)
@pytest.mark.parametrize("system", ["crm", "wms"])
def test_a_row_under_the_number_of_a_like_order_is_told_from_it(
    system: str, days: int, promised: str, tmp_path: Path
) -> None:
    books = single()
    for each in ("crm", "erp", "wms"):
        row = books.row(each, ORDER)
        later = {"order_date": "2026-01-13", "promised_date": promised}
        books.of(each).append({**row, **later, "key": "99/1", "order_id": order_number(99)})
        if each != "crm":
            books.row(each, ORDER)["waybill_id"], books.row(each, 99)["waybill_id"] = "YD1", "YD2"
    apart(books, order_date=days)
    books.row(system, ORDER)["order_id"] = order_number(99)
    [record] = found(books, tmp_path, **MAPPED)
    assert (record.kind, record.odd_system) == ("key-collision", system)
    assert books.number(system, books.row(system, ORDER)) == getattr(record, f"{system}_rows")
