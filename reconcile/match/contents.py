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
        self._systems, self._texts = stack.systems, stack.texts
        self._line, self._sku, self._quantity = (stack.column(name).data for name in ("line_id", "sku", "quantity"))
        self._known: dict[int, str] = {}  # a row is named as a member, as joined, and as part of its line

    def __call__(self, row: int) -> str:
        known = self._known.get(row)
        if known is None:
            known = self._known[row] = self._said(row)
        return known

    def _said(self, row: int) -> str:
        system = bisect_right(self._starts, row) - 1
        number = next((text for keys in self._keys[system] if (text := keys[row - self._starts[system]])), "")
        line, sku, quantity = self._line[row], self._sku[row], self._quantity[row]
        said = (
            self._texts["line_id"][line] if line >= 0 else "",
            self._texts["sku"][sku] if sku >= 0 else "",
            "" if quantity == MISSING else str(quantity),
        )
        return SIGN.join((number, *said))

    def of(self, rows: Mapping[int, Iterable[int]]) -> dict[str, tuple[str, ...]]:
        """Name rows by system."""
        return {self._systems[n]: tuple(sorted(map(self, found))) for n, found in rows.items()}


def item_of(content: str) -> str:
    """Return the item in a row's name."""
    return content.rsplit(SIGN, 2)[1]
