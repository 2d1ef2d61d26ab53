"""Which rows below a header are order lines; sums, blanks, notes, repeated headers are set aside with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from orders.problems import UnusableError
from orders.values import key, normal
from reconcile.cells import Ints
from reconcile.load.sheets import Sheet, shape, unusable
from reconcile.vocabulary import ID_COLUMNS, Vocabulary

SEEN = 1000  # ids whose shapes are looked at
MARK = "\ufeff"
RARE = 20  # whole lines to one that ends early
MOST_OF_A_NOTE = 3  # cells; a row without ids that has more is a line whose ids are lost


@dataclass(frozen=True)
class Sorted:
    """The places of the order lines, and the physical rows set aside with their reasons."""

    kept: Ints
    excluded: tuple[tuple[int, str], ...]


def sort_rows(sheet: Sheet, found: Mapping[str, int], words: Vocabulary) -> Sorted:
    """Split the rows below the header; raises UnusableError where a line has lost its end."""
    excluded = [(n + 1, "title" if any(row) else "blank") for n, row in enumerate(sheet.above)]
    ids = [found[name] for name in (*ID_COLUMNS, "sku") if name in found]
    line = np.ones(len(sheet.rows), bool)
    doubtful = _doubtful(sheet, found, words)
    shapes = {shape(text) for at in ids for text in sheet.columns[at].filter(pa.array(~doubtful))[:SEEN].to_pylist()}
    for at in np.flatnonzero(doubtful).tolist():
        row = sheet.texts(at)
        summed = "line_id" in found and _is_total(row[found["line_id"]], words)
        if reason := _why_not(row, ids, sheet.header, words) or ("total" if summed else _alone(row, shapes)):
            excluded.append((int(sheet.rows[at]), reason))
            line[at] = False
    _check_end(sheet, line)
    _check_short(sheet, found, line)
    return Sorted(np.flatnonzero(line), tuple(excluded))


def _doubtful(sheet: Sheet, found: Mapping[str, int], words: Vocabulary) -> NDArray[np.bool_]:
    """Say which rows must be looked at one by one; a row with a number and an item is a line."""
    columns = {name: sheet.columns[at] for name, at in found.items() if name in (*ID_COLUMNS, "sku", "line_id")}
    numbered = [_filled(columns[name]) for name in ID_COLUMNS if name in columns]
    doubtful = pc.invert(pc.and_(_filled(columns["sku"]), pc.or_(*numbered) if len(numbered) > 1 else numbered[0]))
    for name, column in columns.items():
        header = _bare(sheet.header[found[name]])
        told = pa.array([*words.total_words, header, f"{MARK}{header}"], pa.string())
        doubtful = pc.or_(doubtful, pc.is_in(pc.utf8_trim_whitespace(column), value_set=told))
    marked = np.array(doubtful.to_numpy(zero_copy_only=False), bool)
    marked[_nearly_blank(sheet, found)] = True
    return marked


def _nearly_blank(sheet: Sheet, found: Mapping[str, int]) -> Ints:
    """Return the rows without a quantity that have no more cells than a note has."""
    if "quantity" not in found:
        return np.zeros(0, np.int64)
    blank = pc.invert(_filled(sheet.columns[found["quantity"]]))
    places = np.flatnonzero(blank.to_numpy(zero_copy_only=False))
    cells = (_filled(column.filter(blank)).to_numpy(zero_copy_only=False) for column in sheet.columns)
    return places[sum(cells, np.zeros(len(places), np.int64)) <= MOST_OF_A_NOTE]


def _filled(column: pa.StringArray) -> pa.BooleanArray:
    return pc.not_equal(pc.utf8_trim_whitespace(column), "")


def _why_not(row: list[str], ids: list[int], header: list[str], words: Vocabulary) -> str:
    """Say why a row is no order line ("" if it is one)."""
    filled = [cell for cell in row if cell and not cell.isspace()]
    if not filled:
        return "blank"
    if _again(row, header):
        return "header"
    cells = [row[at] for at in ids]
    if any(_is_total(cell, words) for cell in (filled[0], *cells)):
        return "total"
    if any(cell.strip() for cell in cells):
        return ""
    if any(_is_total(cell, words) for cell in filled):
        return "total"
    return "" if len(filled) > MOST_OF_A_NOTE else _footer(filled)


def _again(row: list[str], header: list[str]) -> bool:
    """Exports put under each other repeat their header, some with the mark that begins a file."""
    return list(map(_bare, row)) == list(map(_bare, header))


def _bare(cell: str) -> str:
    return cell.strip().removeprefix(MARK).strip()


def _alone(row: list[str], shapes: set[str]) -> str:
    """A few cells of which none looks like an id of the file are a note, wherever they stand: 共 80 条."""
    filled = [shape(cell) for cell in row if cell.strip()]
    known = any(one.startswith(cell) for one in shapes for cell in filled)
    return "note" if shapes and not known and len(filled) <= MOST_OF_A_NOTE else ""


def _footer(filled: list[str]) -> str:
    digits = all(cell.strip().replace(",", "").replace(".", "").lstrip("-").isdigit() for cell in filled)
    return "total" if digits else "note"


def _is_total(cell: str, words: Vocabulary) -> bool:
    """Say whether a cell names a sum: 合计, 合计：80 行, Total (2), or a group's as spreadsheets do: SO-1 Total."""
    text = normal(cell).split("(")[0].split(":")[0].strip(" -")
    return any(key(form) in words.total_words for form in (text, text.rpartition(" ")[2]))


def _check_end(sheet: Sheet, line: NDArray[np.bool_]) -> None:
    """A last row that may be cut is cut if it is a line, or begins as the line above it does."""
    if not sheet.cut or not len(line):
        return
    last = [text for text in sheet.texts(len(line) - 1) if text]
    above = sheet.texts(len(line) - 2)[: len(last)] if len(line) > 1 else []
    begun = bool(above) and all(shape(one).startswith(shape(other)) for one, other in zip(above, last, strict=True))
    if line[-1] or begun:
        row = int(sheet.rows[-1])
        what, help_ = f"row {row} is the last and {sheet.cut}", "the file was cut off; export or copy it again"
        raise unusable(sheet.file, "export-cut-off", what, help_, row=row)


def _check_short(sheet: Sheet, found: Mapping[str, int], line: NDArray[np.bool_]) -> None:
    """A line that ends early has lost cells if all others have them; programs that leave out blank ends do it often.

    One cell may be left out anywhere: it is blank then, or the cells behind a lost one are of the wrong kind.
    """
    short = [at for at, cells in sheet.short.items() if line[at] and cells < len(sheet.header) - 1]
    whole = line.copy()
    whole[list(sheet.short)] = False
    if not short or len(short) * RARE > whole.sum():
        return
    mask = pa.array(whole)
    for at in found.values():
        row = next((row for row in short if sheet.short[row] <= at), None)
        if row is not None and pc.all(_filled(sheet.columns[at].filter(mask))).as_py():
            raise _too_short(sheet, row, sheet.header[at])


def _too_short(sheet: Sheet, at: int, header: str) -> UnusableError:
    row, cells = int(sheet.rows[at]), sheet.short[at]
    what = f"row {row} has {cells} cells, the header {len(sheet.header)}; all whole rows have “{header}”"
    help_ = "export it again; if nothing is missing, open it in a spreadsheet and save it as .xlsx"
    return unusable(sheet.file, "export-row-too-short", what, help_, row=row)
