"""Rows by what they say: order, line, item and quantity, the same in every export of a row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from reconcile.cells import MISSING
from reconcile.load.side import Side
from reconcile.match.stack import Stack

SIGN = "\x1f"  # stands in no cell


class Contents:
    """Names rows: `contents(row)` is order, line, item (ids normalised) and quantity (1/10,000 base units)."""

    def __init__(self, sides: Sequence[Side], stack: Stack) -> None:
        self._keys = [(side.keys["order_id"], side.keys["customer_order_id"]) for side in sides]
        self._starts = np.cumsum([0, *(len(side.frame) for side in sides)]).tolist()
        self._stack = stack

    def __call__(self, row: int) -> str:
        system = bisect_right(self._starts, row) - 1
        number = next((text for keys in self._keys[system] if (text := keys[row - self._starts[system]])), "")
        line, sku = (self._stack.text(name, int(self._stack.column(name)[row])) for name in ("line_id", "sku"))
        quantity = int(self._stack.column("quantity")[row])
        return SIGN.join((number, line, sku, "" if quantity == MISSING else str(quantity)))

    def of(self, rows: Mapping[int, Iterable[int]]) -> dict[str, tuple[str, ...]]:
        """Name rows by system."""
        return {self._stack.systems[n]: tuple(sorted(map(self, found))) for n, found in rows.items()}


def item_of(content: str) -> str:
    """Return the item in a row's name."""
    return content.rsplit(SIGN, 2)[1]
