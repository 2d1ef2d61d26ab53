"""Tools of the LibreOffice layouts: sheets made by openpyxl, printed to PDF by Calc (Writer is often not there)."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from math import ceil
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from bench.layouts.goods import number, printed
from bench.layouts.office_words import DATES, NUMBERS, Words
from bench.layouts.paper import Order, Pen, Row

SANS = {"zh": ("Noto Sans CJK SC", "WenQuanYi Zen Hei", "Noto Serif CJK SC"), "en": ("Liberation Sans", "DejaVu Sans")}
SANS["en"] += ("Liberation Serif", "Liberation Sans Narrow")
RIGHT = ("quantity", "price", "amount")
MIDDLE = ("no", "unit", "row_due", "drawing")
SHAPES = {
    ("plain", 0): "0",
    ("comma", 0): "#,##0",
    ("plain", 2): "0.00",
    ("comma", 2): "#,##0.00",
    ("plain", 4): "0.0000",
}


def soffice(content: bytes, suffix: str) -> bytes:
    """Print a document by LibreOffice with a profile of its own; return the PDF."""
    with TemporaryDirectory(prefix="office-") as folder:
        home = Path(folder)
        (home / f"order{suffix}").write_bytes(content)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, f"{home}/order{suffix}"]
        subprocess.run(command, check=True, timeout=180, capture_output=True)
        return _timeless((home / "order.pdf").read_bytes())


def _timeless(pdf: bytes) -> bytes:
    """Write zeros for the time and the marks made of it, so that one seed gives the same bytes."""
    marks = re.compile(rb"(?<=CreationDate\(D:)\d{14}|(?<=<)[0-9A-F]{32}(?=>)|(?<=DocChecksum /)[0-9A-F]{32}")
    return marks.sub(lambda found: b"0" * len(found.group()), pdf)


def width_of(text: str) -> int:
    """Return the width of a text in digits of Latin; ideographs take two."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def cell(row: Row, kind: str, *, dates: str, numbers: str) -> Any:
    """Return what stands in a cell: text, or a Decimal where the spreadsheet shall form it."""
    texts = {
        "no": str(row.line_id),
        "code": row.code,
        "description": row.description,
        "specification": row.specification,
        "drawing": row.drawing,
        "unit": row.unit,
        "row_due": printed(row.due, dates),
        "remark": "",
    }
    if kind in texts:
        return texts[kind]
    return figure(
        {"quantity": row.quantity, "price": row.price, "amount": row.amount}[kind], numbers, kind != "quantity"
    )


def figure(value: Decimal, numbers: str, money: bool = True) -> Any:
    """Return a figure: a Decimal where Calc can form it, else its text."""
    return value if numbers in ("plain", "comma") else number(value, numbers, 2 if money else 0)


def shape(value: Any, numbers: str, money: bool = True) -> str:
    """Return the number format of a cell."""
    return SHAPES[numbers, 2 if money else 0] if isinstance(value, Decimal) else "General"


class Sheet:
    """One worksheet that is filled cell by cell and then printed on A4."""

    def __init__(self, rng: Random, language: str, *, size: float = 10, landscape: bool = False) -> None:
        from openpyxl import Workbook

        self.font, self.size = rng.choice(SANS[language]), size
        self.book: Any = Workbook()
        self.sheet: Any = self.book.active
        self.row = 1
        setup = self.sheet.page_setup
        setup.paperSize, setup.orientation = 9, "landscape" if landscape else "portrait"
        setup.fitToWidth, setup.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.print_options.horizontalCentered = True
        for side in ("left", "right", "top", "bottom"):
            setattr(self.sheet.page_margins, side, 0.6 if side != "bottom" else 0.9)
        self.sheet.page_margins.footer = 0.4

    def widths(self, widths: Sequence[float]) -> None:
        """Set the widths of the columns, in digits."""
        from openpyxl.utils import get_column_letter

        for at, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = width * self.size / 10

    def footer(self, text: str) -> None:
        """Print a line under every page (&P page, &N pages, &D date)."""
        self.sheet.oddFooter.center.text = text

    def put(
        self,
        column: int,
        value: Any,
        *,
        span: int = 1,
        down: int = 1,
        bold: bool = False,
        size: float | None = None,
        align: str = "left",
        border: bool = False,
        fill: str | None = None,
        form: str = "General",
        wrap: bool = False,
    ) -> None:
        """Write a cell (or several merged ones) of the current row; columns count from 1."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        target = self.sheet.cell(self.row, column, value)
        target.font = Font(name=self.font, size=size or self.size, bold=bold)
        target.alignment = Alignment(horizontal=align, vertical="center", wrap_text=wrap)
        target.number_format = form
        thin = Side(style="thin")
        for row in range(self.row, self.row + down):
            for at in range(column, column + span):
                if border:
                    self.sheet.cell(row, at).border = Border(thin, thin, thin, thin)
                if fill:
                    self.sheet.cell(row, at).fill = PatternFill("solid", fgColor=fill)
        if span > 1 or down > 1:
            self.sheet.merge_cells(
                start_row=self.row, end_row=self.row + down - 1, start_column=column, end_column=column + span - 1
            )

    def next(self, height: float | None = None, count: int = 1) -> None:
        """Go on to the next row; `height` (points) is that of the row left."""
        self.sheet.row_dimensions[self.row].height = height or self.size * 1.7
        self.row += count

    def pdf(self) -> bytes:
        """Print."""
        out = BytesIO()
        self.book.save(out)
        return soffice(out.getvalue(), ".xlsx")


def fitted(heads: Sequence[str], rows: Sequence[Sequence[Any]], limit: int = 24) -> list[float]:
    """Return widths (digits) that show all cells, wrapped ones at `limit`; figures get room for grouping and cents."""
    out = []
    for head, *cells in zip(heads, *rows, strict=True):
        wants = [width_of(str(head)) + 2]
        wants += [len(f"{value:,.2f}") + 3 if isinstance(value, Decimal) else width_of(value) + 2 for value in cells]
        out.append(float(max(6, min(limit, max(wants)))))
    return out


def lines_of(values: Sequence[Any], widths: Sequence[float]) -> int:
    """Return how many printed lines the row's fullest cell takes when wrapped."""
    texts = [(str(value), width) for value, width in zip(values, widths, strict=True) if not isinstance(value, Decimal)]
    return max(1, *(ceil(width_of(text) * 1.25 / (width - 1)) for text, width in texts))


Pair = tuple[str, str]


def styles(pen: Pen, order: Order, language: str) -> dict[str, str]:
    """Draw the styles of dates and numbers."""
    return {"dates": pen.rng.choice(DATES[language]), "numbers": pen.rng.choice(NUMBERS[order.currency])}


def table(sheet: Sheet, heads: Sequence[str], widths: Sequence[float], fill: str | None = None) -> None:
    """Write the head of a ruled table in the current row."""
    for at, head in enumerate(heads, 1):
        sheet.put(at, head, bold=True, align="center", border=True, fill=fill, wrap=True)
    sheet.next(sheet.size * (1.8 if lines_of(heads, widths) == 1 else 3.2))


def item(
    sheet: Sheet,
    kinds: Sequence[str],
    values: Sequence[Any],
    widths: Sequence[float],
    numbers: str,
    border: bool = True,
) -> None:
    """Write a row of the table."""
    for at, (kind, value) in enumerate(zip(kinds, values, strict=True), 1):
        align = "right" if kind in RIGHT else "center" if kind in MIDDLE else "left"
        form = shape(value, numbers, kind != "quantity")
        sheet.put(at, value, border=border, align=align, wrap=kind not in RIGHT, form=form)
    sheet.next(sheet.size * (0.6 + 1.25 * lines_of(values, widths)))


def pairs(sheet: Sheet, fields: Sequence[Pair], columns: int, *, border: bool = False, bold: bool = False) -> None:
    """Write labels with their values on the right, two in a row, over all columns."""
    half = columns // 2 + columns % 2
    for at in range(0, len(fields), 2):
        for (label, value), start, end in zip(fields[at : at + 2], (1, half + 1), (half, columns), strict=False):
            sheet.put(start, label, span=2, border=border, bold=bold)
            sheet.put(start + 2, value, span=end - start - 1, border=border, wrap=True)
        sheet.next(sheet.size * 2.9)


def line(sheet: Sheet, columns: int, text: str, **look: Any) -> None:
    """Write one line over all columns."""
    sheet.put(1, text, span=columns, **look)
    sheet.next(look.get("size", sheet.size) * 1.9)


def total_rows(
    sheet: Sheet, totals: Sequence[tuple[str, Any]], columns: int, at: int, numbers: str, border: bool
) -> None:
    """Write the totals under the column of amounts; the label in all columns before it."""
    for label, value in totals:
        start = 1 if border else max(1, at - 2)
        sheet.put(start, label, span=at - start, bold=True, align="center" if border else "right", border=border)
        sheet.put(at, value, bold=True, align="right", border=border, form=shape(value, numbers))
        if border and at < columns:
            sheet.put(at + 1, "", span=columns - at, border=True)
        sheet.next()


def printed_totals(order: Order, words: Words, numbers: str) -> list[tuple[str, Any]]:
    """Return labels and figures of the totals."""
    return [(label, figure(getattr(order, name), numbers)) for label, name in words.totals(order)]


def cells(rows: Sequence[Row], kinds: Sequence[str], style: dict[str, str]) -> list[list[Any]]:
    """Return the contents of the table."""
    return [[cell(row, kind, **style) for kind in kinds] for row in rows]
