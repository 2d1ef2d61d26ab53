"""Lines of which a system has several rows: what one row says must not hide what another one does."""

from __future__ import annotations

import numpy as np

from reconcile.cells import MISSING, Ints
from reconcile.compare.view import View

LARGE = np.iinfo(np.int64).max


def cells(view: View, rows: Ints) -> Ints:
    """Return the place of rows in a flat [system, line] array."""
    return view.matched.stack.column("system")[rows] * view.matched.wide.lines + view.matched.line[rows]


def span(view: View, column: str) -> tuple[Ints, Ints]:
    """Return the lowest and the highest code of a column by [system, line]; −1 where all rows are blank."""
    low = view.matched.wide[column].copy()
    high = low.copy()
    rows = view.crowded
    values, cell = view.matched.stack.column(column)[rows], cells(view, rows)
    low.reshape(-1)[cell], high.reshape(-1)[cell] = LARGE, -1
    known = values >= 0
    np.minimum.at(low.reshape(-1), cell[known], values[known])
    np.maximum.at(high.reshape(-1), cell[known], values[known])
    return np.where(low == LARGE, -1, low), high


def unlike(view: View, column: str) -> dict[int, list[tuple[int, int]]]:
    """Return the lines on which two systems differ in a code, and which two; one row of several is enough."""
    low, high = span(view, column)
    found: dict[int, list[tuple[int, int]]] = {}
    for first, second in view.pairs:
        there = (low[first] >= 0) & (low[second] >= 0)
        for line in np.flatnonzero(there & ((low[first] != low[second]) | (high[first] != high[second]))).tolist():
            found.setdefault(line, []).append((first, second))
    return found


def side_by_side(view: View, name: str, first: int, second: int) -> tuple[Ints, Ints, Ints]:
    """Return lines of which two systems have as many rows, and the values of these, both in ascending order.

    A line is there once for each of its rows, if all of them say something.
    """
    one, other = (_known(view, name, system) for system in (first, second))
    full = [np.bincount(lines, minlength=view.matched.wide.lines) for lines, _ in (one, other)]
    rows = [_rows(view, system) for system in (first, second)]
    both = np.flatnonzero((rows[0] == rows[1]) & (rows[0] > 1) & (full[0] == rows[0]) & (full[1] == rows[1]))
    mine, theirs = (np.isin(lines, both) for lines, _ in (one, other))
    return one[0][mine], one[1][mine], other[1][theirs]


def _rows(view: View, system: int) -> Ints:
    """Count the rows of one system that have company, by line."""
    own = view.crowded[view.matched.stack.column("system")[view.crowded] == system]
    return np.bincount(view.matched.line[own], minlength=view.matched.wide.lines)


def _known(view: View, name: str, system: int) -> tuple[Ints, Ints]:
    """Return line and value of the rows of one system that have company, sorted."""
    stack = view.matched.stack
    rows = view.crowded
    rows = rows[(stack.column("system")[rows] == system) & (stack.column(name)[rows] != MISSING)]
    lines, values = view.matched.line[rows], stack.column(name)[rows]
    order = np.lexsort((values, lines))
    return lines[order], values[order]
