"""Lines of which a system has several rows: what one row says must not hide what another one does."""

from __future__ import annotations

import numpy as np

from reconcile.cells import MISSING, Ints
from reconcile.compare.view import View
from reconcile.match.stack import Bools

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
        differ = (low[first] != low[second]) | (high[first] != high[second])
        mixed = there & ~differ & (low[first] != high[first])
        differ |= apart(view, column, (first, second), mixed)
        for line in np.flatnonzero(there & differ).tolist():
            found.setdefault(line, []).append((first, second))
    return found


def apart(view: View, column: str, pair: tuple[int, int], lines: Bools) -> Bools:
    """Say on which of the `lines` two systems do not have the same under one and the same line number."""
    values, out = view.matched.stack.column(column), np.zeros(len(lines), bool)
    for line in np.flatnonzero(lines & numbered(view, *pair)).tolist() if lines.any() else ():
        out[line] = any(values[one] != values[other] for one, other in numbered_rows(view, line, pair))
    return out


def side_by_side(view: View, name: str, first: int, second: int) -> tuple[Ints, Ints, Ints]:
    """Return lines of which two systems have as many rows, and the values of these, both in ascending order.

    Where each row has a line number that both systems know they are in order of these. A line is there once for each of
    its rows, if all of them say something.
    """
    told = numbered(view, first, second)
    one, other = (_known(view, name, system, told) for system in (first, second))
    full = [np.bincount(lines, minlength=view.matched.wide.lines) for lines, _ in (one, other)]
    rows = [_rows(view, system) for system in (first, second)]
    both = np.flatnonzero((rows[0] == rows[1]) & (rows[0] > 1) & (full[0] == rows[0]) & (full[1] == rows[1]))
    mine, theirs = (np.isin(lines, both) for lines, _ in (one, other))
    return one[0][mine], one[1][mine], other[1][theirs]


def _rows(view: View, system: int) -> Ints:
    """Count the rows of one system that have company, by line."""
    own = view.crowded[view.matched.stack.column("system")[view.crowded] == system]
    return np.bincount(view.matched.line[own], minlength=view.matched.wide.lines)


def numbered(view: View, first: int, second: int) -> Bools:
    """Say on which lines two systems have one row each for the same line numbers, if these mean the same in both."""
    size, number = view.matched.wide.lines, view.matched.stack.column("line_id")
    width = int(number.max(initial=-1)) + 2
    places, several = [], []
    for system in (first, second):
        own = view.crowded[view.matched.stack.column("system")[view.crowded] == system]
        places.append(np.unique((view.matched.line[own] * width + number[own])[number[own] >= 0]))
        several.append(np.bincount(view.matched.line[own], minlength=size))
    both = np.bincount(np.intersect1d(places[0], places[1]) // width, minlength=size)
    same = all(view.matched.counts[system] for system in (first, second))
    return np.asarray((both > 1) & (both == several[0]) & (both == several[1]) & same)


def numbered_rows(view: View, line: int, pair: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the rows of two systems that bear the same line number, one of each; surplus rows are not among them."""
    numbers = view.matched.stack.column("line_id")
    one, other = (
        {int(numbers[row]): row for row in view.living(line, system) if row not in view.surplus} for system in pair
    )
    return [(one[number], other[number]) for number in sorted(set(one) & set(other))]


def _known(view: View, name: str, system: int, told: Bools) -> tuple[Ints, Ints]:
    """Return line and value of the rows of one system that have company, sorted by line, and number or value."""
    stack = view.matched.stack
    rows = view.crowded
    rows = rows[(stack.column("system")[rows] == system) & (stack.column(name)[rows] != MISSING)]
    lines, values = view.matched.line[rows], stack.column(name)[rows]
    order = np.lexsort((np.where(told[lines], stack.column("line_id")[rows], values), lines))
    return lines[order], values[order]
