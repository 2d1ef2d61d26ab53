"""Workbooks of one order: merged forms, two-row heads, hidden places, formulas, formats and texts for numbers."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any
from unittest.mock import patch

from bench.layouts import office_forms
from bench.layouts.goods import number
from bench.layouts.paper import Layout, Paper, Pen, Row
from bench.office.book import (
    Book,
    Form,
    Formula,
    form,
    heads,
    item,
    joined,
    language,
    notes,
    pairs,
    sums,
    title,
    told,
    whole,
)
from bench.office.shape import Shape, as_xls


def plain(pen: Pen) -> Paper:
    """Title rows, labels beside merged values, table, 合计 rows, conditions."""
    one, book = form(pen, language(pen)), Book()
    whole(book, one)
    return pen.paper(book.content(), told(one))


GROUPS = {
    "zh": {"description": "货物", "quantity": "订购", "price": "价格"},
    "en": {"description": "Goods", "quantity": "Ordered", "price": "Prices"},
}


def two_rows(pen: Pen) -> Paper:
    """Heads in two rows: groups over their columns, the others merged downwards."""
    one, book = form(pen, language(pen)), Book("采购订单")
    one.kinds = ("no", "code", "description", "specification", "quantity", "unit", "price", "amount", *one.kinds[8:])
    if "row_due" not in one.kinds and not one.due:
        one.kinds += ("row_due",)
    title(book, one)
    pairs(book, one)
    inside = ("description", "specification", "quantity", "unit", "price", "amount")
    for at, (kind, head) in enumerate(zip(one.kinds, one.heads(), strict=True)):
        group = GROUPS[one.words.language].get(kind)
        if group:
            book.put(at, group, across=2, bold=True)
        elif kind not in inside:
            book.put(at, head, down=2, bold=True)
    book.next()
    for at, (kind, head) in enumerate(zip(one.kinds, one.heads(), strict=True)):
        if kind in inside:
            book.put(at, head, bold=True)
    book.next()
    for row in one.order.rows:
        item(book, one, row)
    sums(book, one)
    notes(book, one)
    return pen.paper(book.content(), told(one))


def hidden(pen: Pen) -> Paper:
    """A hidden column of costs, a hidden row of an item taken back, a hidden sheet with another order."""
    one, book = form(pen, language(pen)), Book()
    title(book, one)
    pairs(book, one)
    heads(book, one)
    for at, row in enumerate(one.order.rows):
        if at == 1:
            gone = Row(**{**vars(row), "code": "X" + row.code[1:], "quantity": Decimal(7)})
            book.sheet.set_row(book.row, None, None, {"hidden": True})
            item(book, one, gone)
        item(book, one, row)
    sums(book, one)
    notes(book, one)
    for at in range(4, 4 + len(one.order.rows)):
        book.sheet.write_number(at, one.width, 3.5)
    book.sheet.set_column(one.width, one.width, None, None, {"hidden": True})
    other = form(Pen(pen.rng), one.words.language)
    book.begin("old")
    whole(book, other)
    book.sheet.hide()
    return pen.paper(book.content(), told(one))


def reckoned(pen: Pen) -> Paper:
    """Amounts and totals are formulas, with the values that Excel stores beside them."""
    one, book = form(pen, language(pen)), Book()
    title(book, one)
    joined(book, one)
    heads(book, one)
    _reckoned_rows(book, one)
    notes(book, one)
    return pen.paper(book.content(), told(one))


def _reckoned_rows(book: Book, one: Form) -> None:
    quantity, price, amount = ("ABCDEFGHIJ"[one.kinds.index(kind)] for kind in ("quantity", "price", "amount"))
    first = book.row + 1
    for row in one.order.rows:
        at = book.row + 1
        item(book, one, row, amount=Formula(f"=ROUND({quantity}{at}*{price}{at},2)", row.amount))
    last = book.row
    total = Formula(f"=SUM({amount}{first}:{amount}{last})", one.order.line_total)
    rate = one.order.tax_rate
    tax = Formula(f"=ROUND({amount}{last + 1}*{rate},2)", one.order.tax_total)
    if rate:
        grand = Formula(f"={amount}{last + 1}+{amount}{last + 2}", one.order.payable_total)
        sums(book, one, line_total=total, tax_total=tax, payable_total=grand)
    else:
        total = Formula(f"=SUM({amount}{first}:{amount}{last})", one.order.payable_total)
        sums(book, one, payable_total=total)


def uncomputed(pen: Pen) -> Paper:
    """The same written by a program that computes nothing: no stored values, so nobody may know the amounts."""
    from openpyxl import load_workbook

    one, book = form(pen, language(pen)), Book()
    title(book, one)
    joined(book, one)
    heads(book, one)
    _reckoned_rows(book, one)
    notes(book, one)
    out = BytesIO()
    load_workbook(BytesIO(book.content())).save(out)
    return pen.paper(out.getvalue(), told(one), expect="hold")


def texts(pen: Pen) -> Paper:
    """Every number is a text, as programs write that fear for leading zeros."""
    one, book = form(pen, language(pen), serial=False), Book()
    style = pen.rng.choice(("plain", "comma"))
    title(book, one)
    pairs(book, one)
    heads(book, one)
    for row in one.order.rows:
        figures = {"price": number(row.price, style), "amount": number(row.amount, style)}
        item(book, one, row, no=str(row.line_id), quantity=number(row.quantity, style, 0), **figures)
    names = ("line_total", "tax_total", "payable_total")
    sums(book, one, **{name: number(getattr(one.order, name), style) for name in names})
    notes(book, one)
    return pen.paper(book.content(), told(one))


def zeros(pen: Pen) -> Paper:
    """Codes are numbers whose format shows zeros in front: 8271 under 00000000."""
    one, book = form(pen, language(pen), code_style="0000####"), Book()
    title(book, one)
    pairs(book, one)
    heads(book, one)
    at = one.kinds.index("code")
    for row in one.order.rows:
        line = book.row
        item(book, one, row, code="")
        book.sheet.write_number(line, at, int(row.code), book._format("00000000", False))
    sums(book, one)
    notes(book, one)
    return pen.paper(book.content(), told(one))


MONEY = {
    "CNY": ("¥#,##0.00", '"¥"#,##0.00', "[$¥-804]#,##0.00", '#,##0.00"元"', "￥#,##0.00"),
    "USD": ("[$$-409]#,##0.00", '"US$"#,##0.00', "[$USD] #,##0.00", '_-"$"* #,##0.00_-'),
    "EUR": ("[$€-407]#,##0.00", "#,##0.00 [$€-1]", "[$EUR] #,##0.00"),
    "GBP": ("[$£-809]#,##0.00", '"GBP" #,##0.00'),
}


def money(pen: Pen) -> Paper:
    """Prices and amounts under formats with a currency."""
    one, book = form(pen, language(pen)), Book()
    one.figures = pen.rng.choice(MONEY.get(one.order.currency, ("#,##0.00",)))
    whole(book, one)
    return pen.paper(book.content(), told(one))


def with_units(pen: Pen) -> Paper:
    """No column of units: "100 pcs" stands in the quantity's cell, or the number's format says it."""
    one, book = form(pen, language(pen), same_unit=True), Book()
    one.kinds = tuple(kind for kind in one.kinds if kind != "unit")
    formatted, blank = pen.rng.random() < 0.5, pen.rng.choice(("", " "))
    title(book, one)
    pairs(book, one)
    heads(book, one)
    at = one.kinds.index("quantity")
    for row in one.order.rows:
        line, text = book.row, "" if formatted else f"{row.quantity}{blank}{row.unit}"
        item(book, one, row, quantity=text)
        if formatted:
            shape = book._format(f'0"{blank}{row.unit}"', False)
            book.sheet.write_number(line, at, float(row.quantity), shape)
    sums(book, one)
    notes(book, one)
    return pen.paper(book.content(), told(one))


def prepared(pen: Pen) -> Paper:
    """A form prepared for more items: numbered blank rows whose formulas show 0 or nothing."""
    one, book = form(pen, language(pen), rows=(1, 5)), Book()
    title(book, one)
    pairs(book, one)
    heads(book, one)
    for row in one.order.rows:
        item(book, one, row)
    nothing = pen.rng.choice((0, ""))
    blank = Row(0, "", "", "", "", Decimal(0), "", Decimal(0), Decimal(0), one.order.due)
    for number_ in range(len(one.order.rows) + 1, 11):
        zero: dict[str, Any] = {"quantity": "", "price": "", "row_due": "", "no": number_}
        item(book, one, blank, amount=nothing, **zero)
    sums(book, one)
    notes(book, one)
    return pen.paper(book.content(), told(one))


def printed_form(layout: Layout) -> Shape:
    """Take one of the frozen bench's spreadsheet layouts as the sheet itself, not its print."""

    def drawn(pen: Pen) -> Paper:
        with patch("bench.layouts.office.soffice", lambda content, suffix: content):
            return layout.draw(pen)

    return Shape(layout.name, "openpyxl", ".xlsx", drawn, layout.faults)


SHAPES: tuple[Shape, ...] = (
    Shape("xlsx-plain", "xlsxwriter", ".xlsx", plain),
    Shape("xlsx-two-row-heads", "xlsxwriter", ".xlsx", two_rows),
    Shape("xlsx-hidden-places", "xlsxwriter", ".xlsx", hidden),
    Shape("xlsx-formulas", "xlsxwriter", ".xlsx", reckoned),
    Shape("xlsx-formulas-uncomputed", "openpyxl", ".xlsx", uncomputed, faults=False),
    Shape("xlsx-numbers-as-text", "xlsxwriter", ".xlsx", texts),
    Shape("xlsx-codes-with-zeros", "xlsxwriter", ".xlsx", zeros),
    Shape("xlsx-money-formats", "xlsxwriter", ".xlsx", money),
    Shape("xlsx-unit-in-cell", "xlsxwriter", ".xlsx", with_units),
    Shape("xlsx-prepared-rows", "xlsxwriter", ".xlsx", prepared),
    *(printed_form(layout) for layout in office_forms.LAYOUTS),
    Shape("xls-plain", "libreoffice", ".xls", as_xls(plain)),
    Shape("xls-two-row-heads", "libreoffice", ".xls", as_xls(two_rows)),
    Shape("xls-hidden-places", "libreoffice", ".xls", as_xls(hidden)),
    Shape("xls-codes-with-zeros", "libreoffice", ".xls", as_xls(zeros)),
    Shape("xls-money-formats", "libreoffice", ".xls", as_xls(money)),
)
