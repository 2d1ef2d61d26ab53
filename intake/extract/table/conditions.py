"""Price conditions printed below an item, as SAP does: the price and amount again, and the tax on them.

A line is one only if its numbers prove it: the item's own price and amount, or its rate of the item's amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from intake.extract.table.band import Line
from intake.extract.table.rows import Row, Rows
from intake.extract.table.spoken import Column
from intake.extract.words.layout import join
from intake.extract.words.lexicon import RATE, Lexicon
from intake.read.document import Word
from orders.values import normal, number_readings

_CENT = Decimal("0.01")


def conditioned(
    read: Rows, lines: Sequence[Line], columns: Sequence[Column], words: Lexicon
) -> tuple[Rows, frozenset[int]]:
    """Give the proved conditions among `lines` to the items above them; return also which lines these are (ids)."""
    rows, taken = list(read.rows), set[int]()
    for at, row in enumerate(rows):
        below = rows[at + 1].top if at + 1 < len(rows) else float("inf")
        taxes, bottom = list[tuple[str, Word]](), row.bottom
        for line in (one for one in lines if row.top < one.top < below):
            tax = _taxed(line, row, columns, words)
            if tax or _restated(line, row, columns):
                taken.add(id(line))
                taxes, bottom = [*taxes, *tax], max(bottom, line.bottom)
        own = taxes if len(taxes) == 2 else []  # CGST and SGST: two taxes are no one line's rate
        rows[at] = replace(row, named=(*row.named, *own), bottom=bottom)
    said = {join(line.words).box for line in lines if id(line) in taken}
    behind = tuple(line for line in read.behind if id(line) not in taken)
    lost = tuple(word for word in read.lost if word.box not in said)
    return replace(read, rows=tuple(rows), behind=behind, lost=lost), frozenset(taken)


def _cell(row: Row, columns: Sequence[Column], role: str) -> str:
    cells = [row.cells[i].text for i, c in enumerate(columns) if c.role.startswith(role) and i in row.cells]
    return normal(cells[0]) if len(cells) == 1 else ""


def _restated(line: Line, row: Row, columns: Sequence[Column]) -> bool:
    """Say whether a line ends with the item's amount, has its price before it, and no other number but a base of 1."""
    price, amount = _cell(row, columns, "unit_price"), _cell(row, columns, "line_amount")
    texts = [normal(word.text) for piece in line.pieces for word in _words(piece)]
    numbers = [text for text in texts if any(char.isdigit() for char in text)]
    return bool(price and amount) and numbers in ([price, amount], [price, "1", amount]) and texts[-1] == amount


def _words(piece: Word) -> Iterator[Word]:
    yield from (piece.part(*found.span()) for found in re.finditer(r"\S+", piece.text))


def _taxed(line: Line, row: Row, columns: Sequence[Column], words: Lexicon) -> list[tuple[str, Word]]:
    """Read "IN: Integrated GST 18.00 % 2,624.62" as the item's tax if that is the rate of its amount."""
    whole = join(line.words)
    rate, number = RATE.search(whole.text), line.words[-1]
    base = set(number_readings(_cell(row, columns, "line_amount")).values())
    tax = set(number_readings(number.text).values())
    label = words.amount_label(whole.text[: rate.start()]) if rate else None
    if rate is None or label is None or label[1].name != "tax_total" or len(base) != 1 or len(tax) != 1:
        return []
    share = Decimal(rate[1].replace(",", ".")) / 100
    if abs(base.pop() * share - tax.pop()) > _CENT / 2 or whole.text[rate.end() :].strip() != number.text:
        return []
    return [("tax_rate", whole.part(*rate.span(1))), ("tax_amount", number)]
