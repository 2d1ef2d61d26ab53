"""Columns may be named wrongly, by a customer's mapping or by us: what their cells are like speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from intake.extract.table.rows import counting
from intake.extract.words.lexicon import Lexicon, compared
from orders.codes import two_columns
from orders.records import Finding, Order, OrderLine

_LINES = "/order/lines"


def mistaken(order: Order, words: Lexicon) -> Iterator[Finding]:
    """Ask about codes that count lines or are units, units in texts, and pieces with decimals beside prices without.

    Quantity × price proves neither of the two to be the other; nobody prints 315.00 pieces at 60.
    """
    if order.lines and all(line.unit is None for line in order.lines):
        yield from _lost_units(order, words)
    if words.customer is None or not (words.customer.words.get("columns") or words.code_words):
        return
    codes = [line.buyer_item_id or line.seller_item_id or "" for line in order.lines]
    if codes and (all(compared(code) in words.groups["units"] for code in codes) or _from_one(codes)):
        yield two_columns("buyer_item_id", _LINES, codes[0], order.lines[0].line_id or order.lines[0].unit or "—")
    turned = [line for line in order.lines if _turned(line, words)]
    if turned and len(turned) == len(order.lines):
        yield two_columns("quantity", _LINES, str(turned[0].quantity), str(turned[0].unit_price))


def _lost_units(order: Order, words: Lexicon) -> Iterator[Finding]:
    """Ask about an order without units whose texts end in units: their column has been taken for a part of another."""
    for texts in zip(*(_texts(line) for line in order.lines), strict=False):
        if all(_ends_in_unit(text, words) for text in texts):
            yield two_columns("unit", _LINES, texts[0].split()[-1], texts[0])
            return


def _texts(line: OrderLine) -> list[str]:
    return [line.description or "", *(item.value for item in line.attributes)]


def _ends_in_unit(text: str, words: Lexicon) -> bool:
    *before, last = text.split() or [""]
    return bool(before) and compared(last) in words.groups["units"]


def _from_one(codes: list[str]) -> bool:
    return len(codes) > 1 and counting(codes) and int(codes[0].rstrip(".)、")) in (1, 10)


def _turned(line: OrderLine, words: Lexicon) -> bool:
    if line.quantity is None or line.unit_price is None:
        return False
    counted = words.groups["units"].get(compared(line.unit or "")) != "measured"
    return counted and _decimals(line.quantity) > 0 and _decimals(line.unit_price) == 0


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
