"""exceptions.xlsx: a summary by kind, owner and money, and the list with a filter; ids are always text cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from orders.codes import EXCEPTIONS, Language
from orders.exceptions import ExceptionRecord, Reconciliation, explanation
from reports.exceptions_figures import Group, by_age, by_kind, by_owner
from reports.exceptions_words import COLUMNS, SEVERITIES, word

WIDTHS = {
    "exception_id": 18,
    "kind": 16,
    "severity": 9,
    "order_id": 22,
    "line_id": 7,
    "sku": 18,
    "customer": 28,
    "field": 14,
    "crm_value": 18,
    "erp_value": 18,
    "wms_value": 18,
    "odd_system": 10,
    "owner": 22,
    "amount_at_stake": 14,
    "currency": 8,
    "first_seen": 18,
    "last_movement": 18,
    "age_hours": 10,
    "explanation": 70,
}


def exceptions_book(result: Reconciliation, language: Language) -> bytes:
    """Return the workbook's bytes; same result, same bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": word("title", language), "created": result.as_of.replace(tzinfo=None)})
    styles = _styles(book)
    _summary(book.add_worksheet(word("summary", language)), styles, result, language)
    _list(book.add_worksheet(word("exceptions", language)), styles, result.exceptions, language)
    book.close()
    return buffer.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "vcenter", "text_wrap": True}
        ),
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "wrap": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
        "odd": book.add_format(
            {"num_format": "@", "valign": "top", "bg_color": "#FDE2E0", "font_color": "#9C1B12", "bold": True}
        ),
        "money": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0.0", "valign": "top"}),
        "score": book.add_format({"num_format": "0.0000", "valign": "top"}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"}),
        "count": book.add_format({"num_format": "#,##0"}),
    }


# ── summary ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _summary(sheet: Any, styles: dict[str, Any], result: Reconciliation, language: Language) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1 + max(4, len(result.at_stake)), 15)
    sheet.write_string(0, 0, word("title", language), styles["title"])
    sheet.write_string(1, 0, f"{word('as_of', language)} {result.as_of:%Y-%m-%d %H:%M}")
    kinds = [_named(group, _kind(group.name, language)) for group in by_kind(result.exceptions)]
    owners = [_named(group, group.name or word("nobody", language)) for group in by_owner(result.exceptions)]
    ages = [_named(group, word(group.name, language)) for group in by_age(result.exceptions)]
    row = 3
    for heading, groups in (("by_kind", kinds), ("by_owner", owners), ("by_age", ages)):
        row = _table(sheet, styles, row, word(heading, language), groups, list(result.at_stake), language)
    _row_counts(sheet, styles, row, result, language)


def _kind(name: str, language: Language) -> str:
    return f"{EXCEPTIONS[name][1 if language == 'zh' else 2]} ({name})"


def _named(group: Group, name: str) -> Group:
    return Group(name, group.count, group.money)


def _table(
    sheet: Any,
    styles: dict[str, Any],
    row: int,
    heading: str,
    groups: Sequence[Group],
    currencies: list[str],
    language: Language,
) -> int:
    """Write one table of groups; return the row after it and a blank."""
    heads = [heading, word("count", language), *(f"{word('at_stake', language)} {name}".strip() for name in currencies)]
    for column, head in enumerate(heads):
        sheet.write_string(row, column, head, styles["head"])
    for offset, group in enumerate(groups, 1):
        sheet.write_string(row + offset, 0, group.name, styles["text"])
        sheet.write_number(row + offset, 1, group.count, styles["count"])
        for currency, amount in group.money:
            sheet.write_number(row + offset, 2 + currencies.index(currency), float(amount), styles["money"])
    return row + len(groups) + 2


def _row_counts(sheet: Any, styles: dict[str, Any], row: int, result: Reconciliation, language: Language) -> None:
    for column, name in enumerate(("system", "rows_in", "clean", "exception", "excluded")):
        sheet.write_string(row, column, word(name, language), styles["head"])
    for offset, (system, count) in enumerate(result.rows.items(), 1):
        sheet.write_string(row + offset, 0, system.upper(), styles["text"])
        for column, number in enumerate((count.given, count.clean, count.exception, count.excluded), 1):
            sheet.write_number(row + offset, column, number, styles["count"])


# ── list ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _list(sheet: Any, styles: dict[str, Any], records: Sequence[ExceptionRecord], language: Language) -> None:
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, WIDTHS.get(name, 12))
        sheet.write_string(0, column, word(name, language), styles["head"])
    for row, record in enumerate(records, 1):
        for column, name in enumerate(COLUMNS):
            _cell(sheet, styles, (row, column), record, name, language)
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, max(len(records), 1), len(COLUMNS) - 1)


def _cell(
    sheet: Any, styles: dict[str, Any], place: tuple[int, int], record: ExceptionRecord, name: str, language: Language
) -> None:
    value = _shown(record, name, language)
    if value is None or value == "":
        sheet.write_blank(*place, None, styles["text"])
    elif isinstance(value, Decimal):
        style = {"amount_at_stake": "money", "match_score": "score"}.get(name, "number")
        sheet.write_number(*place, float(value), styles[style])
    elif isinstance(value, datetime):
        sheet.write_datetime(*place, value.replace(tzinfo=None), styles["time"])
    else:
        odd = bool(record.odd_system) and name == f"{record.odd_system}_value"
        sheet.write_string(*place, str(value), styles["odd" if odd else "wrap" if name == "explanation" else "text"])


def _shown(record: ExceptionRecord, name: str, language: Language) -> object:
    column = 0 if language == "zh" else 1
    if name == "explanation":
        return explanation(record, language)
    if name == "kind":
        return EXCEPTIONS[record.kind][1 + column]
    if name == "severity":
        return SEVERITIES[record.severity][column]
    return getattr(record, name)
