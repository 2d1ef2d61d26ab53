"""HTML with tables as rows of cells: pages that programs write, orders in mails of Outlook and Foxmail."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from intake.read.document import Document
from intake.read.grid import Grid
from intake.read.html_witness import HtmlWitness
from intake.read.refusal import over_limit
from intake.read.sheet_cells import CELLS, MOST_CELLS, sheet_page
from orders.codes import finding

SHEET = "html"  # the name under which evidence gives cells
SILENT = frozenset(("script", "style", "head", "title", "template"))
BLOCKS = frozenset(("address", "article", "blockquote", "dd", "div", "dl", "dt", "hr", "li", "ol", "p", "section"))
BLOCKS |= frozenset(("ul", "h1", "h2", "h3", "h4", "h5", "h6", "center", "form", "main"))
STRUCK = frozenset(("s", "strike", "del"))
STRUCK_STYLE = re.compile(r"line-through", re.IGNORECASE)
# what may stand in the file and be seen by nobody, or be drawn anywhere: then only one reading is made
UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|mso-hide|position\s*:\s*absolute"
    r"|<(?:pre|textarea|select|input|object|iframe|svg)\b|\shidden\b(?=[^<]*>)",
    re.IGNORECASE,
)
MOST_SPANNED = 1_000  # columns or rows of one cell


def read_html_page(html: str) -> Document:
    """Read HTML that has tables; a second reading is made where nothing in it may be unseen."""
    reader = _Rows()
    reader.feed(html)
    reader.close()
    if len(reader.grid.cells) > MOST_CELLS:
        return over_limit(*CELLS)
    page = sheet_page(1, SHEET, reader.grid.words(), method="mail")
    struck = reader.struck or STRUCK_STYLE.search(html) is not None
    found = (finding("text-struck", seen="".join(reader.lost)[:60] or "…"),) if struck else ()
    return Document((page,), None if UNSEEN.search(html) else HtmlWitness(html, page), found)


@dataclass
class _Cell:
    row: int
    column: int
    across: int = 1
    down: int = 1
    flows: bool = False
    lines: list[str] = field(default_factory=list)


@dataclass
class _Table:
    row: int = 0
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)  # column: rows that a cell above goes on


class _Rows(HTMLParser):
    """Rows and cells of an HTML page as its tags come; a cell with a table inside is laid out below its row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grid = Grid()
        self.tables: list[_Table] = []
        self.cells: list[_Cell] = []
        self.line: list[str] = []
        self.silent = self.struck = self.striking = 0
        self.lost: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.silent *= tag != "body"  # a head that was never closed
        self.striking += tag in STRUCK
        if tag == "br":
            self._break()
        elif tag in BLOCKS:
            self._end_line()
        elif tag == "table":
            self._end_line()
            self._flow()
            self.tables.append(_Table(self.grid.row))
        elif tag == "tr" and self.tables:
            self._begin_row()
        elif tag in ("td", "th") and self.tables:
            self._begin_cell(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        self.striking = max(0, self.striking - (tag in STRUCK))
        if tag == "p" and not "".join(self.line).strip():
            self._break()
        elif tag in BLOCKS:
            self._end_line()
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "table" and self.tables:
            self._end_line()
            if self.cells and not self.cells[-1].flows:
                self._end_cell()
            self.tables.pop()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        self.line.append(re.sub(r"\s+", " ", data))
        if self.striking and data.strip():
            self.struck += 1
            self.lost.append(data)

    def close(self) -> None:
        super().close()
        self._end_line()
        while self.cells:
            self._end_cell()

    def _begin_row(self) -> None:
        if self.cells and not self.cells[-1].flows:
            self._end_cell()
        table = self.tables[-1]
        table.taken = {column: rows - 1 for column, rows in table.taken.items() if rows > 1}
        table.row, table.column = self.grid.row, 0
        self.grid.row += 1

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        if self.cells and not self.cells[-1].flows:
            self._end_cell()
        table = self.tables[-1]
        while table.column in table.taken:
            table.column += 1
        across, down = (_count(attributes.get(name)) for name in ("colspan", "rowspan"))
        self.line.clear()
        self.cells.append(_Cell(table.row, table.column, across, down))
        for column in range(table.column, table.column + across):
            if down > 1:
                table.taken[column] = down
        table.column += across

    def _end_cell(self) -> None:
        self._end_line()
        if not self.cells:
            return
        cell = self.cells.pop()
        if not cell.flows:
            text = "\n".join(cell.lines)
            self.grid.cells.append((cell.row, cell.column, cell.across, cell.down, text))

    def _end_line(self) -> None:
        text = " ".join("".join(self.line).split())
        self.line.clear()
        if not text:
            return
        if self.cells and not self.cells[-1].flows:
            self.cells[-1].lines.append(text)
        else:
            self.grid.line(text)

    def _break(self) -> None:
        """End a line; one without text leaves a row blank."""
        blank = not "".join(self.line).strip() and not (self.cells and not self.cells[-1].flows)
        self._end_line()
        self.grid.row += blank

    def _flow(self) -> None:
        """Put what a cell said before a table inside it into rows of its own, as all that follows."""
        if self.cells and not self.cells[-1].flows:
            self.cells[-1].flows = True
            for text in self.cells[-1].lines:
                self.grid.line(text)


def _count(value: str | None) -> int:
    number = int(value) if value and value.strip().isdigit() and len(value.strip()) < 5 else 1
    return min(max(number, 1), MOST_SPANNED)
