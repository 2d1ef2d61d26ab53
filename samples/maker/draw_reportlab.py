"""Papers drawn with reportlab: Chinese and English with ruled tables, English without rules."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from samples.maker import wording
from samples.maker.orders import Order
from samples.maker.styles import Style

SIDES = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}
WQY = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans{}.ttf"


@cache
def register_fonts() -> None:
    """Make the Debian fonts known to reportlab (fonts-wqy-zenhei, fonts-dejavu-core)."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("WQY", WQY, subfontIndex=0))
    pdfmetrics.registerFont(TTFont("Sans", DEJAVU.format("")))
    pdfmetrics.registerFont(TTFont("SansBold", DEJAVU.format("-Bold")))


def ruled(order: Order, style: Style) -> bytes:
    """Draw a paper whose head and table have ruling lines."""
    return _build(order, style, grid=True)


def unruled(order: Order, style: Style) -> bytes:
    """Draw a paper without any ruling line."""
    return _build(order, style, grid=False)


def _build(order: Order, style: Style, *, grid: bool) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate, Spacer

    register_fonts()
    buffer = io.BytesIO()
    margins = {"leftMargin": 40, "rightMargin": 40, "topMargin": 42, "bottomMargin": 40}
    document = SimpleDocTemplate(
        buffer, pagesize=A4, title=order.order_id, author=order.customer.name, invariant=1, **margins
    )
    story = [
        *_letterhead(order, style),
        _head(order, style, grid),
        Spacer(1, 10),
        _table(order, style, grid),
        *_tail(order, style),
    ]
    document.build(story)
    return buffer.getvalue()


def _font(style: Style, bold: bool = False) -> str:
    return ("SansBold" if bold else "Sans") if style.english else "WQY"


def _paragraph(text: str, style: Style, size: float, **more: Any) -> Any:
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    wrap = None if style.english else "CJK"
    font = _font(style, bool(more.pop("bold", False)))
    look = ParagraphStyle("p", fontName=font, fontSize=size, leading=size * 1.3, wordWrap=wrap, **more)
    return Paragraph(escape(text), look)


def _letterhead(order: Order, style: Style) -> list[Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import HRFlowable, Spacer

    name = _paragraph(
        order.customer.name, style, 13, bold=True, alignment=0 if style.english else 1, textColor=HexColor("#1a3a6b")
    )
    rule = [HRFlowable(width="100%", color=HexColor("#1a3a6b"), thickness=1)] if style.layout.endswith("_ruled") else []
    title = _paragraph(style.title, style, 17, bold=True, alignment=2 if style.english else 1)
    note = [Spacer(1, 4), _paragraph(order.note, style, 8.5)] if order.note else []
    return [name, Spacer(1, 3), *rule, Spacer(1, 6), title, *note, Spacer(1, 10)]


def _head(order: Order, style: Style, grid: bool) -> Any:
    """Lay the head out as two label-value pairs a row; a long last field takes a row of its own."""
    from reportlab.platypus import Table

    entries = wording.heading(order, style)
    last = [entries.pop()]
    rows = [entries[at : at + 2] for at in range(0, len(entries), 2)] + [last]
    cells = [
        [_paragraph(text, style, 8.5, bold=style.english and at % 2 == 0) for at, text in enumerate(_flat(row))]
        for row in rows
    ]
    cells = [row + [""] * (4 - len(row)) for row in cells]
    spans = [("SPAN", (1, at), (3, at)) for at, row in enumerate(rows) if len(row) == 1]
    width = [98, 160, 92, 165] if style.english else [74, 184, 66, 191]
    return Table(cells, colWidths=width, style=[*spans, *_frame(grid), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])


def _flat(row: list[tuple[str, str]]) -> list[str]:
    return [
        text if place else f"{text}{':' if text.isascii() else '：'}" for pair in row for place, text in enumerate(pair)
    ]


def _frame(grid: bool) -> list[Any]:
    from reportlab.lib.colors import black

    padding = [("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
    return [("GRID", (0, 0), (-1, -1), 0.6, black), *padding] if grid else padding


def _table(order: Order, style: Style, grid: bool) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table

    rows = wording.table(order, style)
    share = 515 / sum(column.width for column in style.columns)
    header = [
        _paragraph(text, style, 8, bold=True, alignment=_alignment(column.side))
        for text, column in zip(rows[0], style.columns, strict=True)
    ]
    body = [
        [
            _paragraph(text, style, 8, alignment=_alignment(column.side))
            for text, column in zip(row, style.columns, strict=True)
        ]
        for row in rows[1:]
    ]
    look = [
        *_frame(grid),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    sums = _total_rows(order, style)
    spans = [("SPAN", (0, at), (left, at)) for at, left in enumerate((left for _, left in sums), len(rows))]
    spans += [("SPAN", (left + 1, at), (-1, at)) for at, left in enumerate((left for _, left in sums), len(rows))]
    shade = [("BACKGROUND", (0, 0), (-1, 0), HexColor("#e4eaf3"))] if grid else []
    widths = [column.width * share for column in style.columns]
    return Table(
        [header, *body, *(cells for cells, _ in sums)], colWidths=widths, repeatRows=1, style=[*look, *spans, *shade]
    )


def _alignment(side: str) -> int:
    return {"left": 0, "center": 1, "right": 2}[side]


def _total_rows(order: Order, style: Style) -> list[tuple[list[Any], int]]:
    """Return the total rows with the last column of their label; an amount in words has room to the right."""
    columns = [column.field for column in style.columns]
    amount = columns.index("line_amount")
    result = []
    for label, value in wording.totals(order, style):
        words = not any(sign.isdigit() and sign.isascii() for sign in value)
        left = 1 if words else amount - 1
        cells: list[Any] = [""] * len(columns)
        cells[0] = _paragraph(label, style, 8.5, bold=True, alignment=2)
        cells[left + 1] = _paragraph(value, style, 8.5, bold=True, alignment=0 if words else 2)
        result.append((cells, left))
    return result


def _tail(order: Order, style: Style) -> list[Any]:
    from reportlab.platypus import Spacer, Table

    notes = [_paragraph(text, style, 8) for text in style.footer]
    words = ("Authorised signature", "Date") if style.english else ("需方（盖章）", "供方（盖章）")
    signs = Table([[_paragraph(f"{word}: ____________________", style, 8.5) for word in words]], colWidths=[258, 257])
    return [Spacer(1, 12), *notes, Spacer(1, 26), signs]
