"""Plain text and HTML as a page: lines 12 points below each other, or rows of cells where tabs part them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from intake.read.document import Document, Page, Word
from intake.read.grid import Grid
from intake.read.html_page import read_html_page
from intake.read.refusal import over_limit
from intake.read.sheet_cells import letters, sheet_page
from intake.read.text import LONGEST, MOST_HTML, MOST_LINES, MOST_OPEN, TOO_LONG, TOO_WIDE, decoded, html_text
from orders.records import Box

LINE, CHARACTER = 12.0, 6.0  # points; ideographs are as wide as two Latin letters
SHEET = "text"  # the name under which evidence gives cells
PIECE = re.compile(r"\S+(?: \S+)*")  # what two blanks part
TABLED = re.compile(r"<table\b", re.IGNORECASE)


def read_text(data: bytes) -> Document:
    """Read plain text."""
    return _paged(decoded(data))


def read_html(data: bytes) -> Document:
    """Read HTML as the rows of its tables, without any as the text it shows."""
    html = decoded(data)
    hostile = len(html) > MOST_HTML or html.count("<") > html.count(">") + MOST_OPEN
    return _paged(html_text(html)) if hostile or not TABLED.search(html) else read_html_page(html)


def _paged(text: str) -> Document:
    if len(text) > LONGEST:
        return over_limit(*TOO_WIDE)
    lines = text.splitlines()
    if len(lines) >= MOST_LINES:
        return over_limit(*TOO_LONG)
    tabbed = sum("\t" in line.strip() for line in lines) > 1
    return Document((_rows(lines) if tabbed else _page(lines),), PlainWitness(text, tabbed))


def _rows(lines: Sequence[str]) -> Page:
    grid = Grid()
    for line in lines:
        grid.line(line)
    return sheet_page(1, SHEET, grid.words(), method="mail")


def _page(lines: Sequence[str]) -> Page:
    lines = [line.expandtabs(4).replace("\u3000", "  ") for line in lines]
    words = tuple(word for number, line in enumerate(lines) for word in _words(line, number))
    width = max((word.x1 for word in words), default=0.0) + 2 * LINE
    return Page(1, width, LINE * (len(lines) + 1), words, method="mail")


def _words(line: str, number: int) -> list[Word]:
    edges = [0.0]
    for sign in line:
        edges.append(edges[-1] + CHARACTER * wide(sign))
    spans = [found.span() for found in PIECE.finditer(line)]
    top, bottom = LINE * number, LINE * (number + 1)
    return [Word(line[a:b], edges[a], top, edges[b], bottom, tuple(edges[a : b + 1])) for a, b in spans]


def wide(sign: str) -> int:
    """Return how many Latin letters a sign is wide."""
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


class PlainWitness:
    """Look into the text itself, by line and place, for what was read there."""

    def __init__(self, text: str, tabbed: bool) -> None:
        self._lines, self._tabbed = text.splitlines(), tabbed

    def text_in(self, page: int, box: Box) -> str | None:
        """Return the signs of the line at the top of `box` that stand between its sides."""
        place = round(box[1] / LINE)
        if self._tabbed or not 0 <= place < len(self._lines):
            return None
        line, at, found = self._lines[place].expandtabs(4), 0, ""
        for sign in line:
            size = CHARACTER * (2 if sign == "\u3000" or wide(sign) == 2 else 1)
            found += sign if box[0] < at + size / 2 < box[2] else ""
            at += int(size)
        return found.strip()

    def cell(self, sheet: str, cell: str) -> str | None:
        """Return what stands between two tabs: "B7" behind the first tab of the seventh line."""
        found = re.fullmatch(r"([A-Z]+)(\d+)", cell)
        if found is None or int(found[2]) > len(self._lines):
            return None
        pieces = self._lines[int(found[2]) - 1].split("\t")
        return next((piece.strip() for at, piece in enumerate(pieces, 1) if letters(at) == found[1]), "")

    def whole(self, page: int) -> str | None:
        """Return the text."""
        return "\n".join(self._lines)
