"""A value and the place it was read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from intake.read.document import Page, Word
from orders.records import Evidence, Finding, Method

DECIDING = re.compile(
    r"^/order/(order_id|revision|issue_date|currency|buyer/name|buyer/tax_id|seller/name|delivery/requested_date|totals/\w+|tax_rate"
    r"|lines/\d+/(line_id|buyer_item_id|seller_item_id|drawing_id|drawing_revision|bom_version|quantity|unit|unit_price"
    r"|price_base_quantity|line_amount|net_amount|tax_amount|gross_amount|requested_date)|allowance_charges/\d+/amount)$"
)


@dataclass
class Draft:
    """The values read so far by JSON pointer, each with its evidence."""

    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def put(self, path: str, value: Any, word: Word | None, page: Page, method: Method | None = None) -> None:
        """Keep a value and its place; the first value of a path stays."""
        if value is None or path in self.values:
            return
        self.values[path] = value
        if word is not None:
            self.evidence[path] = place(word, page, method)

    def owe(self, path: str, mapping: str) -> None:
        """Note with the place of a value that a customer's mapping decided how it is read."""
        if path in self.evidence:
            self.evidence[path] = replace(self.evidence[path], mapping=mapping)


def place(word: Word, page: Page, method: Method | None = None) -> Evidence:
    """Say where a word stands: its cell on a sheet, its box on a page."""
    way = method or page.method
    if word.cell is not None:
        return Evidence(word.text, way, sheet=page.sheet, cell=word.cell)
    x0, top, x1, bottom = word.box
    box = (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))
    return Evidence(word.text, way, page=page.number, bbox=box, confidence=word.confidence)


def seen_at(item: Finding, word: Word, page: Page) -> Finding:
    """Give a finding the place of what was seen, where no value's evidence leads there."""
    return replace(item, evidence=place(word, page))
