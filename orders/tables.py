"""A csv or workbook file → rows of texts with their physical row number; ids stay text, zeros and digits are kept."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from orders.problems import Problem, UnusableError

SUFFIXES = (".csv", ".xlsx", ".xlsm", ".xls")
UNPACKED_LIMIT = 500_000_000  # a 1 MB workbook can unpack to hundreds
EXACT_DIGITS = 15  # what Excel keeps of a number (IEEE double)
_ZERO_FORMAT = re.compile(rb'formatCode="0{2,}"')
_ZEROS = re.compile(r"0{2,}$")


@dataclass(frozen=True)
class Row:
    """One physical row, counted from 1 as Excel does; a csv row counts by the line it begins in."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows of one file; `sheet` is None for csv. Blank rows are left out."""

    path: Path
    sheet: str | None
    rows: tuple[Row, ...]

    def cells(self, row: int) -> tuple[str, ...]:
        """Return the cells of a physical row, () if it is blank."""
        place = bisect_left(self.rows, row, key=lambda found: found.number)
        there = place < len(self.rows) and self.rows[place].number == row
        return self.rows[place].cells if there else ()

    def problem(self, row: int, index: int | None, code: str, what: str, help_text: str) -> Problem:
        """Make a problem of a cell (or a whole row): `sheet!B7` in a workbook, line and row text in csv."""
        if self.sheet is not None:
            place = f"{self.sheet}!{column_letters(index)}{row}" if index is not None else f"{self.sheet}!{row}"
            return Problem(str(self.path), None, None, code, what, help_text, None, place)
        cells = self.cells(row)
        return Problem(str(self.path), row, _csv_column(cells, index), code, what, help_text, _csv_line(cells))


def read_table(path: Path, sheet_names: Iterable[str] = ()) -> Table:
    """Read a csv (UTF-8 with or without BOM, or GB18030) or the first filled sheet of a workbook.

    A sheet named as one of `sheet_names` goes before the first. Raises UnusableError if the file cannot be read whole.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _unusable(path, "master-unreadable", f"the file cannot be read: {error.strerror}", "check it") from error
    if content[:4] == b"PK\x03\x04" or content[:4] == b"\xd0\xcf\x11\xe0":
        return _workbook(path, content, tuple(name.casefold() for name in sheet_names))
    if path.suffix.lower() != ".csv":
        raise _unusable(
            path, "master-damaged", "the file is no workbook, or it is cut off", "save it again as .xlsx or .csv"
        )
    return Table(path, None, tuple(_csv_rows(path, _decode(path, content))))


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0: A, B, …, Z, AA."""
    letters, rest = "", index + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def _unusable(path: Path, code: str, what: str, help_text: str, line: int | None = None) -> UnusableError:
    return UnusableError([Problem(str(path), line, None, code, what, help_text)])


# ── csv ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _decode(path: Path, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as found:
            error = found
    line = content[: error.start].count(b"\n") + 1
    raise _unusable(path, "not-text", "the file is neither UTF-8 nor GB18030", "save it as “CSV UTF-8”", line)


def _csv_rows(path: Path, text: str) -> Iterator[Row]:
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(start, tuple(cells))
            start = reader.line_num + 1
    except csv.Error as error:
        what = f"the row cannot be read: {error}"
        raise _unusable(path, "csv-damaged", what, "look for a quote that is not closed", start) from error


def _csv_line(cells: tuple[str, ...]) -> str:
    return ",".join(cell.replace("\n", " ") for cell in cells)


def _csv_column(cells: tuple[str, ...], index: int | None) -> int | None:
    return None if index is None else len(_csv_line(cells[:index])) + (2 if index else 1)


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────


def _workbook(path: Path, content: bytes, names: tuple[str, ...]) -> Table:
    """calamine is many times faster, but only openpyxl knows the number formats that keep zeros in front."""
    try:
        zeros = content[:2] == b"PK" and _keeps_zeros(path, content)
        sheets = _slow_sheets(content) if zeros else _fast_sheets(content)
        chosen = _choose(sheets, names)
    except _reading_errors() as error:
        what = f"the workbook cannot be read: {error}"
        raise _unusable(path, "master-damaged", what, "open it, check it, save it again as .xlsx") from error
    return Table(path, chosen[0], tuple(_rows(chosen[1])))


def _reading_errors() -> tuple[type[Exception], ...]:
    from openpyxl.utils.exceptions import InvalidFileException
    from python_calamine import CalamineError

    return (zipfile.BadZipFile, InvalidFileException, CalamineError, ValueError, KeyError, OSError)


def _keeps_zeros(path: Path, content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_LIMIT:
            raise _unusable(path, "master-too-big", "the workbook unpacks to over 500 MB", "remove what is not needed")
        return "xl/styles.xml" in archive.namelist() and bool(_ZERO_FORMAT.search(archive.read("xl/styles.xml")))


def _fast_sheets(content: bytes) -> Iterator[tuple[str, list[list[Any]]]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _slow_sheets(content: bytes) -> Iterator[tuple[str, list[list[Any]]]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield sheet.title, [[_formatted(cell) for cell in cells] for cells in sheet.iter_rows()]


def _choose(sheets: Iterable[tuple[str, list[list[Any]]]], names: tuple[str, ...]) -> tuple[str, list[list[Any]]]:
    filled = [(name, rows) for name, rows in sheets if any(cell not in ("", None) for row in rows for cell in row)]
    named = [sheet for sheet in filled if sheet[0].casefold() in names]
    return (named or filled or [("", [])])[0]


def _formatted(cell: Any) -> Any:
    """A whole number with a format of zeros (00000000) is an id as it is displayed."""
    form = str(getattr(cell, "number_format", ""))
    if isinstance(cell.value, int) and not isinstance(cell.value, bool) and _ZEROS.match(form):
        return str(cell.value).zfill(len(form))
    return cell.value


def _rows(cells: list[list[Any]]) -> Iterator[Row]:
    for number, row in enumerate(cells, 1):
        texts = tuple(_text(value) for value in row)
        if any(texts):
            yield Row(number, texts)


def _text(value: Any) -> str:
    """Write a cell's value as people would: 123456.0 is 123456, midnight is a date, true is yes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 10**EXACT_DIGITS else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    return value.isoformat() if isinstance(value, (date, time)) else str(value).strip()
