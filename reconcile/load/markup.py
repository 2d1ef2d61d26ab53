"""What a .xlsx says beside its values: formats with zeros, errors, formulas nobody computed, what is hidden.

A sheet of 100,000 rows has 100 MB of XML, of which a few cells are looked for: patterns find them, no tree is built.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Self
from xml.sax.saxutils import unescape

from reconcile.load.formats import shown, shows_zeros
from reconcile.load.sheets import Grid

_NUMBER_FORMAT = re.compile(r"<(?:\w+:)?numFmt\s[^>]*>")
_CELL_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<(?:\w+:)?xf\s[^>]*>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_FORMULA = rb"<(?:\w+:)?f(?:\s[^>]*?)?(?:/>|>[^<]*</(?:\w+:)?f>)"
_VALUE = re.compile(rb"\s*(?:" + _FORMULA + rb")?\s*<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)<")
# @ is the prefix of the sheet's tags: searching for fixed signs is three times as fast
_UNCOMPUTED = rb"<@c(\s[^>]*)?>\s*" + _FORMULA + rb"\s*(?:<@v\s*/>|<@v>\s*</@v>)?\s*</@c>"
_ERROR = rb'<@c(\s[^>]*?\bt="e"[^>]*)>'
_STYLED = rb'<@c(\s[^>]*?\bs="(?:%s)"[^>]*)>'
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row(?:\s[^>]*)?>")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*hidden="(?:1|true)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_HIDDEN = re.compile(rb'hidden="(?:1|true)"')
_COORDINATE = re.compile(r"([A-Z]+)(\d+)")
_QUOTES = {"&quot;": '"', "&apos;": "'"}


@dataclass(frozen=True)
class Cell:
    """A cell of the XML: its place from 0, its attributes, and what it holds."""

    row: int
    column: int
    tag: str
    value: str

    @property
    def name(self) -> str:
        """The cell as spreadsheets name it: B7."""
        from openpyxl.utils import get_column_letter

        return f"{get_column_letter(self.column + 1)}{self.row + 1}"


class Markup:
    """The XML around one sheet of a .xlsx; a part that is missing says nothing."""

    def __init__(self, content: bytes, sheet: str) -> None:
        self._name = sheet
        self._archive = zipfile.ZipFile(io.BytesIO(content))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._archive.close()

    @property
    def hidden_rows(self) -> int:
        return len(_HIDDEN_ROW.findall(self._xml)) if b"hidden=" in self._xml else 0

    @property
    def hidden_columns(self) -> int:
        head = self._xml[: self._xml.find(b"sheetData")]
        columns = (found for found in _COLUMN.findall(head) if _HIDDEN.search(found))
        return sum(
            int(_value(found.decode(), "max") or 1) - int(_value(found.decode(), "min") or 1) + 1 for found in columns
        )

    def unknown_formulas(self, grid: Grid) -> list[str]:
        """Return the cells (B7) that have a formula and nothing to show; an empty text is something."""
        found = (cell for cell in self._cells(_UNCOMPUTED, b"<@f") if _value(cell.tag, "t") != "str")
        return [cell.name for cell in found if _inside(grid, cell) and not grid[cell.row][cell.column]]

    def restore(self, grid: Grid) -> None:
        """Give numbers the zeros and signs that a format such as 0000 or "SO-"0000 shows, errors their names."""
        for cell in self._cells(_ERROR, b't="e"'):
            if _inside(grid, cell):
                grid[cell.row][cell.column] = unescape(cell.value)
        if not (formats := self._zero_formats):
            return
        for cell in self._cells(_STYLED % "|".join(map(str, formats)).encode(), b' s="'):
            if _inside(grid, cell) and cell.value and _value(cell.tag, "t") in ("", "n"):
                text = shown(float(cell.value), formats[int(_value(cell.tag, "s"))])
                grid[cell.row][cell.column] = text or grid[cell.row][cell.column]

    @property
    def _zero_formats(self) -> dict[int, str]:
        """Return by number of cell style the formats that show zeros."""
        styles = self._part("xl/styles.xml").decode("utf-8", "replace")
        codes = {
            _value(tag, "numFmtId"): unescape(_value(tag, "formatCode"), _QUOTES)
            for tag in _NUMBER_FORMAT.findall(styles)
        }
        section = _CELL_STYLES.search(styles)
        numbers = [_value(tag, "numFmtId") for tag in _STYLE.findall(section[0])] if section else []
        return {at: codes[number] for at, number in enumerate(numbers) if shows_zeros(codes.get(number, ""))}

    def _cells(self, pattern: bytes, sign: bytes) -> Iterator[Cell]:
        """Yield the cells whose opening tags a pattern finds, none without `sign`; its group holds their attributes."""
        named = re.search(rb"<(\w+:)?worksheet\b", self._xml[:10_000])
        prefix = (named[1] or b"") if named else b""
        if sign.replace(b"@", prefix) not in self._xml:
            return
        for found in re.finditer(pattern.replace(b"@", prefix), self._xml):
            tag = (found[1] or b"").decode("utf-8", "replace")
            row, column = self._place(tag, found.start())
            value = None if tag.endswith("/") else _VALUE.match(self._xml, found.end())
            yield Cell(row, column, tag, value[1].decode("utf-8", "replace") if value else "")

    def _place(self, tag: str, start: int) -> tuple[int, int]:
        """Return row and column of a cell; programs that do not name their cells leave none out."""
        if named := _COORDINATE.fullmatch(_value(tag, "r")):
            return int(named[2]) - 1, _column(named[1])
        row = bisect_right(self._rows, start) - 1
        return row, len(_CELL.findall(self._xml, self._rows[row], start))

    @cached_property
    def _rows(self) -> list[int]:
        return [found.start() for found in _ROW.finditer(self._xml)]

    @cached_property
    def _xml(self) -> bytes:
        relation = next(
            (_value(tag, "r:id") for tag in self._tags("xl/workbook.xml", _SHEET) if self._is_mine(tag)), ""
        )
        links = self._tags("xl/_rels/workbook.xml.rels", _RELATION)
        target = next((_value(tag, "Target") for tag in links if _value(tag, "Id") == relation), "")
        return self._part(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")

    def _is_mine(self, tag: str) -> bool:
        return unescape(_value(tag, "name"), _QUOTES) == self._name

    def _tags(self, part: str, pattern: re.Pattern[str]) -> list[str]:
        return pattern.findall(self._part(part).decode("utf-8", "replace"))

    def _part(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except KeyError:
            return b""


def _value(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else ""


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _inside(grid: Grid, cell: Cell) -> bool:
    return cell.row < len(grid) and cell.column < len(grid[cell.row])
