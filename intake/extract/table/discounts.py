"""A line's discount: what it takes off in percent, or what it leaves (0.95, 9.5 折) if the amount proves that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from math import prod

from intake.read.document import Word
from orders.values import NumberStyle, normal, parse_number

PERCENT = re.compile(r"^(?P<number>\d{1,2}(?:[.,]\d+)?)\s*%?$")
_LEFT = re.compile(r"^(?P<number>\d{1,3}(?:[.,]\d+)?)\s*[%折]?$")
_SHARES = (Decimal(1), Decimal(10), Decimal(100))  # 0.95, 9.5 and 95 all leave 95 %
_NEAR = Decimal("0.005")


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


def _chained(word: Word, style: NumberStyle) -> Decimal | None:
    """Read a discount, and discounts upon discounts as the one they come to: "10+5" takes off 14.5 %."""
    parts = [PERCENT.match(part.strip()) for part in normal(word.text).split("+")]
    rates = [parse_number(part["number"], style) for part in parts if part]
    if len(rates) != len(parts) or None in rates:
        return None
    left = prod((100 - rate for rate in rates if rate is not None), start=Decimal(1))
    return 100 - left / Decimal(100) ** (len(rates) - 1)
