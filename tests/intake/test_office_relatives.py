"""Workbooks and documents with macros, templates, and formulas nobody has computed: read as their kin, or held."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from intake.extract import extract
from intake.read import read
from orders.records import OrderRecord, Source
from tests.intake.papers.goods import BARE_COLUMNS, BARE_HEAD, COLUMNS, HEAD, TRUTH, errors, facts
from tests.intake.papers.kit import Book
from tests.intake.papers.sheets import NUMBERS, TOP, order_sheet
from tests.read.office_files import word, workbook

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def said(data: bytes, name: str) -> OrderRecord:
    (only,) = extract(read(data, name), Source(name, hashlib.sha256(data).hexdigest(), ""))
    return only


def filled(document: Any) -> None:
    """Write the English order into a document of python-docx."""
    document.add_heading("Purchase Order", 0)
    for label, value in HEAD:
        document.add_paragraph(f"{label}: {value}")
    rows = [COLUMNS, *((str(index + 1), *map(str, row)) for index, row in enumerate(NUMBERS))]
    table = document.add_table(0, len(COLUMNS))
    for row, sums in zip(rows, ((), ("12.50", "1250.00"), ("3.20", "128.00"), ("0.88", "220.00")), strict=True):
        for cell, text in zip(table.add_row().cells, (*row, *sums), strict=True):
            cell.text = text
    document.add_paragraph("Total EUR: 1598.00")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("po.docm", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("po.dotx", f"{WORD}.template.main+xml"),
        ("po.dotm", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    ],
)
def test_a_document_with_macros_or_a_template_is_read_as_a_document(name: str, content_type: str) -> None:
    def fill(document: Any) -> None:
        filled(document)
        document.part._content_type = content_type

    data = word(fill)
    assert content_type.encode() in zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml")
    found = said(data, name)
    assert (found.status, errors(found)) == ("accepted", set())
    assert facts(found) == TRUTH


@pytest.mark.parametrize(("name", "is_template", "has_macros"), [("po.xltx", True, False), ("po.xlsm", False, True)])
def test_a_workbook_with_macros_or_a_template_is_read_as_a_workbook(
    name: str, *, is_template: bool, has_macros: bool
) -> None:
    book, out = openpyxl.load_workbook(io.BytesIO(Book(order_sheet).bytes), keep_vba=has_macros), io.BytesIO()
    book.template = is_template
    book.save(out)
    assert b"spreadsheetml.sheet.main" not in zipfile.ZipFile(out).read("[Content_Types].xml")
    found = said(out.getvalue(), name)
    assert (found.status, errors(found)) == ("accepted", set())
    assert facts(found) == TRUTH


@pytest.mark.parametrize("column", ["G", "D"])
def test_a_formula_nobody_has_computed_holds_and_gives_no_number(column: str) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    order_sheet(book.active, book)
    for row in range(TOP + 1, TOP + 4):
        book.active[f"{column}{row}"] = f"=F{row}*100"
    book.save(out)
    found = said(out.getvalue(), "po.xlsx")
    assert found.status == "review"
    assert "readings-differ" in errors(found)
    lines = found.order.lines if found.order else ()
    assert all((line.quantity if column == "D" else line.line_amount) is None for line in lines)


def test_a_code_that_a_program_left_at_nought_is_none() -> None:
    """XlsxWriter stores 0 with a formula whose value it is not told."""

    def fill(book: Any, sheet: Any) -> None:
        cells = (("Purchase Order",), *BARE_HEAD, (), BARE_COLUMNS, *NUMBERS)
        for row, values in enumerate(cells):
            sheet.write_row(row, 0, values)
        sheet.write_formula(len(cells) - 1, 0, '="C-3003"')

    found = said(workbook(fill), "po.xlsx")
    assert (found.status, errors(found)) == ("review", {"line-incomplete"})
