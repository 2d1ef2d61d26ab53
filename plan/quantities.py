"""Quantities: rounding up to what can be bought or made."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from orders.masters import Item
from orders.units import UnitWords, comes_whole

SMALLEST = Decimal("0.0001")


def round_up(quantity: Decimal, item: Item, words: UnitWords) -> Decimal:
    """Round up to whole numbers where the item is counted in pieces, else to 4 digits."""
    step = Decimal(1) if comes_whole(item.unit, words) else SMALLEST
    return tidy(quantity.quantize(step, ROUND_CEILING))


def lot_size(quantity: Decimal, item: Item, words: UnitWords) -> Decimal:
    """Return the smallest lot that covers `quantity` and keeps minimum and multiple."""
    wanted = round_up(max(quantity, item.minimum_order_quantity or Decimal(0)), item, words)
    multiple = item.order_multiple
    if not multiple or multiple <= 0:
        return wanted
    return round_up((wanted / multiple).quantize(Decimal(1), ROUND_CEILING) * multiple, item, words)


def tidy(quantity: Decimal) -> Decimal:
    """Drop zeros behind the point, so that equal quantities are written alike."""
    whole = quantity.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == quantity else quantity.normalize()
