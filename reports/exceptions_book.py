"""exceptions.xlsx: what a clerk sees in ten minutes, the list to decide in, what is solved since, and how to use it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from orders.codes import EXCEPTIONS, Language
from orders.exceptions import ExceptionRecord, Reconciliation, explanation
from orders.standing import Memory, Night
from reports.exceptions_figures import Group, by_age, by_change, by_kind, by_money, by_owner, in_total, open_ones
from reports.exceptions_list import List
from reports.exceptions_remedies import REMEDIES
from reports.exceptions_words import CHANGES, DECISIONS, USE, said, word
from reports.papers_sheet import papers_sheet

SOLVED = ("kind", "order_id", "line_id", "sku", "customer", "owner", "amount_at_stake", "currency", "explanation")
SOLVED_WIDTHS = (22, 22, 8, 18, 28, 22, 14, 8, 70)
CHANGE_COLOURS = {
    "new": "#FFE3A3",
    "reopened": "#F9C6C0",
    "worse": "#F9C6C0",
    "snoozed": "#E3E8ED",
    "accepted": "#D9EBDD",
}


def exceptions_book(
    result: Reconciliation, language: Language, memory: Memory, command: str = "orderloom exceptions apply FILE"
) -> bytes:
    """Return the workbook's bytes; same result, same bytes. `command` takes the filled-in workbook back."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": word("title", language), "created": result.as_of.replace(tzinfo=None)})
    styles = _styles(book)
    _Summary(book, styles, language).write(result, memory)
    List(book.add_worksheet(word("exceptions", language)), styles, memory, language, result.as_of).write(
        result.exceptions
    )
    if result.papers is not None and result.papers.differences:
        papers_sheet(book, styles, result.papers, language)
    if memory.solved:
        _solved(book.add_worksheet(word("solved_since", language)), styles, memory.solved, language)
    _help(book.add_worksheet(word("help", language)), styles, language, command)
    book.close()
    return buffer.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    text = {"num_format": "@", "valign": "top"}
    head = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "vcenter", "text_wrap": True}
    made = {
        "title": {"bold": True, "font_size": 16},
        "head": head,
        "number_head": {**head, "align": "right"},
        "text": text,
        "still": text,
        "wrap": {**text, "text_wrap": True},
        "open": {**text, "text_wrap": True, "bg_color": "#FFF8DC", "border": 1, "border_color": "#D8CFA8"},
        "odd": {**text, "bg_color": "#FDE2E0", "font_color": "#9C1B12", "bold": True},
        "money": {"num_format": "#,##0.00", "valign": "top"},
        "number": {"num_format": "#,##0.0", "valign": "top"},
        "days": {"num_format": "#,##0", "valign": "top"},
        "score": {"num_format": "0.0000", "valign": "top"},
        "time": {"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"},
        "day": {"num_format": "yyyy-mm-dd", "align": "left"},
        "count": {"num_format": "#,##0", "valign": "top"},
        **{change: {**text, "bg_color": colour, "bold": True} for change, colour in CHANGE_COLOURS.items()},
    }
    return {name: book.add_format(format) for name, format in made.items()}


# ── summary ──────────────────────────────────────────────────────────────────────────────────────────────────────


class _Summary:
    """The first sheet: one table below the other, and the trend beside them."""

    def __init__(self, book: Any, styles: dict[str, Any], language: Language) -> None:
        self.book, self.styles, self.language = book, styles, language
        self.sheet = book.add_worksheet(word("summary", language))
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)

    def write(self, result: Reconciliation, memory: Memory) -> None:
        """Write title, figures of what is open, the rows of the exports and the trend."""
        currencies = list(result.at_stake)
        self.sheet.set_column(0, 0, 34)
        self.sheet.set_column(1, 2 + max(4, len(currencies)), 15)
        self.sheet.write_string(0, 0, word("title", self.language), self.styles["title"])
        self.sheet.write_string(1, 0, f"{word('as_of', self.language)} {result.as_of:%Y-%m-%d %H:%M}")
        waiting = open_ones(result.exceptions, memory)
        changes = [
            _named(group, said(CHANGES[group.name], self.language)) for group in by_change(result.exceptions, memory)
        ]
        changes += [Group(said(CHANGES["solved"], self.language), len(memory.solved), ())] if memory.solved else []
        kinds = [_named(group, self._kind(group.name)) for group in by_kind(waiting, memory)]
        once = f"{word('total', self.language)} ({word('once', self.language)})"
        kinds += [_named(group, once) for group in in_total(waiting, memory)]
        owners = [_named(group, group.name or word("nobody", self.language)) for group in by_owner(waiting, memory)]
        amounts, ages = (self._worded(groups) for groups in (by_money(waiting, memory), by_age(waiting, memory)))
        row = 3
        for heading, groups in (
            *(("by_change", changes), ("by_owner", owners), ("by_money", amounts)),
            *(("by_age", ages), ("by_kind", kinds)),
        ):
            row = self._table(row, word(heading, self.language), groups, currencies)
        if result.rows:
            self._row_counts(row, result)
        self._trend(memory.nights, 4 + len(currencies))

    def _kind(self, name: str) -> str:
        return f"{said(EXCEPTIONS[name][1:], self.language)} ({name})"

    def _worded(self, groups: Sequence[Group]) -> list[Group]:
        return [_named(group, word(group.name, self.language)) for group in groups]

    def _table(self, row: int, heading: str, groups: Sequence[Group], currencies: list[str]) -> int:
        """Write one table of groups; return the row after it and a blank."""
        money = (f"{word('at_stake', self.language)} {name}".strip() for name in currencies)
        for column, head in enumerate([heading, word("count", self.language), word("fresh", self.language), *money]):
            self.sheet.write_string(row, column, head, self.styles["number_head" if column else "head"])
        for offset, group in enumerate(groups, 1):
            self.sheet.write_string(row + offset, 0, group.name, self.styles["wrap"])
            self.sheet.write_number(row + offset, 1, group.count, self.styles["count"])
            self.sheet.write_number(row + offset, 2, group.fresh, self.styles["count"])
            for currency, amount in group.money:
                place = (row + offset, 3 + currencies.index(currency))
                self.sheet.write_number(*place, float(amount), self.styles["money"])
        return row + len(groups) + 2

    def _row_counts(self, row: int, result: Reconciliation) -> None:
        for column, name in enumerate(("system", "rows_in", "clean", "exception", "excluded")):
            self.sheet.write_string(
                row, column, word(name, self.language), self.styles["number_head" if column else "head"]
            )
        for offset, (system, count) in enumerate(result.rows.items(), 1):
            self.sheet.write_string(row + offset, 0, system.upper(), self.styles["text"])
            for column, number in enumerate((count.given, count.clean, count.exception, count.excluded), 1):
                self.sheet.write_number(row + offset, column, number, self.styles["count"])

    def _trend(self, nights: Sequence[Night], column: int) -> None:
        """Write what the last nights found, with a chart once there are two of them."""
        heads = ("night", "found", "fresh_new", "solved", "settled")
        for offset, name in enumerate(heads if nights else ()):
            self.sheet.write_string(
                3, column + offset, word(name, self.language), self.styles["number_head" if offset else "head"]
            )
            self.sheet.set_column(column + offset, column + offset, 12)
        for row, night in enumerate(nights, 4):
            self.sheet.write_datetime(row, column, night.as_of.replace(tzinfo=None), self.styles["day"])
            for offset, number in enumerate((night.found, night.new, night.solved, night.settled), 1):
                self.sheet.write_number(row, column + offset, number, self.styles["count"])
        if len(nights) > 1:
            self._chart(column, len(nights))

    def _chart(self, column: int, count: int) -> None:
        chart, name = self.book.add_chart({"type": "column"}), self.sheet.get_name()
        for offset, colour in ((1, "#1F5F99"), (2, "#E0A526"), (3, "#3C8D57")):
            values = [name, 4, column + offset, 3 + count, column + offset]
            days = [name, 4, column, 3 + count, column]
            heading = [name, 3, column + offset]
            chart.add_series({"name": heading, "categories": days, "values": values, "fill": {"color": colour}})
        chart.set_title({"name": word("trend", self.language), "name_font": {"size": 11}})
        chart.set_x_axis({"num_format": "mm-dd", "text_axis": True})
        chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#DDE3E9"}}, "min": 0})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 560, "height": 280})
        self.sheet.insert_chart(5 + count, column, chart)


def _named(group: Group, name: str) -> Group:
    return Group(name, group.count, group.money, group.fresh)


# ── solved and help ──────────────────────────────────────────────────────────────────────────────────────────────


def _solved(sheet: Any, styles: dict[str, Any], records: Sequence[ExceptionRecord], language: Language) -> None:
    for column, (name, width) in enumerate(zip(SOLVED, SOLVED_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, word(name, language), styles["head"])
    for row, record in enumerate(records, 1):
        for column, name in enumerate(SOLVED):
            if name == "amount_at_stake" and record.amount_at_stake is not None:
                sheet.write_number(row, column, float(record.amount_at_stake), styles["money"])
                continue
            told = {"kind": said(EXCEPTIONS[record.kind][1:], language), "explanation": explanation(record, language)}
            text = told.get(name) or getattr(record, name, None) or ""
            sheet.write_string(row, column, str(text), styles["wrap" if name == "explanation" else "text"])
    sheet.freeze_panes(1, 0)


def _help(sheet: Any, styles: dict[str, Any], language: Language, command: str) -> None:
    """Say how to decide and what each kind means."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 2, 66)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    rows = [(word("how", language), "", "")]
    rows += [
        (str(number), said(pair, language).replace("{command}", command), "") for number, pair in enumerate(USE, 1)
    ]
    rows += [("", "", ""), (word("decision", language), word("meaning", language), "")]
    rows += [(said(pair[:2], language), said(pair[2:], language), "") for pair in DECISIONS.values()]
    rows += [("", "", ""), (word("kind", language), word("meaning", language), word("remedy", language))]
    told = {kind: (said(texts[:2], language), said(texts[2:], language)) for kind, texts in REMEDIES.items()}
    rows += [(said(EXCEPTIONS[kind][1:], language), *texts) for kind, texts in told.items()]
    heads = {word(name, language) for name in ("how", "decision", "kind")}
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, styles["head" if cells[0] in heads else "wrap"])
