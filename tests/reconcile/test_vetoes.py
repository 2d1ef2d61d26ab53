"""Another currency, cancelled on one side, shipped before ordered: no such pair is joined automatically."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from orders.exceptions import Reconciliation
from reconcile.cells import MISSING
from reconcile.match.vetoes import shipped_before
from tests.reconcile.books import Books, clean_books, order_number, run, write
from tests.reconcile.test_kinds import cell, without

VETOES: dict[str, tuple[str, dict[str, Any]]] = {
    "currency": ("erp", {"currency": "USD"}),
    "cancelled": ("erp", {"status": "作废"}),
    "shipped before ordered": ("wms", {"shipped_date": "2025-12-01"}),
}


def ran(books: Books, folder: Path) -> Reconciliation:
    return run(write(books, folder))


def band(result: Reconciliation, books: Books, system: str, order: int) -> str:
    """Return the band of the match that joins a system's row with another system's; "" if nothing does."""
    label = books.numbers(system, order)
    rows = (match for match in result.matches if label in getattr(match, f"{system}_rows").split(";"))
    return next((match.band for match in rows), "")


@pytest.mark.parametrize("veto", VETOES)
def test_the_same_number_with_another_item_is_joined_unless_there_is_a_veto(veto: str, tmp_path: Path) -> None:
    system, values = VETOES[veto]
    books = clean_books()
    cell(system, 9, sku="SN-11X")(books)
    assert band(ran(books, tmp_path / "a"), books, system, 9) == "auto"
    cell(system, 9, **values)(books)
    assert band(ran(books, tmp_path / "b"), books, system, 9) != "auto"


@pytest.mark.parametrize("veto", VETOES)
def test_a_lost_number_is_asked_about_in_spite_of_a_veto(veto: str, tmp_path: Path) -> None:
    system, values = VETOES[veto]
    books = clean_books()
    cell(system, 9, order_id="SO-2026-0O009", **values)(books)
    result = ran(books, tmp_path)
    assert band(result, books, system, 9) == "suggested"
    assert "suggested-match" in [record.kind for record in result.exceptions]
    assert [record.kind for record in result.exceptions if record.kind.startswith("missing")] == []


def test_what_a_veto_stands_against_is_no_rival(tmp_path: Path) -> None:
    books = clean_books()
    for system in ("crm", "erp"):
        twin = {**books.row(system, 9), "key": "99/1", "order_id": order_number(99), "currency": "USD"}
        books.of(system).append({**twin, "status": {"crm": "已确认", "erp": "已审核"}[system], "waybill_id": ""})
    books.crm.remove(books.row("crm", 99))
    cell("crm", 9, order_id="")(books)
    result = ran(books, tmp_path)
    assert band(result, books, "crm", 9) == "suggested"
    assert [record.kind for record in result.exceptions if "match" in record.kind] == ["suggested-match"]


def test_shipped_before_it_was_ordered_contradicts_the_number(tmp_path: Path) -> None:
    """The warehouse's row of order 9 bears the number of order 29: same customer and item, ordered later."""
    books = clean_books()
    for system in ("crm", "erp", "wms"):
        cell(system, 29, sku=books.row(system, 9)["sku"])(books)
    for system in ("crm", "erp"):
        cell(system, 29, order_date="2026-03-02")(books)
    without("wms", 29)(books)
    cell("wms", 9, order_id=order_number(29), shipped_date="2026-02-20", waybill_id="")(books)
    found = {record.kind: record for record in ran(books, tmp_path).exceptions}
    assert found["key-collision"].wms_rows == books.numbers("wms", 9)
    assert found["key-collision"].order_id == order_number(9)
    assert "quantity-mismatch" not in found


def test_a_rush_order_may_be_typed_in_within_the_week() -> None:
    ordered, shipped = np.array([100, 100, 100, MISSING]), np.array([93, 92, MISSING, 1])
    assert shipped_before(shipped, ordered).tolist() == [False, True, False, False]
