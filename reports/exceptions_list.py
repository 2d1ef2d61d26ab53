"""The list of exceptions.xlsx: what is new first, four columns for a person's decision, ids always as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from orders.clocks import clocks
from orders.codes import EXCEPTIONS, Language
from orders.exceptions import ExceptionRecord, explanation
from orders.standing import Memory, exception_key
from reports.exceptions_figures import in_order
from reports.exceptions_standing import decided, evidence_changes
from reports.exceptions_words import ANSWERS, BESIDE, CHANGES, CLOCKS, COLUMNS, DECISIONS, SEVERITIES, STANDINGS, said

FOR_PERSON = ("decision", "new_value", "note", "by")
# column: its width; the first four stay in sight
WIDTHS = {
    "change": 10,
    "kind": 20,
    "order_id": 22,
    "line_id": 7,
    "explanation": 52,
    "amount_at_stake": 13,
    "currency": 8,
    "owner": 20,
    "contact": 22,
    **dict.fromkeys(("crm_value", "erp_value", "wms_value"), 16),
    "decision": 12,
    "new_value": 16,
    "note": 26,
    "by": 10,
    "before": 26,
    "decided": 30,
    "customer": 28,
    "sku": 18,
    "odd_system": 9,
    "field": 14,
    "severity": 8,
    **dict.fromkeys(("crm_rows", "erp_rows", "wms_rows"), 12),
    "first_seen": 16,
    "last_movement": 16,
    "since_order": 15,
    "age_hours": 10,
    "since_found": 15,
    "match_method": 11,
    "match_score": 9,
    "exception_id": 19,
    "key": 29,
}
FROZEN = 4
WRAPPED = ("explanation", "before", "decided", "owner", "contact")
SHOWN_EMPTY = ("open", "odd")  # styles that say something of an empty cell too
LINE_POINTS = 15.0
LONGEST = 32_000  # characters Excel takes in one cell
HEADINGS: dict[str, tuple[str, ...]] = {**COLUMNS, **BESIDE, **CLOCKS, **ANSWERS, **STANDINGS}


@dataclass(frozen=True)
class List:
    """A sheet being written, its cell formats by name, what is known of each record, the language, and now."""

    sheet: Any
    styles: dict[str, Any]
    memory: Memory
    language: Language
    as_of: datetime

    def write(self, records: Sequence[ExceptionRecord]) -> None:
        """Write the heading and one row a record."""
        for column, (name, width) in enumerate(WIDTHS.items()):
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(0, column, said(HEADINGS[name], self.language), self.styles["head"])
        for row, record in enumerate(in_order(records, self.memory), 1):
            told = self._told(record)
            self.sheet.set_row(row, LINE_POINTS * max(_lines(str(told[name] or ""), WIDTHS[name]) for name in WRAPPED))
            for column, (name, value) in enumerate(told.items()):
                self._cell((row, column), record, name, value)
        self.sheet.freeze_panes(1, FROZEN)
        self.sheet.autofilter(0, 0, max(len(records), 1), len(WIDTHS) - 1)
        self._choices(max(len(records), 1))
        self.sheet.set_landscape()
        self.sheet.set_paper(8)  # A3
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)

    def _told(self, record: ExceptionRecord) -> dict[str, object]:
        """Return a record's cells by column; those that a person fills in are empty."""
        standing, language = self.memory.of(record), self.language
        told = {
            "change": said(CHANGES[standing.change], language),
            "explanation": explanation(record, language),
            "kind": said(EXCEPTIONS[record.kind][1:], language),
            "severity": said(SEVERITIES[record.severity], language),
            "before": evidence_changes(record, standing, language),
            "decided": decided(standing, language),
            "key": exception_key(record),
            **vars(clocks(record, self.as_of)),
            **dict.fromkeys(FOR_PERSON),
        }
        return {name: told[name] if name in told else getattr(record, name) for name in WIDTHS}

    def _cell(self, place: tuple[int, int], record: ExceptionRecord, name: str, value: object) -> None:
        if value is None or value == "":
            if (named := self._style(record, name, value)) in SHOWN_EMPTY:
                self.sheet.write_blank(*place, None, self.styles[named])
            return
        style = self.styles[self._style(record, name, value)]
        if isinstance(value, (Decimal, int)):
            self.sheet.write_number(*place, float(value), style)
        elif isinstance(value, datetime):
            self.sheet.write_datetime(*place, value.replace(tzinfo=None), style)
        else:
            self.sheet.write_string(*place, str(value)[:LONGEST], style)

    def _style(self, record: ExceptionRecord, name: str, value: object) -> str:
        if name in FOR_PERSON:
            return "open"
        if isinstance(value, Decimal):
            return {"amount_at_stake": "money", "match_score": "score"}.get(name, "number")
        if isinstance(value, int):
            return "days"
        if isinstance(value, datetime):
            return "time"
        if record.odd_system and name == f"{record.odd_system}_value":
            return "odd"
        if name == "change":
            return self.memory.of(record).change
        return "wrap" if name in WRAPPED else "text"

    def _choices(self, count: int) -> None:
        column = list(WIDTHS).index("decision")
        words = [said(pair, self.language) for pair in DECISIONS.values()]
        rule = {"validate": "list", "source": words, "ignore_blank": True, "error_message": ", ".join(words)}
        self.sheet.data_validation(1, column, count, column, rule)


def _lines(text: str, width: int) -> int:
    """Return how many lines a wrapped text takes; a Chinese character is two wide."""
    return min(sum(1 + _signs(part) // width for part in text[:LONGEST].split("\n")), 20)


def _signs(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if sign > "\u2e7f" else 1 for sign in text)
