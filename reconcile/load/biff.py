"""What a .xls says beside the values that calamine reads: formats with zeros, errors that it leaves blank."""

from __future__ import annotations

import io
from typing import Any

from reconcile.load.formats import shown, shows_zeros
from reconcile.load.sheets import Grid


def restore_old(content: bytes, name: str, grid: Grid) -> None:
    """Give numbers of a sheet the zeros and signs that their formats show, errors their names (#N/A)."""
    import xlrd

    with xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO()) as book:
        sheet = book.sheet_by_name(name)
        formats = _zero_formats(book)
        for row in range(min(sheet.nrows, len(grid))):
            for column, cell in enumerate(sheet.row(row)[: len(grid[row])]):
                if cell.ctype == xlrd.XL_CELL_ERROR:
                    grid[row][column] = xlrd.error_text_from_code.get(cell.value, "#ERROR!")
                elif cell.ctype == xlrd.XL_CELL_NUMBER and cell.xf_index in formats:
                    grid[row][column] = shown(cell.value, formats[cell.xf_index]) or grid[row][column]


def _zero_formats(book: Any) -> dict[int, str]:
    """Return by number of cell style the formats that show zeros."""
    found = ((at, book.format_map.get(style.format_key)) for at, style in enumerate(book.xf_list))
    return {at: known.format_str for at, known in found if known is not None and shows_zeros(known.format_str)}
