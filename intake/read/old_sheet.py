"""Old workbooks (.xls): xlrd reads what their sheets show, calamine is the second reading."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from typing import Any

from intake.read.document import COLUMN, ROW, Document, Page, Word
from intake.read.numerals import shown
from intake.read.refusal import NO_WORKBOOK, damaged, encrypted, over_limit
from intake.read.sheet_cells import CELLS, HIDDEN, MOST_CELLS, Reading, covered, is_scaled, letters, sheet_page
from orders.codes import finding

FILE_PASS = (b"\x2f\x00\x36\x00\x01\x00", b"\x2f\x00\xc8\x00\x01\x00")  # the BIFF record of a password, RC4
STREAMS = ("Workbook", "Book")
TEXT_OBJECT, SIGNS = 0x01B6, 14  # the BIFF record of a text box or a cell's note; where it counts its signs
WHITE = 9  # of the palette
END_OF_CHAIN = 0xFFFFFFFE  # [MS-CFB] 2.1


def read_xls(data: bytes) -> Document:
    """Read .xls; hidden sheets, rows and columns are skipped and named in `facts["hidden"]`.

    What only calamine can read comes back without number formats, and is not trusted.
    """
    try:
        reading = _reading(data)
    except Exception:  # a foreign parser on a foreign file
        return read_bare(data)
    if not reading.pages and reading.skipped:
        return damaged(*HIDDEN)
    if sum(len(page.words) for page in reading.pages) > MOST_CELLS:
        return over_limit(*CELLS)
    return reading.document(data)


def _reading(data: bytes) -> Reading:
    import xlrd

    with xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO()) as book:
        reading = Reading()
        for sheet in book.sheets():
            if sheet.visibility:
                reading.skipped.append(f"sheet {sheet.name}")
            else:
                _sheet(book, sheet, reading)
        notes = [str(note.text) for sheet in book.sheets() for note in sheet.cell_note_map.values()]
        boxes = sum(1 for _ in _text_objects(data)) - len(notes)
        reading.pinned(1, [*notes, *("…" for _ in range(boxes))])
    return reading


def _sheet(book: Any, sheet: Any, reading: Reading) -> None:
    rows = frozenset(row + 1 for row, seen in sheet.rowinfo_map.items() if seen.hidden)
    columns = frozenset(at + 1 for at, seen in sheet.colinfo_map.items() if seen.hidden or seen.width == 0)
    reading.hidden[sheet.name] = (rows, columns)
    spans = {(top, left): (bottom, right) for top, bottom, left, right in sheet.merged_cells}
    inside = covered([(top + 1, left + 1, bottom, right) for (top, left), (bottom, right) in spans.items()])
    words = []
    for row, column in ((r, c) for r in range(sheet.nrows) for c in range(sheet.row_len(r))):
        text, form = _text(book, sheet.cell(row, column))
        name = f"{letters(column + 1)}{row + 1}"
        if not text or (row + 1, column + 1) in inside:
            continue
        if row + 1 in rows or column + 1 in columns:
            reading.skip(sheet.name, row + 1, name)
            continue
        _doubt(book, sheet.cell(row, column), text, form, reading)
        bottom, right = spans.get((row, column), (row + 1, column + 1))
        words.append(Word(text, column * COLUMN, row * ROW, right * COLUMN, bottom * ROW, cell=name))
        if form != "General":
            reading.formats[sheet.name, name] = form
    reading.pages.append(sheet_page(len(reading.pages) + 1, sheet.name, words))


def _text(book: Any, cell: Any) -> tuple[str, str]:
    """Return a cell's text as its sheet shows it, and its number format."""
    import xlrd

    form = str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or set(form) == {";"}:
        return "", form
    value: object = cell.value
    if cell.ctype == xlrd.XL_CELL_DATE:
        value = xlrd.xldate_as_datetime(cell.value, book.datemode)
    elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(cell.value)
    elif cell.ctype == xlrd.XL_CELL_ERROR:
        value = xlrd.error_text_from_code.get(cell.value, "#")
    return shown(value, form), form


def _doubt(book: Any, cell: Any, text: str, form: str, reading: Reading) -> None:
    look = book.xf_list[cell.xf_index]
    font = book.font_list[look.font_index]
    if font.struck_out or (font.colour_index == WHITE and not look.background.fill_pattern):
        reading.findings.append(finding("text-struck", seen=text))
    if is_scaled(cell.value, form):
        reading.findings.append(finding("number-unexplained", seen=f"{cell.value} ({form})"))


def _text_objects(data: bytes) -> Iterator[int]:
    """Yield the length of each text that an object on a sheet holds, a note or a text box."""
    from xlrd.compdoc import CompDoc

    parts = CompDoc(data, logfile=io.StringIO())
    stream, at, size = next(f for name in STREAMS if (f := parts.locate_named_stream(name))[0] is not None)
    end = at + size
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == TEXT_OBJECT and (signs := struct.unpack_from("<H", stream, at + SIGNS)[0]):
            yield signs
        at += 4 + length


def read_bare(data: bytes) -> Document:
    """Read a workbook by calamine alone, which tells no number formats: its pages are not trusted."""
    import python_calamine

    from intake.read.sheet_witness import calamine_cells

    if not _ends_everywhere(data):
        return damaged(*NO_WORKBOOK)
    try:
        sheets = calamine_cells(data)
    except python_calamine.PasswordError:
        return encrypted()
    if not sheets and any(mark in data for mark in FILE_PASS):
        return encrypted()
    if not sheets:
        return damaged(*NO_WORKBOOK)
    pages = tuple(_bare_page(number, name, cells) for number, (name, cells) in enumerate(sheets.items(), 1))
    return Document(pages)


def _ends_everywhere(data: bytes) -> bool:
    """Say whether each chain of sectors of a compound file ends in it; calamine follows one that does not for ever."""
    from olefile import MAGIC, OleFileIO

    if not data.startswith(MAGIC):
        return True
    try:
        with OleFileIO(io.BytesIO(data)) as file:  # it takes bytes that are few for the name of a file
            large = [entry for entry in file.direntries if entry and entry.size >= file.minisectorcutoff]
            return all(entry.size <= len(data) and _ends(entry.isectStart, file.fat) for entry in large)
    except Exception:  # a foreign parser on a foreign file
        return False


def _ends(sector: int, following: Sequence[int]) -> bool:
    for _ in following:
        if sector >= len(following):
            break
        sector = following[sector]
    return sector == END_OF_CHAIN


def _bare_page(number: int, name: str, cells: dict[tuple[int, int], object]) -> Page:
    words = [
        Word(text, (column - 1) * COLUMN, (row - 1) * ROW, column * COLUMN, row * ROW, cell=f"{letters(column)}{row}")
        for (row, column), value in sorted(cells.items())
        if (text := shown(value))
    ]
    return sheet_page(number, name, words, trusted=False)
