"""One item twice in an order: each line is compared by itself, however the systems number lines, or do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.exceptions import ExceptionRecord
from reconcile.match.same_item import share
from tests.reconcile.books import Books, Row, clean_books, found, order_number, run, write

ORDER, FIRST, SECOND = 9, 40, 25
SYSTEMS = ("crm", "erp", "wms")
Numbering = Callable[[Books], object]


def twice() -> Books:
    """Make an order with one item in two lines of 40 and 25, signed everywhere."""
    books = clean_books()
    for system in SYSTEMS:
        first = books.row(system, ORDER)
        books.of(system)[:] = [
            row for row in books.of(system) if row is first or not row["key"].startswith(f"{ORDER}/")
        ]
        first.update(_sized(first, FIRST), waybill_id="YD00091")
        second = {**first, "key": f"{ORDER}/2", "line_id": "2", **_sized(first, SECOND), "waybill_id": "YD00092"}
        books.of(system).append(second)
    return books


def _sized(row: Row, quantity: int, price: str = "20") -> Row:
    counted = {"quantity": str(quantity), "unit_price": price, "amount": str(quantity * int(price))}
    return {**counted, "shipped_quantity": str(quantity)} if "shipped_quantity" in row else counted


def number(books: Books, name: Callable[[str], str], *systems: str) -> Books:
    for system in systems:
        for row in books.of(system):
            row["line_id"] = name(row["line_id"])
    return books


def tens(text: str) -> str:
    return text + "0"


def none(text: str) -> str:
    return ""


def skip(books: Books) -> None:
    for system in ("erp", "wms"):
        for row in books.of(system):
            if row["key"] == f"{ORDER}/2":
                row["line_id"] = "3"


def shift(books: Books) -> None:
    for system in ("erp", "wms"):
        for row in books.of(system):
            if row["key"] in (f"{ORDER}/1", f"{ORDER}/2"):
                row["line_id"] = str(int(row["line_id"]) + 1)


NUMBERINGS: dict[str, Numbering] = {
    "alike": lambda books: None,
    "ERP by tens": lambda books: number(books, tens, "erp"),
    "ERP and WMS by tens": lambda books: number(books, tens, "erp", "wms"),
    "WMS without": lambda books: number(books, none, "wms"),
    "ERP by tens, WMS without": lambda books: number(number(books, tens, "erp"), none, "wms"),
    "only ERP": lambda books: number(books, none, "crm", "wms"),
    "nobody": lambda books: number(books, none, *SYSTEMS),
    "one skipped": skip,
    "shifted by one": shift,
}
NUMBERED = ("alike", "ERP by tens", "ERP and WMS by tens", "WMS without", "ERP by tens, WMS without")
every_numbering = pytest.mark.parametrize("numbering", NUMBERINGS)


def kinds(records: Iterable[ExceptionRecord]) -> list[tuple[str, str]]:
    return [(record.kind, record.odd_system) for record in records]


@every_numbering
def test_each_line_is_a_link_of_its_own(numbering: str, tmp_path: Path) -> None:
    books = twice()
    NUMBERINGS[numbering](books)
    result = run(write(books, tmp_path))
    links = {(match.crm_rows, match.erp_rows, match.wms_rows) for match in result.matches}
    assert not result.exceptions
    for line in (1, 2):
        assert tuple(books.numbers(system, ORDER, line) for system in SYSTEMS) in links


@every_numbering
def test_a_line_that_is_not_in_the_warehouse_yet_is_no_quantity_mismatch(numbering: str, tmp_path: Path) -> None:
    books = twice()
    for system, word in (("crm", "已确认"), ("erp", "已审核")):
        books.row(system, ORDER, 2).update(status=word, waybill_id="")
    books.wms.remove(books.row("wms", ORDER, 2))
    NUMBERINGS[numbering](books)
    assert not found(books, tmp_path)


@every_numbering
def test_a_line_that_a_system_lacks_is_missing(numbering: str, tmp_path: Path) -> None:
    books = twice()
    NUMBERINGS[numbering](books)
    books.erp.remove(books.row("erp", ORDER, 2))
    [record] = found(books, tmp_path)
    assert (record.kind, record.crm_rows) == ("missing-in-erp", books.numbers("crm", ORDER, 2))
    assert (record.order_id, record.wms_rows) == (order_number(ORDER), books.numbers("wms", ORDER, 2))


@every_numbering
def test_a_fault_of_one_line_names_its_rows_and_values(numbering: str, tmp_path: Path) -> None:
    books = twice()
    NUMBERINGS[numbering](books)
    row = books.row("erp", ORDER, 2)
    row.update(_sized(row, SECOND, "21"))
    [record] = found(books, tmp_path)
    assert (record.kind, record.crm_value, record.erp_value) == ("price-mismatch", "20", "21")
    assert (record.crm_rows, record.erp_rows) == tuple(books.numbers(s, ORDER, 2) for s in ("crm", "erp"))


@pytest.mark.parametrize("numbering", NUMBERED)
def test_two_wrong_quantities_do_not_hide_in_their_sum(numbering: str, tmp_path: Path) -> None:
    books = twice()
    NUMBERINGS[numbering](books)
    for line, quantity in ((1, FIRST + 10), (2, SECOND - 10)):
        row = books.row("erp", ORDER, line)
        row.update(_sized(row, quantity))
    assert kinds(found(books, tmp_path)) == [("quantity-mismatch", "erp")] * 2


def test_parts_of_both_lines_are_told_apart(tmp_path: Path) -> None:
    books = twice()
    number(books, none, "wms")
    rows = {line: books.row("wms", ORDER, line) for line in (1, 2)}
    books.wms[:] = [row for row in books.wms if row not in rows.values()]
    for line, size in ((2, 18), (1, 30), (2, 7), (1, 10)):
        books.wms.append({**rows[line], **_sized(rows[line], size)})
    result = run(write(books, tmp_path))
    links = {match.wms_rows for match in result.matches}
    assert not result.exceptions
    assert {books.numbers("wms", ORDER, line) for line in (1, 2)} <= links


def test_one_delivery_of_both_lines_is_still_one(tmp_path: Path) -> None:
    books = twice()
    number(books, none, "wms")
    books.wms.remove(books.row("wms", ORDER, 2))
    books.row("wms", ORDER).update(quantity=str(FIRST + SECOND), shipped_quantity=str(FIRST + SECOND))
    for line in (1, 2):
        books.row("erp", ORDER, line)["waybill_id"] = "YD00091"
    assert not found(books, tmp_path)


def test_what_is_entered_twice_is_a_copy_of_its_line(tmp_path: Path) -> None:
    books = twice()
    number(books, none, *SYSTEMS)
    books.crm.append(dict(books.row("crm", ORDER)))
    [record] = found(books, tmp_path)
    assert (record.kind, record.odd_system, record.crm_rows) == ("duplicate", "crm", books.numbers("crm", ORDER))


@pytest.mark.parametrize("numbering", [*NUMBERED, "only ERP", "nobody"])
def test_a_quantity_that_cannot_be_read_is_the_last_lines(numbering: str, tmp_path: Path) -> None:
    books = twice()
    NUMBERINGS[numbering](books)
    row = books.row("wms", ORDER, 2)
    row.update(quantity="about 25")
    [record] = found(books, tmp_path)
    assert (record.kind, record.wms_rows) == ("unreadable-value", books.number("wms", row))


@every_numbering
def test_cancelled_lines_are_lines_of_their_own_too(numbering: str, tmp_path: Path) -> None:
    books = twice()
    for system, word in (("crm", "已取消"), ("erp", "作废"), ("wms", "取消")):
        for line in (1, 2):
            books.row(system, ORDER, line).update(status=word)
    books.wms.remove(books.row("wms", ORDER, 2))
    NUMBERINGS[numbering](books)
    result = run(write(books, tmp_path))
    links = {(match.crm_rows, match.erp_rows) for match in result.matches}
    assert not result.exceptions
    assert {tuple(books.numbers(system, ORDER, line) for system in ("crm", "erp")) for line in (1, 2)} <= links


@given(st.lists(st.integers(1, 30), min_size=2, max_size=4, unique=True), st.data())
def test_lines_and_their_parts_are_shared_out_exactly_or_not_at_all(sizes: list[int], data: st.DataObject) -> None:
    lines = dict(enumerate(sizes))
    parts = [data.draw(st.integers(0, size - 1)) for size in sizes]
    pieces = [piece for part, size in zip(parts, sizes, strict=True) for piece in (part, size - part) if piece]
    rows = dict(enumerate(pieces))
    shared = share(lines, rows)
    if shared is not None:
        assert set(shared) == set(rows)
        for line, size in lines.items():
            assert sum(rows[at] for at in rows if shared[at] == line) in (size, 0)


@given(st.dictionaries(st.integers(), st.integers(-5, 40), max_size=5), st.lists(st.integers(-5, 40), max_size=9))
def test_every_row_has_a_line_or_none_has(lines: dict[int, int], sizes: list[int]) -> None:
    shared = share(lines, dict(enumerate(sizes)))
    assert shared is None or (set(shared) == set(range(len(sizes))) and set(shared.values()) <= set(lines))
