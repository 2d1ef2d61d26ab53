"""A supplement beside its order: one number, two papers, and however the ERP keeps them nothing is made up or lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from orders.ledger import Held
from tests.reconcile.test_papers import AS_OF, SKUS, Row, compared, line, paper, papers, told, typed

NUMBER = "4500017432"


def supplement(state: str = "accepted", received_at: datetime | None = None) -> Held:
    """Go on with two lines where the first order ends."""
    held = paper(NUMBER, line(4, SKUS[9], "70", "3.20"), line(5, SKUS[10], "11", "45.00"), state=state)
    source = replace(held.record.source, file="supplement.pdf", sha256="9" * 64)
    source = replace(source, received_at=received_at or source.received_at)
    return replace(held, record=replace(held.record, source=source, order_key=f"C1/{NUMBER}+1"))


def in_one(rows: list[Row]) -> list[Row]:
    """Keep all lines of a number in one order of ours."""
    own: dict[str, str] = {}
    return [{**row, "order_id": own.setdefault(row["customer_order_id"], row["order_id"])} for row in rows]


def test_typed_as_an_order_of_its_own_or_into_the_first_it_is_no_difference(tmp_path: Path) -> None:
    held = [*papers(), supplement()]
    rows = typed(held)
    assert told(compared(tmp_path, held, rows, in_one(rows))) == []
    found = compared(tmp_path, held, in_one(rows), rows)
    assert (told(found), found.orders, found.lines) == ([], 4, 10)


def test_one_that_nobody_typed_lacks_its_lines_and_no_others(tmp_path: Path) -> None:
    held = [*papers(), supplement()]
    found = compared(tmp_path, held, typed(papers()))
    assert told(found) == [("missing-in-erp", NUMBER, number, "", "", "") for number in ("4", "5")]
    assert {(one.file, one.order_key) for one in found.differences} == {("supplement.pdf", f"C1/{NUMBER}+1")}
    assert [one.path for one in found.differences] == ["/order/lines/1", "/order/lines/0"]  # the greater amount first


def test_the_first_that_nobody_typed_lacks_its_own(tmp_path: Path) -> None:
    held = [*papers(), supplement()]
    found = compared(tmp_path, held, typed([*papers()[1:], supplement()]))
    assert told(found) == [("missing-in-erp", NUMBER, number, "", "", "") for number in ("1", "2", "3")]


def test_a_new_one_need_not_be_typed_yet(tmp_path: Path) -> None:
    held = [*papers(), supplement(received_at=AS_OF + timedelta(minutes=1))]  # the mapping permits no lag
    assert told(compared(tmp_path, held, typed(papers()))) == []


def test_a_fault_in_it_is_told_with_its_own_paper(tmp_path: Path) -> None:
    held = [*papers(), supplement()]
    rows = typed(held)
    rows[-1].update(quantity="110", amount="4950.00")
    found = compared(tmp_path, held, rows)
    assert told(found) == [("quantity-mismatch", NUMBER, "5", "quantity", "11", "110")]
    assert [(one.file, one.path) for one in found.differences] == [("supplement.pdf", "/order/lines/1/quantity")]


def test_of_a_cancelled_one_no_line_may_live_on(tmp_path: Path) -> None:
    held = [*papers(), supplement("cancelled")]
    assert told(compared(tmp_path, held, typed(papers()))) == []
    left = compared(tmp_path, held, typed([*papers(), supplement()]))
    assert [(one.order_id, one.sku) for one in left.differences] == [(NUMBER, SKUS[10]), (NUMBER, SKUS[9])]


def test_both_missing_are_one_missing_order(tmp_path: Path) -> None:
    held = [*papers(), supplement()]
    assert told(compared(tmp_path, held, typed(papers()[1:]))) == [("missing-in-erp", NUMBER, "", "", "", "")]


def test_two_of_them_with_headers_that_are_missing_still_have_each_its_dates(tmp_path: Path) -> None:
    late = supplement(received_at=datetime(2026, 3, 2, tzinfo=UTC))
    assert late.record.order
    dated = replace(late.record.order, issue_date=datetime(2026, 3, 2, tzinfo=UTC).date(), currency="EUR")
    held = [*papers(), replace(late, record=replace(late.record, order=dated))]
    rows = typed(held)
    for row in rows[-2:]:
        row["currency"] = "EUR"
    assert told(compared(tmp_path, held, rows)) == []
