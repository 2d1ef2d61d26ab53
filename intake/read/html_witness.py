"""The second reading of HTML with tables: lxml's tree, walked from the outside in."""

from __future__ import annotations

import re
from typing import Any

from intake.read.cell_witness import CellWitness
from intake.read.document import Page
from intake.read.grid import Row
from orders.records import Box

BLOCK = frozenset(("address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "form", "hr", "li", "main"))
BLOCK |= frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "section", "ul"))
SILENT = frozenset(("script", "style", "head", "title", "template"))


class HtmlWitness(CellWitness):
    """Ask lxml for the cell that the standard library's parser read: the same row that has text, the same column."""

    def __init__(self, html: str, page: Page) -> None:
        self._html, self._page = html, page

    def text_in(self, page: int, box: Box) -> str | None:
        """Return the text of the cell that stands at `box`."""
        names = [word.cell for word in self._page.words if word.box == box]
        return self.cell("", names[0]) if names and names[0] else None

    def read_again(self) -> dict[str, str]:
        """Return what lxml reads, by cell."""
        rows = [row for row in rows_of(self._html) if row]
        tops = sorted({word.top for word in self._page.words})
        at = {(round(word.x0), word.top): word.cell or "" for word in self._page.words}
        found: dict[str, str] = {}
        for number, row in enumerate(rows):
            top = tops[number] if number < len(tops) else -1.0
            for column, text in row.items():
                found[at.get((column * 1000, top), f"row {number + 1}, column {column + 1}")] = text
        return found


def rows_of(html: str) -> list[Row]:
    """Return the rows of an HTML page: texts by column."""
    from lxml import html as lxml_html

    tree = lxml_html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", html))
    rows: list[Row] = []
    _walk(tree, rows)
    return rows


def _walk(element: Any, rows: list[Row]) -> None:
    """Go through the blocks inside an element; each line of text and each row of a table is a row."""
    for line in _lines(element):
        if isinstance(line, str):
            if line:
                rows.append({0: line})
        else:
            _table(line, rows)


def _lines(element: Any) -> list[Any]:
    """Return the lines of text in an element and its tables, in their order."""
    found: list[Any] = [""]
    _gather(element, found)
    return [" ".join(one.split()) if isinstance(one, str) else one for one in found]


def _gather(element: Any, found: list[Any]) -> None:
    def add(text: str | None) -> None:
        if isinstance(found[-1], str):
            found[-1] += text or ""
        elif text and text.strip():
            found.append(text)

    add(element.text)
    for child in element:
        if not isinstance(child.tag, str) or child.tag in SILENT:
            pass
        elif child.tag == "table":
            found.append(child)
            found.append("")
        elif child.tag in BLOCK or child.tag == "br":
            found.append("")
            _gather(child, found)
            found.append("")
        else:
            _gather(child, found)
        add(child.tail)


def _table(table: Any, rows: list[Row]) -> None:
    taken: dict[int, int] = {}
    for line in _rows(table):
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        row: Row = {}
        rows.append(row)
        column = 0
        for cell in line.iterchildren("td", "th"):
            while column in taken:
                column += 1
            across, down = (_span(cell.get(name)) for name in ("colspan", "rowspan"))
            if cell.find(".//table") is not None:
                _walk(cell, rows)
            elif text := "\n".join(filter(None, _lines(cell))):
                row[column] = text
            taken |= {at: down for at in range(column, column + across) if down > 1}
            column += across


def _rows(table: Any) -> list[Any]:
    found = []
    for child in table:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("tbody", "thead", "tfoot"):
            found += [row for row in child if row.tag == "tr"]
    return found


def _span(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"[1-9]\d{0,2}", value.strip()) else 1
