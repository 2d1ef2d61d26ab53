"""Money at stake: by kind, and in total with each order line once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl

from orders.exceptions import at_stake, at_stake_by_kind
from orders.records import build, plain
from reports.exceptions import write_exceptions
from reports.exceptions_page import exceptions_page
from tests.reconcile.books import Books, clean_books, run, write
from tests.reconcile.test_kinds import cell, without


def money(amount: str) -> dict[str, Decimal]:
    return {"CNY": Decimal(amount)}


def two_on_one_line() -> Books:
    books = clean_books()
    cell("erp", 9, quantity="80", promised_date="2026-12-01")(books)
    return books


def test_a_line_of_two_kinds_counts_once_with_the_larger(tmp_path: Path) -> None:
    result = run(write(two_on_one_line(), tmp_path))
    assert {record.kind: record.amount_at_stake for record in result.exceptions} == {
        "quantity-mismatch": Decimal("29.40"),
        "date-mismatch": Decimal("617.40"),
    }
    assert at_stake_by_kind(result.exceptions) == {
        "quantity-mismatch": money("29.40"),
        "date-mismatch": money("617.40"),
    }
    assert result.at_stake == money("617.40")


def test_a_line_of_a_whole_missing_order_counts_once(tmp_path: Path) -> None:
    books = clean_books()
    without("erp", 8)(books)
    cell("wms", 8, 3, quantity="1", shipped_quantity="1")(books)
    result = run(write(books, tmp_path))
    assert [record.kind for record in result.exceptions] == ["missing-in-erp", "quantity-mismatch"]
    assert result.at_stake == money("12566.40")
    assert at_stake(result.exceptions[1:]) == {"CNY": result.exceptions[1].amount_at_stake}


def test_two_lines_count_twice_and_currencies_apart(tmp_path: Path) -> None:
    books = clean_books()
    cell("erp", 9, promised_date="2026-12-01")(books)
    cell("erp", 14, promised_date="2026-12-01")(books)
    for system in ("crm", "erp"):
        for line in (1, 2, 3):
            cell(system, 14, line, currency="EUR")(books)
    result = run(write(books, tmp_path))
    [euros] = [record.amount_at_stake for record in result.exceptions if record.currency == "EUR"]
    assert result.at_stake == {"CNY": Decimal("617.40"), "EUR": euros}


def test_what_the_ledger_keeps_sums_up_alike(tmp_path: Path) -> None:
    result = run(write(two_on_one_line(), tmp_path))
    kept = [build(type(record), plain(record)) for record in result.exceptions]
    assert at_stake(kept) == result.at_stake
    older = [build(type(record), {**plain(record), "stakes": {}}) for record in result.exceptions]
    assert at_stake(older) == money("646.80")


def test_workbook_and_page_show_money_by_kind_and_once_in_total(tmp_path: Path) -> None:
    result = run(write(two_on_one_line(), tmp_path))
    write_exceptions(result, tmp_path, "en")
    rows = {row[0].value: row[3].value for row in openpyxl.load_workbook(tmp_path / "exceptions.xlsx")["Summary"].rows}
    assert rows["quantities differ (quantity-mismatch)"] == 29.4
    assert rows["dates differ (date-mismatch)"] == 617.4
    assert rows["Total (each order line once, with its largest amount)"] == 617.4
    page = exceptions_page(result, "en")
    assert page.count("<td>617.40</td>") == 2
    assert page.count("<td>29.40</td>") == 1
