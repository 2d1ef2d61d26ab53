"""Export file → grid of texts: every cell is text first, physical rows are kept, nothing is guessed away.

A file that cannot be read whole raises UnusableError: it must never look like "everything missing".
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from orders.problems import Problem, UnusableError

Grid = list[list[str]]
DELIMITERS = (",", "\t", ";", "|")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_REPLACEMENT = re.compile("\ufffd|锟斤拷|ï»¿")
_ZERO_FORMAT = re.compile(rb'formatCode="0{2,}"')
EXACT_DIGITS = 15  # IEEE double as Excel keeps it


@dataclass(frozen=True)
class Sheet:
    """The cells of one export file as text; `grid[n]` is physical row n + 1."""

    file: str
    grid: Grid
    whole: bool = True  # False: a csv whose last line has no line end, so it may have been cut off


def unusable(file: str, code: str, what: str, help_: str, *, row: int | None = None) -> UnusableError:
    """Make the error for one unusable export; `row` is physical."""
    return UnusableError([Problem(file=file, line=row, column=None, code=code, what=what, help=help_)])


def read_sheet(path: Path, formats: dict[str, object], score: Callable[[list[str]], int]) -> Sheet:
    """Read csv, xlsx or xls by content; `score` says how many known headers a row of texts holds.

    Raises UnusableError for a missing, empty, cut off, encrypted or undecodable file.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unusable(
            str(path), "export-missing", f"the export cannot be opened: {error.strerror}", "check the path"
        ) from error
    if not content.strip():
        raise unusable(
            str(path), "export-empty", "the export is empty (0 bytes of content)", "export it again from the system"
        )
    if content.startswith((ZIP, OLE)):
        return Sheet(path.name, _workbook(path, content, formats.get("sheet", 0), score))
    return _csv(path, content, str(formats.get("encoding", "auto")), score)


# ── csv ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _csv(path: Path, content: bytes, encoding: str, score: Callable[[list[str]], int]) -> Sheet:
    text = _decode(path, content, encoding)
    delimiter = max(DELIMITERS, key=lambda sign: _best(text, sign, score))
    grid = _records(path, text, delimiter)
    return Sheet(path.name, grid, whole=text.endswith(("\n", "\r")))


def _best(text: str, delimiter: str, score: Callable[[list[str]], int]) -> int:
    head = "\n".join(text[:60_000].splitlines()[:40])
    try:
        return max((score(row) for row in csv.reader(io.StringIO(head), delimiter=delimiter)), default=0)
    except csv.Error:
        return 0


def _records(path: Path, text: str, delimiter: str) -> Grid:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    grid: Grid = []
    try:
        grid.extend(reader)
    except csv.Error as error:
        raise unusable(
            str(path),
            "export-damaged",
            f"row {len(grid) + 1} cannot be read: {error}",
            "the file is cut off or has a stray quote; export it again",
            row=len(grid) + 1,
        ) from error
    return grid


def _decode(path: Path, content: bytes, encoding: str) -> str:
    names = [encoding] if encoding != "auto" else _encodings(content)
    for name in names:
        try:
            text = content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if _REPLACEMENT.search(text) or "\x00" in text:
            continue
        return text
    raise unusable(
        str(path),
        "export-encoding",
        f"the text is not {' or '.join(names)}",
        "export it as UTF-8, or name the encoding: formats: {encoding: …}",
    )


def _encodings(content: bytes) -> list[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    head = content[:2000]
    if head.count(0) > len(head) // 4:
        return ["utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"]
    return ["utf-8-sig", "gb18030"]


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────


def _workbook(path: Path, content: bytes, sheet: object, score: Callable[[list[str]], int]) -> Grid:
    import python_calamine

    _check_zip(path, content)
    try:
        book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(content))
    except python_calamine.PasswordError as error:
        raise unusable(str(path), "export-encrypted", "the workbook has a password", "save it without one") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise unusable(
            str(path), "export-damaged", f"the workbook cannot be read: {error}", "export it again"
        ) from error
    grids = {name: _sheet_cells(book.get_sheet_by_name(name)) for name in _chosen(path, book.sheet_names, sheet)}
    name = max(grids, key=lambda name: max((score(row) for row in grids[name][:40]), default=0))
    if content.startswith(ZIP) and _has_zero_formats(content):
        _restore_zeros(content, name, grids[name])
    return grids[name]


def _chosen(path: Path, names: list[str], sheet: object) -> list[str]:
    if isinstance(sheet, str) and sheet in names:
        return [sheet]
    if isinstance(sheet, int) and 0 < sheet < len(names):
        return [names[sheet]]
    if sheet == 0 and names:
        return list(names)
    listed = ", ".join(names) or "none"
    raise unusable(
        str(path), "sheet-missing", f"there is no sheet {sheet!r}; sheets: {listed}", "correct formats.sheet"
    )


def _check_zip(path: Path, content: bytes) -> None:
    if not content.startswith(ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = sum(entry.file_size for entry in archive.infolist())
            broken = archive.testzip()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise unusable(
            str(path), "export-damaged", "the workbook is cut off or damaged", "export or copy it again"
        ) from error
    if broken or sizes > 2 << 30:
        raise unusable(
            str(path), "export-damaged", f"the workbook's part {broken or 'size'} is damaged", "export it again"
        )


def _sheet_cells(sheet: object) -> Grid:
    rows = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    grid = [[cell if type(cell) is str else cell_text(cell) for cell in row] for row in rows]
    for (top, left), (bottom, right) in getattr(sheet, "merged_cell_ranges", None) or []:
        _spread(grid, top, bottom, left, right)
    return grid


def _spread(grid: Grid, top: int, bottom: int, left: int, right: int) -> None:
    """Give a vertically merged cell's value to each of its rows (one order number over several lines)."""
    if left != right:
        return
    for row in range(top + 1, min(bottom + 1, len(grid))):
        if not grid[row][left]:
            grid[row][left] = grid[top][left]


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


def _has_zero_formats(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "xl/styles.xml" in archive.namelist() and bool(_ZERO_FORMAT.search(archive.read("xl/styles.xml")))


def _restore_zeros(content: bytes, name: str, grid: Grid) -> None:
    """Give numbers shown with leading zeros (format 00000000) the zeros a person sees."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for number, row in enumerate(book[name].iter_rows()):
        for column, cell in enumerate(row):
            if isinstance(cell.value, (int, float)) and re.fullmatch("0{2,}", str(cell.number_format)):
                grid[number][column] = str(int(cell.value)).zfill(len(cell.number_format))
