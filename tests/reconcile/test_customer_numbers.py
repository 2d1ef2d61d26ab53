"""The customer's own number beside ours: destroyed, it is told, even if nothing was matched by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reconcile.books import HEADERS, clean_books, found, order_number

ORDER = 9


@pytest.fixture(autouse=True)
def _customer_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    for system in ("crm", "erp"):
        monkeypatch.setitem(HEADERS, system, {**HEADERS[system], "customer_order_id": "客户订单号"})


@pytest.mark.parametrize("system", ["crm", "erp"])
@pytest.mark.parametrize("own", [order_number(ORDER), "4.5E+11"])
def test_a_destroyed_one_is_one_lossy_cell(system: str, own: str, tmp_path: Path) -> None:
    books = clean_books()
    for each in ("crm", "erp"):
        for row in books.of(each):
            row["customer_order_id"] = "45000" + row["key"].split("/")[0].zfill(5)
    row = books.row(system, ORDER)
    row.update(customer_order_id="4.50001E+09", order_id=own)
    [record] = found(books, tmp_path)
    assert (record.kind, record.odd_system) == ("lossy-cell", system)
    assert record.field == ("customer_order_id" if own == order_number(ORDER) else "order_id")
    assert getattr(record, f"{system}_rows") == books.number(system, row)
