"""Old workbooks (.xls) that LibreOffice saved: as their sheets show them, read twice."""

from __future__ import annotations

import struct
from datetime import datetime
from typing import Any

import pytest

from intake.read import Document, read
from intake.read.old_sheet import read_bare
from tests.read.office_files import as_xls, needs_office, workbook

pytestmark = needs_office


def fill(book: Any, sheet: Any) -> None:
    sheet.merge_range("A1:C1", "采购订单")
    sheet.write_number("A2", 8271, book.add_format({"num_format": "00000000"}))
    sheet.write_number("B2", 100, book.add_format({"num_format": '0"只"'}))
    sheet.write_number("C2", 1234.5, book.add_format({"num_format": "¥#,##0.00"}))
    sheet.write_datetime("A3", datetime(2026, 3, 4), book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
    sheet.write_formula("B3", "=2*3", None, 6)
    sheet.write_boolean("C3", True)
    sheet.write_string("A4", "hidden row")
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.write_string("D1", "hidden column")
    sheet.set_column("D:D", None, None, {"hidden": True})
    other = book.add_worksheet("old")
    other.write_string("A1", "4711")
    other.hide()


def fill_doubtful(book: Any, sheet: Any) -> None:
    sheet.write_string("A1", "struck", book.add_format({"font_strikeout": True}))
    sheet.write_number("A2", 1234567, book.add_format({"num_format": "#,##0,"}))
    sheet.write_comment("A2", "make it 6")
    sheet.insert_textbox(4, 4, "VOID")


@pytest.fixture(scope="module")
def plain() -> Document:
    return read(as_xls(workbook(fill)), "a.et")


def test_a_sheet_is_read_as_it_shows(plain: Document) -> None:
    page = plain.pages[0]
    assert {w.cell: w.text for w in page.words} == {
        "A1": "采购订单",
        "A2": "00008271",
        "B2": "100只",
        "C2": "¥1,234.50",
        "A3": "2026-03-04",
        "B3": "6",
        "C3": "TRUE",
    }
    assert page.words[0].box == (0, 0, 3000, 20)
    assert (page.sheet, page.trusted, len(plain.pages), plain.findings) == ("订单", True, 1, ())
    assert plain.facts["hidden"] == "订单!D1; 订单!4:4; sheet old"


def test_calamine_reads_the_same(plain: Document) -> None:
    assert plain.witness is not None
    for word in plain.pages[0].words:
        assert plain.witness.cell("订单", word.cell or "") == word.text


def test_what_is_doubtful_holds() -> None:
    document = read(as_xls(workbook(fill_doubtful)), "a.xls")
    assert sorted(item.code for item in document.findings) == [
        "document-annotated",
        "number-unexplained",
        "text-struck",
    ]
    assert next(f.facts["seen"] for f in document.findings if f.code == "document-annotated") == "make it 6; …"


NOBODY, END = 0xFFFFFFFF, 0xFFFFFFFE


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    said = name.encode("utf-16-le")
    sides = struct.pack("<HBBLLL", len(said) + 2, kind, 1, NOBODY, NOBODY, child)
    return said.ljust(64, b"\0") + sides + bytes(36) + struct.pack("<LQ", start, size)


def compound(following: int, size: int) -> bytes:
    """Build a compound file after [MS-CFB] whose Workbook begins in sector 2 and goes on in sector `following`."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<10L", 0, 1, 1, 0, 4096, END, 0, END, 0, 0) + b"\xff" * 432
    fat = struct.pack("<LLL", 0xFFFFFFFD, END, following).ljust(512, b"\xff")
    return (
        head
        + fat
        + (entry("Root Entry", 5, 1, END, 0) + entry("Workbook", 2, NOBODY, 2, size)).ljust(512, b"\0")
        + bytes(4096)
    )


@pytest.mark.parametrize(("following", "size"), [(2, 4096), (2, 1 << 30), (500, 4096), (NOBODY, 4096)])
def test_a_workbook_without_end_is_damaged(following: int, size: int) -> None:
    found = read(compound(following, size), "orders.xls")
    assert [item.code for item in found.findings] == ["document-damaged"]


@pytest.mark.parametrize("data", [b"PK\x03\x04" + bytes(200), b"passwd", compound(2, 4096)[:600]])
def test_few_bytes_are_no_name_of_a_file(data: bytes) -> None:
    assert [item.code for item in read_bare(data).findings] == ["document-damaged"]
