"""Rows under a number that is not their own, among orders that look like theirs: what cannot be proved is no link."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from orders.exceptions import ExceptionRecord, Reconciliation
from tests.reconcile.books import Books, Row, clean_books, found, order_number, run, write

ALIKE = ("sku", "customer", "quantity", "unit_price", "amount", "order_date", "promised_date")


def only(records: tuple[ExceptionRecord, ...]) -> ExceptionRecord:
    assert len(records) == 1, [(record.kind, record.order_id) for record in records]
    return records[0]


def together(result: Reconciliation, rows: Mapping[str, str]) -> list[str]:
    """Return the bands of the matches that hold all these rows."""
    texts = {system: [getattr(match, f"{system}_rows").split(";") for match in result.matches] for system in rows}
    return [
        match.band
        for at, match in enumerate(result.matches)
        if all(row in texts[system][at] for system, row in rows.items())
    ]


def alike(books: Books, order: int, other: int) -> None:
    """Make two single-line orders equal in all that their rows say but number, stage and movement."""
    for system in ("crm", "erp", "wms"):
        for row in books.of(system):
            if row["key"] == f"{other}/1":
                row.update({name: books.row("crm", order)[name] for name in ALIKE}, waybill_id="")


def parts(books: Books, order: int) -> tuple[Row, Row]:
    """Give the two parts of a line waybills of their own, both of which the ERP knows."""
    first, second = (books.row("wms", order, part=part) for part in (0, 1))
    first["waybill_id"], second["waybill_id"] = "YD90001", "YD90002"
    books.row("erp", order)["waybill_id"] = "YD90001;YD90002"
    return first, second


def test_a_row_that_could_belong_to_two_orders_is_not_linked_to_the_third_whose_number_it_bears(tmp_path: Path) -> None:
    books = clean_books()
    alike(books, 9, 39)
    alike(books, 9, 24)
    for system in ("crm", "erp", "wms"):
        books.row(system, 24).update(quantity="5", amount="36.75")
    books.row("wms", 24)["shipped_quantity"] = "5"
    books.row("erp", 9)["waybill_id"] = ""
    books.of("wms").remove(books.row("wms", 39))
    stray = books.row("wms", 9)
    stray.update(order_id=order_number(24), waybill_id="")
    result = run(write(books, tmp_path))
    row = books.number("wms", stray)
    assert [record.kind for record in result.exceptions] == ["ambiguous-match"]
    assert [match for match in result.matches if row in match.wms_rows.split(";")] == []


def test_swapped_numbers_of_an_early_and_a_shipped_order_are_two_collisions(tmp_path: Path) -> None:
    for system, first, second in (("erp", 9, 15), ("crm", 9, 15), ("erp", 15, 30), ("crm", 6, 21), ("crm", 15, 9)):
        for step in ("", "0"):  # an ERP that counts its lines 10, 20, 30
            books = clean_books()
            for row in books.erp:
                row["line_id"] += step
            one, other = books.row(system, first), books.row(system, second)
            one["order_id"], other["order_id"] = other["order_id"], one["order_id"]
            kinds = [record.kind for record in found(books, tmp_path / f"{system}{first}{second}{step}")]
            assert kinds == ["key-collision", "key-collision"], (system, first, second, step)


def test_a_part_without_a_number_goes_to_the_line_that_lacks_it_and_its_waybill(tmp_path: Path) -> None:
    books = clean_books()
    parts(books, 8)[1]["order_id"] = ""
    record = only(found(books, tmp_path))
    assert (record.kind, record.odd_system, record.wms_rows) == ("suggested-match", "wms", books.numbers("wms", 8))


def test_a_part_under_another_orders_number_is_a_collision(tmp_path: Path) -> None:
    books = clean_books()
    parts(books, 8)[1]["order_id"] = order_number(24)
    record = only(found(books, tmp_path))
    assert (record.kind, record.odd_system, record.wms_rows) == ("key-collision", "wms", books.numbers("wms", 8))


def test_what_was_shipped_does_not_belong_to_an_order_that_is_not_yet_made(tmp_path: Path) -> None:
    for number in ("", order_number(39), "SO-2026-O0009"):
        books = clean_books()
        alike(books, 9, 15)
        alike(books, 9, 6)
        books.row("wms", 9).update(order_id=number, waybill_id="")
        record = only(found(books, tmp_path / (number or "blank")))
        assert record.crm_rows == books.numbers("crm", 9), number


def test_a_borrowed_number_near_that_of_an_order_not_yet_made_is_no_proof(tmp_path: Path) -> None:
    books = clean_books(120)
    alike(books, 9, 111)
    books.row("wms", 9).update(order_id=order_number(114), waybill_id="")
    record = only(found(books, tmp_path))
    assert (record.kind, record.crm_rows) == ("key-collision", books.numbers("crm", 9))


def test_two_lines_shipped_as_one_and_short_are_one_exception(tmp_path: Path) -> None:
    books = clean_books()
    lines = [books.row(system, 14, line) for system in ("crm", "erp") for line in (1, 2)]
    for row in lines:
        row.update(sku=lines[0]["sku"], waybill_id="")
    whole = sum(int(row["quantity"]) for row in lines[:2])
    books.of("wms").remove(books.row("wms", 14, 2))
    books.row("wms", 14).update(quantity=str(whole - 2), shipped_quantity=str(whole - 2))
    record = only(found(books, tmp_path))
    assert (record.kind, record.odd_system) == ("quantity-mismatch", "wms")
    assert record.crm_rows == ";".join(books.numbers("crm", 14, line) for line in (1, 2))


def test_what_is_left_of_two_numbers_joins_no_two_orders(tmp_path: Path) -> None:
    books = clean_books()
    alike(books, 9, 39)
    cut = {"crm": books.row("crm", 9), "erp": books.row("erp", 39)}
    for row in cut.values():
        row.update(order_id=order_number(9)[:-2], promised_date="")
    books.row("wms", 39)["shipped_quantity"] = books.row("wms", 9)["shipped_quantity"]
    result = run(write(books, tmp_path))
    assert together(result, {system: books.number(system, row) for system, row in cut.items()}) == []
    assert {record.kind for record in result.exceptions} <= {"suggested-match", "ambiguous-match", "missing-in-crm"}


@pytest.mark.parametrize(
    ("system", "order", "other", "customer"),
    [
        ("erp", 15, 30, "another"),  # early orders: the ERP and the CRM alone know them
        ("crm", 15, 30, "another"),
        ("erp", 15, 39, "another"),
        ("crm", 15, 39, "another"),
        ("crm", 9, 39, "another"),
        ("erp", 15, 30, "same"),
        ("crm", 15, 30, "same"),
        ("crm", 21, 30, "same"),
    ],
)
def test_a_row_under_the_number_of_an_order_whose_own_row_is_lost_is_a_collision_and_the_order_is_missing(
    system: str, order: int, other: int, customer: str, tmp_path: Path
) -> None:
    books = clean_books()
    if customer == "same":
        for each in ("crm", "erp"):
            books.row(each, other)["customer"] = books.row(each, order)["customer"]
    books.of(system).remove(books.row(system, other))
    books.row(system, order)["order_id"] = order_number(other)
    collision, missing = sorted(found(books, tmp_path), key=lambda record: record.kind)
    assert (collision.kind, collision.order_id) == ("key-collision", order_number(order))
    assert getattr(collision, f"{system}_rows") == books.numbers(system, order)
    assert (missing.kind, missing.order_id) == (f"missing-in-{system}", order_number(other))


def test_a_mistyped_number_is_not_taken_for_that_of_an_order_it_fits_into(tmp_path: Path) -> None:
    for system in ("crm", "erp"):
        books = clean_books()
        row = books.row(system, 30 + 1, 2)  # 31 has two lines, of which this one is mistyped
        row["order_id"] = "SO-2026-0O031"
        record = only(found(books, tmp_path / system))
        assert (record.kind, record.order_id) == ("suggested-match", order_number(31))
