"""One planted fault, exactly one exception: kind, rows, odd system and money by CONTRACT section 5."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orders.codes import EXCEPTIONS
from orders.exceptions import ExceptionRecord
from orders.mapping import mappings
from reconcile import reconcile
from tests.reconcile.books import (
    AS_OF,
    CUSTOMERS,
    WORDS,
    Books,
    Row,
    clean_books,
    found,
    order_number,
    site_mappings,
    write,
)

Fault = Callable[[Books], object]


def cell(system: str, order: int, line: int = 1, **values: str) -> Fault:
    return lambda books: books.row(system, order, line).update(values)


def without(system: str, order: int, line: int | None = None) -> Fault:
    def remove(books: Books) -> None:
        wanted = f"{order}/" if line is None else f"{order}/{line}"
        rows = books.of(system)
        rows[:] = [
            row for row in rows if not (row["key"] == wanted or (line is None and row["key"].startswith(wanted)))
        ]

    return remove


def again(system: str, order: int, line: int = 1, **values: str) -> Fault:
    return lambda books: books.of(system).append({**books.row(system, order, line), **values})


def swapped(books: Books) -> None:
    first, second = books.row("erp", 9), books.row("erp", 14)
    first["order_id"], second["order_id"] = second["order_id"], first["order_id"]


def stand_still(books: Books) -> None:
    for system in ("crm", "erp"):
        books.row(system, 11).update(updated_at="2026-02-12 19:59:59")


def strangers(books: Books) -> None:
    books.row("erp", 9).update(
        customer="沈阳远方电气有限公司",
        sku="ZZ-9",
        quantity="77",
        unit_price="1",
        amount="77",
        promised_date="2026-09-09",
        order_date="2026-02-02",
    )


SINGLE: list[tuple[str, Fault, str, str, str]] = [
    ("missing line in crm", without("crm", 8, 1), "missing-in-crm", "crm", "4338.95"),
    ("missing line in erp", without("erp", 8, 1), "missing-in-erp", "erp", "4338.95"),
    ("missing line in wms", without("wms", 8, 1), "missing-in-wms", "wms", "4338.95"),
    ("missing order in crm", without("crm", 8), "missing-in-crm", "crm", "12566.40"),
    ("missing order in erp", without("erp", 8), "missing-in-erp", "erp", "12566.40"),
    ("missing order in wms", without("wms", 8), "missing-in-wms", "wms", "12566.40"),
    ("early order missing in erp", without("erp", 11), "missing-in-erp", "erp", "8913.45"),
    ("duplicate in crm", again("crm", 9), "duplicate", "crm", "617.40"),
    ("duplicate in wms", again("wms", 9), "duplicate", "wms", "617.40"),
    ("one part of a split twice", again("wms", 8), "duplicate", "wms", "2141.30"),
    ("duplicate in another spelling", again("crm", 9, order_id="so2026 00009"), "duplicate", "crm", "617.40"),
    ("quantity", cell("erp", 9, quantity="80"), "quantity-mismatch", "erp", "29.40"),
    ("quantity of one part", cell("wms", 8, quantity="3", shipped_quantity="3"), "quantity-mismatch", "wms", "1972.25"),
    ("shipped less", cell("wms", 8, shipped_quantity="1"), "quantity-mismatch", "wms", "2084.95"),
    ("price and amount", cell("crm", 9, unit_price="7.50", amount="630.00"), "price-mismatch", "", "12.60"),
    ("amount", cell("crm", 9, amount="600.00"), "amount-mismatch", "crm", "17.40"),
    ("currency", cell("crm", 9, currency="USD"), "amount-mismatch", "", "617.40"),
    ("promised date", cell("crm", 9, promised_date="2026-12-01"), "date-mismatch", "", "617.40"),
    ("item", cell("erp", 9, sku="SN-11X"), "sku-mismatch", "erp", "617.40"),
    ("customer", cell("erp", 9, customer=CUSTOMERS[0]), "customer-mismatch", "erp", "617.40"),
    ("waybill", cell("erp", 9, waybill_id="YD777"), "waybill-mismatch", "", "617.40"),
    ("bom version", cell("erp", 9, bom_version="V2.8"), "bom-version-mismatch", "", "617.40"),
    ("status behind", cell("crm", 9, status="已确认"), "status-conflict", "crm", "617.40"),
    ("cancelled on one side", cell("crm", 9, status="已取消"), "status-conflict", "crm", "617.40"),
    ("held on one side", cell("erp", 9, status="挂起"), "status-conflict", "erp", "617.40"),
    ("stalled", stand_still, "stalled", "", "7580.30"),
    ("unknown status word", cell("crm", 9, status="飞走了"), "unreadable-value", "crm", "617.40"),
    ("unreadable quantity", cell("crm", 9, quantity="八十四"), "unreadable-value", "crm", "617.40"),
    (
        "pack unit without factor",
        cell("erp", 9, quantity="4.2", unit="箱", unit_price="147"),
        "unreadable-value",
        "erp",
        "617.40",
    ),
    ("typing error in the number", cell("erp", 9, order_id="SO-2026-00O09"), "suggested-match", "erp", "617.40"),
    ("typing error early", cell("erp", 11, order_id="SO-2026-0O011"), "suggested-match", "", "7580.30"),
    ("typing error early in crm", cell("crm", 11, order_id="SO-2026-0O011"), "suggested-match", "", "7580.30"),
    ("early number of another order", cell("erp", 15, order_id=order_number(16)), "key-collision", "", "1776.60"),
    ("number cut", cell("wms", 9, order_id="SO-2026-000"), "suggested-match", "wms", "617.40"),
    ("number cut early", cell("erp", 11, order_id="SO-2026-00"), "suggested-match", "erp", "7580.30"),
    ("number blank", cell("erp", 9, order_id=""), "suggested-match", "erp", "617.40"),
    ("number blank early", cell("crm", 11, order_id=""), "suggested-match", "crm", "7580.30"),
    ("typing error in one part", cell("wms", 8, order_id="SO-2026-0O008"), "suggested-match", "wms", "4338.95"),
    ("number destroyed", cell("erp", 9, order_id="2.02600E+08"), "lossy-cell", "erp", "617.40"),
    ("item destroyed", cell("erp", 9, sku="1.2E+15"), "lossy-cell", "erp", "617.40"),
    ("number of another order", cell("erp", 9, order_id=order_number(14)), "key-collision", "erp", "617.40"),
    ("same number, strangers", strangers, "key-collision", "erp", "694.40"),
]


@pytest.mark.parametrize(
    ("fault", "kind", "odd", "stake"), [case[1:] for case in SINGLE], ids=[case[0] for case in SINGLE]
)
def test_one_fault_is_one_exception(fault: Fault, kind: str, odd: str, stake: str, tmp_path: Path) -> None:
    books = clean_books()
    fault(books)
    records = found(books, tmp_path)
    assert [record.kind for record in records] == [kind]
    assert (records[0].odd_system, str(records[0].amount_at_stake)) == (odd, stake)
    assert records[0].severity == EXCEPTIONS[kind][0]
    assert records[0].owner


def test_every_kind_but_ambiguous_is_planted() -> None:
    assert {case[2] for case in SINGLE} == set(EXCEPTIONS) - {"ambiguous-match"}


HEALTHY: list[tuple[str, Fault]] = [
    ("lower case and long dashes", cell("erp", 9, order_id="so–2026–00009 ")),
    ("full width without dashes", cell("erp", 9, order_id="ＳＯ２０２６００００９")),
    ("zeros and prefix lost", cell("erp", 9, order_id="2026-9")),
    ("prefix lost", cell("wms", 9, order_id="2026-00009")),
    ("item without dash", cell("wms", 9, sku="sn01g")),
    ("line as a number", cell("erp", 9, line_id="001")),
    ("quantity with point zero", cell("erp", 9, quantity="84.0")),
    ("pack unit with factor", cell("erp", 9, quantity="4.2", unit="箱(20只)", unit_price="147")),
    ("amount at the edge of tolerance", cell("erp", 9, amount="617.41")),
    ("blank waybill and version", cell("erp", 9, waybill_id="", bom_version="")),
    ("cancelled part replaced", again("wms", 9, status="取消", waybill_id="")),
    ("customer in short form", lambda books: [row.update(customer=row["customer"][:4]) for row in books.wms]),
    (
        "customer by a code",
        lambda books: [row.update(customer=f"K{CUSTOMERS.index(row['customer'])}") for row in books.erp],
    ),
    ("own line numbers", lambda books: [row.update(line_id=row["line_id"] + "0") for row in books.wms]),
    (
        "all numbers without prefix",
        lambda books: [row.update(order_id=row["order_id"][3:].replace("-", "")) for row in books.erp],
    ),
]


@pytest.mark.parametrize("change", [case[1] for case in HEALTHY], ids=[case[0] for case in HEALTHY])
def test_what_can_be_repaired_is_no_exception(change: Fault, tmp_path: Path) -> None:
    books = clean_books()
    change(books)
    assert found(books, tmp_path) == ()


def test_a_clean_world_with_healthy_splits_has_no_exception(tmp_path: Path) -> None:
    assert found(clean_books(), tmp_path) == ()


def test_a_quantity_explains_the_amount_and_nothing_is_missing_twice(tmp_path: Path) -> None:
    books = clean_books()
    cell("erp", 9, quantity="80", amount="588.00")(books)
    record = only(found(books, tmp_path))
    assert (record.kind, record.crm_value, record.erp_value, record.wms_value) == (
        "quantity-mismatch",
        "84",
        "80",
        "84",
    )


def test_two_faults_on_one_line_are_two_exceptions(tmp_path: Path) -> None:
    books = clean_books()
    cell("erp", 9, order_id="SO-2026-00O09", quantity="3")(books)
    assert [record.kind for record in found(books, tmp_path)] == ["suggested-match", "quantity-mismatch"]


def test_swapped_numbers_are_two_collisions_with_their_true_orders(tmp_path: Path) -> None:
    books = clean_books()
    swapped(books)
    records = found(books, tmp_path)
    assert {(record.kind, record.order_id, record.odd_system) for record in records} == {
        ("key-collision", order_number(9), "erp"),
        ("key-collision", order_number(14), "erp"),
    }


def test_twins_without_numbers_are_never_decided(tmp_path: Path) -> None:
    books = clean_books()
    for system in ("crm", "erp", "wms"):
        twin: Row = {**books.row(system, 9), "key": "99/1", "order_id": order_number(99), "waybill_id": ""}
        books.row(system, 9)["waybill_id"] = ""
        books.of(system).append(twin)
    books.row("erp", 9)["order_id"] = books.row("erp", 99)["order_id"] = ""
    records = found(books, tmp_path)
    assert [record.kind for record in records] == ["ambiguous-match", "ambiguous-match"]
    assert {record.odd_system for record in records} == {"erp"}
    assert len({record.exception_id for record in records}) == 2


def test_a_whole_missing_order_names_all_rows_and_no_line(tmp_path: Path) -> None:
    books = clean_books()
    expected = [";".join(books.numbers(system, 8, line) for line in (1, 2, 3)) for system in ("crm", "wms")]
    without("erp", 8)(books)
    record = only(found(books, tmp_path))
    assert (record.order_id, record.line_id, record.erp_rows) == (order_number(8), "", "")
    assert [record.crm_rows, record.wms_rows] == expected


def test_the_lag_of_24_hours_is_inside(tmp_path: Path) -> None:
    books = clean_books()
    cell("crm", 9, status="已发货")(books)
    for system in ("erp", "wms"):
        cell(system, 9, updated_at="2026-03-03 20:00:00")(books)
    assert found(books, tmp_path) == ()
    cell("erp", 9, updated_at="2026-03-03 19:59:59")(books)
    assert only(found(books, tmp_path)).kind == "status-conflict"


def test_an_invoice_says_nothing_about_the_goods_of_customers_who_prepay(tmp_path: Path) -> None:
    books, words = clean_books(), {"values": {"status": {**WORDS["erp"], "已开票": "invoiced"}}}
    cell("erp", 12, status="已开票")(books)
    assert [record.kind for record in found(books, tmp_path, erp=words)] == ["status-conflict"]
    prepaid = frozenset({f" {books.row('erp', 12)['customer']}"})
    files = write(books, tmp_path)
    result = reconcile(files, (*site_mappings(erp=words), *mappings("export")), None, AS_OF, prepaid=prepaid)
    assert result.exceptions == ()


def test_what_the_wms_need_not_have_is_not_missing(tmp_path: Path) -> None:
    books = clean_books()
    without("wms", 9)(books)
    for system in ("crm", "erp"):
        cell(system, 9, updated_at="2026-03-03 20:00:00")(books)
    without("wms", 7)(books)
    for line in (1, 2):
        cell("crm", 7, line, status="暂停")(books)
        cell("erp", 7, line, status="挂起")(books)
    assert found(books, tmp_path) == ()


def test_a_system_without_a_word_for_a_stage_is_not_behind(tmp_path: Path) -> None:
    books = clean_books()
    for row in books.crm:
        row["status"] = {"生产中": "已确认", "待发货": "已确认"}.get(row["status"], row["status"])
    words = {"values": {"status": {"已确认": "confirmed", "已发货": "shipped", "已签收": "signed"}}}
    assert found(books, tmp_path, crm=words) == ()


def only(records: tuple[ExceptionRecord, ...]) -> ExceptionRecord:
    assert len(records) == 1, records
    return records[0]
