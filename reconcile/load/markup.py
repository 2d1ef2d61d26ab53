"""What a .xlsx says beside its values: formats with zeros, formulas nobody computed, what is hidden."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cached_property
from types import TracebackType
from typing import Any, Self
from xml.sax.saxutils import unescape

from reconcile.load.formats import shown, shows_zeros
from reconcile.load.sheets import Grid

_FORMAT = re.compile(r'\sformatCode="([^"]*)"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_EMPTY_FORMULA = re.compile(
    rb"</?(?:\w+:)?f(?:\s[^>]*)?/?>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(rb'<(?:\w+:)?c\s[^>]*\bt="e"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*hidden="(?:1|true)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_HIDDEN = re.compile(rb'hidden="(?:1|true)"')


class Markup:
    """The XML around one sheet of a .xlsx; a part that is missing says nothing."""

    def __init__(self, content: bytes, sheet: str) -> None:
        self._content, self._name = content, sheet
        self._archive = zipfile.ZipFile(io.BytesIO(content))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._archive.close()

    @property
    def zero_formats(self) -> bool:
        styles = self._part("xl/styles.xml").decode("utf-8", "replace")
        return any(shows_zeros(unescape(code, {"&quot;": '"'})) for code in _FORMAT.findall(styles))

    @property
    def errors(self) -> bool:
        return bool(_ERROR.search(self._xml))

    @property
    def formulas_without_value(self) -> bool:
        return bool(_EMPTY_FORMULA.search(self._xml))

    @property
    def hidden_rows(self) -> int:
        return len(_HIDDEN_ROW.findall(self._xml))

    @property
    def hidden_columns(self) -> int:
        columns = (found for found in _COLUMN.findall(self._xml) if _HIDDEN.search(found))
        return sum(
            int(_value(found.decode(), "max") or 1) - int(_value(found.decode(), "min") or 1) + 1 for found in columns
        )

    def unknown_formulas(self, grid: Grid) -> list[str]:
        """Return the cells (B7) that have a formula and nothing to show."""
        return [
            cell.coordinate
            for row in self._openpyxl(values=False).iter_rows()
            for cell in row
            if cell.data_type == "f" and _blank(grid, cell.row - 1, cell.column - 1)
        ]

    def restore(self, grid: Grid) -> None:
        """Give numbers the zeros and signs that a format such as 0000 or "SO-"0000 shows, errors their names."""
        for number, row in enumerate(self._openpyxl(values=True).iter_rows()):
            for column, cell in enumerate(row):
                if isinstance(cell.value, (int, float)):
                    grid[number][column] = shown(cell.value, str(cell.number_format)) or grid[number][column]
                elif cell.data_type == "e":
                    grid[number][column] = str(cell.value)

    def _openpyxl(self, *, values: bool) -> Any:
        import openpyxl

        return openpyxl.load_workbook(io.BytesIO(self._content), read_only=True, data_only=values)[self._name]

    @cached_property
    def _xml(self) -> bytes:
        relation = next(
            (_value(tag, "r:id") for tag in self._tags("xl/workbook.xml", _SHEET) if self._is_mine(tag)), ""
        )
        links = self._tags("xl/_rels/workbook.xml.rels", _RELATION)
        target = next((_value(tag, "Target") for tag in links if _value(tag, "Id") == relation), "")
        return self._part(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")

    def _is_mine(self, tag: str) -> bool:
        return unescape(_value(tag, "name"), {"&quot;": '"', "&apos;": "'"}) == self._name

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


def _blank(grid: Grid, row: int, column: int) -> bool:
    return row < len(grid) and column < len(grid[row]) and not grid[row][column]
