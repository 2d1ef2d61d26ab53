"""Any cell of clean exports blanked, changed or exchanged, any row twice: exactly what its column says."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reconcile.books import HEADERS, Books, Row, clean_books, found
from tests.reconcile.planting import SYSTEMS

pytestmark = pytest.mark.slow
ORDERS = (9, 24, 39, 54, 69)  # of one line, signed for
# what a readable value that is another one is called; of other columns nothing follows
KINDS: Mapping[str, str] = {
    "sku": "sku-mismatch",
    "customer": "customer-mismatch",
    "quantity": "quantity-mismatch",
    "unit_price": "price-mismatch",
    "amount": "amount-mismatch",
    "currency": "amount-mismatch",
    "order_date": "date-mismatch",
    "promised_date": "date-mismatch",
    "waybill_id": "waybill-mismatch",
    "bom_version": "bom-version-mismatch",
}
ANOTHER: Mapping[str, str] = {
    "sku": "XN-1",
    "customer": "沈阳远方电气有限公司",
    "quantity": "7",
    "unit_price": "0.77",
    "amount": "1.23",
    "currency": "USD",
    "order_date": "2026-02-11",
    "promised_date": "2026-12-01",
    "waybill_id": "YX1",
    "bom_version": "V9",
    "order_id": "SO-2026-O0001",
}
SLOW = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CELLS = st.sampled_from([(s, name) for s in SYSTEMS for name in HEADERS[s]])


def kinds(books: Books, folder: Path) -> dict[int, list[str]]:
    """Return the kinds by the order whose rows they name; of several orders by −1."""
    out: dict[int, list[str]] = {}
    for record in found(books, folder):
        rows = {
            int(books.of(s)[int(number) - 2]["key"].split("/")[0])
            for s in SYSTEMS
            for number in getattr(record, f"{s}_rows").split(";")
            if number
        }
        out.setdefault(rows.pop() if len(rows) == 1 else -1, []).append(record.kind)
    return out


def row(books: Books, system: str, order: int) -> Row:
    return books.row(system, order)


@SLOW
@given(CELLS, st.sampled_from(ORDERS))
def test_a_blank_cell_is_nothing_but_a_number_that_is_wanting(
    tmp_path: Path, place: tuple[str, str], order: int
) -> None:
    books, (system, name) = clean_books(70), place
    row(books, system, order)[name] = ""
    assert kinds(books, tmp_path) == ({order: ["suggested-match"]} if name == "order_id" else {})


@SLOW
@given(CELLS, st.sampled_from(ORDERS))
def test_another_value_is_what_its_column_says(tmp_path: Path, place: tuple[str, str], order: int) -> None:
    books, (system, name) = clean_books(70), place
    if name in ANOTHER:
        row(books, system, order)[name] = ANOTHER[name] if name != "order_id" else f"SO-2026-O{order:04d}"
        wanted = "suggested-match" if name == "order_id" else KINDS[name]
        assert kinds(books, tmp_path) == {order: [wanted]}


@SLOW
@given(CELLS, st.lists(st.sampled_from(ORDERS), min_size=2, max_size=2, unique=True))
def test_two_cells_exchanged_are_what_their_column_says_twice(
    tmp_path: Path, place: tuple[str, str], orders: list[int]
) -> None:
    books, (system, name) = clean_books(70), place
    one, other = (row(books, system, order) for order in orders)
    same = one[name] == other[name]
    one[name], other[name] = other[name], one[name]
    wanted = "key-collision" if name == "order_id" else KINDS.get(name)
    touched = [] if same or wanted is None else orders
    if name == "shipped_quantity":  # what went out beyond the quantity is not short
        touched = [
            order for order in orders if int(row(books, system, order)[name]) < int(books.row("crm", order)["quantity"])
        ]
        wanted = "quantity-mismatch"
    assert kinds(books, tmp_path) == {order: [wanted] for order in touched}


@SLOW
@given(st.sampled_from(SYSTEMS), st.sampled_from(ORDERS))
def test_a_row_twice_is_a_duplicate_and_a_row_less_is_missing(tmp_path: Path, system: str, order: int) -> None:
    for kind in ("duplicate", f"missing-in-{system}"):
        books = clean_books(70)
        mine = row(books, system, order)
        books.of(system).append(dict(mine)) if kind == "duplicate" else books.of(system).remove(mine)
        assert kinds(books, tmp_path) == {order: [kind]}


@settings(SLOW, max_examples=5)
@given(st.lists(st.tuples(CELLS, st.sampled_from(ORDERS)), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_shuffling_rows_changes_no_identity(
    tmp_path: Path, cells: list[tuple[tuple[str, str], int]], chance: random.Random
) -> None:
    books = clean_books(70)
    for (system, name), order in cells:
        row(books, system, order)[name] = ANOTHER.get(name, "")
    first = sorted((record.exception_id, record.amount_at_stake or 0) for record in found(books, tmp_path / "a"))
    for system in SYSTEMS:
        chance.shuffle(books.of(system))
    assert sorted((one.exception_id, one.amount_at_stake or 0) for one in found(books, tmp_path / "b")) == first
