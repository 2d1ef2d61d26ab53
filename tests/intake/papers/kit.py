"""A small drawing kit: a paper is a row of parts (title, head, table, text), drawn downwards, always to the same bytes.

In a cell "\n" breaks the line, "100^1" raises the 1, "~text" is struck out, None belongs to the cell above; a row that
is one string runs across the table.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Pairs = Sequence[tuple[str, str]]
Row = Sequence[str | None] | str
Part = Callable[["Pen"], None]
HeadStyle = Literal["colon", "left", "above", "boxed", "grid"]
TableStyle = Literal["ruled", "half", "zebra", "plain"]
Align = Literal["top", "middle", "bottom"]

A4 = (595.0, 842.0)
MARGIN, PAD, LEADING = 45.0, 5.0, 1.3


class Pen:
    """A canvas and a place on it: `x` and `width` of the column being written, `y` of the next line from above."""

    def __init__(self, size: tuple[float, float] = A4, font_size: float = 9) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self.buffer, self.size, self.font_size = io.BytesIO(), size, font_size
        self.canvas: Any = Canvas(self.buffer, pagesize=size, invariant=1)
        self.x, self.y, self.width = MARGIN, MARGIN, size[0] - 2 * MARGIN

    @property
    def line(self) -> float:
        return self.font_size * LEADING

    def page(self) -> None:
        self.canvas.showPage()
        self.y = MARGIN

    def write(self, x: float, top: float, text: str, size: float | None = None, *, grey: float = 0) -> float:
        """Write one line with its upper edge at `top`; return where it ends."""
        size = size or self.font_size
        self.canvas.setFont(_font(text), size)
        self.canvas.setFillGray(grey)
        self.canvas.drawString(x, self.size[1] - top - 0.85 * size, text)
        return x + text_width(text, size)

    def stroke(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x0, self.size[1] - top, x1, self.size[1] - bottom)

    def fill(self, x0: float, top: float, x1: float, bottom: float, grey: float) -> None:
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, self.size[1] - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self.canvas.setFillGray(0)


@dataclass(frozen=True)
class Paper:
    """A PDF that is drawn when it is asked for, the parts one below the other."""

    parts: tuple[Part, ...]
    size: tuple[float, float] = A4
    font_size: float = 9

    @property
    def bytes(self) -> bytes:
        pen = Pen(self.size, self.font_size)
        for part in self.parts:
            part(pen)
        pen.canvas.save()
        return pen.buffer.getvalue()


@dataclass(frozen=True)
class Book:
    """A workbook that `fill(sheet, workbook)` writes when it is asked for."""

    fill: Callable[[Any, Any], None]

    @property
    def bytes(self) -> bytes:
        import openpyxl

        workbook, buffer = openpyxl.Workbook(), io.BytesIO()
        self.fill(workbook.active, workbook)
        workbook.save(buffer)
        return buffer.getvalue()


def text_width(text: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, _font(text), size))


def _font(text: str) -> str:
    return "Helvetica" if all(ord(char) < 256 or char in "€–" for char in text) else "STSong-Light"


def text(*lines: str, size: float | None = None, x: float = 0, gap: float = 8) -> Part:
    """Lines of free text, `x` points into the column, with `gap` points above."""

    def draw(pen: Pen) -> None:
        pen.y += gap
        for each in lines:
            pen.write(pen.x + x, pen.y, each, size)
            pen.y += (size or pen.font_size) * LEADING

    return draw


def title(words: str, size: float = 17) -> Part:
    return text(words, size=size)


def head(pairs: Pairs, style: HeadStyle = "colon") -> Part:
    """Labels and values: in one string, side by side, one above the other, boxed, or in a ruled form."""
    if style == "colon":
        return text(*(f"{label}{'：' if ord(label[0]) > 255 else ': '}{value}" for label, value in pairs))
    if style == "left":
        return table((), pairs, "plain", wide=False)
    if style == "grid":
        return table((), [(*one, *two) for one, two in zip(pairs[::2], pairs[1::2], strict=True)])
    if style == "boxed":
        return table((), [[f"{label}\n{value}" for label, value in pairs]])
    return table((), [[label for label, _ in pairs], [value for _, value in pairs]], "plain")


def totals(*pairs: tuple[str, str], x: float = 320, style: TableStyle = "plain") -> Part:
    """Sums below the table, `x` points into the column."""
    return beside(lambda pen: None, table((), pairs, style, right=(1,), wide=False), x=x)


def beside(*parts: Part, x: float = 260) -> Part:
    """Draw parts next to each other, each `x` points further right."""

    def draw(pen: Pen) -> None:
        left, top, low, width = pen.x, pen.y, pen.y, pen.width
        for index, part in enumerate(parts):
            pen.x, pen.y, pen.width = left + index * x, top, width - index * x
            part(pen)
            low = max(low, pen.y)
        pen.x, pen.y, pen.width = left, low, width

    return draw


def parts(*several: Part) -> Part:
    """Several parts as one, or none."""

    def draw(pen: Pen) -> None:
        for part in several:
            part(pen)

    return draw


def new_page(pen: Pen) -> None:
    pen.page()


def turned(words: str, size: float = 60) -> Part:
    """Large grey words across the page, as a stamp or watermark."""

    def draw(pen: Pen) -> None:
        pen.canvas.saveState()
        pen.canvas.translate(120, 380)
        pen.canvas.rotate(25)
        pen.canvas.setFont(_font(words), size)
        pen.canvas.setFillGray(0.85)
        pen.canvas.drawString(0, 0, words)
        pen.canvas.restoreState()

    return draw


def table(
    columns: Sequence[str],
    rows: Iterable[Row],
    style: TableStyle = "ruled",
    *,
    right: Sequence[int] = (),
    align: Align = "top",
    over: Mapping[str, tuple[int, int]] | None = None,
    row_height: float = 0,
    wide: bool = True,
    breaks: Sequence[int] = (),
) -> Part:
    """A table with its heading; `over` are headings that span columns, `row_height` the least height in points.

    Before the rows of `breaks` a new page begins, without the heading.
    """

    def draw(pen: Pen) -> None:
        pen.y += 8
        listed = list(rows)
        widths = _widths(pen, [columns, *(row for row in listed if not isinstance(row, str))], wide)
        edges = [pen.x + sum(widths[:index]) for index in range(len(widths) + 1)]
        if over:
            _spanning(pen, over, edges, style)
        if columns:
            _row(pen, columns, edges, style, right, align, 0, below="")
        for index, row in enumerate(listed):
            if index in breaks:
                pen.page()
            if style == "zebra" and index % 2:
                pen.fill(edges[0], pen.y, edges[-1], pen.y + _height(pen, row, row_height), 0.9)
            follower = listed[index + 1] if index + 1 < len(listed) else ""
            _row(pen, row, edges, style, right, align, row_height, below=follower)

    return draw


def _widths(pen: Pen, rows: Sequence[Row], wide: bool) -> list[float]:
    natural = [0.0] * max(len(row) for row in rows)
    for row in rows:
        for index, cell in enumerate(row):
            lines = (cell or "").split("\n")
            natural[index] = max(natural[index], *(text_width(one, pen.font_size) + 2 * PAD for one in lines))
    scale = max(1.0, pen.width / sum(natural)) if wide else 1.0
    return [width * scale for width in natural]


def _height(pen: Pen, row: Row, least: float) -> float:
    cells = [row] if isinstance(row, str) else row
    return max(least, max((cell or "").count("\n") + 1 for cell in cells) * pen.line + 2 * PAD)


def _spanning(pen: Pen, over: Mapping[str, tuple[int, int]], edges: Sequence[float], style: TableStyle) -> None:
    height = pen.line + 2 * PAD
    for words, (first, last) in over.items():
        middle = (edges[first] + edges[last + 1]) / 2
        pen.write(middle - text_width(words, pen.font_size) / 2, pen.y + PAD, words)
        if style == "ruled":
            _box(pen, edges[first], pen.y, edges[last + 1], pen.y + height)
    pen.y += height


def _row(
    pen: Pen, row: Row, edges: Sequence[float], style: TableStyle, right: Sequence[int], align: Align, least: float,
    *, below: Row,
) -> None:  # fmt: skip
    height = _height(pen, row, least)
    if isinstance(row, str):
        pen.write(edges[0] + PAD, pen.y + PAD, row)
        if style == "ruled":
            _box(pen, edges[0], pen.y, edges[-1], pen.y + height)
    for index, cell in enumerate(() if isinstance(row, str) else row):
        _cell(pen, cell or "", edges[index], edges[index + 1], height, index in right, align)
        if style == "ruled":
            joined = not isinstance(below, str) and below[index] is None
            _box(pen, edges[index], pen.y, edges[index + 1], pen.y + height, top=cell is not None, bottom=not joined)
    if style == "half":
        pen.stroke(edges[0], pen.y, edges[-1], pen.y)
        pen.stroke(edges[0], pen.y + height, edges[-1], pen.y + height)
    pen.y += height


def _box(pen: Pen, x0: float, y0: float, x1: float, y1: float, *, top: bool = True, bottom: bool = True) -> None:
    pen.stroke(x0, y0, x0, y1)
    pen.stroke(x1, y0, x1, y1)
    if top:
        pen.stroke(x0, y0, x1, y0)
    if bottom:
        pen.stroke(x0, y1, x1, y1)


def _cell(pen: Pen, cell: str, x0: float, x1: float, height: float, to_right: bool, align: Align) -> None:
    lines = cell.split("\n")
    free = height - 2 * PAD - len(lines) * pen.line
    top = pen.y + PAD + {"top": 0.0, "middle": free / 2, "bottom": free}[align]
    for each in lines:
        struck, (plain, _, raised) = each.startswith("~"), each.lstrip("~").partition("^")
        x = x1 - PAD - text_width(plain, pen.font_size) if to_right else x0 + PAD
        end = pen.write(x, top, plain)
        if raised:
            pen.write(end + 0.3, top - 1, raised, 0.65 * pen.font_size)
        if struck:
            pen.stroke(x, top + 0.55 * pen.font_size, end, top + 0.55 * pen.font_size)
        top += pen.line
