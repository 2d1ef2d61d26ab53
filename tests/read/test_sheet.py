"""Workbooks as their sheets show them."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from bench.office.shape import converted
from intake.read import read
from intake.read.numerals import shown
from intake.read.sheet_formulas import blank_formulas
from tests.read.office_files import needs_office


def book(fill: Any) -> bytes:
    buffer = io.BytesIO()
    workbook = openpyxl.Workbook()
    fill(workbook.active)
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (8271, "00000000", "00008271"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (-5, "0.00_);(0.00)", "(5.00)"),
        (0.13, "0%", "13%"),
        (100, '0"只"', "100只"),
        (0.1 + 0.2, "General", "0.3"),
        (12.345, "0.00", "12.35"),
        (1.5, "0.###", "1.5"),
        (4500017432, "General", "4500017432"),
        (1e15, "General", "1000000000000000"),
        (3, "# ?/?", "3"),
        (1234, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.00"),
        (datetime(2026, 3, 4), "yyyy-mm-dd", "2026-03-04"),
        (datetime(2026, 3, 4, 9, 30), "d-mmm-yy", "2026-03-04"),
        (datetime(2026, 3, 4, 9, 30), "yyyy-mm-dd hh:mm", "2026-03-04 09:30:00"),
        (date(2026, 3, 4), "General", "2026-03-04"),
        (" 100 ", "General", "100"),
        (None, "General", ""),
    ],
)
def test_values_are_written_as_shown(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_cells_spans_and_hidden_places() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "采购订单"
        sheet.merge_cells("A1:C2")
        sheet["A3"], sheet["B3"], sheet["C3"] = 8271, "hidden", 12.5
        sheet["A3"].number_format, sheet["C3"].number_format = "00000000", "0.00"
        sheet["A4"] = "hidden too"
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[4].hidden = True

    document = read(book(fill), "a.xlsx")
    page = document.pages[0]
    assert [(w.cell, w.text) for w in page.words] == [("A1", "采购订单"), ("A3", "00008271"), ("C3", "12.50")]
    assert page.words[0].box == (0, 0, 3000, 40)
    assert page.words[2].box == (2000, 40, 3000, 60)
    assert (page.method, page.sheet) == ("sheet", "Sheet")
    assert "Sheet!B3" in document.facts["hidden"]
    assert document.witness is not None
    assert [document.witness.cell("Sheet", w.cell or "") for w in page.words] == [w.text for w in page.words]
    assert document.witness.whole(1) == "采购订单\n00008271\n12.50"
    assert document.witness.text_in(1, page.words[2].box) == "12.50"


def test_a_formula_shows_its_stored_value_or_itself() -> None:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    sheet = workbook.add_worksheet()
    sheet.write_formula("A1", "=2*3", None, 6)
    workbook.close()
    assert [w.text for w in read(buffer.getvalue(), "a").pages[0].words] == ["6"]

    def fill(sheet: Any) -> None:
        sheet["A1"] = "=2*3"

    assert [w.text for w in read(book(fill), "a").pages[0].words] == ["=2*3"]


@needs_office
def test_a_formula_whose_stored_value_is_an_empty_text_shows_nothing() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(['=IF(B1="","",B1*2)', None, '=IF(D1=2,"","x")', 2, "=D1*3", "Order"])

    saved = converted(converted(book(fill), ".xlsx", "ods"), ".ods", "xlsx")
    document = read(saved, "a")
    assert [w.text for w in document.pages[0].words] == ["2", "6", "Order"]
    assert document.witness is not None
    assert document.witness.whole(1) == "2\n6\nOrder"


@pytest.mark.parametrize(
    ("cell", "blank"),
    [
        (b'<c r="H13" s="7" t="str"><f aca="false">IF(E13="","",1)</f><v></v></c>', {"H13"}),
        (b"<x:c t='str' r='AB7'><x:f t='shared' si='0'/><x:v/></x:c>", {"AB7"}),
        (b'<c r="A1"><f>B1*2</f><v></v></c>', set()),  # as openpyxl writes what nobody has computed
        (b'<c r="A1" t="str"><f>B1*2</f></c>', set()),
        (b'<c r="A1" t="str"><f>B1&amp;""</f><v>x</v></c>', set()),
        (b'<c r="A1" t="str"><f>B1</f></c><c r="A2" t="str"><v></v></c>', set()),
        (b'<c r="A1"><f>IF(B1="","",B1)</f><v></v></c><c r="A2"><f>B2*2</f><v></v></c>', set()),
        (b'<c r="A1"><f>IF(B1="","",B1)</f><v></v></c><c r="A2"><f>B2*2</f><v>4</v></c>', {"A1"}),
        (b'<c r="A1"><f>B1*3</f><v></v></c><c r="A2"><f>B2*2</f><v>4</v></c>', set()),
    ],
)
def test_which_formulas_have_an_empty_text(cell: bytes, blank: set[str]) -> None:
    assert blank_formulas(b"<sheetData><row>" + cell + b"</row></sheetData>") == blank


def test_the_date_formats_built_into_chinese_excel() -> None:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    sheet = workbook.add_worksheet()
    sheet.write_number("A1", 46085, workbook.add_format({"num_format": 31}))
    workbook.close()
    assert [w.text for w in read(buffer.getvalue(), "a").pages[0].words] == ["2026-03-04"]


def test_hidden_sheets_are_left_out_and_named() -> None:
    buffer = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "seen"
    workbook.create_sheet("old").sheet_state = "hidden"
    workbook.save(buffer)
    document = read(buffer.getvalue(), "a")
    assert [page.sheet for page in document.pages] == ["Sheet"]
    assert document.facts["hidden"] == "sheet old"


def test_cut_off_and_swollen_workbooks() -> None:
    data = book(lambda sheet: sheet.append(["x"] * 50))
    assert [f.code for f in read(data[: len(data) // 2], "a").findings] == ["document-damaged"]
    import zipfile

    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/blob.bin", b"\0" * (61 << 20))
    assert [f.code for f in read(buffer.getvalue(), "a").findings] == ["document-over-limit"]
