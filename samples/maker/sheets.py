"""Workbooks: the masters, and purchase orders that customers keep in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from samples.maker import wording
from samples.maker.orders import Line, Order
from samples.maker.styles import Style

MADE = datetime(2026, 3, 4, 8, 0)
COUNTED = {"quantity": "count", "discount_percent": "count"}


def workbook(fill: Callable[[Any], None]) -> bytes:
    """Return the bytes of a workbook that `fill` has written; XlsxWriter's zip entries carry no time of their own."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": MADE, "author": ""})
    fill(book)
    book.close()
    return buffer.getvalue()


def text_table(rows: Sequence[Sequence[str]], name: str) -> bytes:
    """Return a workbook of one sheet with every cell as text: leading zeros stay."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write_string(at, place, value) if value else None

    return workbook(fill)


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> None:
    """Write an RFC 4180 file."""
    with path.open("w", encoding=encoding, newline="") as target:
        csv.writer(target).writerows(rows)


def form(order: Order, style: Style) -> bytes:
    """Draw a form: head cells in two columns above a ruled table, dates and amounts as real cells."""

    def fill(book: Any) -> None:
        sheet, looks = book.add_worksheet("订单"), _looks(book)
        sheet.set_column(0, len(style.columns) - 1, 15)
        sheet.merge_range(0, 0, 0, len(style.columns) - 1, order.customer.name + style.title, looks["title"])
        top = _head_cells(sheet, order, style, looks) + 2
        _header(sheet, top, style, looks["head"])
        for at, line in enumerate(order.lines, top + 1):
            for place, column in enumerate(style.columns):
                _typed(sheet, at, place, getattr(line, column.field), column.field, looks)
        _sums(sheet, top + 1 + len(order.lines), order, style, looks)

    return workbook(fill)


def _looks(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "label": book.add_format({"bold": True}),
        "head": book.add_format(
            {"bold": True, "border": 1, "bg_color": "#DDE6F3", "align": "center", "text_wrap": True}
        ),
        "text": book.add_format({"border": 1}),
        "day": book.add_format({"border": 1, "num_format": "yyyy-mm-dd"}),
        "money": book.add_format({"border": 1, "num_format": "#,##0.00"}),
        "count": book.add_format({"border": 1, "num_format": "0"}),
        "us_day": book.add_format({"num_format": "mm/dd/yyyy"}),
        "plain_money": book.add_format({"num_format": "0.00"}),
        "middle": book.add_format({"border": 1, "valign": "vcenter"}),
    }


def _head_cells(sheet: Any, order: Order, style: Style, looks: dict[str, Any]) -> int:
    """Write label and value pairs, two pairs a row with two columns between; return the last row used."""
    for at, (label, name) in enumerate(style.heading):
        row, place = 2 + at // 2, (at % 2) * 4
        sheet.write_string(row, place, label + "：", looks["label"])
        value = dict(wording.heading(order, style))[label]
        if name in ("issue_date", "requested_date"):
            sheet.write_datetime(row, place + 1, _noon(value), looks["day"])
        else:
            sheet.write_string(row, place + 1, value)
    return 2 + (len(style.heading) - 1) // 2


def _noon(text: str) -> datetime:
    day = date.fromisoformat(text)
    return datetime(day.year, day.month, day.day)


def _header(sheet: Any, row: int, style: Style, look: Any) -> None:
    for place, column in enumerate(style.columns):
        sheet.write_string(row, place, column.header, look)


def _typed(sheet: Any, row: int, place: int, value: Any, field: str, looks: dict[str, Any]) -> None:
    if field == "requested_date":
        sheet.write_datetime(row, place, _noon(value), looks["day"])
    elif isinstance(value, Decimal):
        sheet.write_number(row, place, float(value), looks[COUNTED.get(field, "money")])
    else:
        sheet.write_string(row, place, str(value or ""), looks["text"])


def _sums(sheet: Any, row: int, order: Order, style: Style, looks: dict[str, Any]) -> None:
    place = [column.field for column in style.columns].index("line_amount")
    for at, (label, name) in enumerate(style.totals):
        sheet.write_string(row + at, 0, label, looks["label"])
        if name == "capital":
            sheet.write_string(row + at, 1, order.capital)
        else:
            sheet.write_number(row + at, place, float(getattr(order, name)), looks["money"])


def merged(order: Order, style: Style) -> bytes:
    """Draw a sheet with merged cells everywhere and every number stored as text, as an ERP print to Excel gives it."""

    def fill(book: Any) -> None:
        sheet, looks = book.add_worksheet("Sheet1"), _looks(book)
        last = len(style.columns) - 1
        sheet.set_column(0, last, 13)
        sheet.merge_range(0, 0, 1, last, style.title, looks["title"])
        for at, (label, value) in enumerate(wording.heading(order, style)):
            sheet.write_string(2 + at, 0, label, looks["text"])
            sheet.merge_range(2 + at, 1, 2 + at, last, value, looks["middle"])
        top = 3 + len(style.heading)
        for at, row in enumerate(wording.table(order, style)):
            _text_row(sheet, top + at, row, looks["text"])
        for at, (label, value) in enumerate(wording.totals(order, style), top + 1 + len(order.lines)):
            sheet.merge_range(at, 0, at, last - 1, label, looks["middle"])
            sheet.write_string(at, last, value, looks["text"])

    return workbook(fill)


def _text_row(sheet: Any, row: int, values: Sequence[str], look: Any) -> None:
    for place, value in enumerate(values):
        sheet.write_string(row, place, value, look)


def plain(order: Order, style: Style) -> bytes:
    """Draw an English sheet: labels in column A, values in B, amounts as formulas with their cached results."""

    def fill(book: Any) -> None:
        sheet, looks = book.add_worksheet("PO"), _looks(book)
        sheet.set_column(0, 7, 18)
        sheet.write_string(0, 0, style.title, looks["label"])
        for at, (label, value) in enumerate(wording.heading(order, style), 1):
            sheet.write_string(at, 0, label, looks["label"])
            if dict(style.heading)[label] in ("issue_date", "requested_date"):
                iso = order.issue_date if dict(style.heading)[label] == "issue_date" else order.requested_date
                sheet.write_datetime(at, 1, _noon(iso), looks["us_day"])
            else:
                sheet.write_string(at, 1, value)
        top = 2 + len(style.heading)
        _header(sheet, top, style, looks["label"])
        for at, line in enumerate(order.lines, top + 1):
            _plain_line(sheet, at, line, style, looks)
        _plain_total(sheet, top + 1, order, style, looks)

    return workbook(fill)


def _plain_line(sheet: Any, row: int, line: Line, style: Style, looks: dict[str, Any]) -> None:
    places = {column.field: place for place, column in enumerate(style.columns)}
    for name, place in places.items():
        value = getattr(line, name)
        if name == "line_amount":
            factors = [f"{chr(65 + places[factor])}{row + 1}" for factor in ("quantity", "unit_price")]
            sheet.write_formula(row, place, "=" + "*".join(factors), looks["plain_money"], float(value))
        elif isinstance(value, Decimal):
            sheet.write_number(row, place, float(value), looks["plain_money"] if name == "unit_price" else None)
        else:
            sheet.write_string(row, place, str(value))


def _plain_total(sheet: Any, first: int, order: Order, style: Style, looks: dict[str, Any]) -> None:
    place = [column.field for column in style.columns].index("line_amount")
    letter, end = chr(65 + place), first + len(order.lines)
    sheet.write_string(end, place - 1, style.totals[0][0], looks["label"])
    sheet.write_formula(
        end, place, f"=SUM({letter}{first + 1}:{letter}{end})", looks["plain_money"], float(order.payable_total)
    )
