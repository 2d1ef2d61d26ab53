"""Workbooks (.xlsx, .xls) → sheet: cells as a person sees them; merged cells, hidden rows and sheets, lost digits.

calamine reads the values fast; what it does not give (zeros that a number format shows, errors such as #N/A, formulas
without a value, what is hidden) is looked up in the file's XML, and only where there is some.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from orders.problems import UnusableError
from reconcile.load.biff import restore_old
from reconcile.load.header import SEARCHED, best_score, header_place
from reconcile.load.markup import Markup
from reconcile.load.sheets import Grid, Sheet, unusable
from reconcile.vocabulary import Vocabulary

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
EXACT_DIGITS = 15  # IEEE double as Excel keeps it
LARGEST = 2 << 30
_DAMAGED = "export-damaged"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream that holds a locked .xlsx (MS-OFFCRYPTO 2.3.4.4)


def read_workbook(path: Path, content: bytes, words: Vocabulary) -> Sheet:
    """Read the sheet that holds the order lines; raises UnusableError where it is not one or cannot be read whole."""
    import python_calamine

    if content.startswith(ZIP):
        _check_zip(path, content)
    elif _ENCRYPTED in content:
        raise _locked(path)
    try:
        book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(content))
        sheets = {name: book.get_sheet_by_name(name) for name in _named(path, book, words)}
        raw = {name: _rows(sheet) for name, sheet in sheets.items()}
    except python_calamine.PasswordError as error:
        raise _locked(path) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise unusable(str(path), _DAMAGED, f"the workbook cannot be read: {error}", "export it again") from error
    grids = {name: [[_text(cell) for cell in row] for row in rows] for name, rows in raw.items()}
    name = _chosen(path, grids, words)
    numbers = frozenset(at for row in raw[name] for at, cell in enumerate(row) if type(cell) in (int, float))
    merged = _spread(grids[name], getattr(sheets[name], "merged_cell_ranges", None) or ())
    notes = _restored(path, content, name, grids[name]) if content.startswith(ZIP) else ()
    if content.startswith(OLE):
        restore_old(content, name, grids[name])
    return replace(_sheet(path, name, grids[name], merged, notes, words), exact=numbers)


def _sheet(
    path: Path, name: str, grid: Grid, merged: Sequence[tuple[int, int, int]], notes: tuple[str, ...], words: Vocabulary
) -> Sheet:
    place = header_place(grid, words, str(path))
    body = grid[place + 1 :]
    columns = [pa.array(column, pa.string()) for column in zip(*body, strict=True)]
    columns = columns or [pa.array([], pa.string()) for _ in grid[place]]
    below = tuple(
        (column, max(first - place - 1, 0), last - place - 1) for column, first, last in merged if last > place
    )
    rows = np.arange(place + 2, place + 2 + len(body), dtype=np.int64)
    return Sheet(path.name, grid[:place], grid[place], columns, rows, f"sheet {name}", merged=below, notes=notes)


# ── which sheet ──────────────────────────────────────────────────────────────────────────────────────────────────


def _named(path: Path, book: Any, words: Vocabulary) -> list[str]:
    """Return the sheets that may be meant: the one a mapping names, else all that are visible."""
    names, wanted = list(book.sheet_names), words.formats.get("sheet", "auto")
    if isinstance(wanted, str) and wanted != "auto":
        if wanted in names:
            return [wanted]
    elif isinstance(wanted, int) and wanted > 0:
        if wanted < len(names):
            return [names[wanted]]
    elif names:
        visible = [sheet.name for sheet in book.sheets_metadata if str(sheet.visible).endswith("Visible")]
        return visible or names
    listed = ", ".join(names) or "none"
    what = f"there is no sheet {wanted!r}; sheets: {listed}"
    raise unusable(str(path), "sheet-missing", what, "correct formats.sheet")


def _chosen(path: Path, grids: dict[str, Grid], words: Vocabulary) -> str:
    """Take the sheet with the best header; two that both hold lines are a question, unread lines would be missing."""
    scores = {name: best_score(grid[:SEARCHED], words) for name, grid in grids.items()}
    best = max(scores, key=lambda name: scores[name])
    rivals = [name for name, score in scores.items() if score == scores[best] and len(grids[name]) > 1]
    if len(rivals) > 1 and scores[best] > 1 and words.formats.get("sheet", "auto") == "auto":
        raise unusable(
            str(path),
            "export-sheet-unclear",
            f"sheets {', '.join(rivals)} all look like this export; which is to be read?",
            f"write in the {words.system} mapping: formats: {{sheet: {rivals[0]}}}, or save each sheet as a file",
        )
    return best


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _locked(path: Path) -> UnusableError:
    return unusable(str(path), "export-encrypted", "the workbook has a password", "save it without one")


def _check_zip(path: Path, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = sum(entry.file_size for entry in archive.infolist())
            broken = "size" if sizes > LARGEST else archive.testzip()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        what = "the workbook is cut off or damaged"
        raise unusable(str(path), _DAMAGED, what, "export or copy it again") from error
    if broken:
        raise unusable(str(path), _DAMAGED, f"the workbook's part {broken} is damaged", "export it again")


def _restored(path: Path, content: bytes, name: str, grid: Grid) -> tuple[str, ...]:
    """Give numbers the zeros that their format shows, errors their names; say how many rows and columns were hidden."""
    with Markup(content, name) as markup:
        if places := markup.unknown_formulas(grid):
            what = f"{len(places)} cells hold formulas without a value, the first is {places[0]}"
            help_ = "open the file in Excel, or in LibreOffice and recalculate it (Ctrl+Shift+F9), and save it"
            raise unusable(str(path), "export-formulas", what, help_)
        markup.restore(grid)
        hidden = {"rows": markup.hidden_rows, "columns": markup.hidden_columns}
    return tuple(f"{count} hidden {kind} were read like the others" for kind, count in hidden.items() if count)


# ── cells ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(sheet: Any) -> list[list[object]]:
    rows: list[list[object]] = sheet.to_python(skip_empty_area=False)
    return rows


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else cell_text(cell)


def _spread(grid: Grid, ranges: Sequence[Any]) -> list[tuple[int, int, int]]:
    """Give each row of a merged cell its value (one order number over several lines); return what was merged."""
    merged = []
    for (top, left), (bottom, _) in ranges:
        last = min(bottom, len(grid) - 1)
        if last > top:
            merged.append((left, top, last))
        for row in range(top + 1, last + 1):
            if not grid[row][left]:
                grid[row][left] = grid[top][left]
    return merged


def cell_text(value: object) -> str:
    """Write a cell as Excel shows it; a number beyond 15 digits as the scientific text it has become."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number_text(float(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds") if value.time() != time(0) else value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _number_text(value: float) -> str:
    if abs(value) >= 10**EXACT_DIGITS:
        return f"{value:.14E}"
    if value == int(value):
        return str(int(value))
    text = f"{value:.15g}"
    return f"{value:.15f}".rstrip("0") if "e" in text else text
