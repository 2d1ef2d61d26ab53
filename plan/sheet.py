"""One planned document drawn as a printable sheet in Chinese and English, by its layout (mapping kind `document`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from orders.documents import PlannedDocument, PlannedLine
from orders.records import Attribute, plain
from plan.lines import PART

Layout = Mapping[str, Any]
Cell = str | Decimal | date | None

_LONGEST_TEXT = 32_000  # a cell holds 32,767 characters and XlsxWriter drops the whole text beyond
_LONGEST_NUMBER = 15  # digits a number cell keeps
_NARROWEST, _WIDEST = 7, 36


def line_amount(line: PlannedLine) -> Decimal | None:
    """Return a line's money: the amount ordered, else quantity × price; None without a price."""
    said = next((one.value for one in line.attributes if one.name == "line_amount"), None)
    if said is not None:
        return Decimal(said)
    return None if line.unit_price is None else line.quantity * line.unit_price


_HEADER: Mapping[str, Callable[[PlannedDocument], Cell]] = {
    "document_id": lambda one: one.document_id,
    "party_id": lambda one: one.party_id,
    "party_name": lambda one: one.party_name,
    "order_key": lambda one: one.order_key,
    "customer_order_id": lambda one: one.customer_order_id,
    "issue_date": lambda one: one.issue_date,
    "priority": lambda one: one.priority,
    "due_date": lambda one: min((line.due_date for line in one.lines if line.due_date), default=None),
}
_COLUMNS: Mapping[str, Callable[[PlannedLine], Cell]] = {
    "line_id": lambda one: one.line_id,
    "sku": lambda one: one.sku,
    "description": lambda one: one.description,
    "specification": lambda one: one.specification,
    "drawing": lambda one: " ".join(filter(None, (one.drawing_id, one.drawing_revision))),
    "quantity": lambda one: one.quantity,
    "unit": lambda one: one.unit,
    "unit_price": lambda one: one.unit_price,
    "currency": lambda one: one.currency,
    "amount": line_amount,
    "start_date": lambda one: one.start_date,
    "due_date": lambda one: one.due_date,
    "warehouse": lambda one: one.warehouse,
    "bom_version": lambda one: one.bom_version,
    "pegs": lambda one: "; ".join(f"{peg.order_key}/{peg.line_id} × {plain(peg.quantity)}" for peg in one.pegs),
    "surplus": lambda one: one.surplus,
}
FIELDS: Mapping[str, frozenset[str]] = {
    "header": frozenset(_HEADER) | {"tags"},
    "columns": frozenset(_COLUMNS) | {"remarks"},
}


@dataclass(frozen=True)
class _Words:
    """The labels of a layout, each in Chinese and English."""

    layout: Layout

    def both(self, pair: Mapping[str, str], between: str = " ") -> str:
        return between.join(dict.fromkeys(filter(None, (pair.get("zh"), pair.get("en")))))

    def of(self, *keys: str) -> str:
        """Return the words for a tag, attribute or value; what has none is shown as it is."""
        found: Any = self.layout.get("labels", {})
        for key in keys:
            found = found.get(key, {}) if isinstance(found, Mapping) else {}
        return self.both(found) if found else keys[-1]


def write_sheet(document: PlannedDocument, path: Path, layout: Layout, company: str | None) -> None:
    """Write the workbook of one document; texts stay texts, so that nothing in a name becomes a formula."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        day = document.issue_date
        # the day of issue, not the clock: the same document gives the same bytes
        book.set_properties({"title": document.document_id, "created": datetime(day.year, day.month, day.day)})
        _Sheet(book, book.add_worksheet(layout.get("sheet", document.document_type)), layout).draw(document, company)


class _Sheet:
    """Draws from top to bottom; `_row` is the next free row."""

    def __init__(self, book: Any, sheet: Any, layout: Layout) -> None:
        self._sheet, self._layout, self._words, self._row = sheet, layout, _Words(layout), 0
        self._formats = {name: book.add_format({**_BASE, **extra}) for name, extra in _FORMATS.items()}
        self._columns: list[Mapping[str, str]] = list(layout["columns"])
        self._shown = [str(one["field"]).removeprefix("attribute.") for one in (*layout["header"], *self._columns)]

    def draw(self, document: PlannedDocument, company: str | None) -> None:
        rows = [[self._value(line, column["field"]) for column in self._columns] for line in document.lines]
        heads = [self._words.both(column, "\n") for column in self._columns]
        self._page(document)
        self._titles(company)
        self._header(document)
        widths = [_width([head, *(_shown(row[column]) for row in rows)]) for column, head in enumerate(heads)]
        self._table(heads, rows, widths)
        self._totals(document)
        self._parts(document)
        self._footer()
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def _page(self, document: PlannedDocument) -> None:
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)
        self._sheet.hide_gridlines(2)
        self._sheet.set_footer(f"&L{document.document_id}&R&P / &N")

    def _titles(self, company: str | None) -> None:
        for text, style in ((company, "company"), (self._words.both(self._layout["title"]), "title")):
            if text:
                self._sheet.set_row(self._row, 28 if style == "title" else 20)
                self._merge(self._row, 0, len(self._columns) - 1, text, style)
                self._row += 1

    def _header(self, document: PlannedDocument) -> None:
        """Put label and value pairs in two halves of the sheet; what is empty is left out."""
        pairs = [(self._words.both(one), self._of(document, one["field"])) for one in self._layout["header"]]
        filled = [(label, value) for label, value in pairs if value not in (None, "")]
        half, last = max(len(self._columns) // 2, 3), len(self._columns) - 1
        for position, (label, value) in enumerate(filled):
            row, left = self._row + position // 2, half * (position % 2)
            self._merge(row, left, left + 1, label, "label")
            self._merge(row, left + 2, last if position % 2 else half - 1, _shown(value), "field")
        self._row += (len(filled) + 1) // 2 + 1

    def _table(self, heads: list[str], rows: list[list[Cell]], widths: list[float]) -> None:
        self._sheet.set_row(self._row, 32)
        for column, head in enumerate(heads):
            self._put(self._row, column, head, "head")
        self._sheet.repeat_rows(self._row)
        for row in rows:
            self._row += 1
            printed = max(_lines(_shown(value), width) for value, width in zip(row, widths, strict=True))
            self._sheet.set_row(self._row, _LINE * printed + 3)
            for column, value in enumerate(row):
                self._put(self._row, column, value, "money" if self._is_money(column) and value is not None else "text")
        self._row += 1

    def _is_money(self, column: int) -> bool:
        return self._columns[column]["field"] in ("unit_price", "amount")

    def _totals(self, document: PlannedDocument) -> None:
        """Add one row of money for each currency under the amounts."""
        place = next((n for n, column in enumerate(self._columns) if column["field"] == "amount"), None)
        if place is None or "total" not in self._layout.get("labels", {}):
            return
        for currency, total in _sums(document).items():
            self._merge(self._row, 0, place - 2, self._words.of("total"), "total")
            self._put(self._row, place - 1, currency, "total")
            self._put(self._row, place, total, "sum")
            self._row += 1

    def _parts(self, document: PlannedDocument) -> None:
        """List what a production order takes, summed over its lines."""
        parts: dict[tuple[str, str], Decimal] = {}
        for one in (one for line in document.lines for one in line.attributes if one.name.startswith(PART)):
            what = (one.name.removeprefix(PART), one.unit or "")
            parts[what] = parts.get(what, Decimal(0)) + Decimal(one.value)
        if not parts:
            return
        self._put(self._row + 1, 0, self._words.of("parts"), "caption")
        self._row += 2
        for column, head in enumerate(("part", "part_quantity", "part_unit"), 1):
            self._put(self._row, column, self._words.of(head), "head")
        for (sku, unit), quantity in parts.items():
            self._row += 1
            values: tuple[Cell, ...] = (sku, quantity, unit)
            for column, value in enumerate(values, 1):
                self._put(self._row, column, value, "text")
        self._row += 1

    def _footer(self) -> None:
        lines = [f"{self._words.both(one)}: ____________" for one in self._layout.get("footer", ())]
        if lines:
            self._merge(self._row + 1, 0, len(self._columns) - 1, "      ".join(lines), "footer")

    # ── cells ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _of(self, document: PlannedDocument, field: str) -> Cell:
        if field == "tags":
            return ", ".join(self._words.of("tags", tag) for tag in document.tags)
        if field in _HEADER:
            return _HEADER[field](document)
        return "; ".join(dict.fromkeys(filter(None, (_attribute(line, field) for line in document.lines))))

    def _value(self, line: PlannedLine, field: str) -> Cell:
        if field == "remarks":
            return "; ".join(self._remarks(line))
        return _COLUMNS[field](line) if field in _COLUMNS else _attribute(line, field)

    def _remarks(self, line: PlannedLine) -> Iterator[str]:
        if line.drawings:
            yield f"{self._words.of('drawings')}: {', '.join(one.file for one in line.drawings)}"
        for one in line.attributes:
            if one.name not in self._shown and not one.name.startswith(PART):
                yield f"{self._words.of('attributes', one.name)}: {self._words.of('words', _said(one))}"

    def _put(self, row: int, column: int, value: Cell, style: str) -> None:
        if isinstance(value, Decimal) and _fits(value):
            kind = style if style != "text" else "whole" if value == value.to_integral_value() else "number"
            self._sheet.write_number(row, column, float(value), self._formats[kind])
        elif isinstance(value, date):
            day = datetime(value.year, value.month, value.day)
            self._sheet.write_datetime(row, column, day, self._formats["date" if style == "text" else style])
        else:
            self._sheet.write_string(row, column, _shown(value), self._formats[style])

    def _merge(self, row: int, left: int, right: int, text: str, style: str) -> None:
        if right > left:
            self._sheet.merge_range(row, left, row, right, "", self._formats[style])
        self._sheet.write_string(row, left, _shown(text), self._formats[style])


_LINE = 14.0  # points of a printed line
_BASE = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "company": {"font_size": 12, "align": "center"},
    "title": {"font_size": 16, "bold": True, "align": "center"},
    "label": {"font_color": "#555555"},
    "field": {"bold": True, "text_wrap": True},
    "head": {"bold": True, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#E7EDF5"},
    "text": {"border": 1, "text_wrap": True, "num_format": "@"},
    "whole": {"border": 1, "num_format": "#,##0"},
    "number": {"border": 1, "num_format": "#,##0.0#####"},
    "money": {"border": 1, "num_format": "#,##0.00####"},
    "date": {"border": 1, "num_format": "yyyy-mm-dd", "align": "center"},
    "total": {"bold": True, "border": 1, "align": "right"},
    "sum": {"bold": True, "border": 1, "num_format": "#,##0.00"},
    "caption": {"bold": True},
    "footer": {},
}


def _sums(document: PlannedDocument) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for line in document.lines:
        amount = line_amount(line)
        if amount is not None:
            sums[line.currency or ""] = sums.get(line.currency or "", Decimal(0)) + amount
    return sums


def _attribute(line: PlannedLine, field: str) -> str | None:
    name = field.removeprefix("attribute.")
    return next((_said(one) for one in line.attributes if one.name == name), None)


def _said(one: Attribute) -> str:
    return f"{one.value} {one.unit}" if one.unit else one.value


def _shown(value: Cell) -> str:
    text = "" if value is None else str(plain(value))
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "…"


def _fits(value: Decimal) -> bool:
    return len(value.as_tuple().digits) <= _LONGEST_NUMBER


def _width(texts: list[str]) -> float:
    """Return a column width in characters."""
    widest = max(_length(line) for text in texts for line in text.split("\n"))
    return min(max(widest * 1.1 + 2, _NARROWEST), _WIDEST)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of `width` characters."""
    return sum(max(1, ceil(_length(line) * 1.15 / width)) for line in text.split("\n"))


def _length(line: str) -> int:
    """Count characters; a Chinese one takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line)
