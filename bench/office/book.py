"""A workbook filled from top to bottom by XlsxWriter, and the parts that all order forms have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from random import Random
from typing import Any

from bench.layouts.goods import capital, printed
from bench.layouts.office_words import Words
from bench.layouts.paper import Order, Pen, Row, truth

DAY_FORMATS = ("yyyy-mm-dd", "yyyy/m/d", "d-mmm-yy", 'yyyy"年"m"月"d"日"', "dd.mm.yyyy", "[$-804]yyyy年m月d日")
FIGURES = ("0.00", "#,##0.00", "General", "#,##0.00_ ", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ')
DATES = {"zh": ("iso", "zh", "slash", "dots"), "en": ("month", "day_month", "iso", "month_long")}


@dataclass(frozen=True)
class Formula:
    """A formula with the value that is stored with it."""

    text: str
    value: Decimal


class Book:
    """A workbook; columns count from 0, `row` is the current row of the current sheet."""

    def __init__(self, name: str = "Sheet1") -> None:
        import xlsxwriter

        self.out = BytesIO()
        self.book: Any = xlsxwriter.Workbook(self.out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
        self.formats: dict[tuple[Any, ...], Any] = {}
        self.begin(name)

    def begin(self, name: str) -> None:
        """Go on with a new sheet."""
        self.sheet: Any = self.book.add_worksheet(name)
        self.row = 0

    def put(
        self, column: int, value: Any, *, form: str = "General", bold: bool = False, across: int = 1, down: int = 1
    ) -> None:
        """Write a cell of the current row, merged over `across` columns and `down` rows."""
        look = self._format(form, bold)
        last_row, last = self.row + down - 1, column + across - 1
        if (last_row, last) != (self.row, column):
            self.sheet.merge_range(self.row, column, last_row, last, "", look)
        if isinstance(value, Formula):
            self.sheet.write_formula(self.row, column, value.text, look, float(value.value))
        elif isinstance(value, date):
            self.sheet.write_datetime(self.row, column, value, look)
        elif isinstance(value, (int, Decimal)):
            self.sheet.write_number(self.row, column, float(value), look)
        elif value:
            self.sheet.write_string(self.row, column, value, look)

    def _format(self, form: str, bold: bool) -> Any:
        if (form, bold) not in self.formats:
            self.formats[form, bold] = self.book.add_format({"num_format": form, "bold": bold, "border": 1})
        return self.formats[form, bold]

    def next(self, count: int = 1) -> None:
        """Go down."""
        self.row += count

    def content(self) -> bytes:
        """Finish."""
        self.book.close()
        return self.out.getvalue()


@dataclass
class Form:
    """One order on its way into a book: its words, its columns, and how days and figures are written."""

    pen: Pen
    order: Order
    words: Words
    kinds: tuple[str, ...]
    day: str = ""  # a number format for serial dates, else a style of text
    figures: str = "0.00"
    due: bool = True
    dates: str = "iso"
    mark: str = "："

    @property
    def rng(self) -> Random:
        return self.pen.rng

    @property
    def width(self) -> int:
        return len(self.kinds)

    def heads(self) -> list[str]:
        return self.words.heads(self.order, self.kinds)

    def put_day(self, book: Book, column: int, day: date, *, across: int = 1, down: int = 1) -> None:
        """Write a day as a serial with a format, or as text."""
        value = day if self.day else printed(day, self.dates)
        book.put(column, value, form=self.day or "General", across=across, down=down)


def form(pen: Pen, language: str, *, dated: bool | None = None, serial: bool | None = None, **wishes: Any) -> Form:
    """Draw an order and how it is written; `dated`: a date in every row, else one in the head."""
    order, rng = pen.order(language, **wishes), pen.rng
    rows = dated if dated is not None else rng.random() < 0.5
    kinds: tuple[str, ...] = ("no", "code", "description", "specification", "unit", "quantity", "price", "amount")
    if rng.random() < 0.5:
        kinds = ("no", "code", "description", "quantity", "unit", "price", "amount")
    kinds += ("row_due",) if rows else ()
    as_serial = serial if serial is not None else rng.random() < 0.5
    day = rng.choice(DAY_FORMATS) if as_serial else ""
    words = Words(rng, language)
    marks = ("：", "", ":") if language == "zh" else (":", "")
    dates, mark = rng.choice(DATES[language]), rng.choice(marks)
    return Form(pen, order, words, kinds, day, rng.choice(FIGURES), not rows, dates, mark)


def facts(one: Form) -> list[tuple[str, Any]]:
    """Return the head's labels with their values, days as dates."""
    order, words = one.order, one.words
    found: list[tuple[str, Any]] = [(words["order_id"], order.order_id), (words["issued"], order.issue_date)]
    found += [(words["seller"], order.seller), (words["buyer"], order.buyer)]
    found += [(words["terms"], order.payment_terms), (words["currency"], words.currency(order))]
    found += [(words["contact"], order.contact), (words["phone"], order.phone)]
    return found + ([(words["due"], order.due)] if one.due else [])


def title(book: Book, one: Form) -> None:
    """Write company, its line of addresses and the title, each over all columns."""
    book.put(0, one.order.buyer, across=one.width, bold=True)
    book.next()
    book.put(0, one.words.letterhead(one.order), across=one.width)
    book.next()
    book.put(0, one.words["title"], across=one.width, bold=True)
    book.next()


def pairs(book: Book, one: Form) -> None:
    """Write two labels with their values in each row, the values merged over the rest of their half."""
    half = max(2, one.width // 2)
    given = facts(one)
    for at in range(0, len(given), 2):
        for (label, value), start in zip(given[at : at + 2], (0, half), strict=False):
            end = half if start == 0 else one.width
            across = max(1, end - start - 1)
            book.put(start, label.rstrip(":") + one.mark)
            if isinstance(value, date):
                one.put_day(book, start + 1, value, across=across)
            else:
                book.put(start + 1, value, across=across)
        book.next()


def joined(book: Book, one: Form) -> None:
    """Write "label: value" into one merged cell, two in each row; days as text."""
    half = one.width // 2
    given = [(label, printed(value, one.dates) if isinstance(value, date) else value) for label, value in facts(one)]
    mark = "：" if one.words.language == "zh" else ": "
    for at in range(0, len(given), 2):
        for (label, value), start in zip(given[at : at + 2], (0, half), strict=False):
            book.put(start, f"{label}{mark}{value}", across=(half if start == 0 else one.width - half))
        book.next()


def heads(book: Book, one: Form) -> None:
    """Write the table's heads."""
    for at, head in enumerate(one.heads()):
        book.put(at, head, bold=True)
    book.next()


def cell(one: Form, row: Row, kind: str) -> Any:
    """Return what stands in a cell: a number, a day, or text."""
    numbers = {"no": row.line_id, "quantity": row.quantity, "price": row.price, "amount": row.amount}
    texts = {"code": row.code, "description": row.description, "specification": row.specification}
    texts |= {"unit": row.unit, "drawing": row.drawing, "remark": ""}
    return row.due if kind == "row_due" else numbers.get(kind, texts.get(kind))


def item(book: Book, one: Form, row: Row, **other: Any) -> None:
    """Write one row; `other` are cells that stand there instead, by kind."""
    for at, kind in enumerate(one.kinds):
        value = other.get(kind, cell(one, row, kind))
        if kind == "row_due" and isinstance(value, date):
            one.put_day(book, at, value)
        else:
            book.put(at, value, form=one.figures if kind in ("price", "amount") else "General")
    book.next()


def sums(book: Book, one: Form, **other: Any) -> None:
    """Write the totals below the amounts, each label in the cells before; `other` by the totals' names."""
    at = one.kinds.index("amount")
    for label, name in one.words.totals(one.order):
        book.put(0, label, across=at)
        book.put(at, other.get(name, getattr(one.order, name)), form=one.figures)
        book.next()


def notes(book: Book, one: Form, count: int = 3) -> None:
    """Write the amount in capitals and conditions, each over all columns."""
    if one.words.language == "zh" and one.order.currency == "CNY":
        book.put(0, f"{one.words['capital']}：{capital(one.order.payable_total)}", across=one.width)
        book.next()
    for text in one.words.notes(count):
        book.put(0, text, across=one.width)
        book.next()


def language(pen: Pen) -> str:
    """Draw the paper's language; two of three are Chinese."""
    return pen.rng.choice(("zh", "zh", "en"))


def told(one: Form) -> dict[str, Any]:
    """Return the truth of what a form prints."""
    order, taxed = one.order, bool(one.order.tax_rate)
    return truth(order, due=one.due, row_dues="row_due" in one.kinds, tax=taxed, terms=True)


def whole(book: Book, one: Form, rows: Sequence[Row] | None = None) -> None:
    """Write a whole plain order."""
    title(book, one)
    pairs(book, one) if one.rng.random() < 0.6 else joined(book, one)
    heads(book, one)
    for row in one.order.rows if rows is None else rows:
        item(book, one, row)
    sums(book, one)
    notes(book, one)
