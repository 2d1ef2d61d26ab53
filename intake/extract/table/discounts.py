"""A line's discount: what it takes off in percent, or what it leaves (0.95, 9.5 折) if the amount proves that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import prod

from intake.extract.table.cells import Cells
from intake.read.document import Word
from orders.values import NumberStyle, normal, parse_number

PERCENT = re.compile(r"^(?P<number>\d{1,2}(?:[.,]\d+)?)\s*%?$")
_LEFT = re.compile(r"^(?P<number>\d{1,3}(?:[.,]\d+)?)\s*[%折]?$")
_SHARES = (Decimal(1), Decimal(10), Decimal(100))  # 0.95, 9.5 and 95 all leave 95 %
_NEAR = Decimal("0.005")
_DISCOUNT, _PRICES = "discount_percent", ("unit_price", "unit_price_gross", "unit_price_net")


def discount_of(word: Word, style: NumberStyle, numbers: Sequence[Decimal | None]) -> Decimal | None:
    """Read a discount in percent; `numbers` are the line's quantity, price and amount, its price for one piece.

    What is left of the price is read only where quantity × price × that share is the amount, and the amount denies
    that it is what is taken off.
    """
    off = _chained(word, style)
    found = _LEFT.match(normal(word.text))
    value = parse_number(found["number"], style) if found else None
    quantity, price, amount = numbers
    if value is None or quantity is None or price is None or amount is None:
        return off
    whole = quantity * price
    if off is not None and abs(whole * (100 - off) / 100 - amount) <= _NEAR:
        return off
    left = [value / share for share in _SHARES if value <= share and abs(whole * value / share - amount) <= _NEAR]
    return 100 - 100 * left[0] if left else off


def taken_off(rows: Sequence[Cells], style: NumberStyle) -> tuple[Cells, ...]:
    """Keep discounts as parameters where every price is what they leave of a list price (原价 | 折扣 | 折后单价)."""
    discounted = [row for row in rows if _DISCOUNT in row.roles]
    if not discounted or not all(_from_list(row, style) for row in discounted):
        return tuple(rows)
    return tuple(_as_parameter(row) if _DISCOUNT in row.roles else row for row in rows)


def _from_list(row: Cells, style: NumberStyle) -> bool:
    """Say whether one of a row's other numbers less the discount, or times what it leaves, is its price."""
    price = next((parse_number(normal(row.roles[r].text), style) for r in _PRICES if r in row.roles), None)
    found = _LEFT.match(normal(row.roles[_DISCOUNT].text))
    value = parse_number(found["number"], style) if found else None
    listed = [number for _, word in row.extra if (number := parse_number(normal(word.text), style))]
    if price is None or value is None:
        return False
    left = [1 - value / 100, *(value / share for share in _SHARES if value <= share)]
    return any(abs(number * one - price) <= _NEAR for number in listed for one in left)


def _as_parameter(row: Cells) -> Cells:
    roles = {role: word for role, word in row.roles.items() if role != _DISCOUNT}
    pair = (row.titles.get(_DISCOUNT, "%"), row.roles[_DISCOUNT])
    return replace(row, roles=roles, extra=(*row.extra, pair))


def _chained(word: Word, style: NumberStyle) -> Decimal | None:
    """Read a discount, and discounts upon discounts as the one they come to: "10+5" takes off 14.5 %."""
    parts = [PERCENT.match(part.strip()) for part in normal(word.text).split("+")]
    rates = [parse_number(part["number"], style) for part in parts if part]
    if len(rates) != len(parts) or None in rates:
        return None
    left = prod((100 - rate for rate in rates if rate is not None), start=Decimal(1))
    return 100 - left / Decimal(100) ** (len(rates) - 1)
