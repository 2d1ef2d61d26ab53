"""Workbooks as people and programs make them: merged and hidden cells, several sheets, formulas without values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from bench.office.shape import converted
from orders.exceptions import Reconciliation
from orders.mapping import mappings
from orders.problems import UnusableError
from reconcile.load.apart import read_export
from reconcile.vocabulary import vocabulary
from tests.read.office_files import needs_office
from tests.reconcile.books import Books, clean_books, found, run, table, typed, write


def workbook(path: Path, fill: Callable[[Any], object]) -> Path:
    """Save what `fill` writes into an openpyxl workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    fill(book)
    book.save(path)
    return path


def lines(books: Books, system: str = "erp") -> list[list[object]]:
    """Return a system's table with numbers as numbers and dates as dates."""
    header, *rows = table(books, system)
    return [list(header), *([typed(cell) for cell in row] for row in rows)]


def filled(rows: list[list[object]]) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        for row in rows:
            book.active.append(row)

    return fill


def reconciled(books: Books, tmp_path: Path, path: Path, **changes: Any) -> Reconciliation:
    return run({**write(books, tmp_path / "others"), "erp": (path,)}, **changes)


def test_one_number_merged_over_its_lines_is_each_lines_number(tmp_path: Path) -> None:
    books = clean_books(20)

    def fill(book: Any) -> None:
        filled([["销售订单"], [], *lines(books)])(book)
        numbers = [cell.value for cell in book.active["A"]]
        for value in dict.fromkeys(numbers[3:]):
            rows = [n + 1 for n, other in enumerate(numbers) if other == value]
            book.active.merge_cells(f"A{rows[0]}:A{rows[-1]}")
        book.active.merge_cells("A1:E1")

    result = reconciled(books, tmp_path, workbook(tmp_path / "erp.xlsx", fill))
    assert result.exceptions == ()
    assert result.rows["erp"].given == 43


def test_a_merged_amount_is_no_lines_amount(tmp_path: Path) -> None:
    books = clean_books(8)
    rows = lines(books)
    at = rows[0].index("价税合计")
    first = next(n for n in range(1, len(rows)) if rows[n][0] == rows[n + 1][0])

    def fill(book: Any) -> None:
        rows[first][at] = float(str(rows[first][at])) + float(str(rows[first + 1][at]))
        filled(rows)(book)
        letter = book.active.cell(1, at + 1).column_letter
        book.active.merge_cells(f"{letter}{first + 1}:{letter}{first + 2}")

    (record,) = reconciled(books, tmp_path, workbook(tmp_path / "erp.xlsx", fill)).exceptions
    assert (record.kind, record.field, record.odd_system) == ("unreadable-value", "amount", "erp")


def test_hidden_rows_and_columns_are_read_and_said(tmp_path: Path) -> None:
    books = clean_books(8)

    def fill(book: Any) -> None:
        filled(lines(books))(book)
        book.active.row_dimensions[3].hidden = book.active.row_dimensions[4].hidden = True
        book.active.column_dimensions["C"].hidden = True

    result = reconciled(books, tmp_path, workbook(tmp_path / "erp.xlsx", fill))
    assert result.exceptions == ()
    read = next(file for file in result.files if file.system == "erp")
    assert read.notes == ("2 hidden rows were read like the others", "1 hidden columns were read like the others")


def two_sheets(books: Books, state: str) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        rows = lines(books)
        filled(rows)(book)
        book.active.title = "三月"
        other = book.create_sheet("二月")
        for row in rows[:4]:
            other.append(row)
        other.sheet_state = state

    return fill


def test_two_sheets_with_lines_are_a_question_a_hidden_one_is_not(tmp_path: Path) -> None:
    books = clean_books(8)
    with pytest.raises(UnusableError, match=r"三月, 二月 all look like this export(.|\n)*formats: {sheet: 三月}"):
        reconciled(books, tmp_path, workbook(tmp_path / "erp.xlsx", two_sheets(books, "visible")))
    hidden = workbook(tmp_path / "hidden.xlsx", two_sheets(books, "hidden"))
    assert reconciled(books, tmp_path, hidden).exceptions == ()
    named = {"formats": {"sheet": "三月"}}
    assert reconciled(books, tmp_path, tmp_path / "erp.xlsx", erp=named).exceptions == ()


def test_formulas_without_a_value_stop(tmp_path: Path) -> None:
    books = clean_books(8)
    rows = lines(books)
    rows[2][rows[0].index("价税合计")] = "=E3*G3"
    path = workbook(tmp_path / "erp.xlsx", filled(rows))
    with pytest.raises(UnusableError, match="1 cells hold formulas without a value, the first is H3"):
        reconciled(books, tmp_path, path)


@pytest.mark.slow
@needs_office
def test_libreoffice_computes_the_formulas_and_saves_xls_and_xlsx(tmp_path: Path) -> None:
    books = clean_books(12)
    header, *rows = lines(books)
    for number, row in enumerate(rows, 4):
        row[header.index("价税合计")] = f"=E{number}*G{number}"
    sums: list[object] = ["合计", None, None, None, 999]
    plain = workbook(tmp_path / "made.xlsx", filled([["销售订单明细"], [], header, *rows, sums])).read_bytes()
    old = converted(plain, ".xlsx", "xls")
    for suffix, content in (("xls", old), ("xlsx", converted(old, ".xls", "xlsx"))):
        path = tmp_path / f"erp.{suffix}"
        path.write_bytes(content)
        result = reconciled(books, tmp_path, path)
        assert result.exceptions == (), suffix
        assert [row.reason for row in result.excluded] == ["title", "blank", "total"]
        path.write_bytes(content[: len(content) * 2 // 3])
        with pytest.raises(UnusableError, match="export-damaged"):
            reconciled(books, tmp_path, path)


def test_a_quantity_with_three_decimals_is_one_number(tmp_path: Path) -> None:
    books = clean_books(8)
    for system in ("crm", "erp", "wms"):
        for row in books.of(system):
            row["quantity"], row["unit_price"], row["amount"] = "1.125", "8", "9"
            row["shipped_quantity"] = "1.125" if row["waybill_id" if system == "wms" else "key"] else "0"
    header, *rows = lines(books, "wms")
    path = workbook(tmp_path / "wms.xlsx", filled([header, *rows]))
    keep = [
        row for row in run({**write(books, tmp_path), "wms": (path,)}).exceptions if row.kind == "quantity-mismatch"
    ]
    assert keep == []


def test_numbers_that_lost_their_last_digits_are_lossy(tmp_path: Path) -> None:
    books = clean_books(20)
    for system in ("crm", "erp", "wms"):
        for row in books.of(system):
            row["order_id"] = f"{40260300000 + int(row['key'].split('/')[0])}{int(row['key'].split('/')[0]):07d}"
    rows = lines(books)
    for line in rows[1:]:
        line[0] = str(line[0])
    rows[5][0] = int(str(rows[5][0]))
    result = reconciled(books, tmp_path, workbook(tmp_path / "erp.xlsx", filled(rows)))
    assert [(r.kind, r.field, r.odd_system, r.erp_rows) for r in result.exceptions] == [
        ("lossy-cell", "order_id", "erp", "6")
    ]
    assert found(books, tmp_path / "text") == ()


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ('"SO-2026-"00000', "SO-2026-00042"),
        (r"\S\O\-00000", "SO-00042"),
        ("0000-0000", "0000-0042"),
        ('00"/"000', "00/042"),
        ("00000000", "00000042"),
        ("0", "42"),
        ("General", "42"),
        ("0.00", "42"),
        ('0"只"', "42"),
        ("0.00%", "42"),
        ("#,##0", "42"),
    ],
)
def test_a_number_has_the_zeros_and_signs_that_its_format_shows(number_format: str, shown: str, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["销售订单号", "存货编码", "数量"])
    sheet.write_row(1, 1, ["A-1", "7"])
    sheet.write_number(1, 0, 42, book.add_format({"num_format": number_format}))
    book.close()
    words = vocabulary("erp", [mapping.data for mapping in mappings("export")], [])
    assert read_export(tmp_path / "x.xlsx", words).texts(0) == [shown, "A-1", "7"]


def test_a_format_without_decimals_hides_none(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["销售订单号", "存货编码", "数量"])
    zeros = book.add_format({"num_format": "00"})
    sheet.write_row(1, 0, ["SO-1", "A-1"])
    sheet.write_number(1, 2, 2.5, zeros)
    sheet.write_row(2, 0, ["SO-1", "A-2"])
    sheet.write_number(2, 2, -3, zeros)
    book.close()
    words = vocabulary("erp", [mapping.data for mapping in mappings("export")], [])
    sheet_read = read_export(tmp_path / "x.xlsx", words)
    assert [sheet_read.texts(at)[2] for at in range(2)] == ["2.5", "-3"]


def test_an_error_in_a_cell_is_no_blank(tmp_path: Path) -> None:
    books = clean_books(20)
    book = xlsxwriter.Workbook(str(tmp_path / "erp.xlsx"))
    sheet = book.add_worksheet()
    for at, row in enumerate(table(books, "erp")):
        sheet.write_row(at, 0, row)
    for at, column, error in ((3, 4, "#N/A"), (5, 10, "#VALUE!"), (9, 2, "#REF!")):
        sheet.write_formula(at, column, "=1/0", None, error)
    book.close()
    result = reconciled(books, tmp_path, tmp_path / "erp.xlsx")
    assert sorted((r.erp_rows, r.kind, r.field, r.erp_value) for r in result.exceptions) == [
        ("10", "sku-mismatch", "sku", "#REF!"),
        ("4", "unreadable-value", "quantity", "#N/A"),
        ("6", "unreadable-value", "order_date", "#VALUE!"),
    ]


@needs_office
def test_an_old_workbook_shows_its_zeros_and_errors(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["销售订单号", "存货编码", "数量"])
    sheet.write_number(1, 0, 42, book.add_format({"num_format": '"SO-2026-"00000'}))
    sheet.write_number(1, 1, 8271, book.add_format({"num_format": "00000000"}))
    sheet.write_formula(1, 2, "=NA()", None, "#N/A")
    book.close()
    (tmp_path / "x.xls").write_bytes(converted((tmp_path / "x.xlsx").read_bytes(), ".xlsx", "xls"))
    words = vocabulary("erp", [mapping.data for mapping in mappings("export")], [])
    assert read_export(tmp_path / "x.xls", words).texts(0) == ["SO-2026-00042", "00008271", "#N/A"]
