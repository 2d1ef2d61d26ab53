"""A small drawing kit on reportlab: sheets measured from the top, tables that measure themselves."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

Align = Literal["left", "right", "center"]
A4 = (595.28, 841.89)
LETTER = (612.0, 792.0)
FACES = {  # base-14 fonts by name, the others as families of the system, embedded as subsets
    "helvetica": ("Helvetica", "Helvetica-Bold"),
    "times": ("Times-Roman", "Times-Bold"),
    "courier": ("Courier", "Courier-Bold"),
    "sans": ("Liberation Sans", "Liberation Sans:bold"),
    "serif": ("Liberation Serif", "Liberation Serif:bold"),
    "narrow": ("Liberation Sans Narrow", "Liberation Sans Narrow:bold"),
    "mono": ("Liberation Mono", "Liberation Mono:bold"),
    "dejavu": ("DejaVu Sans Condensed", "DejaVu Sans Condensed:bold"),
}
BASE14 = {"helvetica", "times", "courier"}


@cache
def fonts(face: str) -> tuple[str, str]:
    """Return the plain and bold font name of a face, registered with reportlab."""
    if face in BASE14:
        return FACES[face]
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    names = (f"{face}-plain", f"{face}-bold")
    for name, family in zip(names, FACES[face], strict=True):
        found = subprocess.run(["fc-match", "-f", "%{file}", family], capture_output=True, text=True, check=True)
        registerFont(TTFont(name, found.stdout))
    return names


@dataclass(frozen=True)
class Column:
    """A column of a table; a wide one wraps its cells and takes the width that the others leave."""

    head: str
    align: Align = "left"
    wide: bool = False


@dataclass(frozen=True)
class Look:
    """How a table is ruled: `grid` has letters h (between rows), v (between columns), f (frame), u (under the head)."""

    grid: str = "hvf"
    zebra: bool = False
    shade: bool = False
    bold_head: bool = True
    pad: float = 3
    gap: float = 4
    groups: tuple[tuple[int, int, str], ...] = ()


class Sheet:
    """Pages under way: operations are kept until the number of pages is known; y grows downwards, in points."""

    def __init__(self, face: str, size: float = 9, page: tuple[float, float] = A4, margin: float = 42) -> None:
        self.face, self.size, self.page = face, size, page
        self.left, self.right, self.bottom = margin, page[0] - margin, page[1] - margin - 16
        self.margin, self.y = margin, margin
        self.pages: list[list[Callable[[Any], None]]] = [[]]
        self.on_turn: Callable[[Sheet], None] | None = None

    @property
    def leading(self) -> float:
        return self.size * 1.25

    def width(self, words: str, bold: bool = False, size: float | None = None) -> float:
        """Measure words in points."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return float(stringWidth(words, fonts(self.face)[bold], size or self.size))

    def text(
        self, x: float, y: float, words: str, *, bold: bool = False, size: float | None = None, align: Align = "left"
    ) -> None:
        """Set words with their baseline at y."""
        font, points, height = fonts(self.face)[bold], size or self.size, self.page[1]
        method = {"left": "drawString", "right": "drawRightString", "center": "drawCentredString"}[align]

        def draw(canvas: Any) -> None:
            canvas.setFont(font, points)
            getattr(canvas, method)(x, height - y, words)

        self.pages[-1].append(draw)

    def line(self, x0: float, y0: float, x1: float, y1: float, weight: float = 0.5) -> None:
        height = self.page[1]

        def draw(canvas: Any) -> None:
            canvas.setLineWidth(weight)
            canvas.line(x0, height - y0, x1, height - y1)

        self.pages[-1].append(draw)

    def box(
        self, x: float, y: float, width: float, height: float, grey: float | None = None, frame: bool = True
    ) -> None:
        """Draw a rectangle with its upper left corner at x, y; `grey` fills it (1 is white)."""
        top = self.page[1]

        def draw(canvas: Any) -> None:
            canvas.setLineWidth(0.5)
            if grey is not None:
                canvas.setFillGray(grey)
            canvas.rect(x, top - y - height, width, height, stroke=int(frame), fill=int(grey is not None))
            canvas.setFillGray(0)

        self.pages[-1].append(draw)

    def write(self, *paragraphs: str, x: float | None = None, width: float | None = None, **how: Any) -> None:
        """Set paragraphs one below the other, wrapped, and move y below them."""
        start = self.left if x is None else x
        size = how.get("size") or self.size
        for paragraph in paragraphs:
            room = width or self.right - start
            for piece in wrapped(paragraph, room, lambda words: self.width(words, how.get("bold", False), size)):
                if self.y + size > self.bottom:
                    self.turn()
                self.y += size * 1.25
                self.text(start, self.y, piece, **how)

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append([])
        self.y = self.margin
        if self.on_turn:
            self.on_turn(self)

    def need(self, height: float) -> None:
        if self.y + height > self.bottom:
            self.turn()

    def pdf(self, foot: Callable[[Sheet, int, int], None] | None = None) -> bytes:
        """Finish: `foot` draws on each page, told its number and the number of all."""
        from reportlab.pdfgen.canvas import Canvas

        pages, count = self.pages, len(self.pages)
        file = io.BytesIO()
        canvas = Canvas(file, pagesize=self.page, invariant=1)
        for at, operations in enumerate(pages, 1):
            self.pages = [operations]
            if foot:
                foot(self, at, count)
            for operation in operations:
                operation(canvas)
            canvas.showPage()
        canvas.save()
        return file.getvalue()


def wrapped(words: str, room: float, measure: Callable[[str], float]) -> list[str]:
    """Break words at blanks so that each line fits; line feeds break too."""
    out: list[str] = []
    for paragraph in words.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and measure(longer) > room:
                out.append(line)
                line = word
            else:
                line = longer
        out.append(line)
    return out


def widths(sheet: Sheet, columns: Sequence[Column], lines: Sequence[Sequence[str]], look: Look) -> list[float]:
    """Measure columns: narrow ones by their longest cell and word of the head, wide ones share the rest."""
    out = []
    for at, column in enumerate(columns):
        cells = [0.0] if column.wide else [sheet.width(line[at]) for line in lines]
        heads = [sheet.width(word, look.bold_head) for word in column.head.replace("\n", " ").split(" ")]
        out.append(max(cells + heads) + 2 * look.gap)
    spare = sheet.right - sheet.left - sum(width for width, column in zip(out, columns, strict=True) if not column.wide)
    wide = sum(column.wide for column in columns)
    if wide and spare / wide < 70:
        raise ValueError(f"only {spare:.0f} points are left for {wide} wide columns")
    limit = min(max(spare - 150 * wide, 0), 12 * len(columns)) if wide else spare
    narrow = limit / len(columns)
    rest = (spare - narrow * (len(columns) - wide)) / max(wide, 1)
    return [rest if column.wide else width + narrow for width, column in zip(out, columns, strict=True)]


class Table:
    """A table being drawn on a sheet; it can be fed rows, left for another page and gone on with."""

    def __init__(
        self, sheet: Sheet, columns: Sequence[Column], lines: Sequence[Sequence[str]], look: Look, **how: Any
    ) -> None:
        self.sheet, self.columns, self.look = sheet, columns, look
        self.widths = how.get("widths") or widths(sheet, columns, lines, look)
        self.edges = [sheet.left + sum(self.widths[:at]) for at in range(len(self.widths) + 1)]
        self.count = 0

    def head(self) -> None:
        """Draw the head, with its group heads above."""
        sheet, look, top = self.sheet, self.look, self.sheet.y
        pieces = [self._pieces(at, column.head, look.bold_head) for at, column in enumerate(self.columns)]
        raised = sheet.leading + 2 * look.pad if look.groups else 0
        height = raised + max(map(len, pieces)) * sheet.leading + 2 * look.pad
        if look.shade:
            sheet.box(self.edges[0], top, self.edges[-1] - self.edges[0], height, 0.86, frame=False)
        for first, last, words in look.groups:
            middle = (self.edges[first] + self.edges[last + 1]) / 2
            sheet.text(middle, top + look.pad + sheet.size, words, bold=look.bold_head, align="center")
            sheet.line(self.edges[first], top + raised, self.edges[last + 1], top + raised)
        inside = {at for first, last, _ in look.groups for at in range(first + 1, last + 1)}
        for at, lines in enumerate(pieces):
            self._cell(at, lines, top + raised, look.bold_head)
        self._rules(top, height, inside, raised)
        if "u" in look.grid:
            sheet.line(self.edges[0], top + height, self.edges[-1], top + height, 0.8)
        sheet.y = top + height

    def row(self, cells: Sequence[str], below: Sequence[str] = (), indent: int = 1, reserve: float = 0) -> None:
        """Draw a row, and lines `below` it that begin at column `indent`; turn the page where it does not fit."""
        sheet, look = self.sheet, self.look
        pieces = [self._pieces(at, cell, False) for at, cell in enumerate(cells)]
        height = (max(map(len, pieces)) + len(below)) * sheet.leading + 2 * look.pad
        if sheet.y + height + reserve > sheet.bottom:
            sheet.turn()
            self.head()
        top = sheet.y
        if look.zebra and self.count % 2:
            sheet.box(self.edges[0], top, self.edges[-1] - self.edges[0], height, 0.92, frame=False)
        for at, lines in enumerate(pieces):
            self._cell(at, lines, top, False)
        under = top + look.pad + sheet.size + max(map(len, pieces)) * sheet.leading
        for at, words in enumerate(below):
            sheet.text(self.edges[indent] + look.gap, under + at * sheet.leading, words)
        self._rules(top, height)
        sheet.y = top + height
        self.count += 1

    def _pieces(self, at: int, words: str, bold: bool) -> list[str]:
        room = self.widths[at] - 2 * self.look.gap + 0.01
        return wrapped(words, room, lambda text: self.sheet.width(text, bold))

    def _cell(self, at: int, lines: Sequence[str], top: float, bold: bool) -> None:
        align = self.columns[at].align
        left, right, gap = self.edges[at], self.edges[at + 1], self.look.gap
        x = {"left": left + gap, "right": right - gap, "center": (left + right) / 2}[align]
        for number, words in enumerate(lines):
            y = top + self.look.pad + self.sheet.size + number * self.sheet.leading
            if words:
                self.sheet.text(x, y, words, bold=bold, align=align)

    def _rules(self, top: float, height: float, inside: set[int] | None = None, raised: float = 0) -> None:
        sheet, grid, edges = self.sheet, self.look.grid, self.edges
        if "h" in grid:
            sheet.line(edges[0], top, edges[-1], top)
            sheet.line(edges[0], top + height, edges[-1], top + height)
        for at, edge in enumerate(edges):
            if ("f" if at in (0, len(edges) - 1) else "v") in grid:
                sheet.line(edge, top + (raised if at in (inside or ()) else 0), edge, top + height)


def table(
    sheet: Sheet,
    columns: Sequence[Column],
    lines: Sequence[Sequence[str]],
    look: Look,
    below: Sequence[Sequence[str]] | None = None,
    **how: Any,
) -> Table:
    """Draw a whole table at y over as many pages as it needs; `below` are the lines under each row."""
    drawn = Table(sheet, columns, lines, look, **how)
    drawn.head()
    for at, cells in enumerate(lines):
        drawn.row(cells, below[at] if below else (), how.get("indent", 1))
    if "h" not in look.grid and ("f" in look.grid or "v" in look.grid):
        sheet.line(drawn.edges[0], sheet.y, drawn.edges[-1], sheet.y)
    return drawn
