"""Numbers and dates of two systems that lie further apart than permitted, by line."""

from __future__ import annotations

import numpy as np

from reconcile.cells import MISSING, Ints
from reconcile.compare.view import View
from reconcile.match.stack import Bools

Pair = tuple[int, int]


def differences(view: View, name: str) -> dict[int, list[Pair]]:
    """Return the lines on which two systems' values of `name` lie further apart than permitted, and which two.

    Quantities and amounts of several rows are their sum; prices and dates of several rows are a span.
    """
    low = view.matched.wide[name]
    high = view.matched.wide.fields.get(f"{name}_max", low)
    found: dict[int, list[Pair]] = {}
    for first, second in view.pairs:
        lines = np.flatnonzero(_apart(low, high, first, second))
        one, other = _nearest(low[:, lines], high[:, lines], first, second)
        for line in lines[~view.permits(name, (first, second), one, other)].tolist():
            found.setdefault(line, []).append((first, second))
    return found


def _apart(low: Ints, high: Ints, first: int, second: int) -> Bools:
    there = (low[first] != MISSING) & (low[second] != MISSING)
    return np.asarray(there & ((low[first] > high[second]) | (low[second] > high[first])))


def _nearest(low: Ints, high: Ints, first: int, second: int) -> tuple[Ints, Ints]:
    """Return the values of two spans that lie nearest to each other."""
    above = low[first] > high[second]
    return np.where(above, low[first], high[first]), np.where(above, high[second], low[second])
