"""Numbers and dates of two systems that lie further apart than permitted, by line."""

from __future__ import annotations

import numpy as np

from reconcile.cells import MISSING, Ints
from reconcile.compare.several import side_by_side
from reconcile.compare.view import View
from reconcile.match.stack import Bools

Pair = tuple[int, int]


def differences(view: View, name: str) -> dict[int, list[Pair]]:
    """Return the lines on which two systems' values of `name` lie further apart than permitted, and which two.

    Quantities and amounts of several rows are their sum. Prices and dates of as many rows are set side by side, else
    they are a span.
    """
    low = view.matched.wide[name]
    high = view.matched.wide.fields.get(f"{name}_max", low)
    found: dict[int, list[Pair]] = {}
    for first, second in view.pairs:
        lines = np.flatnonzero(_apart(low, high, first, second))
        one, other = _nearest(low[:, lines], high[:, lines], first, second)
        apart = lines[~view.permits(name, (first, second), one, other)]
        if low is not high:
            apart = _row_by_row(view, name, (first, second), apart)
        if name == "unit_price":
            apart = _with_mixed(view, (first, second), low, high, apart)
        for line in apart.tolist():
            found.setdefault(line, []).append((first, second))
    return found


def _apart(low: Ints, high: Ints, first: int, second: int) -> Bools:
    there = (low[first] != MISSING) & (low[second] != MISSING)
    return np.asarray(there & ((low[first] > high[second]) | (low[second] > high[first])))


def _nearest(low: Ints, high: Ints, first: int, second: int) -> tuple[Ints, Ints]:
    """Return the values of two spans that lie nearest to each other."""
    above = low[first] > high[second]
    return np.where(above, low[first], high[first]), np.where(above, high[second], low[second])


def _row_by_row(view: View, name: str, pair: Pair, apart: Ints) -> Ints:
    """Judge lines of which both systems have as many rows by these: a span would hide one row behind another."""
    lines, one, other = side_by_side(view, name, *pair)
    differ = lines[~view.permits(name, pair, one, other)]
    return np.union1d(np.setdiff1d(apart, lines), differ)


def _with_mixed(view: View, pair: Pair, low: Ints, high: Ints, apart: Ints) -> Ints:
    """Add lines with one price in one system and several in the other, unless the one lies between them.

    A price between those of all parts may be their mean; one that some parts have is not that of the others.
    """
    lines, *_ = side_by_side(view, "unit_price", *pair)
    for one, other in (pair, pair[::-1]):
        price, least, most = low[one], low[other], high[other]
        single = (price != MISSING) & (price == high[one]) & (least != MISSING) & (least < most)
        mixed = np.setdiff1d(np.flatnonzero(single & ((price == least) | (price == most))), lines)
        far = np.where(price == least, most, least)[mixed]
        apart = np.union1d(apart, mixed[~view.permits("unit_price", (one, other), price[mixed], far)])
    return apart
