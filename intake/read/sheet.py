"""Workbooks: each visible sheet is a page whose words are its cells, written as the sheet shows them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Container, Mapping
from typing import Any

from intake.read.document import COLUMN, ROW, Document, Word
from intake.read.numerals import shown
from intake.read.old_sheet import read_bare
from intake.read.refusal import NO_WORKBOOK, damaged, over_limit
from intake.read.sheet_cells import CELLS, HIDDEN, MOST_CELLS, Reading, covered, is_scaled, sheet_page
from intake.read.sheet_formulas import blank_formulas, has_formulas
from intake.read.sheet_remarks import remarks_in
from intake.read.zipped import too_large
from orders.codes import finding

CHINESE_DATES = frozenset({27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58})  # ECMA-376 18.8.30, zh-cn
MOST_MERGED = 500_000  # cells
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Za-z]{1,3}\d+:[A-Za-z]{1,3}\d+)[\"']")


def read_xlsx(data: bytes) -> Document:
    """Read .xlsx and .xlsm; hidden sheets, rows and columns are skipped and named in `facts["hidden"]`.

    A formula shows its stored value, also a stored empty text; one without a stored value is its own text ("=B2*C2")
    and is never computed.
    """
    refused = too_large(data)
    if refused is not None:
        return refused
    try:
        sheets = _sheets_as_written(data)
        if sum(_area(span) for sheet in sheets.values() for span in MERGED.findall(sheet)) > MOST_MERGED:
            return over_limit("合并单元格的范围太大", "its merged cells span too large an area")
        reading = _workbook(data, sheets)
    except Exception:  # a foreign parser on a foreign file
        return damaged(*NO_WORKBOOK)
    if not reading.pages and not reading.skipped:
        return read_bare(data)  # the strict kind of workbook, which openpyxl opens as empty
    if not reading.pages:
        return damaged(*HIDDEN)
    if sum(len(page.words) for page in reading.pages) > MOST_CELLS:
        return over_limit(*CELLS)
    return reading.document(data)


def _workbook(data: bytes, written: Mapping[str, bytes]) -> Reading:
    import openpyxl
    from openpyxl.reader.excel import ExcelReader

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = ExcelReader(io.BytesIO(data), data_only=True)
        values.read()
        formulas = openpyxl.load_workbook(io.BytesIO(data)) if has_formulas(written.values()) else None
    reading = Reading()
    parts = {sheet.name: written.get(relation.target, b"") for sheet, relation in values.parser.find_sheets()}
    for sheet in values.wb.worksheets:
        if sheet.sheet_state != "visible":
            reading.skipped.append(f"sheet {sheet.title}")
            continue
        blank = blank_formulas(parts.get(sheet.title, b"")) if formulas is not None else frozenset[str]()
        _sheet(sheet, formulas[sheet.title] if formulas is not None else None, blank, reading)
    reading.pinned(1, remarks_in(data))
    return reading


def _sheets_as_written(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [name for name in parts.namelist() if "worksheets/" in name.lower() and name.endswith(".xml")]
        return {name: parts.read(name) for name in sheets}


def _area(span: bytes) -> int:
    """Count the cells of a merged span ("A1:C7"); the library makes an object of each of them."""
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(span.decode("ascii", "replace"))
    return (int(right) - int(left) + 1) * (int(bottom) - int(top) + 1)


def _sheet(sheet: Any, formulas: Any, blank: Container[str], reading: Reading) -> None:
    rows, columns = _hidden_rows(sheet), _hidden_columns(sheet)
    reading.hidden[sheet.title] = (rows, columns)
    spans = {(span.min_row, span.min_col): span for span in sheet.merged_cells.ranges}
    inside = covered((span.min_row, span.min_col, span.max_row, span.max_col) for span in spans.values())
    words = []
    for (row, column), cell in sorted(sheet._cells.items()):  # only the cells there are: a stray one in row 1,048,576
        text = _text(cell, formulas if cell.coordinate not in blank else None)
        if not text or (row, column) in inside:
            continue
        if row in rows or column in columns:
            reading.skip(sheet.title, row, cell.coordinate)
            continue
        if cell.font is not None and (cell.font.strike or _unseen(cell)):
            reading.findings.append(finding("text-struck", seen=text))
        if is_scaled(cell.value, str(cell.number_format)):
            reading.findings.append(finding("number-unexplained", seen=f"{cell.value} ({cell.number_format})"))
        words.append(_word(text, cell.coordinate, row, column, spans.get((row, column))))
        if cell.number_format != "General":
            reading.formats[(sheet.title, cell.coordinate)] = cell.number_format
    reading.pages.append(sheet_page(len(reading.pages) + 1, sheet.title, words))


def _unseen(cell: Any) -> bool:
    """Say whether a text is white on no fill: nobody sees it on the sheet."""
    color = cell.font.color
    if color is None or cell.fill.fill_type is not None:
        return False
    return bool(color.theme == 0 if color.type == "theme" else str(color.rgb)[-6:].upper() == "FFFFFF")


def _text(cell: Any, formulas: Any) -> str:
    if cell.value is None and formulas is not None:
        formula = formulas.cell(cell.row, cell.column).value
        return "" if formula is None else str(getattr(formula, "text", None) or formula)
    if re.fullmatch(r";{2,3}", str(cell.number_format)):
        return ""  # a format of nothing but semicolons shows nothing
    return shown(_dated(cell), cell.number_format)


def _dated(cell: Any) -> object:
    """Turn a number under one of the date formats that Chinese Excel has built in, and openpyxl does not know."""
    if isinstance(cell.value, (int, float)) and cell._style.numFmtId in CHINESE_DATES:
        from openpyxl.utils.datetime import from_excel

        return from_excel(cell.value, cell.parent.parent.epoch)
    return cell.value


def _word(text: str, cell: str, row: int, column: int, span: Any) -> Word:
    last_row, last_column = (span.max_row, span.max_col) if span is not None else (row, column)
    box = ((column - 1) * COLUMN, (row - 1) * ROW, last_column * COLUMN, last_row * ROW)
    return Word(text, *box, cell=cell)


def _hidden_rows(sheet: Any) -> frozenset[int]:
    return frozenset(row for row, seen in sheet.row_dimensions.items() if seen.hidden or seen.height == 0)


def _hidden_columns(sheet: Any) -> frozenset[int]:
    hidden: set[int] = set()
    for seen in sheet.column_dimensions.values():
        if seen.hidden or seen.width == 0:
            hidden.update(range(seen.min or 0, (seen.max or 0) + 1))
    return frozenset(hidden)
