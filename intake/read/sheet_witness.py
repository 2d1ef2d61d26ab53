"""The second reading of a workbook: calamine beside openpyxl, made only when asked for."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from intake.read.document import COLUMN, ROW, Page
from intake.read.numerals import shown
from intake.read.sheet_cells import letters
from orders.records import Box

MOST_SPANNED = 10_000_000  # cells from A1 to the last; calamine makes room for each, filled or not


class SheetWitness:
    """Ask calamine for a cell that openpyxl read; number formats and hidden places are as openpyxl found them."""

    def __init__(
        self,
        data: bytes,
        pages: tuple[Page, ...],
        formats: Mapping[tuple[str, str], str],
        hidden: Mapping[str, tuple[frozenset[int], frozenset[int]]],
    ) -> None:
        self._data = data
        self._wide = {page.sheet or "" for page in pages if _cells_spanned(page) > MOST_SPANNED}
        self._sheets = {page.number: page.sheet or "" for page in pages}
        self._formats = formats
        self._hidden = hidden
        self._cells: dict[str, dict[str, str] | None] = {}

    def text_in(self, page: int, box: Box) -> str | None:
        """Return the text of the cells whose middle lies inside `box`."""
        cells = self._read(self._sheets.get(page, ""))
        if cells is None:
            return None
        return "\n".join(text for name, text in cells.items() if _covers(box, name))

    def cell(self, sheet: str, cell: str) -> str | None:
        """Return the displayed text of a cell, "" if it is empty, None if calamine cannot read the sheet."""
        cells = self._read(sheet)
        return None if cells is None else cells.get(cell, "")

    def whole(self, page: int) -> str | None:
        """Return the text of all visible cells of a sheet, row by row."""
        cells = self._read(self._sheets.get(page, ""))
        return None if cells is None else "\n".join(cells.values())

    def _read(self, sheet: str) -> dict[str, str] | None:
        if sheet not in self._cells:
            self._cells[sheet] = self._calamine(sheet)
        return self._cells[sheet]

    def _calamine(self, sheet: str) -> dict[str, str] | None:
        rows, columns = self._hidden.get(sheet, (frozenset(), frozenset()))
        found = calamine_cells(self._data, sheet).get(sheet) if sheet not in self._wide else None
        if found is None:
            return None
        return {
            name: shown(value, self._formats.get((sheet, name), "General"))
            for (row, column), value in found.items()
            if row not in rows and column not in columns and (name := f"{letters(column)}{row}")
        }


def _cells_spanned(page: Page) -> float:
    return (page.width / COLUMN) * (page.height / ROW)


def calamine_cells(data: bytes, only: str | None = None) -> dict[str, dict[tuple[int, int], object]]:
    """Read the filled cells of every sheet, or of one, by (row, column) from 1 with calamine; {} if it cannot.

    Raises python_calamine.PasswordError for a workbook that needs a password.
    """
    import python_calamine

    try:
        with silenced():
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
            names = [name for name in book.sheet_names if only in (None, name)]
            return {name: _filled(book.get_sheet_by_name(name)) for name in names}
    except python_calamine.PasswordError:
        raise
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of its Rust code is no Exception
        return {}


@contextmanager
def silenced() -> Iterator[None]:
    """Keep what a panic of Rust code writes past Python to standard error off the screen."""
    if sys.stderr is None:
        yield
        return
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _filled(sheet: Any) -> dict[tuple[int, int], object]:
    cells = {}
    first = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), first[0] + 1):
        for column, value in enumerate(values, first[1] + 1):
            if value not in ("", None):
                cells[(row, column)] = value
    return cells


def _covers(box: Box, name: str) -> bool:
    match = re.fullmatch(r"([A-Z]+)(\d+)", name)
    if match is None:
        return False
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    x, y = (column - 0.5) * COLUMN, (int(match[2]) - 0.5) * ROW
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
